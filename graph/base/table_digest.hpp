// Digests of what came from tables: sums of hashes, so that rows may come in any order and be added later.
// docs/formats/evidence-base.md.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "graph/base/load.hpp"
#include "support/hash.hpp"

namespace evident::graph {

// Two lanes modulo 2^64.
struct Lanes {
  std::uint64_t high = 0, low = 0;
  Lanes& operator+=(const Hash128& h) {
    high += h.high;
    low += h.low;
    return *this;
  }
  Lanes& operator-=(const Hash128& h) {
    high -= h.high;
    low -= h.low;
    return *this;
  }
  std::string hex() const;
  static Lanes from_hex(std::string_view text);  // zero when it is no such text
};

// scratch: to write the fields in, kept by the caller between calls.
Hash128 digest_of(const TableItem& item, std::string& scratch);
Hash128 digest_of(const Concept& entry);
// From and to: the first halves of xxh128 of the keys.
Hash128 digest_of_link(std::uint64_t from, Edge edge, std::uint64_t to, std::string_view reason);

}  // namespace evident::graph
