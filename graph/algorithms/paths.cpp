#include "graph/algorithms/paths.hpp"

namespace evident::graph {

Ways shortest_ways(const Graph& graph, Edge edge, std::span<const Node> from, std::span<const Node> to,
                   std::uint32_t most, std::size_t limit, Budget& budget) {
  const Neighbours out = graph.neighbours(edge, true), in = graph.neighbours(edge, false);
  const auto near = [out, in](Node node, auto&& take) {
    for (const Node n : out[node]) take(n);
    for (const Node n : in[node]) take(n);
  };
  return shortest_ways(near, from, to, most, limit, budget);
}

}  // namespace evident::graph
