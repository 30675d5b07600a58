#include "ingest/models/word_classes.hpp"

#include <algorithm>

namespace evident::ingest::models {

WordClasses::WordClasses(const std::vector<WordClass>& classes) {
  std::uint32_t bit = 1;
  for (const WordClass& one : classes) {
    for (std::string_view rest = one.words; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      std::string_view word = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (word.empty()) continue;
      opens_with(word.substr(0, word.find('*')), word.back() == '*');
      if (word.back() == '*') {
        word.remove_suffix(1);
        longest_ = std::max(longest_, word.size());
        beginnings_[hash_of(word)] |= bit;
      } else {
        whole_[hash_of(word)] |= bit;
      }
    }
    bit <<= 1;
  }
}

namespace {

std::size_t opening(char a, char b) { return static_cast<unsigned char>(a) * 256u + static_cast<unsigned char>(b); }

}  // namespace

void WordClasses::opens_with(std::string_view word, bool beginning) {
  if (word.size() > 1)
    openings_.set(opening(word[0], word[1]));
  else if (beginning && !word.empty())
    for (std::size_t second = 0; second < 256; ++second) openings_.set(opening(word[0], static_cast<char>(second)));
}

std::uint32_t WordClasses::of(std::string_view word) const {
  if (word.size() > 1 && !openings_[opening(word[0], word[1])]) return 0;
  std::uint32_t bits = 0;
  FeatureHash h = kNoBytes;
  for (std::size_t i = 0; i < word.size(); ++i) {
    h = with_byte(h, static_cast<unsigned char>(word[i]));
    if (i >= longest_) continue;
    if (const auto found = beginnings_.find(stir(h)); found != beginnings_.end()) bits |= found->second;
  }
  if (const auto found = whole_.find(stir(h)); found != whole_.end()) bits |= found->second;
  return bits;
}

}  // namespace evident::ingest::models
