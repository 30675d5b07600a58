// Labels are paths of the keys of their words; running text is followed word by word, longest label first. A
// word's key is its Snowball stem after label_key(), remembered, because texts repeat their words: by the
// word's number first, so that a word met before costs one look into a table.
#include "ingest/link/lexicon.hpp"

#include <algorithm>
#include <array>

#include "ingest/classify/word_set.hpp"
#include "support/text.hpp"

namespace evident::ingest {

namespace {

constexpr std::size_t kManyKeys = 1u << 18;

}  // namespace

bool is_function_word(std::string_view word) {
  static constexpr WordSet kWords("a", "an", "and", "any", "are", "around", "as", "at", "be", "been",
                                  "between", "both", "by", "could", "for", "from", "in", "into", "is", "it",
                                  "its", "more", "most", "of", "on", "one", "or", "other", "our", "out",
                                  "some", "that", "the", "their", "there", "this", "to", "too", "very", "was",
                                  "were", "what", "which", "with");
  return kWords.contains(word);
}

bool negates(std::string_view word) {
  static constexpr WordSet kWords("lack", "no", "poor", "absence", "little", "insufficient", "inadequate",
                                  "limited", "loss", "weak", "without", "unclear", "ambiguous", "in",
                                  "unrealistic", "misunderstanding");
  return kWords.contains(word);
}

Lexicon::Lexicon(const graph::Vocabulary& vocabulary) : vocabulary_(vocabulary) {
  for (std::uint32_t c = 0; c < vocabulary.concepts.size(); ++c) {
    const graph::Concept& entry = vocabulary.concepts[c];
    const auto add = [&](const std::string& label) {
      const Tokens tokens(label);
      if (tokens.empty()) return;
      add_label(tokens, c);
      Label made{c, label, {}, false};
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        made.negative = made.negative || negates(tokens[i]);
        if (is_function_word(tokens[i])) continue;
        const auto known = static_cast<std::uint32_t>(label_keys_.size());
        made.content.push_back(label_keys_.try_emplace(key(tokens[i]), known).first->second);
      }
      by_opening_.resize(label_keys_.size());
      if (!made.content.empty())
        by_opening_[made.content.front()].push_back(static_cast<std::uint32_t>(labels_.size()));
      labels_.push_back(std::move(made));
    };
    add(entry.label);
    for (const std::string& other : entry.alternatives) add(other);
  }
  openings_.resize(label_words_.size(), 0);
  for (const auto& [key, node] : nodes_.front().next) openings_[key] = node;
}

void Lexicon::add_label(const Tokens& tokens, std::uint32_t number) {
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto known = static_cast<std::uint32_t>(label_words_.size());
    const std::uint32_t key = label_words_.try_emplace(plain_key(tokens[i]), known).first->second;
    auto& next = nodes_[node].next;
    const auto at = std::lower_bound(next.begin(), next.end(), std::pair{key, 0u});
    if (at != next.end() && at->first == key) {
      node = at->second;
      continue;
    }
    const auto made = static_cast<std::uint32_t>(nodes_.size());
    next.insert(at, {key, made});
    nodes_.emplace_back();
    node = made;
  }
  auto& list = nodes_[node].concepts;
  if (std::find(list.begin(), list.end(), number) == list.end()) list.push_back(number);
}

// The node below, 0 when there is none.
std::uint32_t Lexicon::step(std::uint32_t node, std::uint32_t key) const {
  if (key >= kNone) return 0;
  if (node == 0) return openings_[key];
  const auto& next = nodes_[node].next;
  const auto at = std::lower_bound(next.begin(), next.end(), std::pair{key, 0u});
  return at != next.end() && at->first == key ? at->second : 0;
}

// Another table of words numbers them anew; with it goes what was remembered of words.
void Lexicon::follow(const WordTable& words) const {
  if (words.serial() != words_seen_) {
    words_seen_ = words.serial();
    label_word_of_.clear();
    key_number_of_.clear();
    label_key_of_.clear();
    opening_of_.clear();
    key_numbers_.clear();
    // Bounded, however many documents one lexicon serves.
    if (keys_.size() > kManyKeys) keys_.clear();
    if (plain_keys_.size() > kManyKeys) plain_keys_.clear();
  }
  if (label_word_of_.size() < words.size()) {
    label_word_of_.resize(words.size(), kUnknown);
    key_number_of_.resize(words.size(), kUnknown);
    label_key_of_.resize(words.size(), kUnknown);
    opening_of_.resize(words.size(), kUnknown);
  }
}

