// Counts in which order fields stand, and makes the table that ingest/models/field_order.hpp reads: how likely a field is after those before it,
// each context leaning on the one that is shorter by a field, the more the more fields followed it (Witten & Bell 1991).
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <tuple>

#include "ingest/models/field_order.hpp"

namespace evident::training {

class FieldOrderCounts {
 public:
  void add(std::uint8_t way, std::span<const std::uint8_t> fields);
  // `fields`: how many there are.
  ingest::models::WideTable table(std::size_t fields) const;

 private:
  using Counts = std::array<std::uint32_t, ingest::models::FieldOrder::kEnd + 1>;
  using Key = std::tuple<std::uint8_t, std::uint8_t, std::array<std::uint8_t, ingest::models::FieldContext::kMost>>;  // length first
  std::map<Key, Counts> seen_;
};

}  // namespace evident::training
