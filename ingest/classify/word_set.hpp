// A few fixed words, and whether a word is one of them: most are turned away by their length and outer
// letters.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace evident::ingest {

template <std::size_t N>
class WordSet {
 public:
  template <class... Words>
  consteval explicit WordSet(Words... words) : words_{std::string_view(words)...} {
    for (const std::string_view w : words_) {
      openings_ |= opening(w);
      shapes_ |= shape(w);
    }
  }
  constexpr bool contains(std::string_view word) const {
    if (word.empty() || !(shapes_ & shape(word)) || !(openings_ & opening(word))) return false;
    for (const std::string_view w : words_)
      if (w == word) return true;
    return false;
  }

 private:
  static constexpr std::uint64_t opening(std::string_view w) {
    const auto byte = [&](std::size_t i) { return i < w.size() ? static_cast<unsigned char>(w[i]) : 0u; };
    return std::uint64_t{1} << ((byte(0) * 5 + byte(1) * 11 + byte(2) * 23) % 64);
  }
  static constexpr std::uint64_t shape(std::string_view w) {
    const auto first = static_cast<unsigned char>(w.front()), last = static_cast<unsigned char>(w.back());
    return std::uint64_t{1} << ((w.size() * 29 + first * 3u + last * 7u) % 64);
  }

  std::array<std::string_view, N> words_;
  std::uint64_t openings_ = 0, shapes_ = 0;
};
template <class... Words>
WordSet(Words...) -> WordSet<sizeof...(Words)>;

}  // namespace evident::ingest
