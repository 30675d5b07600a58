#include "query/execute/repeats.hpp"

#include <algorithm>

namespace evident::query {

using graph::Edge;
using graph::Graph;
using graph::Kind;
using graph::Node;

namespace {

constexpr int kDeepest = 8;  // a digest of a digest of …

Node work_told(const Graph& graph, Node source) {
  for (int i = 0; i < kDeepest; ++i) {
    const auto works = graph.out(source, Edge::summary_of);
    if (works.empty() || works.front() == source) return source;
    if (graph.kind(works.front()) != Kind::source) return works.front();
    source = works.front();
  }
  return source;
}

}  // namespace

Node first_telling(const Graph& graph, Node node) {
  const Kind kind = graph.kind(node);
  if (kind == Kind::source) return work_told(graph, node);
  if (kind == Kind::translation_of)
    if (const auto told = graph.out(node, Edge::translates); !told.empty()) node = told.front();
  for (auto to = graph.out(node, Edge::restates); !to.empty() && to.front() < node;
       to = graph.out(node, Edge::restates))
    node = to.front();
  return node;
}

std::size_t leave_out_repeats(const Graph& graph, NodeSet& set) {
  const auto none = [&](Edge edge) { return graph.neighbours(edge, true).num_edges() == 0; };
  if (none(Edge::restates) && none(Edge::translates)) return 0;  // most libraries of tables say nothing twice
  NodeSet kept(graph.num_nodes()), told(graph.num_nodes());
  std::size_t again = 0;
  set.each([&](Node n) {  // in the order of the text
    if (graph.kind(n) == Kind::source || told.insert(first_telling(graph, n)))
      kept.add(n);
    else
      ++again;
  });
  if (again) set = std::move(kept);
  return again;
}

std::size_t works_among(const Graph& graph, std::vector<Node> sources, std::size_t* again) {
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  const std::size_t all = sources.size();
  for (Node& source : sources) source = first_telling(graph, source);
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  if (again) *again = all - sources.size();
  return sources.size();
}

}  // namespace evident::query
