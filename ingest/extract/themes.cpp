// Themes of a qualitative analysis: named in a sentence ("The main themes were A, B and C"), listed under it,
// or as headings ("Theme 2: A"). Each theme is an item with its own words.
#include <algorithm>
#include <unordered_set>

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

// Pieces of a list whose members may be long: at semicolons, else at commas outside brackets; "and" parts the
// last two.
std::vector<Span> theme_pieces(std::string_view text, Span span) {
  const std::string_view words = text.substr(span.begin, span.end - span.begin);
  const char mark = words.find(';') != std::string_view::npos ? ';' : ',';
  std::vector<Span> pieces;
  std::size_t from = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= words.size(); ++i) {
    if (i < words.size() && words[i] == '(') ++depth;
    if (i < words.size() && words[i] == ')' && depth > 0) --depth;
    if (i < words.size() && (depth > 0 || words[i] != mark)) continue;
    const Span piece = tidy(
        text, {span.begin + static_cast<std::uint32_t>(from), span.begin + static_cast<std::uint32_t>(i)});
    if (!piece.empty()) pieces.push_back(piece);
    from = i + 1;
  }
  if (pieces.empty()) return pieces;
  const auto words_of = [&](const Span& piece) { return text.substr(piece.begin, piece.end - piece.begin); };
  if (words_of(pieces.back()).starts_with("and ")) {
    pieces.back().begin += 4;
    return pieces;
  }
  const std::size_t at = words_of(pieces.back()).rfind(" and ");
  if (at == std::string_view::npos || mark == ';') return pieces;
  const Span last = pieces.back();
  const Span left = tidy(text, {last.begin, last.begin + static_cast<std::uint32_t>(at)});
  const Span right = tidy(text, {last.begin + static_cast<std::uint32_t>(at) + 5, last.end});
  if (left.empty() || right.empty()) return pieces;
  pieces.back() = left;
  pieces.push_back(right);
  return pieces;
}

