// Shortest ways against Boost.Graph's distances over its own containers, all of them against counting; the way
// with the strongest weakest link against trying every threshold, and by hand.
#include "graph/algorithms/paths.hpp"

#include <boost/graph/breadth_first_search.hpp>
#include <catch2/catch.hpp>
#include <set>

#include "unit/graph/algorithms/random_graph.hpp"

namespace evident::graph {
namespace {

constexpr std::uint64_t kPlenty = 1'000'000'000;

auto along(const Network& network) {
  return [&network](Node node, auto&& take) { network.each_neighbour(node, take); };
}

std::vector<int> distances_from(const UndirectedList& graph, Node start) {
  std::vector<int> distance(num_vertices(graph), -1);
  distance[start] = 0;
  boost::breadth_first_search(
      graph, start,
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(distance.data(), boost::on_tree_edge()))));
  return distance;
}

// How many shortest ways there are, by adding up the numbers before.
std::uint64_t count_ways(const Network& network, const std::vector<int>& distance, Node to) {
  if (distance[to] == 0) return 1;
  std::uint64_t count = 0;
  network.each_neighbour(to, [&](std::uint32_t n) {
    if (distance[n] == distance[to] - 1) count += count_ways(network, distance, n);
  });
  return count;
}

TEST_CASE("shortest ways are as long as Boost.Graph's, each of them a way, and all are found") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const std::uint32_t n = 50;
    const EdgeList edges = random_edges(n, 30 + static_cast<std::uint32_t>(seed) * 2, seed);
    const auto network = Network::directed(n, edges);
    const Node from[] = {static_cast<Node>(seed % n)}, to[] = {static_cast<Node>(seed * 7 % n)};
    if (from[0] == to[0]) continue;
    const auto distance = distances_from(undirected_list(n, edges), from[0]);
    Budget budget(kPlenty);
    const Ways ways = shortest_ways(along(network), from, to, n, 10'000, budget);
    CHECK(ways.whole);
    if (distance[to[0]] < 0) {
      CHECK(ways.found.empty());
      continue;
    }
    CHECK(ways.found.size() == count_ways(network, distance, to[0]));
    CHECK(std::is_sorted(ways.found.begin(), ways.found.end()));
    for (const auto& way : ways.found) {
      CHECK(way.size() == static_cast<std::size_t>(distance[to[0]]) + 1);
      CHECK(way.front() == from[0]);
      CHECK(way.back() == to[0]);
      for (std::size_t i = 0; i + 1 < way.size(); ++i) {
        bool joined = false;
        network.each_neighbour(way[i], [&](std::uint32_t m) { joined |= m == way[i + 1]; });
        CHECK(joined);
      }
    }
    CHECK(shortest_ways(along(network), from, to, static_cast<std::uint32_t>(distance[to[0]]) - 1, 10, budget)
              .found.empty());
    const auto some = shortest_ways(along(network), from, to, n, 2, budget).found;
    CHECK(some.size() == std::min<std::size_t>(2, ways.found.size()));
  }
}

TEST_CASE("how far each node is from the end is known of all that lie on a way that is short enough") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const std::uint32_t n = 60;
    const EdgeList edges = random_edges(n, 110, seed);
    const auto network = Network::directed(n, edges);
    const UndirectedList copy = undirected_list(n, edges);
    const Node from[] = {0}, to[] = {1};
    const auto out = distances_from(copy, 0), back = distances_from(copy, 1);
    Budget budget(kPlenty);
    TwoEnded search(along(network), from, to, budget);
    const auto length = search.meet(n);
    REQUIRE(length.has_value() == (out[1] >= 0));
    if (!length) continue;
    for (std::uint32_t more = 0; more < 4; ++more) {
      REQUIRE(search.measure(*length + more));
      for (Node v = 0; v < n; ++v) {
        const auto told = search.to_end(v);
        if (told != SparseNumbers::kNone) CHECK(static_cast<int>(told) == back[v]);
        if (out[v] >= 0 && static_cast<std::uint32_t>(out[v] + back[v]) <= *length + more)
          CHECK(told != SparseNumbers::kNone);
      }
    }
  }
}

