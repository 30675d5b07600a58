// Matches one by one, for patterns with a circle, things that must differ, or counts of matches: counted as
// they are found, never kept.
//
// The order of the names is chosen once: every beginning is tried on paper, always going on over the edge that
// leads to fewest, and the order with the fewest partial matches is taken. A name that several edges lead to is
// looked for in the shortest list and checked in the others.
#pragma once
#include <cstdint>
#include <vector>

#include "graph/graph.hpp"
#include "query/execute/operators/group_count.hpp"
#include "query/execute/operators/key_column.hpp"
#include "query/execute/operators/program.hpp"
#include "query/execute/operators/reduce.hpp"
#include "support/limits.hpp"

namespace evident::query {

inline constexpr std::size_t kMatches = ~std::size_t{0};  // counted: the matches themselves

class MatchCount {
 public:
  MatchCount(const Program& program, std::vector<KeyColumn>& keys, std::vector<std::size_t> counted);
  bool run(Cells& cells, const Cancel* cancel);

 private:
  struct Place {  // of the order
    std::size_t variable = 0;
    std::vector<std::size_t> joins;                          // to names before it
    std::vector<std::pair<std::size_t, bool>> differ;        // names before it, whether they must be the same
    std::vector<std::size_t> keys;
  };
  void put_in_order();
  bool extend(std::size_t place, std::uint32_t cell);
  bool fits(const Place& at, std::size_t but, graph::Node n) const;
  void found(std::uint32_t cell);

  const Program& program_;
  std::vector<KeyColumn>& keys_;
  std::vector<std::size_t> counted_;
  Reducer reducer_;
  std::vector<Place> order_;
  std::vector<graph::Node> match_;
  Cells* cells_ = nullptr;
  std::vector<std::vector<std::uint64_t>> things_;  // one a value: cell and thing, for distinct counts
  const Cancel* cancel_ = nullptr;
  std::uint64_t looked_ = 0;
};

}  // namespace evident::query
