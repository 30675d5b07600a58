// The views as Boost.Graph models: concepts checked by the compiler, algorithms by what they find.
#include "graph/mapped/boost_graph.hpp"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <boost/graph/two_bit_color_map.hpp>
#include <set>
#include <vector>

#include "graph/mapped/build.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

template <class G>
void is_directed_model() {
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<G>));
}
template <class G>
void has_properties() {
  using E = typename boost::graph_traits<G>::edge_descriptor;
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<G, Node, boost::vertex_index_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<G, E, boost::edge_index_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<G, E, edge_kind_t>));
}
template <class View>
void is_model() {
  is_directed_model<View>();
  has_properties<View>();
  is_directed_model<boost::reverse_graph<View>>();
  has_properties<boost::reverse_graph<View>>();
  is_directed_model<boost::filtered_graph<View, OfKind>>();
  has_properties<boost::filtered_graph<View, OfKind>>();
  using Both = Undirected<View>;
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Both>));
  BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Both>));
  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Both>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Both>));
  has_properties<Both>();
  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<boost::filtered_graph<Both, OfKind>>));
}
TEST_CASE("both views are models of Boost.Graph's concepts, reversed, filtered and undirected too") {
  is_model<EdgeView>();  // compiled is checked
  is_model<WholeView>();
}

// Two documents that share nothing but a measure, and one that stands alone.
Graph three_documents() {
  Written a("a.txt", "Alpha\nBeds fell.\nReadmission rates.\n"),
      b("b.txt", "Beta\nBeds rose.\nReadmissions.\n"), c("c.txt", "Gamma\nNothing.\n");
  a.add(Kind::claim, "Beds fell.");
  a.link(a.add(Kind::measure, "Readmission rates."), Edge::names, "urn:evident:measures/readmissions");
  b.link(b.add(Kind::measure, "Readmissions."), Edge::names, "urn:evident:measures/readmissions");
  c.add(Kind::claim, "Nothing.");
  auto graph = build_graph(input_of({a.evidence, b.evidence, c.evidence}, small_vocabulary()));
  REQUIRE(graph);
  return std::move(*graph);
}

template <class View>
EdgeId check_edges(const View& view) {
  EdgeId seen = 0;
  for (auto [e, end] = edges(view); e != end; ++e, ++seen) {
    const EdgeDescriptor edge = *e;
    CHECK(get(boost::edge_index, view, edge) == seen);
    bool found = false;
    for (auto [i, last] = in_edges(target(edge, view), view); i != last; ++i) found |= *i == edge;
    CHECK(found);
    found = false;
    for (auto [i, last] = adjacent_vertices(source(edge, view), view); i != last; ++i) found |= *i == edge.to;
    CHECK(found);
    // Turned round it is the same edge, at the other end.
    const Undirected<View> both{&view};
    found = false;
    for (auto [i, last] = out_edges(edge.to, both); i != last; ++i)
      found |= *i == edge && target(*i, both) == edge.from && get(boost::edge_index, both, *i) == seen;
    CHECK(found);
  }
  CHECK(seen == num_edges(view));
  return seen;
}

TEST_CASE("edges() lists every edge once, and both directions agree with it") {
  const Graph g = three_documents();
  EdgeId all = 0;
  for (const EdgeInfo& edge : edges()) all += check_edges(EdgeView(g, edge.id));
  CHECK(check_edges(WholeView(g)) == all);
  CHECK(all == g.num_edges());
  CHECK(all > 5);
}

TEST_CASE("vertices() are the nodes of all kinds, each once") {
  const Graph g = three_documents();
  const WholeView view(g);
  std::set<Node> seen;
  for (auto [v, end] = vertices(view); v != end; ++v) {
    CHECK(seen.insert(*v).second);
    const NodeRange range = g.nodes(g.kind(*v));
    CHECK((range.first <= *v && *v < range.last));
    CHECK(get(boost::vertex_index, view, *v) == *v);
    CHECK(*v < index_bound(view));
  }
  CHECK(seen.size() == num_vertices(view));
  CHECK(num_vertices(EdgeView(g, Edge::cites)) == num_vertices(view));
}

TEST_CASE("breadth-first search walks the mapped graph, forwards and reversed") {
  const Graph g = three_documents();
  const WholeView view(g);
  const auto measured = [&](const auto& graph, Node start) {
    std::vector<int> distance(index_bound(view), -1);
    distance[start] = 0;
    boost::breadth_first_search(
        graph, start,
        boost::visitor(boost::make_bfs_visitor(boost::record_distances(distance.data(), boost::on_tree_edge())))
            .color_map(boost::make_two_bit_color_map(index_bound(view), get(boost::vertex_index, view))));
    return distance;
  };
  const Node start = g.nodes(Kind::source).first;
  const Node measure = g.named("readmission").empty() ? kNoNode : g.named("readmission").front();
  REQUIRE(measure != kNoNode);
  const auto forwards = measured(view, start);
  CHECK(forwards[measure] == 2);  // contains, names
  CHECK(forwards[g.out(measure, Edge::broader)[0]] == 3);
  CHECK(forwards[start + 1] == -1);  // another source is not reached forwards
  const auto backwards = measured(boost::make_reverse_graph(view), measure);
  CHECK(backwards[start] == 2);
  CHECK(backwards[start + 1] == 2);
  CHECK(backwards[start + 2] == -1);
}

TEST_CASE("connected components over the undirected view") {
  const Graph g = three_documents();
  const WholeView view(g);
  std::vector<int> component(index_bound(view));
  const auto colours = boost::make_two_bit_color_map(index_bound(view), get(boost::vertex_index, view));
  CHECK(boost::connected_components(Undirected<WholeView>{&view}, component.data(),
                                    boost::color_map(colours)) == 2);
  const Node first = g.nodes(Kind::source).first;
  CHECK(component[first] == component[first + 1]);
  CHECK(component[first] != component[first + 2]);
}

TEST_CASE("one kind of edge is what the whole shows of that kind") {
  const Graph g = three_documents();
  const WholeView whole(g);
  for (const EdgeInfo& kind : edges()) {
    const EdgeView one(g, kind.id);
    const boost::filtered_graph<WholeView, OfKind> filtered(whole, OfKind{kind.id});
    auto [e, end] = edges(one);
    for (auto [f, last] = boost::edges(filtered); f != last; ++f, ++e) {
      REQUIRE(e != end);
      CHECK(*e == *f);
      CHECK(get(edge_kind, one, *e) == kind.id);
    }
    CHECK(e == end);
  }
  CHECK(num_edges(EdgeView(g, Edge::names)) == 2);
}

}  // namespace
}  // namespace evident::graph
