// The mapped graph as models of Boost.Graph, without a copy: EdgeView is the graph of one kind of edge,
// WholeView that of all. Both are VertexList, EdgeList, Incidence, Bidirectional, Adjacency and Property graphs
// (vertex_index, edge_index, edge_kind), so that boost::reverse_graph and boost::filtered_graph take them;
// Undirected<View> shows every edge both ways.
//
// A vertex is a node and its index the node's number. There may be unused numbers between the kinds: what is
// kept a vertex has to have room for index_bound(), not for num_vertices(), and Boost.Graph's own colour maps
// are made for the latter, so hand it one of two_bit_color_map(index_bound(view)).
#pragma once
#include <algorithm>
#include <boost/graph/adjacency_iterator.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <compare>
#include <cstddef>
#include <memory>
#include <mutex>
#include <tuple>
#include <utility>
#include <vector>

#include "graph/graph.hpp"

namespace evident::graph {

// By value. As an Undirected view shows it, an edge may be turned round; it is the same edge. (Edge is the kind
// of an edge.)
struct EdgeDescriptor {
  Node from = kNoNode;
  Node to = kNoNode;
  Edge kind{};
  bool turned = false;

  std::tuple<Node, Edge, Node> stored() const {
    return turned ? std::tuple(to, kind, from) : std::tuple(from, kind, to);
  }
  friend bool operator==(const EdgeDescriptor& a, const EdgeDescriptor& b) { return a.stored() == b.stored(); }
  friend auto operator<=>(const EdgeDescriptor& a, const EdgeDescriptor& b) { return a.stored() <=> b.stored(); }
};
inline std::size_t hash_value(const EdgeDescriptor& edge) {
  const auto [from, kind, to] = edge.stored();
  return (std::size_t{from} * 31 + static_cast<std::size_t>(kind)) * 0x9E3779B97F4A7C15ull + to;
}

// The nodes of all kinds, and no number between them.
class NodeIterator
    : public boost::iterator_facade<NodeIterator, Node, boost::forward_traversal_tag, Node> {
 public:
  NodeIterator() = default;
  static NodeIterator begin(const Graph& graph) { return NodeIterator(graph, 0); }
  static NodeIterator end(const Graph& graph) { return NodeIterator(graph, kinds().size()); }

 private:
  friend class boost::iterator_core_access;
  NodeIterator(const Graph& graph, std::size_t kind) : graph_(&graph), kind_(kind) { enter(); }
  void enter() {  // the next kind that has a node
    for (; kind_ < kinds().size(); ++kind_) {
      const NodeRange range = graph_->nodes(static_cast<Kind>(kind_));
      if (range.size() == 0) continue;
      at_ = range.first;
      last_ = range.last;
      return;
    }
    at_ = last_ = kNoNode;
  }
  Node dereference() const { return at_; }
  bool equal(const NodeIterator& other) const { return at_ == other.at_; }
  void increment() {
    if (++at_ != last_) return;
    ++kind_;
    enter();
  }

  const Graph* graph_ = nullptr;
  std::size_t kind_ = 0;
  Node at_ = kNoNode;
  Node last_ = kNoNode;
};

// Edges of one kind at one node.
template <bool Forwards>
class SpanEdgeIterator : public boost::iterator_facade<SpanEdgeIterator<Forwards>, EdgeDescriptor,
                                                       boost::random_access_traversal_tag, EdgeDescriptor> {
 public:
  SpanEdgeIterator() = default;
  SpanEdgeIterator(const Node* at, Node node, Edge kind) : at_(at), node_(node), kind_(kind) {}

 private:
  friend class boost::iterator_core_access;
  EdgeDescriptor dereference() const {
    return Forwards ? EdgeDescriptor{node_, *at_, kind_, false} : EdgeDescriptor{*at_, node_, kind_, false};
  }
  bool equal(const SpanEdgeIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ += n; }
  std::ptrdiff_t distance_to(const SpanEdgeIterator& other) const { return other.at_ - at_; }

  const Node* at_ = nullptr;
  Node node_ = kNoNode;
  Edge kind_{};
};

// Edges of all kinds at one node, by kind, then by the other end.
template <class View, bool Forwards>
class KindsEdgeIterator : public boost::iterator_facade<KindsEdgeIterator<View, Forwards>, EdgeDescriptor,
                                                        boost::forward_traversal_tag, EdgeDescriptor> {
 public:
  KindsEdgeIterator() = default;
  KindsEdgeIterator(const View& view, Node node, std::size_t kind) : view_(&view), node_(node), kind_(kind) {
    enter();
  }

 private:
  friend class boost::iterator_core_access;
  void enter() {
    for (; kind_ < edges().size(); ++kind_) {
      near_ = view_->near(node_, static_cast<Edge>(kind_), Forwards);
      if (!near_.empty()) return;
    }
    near_ = {};
  }
  EdgeDescriptor dereference() const {
    const Node other = near_.front();
    const Edge kind = static_cast<Edge>(kind_);
    return Forwards ? EdgeDescriptor{node_, other, kind, false} : EdgeDescriptor{other, node_, kind, false};
  }
  bool equal(const KindsEdgeIterator& other) const {
    return kind_ == other.kind_ && near_.size() == other.near_.size();
  }
  void increment() {
    near_ = near_.subspan(1);
    if (!near_.empty()) return;
    ++kind_;
    enter();
  }

  const View* view_ = nullptr;
  Node node_ = kNoNode;
  std::size_t kind_ = 0;
  std::span<const Node> near_;
};

// The out-edges of every node in turn.
template <class View>
class AllEdgesIterator : public boost::iterator_facade<AllEdgesIterator<View>, EdgeDescriptor,
                                                       boost::forward_traversal_tag, EdgeDescriptor> {
 public:
  AllEdgesIterator() = default;
  AllEdgesIterator(const View& view, NodeIterator node, NodeIterator last)
      : view_(&view), node_(node), last_(last) {
    if (node_ == last_) return;
    std::tie(edge_, edge_end_) = out_edges(*node_, view);
    settle();
  }

 private:
  friend class boost::iterator_core_access;
  void settle() {  // on the next edge there is
    while (edge_ == edge_end_ && ++node_ != last_) std::tie(edge_, edge_end_) = out_edges(*node_, *view_);
  }
  EdgeDescriptor dereference() const { return *edge_; }
  bool equal(const AllEdgesIterator& other) const {
    return node_ == other.node_ && (node_ == last_ || edge_ == other.edge_);
  }
  void increment() {
    ++edge_;
    settle();
  }

  const View* view_ = nullptr;
  NodeIterator node_, last_;
  typename View::out_edge_iterator edge_, edge_end_;
};

struct ViewCategory : boost::bidirectional_graph_tag,
                      boost::adjacency_graph_tag,
                      boost::vertex_list_graph_tag,
                      boost::edge_list_graph_tag {};

// What both views share. Cheap to copy; the graph has to outlive it, and it the Boost adaptors made from it.
class ViewBase {
 public:
  using vertex_descriptor = Node;
  using edge_descriptor = EdgeDescriptor;
  using directed_category = boost::bidirectional_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = ViewCategory;
  using vertex_iterator = NodeIterator;
  using degree_size_type = std::uint32_t;
  using vertices_size_type = Node;
  using edges_size_type = EdgeId;
  static Node null_vertex() { return kNoNode; }

