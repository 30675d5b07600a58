// Sources that are one work: records of exports and what they describe, by rule, and whatever a reviewer says.
#pragma once
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/base/decided_works.hpp"
#include "graph/base/sqlite.hpp"

namespace evident::graph {

// Sources of which another one stands for the same work. Nothing of it is stored: it follows from the sources and the
// reviewers' words, whatever the order in which they came.
struct SameWorks {
  std::unordered_map<std::int64_t, std::int64_t> of;  // a source to the one it is shown as
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> records;  // the other way, in a fixed order
  // Items that are not shown, because what the other source says itself counts: all of such sources but the
  // references that records are and what a person coded; and what the machine found and a person's code outranks.
  std::unordered_set<std::int64_t> hidden;
  // Of the latter, those in whose place a person's code stands: links go to it.
  std::unordered_map<std::int64_t, std::int64_t> instead;

  bool empty() const { return of.empty() && hidden.empty(); }
  std::int64_t code_for(std::int64_t item) const {
    const auto other = instead.find(item);
    return other == instead.end() ? item : other->second;
  }
  std::int64_t shown(std::int64_t source) const {
    const auto other = of.find(source);
    return other == of.end() ? source : other->second;
  }
};

Result<DecidedWorks> decided_works(Database& database);

// Empty, and without cost, where no file of records was ever read and no reviewer said anything of sources.
Result<SameWorks> same_works(Database& database);

}  // namespace evident::graph
