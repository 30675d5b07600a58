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
  std::vector<std::uint32_t> exact(const Tokens& label, graph::Kind kind) const;

  // A word's key: folded, singular, one spelling. Labels are found in running text by these: a stem would
  // take "governance" for "government".
  const std::string& plain_key(std::string_view word) const;
  // The same, stemmed, where that does not take much away: how words of a mention and a label are compared.
  const std::string& key(std::string_view word) const;
  // A number for key() of a word of a text: equal for equal keys while the same table of words is in use.
  std::uint32_t key_number(const Tokens& tokens, std::size_t i) const {
    const std::uint32_t word = tokens.word(i);
    if (tokens.words().serial() == words_seen_ && word < key_number_of_.size())
      if (const std::uint32_t known = key_number_of_[word]; known != kUnknown) return known;
    return find_key_number(tokens, i);
  }

  const graph::Vocabulary& vocabulary() const { return vocabulary_; }
  // Every label of every concept with its content keys, in the order of the vocabulary.
  struct Label {
    std::uint32_t concept_number;
    std::string written;
    std::vector<std::uint32_t> content;  // label_key() of its content words
    bool negative;                       // one of its words negates()
  };
  const std::vector<Label>& labels() const { return labels_; }
  // Those whose first content word has that key, ascending; none for kNone.
  const std::vector<std::uint32_t>& labels_opening_with(std::uint32_t label_key) const;
  // The number of key() of a word among the keys of labels' content words, or kNone.
  std::uint32_t label_key(const Tokens& tokens, std::size_t i) const;
  // fold() of each label of a concept.
  const std::vector<std::string>& folded_labels(std::uint32_t concept_number) const;

  static constexpr std::uint32_t kNone = 0xFFFFFFFE;  // a word of no label

 private:
  // Labels as paths of plain keys.
  struct Node {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> next;  // key, node; ascending
    std::vector<std::uint32_t> concepts;                        // of the labels that end here
  };
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;  // not looked up yet

  std::uint32_t step(std::uint32_t node, std::uint32_t key) const;
  void add_label(const Tokens& tokens, std::uint32_t number);
  // The number of plain_key() of a word, among the keys of labels.
  std::uint32_t label_word(const Tokens& tokens, std::size_t i) const;
  void follow(const WordTable& words) const;
  std::uint32_t find_key_number(const Tokens& tokens, std::size_t i) const;

  const graph::Vocabulary& vocabulary_;
  mutable std::unordered_map<std::string, std::string> keys_, plain_keys_;
  std::unordered_map<std::string, std::uint32_t> label_words_;  // plain keys of all labels' words
  std::vector<Node> nodes_{1};                                  // the root first
  std::vector<std::uint32_t> openings_;                         // the root's next, by key
  std::vector<Label> labels_;
  std::unordered_map<std::string, std::uint32_t> label_keys_;  // of all labels' content words
  std::vector<std::vector<std::uint32_t>> by_opening_;         // by label key
  mutable std::vector<std::vector<std::string>> folded_;       // by concept; empty: not folded yet
  // By word number of the table of words last seen.
  mutable std::uint64_t words_seen_ = 0;
  mutable std::vector<std::uint32_t> label_word_of_, key_number_of_, label_key_of_, opening_of_;
  mutable std::unordered_map<std::string, std::uint32_t> key_numbers_;
};

bool is_function_word(std::string_view word);
// "lack", "poor", "without": words that turn the sense of a name.
bool negates(std::string_view word);

}  // namespace evident::ingest
