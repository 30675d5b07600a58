#include "query/execute/operators/in_order.hpp"

#include <algorithm>

namespace evident::query {

std::vector<PlacedKey> placed_keys(const std::vector<OrderKey>& keys) {
  std::vector<PlacedKey> placed;
  if (keys.empty()) return placed;
  std::size_t common = keys.front().text.size();
  for (const OrderKey& key : keys) {
    std::size_t same = 0;
    const auto& first = keys.front().text;
    while (same < common && same < key.text.size() && key.text[same] == first[same]) ++same;
    common = same;
  }
  placed.reserve(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::uint64_t begin = 0;
    for (std::size_t at = common; at < common + 8; ++at)
      begin = begin << 8 | (at < keys[i].text.size() ? static_cast<unsigned char>(keys[i].text[at]) : 0u);
    placed.push_back({keys[i].missing ? 1e308 : keys[i].number, begin, static_cast<std::uint32_t>(i)});
  }
  return placed;
}

}  // namespace evident::query
