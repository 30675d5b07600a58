// Influence: where somebody would be found who follows citations from work to work, and now and then begins
// anew at any work. A work that cites nothing hands its weight to all alike, so that none is lost.
#pragma once
#include <cstdint>
#include <vector>

#include "graph/algorithms/network.hpp"
#include "support/limits.hpp"

namespace evident::graph {

struct PageRankOptions {
  double damping = 0.85;
  std::uint32_t rounds = 20;
  unsigned threads = 2;
};
struct PageRank {
  std::vector<double> rank;  // a place; the sum is 1
  std::uint64_t edges = 0;
  std::uint32_t without_out = 0, without_in = 0;  // nodes
  bool whole = true;                              // else it was cut short, and the ranks say nothing
};

PageRank page_rank(const Network& network, const PageRankOptions& options, Budget& budget);

}  // namespace evident::graph
