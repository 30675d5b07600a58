#include "ingest/models/field_words.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace evident::ingest::models {

WordUse WordUse::of(const std::array<std::uint32_t, kFieldKinds>& seen) {
  const std::uint32_t all = std::accumulate(seen.begin(), seen.end(), 0u);
  if (all == 0) return {};
  const auto most = std::max_element(seen.begin(), seen.end());
  const auto kind = static_cast<std::uint32_t>(most - seen.begin());
  const std::uint32_t sureness = *most * 10 >= all * 9 ? 2 : *most * 10 >= all * 6 ? 1 : 0;
  const std::uint32_t often = all == 1 ? 0 : all <= 3 ? 1 : all <= 9 ? 2 : 3;
  return WordUse(static_cast<std::uint8_t>(1 + (kind * kSurenesses + sureness) * kFrequencies + often));
}

WordUse FieldWords::of(FeatureHash word) const {
  const std::uint32_t rows = 1u << table_.bits, mark = mark_of(word);
  std::uint32_t at = table_.row_of(word);
  for (std::uint32_t looked = 0; looked < rows; ++looked, at = (at + 1) % rows) {
    std::uint32_t found;
    std::memcpy(&found, table_.row(at), sizeof found);
    if (found == 0) return {};
    if ((found & 0xffffff) == mark) return WordUse(static_cast<std::uint8_t>(found >> 24));
  }
  return {};
}

}  // namespace evident::ingest::models
