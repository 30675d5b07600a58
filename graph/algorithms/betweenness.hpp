// What stands between the rest: of the shortest ways between two others, the share that leads through a node.
// Edges are followed both ways.
#pragma once
#include <cstdint>
#include <vector>

#include "graph/algorithms/network.hpp"
#include "support/limits.hpp"

namespace evident::graph {

struct BetweennessOptions {
  std::uint32_t exact = 512;  // joined nodes up to which ways from every one are followed
  std::uint32_t sample = 128;  // beyond that: from so many
  unsigned threads = 2;
};
struct Betweenness {
  std::vector<double> share;   // a place, of 1: all pairs of joined nodes
  std::uint32_t joined = 0;    // nodes that have a neighbour
  std::uint32_t followed = 0;  // of these, those from which ways were followed; fewer: an estimate
  bool whole = true;           // else it was cut short, and the shares say nothing
};

Betweenness betweenness(const Network& network, const BetweennessOptions& options, Budget& budget);

}  // namespace evident::graph
