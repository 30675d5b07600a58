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
  // Words lie together by their shape.
  template <class... Words>
  consteval explicit WordSet(Words... words) {
    const std::array<std::string_view, N> given{std::string_view(words)...};
    std::size_t n = 0;
    for (std::size_t s = 0; s < 64; ++s) {
      starts_[s] = static_cast<std::uint16_t>(n);
      for (const std::string_view w : given)
        if (shape(w) == s) words_[n++] = w;
    }
    starts_[64] = static_cast<std::uint16_t>(n);
    for (const std::string_view w : given) openings_ |= opening(w);
  }
  constexpr bool contains(std::string_view word) const {
    if (word.empty() || !(openings_ & opening(word))) return false;
    const std::size_t s = shape(word);
    for (std::size_t i = starts_[s]; i < starts_[s + 1]; ++i)
      if (words_[i] == word) return true;
    return false;
  }

 private:
  static constexpr std::uint64_t opening(std::string_view w) {
    const auto byte = [&](std::size_t i) { return i < w.size() ? static_cast<unsigned char>(w[i]) : 0u; };
    return std::uint64_t{1} << ((byte(0) * 5 + byte(1) * 11 + byte(2) * 23) % 64);
  }
  static constexpr std::size_t shape(std::string_view w) {
    const auto first = static_cast<unsigned char>(w.front()), last = static_cast<unsigned char>(w.back());
    return (w.size() * 29 + first * 3u + last * 7u) % 64;
  }

  std::array<std::string_view, N> words_;
  std::array<std::uint16_t, 65> starts_{};
  std::uint64_t openings_ = 0;
};
template <class... Words>
WordSet(Words...) -> WordSet<sizeof...(Words)>;

}  // namespace evident::ingest
