// Mentions in running text. Measures: a noun that is a measure, with the change or state reported of it,
// where results are told (described cases, findings). Barriers and success factors: sentences that call
// something an obstacle, or important.
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
      if (label.role == "finding" || label.role == "opinion" || label.role == "conclusion") {
        barriers(s, tokens);
        factors(s, tokens);
      }
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

  // "The main obstacle was X", "X is a barrier to Y", "X hinders Y".
  void barriers(std::size_t s, const Tokens& tokens) {
    static constexpr std::array<std::string_view, 6> kNouns{
        {"barrier", "barriers", "obstacle", "obstacles", "impediment", "hindrance"}};
    static constexpr std::array<std::string_view, 9> kVerbs{
        {"hinders", "hinder", "hindered", "impedes", "impede", "hampers", "hamper", "obstructs", "stifles"}};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (std::find(kNouns.begin(), kNouns.end(), tokens[i]) != kNouns.end()) {
        // After the noun: was, were, included; before it: is a.
        for (std::size_t k = i + 1; k < tokens.size() && k < i + 9; ++k) {
          const bool is = tokens[k] == "was" || tokens[k] == "were" || tokens[k] == "is" ||
                          tokens[k] == "are" || tokens[k] == "included" || tokens[k] == "include" ||
                          tokens[k] == "includes";
          if (!is || k + 1 >= tokens.size() || tokens[k + 1] == "overcome" || tokens[k + 1] == "to") continue;
          add_phrase(s, Kind::barrier, tokens, k + 1, phrase_end(tokens, k + 1),
                     "called an obstacle: '" + tokens.join(i, i) + "'");
          return;
        }
        if (i >= 3 && (tokens[i - 1] == "an" || tokens[i - 1] == "a" || tokens[i - 1] == "the" ||
                       tokens[i - 1] == "main" || tokens[i - 1] == "major")) {
          std::size_t verb = i - 1;
          while (verb > 0 && tokens[verb] != "is" && tokens[verb] != "are" && tokens[verb] != "was" &&
                 tokens[verb] != "were" && i - verb < 5)
            --verb;
          if (verb > 0 && (tokens[verb] == "is" || tokens[verb] == "are" || tokens[verb] == "was" ||
                           tokens[verb] == "were")) {
            add_phrase(s, Kind::barrier, tokens, subject_begin(tokens, verb), verb - 1,
                       "called an obstacle: '" + tokens.join(i, i) + "'");
            return;
          }
        }
      }
      if (i > 0 && std::find(kVerbs.begin(), kVerbs.end(), tokens[i]) != kVerbs.end() &&
          tokens[i - 1] != "that" && tokens[i - 1] != "to" && tokens[i - 1] != "not" &&
          tokens[i - 1] != "or" && tokens[i - 1] != "and" && tokens[i - 1] != "it" &&
          tokens[i - 1] != "what") {
        add_phrase(s, Kind::barrier, tokens, subject_begin(tokens, i), i - 1,
                   "said to hinder: '" + tokens.join(i, i) + "'");
        return;
      }
    }
  }

  // "the importance of X", "X is essential to Y".
  void factors(std::size_t s, const Tokens& tokens) {
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
      if (tokens[i] == "importance" && tokens[i + 1] == "of") {
        const std::size_t first = i > 0 && tokens[i - 1] == "the" ? i - 1 : i;
        add(s, Kind::success_factor, tokens, first, phrase_end(tokens, i + 2), i + 2,
            phrase_end(tokens, i + 2), {}, "said to be of importance");
        return;
      }
      const bool vital = tokens[i] == "essential" || tokens[i] == "crucial" || tokens[i] == "vital" ||
                         tokens[i] == "critical" || tokens[i] == "key" || tokens[i] == "indispensable";
      if (vital && i > 1 && (tokens[i - 1] == "is" || tokens[i - 1] == "are") &&
          (tokens[i + 1] == "to" || tokens[i + 1] == "for" || tokens[i + 1] == "in")) {
        const std::size_t first = subject_begin(tokens, i - 1);
        if (tokens[first] == "it" || tokens[first] == "this" || tokens[first] == "that" ||
            tokens[first] == "there")
          return;
        add_phrase(s, Kind::success_factor, tokens, first, i - 2,
                   "said to be '" + tokens.join(i, i + 1) + "'");
        return;
      }
    }
  }

  static std::size_t subject_begin(const Tokens& tokens, std::size_t verb) {
    std::size_t first = verb - 1;
    while (first > 0 && verb - first < 12 && !tokens.clause_before(first)) --first;
    return first;
  }
  static std::size_t phrase_end(const Tokens& tokens, std::size_t first) {
    std::size_t last = first;
    while (last + 1 < tokens.size() && last - first < 14 && !tokens.clause_before(last + 1) &&
           tokens[last + 1] != "which" && tokens[last + 1] != "because")
      ++last;
    return last;
  }

  void add_phrase(std::size_t s, Kind kind, const Tokens& tokens, std::size_t first, std::size_t last,
                  std::string reason) {
    if (last < first || last >= tokens.size()) return;
    static constexpr std::array<std::string_view, 8> kEmpty{
        {"it", "they", "this", "these", "that", "which", "there", "he"}};
    if (std::find(kEmpty.begin(), kEmpty.end(), tokens[first]) != kEmpty.end()) return;
    // The whole sentence is the quotation; the phrase is the name.
    const Span sentence = trimmed(text_, {begin_, x_.sentences[s].end});
    put(s, kind, sentence,
        squeeze(text_.substr(begin_ + tokens.begin(first), tokens.end(last) - tokens.begin(first))), {},
        std::move(reason));
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

const RegisterExtractor registered{{"prose_mentions",
                                    {Kind::measure, Kind::barrier, Kind::success_factor},
                                    35,
                                    "measures with a reported change, things called obstacles or important",
                                    run}};

}  // namespace
}  // namespace evident::ingest
