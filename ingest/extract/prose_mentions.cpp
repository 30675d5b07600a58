// Measures in running text: a noun that is a measure, with the change or state reported of it, where results
// are told (described cases, findings).
#include <algorithm>
#include <array>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;

class Prose {
 public:
  explicit Prose(Extraction& x) : x_(x), text_(x.document.text) {}

  void run() {
    if (x_.document.slides) return;
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      const SentenceLabel& label = x_.labels[s];
      const auto b = static_cast<std::size_t>(x_.sentences[s].block);
      if (label.role.empty() || is_list_topic(x_.structure.sentence_topics[s])) continue;
      begin_ = x_.structure.sentence_begins[s];
      const std::string_view words = text_.substr(begin_, x_.sentences[s].end - begin_);
      const Tokens tokens(words);
      if (tokens.size() > 120) continue;
      const bool in_case = x_.structure.blocks[b].case_number >= 0;
      if (in_case || label.role == "finding") measures(s, tokens, in_case);
    }
  }

 private:
  void measures(std::size_t s, const Tokens& tokens, bool in_case) {
    const auto heads = cues("measure-heads").match(tokens);
    if (heads.empty()) return;
    const auto results = cues("results").match(tokens);
    std::uint32_t after = 0;
    for (const CueMatch& head : heads) {
      if (head.first < after) continue;
      // "improved discharge rates": a change just before the noun.
      const CueMatch* change = nullptr;
      const CueMatch* state = nullptr;
      for (const CueMatch& r : results) {
        if (r.label == "change" && r.last < head.first && head.first - r.last <= 3 &&
            !parted(tokens, r.last, head.first))
          change = &r;
        if (r.label == "change" && r.first > head.last && r.first - head.last <= 3 &&
            !parted(tokens, head.last, r.first))
          state = &r;
        if (r.label == "state" && ((r.first > head.last && r.first - head.last <= 6) ||
                                   (r.last < head.first && head.first - r.last <= 6)))
          state = &r;
      }
      if (!change && !state) continue;
      if (change && change->first > 1 && tokens[change->first - 1] == "to" &&
          tokens[change->first - 2] != "helped" && tokens[change->first - 2] != "helps")
        continue;  // a plan
      if (!change && !in_case && !has_number(tokens)) continue;
      std::size_t first = head.first, last = head.last;
      if (change) {
        first = change->first;
        if (first > 0 && (tokens[first - 1] == "the" || tokens[first - 1] == "a")) --first;
      } else {
        while (first > 0 && !tokens.clause_before(first) && head.first - first < 8) --first;
        if (first < head.first &&
            (tokens[first] == "and" || tokens[first] == "as" || tokens[first] == "that"))
          ++first;
        while (last + 1 < tokens.size() && last - head.last < 8 &&
               (!tokens.clause_before(last + 1) || tokens[last + 1] == "%"))
          ++last;
      }
      after = static_cast<std::uint32_t>(last) + 1;
      add(s, Kind::measure, tokens, first, last, head.first, head.last, head.label,
          "measure '" + tokens.join(head.first, head.last) + "' with " +
              (change ? "'" + tokens.join(change->first, change->last) + "'" : "what is reported of it"));
    }
  }

  static bool parted(const Tokens& tokens, std::size_t from, std::size_t to) {
    for (std::size_t i = from + 1; i <= to; ++i)
      if (tokens.clause_before(i) || tokens[i] == "and" || tokens[i] == "while") return true;
    return false;
  }
  static bool has_number(const Tokens& tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (tokens.number(i) || tokens[i] == "%") return true;
    return false;
  }

  void add(std::size_t s, Kind kind, const Tokens& tokens, std::size_t first, std::size_t last,
           std::size_t name_first, std::size_t name_last, std::string_view measure_kind, std::string reason) {
    const Span span = trimmed(text_, {begin_ + tokens.begin(first), begin_ + tokens.end(last)});
    if (span.empty()) return;
    put(s, kind, span,
        squeeze(text_.substr(begin_ + tokens.begin(name_first),
                             tokens.end(name_last) - tokens.begin(name_first))),
        measure_kind, std::move(reason));
  }
  void put(std::size_t s, Kind kind, Span span, std::string name, std::string_view measure_kind,
           std::string reason) {
    if (span.empty() || name.empty()) return;
    const BlockContext& where = x_.structure.blocks[static_cast<std::size_t>(x_.sentences[s].block)];
    graph::Item& item =
        x_.evidence.items[x_.add(kind, span.begin, span.end, "prose_mentions", std::move(reason))];
    std::erase(name, '*');
    item.set(Attribute::name, name);
    if (!measure_kind.empty()) item.set(Attribute::measure_kind, std::string(measure_kind));
    if (where.case_number >= 0) {
      const Case& c = x_.structure.cases[static_cast<std::size_t>(where.case_number)];
      const std::string title = squeeze(text_.substr(c.title_begin, c.title_end - c.title_begin));
      item.set(Attribute::case_study, title);
      item.belongs_to = "case study: " + title;
      if (kind != Kind::measure) item.set(Attribute::group, item.belongs_to);
      if (x_.structure.cases[static_cast<std::size_t>(where.case_number)].self_told)
        item.set(Attribute::self_reported, true);
    } else if (kind != Kind::measure && !x_.labels[s].speaker.empty()) {
      item.set(Attribute::group, x_.labels[s].speaker);
      item.belongs_to = x_.labels[s].speaker;
    } else if (kind != Kind::measure && x_.structure.doc_type == "opinion") {
      if (const auto* value = x_.evidence.items.front().find(Attribute::authors))
        if (const auto* authors = std::get_if<std::vector<std::string>>(value);
            authors && authors->size() == 1)
          item.set(Attribute::group, authors->front());
    }
  }

  Extraction& x_;
  std::string_view text_;
  std::uint32_t begin_ = 0;  // where the present sentence's words begin
};

void run(Extraction& x) { Prose(x).run(); }

const RegisterExtractor registered{
    {"prose_mentions", {Kind::measure}, 35, "measures with a reported change or state", run}};

}  // namespace
}  // namespace evident::ingest
