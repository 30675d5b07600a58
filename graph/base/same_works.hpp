// Records of exports and the works they describe: which sources of a base are one work.
#pragma once
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/base/sqlite.hpp"

namespace evident::graph {

// A record that describes a work which another source is. Nothing of it is stored: it follows from the
// sources alone, whatever the order in which they came.
struct SameWorks {
  std::unordered_map<std::int64_t, std::int64_t> of;  // a record's source to the one it is shown as
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> records;  // the other way, in a fixed order
  // Items that are not shown, because what the other source says itself counts: all of such records but
  // references.
  std::unordered_set<std::int64_t> hidden;

  bool empty() const { return of.empty(); }
};

// Empty, and without cost, where no file of records was ever read.
Result<SameWorks> same_works(Database& database);

}  // namespace evident::graph
