// Vocabulary labels as word sequences that can be found in running text, ignoring case, inflection and
// spelling.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/items.hpp"
#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

// Keeps a reference to the vocabulary, which must outlive it. Not for several threads at once: word keys are
// remembered.
class Lexicon {
 public:
  explicit Lexicon(const graph::Vocabulary& vocabulary);

  struct Hit {
    std::uint32_t first, last;     // words, both included
    std::uint32_t concept_number;  // in Vocabulary::concepts
  };
  // Longest labels first, none overlapping another of the same kind, in reading order; single words of the
  // text that are only a part of a longer label do not count.
  std::vector<Hit> find(const Tokens& tokens) const;
  // Concepts of that kind with exactly this label (prefLabel or altLabel), ascending.
  std::vector<std::uint32_t> exact(std::string_view label, graph::Kind kind) const;

  // A word's key: folded, singular, one spelling. Labels are found in running text by these: a stem would
  // take "governance" for "government".
  const std::string& plain_key(std::string_view word) const;
  // The same, stemmed, where that does not take much away: how words of a mention and a label are compared.
  const std::string& key(std::string_view word) const;
  // The keys of a label's words that carry meaning (articles, prepositions and the like left out).
  std::vector<std::string> content_keys(std::string_view label) const;

  const graph::Vocabulary& vocabulary() const { return vocabulary_; }
  // Every label of every concept with its content keys, in the order of the vocabulary.
  struct Label {
    std::uint32_t concept_number;
    std::string written;
    std::vector<std::string> content;
  };
  const std::vector<Label>& labels() const { return labels_; }
  // Those whose first content word has that key, ascending.
  const std::vector<std::uint32_t>& labels_opening_with(const std::string& key) const;

 private:
  const graph::Vocabulary& vocabulary_;
  mutable std::unordered_map<std::string, std::string> keys_, plain_keys_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_words_;  // all keys joined by blanks
  std::unordered_map<std::string, std::vector<std::size_t>>
      lengths_;  // first key: lengths of labels, longest first
  std::vector<Label> labels_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_opening_;
};

bool is_function_word(std::string_view word);

}  // namespace evident::ingest