class Themes {
 public:
  explicit Themes(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    if (text_.find("heme") == std::string_view::npos && text_.find("HEME") == std::string_view::npos) return;
    for (std::size_t b = 0; b < x_.document.blocks.size(); ++b) labelled(b);
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) sentence(s);
    counted_headings();
  }

 private:
  std::string_view words_of(Span span) const { return text_.substr(span.begin, span.end - span.begin); }

  void add(Span span, std::string reason) {
    span = tidy(text_, span);
    const std::string_view words = words_of(span);
    const Tokens tokens(words);
    if (tokens.empty() || tokens.size() > 40) return;
    std::string name = squeeze(words);
    for (const std::string_view mark : {"'", "\"", "‘", "’", "“", "”", "*"}) {
      if (name.starts_with(mark)) name.erase(0, mark.size());
      if (name.ends_with(mark)) name.erase(name.size() - mark.size());
    }
    if (!begun_.insert(span.begin).second) return;
    x_.evidence.items[x_.add(graph::Kind::theme, span.begin, span.end, "themes", std::move(reason))].set(
        Attribute::name, name);
  }

  // "Theme 2: Waiting", "Theme two – Waiting": a heading, a bold lead or the beginning of an item.
  void labelled(std::size_t b) {
    const Block& here = x_.document.blocks[b];
    if (here.kind == BlockKind::furniture || here.kind == BlockKind::metadata) return;
    std::string_view words = x_.document.words(here);
    std::uint32_t begin = here.begin, end = here.end;
    if (here.kind != BlockKind::heading && here.kind != BlockKind::slide_title) {
      const auto lead = bold_lead(text_, {here.begin, here.end});
      if (lead) {
        end = lead->end;
        words = words_of(*lead);
      } else if (here.kind != BlockKind::list_item || words.size() > 160) {
        return;
      }
    }
    const Tokens tokens(words.substr(0, 200));
    if (tokens.size() < 3) return;
    std::size_t k = tokens[0] == "sub" ? 1 : 0;
    if (tokens[k] != "theme" && tokens[k] != "subtheme") return;
    const auto number = plain_number(tokens, k + 1);
    const bool letter = tokens[k + 1].size() == 1;
    if (!number && !letter && words.find(':') == std::string_view::npos) return;
    std::size_t first = k + 1;
    if (number)
      first = k + 1 + number->length;
    else if (letter)
      first = k + 2;
    if (first >= tokens.size()) return;
    add({begin + tokens.begin(first), end}, "a heading that names a theme");
  }

  void sentence(std::size_t s) {
    const auto b = static_cast<std::size_t>(x_.sentences[s].block);
    const Block& here = x_.document.blocks[b];
    const Topic topic = x_.structure.sentence_topics[s];
    if (here.kind == BlockKind::heading || here.kind == BlockKind::quotation || is_apparatus(topic) ||
        topic == Topic::background || topic == Topic::aim || topic == Topic::recommendation)
      return;
    const Span span = trimmed(text_, {x_.structure.sentence_begins[s], x_.sentences[s].end});
    const std::string_view words = words_of(span);
    if (words.find("heme") == std::string_view::npos) return;
    const Tokens tokens(words);
    const auto matches = cues("themes").match(tokens);
    const CueMatch *announce = nullptr, *single = nullptr;
    for (const CueMatch& m : matches) {
      if (m.label == "announce" && !announce) announce = &m;
      if (m.label == "single" && !single) single = &m;
    }
    if (single && (!announce || announce->first >= single->first)) return one(span, words, tokens, *single);
    if (!announce || announce->first > 14) return;
    // A colon opens the list; else the first verb that does.
    const std::size_t colon = words.find(':', tokens.end(announce->first));
    if (colon != std::string_view::npos) {
      const std::size_t rest = words.find_first_not_of(" \n\t", colon + 1);
      if (rest == std::string_view::npos) return listed(b, words);
      return pieces({span.begin + static_cast<std::uint32_t>(rest), span.end}, words);
    }
    const CueMatch* opens = nullptr;
    for (const CueMatch& m : matches)
      if (m.label == "opens" && m.first > announce->first) {
        opens = &m;
        break;
      }
    if (!opens) {
      // "Themes that emerged included" is one match of "announce"; the verb may lie within it.
      for (std::size_t k = announce->first; k <= announce->last && !opens; ++k)
        if (tokens[k] == "included" || tokens[k] == "include" || tokens[k] == "are" || tokens[k] == "were") {
          if (k + 1 >= tokens.size()) return listed(b, words);
          return after_verb(span, words, tokens, k);
        }
      return;
    }
    after_verb(span, words, tokens, opens->last);
  }

  void after_verb(Span span, std::string_view words, const Tokens& tokens, std::size_t verb) {
    // "were identified", "were coded": the themes themselves come later or not at all.
    std::size_t first = verb + 1;
    while (first < tokens.size() &&
           (tokens[first].ends_with("ed") || tokens[first] == "found" || tokens[first] == "as" ||
            tokens[first] == "from" || tokens[first] == "those") &&
           first < verb + 3) {
      if (tokens[first].ends_with("ed") || tokens[first] == "found" || tokens[first] == "from") return;
      ++first;
    }
    if (first >= tokens.size()) return;
    pieces({span.begin + tokens.begin(first), span.end}, words);
  }

  void pieces(Span span, std::string_view sentence) {
    const auto all = theme_pieces(text_, span);
    if (all.size() < 2) return;
    const std::string lead =
        squeeze(sentence.substr(0, std::min<std::size_t>(60, sentence.find_first_of(",:"))));
    for (Span piece : all) {
      // "first, A", "(1) A", "i) A"
      std::string_view words = words_of(piece);
      for (const std::string_view open :
           {"firstly ", "secondly ", "thirdly ", "finally ", "first ", "second ", "third ", "fourth "})
        if (starts_with_ignoring_case(words, open)) piece.begin += static_cast<std::uint32_t>(open.size());
      words = words_of(piece);
      if (const std::size_t close = words.find(')'); close != std::string_view::npos && close <= 4)
        piece.begin += static_cast<std::uint32_t>(close) + 1;
      add(piece, "named in '" + lead + " …'");
    }
  }

  // The bullets below the sentence.
  void listed(std::size_t b, std::string_view lead) {
    for (std::size_t k = b + 1; k < x_.document.blocks.size(); ++k) {
      const Block& here = x_.document.blocks[k];
      if (here.kind != BlockKind::list_item) break;
      if (here.level > x_.document.blocks[b + 1].level) continue;
      Span span = trimmed(text_, {here.begin, here.end});
      if (const auto bold = bold_lead(text_, span)) {
        span = *bold;
      } else {
        const std::string_view words = words_of(span);
        if (const std::size_t colon = words.find_first_of(":–");
            colon != std::string_view::npos && colon < 80)
          span.end = span.begin + static_cast<std::uint32_t>(colon);
      }
      add(span, "listed under '" + squeeze(lead) + "'");
    }
  }

  // "A recurring theme was A."
  void one(Span span, std::string_view words, const Tokens& tokens, const CueMatch& m) {
    std::size_t k = m.last + 1;
    // "A emerged as a key theme": the theme stands before.
    if (tokens[m.first] == "emerged" || tokens[m.first] == "was" || tokens[m.first] == "were") {
      if (m.first == 0 || m.first > 12) return;
      add({span.begin, span.begin + tokens.end(m.first - 1)}, "cue '" + tokens.join(m.first, m.last) + "'");
      return;
    }
    while (k < tokens.size() && k < m.last + 6 &&
           (tokens[k] == "was" || tokens[k] == "is" || tokens[k] == "concerned" || tokens[k] == "concerns" ||
            tokens[k] == "related" || tokens[k] == "relates" || tokens[k] == "to" || tokens[k] == "that" ||
            tokens[k] == "of" || tokens[k] == "emerged" || tokens[k] == "identified" || tokens[k] == "the" ||
            tokens[k] == "here"))
      ++k;
    if (k == m.last + 1 && !(k < tokens.size() && tokens.clause_before(k)) && tokens[m.last] != "was" &&
        tokens[m.last] != "is" && tokens[m.last] != "concerned" && tokens[m.last] != "concerns")
      return;
    if (k >= tokens.size()) return;
    std::size_t last = k;
    while (last + 1 < tokens.size() && !tokens.clause_before(last + 1) && last < k + 14) ++last;
    (void)words;
    add({span.begin + tokens.begin(k), span.begin + tokens.end(last)},
        "cue '" + tokens.join(m.first, m.last) + "'");
  }

  // "Four themes emerged." and then four headings below it in the findings.
  void counted_headings() {
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      const auto b = static_cast<std::size_t>(x_.sentences[s].block);
      const Block& here = x_.document.blocks[b];
      if (here.kind != BlockKind::paragraph || here.heading < 0) continue;
      const std::string_view words =
          text_.substr(x_.sentences[s].begin, x_.sentences[s].end - x_.sentences[s].begin);
      if (words.find("hemes") == std::string_view::npos) continue;
      const Tokens tokens(words);
      std::size_t n = 0;
      for (std::size_t k = 0; k + 1 < tokens.size() && !n; ++k)
        if (const auto number = plain_number(tokens, k); number && number->value >= 2 && number->value <= 12)
          for (std::size_t w = k + 1; w < tokens.size() && w < k + 5; ++w)
            if (tokens[w] == "themes") n = static_cast<std::size_t>(number->value);
      if (!n) continue;
      const int level = x_.document.blocks[static_cast<std::size_t>(here.heading)].level;
      std::vector<Span> below;
      for (std::size_t k = b + 1; k < x_.document.blocks.size() && below.size() <= n; ++k) {
        const Block& next = x_.document.blocks[k];
        if (next.kind != BlockKind::heading) continue;
        if (next.level <= level) break;
        if (next.level == level + 1) below.push_back({next.begin, next.end});
      }
      if (below.size() != n) continue;
      for (const Span& heading : below)
        add(heading, "one of " + std::to_string(n) + " headings below '" + squeeze(words) + "'");
    }
  }

  Extraction& x_;
  std::string_view text_;
  std::unordered_set<std::uint32_t> begun_;  // where themes begin
};

void run(Extraction& x) { Themes(x).run(); }

const RegisterExtractor registered{{"themes",
                                    {graph::Kind::theme},
                                    56,
                                    "sentences, lists and headings that name the themes of an analysis",
                                    run}};

}  // namespace
}  // namespace evident::ingest