TEST_CASE("many beginnings and ends: the nearest two, and a beginning that is an end") {
  const auto line = Network::directed(6, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}});
  Budget budget(kPlenty);
  const Node from[] = {0, 2}, to[] = {5, 4};
  CHECK(shortest_ways(along(line), from, to, 9, 9, budget).found == std::vector<std::vector<Node>>{{2, 3, 4}});
  const Node both[] = {2, 4};
  CHECK(shortest_ways(along(line), from, both, 9, 9, budget).found == std::vector<std::vector<Node>>{{2}});
  Budget little(2);
  const Node first[] = {0}, last[] = {5};
  CHECK_FALSE(shortest_ways(along(line), first, last, 9, 9, little).whole);
}

TEST_CASE("the strongest way goes round a weak link: worked by hand") {
  // 0 - 1 - 5 is short over a weak 1; 0 - 2 - 3 - 5 is longer over 3 and 2; 0 - 4 - 5 does not exist.
  const auto network = Network::directed(6, {{0, 1}, {1, 5}, {0, 2}, {2, 3}, {3, 5}, {0, 4}});
  const std::vector<std::uint32_t> strength{0, 1, 3, 2, 4, 0};
  const auto of = [&](Node n) { return strength[n]; };
  const Node from[] = {0}, to[] = {5};
  Budget budget(kPlenty);
  const auto best = strongest_ways(along(network), of, 4, from, to, 9, 9, budget);
  CHECK(best.weakest == 2);
  CHECK(best.ways.found == std::vector<std::vector<Node>>{{0, 2, 3, 5}});
  // Where only two edges are allowed, the weak one is all there is.
  const auto near = strongest_ways(along(network), of, 4, from, to, 2, 9, budget);
  CHECK(near.weakest == 1);
  CHECK(near.ways.found == std::vector<std::vector<Node>>{{0, 1, 5}});
}

TEST_CASE("no other way has a stronger weakest link") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const std::uint32_t n = 30;
    const EdgeList edges = random_edges(n, 50, seed);
    const auto network = Network::directed(n, edges);
    Dice dice(seed);
    std::vector<std::uint32_t> strength(n);
    for (auto& s : strength) s = dice.below(5);
    const Node from[] = {0}, to[] = {1};
    Budget budget(kPlenty);
    const auto best = strongest_ways(along(network), [&](Node v) { return strength[v]; }, 4, from, to, n, 5, budget);
    // Over Boost's container with all weaker nodes cut off there is no way any more; with these there is.
    const auto reachable = [&](std::uint32_t least) {
      EdgeList kept;
      const auto stays = [&](std::uint32_t v) { return v < 2 || strength[v] >= least; };
      for (const auto& [a, b] : edges)
        if (stays(a) && stays(b)) kept.emplace_back(a, b);
      return distances_from(undirected_list(n, kept), 0)[1] >= 0;
    };
    if (best.ways.found.empty()) {
      CHECK_FALSE(reachable(0));
      continue;
    }
    CHECK(reachable(best.weakest));
    CHECK((best.weakest == 4 || !reachable(best.weakest + 1)));
  }
}

TEST_CASE("numbers for a few nodes") {
  SparseNumbers numbers;
  CHECK(numbers.at(5) == SparseNumbers::kNone);
  for (Node n = 0; n < 5'000; n += 3) CHECK(numbers.put(n, n + 1));
  CHECK_FALSE(numbers.put(3, 9));
  CHECK(numbers.at(3) == 4);
  CHECK(numbers.at(4) == SparseNumbers::kNone);
  CHECK(numbers.size() == 1'667);
}

}  // namespace
}  // namespace evident::graph
