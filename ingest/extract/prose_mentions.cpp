// Measures in running text: those that a sentence names as measures anywhere, and those of which described
// cases, findings and opinions report a change or a level. A measure that was named before is told once.
#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/measure_phrases.hpp"
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
    kinds_of_lists();
    if (x_.document.slides) return;
    std::set<std::pair<std::string, std::vector<std::string>>> seen;
    for (const graph::Item& item : x_.evidence.items)
      if (const std::string* name = item.text(Attribute::name); name && item.kind == Kind::measure)
        if (Known known{content(*name), case_of(item)}; seen.emplace(known.case_study, known.content).second)
          remember(std::move(known.content), std::move(known.case_study));
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) sentence(s);
  }

 private:
  struct Known {
    std::vector<std::string> content;  // folded, without function words
    std::string case_study;
  };

  // Lists whose heading does not say of what they are the measures: their own nouns do, for the whole list
  // where they agree.
  void kinds_of_lists() {
    auto& items = x_.evidence.items;
    for (std::size_t i = 0; i < items.size();) {
      if (items[i].kind != Kind::measure) {
        ++i;
        continue;
      }
      std::size_t end = i;
      std::array<std::size_t, 3> votes{};
      std::vector<int> own;
      const std::string* category = items[i].text(Attribute::category);
      for (; end < items.size() && items[end].kind == Kind::measure; ++end) {
        const std::string* here = items[end].text(Attribute::category);
        if ((here != nullptr) != (category != nullptr) || (here && *here != *category) ||
            items[end].belongs_to != items[i].belongs_to)
          break;
        const std::string* name = items[end].text(Attribute::name);
        const std::string_view kind = name ? measure_kind_of(Tokens(*name)) : std::string_view{};
        own.push_back(kind == "process" ? 0 : kind == "outcome" ? 1 : kind == "economic" ? 2 : -1);
        if (own.back() >= 0) ++votes[static_cast<std::size_t>(own.back())];
      }
      const auto most = std::max_element(votes.begin(), votes.end()) - votes.begin();
      static constexpr std::array<const char*, 3> kKinds{{"process", "outcome", "economic"}};
      for (std::size_t k = i; k < end; ++k) {
        const int kind = own[k - i] >= 0 ? own[k - i] : static_cast<int>(most);
        if (!items[k].text(Attribute::measure_kind) && votes[static_cast<std::size_t>(most)] > 0)
          items[k].set(Attribute::measure_kind, std::string(kKinds[static_cast<std::size_t>(kind)]));
      }
      i = end;
    }
  }

  static std::string case_of(const graph::Item& item) {
    const std::string* title = item.text(Attribute::case_study);
    return title ? *title : std::string();
  }
  static std::vector<std::string> content(std::string_view name) {
    std::vector<std::string> out;
    const Tokens tokens(name);
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (!is_function_word(tokens[i]) && tokens[i] != "average" && tokens[i] != "number")
        out.emplace_back(tokens[i]);
    return out;
  }
  static bool within(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
    return std::all_of(part.begin(), part.end(), [&](const std::string& word) {
      return std::find(whole.begin(), whole.end(), word) != whole.end();
    });
  }
  // A name that says the same in other words: all words of the one are in the other.
  bool named_before(const std::vector<std::string>& name, const std::string& case_study) const {
    for (const std::string& word : name) {
      const auto found = by_word_.find(word);
      if (found == by_word_.end()) continue;
      for (const std::size_t number : found->second) {
        const Known& k = known_[number];
        if ((k.case_study == case_study || k.case_study.empty()) &&
            (within(name, k.content) || within(k.content, name)))
          return true;
      }
    }
    return false;
  }
  void remember(std::vector<std::string> name, std::string case_study) {
    for (const std::string& word : name) {
      auto& numbers = by_word_[word];
      // Whatever shares a word with very many is told apart by others.
      if (numbers.size() < 64) numbers.push_back(known_.size());
    }
    known_.push_back({std::move(name), std::move(case_study)});
  }

  void sentence(std::size_t s) {
    const SentenceLabel& label = x_.labels[s];
    const Topic topic = x_.structure.sentence_topics[s];
    const auto b = static_cast<std::size_t>(x_.sentences[s].block);
    if (label.role.empty() || label.role == "question" || is_apparatus(topic)) return;
    const BlockContext& where = x_.structure.blocks[b];
    // A study that is about one case reports like any study.
    const bool in_case = where.case_number >= 0;
    const bool told_as_case =
        in_case && !x_.structure.cases[static_cast<std::size_t>(where.case_number)].whole;
    // Lists are read where lists are; a paragraph below such a heading may say what is watched.
    const bool below_list = is_list_topic(topic);
    if (below_list && x_.document.blocks[b].kind != BlockKind::paragraph) return;
    const std::uint32_t begin = x_.structure.sentence_begins[s];
    const std::string_view words = text_.substr(begin, x_.sentences[s].end - begin);
    const Tokens tokens(words);
    if (tokens.size() > 120) return;
    const bool reported = label.voice == "survey_group" || label.standing == "repeated";
    const MeasureSetting setting =
        below_list                           ? MeasureSetting::text
        : told_as_case                       ? MeasureSetting::described_case
        : reported                           ? MeasureSetting::text
        : x_.structure.doc_type == "opinion" ? MeasureSetting::opinion
        : label.role == "finding" && topic != Topic::background && !outcomes_named_ ? MeasureSetting::finding
        : label.role == "method" || label.role == "finding"                         ? MeasureSetting::method
                                                                                    : MeasureSetting::text;
    for (MeasurePhrase& phrase : measure_phrases(words, tokens, setting)) {
      const Span span =
          trimmed(text_, {begin + tokens.begin(phrase.first), end_of(words, tokens, phrase.last) + begin});
      if (span.empty() || phrase.name.empty() || (below_list && !phrase.asked)) continue;
      std::string title;
      if (in_case) {
        const Case& c = x_.structure.cases[static_cast<std::size_t>(where.case_number)];
        title = squeeze(text_.substr(c.title_begin, c.title_end - c.title_begin));
      }
      auto words_of_name = content(phrase.name);
      if (words_of_name.empty() || named_before(words_of_name, title)) continue;
      remember(std::move(words_of_name), title);
      outcomes_named_ = outcomes_named_ || (phrase.named && topic == Topic::method);
      graph::Item& item =
          x_.evidence
              .items[x_.add(Kind::measure, span.begin, span.end, "prose_mentions", std::move(phrase.reason))];
      item.set(Attribute::name, phrase.name);
      if (!phrase.kind.empty()) item.set(Attribute::measure_kind, std::string(phrase.kind));
      if (!in_case) continue;
      item.set(Attribute::case_study, title);
      item.belongs_to = "case study: " + title;
      if (x_.structure.cases[static_cast<std::size_t>(where.case_number)].self_told)
        item.set(Attribute::self_reported, true);
    }
  }

  // A closing bracket or a plus sign right behind the last word belongs to it.
  static std::uint32_t end_of(std::string_view words, const Tokens& tokens, std::size_t last) {
    std::uint32_t end = tokens.end(last);
    while (end < words.size() && (words[end] == ')' || words[end] == '+')) ++end;
    return end;
  }

  Extraction& x_;
  std::string_view text_;
  std::vector<Known> known_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_word_;  // numbers of known_
  bool outcomes_named_ = false;  // the part about methods says what was measured: findings are about that
};

void run(Extraction& x) { Prose(x).run(); }

const RegisterExtractor registered{{"prose_mentions",
                                    {Kind::measure},
                                    35,
                                    "measures named in running text or with a reported change or level",
                                    run}};

}  // namespace
}  // namespace evident::ingest
