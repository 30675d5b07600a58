// Counts from the side of the groups: where a group is one thing and what is counted stands next to it, each such
// thing counts those of its neighbours that are left, one list after the other and without a look at the others.
//
// What is counted beside (the sources of the claims) is counted whenever it changes within a list, which needs the
// list to be in its order. Cost: the edges of the groups, a bit each; what passes costs a look at its own keys and
// at what it leads to.
#pragma once
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "graph/graph.hpp"
#include "query/execute/operators/key_column.hpp"
#include "query/execute/operators/program.hpp"
#include "query/execute/operators/reduce.hpp"
#include "support/limits.hpp"

namespace evident::query {

class ListCount {
 public:
  struct Group {
    graph::Node node;
    std::uint32_t cell;  // its own: no two groups have one
  };
  // Lists that stand one after the other, of the root's nodes before `until`, where there are any.
  struct SideBySide {
    std::optional<graph::Neighbours::Run> lists;
    graph::Node until = 0;
  };
  struct Input {
    const Live* root = nullptr;  // settled
    Join::Lane lane;             // from a group
    std::vector<Join::Lane> follow;
    std::vector<SideBySide> runs;  // one each
    std::vector<std::pair<const KeyColumn*, std::uint32_t>> own;  // keys of the root and their strides
  };
  // counts: one for what is counted and one for each that follows; cells of other groups are not touched.
  // False: stopped, or out of order.
  static bool run(const Input& input, const Group* begin, const Group* end,
                  const std::vector<std::vector<std::uint32_t>*>& counts, const Cancel* cancel);
};

}  // namespace evident::query
