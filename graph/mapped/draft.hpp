// The graph while it is built: nodes in their final order with their attributes, edges sorted, before it is
// encoded.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/items.hpp"
#include "graph/mapped/build.hpp"

namespace evident::graph {

struct DraftNode {
  std::string id;
  std::string label;
  Item item;              // kind, passage, attributes, reason; a concept has no passage
  Node source = kNoNode;  // the source node it stands in; kNoNode for concepts
};
struct DraftEdge {
  Node from;
  Edge kind;
  Node to;
  auto operator<=>(const DraftEdge&) const = default;
};
struct Draft {
  std::vector<DraftNode> nodes;            // ordered by kind, then as graph.hpp says
  std::vector<std::uint32_t> kind_starts;  // kinds + 1
  std::vector<DraftEdge> edges;            // sorted, none twice
  std::vector<std::uint32_t> out_offsets;  // nodes + 1

  NodeRange range(Kind kind) const {
    const auto k = static_cast<std::size_t>(kind);
    return {kind_starts[k], kind_starts[k + 1]};
  }
  // The edges of one kind that leave a node, by target.
  std::span<const DraftEdge> out(Node node, Edge kind) const;
};

struct NameRow {
  std::string key, shown;
  std::vector<Node> nodes;  // ascending
};

// Nodes and edges of the input. Code::corrupt when a link has an end that the input does not hold.
Result<Draft> draft_of(GraphInput input);
// "Field, J.", "Field J", "J. Field", "Judith van der Field" → "Field", "van der Field".
std::string surname(std::string_view author);
// The same for all of "J. Field", "Field, J." and "Field J".
std::string author_key(std::string_view author);
// What people may call a node, sorted by key.
std::vector<NameRow> names_of(const Draft& draft);

}  // namespace evident::graph
