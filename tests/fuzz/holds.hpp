// What fuzz targets require of a text and its places.
#pragma once
#include <cstdlib>
#include <string>

inline void require(bool holds) {
  if (!holds) std::abort();
}
// No offset cuts a character.
inline bool boundary(const std::string& text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}
