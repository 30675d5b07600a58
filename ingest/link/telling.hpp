// The words of a sentence that tell it from others, as hashes of their first letters: "disagreed" is "disagree".
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace evident::ingest {

struct TellingWords {
  std::vector<std::uint32_t> telling;  // ascending, each once
  std::vector<std::uint32_t> numbers;  // by their numbers in the table of words, ascending
  int denials = 0;
};
// Into `out`, which is emptied first.
void telling_words(std::string_view text, TellingWords& out);
std::uint32_t telling_hash(std::string_view word);

// How many are in both; both ascending.
template <class One, class Other>
std::size_t shared(const One& a, const Other& b) {
  std::size_t n = 0;
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (*i == *j)
      ++n, ++i, ++j;
    else if (*i < *j)
      ++i;
    else
      ++j;
  }
  return n;
}

}  // namespace evident::ingest
