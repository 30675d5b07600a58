// Classes of words that a small set of labelled sentences cannot teach one by one: a model learns of the class, and of what
// stands beside it.
#pragma once
#include <bitset>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/models/hashing.hpp"

namespace evident::ingest::models {

struct WordClass {
  std::string_view name;
  std::string_view words;  // parted by blanks; "caus*" is any word that begins so
};

class WordClasses {
 public:
  explicit WordClasses(const std::vector<WordClass>& classes);  // at most 32
  // A bit for each class of the word, in lower case already.
  std::uint32_t of(std::string_view word) const;

 private:
  void opens_with(std::string_view word, bool beginning);

  std::unordered_map<FeatureHash, std::uint32_t> whole_, beginnings_;
  std::bitset<65536> openings_;  // first two letters of those that are longer: most words are turned away here
  std::size_t longest_ = 0;  // of the beginnings
};

}  // namespace evident::ingest::models
