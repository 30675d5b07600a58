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
  double exact = 1e-12;  // solved when a pass changes no more than this share of the sum
};
struct PageRank {
  std::vector<double> rank;  // a place; their proportions count
  double sum = 0;            // of all ranks
  std::uint64_t edges = 0;
  std::uint32_t passes = 0;                       // over all edges: 1 where no citation leads round in a circle
  std::uint32_t without_out = 0, without_in = 0;  // nodes
  bool whole = true;                              // else it was cut short, and the ranks say nothing
};

// room: of an earlier result, whose memory is used again.
PageRank page_rank(const Network& network, const PageRankOptions& options, Budget& budget,
                   std::vector<double> room = {});

}  // namespace evident::graph
