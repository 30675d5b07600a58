// Networks of a real graph: citations where the file has them, and things that stand together.
#include "graph/algorithms/network.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "graph/algorithms/paths.hpp"
#include "graph/algorithms/together.hpp"
#include "graph/mapped/build.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

constexpr std::uint64_t kPlenty = 1'000'000'000;

Graph library() {
  Written a("a.txt",
            "Alpha\nTrust and talk.\nTalk and speed.\nTalk and speed again.\nTrust, talk, speed.\n"
            "A town.\nIts trust.\nIts speed.\nIts trust too.\n");
  for (const auto& [id, label] : {std::pair("urn:trust", "trust"), {"urn:talk", "talk"}, {"urn:speed", "speed"},
                                  {"urn:alone", "alone"}})
    a.candidate(Kind::measure, id, label);
  const auto claim = [&](std::string_view words, std::vector<std::string> about) {
    const auto item = a.add(Kind::claim, words);
    for (auto& one : about) a.link(item, Edge::about, std::move(one));
    return item;
  };
  claim("Trust and talk.", {"urn:trust", "urn:talk"});
  const auto first = claim("Talk and speed.", {"urn:talk", "urn:speed"});
  const auto again = claim("Talk and speed again.", {"urn:talk", "urn:speed"});
  a.link(again, Edge::restates, first);
  claim("Trust, talk, speed.", {"urn:trust", "urn:talk", "urn:speed"});
  const auto town = a.add(Kind::case_study, "A town.");
  for (const auto& [words, concept_id] :
       {std::pair("Its trust.", "urn:trust"), {"Its speed.", "urn:speed"}, {"Its trust too.", "urn:trust"}}) {
    const auto mention = a.add(Kind::measure, words);
    a.link(mention, Edge::names, std::string(concept_id));
    a.link(mention, Edge::in_case, town);
  }
  auto graph = build_graph(input_of({a.evidence}, {}));
  INFO((graph ? "" : graph.error().message));
  REQUIRE(graph);
  return std::move(*graph);
}

TEST_CASE("things stand together in passages, and in cases that name both; what is said again counts once") {
  const Graph graph = library();
  Budget budget(kPlenty);
  const Kind kinds[] = {Kind::measure};
  const Together all = together(graph, kinds, budget);
  CHECK(all.whole);
  CHECK(all.lists == 0);
  CHECK(all.places == 4);  // three passages and the town
  std::map<std::pair<std::string, std::string>, std::uint32_t> weight;
  for (std::uint32_t i = 0; i < all.network.size(); ++i)
    for (std::size_t k = 0; k < all.network.out(i).size(); ++k)
      weight[{std::string(graph.label(all.network.node(i))),
              std::string(graph.label(all.network.node(all.network.place(all.network.out(i)[k]))))}] =
          all.network.weights(i)[k];
  CHECK(weight.size() == 2 * all.network.num_edges());
  CHECK(weight[{"trust", "talk"}] == 2);
  CHECK(weight[{"talk", "speed"}] == 2);
  CHECK(weight[{"trust", "speed"}] == 2);  // one passage, and the town once though it names trust twice
  CHECK(weight[{"speed", "trust"}] == 2);
  Budget little(2);
  CHECK_FALSE(together(graph, kinds, little).whole);
}

TEST_CASE("a network of one kind of edge has the edges between the nodes of its range, in both directions") {
  const Graph graph = library();
  const NodeRange claims = graph.nodes(Kind::claim);
  const Network network = Network::over(graph, Edge::restates, claims);
  CHECK(network.size() == claims.size());
  CHECK(network.num_edges() == 1);
  for (std::uint32_t i = 0; i < network.size(); ++i)
    for (const auto to : network.out(i)) {
      CHECK(network.node(i) == claims.first + i);
      REQUIRE(network.in(network.place(to)).size() == 1);
      CHECK(network.place(network.in(network.place(to))[0]) == i);
    }
  CHECK(Network::over(graph, Edge::about, claims).num_edges() == 0);  // these lead out of the range
}

TEST_CASE("the shortest ways over one kind of edge of the graph") {
  const Graph graph = library();
  const auto measure = [&](std::string_view name) {
    const auto found = graph.named(name);
    REQUIRE(found.size() == 1);
    return found[0];
  };
  Budget budget(kPlenty);
  const Node from[] = {measure("trust")}, to[] = {measure("talk")};
  const Ways ways = shortest_ways(graph, Edge::about, from, to, 6, 10, budget);
  CHECK(ways.found.size() == 2);  // two claims speak of both
  for (const auto& way : ways.found) CHECK((way.size() == 3 && graph.kind(way[1]) == Kind::claim));
}

}  // namespace
}  // namespace evident::graph
