// Quotations as numbers of their words: what stands between blanks, as it stands. Any text comes back byte for byte
// ("a  b" has an empty word). Frequent words have short numbers, one to four bytes: a byte-oriented dense code
// (Brisaboa, Iglesias, Navarro, Paramá: An efficient compression code for text databases, ECIR 2003).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace evident::graph {

// First bytes 0–191: that number. 192–239: two bytes. 240–254: three. 255: five, the number as u32.
inline constexpr std::uint32_t kOneByte = 192, kTwoBytes = kOneByte + 48 * 256,
                               kThreeBytes = kTwoBytes + 15 * 65536;

template <class String>
void append_code(String& out, std::uint32_t word) {
  const auto byte = [&out](std::uint32_t value) { out.push_back(static_cast<char>(value & 255)); };
  if (word < kOneByte) {
    byte(word);
  } else if (word < kTwoBytes) {
    word -= kOneByte;
    byte(192 + (word >> 8));
    byte(word);
  } else if (word < kThreeBytes) {
    word -= kTwoBytes;
    byte(240 + (word >> 16));
    byte(word >> 8);
    byte(word);
  } else {
    byte(255);
    for (int shift = 24; shift >= 0; shift -= 8) byte(word >> shift);
  }
}

// Calls take(word) for each; a code that the end cuts off is left out.
template <class Take>
void each_code(std::string_view codes, Take&& take) {
  const auto* at = reinterpret_cast<const unsigned char*>(codes.data());
  const auto* const end = at + codes.size();
  while (at < end) {
    const std::uint32_t first = *at++;
    if (first < 192) {
      take(first);
    } else if (first < 240) {
      if (end - at < 1) return;
      take(kOneByte + ((first - 192) << 8) + at[0]);
      at += 1;
    } else if (first < 255) {
      if (end - at < 2) return;
      take(kTwoBytes + ((first - 240) << 16) + (std::uint32_t{at[0]} << 8) + at[1]);
      at += 2;
    } else {
      if (end - at < 4) return;
      take((std::uint32_t{at[0]} << 24) | (std::uint32_t{at[1]} << 16) | (std::uint32_t{at[2]} << 8) | at[3]);
      at += 4;
    }
  }
}

// Calls take(word) for what stands between the blanks of a text; not at all for an empty one.
template <class Take>
void each_word(std::string_view text, Take&& take) {
  if (text.empty()) return;
  for (std::size_t at = 0;;) {
    const auto blank = text.find(' ', at);
    if (blank == std::string_view::npos) {
      take(text.substr(at));
      return;
    }
    take(text.substr(at, blank - at));
    at = blank + 1;
  }
}

}  // namespace evident::graph
