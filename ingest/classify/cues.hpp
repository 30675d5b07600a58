// Cue words from corpus/cues/*.tsv: what they indicate, how surely, and why they are there.
#pragma once
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

struct CueMatch {
  std::uint32_t first, last;  // words of the sentence, both included
  std::string_view label;     // what the cue indicates
  int weight;
  std::string_view cue;  // as written in the file
};

// One file of cues. A line: cue, label, weight, why, parted by tabs; "#" opens a comment; several cues of one
// line are parted by "; ". In a cue "a|b" is either word, "improv*" any word that begins so, ".." up to four
// words between, "^" the beginning of the sentence.
class CueList {
 public:
  explicit CueList(std::string_view tsv);

  // All matches in reading order; one that lies within a longer one is dropped.
  std::vector<CueMatch> match(const Tokens& tokens) const;

  std::size_t size() const { return cues_.size(); }

 private:
  struct Form {
    std::string word;
    bool prefix;
  };
  struct Element {
    std::vector<Form> forms;  // empty: a gap
  };
  struct Cue {
    std::vector<Element> elements;
    std::string written, label;
    int weight;
    bool anchored;
  };
  void add(std::string_view cue, std::string_view label, int weight);
  bool extends(const Cue& cue, const Tokens& tokens, std::size_t from, std::size_t element,
               std::size_t& last) const;

  std::vector<Cue> cues_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_word_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_prefix_;
  std::vector<std::size_t> prefix_lengths_;
  // First two letters of any first word or prefix: most words of a text are turned away here.
  std::bitset<65536> word_opening_, prefix_opening_;
};

// The cues of corpus/cues/NAME.tsv, read once. The name must exist.
const CueList& cues(std::string_view name);

}  // namespace evident::ingest