  const Graph& graph() const { return *graph_; }
  Node size() const { return size_; }
  EdgeId edge_count() const { return places().back(); }

 protected:
  ViewBase(const Graph& graph, std::size_t first_kind, std::size_t last_kind)
      : graph_(&graph), first_kind_(first_kind), last_kind_(last_kind), places_(std::make_shared<Places>()) {
    for (const KindInfo& kind : kinds()) size_ += graph.nodes(kind.id).size();
  }
  std::span<const Node> near(Node node, Edge kind, bool forwards) const {
    return forwards ? graph_->out(node, kind) : graph_->in(node, kind);
  }
  // The number of out-edges of all nodes before each; made when it is first asked for.
  const std::vector<EdgeId>& places() const {
    std::call_once(places_->once, [&] {
      auto& first = places_->first;
      first.assign(graph_->num_nodes() + std::size_t{1}, 0);
      for (auto at = NodeIterator::begin(*graph_); at != NodeIterator::end(*graph_); ++at)
        for (std::size_t k = first_kind_; k < last_kind_; ++k)
          first[*at + 1] += static_cast<EdgeId>(near(*at, static_cast<Edge>(k), true).size());
      for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    });
    return places_->first;
  }

 public:
  // Dense, in the order of edges(): the node's first place, then by kind, then by target.
  EdgeId place(const EdgeDescriptor& edge) const {
    const auto [from, kind, to] = edge.stored();
    EdgeId at = places()[from];
    for (std::size_t k = first_kind_; k < static_cast<std::size_t>(kind); ++k)
      at += static_cast<EdgeId>(near(from, static_cast<Edge>(k), true).size());
    const auto targets = near(from, kind, true);
    return at + static_cast<EdgeId>(std::lower_bound(targets.begin(), targets.end(), to) - targets.begin());
  }

