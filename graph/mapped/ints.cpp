#include "graph/mapped/ints.hpp"

#include <algorithm>
#include <limits>
#include <vector>

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

namespace {

// A value that more than half of the rows have, if there is one; of values that count up, less the row.
std::int64_t most_common(const GrowingInts& values, bool slope) {
  std::int64_t common = 0;
  std::size_t votes = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::int64_t value = static_cast<std::int64_t>(values[i]) - (slope ? static_cast<std::int64_t>(i) : 0);
    if (votes == 0) common = value;
    if (value == common)
      ++votes;
    else
      --votes;
  }
  return common;
}

// A look at some rows tells nearly all columns whose rows differ.
bool may_have_few(const GrowingInts& values, bool slope) {
  const std::size_t step = std::max<std::size_t>(values.size() / 64, 1);
  std::vector<std::int64_t> seen;
  for (std::size_t i = 0; i < values.size(); i += step)
    seen.push_back(static_cast<std::int64_t>(values[i]) - (slope ? static_cast<std::int64_t>(i) : 0));
  std::nth_element(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(seen.size() / 2), seen.end());
  const auto same = std::count(seen.begin(), seen.end(), seen[seen.size() / 2]);
  return static_cast<std::size_t>(same) * 4 > seen.size() * 3;
}

PackedInts few_of(const GrowingInts& values, bool slope) {
  PackedInts packed;
  if (!may_have_few(values, slope)) return packed;
  packed.few = true;
  packed.sloped = slope;
  packed.base = most_common(values, slope);
  packed.count = values.size();
  std::vector<std::uint32_t> places;
  std::uint64_t most = slope ? 1 : static_cast<std::uint64_t>(packed.base);  // a loop may want the column whole
  for (std::size_t i = 0; i < values.size() && places.size() <= values.size() / kFewShare; ++i) {
    const std::uint64_t value = values[i];
    if (static_cast<std::int64_t>(value) - (slope ? static_cast<std::int64_t>(i) : 0) == packed.base) continue;
    places.push_back(static_cast<std::uint32_t>(i));
    most = std::max(most, value);
  }
  if (places.empty() || places.size() > values.size() / kFewShare) return {};
  packed.width = std::max(bytes_for(most), 1u);
  packed.bytes.assign(reinterpret_cast<const char*>(places.data()), places.size() * sizeof places[0]);
  for (const std::uint32_t place : places) {
    const std::uint64_t value = values[place];
    packed.bytes.append(reinterpret_cast<const char*>(&value), packed.width);
  }
  return packed;
}

}  // namespace

PackedInts pack_few(const GrowingInts& values, bool slope) {
  PackedInts best = pack(values, slope);
  for (const bool sloped : {false, true}) {
    if (best.width == 0 || (sloped && !slope)) continue;
    PackedInts few = few_of(values, sloped);
    if (few.few && few.bytes.size() * (best.few ? 1 : 2) < best.bytes.size()) best = std::move(few);
  }
  return best;
}

}  // namespace evident::graph