std::uint32_t Lexicon::label_word(const Tokens& tokens, std::size_t i) const {
  std::uint32_t& known = label_word_of_[tokens.word(i)];
  if (known == kUnknown) {
    const auto it = label_words_.find(plain_key(tokens[i]));
    known = it == label_words_.end() ? kNone : it->second;
  }
  return known;
}

std::uint32_t Lexicon::find_key_number(const Tokens& tokens, std::size_t i) const {
  follow(tokens.words());
  std::uint32_t& known = key_number_of_[tokens.word(i)];
  if (known == kUnknown)
    known = key_numbers_.try_emplace(key(tokens[i]), static_cast<std::uint32_t>(key_numbers_.size()))
                .first->second;
  return known;
}

const std::vector<std::uint32_t>& Lexicon::labels_opening_with(std::uint32_t label_key) const {
  static const std::vector<std::uint32_t> none;
  return label_key < by_opening_.size() ? by_opening_[label_key] : none;
}

std::uint32_t Lexicon::label_key(const Tokens& tokens, std::size_t i) const {
  follow(tokens.words());
  std::uint32_t& known = label_key_of_[tokens.word(i)];
  if (known == kUnknown) {
    const auto it = label_keys_.find(key(tokens[i]));
    known = it == label_keys_.end() ? kNone : it->second;
  }
  return known;
}

const std::vector<std::string>& Lexicon::folded_labels(std::uint32_t concept_number) const {
  folded_.resize(vocabulary_.concepts.size());
  std::vector<std::string>& folded = folded_[concept_number];
  if (folded.empty()) {
    folded.push_back(fold(vocabulary_.concepts[concept_number].label));
    for (const std::string& other : vocabulary_.concepts[concept_number].alternatives)
      folded.push_back(fold(other));
  }
  return folded;
}

const std::string& Lexicon::plain_key(std::string_view word) const {
  std::string folded(word);
  const auto it = plain_keys_.find(folded);
  if (it != plain_keys_.end()) return it->second;
  std::string made = evident::label_key(folded);
  if (made.empty() || is_function_word(folded)) made = folded;  // "its" is no "IT"
  return plain_keys_.emplace(std::move(folded), std::move(made)).first->second;
}

const std::string& Lexicon::key(std::string_view word) const {
  std::string folded(word);
  const auto it = keys_.find(folded);
  if (it != keys_.end()) return it->second;
  const std::string plain = evident::label_key(folded);
  std::string made = stem(plain);
  // A stem that takes much away joins words that mean different things: hospital and hospitalisation.
  if (made.empty() || made.size() + 4 < plain.size()) made = plain.empty() ? folded : plain;
  return keys_.emplace(std::move(folded), std::move(made)).first->second;
}

std::vector<Lexicon::Hit> Lexicon::find(const Tokens& tokens) const {
  std::vector<Hit> hits;
  follow(tokens.words());
  struct End {
    std::size_t last;
    std::uint32_t node;
  };
  static thread_local std::vector<End> ends;
  std::array<std::size_t, 64> past{};  // by kind: one past the last word of any hit so far
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::uint32_t node = opening_of_[tokens.word(i)];
    if (node == 0) continue;  // most words, once looked up
    if (node == kUnknown) {
      node = step(0, label_word(tokens, i));
      opening_of_[tokens.word(i)] = node;
      if (node == 0) continue;
    }
    ends.clear();
    for (std::size_t k = i;;) {
      if (!nodes_[node].concepts.empty()) ends.push_back({k, node});
      if (++k >= tokens.size() || nodes_[node].next.empty()) break;
      node = step(node, label_word(tokens, k));
      if (node == 0) break;
    }
    for (auto end = ends.rbegin(); end != ends.rend(); ++end)
      for (const std::uint32_t c : nodes_[end->node].concepts) {
        const graph::Kind kind = vocabulary_.concepts[c].kind;
        // Hits come by their first word: one covers what ends where it ends or before.
        std::size_t& reached = past[static_cast<std::size_t>(kind)];
        if (reached > end->last) continue;
        reached = end->last + 1;
        hits.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end->last), c});
      }
  }
  return hits;
}

std::vector<std::uint32_t> Lexicon::exact(std::string_view label, graph::Kind kind) const {
  return exact(Tokens(label), kind);
}

std::vector<std::uint32_t> Lexicon::exact(const Tokens& tokens, graph::Kind kind) const {
  follow(tokens.words());
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    node = step(node, label_word(tokens, i));
    if (node == 0) return {};
  }
  std::vector<std::uint32_t> out;
  for (const std::uint32_t c : nodes_[node].concepts)
    if (vocabulary_.concepts[c].kind == kind) out.push_back(c);
  return out;
}

}  // namespace evident::ingest
