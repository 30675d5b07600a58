// How a feature becomes a row of a weight table: its parts are hashed and the upper bits of the hash are the row. Two
// features may share a row; training sees the same collisions as inference, and learns with them.
#pragma once
#include <cstdint>
#include <string_view>

namespace evident::ingest::models {

using FeatureHash = std::uint64_t;

constexpr FeatureHash stir(FeatureHash h) {
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ull;
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ull;
  return h ^ (h >> 32);
}

// The order counts: (a, b) and (b, a) are two features.
constexpr FeatureHash join(FeatureHash a, FeatureHash b) { return stir(a * 0x9e3779b97f4a7c15ull + b + 0x7f4a7c15u); }
template <class... More>
constexpr FeatureHash join(FeatureHash a, FeatureHash b, More... more) {
  return join(join(a, b), more...);
}

// FNV-1a, byte by byte, so that the hash of each beginning of a word is at hand on the way to its end.
constexpr FeatureHash kNoBytes = 1469598103934665603ull;
constexpr FeatureHash with_byte(FeatureHash h, unsigned char byte) { return (h ^ byte) * 1099511628211ull; }
constexpr FeatureHash hash_of(std::string_view text) {
  FeatureHash h = kNoBytes;
  for (const char c : text) h = with_byte(h, static_cast<unsigned char>(c));
  return stir(h);
}

}  // namespace evident::ingest::models
