// Edges that say something of two things: chains lead over these. The place a passage stands in connects
// nothing, or everything in a document would be connected.
#pragma once
#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "graph/schema/schema.hpp"

namespace evident::query {

inline std::span<const graph::Edge> telling_edges() {
  using graph::Edge;
  static constexpr Edge kTelling[] = {Edge::about,     Edge::names,        Edge::named_by,  Edge::in_case,
                                      Edge::rests_on,  Edge::looked_at,    Edge::addressed_to,
                                      Edge::describes, Edge::contradicts,  Edge::supports};
  return kTelling;
}
inline bool tells(graph::Edge edge) {
  const auto all = telling_edges();
  return std::find(all.begin(), all.end(), edge) != all.end();
}
// "about and supports".
inline std::string said_edges(const std::vector<graph::Edge>& edges) {
  std::string text;
  for (const graph::Edge edge : edges)
    text += (text.empty() ? "" : " and ") + std::string(graph::info(edge).name);
  return text;
}

}  // namespace evident::query
