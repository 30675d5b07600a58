// Definitions: sentences in a defining form ("X is defined as", "by X we mean", "'X' is used in this report
// to describe"), indefinite subjects that are said to be a kind of something ("a land trust is a body that"),
// entries of a glossary, and the lists under "What is X?": what it is, and what it is not.
#include <algorithm>
#include <array>
#include <optional>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

constexpr std::size_t kLongestTerm = 8;  // words

std::string_view after(std::string_view text, std::string_view words) { return text.substr(words.size()); }
// Without quotation marks, emphasis and an article around.
std::string bare(std::string_view term) {
  std::string out = squeeze(term);
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark :
         {"\"", "'", "“", "”", "‘", "’", "*", "_", ",", ".", ":", ";", "(", ")"}) {
      if (out.starts_with(mark)) out.erase(0, mark.size()), again = true;
      if (out.ends_with(mark) && !out.empty()) out.erase(out.size() - mark.size()), again = true;
    }
    while (!out.empty() && out.front() == ' ') out.erase(out.begin());
    while (!out.empty() && out.back() == ' ') out.pop_back();
  }
  for (const std::string_view article : {"A ", "An ", "The ", "a ", "an ", "the ", "term ", "word "})
    if (out.starts_with(article)) out = out.substr(article.size());
  return out;
}
bool opens_quoted(std::string_view text) {
  return text.starts_with("\"") || text.starts_with("'") || text.starts_with("“") || text.starts_with("‘");
}
// "what is X?": X, else nothing.
std::string_view asked_term(std::string_view heading) {
  heading = trim(heading);
  if (heading.empty() || std::string_view("wWdD").find(heading.front()) == std::string_view::npos) return {};
  for (const std::string_view opening :
       {"what is meant by ", "what do we mean by ", "what is ", "what are ", "defining ", "definition of "})
    if (starts_with_ignoring_case(heading, opening)) {
      std::string_view rest = after(heading, opening);
      while (!rest.empty() &&
             (rest.back() == '?' || rest.back() == ' ' || rest.back() == ':' || rest.back() == '*'))
        rest.remove_suffix(1);
      return rest;
    }
  return {};
}

