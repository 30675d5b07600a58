// What a person decided about an item, above what was extracted: it never overwrites that, it is kept by the item's key, so
// that it outlives a new ingest, and it is taken back by its number. Reading a base gives items and links as decided.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "graph/schema/schema.hpp"

namespace evident::graph {

struct Correction {
  // Given by the base: from 1, in their order; the later one counts.
  std::int64_t number = 0;
  std::string at;  // ISO 8601, UTC
  // The key of an item; for kSameAs the id of a candidate concept ("candidate:barrier/vat regimes").
  std::string item;
  // The name of an attribute of the item, of an edge that people record (people_record), "not " and such an edge, kSameAs,
  // or of a source kSameWork or kOtherWork.
  std::string field;
  // As attribute_value reads it, the other item's key, or the other concept's id. Nothing: the text does not say.
  std::optional<std::string> value;
  std::string by, why;
  std::string undone;  // when and by whom; empty: it counts
};

inline constexpr std::string_view kSameAs = "same as";
// Two sources are one work, or are two, whatever a rule says of them; of two such words about a pair the later one counts.
inline constexpr std::string_view kSameWork = "same work as";
inline constexpr std::string_view kOtherWork = "not same work as";

// Edges between items that nothing extracts: contradicts, supports. The rule's offer beside it (may_contradict) goes when a
// person has decided, either way.
bool people_record(Edge edge);
std::optional<Edge> offer_of(Edge edge);

}  // namespace evident::graph
