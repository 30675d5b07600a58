// Definitions: sentences in a defining form ("X is defined as", "by X we mean", "'X' is used in this report
// to describe"), indefinite subjects that are said to be a kind of something ("a land trust is a body that"),
// entries of a glossary, and the lists under "What is X?": what it is, and what it is not.
#include <algorithm>
#include <array>
#include <optional>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
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
        const Tokens tokens(words);
        const bool label =
            tokens.size() <= 8 && (heading || words.ends_with(':') || here.kind == BlockKind::paragraph);
        const std::string folded = tokens.empty() ? std::string() : tokens.join(0, 7);
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
    for (const std::string_view mark : {":** ", "**: ", ": ", " – ", " — ", " - ", "\t", "** "}) {
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
    if (words.ends_with('?') || other_script(words)) return;
    // Every defining form holds one of these letters groups; most sentences are turned away here.
    if (words.find("efine") == std::string_view::npos && words.find(" mean") == std::string_view::npos &&
        words.find("refer") == std::string_view::npos && words.find(" term") == std::string_view::npos &&
        words.find(" used ") == std::string_view::npos && words.find("denote") == std::string_view::npos &&
        words.find("short") == std::string_view::npos && words.find("purpose") == std::string_view::npos &&
        words.find("stands for") == std::string_view::npos &&
        words.find("known as") == std::string_view::npos &&
        words.find("understood") == std::string_view::npos &&
        words.find("taken to") == std::string_view::npos && words.find(" is a") == std::string_view::npos &&
        words.find(" is the") == std::string_view::npos && words.find(" are a") == std::string_view::npos)
      return;
    const Tokens tokens(words);
    if (tokens.size() < 4) return;
    if (formal(s, span, words, tokens)) return;
    if (here.kind != BlockKind::quotation) kind_of(s, span, words, tokens, topic);
  }

  static std::string_view cut(std::string_view words, const Tokens& tokens, std::size_t first,
                              std::size_t last) {
    return words.substr(tokens.begin(first), tokens.end(last) - tokens.begin(first));
  }

  bool formal(std::size_t s, Span span, std::string_view words, const Tokens& tokens) {
    const auto matches = cues("definitions").match(tokens);
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
      if (!term_word && !defines) return false;
      while (as < tokens.size() && as <= first + kLongestTerm && tokens[as] != "as" && tokens[as] != "to")
        ++as;
      if (as < tokens.size() && as > first && as - first <= kLongestTerm && as + 1 < tokens.size() &&
          (tokens[as] == "as" || tokens[as + 1] == "describe" || tokens[as + 1] == "mean" ||
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

  // "A land trust is a body that …": an indefinite subject of at most four words, a noun for kinds of things,
  // and what tells this kind from others. What a particular thing is, or how good, is no definition.
  void kind_of(std::size_t s, Span span, std::string_view words, const Tokens& tokens, Topic topic) {
    if (topic == Topic::finding || topic == Topic::conclusion || topic == Topic::recommendation ||
        topic == Topic::dos || topic == Topic::donts || topic == Topic::method)
      return;
    const bool article = tokens[0] == "a" || tokens[0] == "an";
    const bool asked = asked_here(s, tokens);
    if (!article && !asked) return;
    std::size_t verb = 1;
    while (verb < tokens.size() && verb <= 6 && tokens[verb] != "is" && tokens[verb] != "are") {
      if (is_function_word(tokens[verb]) && tokens[verb] != "of" && tokens[verb] != "and") return;
      ++verb;
    }
    if (verb > 6 || verb + 3 >= tokens.size() || tokens[verb] == "of") return;
    const std::string_view next = tokens[verb + 1];
    if (next != "a" && next != "an" && next != "any" && next != "the" && next != "one") return;
    std::size_t genus = 0;
    for (const CueMatch& m : cues("definition-genus").match(tokens)) {
      if (m.label == "genus" && m.first > verb + 1 && m.first <= verb + 6) genus = m.last;
      if (m.label == "differentia" && genus && m.first > genus && m.first <= genus + 2) {
        if (judged(tokens, verb + 1, genus)) return;
        add(span, cut(words, tokens, 0, verb - 1), words.substr(tokens.begin(verb + 1)), false,
            asked ? "answers the heading's question what it is"
                  : "an indefinite subject said to be a kind of thing",
            s);
        return;
      }
    }
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
