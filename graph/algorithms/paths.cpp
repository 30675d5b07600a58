#include "graph/algorithms/paths.hpp"

namespace evident::graph {
namespace {

struct BothWays {
  Neighbours out, in;
  template <class Take>
  void operator()(Node node, Take&& take) const {
    for (const Node n : out[node]) take(n);
    for (const Node n : in[node]) take(n);
  }
  std::size_t degree(Node node) const { return out[node].size() + in[node].size(); }
};

}  // namespace

Ways shortest_ways(const Graph& graph, Edge edge, std::span<const Node> from, std::span<const Node> to,
                   std::uint32_t most, std::size_t limit, Budget& budget) {
  const BothWays near{graph.neighbours(edge, true), graph.neighbours(edge, false)};
  return shortest_ways(near, from, to, most, limit, budget);
}

}  // namespace evident::graph
