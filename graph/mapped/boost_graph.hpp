// Graph as a model of Boost.Graph's VertexListGraph, EdgeListGraph, BidirectionalGraph, AdjacencyGraph and of
// ReadablePropertyGraph for vertex_index, edge_index and edge_kind: every Boost.Graph algorithm runs on the
// mapped file without a copy. Undirected shows the same graph with every edge both ways.
#pragma once
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <compare>
#include <cstddef>
#include <utility>

#include "graph/graph.hpp"

namespace evident::graph {

// By value, ordered by id. (Edge is the kind of an edge.)
struct EdgeDescriptor {
  Node from = kNoNode;
  Node to = kNoNode;
  EdgeId id = ~EdgeId{0};
  friend bool operator==(const EdgeDescriptor& a, const EdgeDescriptor& b) { return a.id == b.id; }
  friend auto operator<=>(const EdgeDescriptor& a, const EdgeDescriptor& b) { return a.id <=> b.id; }
};
inline std::size_t hash_value(const EdgeDescriptor& edge) { return edge.id; }

class OutEdgeIterator : public boost::iterator_facade<OutEdgeIterator, EdgeDescriptor,
                                                      boost::random_access_traversal_tag, EdgeDescriptor> {
 public:
  OutEdgeIterator() = default;
  OutEdgeIterator(const Node* targets, Node from, EdgeId at) : targets_(targets), from_(from), at_(at) {}

 private:
  friend class boost::iterator_core_access;
  EdgeDescriptor dereference() const { return {from_, targets_[at_], at_}; }
  bool equal(const OutEdgeIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ = static_cast<EdgeId>(at_ + n); }
  std::ptrdiff_t distance_to(const OutEdgeIterator& other) const {
    return std::ptrdiff_t{other.at_} - std::ptrdiff_t{at_};
  }

  const Node* targets_ = nullptr;
  Node from_ = kNoNode;
  EdgeId at_ = 0;
};

class InEdgeIterator : public boost::iterator_facade<InEdgeIterator, EdgeDescriptor,
                                                     boost::random_access_traversal_tag, EdgeDescriptor> {
 public:
  InEdgeIterator() = default;
  InEdgeIterator(const Node* sources, const EdgeId* ids, Node to, std::uint32_t at)
      : sources_(sources), ids_(ids), to_(to), at_(at) {}

 private:
  friend class boost::iterator_core_access;
  EdgeDescriptor dereference() const { return {sources_[at_], to_, ids_[at_]}; }
  bool equal(const InEdgeIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ = static_cast<std::uint32_t>(at_ + n); }
  std::ptrdiff_t distance_to(const InEdgeIterator& other) const {
    return std::ptrdiff_t{other.at_} - std::ptrdiff_t{at_};
  }

  const Node* sources_ = nullptr;
  const EdgeId* ids_ = nullptr;
  Node to_ = kNoNode;
  std::uint32_t at_ = 0;
};

// All edges in the order of their ids; the source node is found by walking along.
class AllEdgesIterator : public boost::iterator_facade<AllEdgesIterator, EdgeDescriptor,
                                                       boost::forward_traversal_tag, EdgeDescriptor> {
 public:
  AllEdgesIterator() = default;
  AllEdgesIterator(const Graph& graph, EdgeId at)
      : offsets_(graph.out_offsets().data()),
        targets_(graph.targets().data()),
        edges_(graph.num_edges()),
        at_(at) {
    skip_nodes();
  }

 private:
  friend class boost::iterator_core_access;
  void skip_nodes() {
    if (at_ < edges_)
      while (offsets_[from_ + 1] <= at_) ++from_;
  }
  EdgeDescriptor dereference() const { return {from_, targets_[at_], at_}; }
  bool equal(const AllEdgesIterator& other) const { return at_ == other.at_; }
  void increment() {
    ++at_;
    skip_nodes();
  }

  const std::uint32_t* offsets_ = nullptr;
  const Node* targets_ = nullptr;
  EdgeId edges_ = 0;
  EdgeId at_ = 0;
  Node from_ = 0;
};

inline Node source(const EdgeDescriptor& edge, const Graph&) { return edge.from; }
inline Node target(const EdgeDescriptor& edge, const Graph&) { return edge.to; }
inline std::pair<OutEdgeIterator, OutEdgeIterator> out_edges(Node node, const Graph& graph) {
  const auto offsets = graph.out_offsets();
  const Node* targets = graph.targets().data();
  return {{targets, node, offsets[node]}, {targets, node, offsets[node + 1]}};
}
inline std::pair<InEdgeIterator, InEdgeIterator> in_edges(Node node, const Graph& graph) {
  const auto offsets = graph.in_offsets();
  const Node* sources = graph.in_sources().data();
  const EdgeId* ids = graph.in_edges().data();
  return {{sources, ids, node, offsets[node]}, {sources, ids, node, offsets[node + 1]}};
}
inline std::pair<const Node*, const Node*> adjacent_vertices(Node node, const Graph& graph) {
  const auto offsets = graph.out_offsets();
  const Node* targets = graph.targets().data();
  return {targets + offsets[node], targets + offsets[node + 1]};
}
inline EdgeId out_degree(Node node, const Graph& graph) {
  return graph.out_offsets()[node + 1] - graph.out_offsets()[node];
}
inline EdgeId in_degree(Node node, const Graph& graph) {
  return graph.in_offsets()[node + 1] - graph.in_offsets()[node];
}
inline EdgeId degree(Node node, const Graph& graph) {
  return out_degree(node, graph) + in_degree(node, graph);
}
inline Node num_vertices(const Graph& graph) { return graph.num_nodes(); }
inline EdgeId num_edges(const Graph& graph) { return graph.num_edges(); }
inline std::pair<boost::counting_iterator<Node>, boost::counting_iterator<Node>> vertices(
    const Graph& graph) {
  return {boost::counting_iterator<Node>(0), boost::counting_iterator<Node>(graph.num_nodes())};
}
inline std::pair<AllEdgesIterator, AllEdgesIterator> edges(const Graph& graph) {
  return {AllEdgesIterator(graph, 0), AllEdgesIterator(graph, graph.num_edges())};
}

struct edge_kind_t {
  using kind = boost::edge_property_tag;
};
inline constexpr edge_kind_t edge_kind{};

using VertexIndexMap = boost::typed_identity_property_map<Node>;
struct EdgeIndexMap {
  using key_type = EdgeDescriptor;
  using value_type = EdgeId;
  using reference = EdgeId;
  using category = boost::readable_property_map_tag;
  friend EdgeId get(const EdgeIndexMap&, const EdgeDescriptor& edge) { return edge.id; }
};
struct EdgeKindMap {
  using key_type = EdgeDescriptor;
  using value_type = Edge;
  using reference = Edge;
  using category = boost::readable_property_map_tag;
  const std::uint8_t* kinds = nullptr;
  friend Edge get(const EdgeKindMap& map, const EdgeDescriptor& edge) {
    return static_cast<Edge>(map.kinds[edge.id]);
  }
};
inline VertexIndexMap get(boost::vertex_index_t, const Graph&) { return {}; }
inline Node get(boost::vertex_index_t, const Graph&, Node node) { return node; }
inline EdgeIndexMap get(boost::edge_index_t, const Graph&) { return {}; }
inline EdgeId get(boost::edge_index_t, const Graph&, const EdgeDescriptor& edge) { return edge.id; }
inline EdgeKindMap get(edge_kind_t, const Graph& graph) { return {graph.edge_kinds().data()}; }
inline Edge get(edge_kind_t, const Graph& graph, const EdgeDescriptor& edge) {
  return get(get(edge_kind, graph), edge);
}

// For boost::filtered_graph: only edges of one kind.
struct OfKind {
  EdgeKindMap kinds;
  Edge wanted = Edge::contains;
  bool operator()(const EdgeDescriptor& edge) const { return get(kinds, edge) == wanted; }
};

// Every edge both ways, for weak connectivity and distances that do not mind direction.
struct Undirected {
  const Graph* graph = nullptr;
};
class BothWaysIterator : public boost::iterator_facade<BothWaysIterator, EdgeDescriptor,
                                                       boost::forward_traversal_tag, EdgeDescriptor> {
 public:
  BothWaysIterator() = default;
  BothWaysIterator(OutEdgeIterator out, OutEdgeIterator out_end, InEdgeIterator in)
      : out_(out), out_end_(out_end), in_(in) {}

 private:
  friend class boost::iterator_core_access;
  EdgeDescriptor dereference() const {
    if (out_ != out_end_) return *out_;
    const EdgeDescriptor edge = *in_;
    return {edge.to, edge.from, edge.id};
  }
  bool equal(const BothWaysIterator& other) const { return out_ == other.out_ && in_ == other.in_; }
  void increment() {
    if (out_ != out_end_)
      ++out_;
    else
      ++in_;
  }

  OutEdgeIterator out_, out_end_;
  InEdgeIterator in_;
};
inline Node source(const EdgeDescriptor& edge, const Undirected&) { return edge.from; }
inline Node target(const EdgeDescriptor& edge, const Undirected&) { return edge.to; }
inline std::pair<BothWaysIterator, BothWaysIterator> out_edges(Node node, const Undirected& view) {
  const auto [out, out_end] = out_edges(node, *view.graph);
  const auto [in, in_end] = in_edges(node, *view.graph);
  return {{out, out_end, in}, {out_end, out_end, in_end}};
}
inline EdgeId out_degree(Node node, const Undirected& view) { return degree(node, *view.graph); }
inline Node num_vertices(const Undirected& view) { return view.graph->num_nodes(); }
inline auto vertices(const Undirected& view) { return vertices(*view.graph); }
inline VertexIndexMap get(boost::vertex_index_t, const Undirected&) { return {}; }

struct GraphCategory : boost::bidirectional_graph_tag,
                       boost::adjacency_graph_tag,
                       boost::vertex_list_graph_tag,
                       boost::edge_list_graph_tag {};
struct UndirectedCategory : boost::incidence_graph_tag, boost::vertex_list_graph_tag {};

}  // namespace evident::graph

