// Things that are named or spoken of together: in one passage, in one described case, or by one study. How
// strongly two are joined is in how many of these they stand together.
#pragma once
#include <cstdint>
#include <span>

#include "graph/algorithms/network.hpp"
#include "support/limits.hpp"

namespace evident::graph {

struct Together {
  Network network;            // undirected; its nodes are those of the kinds, in their order
  std::uint64_t places = 0;   // passages, cases and studies with at least two of them
  std::uint64_t lists = 0;    // those left out, because so many things in one place are only a list
  bool whole = true;
};
inline constexpr std::size_t kMostTogether = 64;

Together together(const Graph& graph, std::span<const Kind> kinds, Budget& budget);

}  // namespace evident::graph