 private:
  struct Places {
    std::once_flag once;
    std::vector<EdgeId> first;
  };
  const Graph* graph_;
  std::size_t first_kind_, last_kind_;
  Node size_ = 0;
  std::shared_ptr<Places> places_;
};

class EdgeView : public ViewBase {
 public:
  using out_edge_iterator = SpanEdgeIterator<true>;
  using in_edge_iterator = SpanEdgeIterator<false>;
  using adjacency_iterator = const Node*;
  using edge_iterator = AllEdgesIterator<EdgeView>;

  EdgeView(const Graph& graph, Edge kind)
      : ViewBase(graph, static_cast<std::size_t>(kind), static_cast<std::size_t>(kind) + 1), kind_(kind) {}
  Edge kind() const { return kind_; }
  std::span<const Node> near(Node node, bool forwards) const { return ViewBase::near(node, kind_, forwards); }

 private:
  Edge kind_;
};

class WholeView : public ViewBase {
 public:
  using out_edge_iterator = KindsEdgeIterator<WholeView, true>;
  using in_edge_iterator = KindsEdgeIterator<WholeView, false>;
  using adjacency_iterator =
      boost::adjacency_iterator_generator<WholeView, Node, out_edge_iterator>::type;
  using edge_iterator = AllEdgesIterator<WholeView>;

