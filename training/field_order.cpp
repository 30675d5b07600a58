#include "training/field_order.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "ingest/models/portable_log.hpp"

namespace evident::training {

using namespace ingest::models;

void FieldOrderCounts::add(std::uint8_t way, std::span<const std::uint8_t> fields) {
  for (std::size_t place = 0; place <= fields.size(); ++place)
    for (std::size_t length = 0; length <= FieldContext::kMost; ++length) {
      const FieldContext c = context_of(way, fields, place, length);
      ++seen_[{c.length, c.way, std::to_array(c.fields)}][place < fields.size() ? fields[place] : FieldOrder::kEnd];
    }
}

WideTable FieldOrderCounts::table(std::size_t fields) const {
  using Chances = std::array<double, FieldOrder::kEnd + 1>;
  std::map<Key, Chances> chances;
  WideTable out;
  out.lanes = FieldOrder::kLanes;
  out.bits = 1;
  while ((std::size_t{1} << out.bits) * 9 / 10 < seen_.size()) ++out.bits;
  const std::uint32_t rows = 1u << out.bits;
  out.bytes.assign(std::size_t{rows} * out.lanes, '\0');
  for (const auto& [key, counts] : seen_) {
    const auto& [length, way, before] = key;
    Chances shorter;
    shorter.fill(1 / static_cast<double>(fields + 1));
    if (length > 0) {
      auto rest = before;
      std::rotate(rest.begin(), rest.begin() + 1, rest.begin() + length);
      rest[length - 1u] = 0;
      shorter = chances.at({static_cast<std::uint8_t>(length - 1), way, rest});
    }
    double all = 0, kinds = 0;
    for (const auto count : counts) {
      all += count;
      kinds += count > 0;
    }
    Chances& chance = chances[key];
    for (std::size_t f = 0; f < chance.size(); ++f) chance[f] = (counts[f] + kinds * shorter[f]) / (all + kinds);

    FieldContext context{way, length, {}};
    std::copy(before.begin(), before.end(), context.fields);
    const FeatureHash hash = context.hash();
    auto at = static_cast<std::uint32_t>(hash >> (64 - out.bits));
    const auto row = [&] { return out.bytes.data() + std::size_t{at} * out.lanes; };
    const auto taken = [&] { return std::any_of(row(), row() + FieldOrder::kHashBytes, [](char c) { return c != 0; }); };
    while (taken()) at = (at + 1) % rows;
    std::memcpy(row(), &hash, sizeof hash);
    for (std::size_t f = 0; f < chance.size(); ++f) {
      const double units = -portable_log(chance[f]) / static_cast<double>(FieldOrder::kUnit);
      row()[FieldOrder::kHashBytes + f] = static_cast<char>(std::min(std::floor(units + 0.5), static_cast<double>(FieldOrder::kLeast)));
    }
  }
  return out;
}

}  // namespace evident::training
