// Many keys in order: numbers, then the eight bytes after what all texts begin with, which tells nearly all of
// them apart without looking at a text twice.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "query/execute/value.hpp"

namespace evident::query {

// The places of the keys, the first first. Where number and text are the same, later(a, b) says which place is
// first.
template <class Later>
std::vector<std::uint32_t> places_in_order(const std::vector<OrderKey>& keys, Later&& later);

struct PlacedKey {
  double number;
  std::uint64_t begin;
  std::uint32_t place;
};
std::vector<PlacedKey> placed_keys(const std::vector<OrderKey>& keys);

template <class Later>
std::vector<std::uint32_t> places_in_order(const std::vector<OrderKey>& keys, Later&& later) {
  std::vector<PlacedKey> placed = placed_keys(keys);
  std::sort(placed.begin(), placed.end(), [&](const PlacedKey& a, const PlacedKey& b) {
    if (a.number != b.number) return a.number < b.number;
    if (a.begin != b.begin) return a.begin < b.begin;
    const auto &left = keys[a.place].text, &right = keys[b.place].text;
    if (left != right) return left < right;
    return later(a.place, b.place);
  });
  std::vector<std::uint32_t> places;
  places.reserve(placed.size());
  for (const PlacedKey& one : placed) places.push_back(one.place);
  return places;
}

}  // namespace evident::query