namespace boost {

template <>
struct graph_traits<evident::graph::Graph> {
  using vertex_descriptor = evident::graph::Node;
  using edge_descriptor = evident::graph::EdgeDescriptor;
  using directed_category = bidirectional_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using traversal_category = evident::graph::GraphCategory;
  using out_edge_iterator = evident::graph::OutEdgeIterator;
  using in_edge_iterator = evident::graph::InEdgeIterator;
  using edge_iterator = evident::graph::AllEdgesIterator;
  using vertex_iterator = counting_iterator<evident::graph::Node>;
  using adjacency_iterator = const evident::graph::Node*;
  using degree_size_type = evident::graph::EdgeId;
  using vertices_size_type = evident::graph::Node;
  using edges_size_type = evident::graph::EdgeId;
  static vertex_descriptor null_vertex() { return evident::graph::kNoNode; }
};
template <>
struct graph_traits<const evident::graph::Graph> : graph_traits<evident::graph::Graph> {};
template <>
struct graph_traits<evident::graph::Undirected> : graph_traits<evident::graph::Graph> {
  using directed_category = undirected_tag;
  using traversal_category = evident::graph::UndirectedCategory;
  using out_edge_iterator = evident::graph::BothWaysIterator;
  using in_edge_iterator = void;
  using edge_iterator = void;
  using adjacency_iterator = void;
};
template <>
struct property_map<evident::graph::Graph, vertex_index_t> {
  using type = evident::graph::VertexIndexMap;
  using const_type = type;
};
template <>
struct property_map<evident::graph::Graph, edge_index_t> {
  using type = evident::graph::EdgeIndexMap;
  using const_type = type;
};
template <>
struct property_map<evident::graph::Graph, evident::graph::edge_kind_t> {
  using type = evident::graph::EdgeKindMap;
  using const_type = type;
};
template <>
struct property_map<evident::graph::Undirected, vertex_index_t> {
  using type = evident::graph::VertexIndexMap;
  using const_type = type;
};

}  // namespace boost
