// How likely the fields of a reference stand in that order: each by the three before it, which a chain, that sees one word behind, cannot know.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "ingest/models/hashing.hpp"
#include "ingest/models/model_file.hpp"

namespace evident::ingest::models {

// The fields before a place, the nearest last; none before the first field.
struct FieldContext {
  static constexpr std::size_t kMost = 3;
  std::uint8_t way = 0;     // the parting: each has an order of its own
  std::uint8_t length = 0;  // how many of the fields before count
  std::uint8_t fields[kMost] = {};

  FeatureHash hash() const;  // never 0
};
constexpr std::uint8_t kBeforeFirst = 0xff;

// The context of that length of the field at `place`; its number may be that of one behind the last.
FieldContext context_of(std::uint8_t way, std::span<const std::uint8_t> fields, std::size_t place, std::size_t length);

// Reads the table: a row a context that was seen, found by its hash, and of the rows from there on the first that is its own or empty.
class FieldOrder {
 public:
  static constexpr std::uint32_t kLanes = 32, kHashBytes = 8, kEnd = kLanes - kHashBytes - 1, kMostFields = kEnd;
  static constexpr float kUnit = 0.1f;  // of the natural logarithm
  static constexpr std::uint8_t kLeast = 127;

  FieldOrder() = default;
  explicit FieldOrder(const Table& table) : table_(table) {}

  // The logarithm of how likely these fields follow one another, and that none follows.
  float of(std::uint8_t way, std::span<const std::uint8_t> fields) const;

 private:
  const std::int8_t* row(const FieldContext& context) const;  // null: never seen
  Table table_;
};

}  // namespace evident::ingest::models
