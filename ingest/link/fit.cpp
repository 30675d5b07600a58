// A mention fits a concept when its words equal a label, or when they hold a label's words and little that
// changes the meaning. The head noun weighs most: "procurement problems" is procurement with a word that
// every barrier could carry.
#include <algorithm>

#include "ingest/classify/word_set.hpp"
#include "ingest/link/link.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

// Words that say little in a name of that kind: "problems", "issues", "good", "lack of" is kept because it
// turns the sense.
bool weak(std::string_view w) {
  static constexpr WordSet kWeak(
      "problem", "problems", "issue", "issues", "challenge", "challenges", "difficulty", "difficulties",
      "question", "questions", "matter", "matters", "aspect", "aspects", "factor", "factors", "level",
      "levels", "degree", "number", "numbers", "use", "rate", "rates", "overall", "general", "high", "higher",
      "low", "good", "strong", "clear", "robust", "effective", "adequate", "poor", "successful", "great",
      "greater", "mutual", "shared", "practical", "local", "service", "services", "patient", "patients",
      "users", "user", "partners", "partner", "partnership", "partnerships", "parties", "both", "all",
      "process", "processes");
  return kWeak.contains(w);
}
// The first word that ends the head of a name, or the number of words.
std::size_t first_break(const Tokens& tokens) {
  static constexpr WordSet kBreaks("of", "for", "in", "on", "to", "by", "with", "between", "from", "among",
                                   "across", "at", "that", "which", "while", "when", "before", "after");
  for (std::size_t i = 1; i < tokens.size(); ++i)
    if (kBreaks.contains(tokens[i]))
      return tokens[i] == "by" && tokens[i - 1].ends_with("ed") ? i - 1 : i;  // "followed by"
  return tokens.size();
}

}  // namespace

bool is_class_of_measures(const graph::Concept& entry) {
  return entry.kind == graph::Kind::measure && entry.broader.empty() && entry.id.ends_with("-measure");
}

std::optional<Fit> best_fit(const Lexicon& lexicon, std::string_view words, graph::Kind kind) {
  const auto& concepts = lexicon.vocabulary().concepts;
  const Tokens tokens(words);
  if (const auto same = lexicon.exact(tokens, kind); !same.empty())
    return Fit{same.front(), 1.0, "same words as '" + concepts[same.front()].label + "'"};
  struct Word {
    std::uint32_t key;  // Lexicon::label_key()
    double weight;
    std::size_t at;
  };
  std::vector<Word> mine;
  mine.reserve(std::min<std::size_t>(tokens.size(), 24));
  bool negative = false;
  for (std::size_t i = 0; i < tokens.size() && i < 24; ++i) {
    if (negates(tokens[i]) && tokens[i] != "in") negative = true;
    if (is_function_word(tokens[i])) continue;
    mine.push_back({lexicon.label_key(tokens, i), weak(tokens[i]) ? 0.25 : 1.0, i});
  }
  if (mine.empty()) return std::nullopt;
  // Earlier words of a long name weigh more than its explanation; its head, the two words before the first
  // preposition or clause ("robust and well thought out *procurement process* for …"), keeps its weight.
  std::size_t head_end = 0;
  const std::size_t head_break = first_break(tokens);
  while (head_end < mine.size() && mine[head_end].at < head_break) ++head_end;
  for (std::size_t k = 4; k < mine.size(); ++k)
    if (k + 2 < head_end || k >= head_end) mine[k].weight *= 0.4;
  double total = 0;
  for (const Word& w : mine) total += w.weight;
  const Lexicon::Label* best = nullptr;
  double best_score = 0, best_length = 0;
  std::vector<std::uint32_t> possible;
  for (const Word& w : mine)
    possible.insert(possible.end(), lexicon.labels_opening_with(w.key).begin(),
                    lexicon.labels_opening_with(w.key).end());
  std::sort(possible.begin(), possible.end());
  possible.erase(std::unique(possible.begin(), possible.end()), possible.end());
  for (const std::uint32_t number : possible) {
    const Lexicon::Label& label = lexicon.labels()[number];
    const graph::Concept& entry = concepts[label.concept_number];
    if (entry.kind != kind) continue;
    // Every content word of the label must be there: a part of a label is another idea.
    double covered = 0;
    bool all = true, strong = false;
    for (const std::uint32_t key : label.content) {
      const auto it = std::find_if(mine.begin(), mine.end(), [&](const Word& w) { return w.key == key; });
      if (it == mine.end()) {
        all = false;
        break;
      }
      covered += it->weight;
      strong = strong || it->weight >= 0.4;
    }
    if (!all || !strong) continue;
    // "lack of trust" is no trust; a barrier's label may leave the lack unsaid.
    if (kind == graph::Kind::barrier ? label.negative && !negative : label.negative != negative) continue;
    if (is_class_of_measures(entry)) continue;
    double score = covered / total;
    // The first idea named decides among several: "culture/ideology" is culture.
    if (mine.front().key == label.content.front()) score += 0.15;
    if (score > 0.99) score = 0.99;
    const auto length = static_cast<double>(label.content.size());
    if (!best || score > best_score + 1e-9 || (score > best_score - 1e-9 && length > best_length)) {
      best = &label;
      best_score = score;
      best_length = length;
    }
  }
  if (!best) return std::nullopt;
  // One clear word of four is enough when it opens the name or no other concept is named.
  if (best_score < kLinkThreshold && best_score >= 0.24) {
    const auto hits = lexicon.find(tokens);
    std::size_t ideas = 0;
    for (const Lexicon::Hit& hit : hits) ideas += concepts[hit.concept_number].kind == kind;
    if (ideas <= 1 || best_score >= 0.45) best_score = kLinkThreshold;
  }
  if (best_score < kLinkThreshold) return std::nullopt;
  return Fit{best->concept_number, best_score, "has the words of '" + best->written + "'"};
}

}  // namespace evident::ingest