  explicit WholeView(const Graph& graph) : ViewBase(graph, 0, edges().size()) {}
  using ViewBase::near;
};

// How large what is kept a vertex has to be.
inline Node index_bound(const ViewBase& view) { return view.graph().num_nodes(); }

inline Node source(const EdgeDescriptor& edge, const ViewBase&) { return edge.from; }
inline Node target(const EdgeDescriptor& edge, const ViewBase&) { return edge.to; }
inline Node num_vertices(const ViewBase& view) { return view.size(); }
inline EdgeId num_edges(const ViewBase& view) { return view.edge_count(); }
inline std::pair<NodeIterator, NodeIterator> vertices(const ViewBase& view) {
  return {NodeIterator::begin(view.graph()), NodeIterator::end(view.graph())};
}

inline std::pair<SpanEdgeIterator<true>, SpanEdgeIterator<true>> out_edges(Node node, const EdgeView& view) {
  const auto near = view.near(node, true);
  return {{near.data(), node, view.kind()}, {near.data() + near.size(), node, view.kind()}};
}
inline std::pair<SpanEdgeIterator<false>, SpanEdgeIterator<false>> in_edges(Node node, const EdgeView& view) {
  const auto near = view.near(node, false);
  return {{near.data(), node, view.kind()}, {near.data() + near.size(), node, view.kind()}};
}
inline std::pair<const Node*, const Node*> adjacent_vertices(Node node, const EdgeView& view) {
  const auto near = view.near(node, true);
  return {near.data(), near.data() + near.size()};
}
inline std::uint32_t out_degree(Node node, const EdgeView& view) {
  return static_cast<std::uint32_t>(view.near(node, true).size());
}
inline std::uint32_t in_degree(Node node, const EdgeView& view) {
  return static_cast<std::uint32_t>(view.near(node, false).size());
}

inline std::pair<WholeView::out_edge_iterator, WholeView::out_edge_iterator> out_edges(Node node,
                                                                                        const WholeView& view) {
  return {{view, node, 0}, {view, node, edges().size()}};
}
inline std::pair<WholeView::in_edge_iterator, WholeView::in_edge_iterator> in_edges(Node node,
                                                                                     const WholeView& view) {
  return {{view, node, 0}, {view, node, edges().size()}};
}
inline std::pair<WholeView::adjacency_iterator, WholeView::adjacency_iterator> adjacent_vertices(
    Node node, const WholeView& view) {
  const auto [first, last] = out_edges(node, view);
  return {{first, &view}, {last, &view}};
}
inline std::uint32_t degree_of(Node node, const WholeView& view, bool forwards) {
  std::size_t degree = 0;
  for (const EdgeInfo& edge : edges()) degree += view.near(node, edge.id, forwards).size();
  return static_cast<std::uint32_t>(degree);
}
inline std::uint32_t out_degree(Node node, const WholeView& view) { return degree_of(node, view, true); }
inline std::uint32_t in_degree(Node node, const WholeView& view) { return degree_of(node, view, false); }

template <class View>
  requires std::is_base_of_v<ViewBase, View>
std::uint32_t degree(Node node, const View& view) {
  return out_degree(node, view) + in_degree(node, view);
}
template <class View>
  requires std::is_base_of_v<ViewBase, View>
std::pair<AllEdgesIterator<View>, AllEdgesIterator<View>> edges(const View& view) {
  const auto [first, last] = vertices(view);
  return {{view, first, last}, {view, last, last}};
}

// ---- properties
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
  const ViewBase* view = nullptr;
  friend EdgeId get(const EdgeIndexMap& map, const EdgeDescriptor& edge) { return map.view->place(edge); }
};
struct EdgeKindMap {
  using key_type = EdgeDescriptor;
  using value_type = Edge;
  using reference = Edge;
  using category = boost::readable_property_map_tag;
  friend Edge get(const EdgeKindMap&, const EdgeDescriptor& edge) { return edge.kind; }
};
inline VertexIndexMap get(boost::vertex_index_t, const ViewBase&) { return {}; }
inline Node get(boost::vertex_index_t, const ViewBase&, Node node) { return node; }
inline EdgeIndexMap get(boost::edge_index_t, const ViewBase& view) { return {&view}; }
inline EdgeId get(boost::edge_index_t, const ViewBase& view, const EdgeDescriptor& edge) {
  return view.place(edge);
}
inline EdgeKindMap get(edge_kind_t, const ViewBase&) { return {}; }
inline Edge get(edge_kind_t, const ViewBase&, const EdgeDescriptor& edge) { return edge.kind; }

// For boost::filtered_graph: only edges of one kind.
struct OfKind {
  Edge wanted = Edge::contains;
  bool operator()(const EdgeDescriptor& edge) const { return edge.kind == wanted; }
};

// ---- every edge both ways, for components and distances that do not mind direction
template <class View>
class BothWaysIterator : public boost::iterator_facade<BothWaysIterator<View>, EdgeDescriptor,
                                                       boost::forward_traversal_tag, EdgeDescriptor> {
 public:
  BothWaysIterator() = default;
  BothWaysIterator(typename View::out_edge_iterator out, typename View::out_edge_iterator out_end,
                   typename View::in_edge_iterator in)
      : out_(out), out_end_(out_end), in_(in) {}

 private:
  friend class boost::iterator_core_access;
  EdgeDescriptor dereference() const {
    if (out_ != out_end_) return *out_;
    const EdgeDescriptor edge = *in_;
    return {edge.to, edge.from, edge.kind, true};
  }
  bool equal(const BothWaysIterator& other) const { return out_ == other.out_ && in_ == other.in_; }
  void increment() {
    if (out_ != out_end_)
      ++out_;
    else
      ++in_;
  }

  typename View::out_edge_iterator out_, out_end_;
  typename View::in_edge_iterator in_;
};

