// The read interface as a Boost.Graph model: concepts checked by the compiler, algorithms by what they find.
#include "graph/mapped/boost_graph.hpp"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <vector>

#include "graph/mapped/build.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Graph>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, Node, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, EdgeDescriptor, boost::edge_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, EdgeDescriptor, edge_kind_t>));

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

TEST_CASE("edges() lists every edge once, and both directions agree with it") {
  const Graph g = three_documents();
  EdgeId seen = 0;
  for (auto [e, end] = edges(g); e != end; ++e, ++seen) {
    CHECK((*e).id == seen);
    bool found = false;
    for (auto [i, last] = in_edges(target(*e, g), g); i != last; ++i)
      found |= *i == *e && source(*i, g) == source(*e, g);
    CHECK(found);
  }
  CHECK(seen == num_edges(g));
  CHECK(seen > 5);
}

TEST_CASE("breadth-first search walks the mapped graph") {
  const Graph g = three_documents();
  std::vector<int> distance(num_vertices(g), -1);
  const Node start = g.nodes(Kind::source).first;
  distance[start] = 0;
  boost::breadth_first_search(g, start,
                              boost::visitor(boost::make_bfs_visitor(
                                  boost::record_distances(distance.data(), boost::on_tree_edge()))));
  const Node measure = g.named("readmission").empty() ? kNoNode : g.named("readmission").front();
  REQUIRE(measure != kNoNode);
  CHECK(distance[measure] == 2);  // contains, names
  CHECK(distance[g.out(measure, Edge::broader)[0]] == 3);
  CHECK(distance[start + 1] == -1);  // another source is not reached forwards
}

TEST_CASE("connected components over the undirected view") {
  const Graph g = three_documents();
  std::vector<int> component(num_vertices(g));
  CHECK(boost::connected_components(Undirected{&g}, component.data()) == 2);
  const Node first = g.nodes(Kind::source).first;
  CHECK(component[first] == component[first + 1]);
  CHECK(component[first] != component[first + 2]);
}

TEST_CASE("a view of one kind of edge") {
  const Graph g = three_documents();
  const boost::filtered_graph<Graph, OfKind> names(g, OfKind{get(edge_kind, g), Edge::names});
  int count = 0;
  for (auto [e, end] = boost::edges(names); e != end; ++e, ++count)
    CHECK(g.kind(target(*e, names)) == Kind::measure);
  CHECK(count == 2);
}

}  // namespace
}  // namespace evident::graph
