// Labels are stored under the keys of all their words; running text is looked up word by word, longest label
// first. A word's key is its Snowball stem after label_key(), remembered, because texts repeat their words.
#include "ingest/link/lexicon.hpp"

#include <algorithm>
#include <array>

#include "support/text.hpp"

namespace evident::ingest {

bool is_function_word(std::string_view word) {
  static constexpr std::array<std::string_view, 44> kWords{
      {"a",     "an",    "and",   "any", "are",  "around", "as",   "at",   "be",   "been",  "between",
       "both",  "by",    "could", "for", "from", "in",     "into", "is",   "it",   "its",   "more",
       "most",  "of",    "on",    "one", "or",   "other",  "our",  "out",  "some", "that",  "the",
       "their", "there", "this",  "to",  "too",  "very",   "was",  "were", "what", "which", "with"}};
  return std::binary_search(kWords.begin(), kWords.end(), word);
}

Lexicon::Lexicon(const graph::Vocabulary& vocabulary) : vocabulary_(vocabulary) {
  for (std::uint32_t c = 0; c < vocabulary.concepts.size(); ++c) {
    const graph::Concept& entry = vocabulary.concepts[c];
    const auto add = [&](const std::string& label) {
      const Tokens tokens(label);
      if (tokens.empty()) return;
      std::string joined;
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i) joined += ' ';
        joined += plain_key(tokens[i]);
      }
      auto& list = by_words_[joined];
      if (std::find(list.begin(), list.end(), c) == list.end()) list.push_back(c);
      auto& lengths = lengths_[plain_key(tokens[0])];
      if (std::find(lengths.begin(), lengths.end(), tokens.size()) == lengths.end())
        lengths.push_back(tokens.size());
      labels_.push_back({c, label, content_keys(label)});
      if (!labels_.back().content.empty())
        by_opening_[labels_.back().content.front()].push_back(static_cast<std::uint32_t>(labels_.size() - 1));
    };
    add(entry.label);
    for (const std::string& other : entry.alternatives) add(other);
  }
  for (auto& [first, lengths] : lengths_) std::sort(lengths.rbegin(), lengths.rend());
}

const std::vector<std::uint32_t>& Lexicon::labels_opening_with(const std::string& key) const {
  static const std::vector<std::uint32_t> none;
  const auto it = by_opening_.find(key);
  return it == by_opening_.end() ? none : it->second;
}

const std::string& Lexicon::plain_key(std::string_view word) const {
  std::string folded(word);
  const auto it = plain_keys_.find(folded);
  if (it != plain_keys_.end()) return it->second;
  std::string made = label_key(folded);
  if (made.empty() || is_function_word(folded)) made = folded;  // "its" is no "IT"
  return plain_keys_.emplace(std::move(folded), std::move(made)).first->second;
}

const std::string& Lexicon::key(std::string_view word) const {
  std::string folded(word);
  const auto it = keys_.find(folded);
  if (it != keys_.end()) return it->second;
  const std::string plain = label_key(folded);
  std::string made = stem(plain);
  // A stem that takes much away joins words that mean different things: hospital and hospitalisation.
  if (made.empty() || made.size() + 4 < plain.size()) made = plain.empty() ? folded : plain;
  return keys_.emplace(std::move(folded), std::move(made)).first->second;
}

std::vector<std::string> Lexicon::content_keys(std::string_view label) const {
  const Tokens tokens(label);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (!is_function_word(tokens[i])) out.push_back(key(tokens[i]));
  return out;
}

std::vector<Lexicon::Hit> Lexicon::find(const Tokens& tokens) const {
  std::vector<Hit> hits;
  std::string joined;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto lengths = lengths_.find(plain_key(tokens[i]));
    if (lengths == lengths_.end()) continue;
    for (const std::size_t n : lengths->second) {
      if (i + n > tokens.size()) continue;
      joined.clear();
      for (std::size_t k = i; k < i + n; ++k) {
        if (k > i) joined += ' ';
        joined += plain_key(tokens[k]);
      }
      const auto found = by_words_.find(joined);
      if (found == by_words_.end()) continue;
      for (const std::uint32_t c : found->second) {
        const graph::Kind kind = vocabulary_.concepts[c].kind;
        const bool covered = std::any_of(hits.begin(), hits.end(), [&](const Hit& h) {
          return vocabulary_.concepts[h.concept_number].kind == kind && h.first <= i && h.last >= i + n - 1;
        });
        if (!covered)
          hits.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + n - 1), c});
      }
    }
  }
  return hits;
}

std::vector<std::uint32_t> Lexicon::exact(std::string_view label, graph::Kind kind) const {
  const Tokens tokens(label);
  std::string joined;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i) joined += ' ';
    joined += plain_key(tokens[i]);
  }
  std::vector<std::uint32_t> out;
  if (const auto it = by_words_.find(joined); it != by_words_.end())
    for (const std::uint32_t c : it->second)
      if (vocabulary_.concepts[c].kind == kind) out.push_back(c);
  return out;
}

}  // namespace evident::ingest