struct UndirectedCategory : boost::incidence_graph_tag,
                            boost::adjacency_graph_tag,
                            boost::vertex_list_graph_tag,
                            boost::edge_list_graph_tag {};
template <class View>
struct Undirected {
  const View* view = nullptr;

  using vertex_descriptor = Node;
  using edge_descriptor = EdgeDescriptor;
  using directed_category = boost::undirected_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = UndirectedCategory;
  using out_edge_iterator = BothWaysIterator<View>;
  using in_edge_iterator = out_edge_iterator;
  using adjacency_iterator =
      typename boost::adjacency_iterator_generator<Undirected, Node, out_edge_iterator>::type;
  using vertex_iterator = NodeIterator;
  using edge_iterator = AllEdgesIterator<View>;
  using degree_size_type = std::uint32_t;
  using vertices_size_type = Node;
  using edges_size_type = EdgeId;
  static Node null_vertex() { return kNoNode; }
};
template <class View>
Node source(const EdgeDescriptor& edge, const Undirected<View>&) {
  return edge.from;
}
template <class View>
Node target(const EdgeDescriptor& edge, const Undirected<View>&) {
  return edge.to;
}
template <class View>
std::pair<BothWaysIterator<View>, BothWaysIterator<View>> out_edges(Node node, const Undirected<View>& both) {
  const auto [out, out_end] = out_edges(node, *both.view);
  const auto [in, in_end] = in_edges(node, *both.view);
  return {{out, out_end, in}, {out_end, out_end, in_end}};
}
template <class View>
auto adjacent_vertices(Node node, const Undirected<View>& both) {
  using At = typename Undirected<View>::adjacency_iterator;
  const auto [first, last] = out_edges(node, both);
  return std::pair<At, At>({first, &both}, {last, &both});
}
template <class View>
std::uint32_t out_degree(Node node, const Undirected<View>& both) {
  return degree(node, *both.view);
}
template <class View>
Node num_vertices(const Undirected<View>& both) {
  return num_vertices(*both.view);
}
template <class View>
EdgeId num_edges(const Undirected<View>& both) {
  return num_edges(*both.view);
}
template <class View>
auto vertices(const Undirected<View>& both) {
  return vertices(*both.view);
}
template <class View>
auto edges(const Undirected<View>& both) {
  return edges(*both.view);
}
template <class Tag, class View>
auto get(Tag tag, const Undirected<View>& both) {
  return get(tag, *both.view);
}
template <class Tag, class View, class Key>
auto get(Tag tag, const Undirected<View>& both, const Key& key) {
  return get(tag, *both.view, key);
}

template <class Tag>
struct ViewMap;
template <>
struct ViewMap<boost::vertex_index_t> {
  using type = VertexIndexMap;
  using const_type = type;
};
template <>
struct ViewMap<boost::edge_index_t> {
  using type = EdgeIndexMap;
  using const_type = type;
};
template <>
struct ViewMap<edge_kind_t> {
  using type = EdgeKindMap;
  using const_type = type;
};

}  // namespace evident::graph

namespace boost {
template <class Tag>
struct property_map<evident::graph::EdgeView, Tag> : evident::graph::ViewMap<Tag> {};
template <class Tag>
struct property_map<evident::graph::WholeView, Tag> : evident::graph::ViewMap<Tag> {};
template <class View, class Tag>
struct property_map<evident::graph::Undirected<View>, Tag> : evident::graph::ViewMap<Tag> {};
}  // namespace boost
