#include "graph/mapped/ints.hpp"

#include <algorithm>
#include <limits>

namespace evident::graph {
namespace {

unsigned bytes_for(std::uint64_t range) {
  return range == 0 ? 0 : range < 256 ? 1 : range < 65536 ? 2 : range < (std::uint64_t{1} << 32) ? 4 : 8;
}

}  // namespace

PackedInts pack(const GrowingInts& values, bool slope) {
  PackedInts packed;
  packed.count = values.size();
  if (values.size() == 0) return packed;
  std::int64_t least = std::numeric_limits<std::int64_t>::max(), most = std::numeric_limits<std::int64_t>::min();
  std::int64_t least_sloped = least, most_sloped = most;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto value = static_cast<std::int64_t>(values[i]), off = value - static_cast<std::int64_t>(i);
    least = std::min(least, value);
    most = std::max(most, value);
    least_sloped = std::min(least_sloped, off);
    most_sloped = std::max(most_sloped, off);
  }
  const unsigned flat = bytes_for(static_cast<std::uint64_t>(most - least));
  const unsigned sloped = bytes_for(static_cast<std::uint64_t>(most_sloped - least_sloped));
  packed.sloped = slope && sloped < flat;
  packed.width = packed.sloped ? sloped : flat;
  packed.base = packed.sloped ? least_sloped : least;
  packed.bytes.resize(values.size() * packed.width);
  for (std::size_t i = 0; i < values.size() && packed.width; ++i) {
    const auto rest = static_cast<std::uint64_t>(static_cast<std::int64_t>(values[i]) - packed.base -
                                                 (packed.sloped ? static_cast<std::int64_t>(i) : 0));
    std::memcpy(packed.bytes.data() + i * packed.width, &rest, packed.width);
  }
  return packed;
}

}  // namespace evident::graph