class Definitions {
 public:
  explicit Definitions(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    headings();
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) sentence(s);
  }

 private:
  const Block& block(std::size_t b) const { return x_.document.blocks[b]; }

  void add(Span span, std::string_view term, std::string_view meaning, bool negative, std::string reason,
           std::size_t s = SIZE_MAX) {
    const std::string name = bare(term);
    if (span.empty() || name.empty() || Tokens(name).size() > kLongestTerm) return;
    // A term that only points elsewhere names nothing.
    static constexpr std::array<std::string_view, 16> kPointers{
        {"it", "this", "that", "these", "those", "they", "which", "there", "what", "who", "we", "he", "she",
         "here", "one", "success"}};
    if (std::find(kPointers.begin(), kPointers.end(), Tokens(name).join(0, 8)) != kPointers.end()) return;
    const std::uint32_t index =
        x_.add(graph::Kind::definition, span.begin, span.end, "definitions", std::move(reason));
    graph::Item& item = x_.evidence.items[index];
    item.set(Attribute::term, name);
    item.set(Attribute::text, squeeze(meaning.empty() ? std::string_view(item.passage.quote) : meaning));
    item.set(Attribute::polarity, std::string(negative ? "negative" : "positive"));
    if (s != SIZE_MAX && !x_.labels[s].speaker.empty()) item.set(Attribute::speaker, x_.labels[s].speaker);
  }

  // "What is X?" with "It is:" and "It is not:" below, and glossaries.
  void headings() {
    std::string term;
    std::int32_t term_heading = -1;
    bool negative = false, listing = false;
    std::string lead;
    for (std::size_t b = 0; b < x_.document.blocks.size(); ++b) {
      const Block& here = block(b);
      const std::string_view words = x_.document.words(here);
      const bool heading = here.kind == BlockKind::heading || here.kind == BlockKind::slide_title ||
                           here.kind == BlockKind::title;
      if (heading || here.kind == BlockKind::paragraph) {
        if (const std::string_view asked = asked_term(words);
            !asked.empty() && (heading || words.ends_with('?')) && Tokens(asked).size() <= 5) {
          term = bare(asked);
          term_heading = static_cast<std::int32_t>(b);
          listing = false;
          continue;
        }
        const Tokens tokens(term.empty() ? std::string_view() : words);
        const bool label =
            tokens.size() <= 8 && (heading || words.ends_with(':') || here.kind == BlockKind::paragraph);
        const std::string folded = tokens.empty() || term.empty() ? std::string() : tokens.join(0, 7);
        const std::string of_term = term.empty() ? std::string() : Tokens(term).join(0, 7);
        const auto is = [&](std::string_view verb) {
          return folded == "it " + std::string(verb) || folded == "they " + std::string(verb) ||
                 folded == of_term + " " + std::string(verb) ||
                 folded == "a " + of_term + " " + std::string(verb) ||
                 folded == "an " + of_term + " " + std::string(verb);
        };
        if (!term.empty() && label && (is("is") || is("are") || is("means") || is("includes"))) {
          listing = true;
          negative = false;
          lead = squeeze(words);
          continue;
        }
        if (!term.empty() && label &&
            (is("is not") || is("are not") || is("isn't") || is("aren't") || is("does not mean") ||
             is("does not include"))) {
          listing = true;
          negative = true;
          lead = squeeze(words);
          continue;
        }
        if (heading) {
          const bool below =
              term_heading >= 0 && here.level > block(static_cast<std::size_t>(term_heading)).level;
          if (!below) term.clear();
          listing = false;
        } else if (listing && here.kind == BlockKind::paragraph && here.parent < 0) {
          listing = false;
        }
      }
      if (here.kind == BlockKind::list_item && listing && !term.empty()) {
        const Span span = trimmed(text_, {here.begin, here.end});
        add(span, term, {}, negative, "listed under '" + lead + "' after the question what " + term + " is");
        continue;
      }
      glossary(b);
    }
  }

  // "Term: meaning", "**Term** – meaning", "Term<tab>meaning" under a heading for terms.
  void glossary(std::size_t b) {
    const Block& here = block(b);
    if (here.kind == BlockKind::heading || here.heading < 0 || here.kind == BlockKind::furniture) return;
    const Block& above = block(static_cast<std::size_t>(here.heading));
    const std::string_view title = x_.document.words(above);
    if (above.end - above.begin > 80 || !is_glossary(title)) return;
    if (here.kind == BlockKind::table_row) {
      if (here.header || here.cells.size() != 2) return;
      const Span term{here.cells[0].begin, here.cells[0].end},
          meaning{here.cells[1].begin, here.cells[1].end};
      add(trimmed(text_, {here.begin, here.end}), words_of(term), words_of(meaning), false,
          "a row under '" + squeeze(title) + "'");
      return;
    }
    const std::string_view words = x_.document.words(here);
    for (const std::string_view mark : {":** ", "**: ", ": ", " – ", " — ", " - ", " = ", "\t", "** "}) {
      const std::size_t at = words.find(mark);
      if (at == std::string_view::npos || at > 60 || at + mark.size() >= words.size()) continue;
      add(trimmed(text_, {here.begin, here.end}), words.substr(0, at), words.substr(at + mark.size()), false,
          "an entry under '" + squeeze(title) + "'");
      return;
    }
  }
  std::string_view words_of(Span span) const { return text_.substr(span.begin, span.end - span.begin); }
  static bool is_glossary(std::string_view title) {
    const Tokens tokens(title);
    if (tokens.empty() || tokens.size() > 6) return false;
    for (const CueMatch& m : cues("definitions").match(tokens))
      if (m.label == "heading" && m.last + 1 == tokens.size()) return true;
    return false;
  }

  void sentence(std::size_t s) {
    const Block& here = block(static_cast<std::size_t>(x_.sentences[s].block));
    if (here.kind != BlockKind::paragraph && here.kind != BlockKind::list_item &&
        here.kind != BlockKind::footnote && here.kind != BlockKind::quotation)
      return;
    const Topic topic = x_.structure.sentence_topics[s];
    if (is_apparatus(topic) && here.kind != BlockKind::footnote) return;
    const Span span = trimmed(text_, {x_.structure.sentence_begins[s], x_.sentences[s].end});
    if (span.empty() || span.end - span.begin > 900) return;
    const std::string_view words = words_of(span);
    if (other_script(words)) return;
    if (words.ends_with('?')) {
      asked_and_answered(s, span, words);
      return;
    }
    const Tokens tokens(words);
    if (tokens.size() < 4) return;
    if (formal(s, span, words, tokens)) return;
    if (here.kind == BlockKind::quotation) return;
    if (kind_of(s, span, words, tokens, topic)) return;
    if (made_of(s, span, words, tokens)) return;
    apposition(s, span, words, tokens);
  }

  static std::string_view cut(std::string_view words, const Tokens& tokens, std::size_t first,
                              std::size_t last) {
    return words.substr(tokens.begin(first), tokens.end(last) - tokens.begin(first));
  }

  bool formal(std::size_t s, Span span, std::string_view words, const Tokens& tokens) {
    const auto matches = cues("definitions").match(tokens);
    if (matches.empty() && !opens_quoted(words)) return false;
    for (const CueMatch& m : matches)
      if (m.label == "named" && named(s, span, words, tokens, m)) return true;
    const CueMatch *after_cue = nullptr, *before_cue = nullptr, *mean = nullptr, *scope = nullptr;
    for (const CueMatch& m : matches) {
      if (m.label == "after" && !after_cue) after_cue = &m;
      if (m.label == "before" && !before_cue) before_cue = &m;
      if (m.label == "mean" && !mean) mean = &m;
      if (m.label == "scope" && !scope) scope = &m;
    }
    const std::string_view all = words;
    if (mean) {
      // "By X we mean Y": between the first word and "we"; "What we mean by X is Y".
      std::size_t first = mean->first + 1, last = mean->last;
      if (tokens[mean->last] == "by") {
        first = mean->last + 1;
        last = first;
        while (last < tokens.size() && tokens[last] != "is" && tokens[last] != "are") ++last;
      } else {
        while (last > first && tokens[last] != "we" && tokens[last] != "is") --last;
      }
      if (tokens[mean->first] == "when") first = mean->first + 3;
      if (last > first && last < tokens.size() && last - first <= kLongestTerm &&
          mean->last + 1 < tokens.size()) {
        const std::size_t meaning = std::max<std::size_t>(mean->last, last) + 1;
        if (meaning >= tokens.size()) return false;
        add(span, cut(words, tokens, first, last - 1), words.substr(tokens.begin(meaning)), false,
            "cue '" + tokens.join(mean->first, mean->first) + " … " + tokens.join(mean->last, mean->last) +
                "'",
            s);
        return true;
      }
    }
    if (after_cue && after_cue->first > 0 && after_cue->last + 1 < tokens.size()) {
      std::size_t first = 0;
      if (scope && scope->last < after_cue->first) first = past_scope(tokens, *scope);
      if (before_cue && before_cue->last < after_cue->first && before_cue->first <= first + 2)
        first = before_cue->last + 1;
      std::size_t last = after_cue->first - 1;
      while (last > first && (tokens[last] == "be" || tokens[last] == "can" || tokens[last] == "may" ||
                              tokens[last] == "has" || tokens[last] == "have" || tokens[last] == "been" ||
                              tokens[last] == "usually" || tokens[last] == "often" ||
                              tokens[last] == "typically" || tokens[last] == "here"))
        --last;
      // The term is what stands in front of the verb, back to the last clause mark; a bracket with its
      // abbreviation belongs to it.
      for (std::size_t k = last; k > first; --k)
        if (tokens.clause_before(k) && last - k + 1 >= 1) {
          if (last - k <= 1 && k >= 1 && words[tokens.begin(k) - 1] == '(') continue;
          first = k;
          break;
        }
      const bool typical = tokens[first] == "this" || tokens[first] == "it" || tokens[first] == "they" ||
                           tokens[first] == "these" || tokens[first] == "we" || tokens[first] == "that";
      const bool plain_reference = after_cue->weight >= 3;
      if (last >= first && last - first < kLongestTerm && !typical && plain_reference &&
          !verb_within(tokens, first, last)) {
        add(span, cut(all, tokens, first, last), words.substr(tokens.begin(after_cue->last + 1)),
            negated(tokens, *after_cue), "cue '" + tokens.join(after_cue->first, after_cue->last) + "'", s);
        return true;
      }
    }
    if (before_cue && before_cue->last + 2 < tokens.size()) {
      // "we define X as Y", "the term X is …"
      const std::size_t first = before_cue->last + 1;
      std::size_t as = first;
      const bool term_word = tokens[before_cue->last] == "term" || tokens[before_cue->last] == "word" ||
                             tokens[before_cue->last] == "phrase" || tokens[before_cue->last] == "terms";
      const bool defines = tokens[before_cue->last].starts_with("define");
      const bool uses = tokens[before_cue->last].starts_with("use");
      if (!term_word && !defines && !uses) return false;
      while (as < tokens.size() && as <= first + kLongestTerm && tokens[as] != "as" && tokens[as] != "to")
        ++as;
      if (as < tokens.size() && as > first && as - first <= kLongestTerm && as + 1 < tokens.size() &&
          ((tokens[as] == "as" && !uses) || tokens[as + 1] == "describe" || tokens[as + 1] == "mean" ||
           tokens[as + 1] == "refer" || tokens[as + 1] == "denote" || tokens[as + 1] == "cover") &&
          !verb_within(tokens, first, as - 1)) {
        add(span, cut(words, tokens, first, as - 1), words.substr(tokens.begin(as + 1)), false,
            "cue '" + tokens.join(before_cue->first, before_cue->last) + " … " + std::string(tokens[as]) +
                "'",
            s);
        return true;
      }
    }
    if (scope) {
      // "For the purposes of this report, X is|means|includes Y."
      const bool purposes = tokens[scope->first] == "for";
      const std::size_t first = past_scope(tokens, *scope);
      if (first >= tokens.size()) return false;
      std::size_t verb = first;
      while (verb < tokens.size() && verb < first + kLongestTerm && tokens[verb] != "is" &&
             tokens[verb] != "are" && tokens[verb] != "means" && tokens[verb] != "mean" &&
             tokens[verb] != "includes" && tokens[verb] != "include" && tokens[verb] != "covers")
        ++verb;
      const bool quoted = opens_quoted(words.substr(tokens.begin(first) > 0 ? tokens.begin(first) - 1 : 0)) ||
                          (tokens.begin(first) >= 3 && opens_quoted(words.substr(tokens.begin(first) - 3)));
      if (verb > first && verb + 1 < tokens.size() && verb < first + kLongestTerm &&
          (tokens[verb] == "means" || tokens[verb] == "mean" || purposes || quoted) &&
          (tokens[verb] != "is" || purposes || quoted) && !is_pronoun(tokens[first])) {
        add(span, cut(words, tokens, first, verb - 1), words.substr(tokens.begin(verb + 1)),
            tokens[verb + 1] == "not", "cue '" + tokens.join(scope->first, scope->last) + "'", s);
        return true;
      }
      // "we are including X in our definition of Y"
      if (purposes)
        for (std::size_t k = first; k + 2 < tokens.size(); ++k)
          if (tokens[k] == "definition" && tokens[k + 1] == "of") {
            std::size_t last = k + 2;
            while (last + 1 < tokens.size() && !tokens.clause_before(last + 1) && last < k + 7) ++last;
            add(span, cut(words, tokens, k + 2, last), words, false,
                "cue '" + tokens.join(scope->first, scope->last) + "' with 'definition of'", s);
            return true;
          }
    }
    // "‘X’ means Y"
    if (opens_quoted(words))
      for (std::size_t k = 1; k + 1 < tokens.size() && k <= kLongestTerm; ++k)
        if (tokens[k] == "means" || tokens[k] == "describes" || tokens[k] == "covers" ||
            tokens[k] == "includes") {
          add(span, cut(words, tokens, 0, k - 1), words.substr(tokens.begin(k + 1)), false,
              "a quoted term with '" + std::string(tokens[k]) + "'", s);
          return true;
        }
    return false;
  }

  static std::size_t past_scope(const Tokens& tokens, const CueMatch& scope) {
    std::size_t k = scope.last + 1;
    if (scope.first > 1) return 0;
    static constexpr std::array<std::string_view, 10> kWork{{"report", "paper", "study", "review", "document",
                                                             "guide", "evaluation", "analysis", "chapter",
                                                             "guidance"}};
    while (k < tokens.size() && !tokens.clause_before(k) && k < scope.last + 3 &&
           std::find(kWork.begin(), kWork.end(), tokens[k]) != kWork.end())
      ++k;
    return k;
  }
  static bool is_pronoun(std::string_view w) {
    return w == "we" || w == "it" || w == "this" || w == "they" || w == "these" || w == "i" || w == "there" ||
           w == "that" || w == "our" || w == "what";
  }
  static bool verb_within(const Tokens& tokens, std::size_t first, std::size_t last) {
    static constexpr std::array<std::string_view, 20> kVerbs{
        {"is", "are",  "was", "were", "have",  "has",   "had",  "should", "must",  "will",
         "do", "does", "did", "can",  "would", "found", "said", "that",   "which", "who"}};
    for (std::size_t k = first; k <= last; ++k)
      if (std::find(kVerbs.begin(), kVerbs.end(), tokens[k]) != kVerbs.end()) return true;
    return false;
  }
  static bool negated(const Tokens& tokens, const CueMatch& m) {
    for (std::size_t k = m.first; k <= m.last; ++k)
      if (tokens[k] == "not") return true;
    return false;
  }

  // "X, known as Y,", "such homes are called Y": the term stands behind.
  bool named(std::size_t s, Span span, std::string_view words, const Tokens& tokens, const CueMatch& m) {
    std::size_t first = m.last + 1;
    if (first >= tokens.size()) return false;
    if (m.cue.ends_with("call|term|label|dub|name")) {
      // "We call a home that costs too much 'unaffordable'": the quoted words.
      for (std::size_t k = first; k < tokens.size(); ++k) {
        const std::string_view gap = words.substr(tokens.end(k - 1), tokens.begin(k) - tokens.end(k - 1));
        if (!opens_quoted(trim(gap))) continue;
        std::size_t last = k;
        while (last + 1 < tokens.size() && last < k + 5 && !quoted_before(words, tokens, last + 1)) ++last;
        add(span, cut(words, tokens, k, last), words, false,
            "cue '" + tokens.join(m.first, m.last) + "' before the quoted term", s);
        return true;
      }
      return false;
    }
    if (m.first < 2) return false;
    if (tokens[first] == "the") ++first;
    std::size_t last = first;
    // "counts as overcrowded if …"
    const bool condition = m.cue.starts_with("counts");
    const auto ends = [&](std::size_t k) {
      return k >= tokens.size() || tokens.clause_before(k) ||
             (condition && (tokens[k] == "if" || tokens[k] == "when" || tokens[k] == "where"));
    };
    if (first >= tokens.size() || tokens[first] == "a" || tokens[first] == "an" || tokens.number(first))
      return false;
    while (!ends(last + 1)) ++last;
    if (last - first >= 5 || (condition && (last + 2 >= tokens.size() || tokens.clause_before(last + 1))))
      return false;
    const std::string_view front = words.substr(0, tokens.begin(first));
    const bool quoted = front.size() > 3 && (opens_quoted(front.substr(front.size() - 1)) ||
                                             opens_quoted(front.substr(front.size() - 3)));
    // Without quotation marks the thing must be described before it is named; proper names define nothing.
    if (!quoted && !condition && (m.first < 4 || tokens.capital(first))) return false;
    add(span, cut(words, tokens, first, last), condition ? words.substr(tokens.begin(last + 1)) : words,
        false, "cue '" + tokens.join(m.first, m.last) + "' before the term", s);
    return true;
  }

  // "What do we mean by X? The …": the next sentence of the paragraph answers.
  void asked_and_answered(std::size_t s, Span span, std::string_view words) {
    const std::string_view asked = asked_term(words);
    if (asked.empty() || s + 1 >= x_.sentences.size() || x_.sentences[s + 1].block != x_.sentences[s].block)
      return;
    const Span answer = trimmed(text_, {x_.sentences[s + 1].begin, x_.sentences[s + 1].end});
    if (answer.empty()) return;
    const std::string_view told = words_of(answer);
    const Tokens tokens(told);
    const bool means = starts_with_ignoring_case(trim(words), "what do we mean") ||
                       starts_with_ignoring_case(trim(words), "what is meant");
    const bool is = tokens.size() > 3 && (tokens[1] == "is" || tokens[1] == "are") &&
                    (tokens[0] == "it" || tokens[0] == "they") &&
                    (tokens[2] == "a" || tokens[2] == "an" || tokens[2] == "the" || tokens[2] == "any");
    if (!means && !is) return;
    add({span.begin, answer.end}, asked, told, false, "answers the question what it is", s);
  }

  // Whether words [0, verb) name a kind of thing: an indefinite or a bare noun of few words. Particular
  // things carry "the", a possessive or a second capital letter.
  static bool kind_named(const Tokens& tokens, std::size_t first, std::size_t verb) {
    if (verb <= first || verb - first > 6) return false;
    const bool article = tokens[first] == "a" || tokens[first] == "an";
    for (std::size_t k = first + (article ? 1 : 0); k < verb; ++k) {
      const std::string_view w = tokens[k];
      if ((is_function_word(w) || is_pronoun(w) || w == "if") && w != "of" && w != "and") return false;
      if (k > first && tokens.clause_before(k)) return false;
      if (!article && k > first && tokens.capital(k) && tokens[k].size() > 1 && verb - first < 3)
        return false;
    }
    return verb - first > (article ? 1u : 0u) && tokens[verb - 1] != "of";
  }
  static bool quoted_before(std::string_view words, const Tokens& tokens, std::size_t verb) {
    const std::string_view gap =
        words.substr(tokens.end(verb - 1), tokens.begin(verb) - tokens.end(verb - 1));
    return gap.find('"') != std::string_view::npos || gap.find("”") != std::string_view::npos ||
           gap.find("’") != std::string_view::npos || gap.find('\'') != std::string_view::npos;
  }
  // "Participatory budgeting (PB) is", "Participatory budgeting, or PB, is": the term ends before the short
  // form.
  static std::size_t without_short_form(const Tokens& tokens, std::size_t first, std::size_t verb) {
    if (verb < first + 2 || !tokens.clause_before(verb)) return verb;
    if (tokens.clause_before(verb - 1) && tokens.capital(verb - 1)) return verb - 1;
    if (verb >= first + 3 && tokens[verb - 2] == "or" && tokens.clause_before(verb - 2)) return verb - 2;
    return verb;
  }

  // Behind "According to the agency," and the like.
  static std::size_t past_opening(const Tokens& tokens) {
    if (tokens.size() < 6) return 0;
    static constexpr std::array<std::string_view, 9> kOpenings{
        {"according", "under", "in", "for", "within", "broadly", "simply", "strictly", "here"}};
    if (std::find(kOpenings.begin(), kOpenings.end(), tokens[0]) == kOpenings.end()) return 0;
    for (std::size_t k = 1; k < 10 && k < tokens.size(); ++k)
      if (tokens.clause_before(k)) return k;
    return 0;
  }

  // "A land trust is a body that …": a kind of thing, a noun for kinds of things, and what tells this kind
  // from others. What a particular thing is, or how good, is no definition.
  bool kind_of(std::size_t s, Span span, std::string_view words, const Tokens& tokens, Topic topic) {
    const bool asked = asked_here(s, tokens);
    const std::size_t first = past_opening(tokens);
    std::size_t verb = first + 1;
    while (verb < tokens.size() && verb <= first + 6 && tokens[verb] != "is" && tokens[verb] != "are") ++verb;
    if (verb > first + 6 || verb + 3 >= tokens.size()) return false;
    if (topic == Topic::finding || topic == Topic::conclusion || topic == Topic::recommendation ||
        topic == Topic::dos || topic == Topic::donts || topic == Topic::method)
      return false;
    const bool the_quoted = tokens[first] == "the" && quoted_before(words, tokens, verb);
    if (!asked && !kind_named(tokens, first + (the_quoted ? 1 : 0), without_short_form(tokens, first, verb)))
      return false;
    const bool article = tokens[first] == "a" || tokens[first] == "an";
    // "is usually a", "is, in essence, a"
    const std::size_t copula = verb;
    std::size_t at = verb + 1;
    while (at + 2 < tokens.size() && at < verb + 4 &&
           (tokens[at].ends_with("ly") || tokens[at] == "often" || tokens[at] == "also" ||
            tokens[at] == "in" || tokens[at] == "essence" || tokens[at] == "short"))
      ++at;
    const std::size_t subject_end = without_short_form(tokens, first, verb);
    verb = at - 1;
    const std::string_view next = tokens[verb + 1];
    const bool indefinite = next == "a" || next == "an" || next == "any" || next == "one";
    const bool many = tokens[copula] == "are" && !is_function_word(next) && !next.ends_with("ing") &&
                      !tokens.number(verb + 1);
    const bool anyone = next == "someone" || next == "anyone" || next == "something" || next == "anything";
    const bool those = next == "those" || next == "ones";
    if (!indefinite && !many && !anyone && !those && next != "the") return false;
    std::size_t genus = 0;
    const auto put = [&] {
      if (judged(tokens, verb + 1, genus)) return false;
      add(span, cut(words, tokens, first, subject_end - 1), words.substr(tokens.begin(verb + 1)), false,
          asked ? "answers the heading's question what it is"
                : "a kind of thing said to be a kind of another",
          s);
      return true;
    };
    for (const CueMatch& m : cues("definition-genus").match(tokens)) {
      if (m.label == "genus" && m.first > verb + (many ? 0u : 1u) && m.first <= verb + 6) genus = m.last;
      if (m.label == "differentia" && genus && m.first > genus && m.first <= genus + 2) return put();
    }
    const auto relative = [&](std::size_t k) {
      return tokens[k] == "that" || tokens[k] == "which" || tokens[k] == "who" || tokens[k] == "where" ||
             tokens[k] == "whose" ||
             ((tokens[k] == "in" || tokens[k] == "by" || tokens[k] == "under") && k + 1 < tokens.size() &&
              tokens[k + 1] == "which");
    };
    // "A warm bank is a heated public room where …", "warm banks are rooms where": any noun will do where
    // both sides are indefinite.
    if ((article && (indefinite || next == "the")) || many || those)
      for (std::size_t k = verb + (many || those || next == "one" ? 2 : 3);
           k < tokens.size() && k <= verb + 6; ++k)
        if (!tokens.clause_before(k) && relative(k) &&
            (!many || those || tokens[k - 1].ends_with('s') || tokens[k - 1] == "people" ||
             tokens[k - 1] == "children")) {
          genus = k - 1;
          return put();
        }
    // "someone who", "any person under 25", "anything that"
    if (next == "any" ||
        ((next == "someone" || next == "anyone" || next == "something" || next == "anything") &&
         verb + 2 < tokens.size())) {
      genus = verb + 1;
      return put();
    }
    // A term in quotation marks is being explained.
    if (quoted_before(words, tokens, subject_end) && (indefinite || next == "the")) {
      genus = verb + 1;
      return put();
    }
    // "Decanting is the temporary rehousing of tenants while …"
    if (next == "the" && !article)
      for (std::size_t k = verb + 2; k + 4 < tokens.size() && k <= verb + 5; ++k)
        if (tokens[k + 1] == "of" &&
            (tokens[k].ends_with("tion") || tokens[k].ends_with("ment") || tokens[k].ends_with("ing") ||
             tokens[k].ends_with("al") || tokens[k].ends_with("sion") || tokens[k].ends_with("ance") ||
             tokens[k].ends_with("ence"))) {
          genus = k;
          return put();
        }
    return false;
  }

  // "Intermediate care consists of short-term services that …", "Bias occurs when a system …", "X describes
  // the situation of those who …".
  bool made_of(std::size_t s, Span span, std::string_view words, const Tokens& tokens) {
    for (const CueMatch& m : cues("definitions").match(tokens)) {
      if (m.label != "generic" || m.first > 6 || m.last + 2 >= tokens.size()) continue;
      const std::size_t end = without_short_form(tokens, 0, m.first);
      if (!kind_named(tokens, 0, end) || tokens.number(m.last + 1)) continue;
      // Six residents make no kind.
      if (plain_number(tokens, m.last + 1)) continue;
      // "Delay means children wait": only what is named after "means" explains it.
      if (tokens[m.last] == "means" || tokens[m.last] == "mean") {
        const std::string_view next = tokens[m.last + 1];
        if (next != "a" && next != "an" && next != "the" && next != "any" && next != "not" && next != "to" &&
            !next.ends_with("ing"))
          continue;
      }
      add(span, cut(words, tokens, 0, end - 1), words.substr(tokens.begin(m.last + 1)), false,
          "cue '" + tokens.join(m.first, m.last) + "'", s);
      return true;
    }
    return false;
  }

  // "X – the design of things so that … – saves money", "X, i.e. the …, peaks", "X: a person employed to …".
  void apposition(std::size_t s, Span span, std::string_view words, const Tokens& tokens) {
    std::size_t from = 1;
    while (from < tokens.size() && from <= 5 && !tokens.clause_before(from)) ++from;
    if (from > 5 || from + 5 >= tokens.size() || !kind_named(tokens, 0, from)) return;
    const std::string_view mark =
        trim(words.substr(tokens.end(from - 1), tokens.begin(from) - tokens.end(from - 1)));
    const bool that_is = (tokens[from] == "i" && tokens[from + 1] == "e") ||
                         (tokens[from] == "that" && tokens[from + 1] == "is") ||
                         (tokens[from] == "in" && tokens[from + 1] == "other") || tokens[from] == "meaning";
    const bool dash = mark == "–" || mark == "—" || mark == "-";
    const bool colon = mark == ":";
    const bool bracket = mark.ends_with('(');
    // "Housing First, an approach that …, began": what is meant must be a way of doing something.
    const bool comma = mark == ",";
    if (!that_is && !dash && !colon && !bracket && !comma) return;
    const std::size_t meaning = from + (!that_is                    ? 0
                                        : tokens[from] == "meaning" ? 1
                                        : tokens[from] == "in"      ? 3
                                                                    : 2);
    const std::string_view opening = tokens[meaning];
    const bool article = opening == "a" || opening == "an" || opening == "any" || opening == "the";
    if (!that_is && !article) return;
    std::size_t end = meaning + 1;
    const auto closes = [&](std::size_t k) {
      if (!tokens.clause_before(k)) return false;
      const std::string_view between =
          trim(words.substr(tokens.end(k - 1), tokens.begin(k) - tokens.end(k - 1)));
      return bracket ? between.starts_with(')')
             : dash
                 ? between == mark
                 : between.find(',') != std::string_view::npos || between.find(')') != std::string_view::npos;
    };
    while (end < tokens.size() && !closes(end)) ++end;
    if ((dash || bracket) && end >= tokens.size()) return;
    if (colon && (opening == "the" || opening == "any")) return;
    bool tells = that_is;
    for (std::size_t k = meaning + 1; k < end && !tells; ++k)
      tells = tokens[k] == "that" || tokens[k] == "which" || tokens[k] == "who" || tokens[k] == "to" ||
              tokens[k] == "so" || tokens[k] == "where" || tokens[k] == "whose" || tokens[k] == "by";
    if (!tells || end - meaning < 4) return;
    if (comma && !that_is) {
      static constexpr std::array<std::string_view, 18> kWays{
          {"form", "type", "kind", "approach", "practice", "method", "process", "model", "policy",
           "technique", "way", "system", "measure", "scheme", "term", "condition", "arrangement",
           "mechanism"}};
      bool way = false;
      for (std::size_t k = meaning + 1; k < end && k < meaning + 5; ++k)
        way = way || std::find(kWays.begin(), kWays.end(), tokens[k]) != kWays.end();
      if (!way || opening == "the" || end >= tokens.size()) return;
    }
    add(span, cut(words, tokens, 0, from - 1),
        words.substr(tokens.begin(meaning),
                     tokens.end(colon ? tokens.size() - 1 : end - 1) - tokens.begin(meaning)),
        false, that_is ? "explained by 'i.e.'" : "explained where it is named", s);
  }
  // The heading asks what the subject of the sentence is.
  bool asked_here(std::size_t s, const Tokens& tokens) const {
    const Block& here = block(static_cast<std::size_t>(x_.sentences[s].block));
    if (here.heading < 0) return false;
    const std::string_view asked =
        asked_term(x_.document.words(block(static_cast<std::size_t>(here.heading))));
    if (asked.empty()) return false;
    const Tokens term{bare(asked)};
    if (term.empty() || term.size() > 5) return false;
    for (std::size_t k = 0; k + term.size() <= tokens.size() && k < 2; ++k)
      if (tokens.join(k, k + term.size() - 1) == term.join(0, term.size() - 1)) return true;
    return false;
  }
  static bool judged(const Tokens& tokens, std::size_t first, std::size_t last) {
    static constexpr std::array<std::string_view, 22> kJudging{
        {"good",      "better",    "best",     "great",   "only",    "key",    "vital", "crucial",
         "important", "essential", "powerful", "useful",  "central", "major",  "first", "biggest",
         "most",      "real",      "big",      "popular", "common",  "growing"}};
    for (std::size_t k = first; k <= last; ++k)
      if (std::find(kJudging.begin(), kJudging.end(), tokens[k]) != kJudging.end()) return true;
    return false;
  }

  Extraction& x_;
  std::string_view text_;
};

void run(Extraction& x) { Definitions(x).run(); }

const RegisterExtractor registered{{"definitions",
                                    {graph::Kind::definition},
                                    55,
                                    "defining forms, glossaries, lists of what a thing is and is not",
                                    run}};

}  // namespace
}  // namespace evident::ingest
