// How far nodes are from others, along chosen edges in either direction.
#pragma once
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "graph/graph.hpp"

namespace evident::graph {

inline constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max();

// The number of edges from each node to the nearest of `ends`; kFar where it is more than `most` or there is
// no way. along: whether an edge may be used; step: counts work, false stops the search.
std::vector<std::uint32_t> distances(const Graph& graph, std::span<const Node> ends, std::uint32_t most,
                                     const std::function<bool(Edge kind, Node from, Node to)>& along,
                                     const std::function<bool()>& step);

}  // namespace evident::graph
