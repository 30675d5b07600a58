// Influence, betweenness, communities and components: against Boost.Graph's own algorithms over its own
// containers, against counting, and by examples worked on paper.
#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/strong_components.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>

#include "graph/algorithms/betweenness.hpp"
#include "graph/algorithms/communities.hpp"
#include "graph/algorithms/components.hpp"
#include "graph/algorithms/page_rank.hpp"
#include "unit/graph/algorithms/random_graph.hpp"

namespace evident::graph {
namespace {

constexpr std::uint64_t kPlenty = 1'000'000'000;

// Ranks as shares of their sum.
PageRank ranked(const Network& network) {
  Budget budget(kPlenty);
  PageRank result = page_rank(network, {}, budget);
  for (double& rank : result.rank) rank /= result.sum;
  return result;
}

// ---- influence

TEST_CASE("two works cite a third, which cites nothing: worked by hand") {
  // At rest x = a, y = c: a = .05 + .85 c/3, c = a + 1.7 a.
  const auto rest = ranked(Network::directed(3, {{0, 2}, {1, 2}}));
  const double a = 0.05 / (1 - 0.85 * 2.7 / 3);
  CHECK(rest.without_out == 1);
  CHECK(rest.without_in == 2);
  CHECK(rest.rank[0] == Approx(a));
  CHECK(rest.rank[2] == Approx(2.7 * a));
}

TEST_CASE("no influence is lost, and works that nobody cites are alike") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto network = Network::directed(60, random_edges(60, 90, seed));
    const auto result = ranked(network);
    CHECK(std::accumulate(result.rank.begin(), result.rank.end(), 0.0) == Approx(1));
    double uncited = -1;
    for (std::uint32_t i = 0; i < network.size(); ++i) {
      if (!network.in(i).empty()) continue;
      if (uncited < 0) uncited = result.rank[i];
      CHECK(result.rank[i] == uncited);
      CHECK(result.rank[i] == *std::min_element(result.rank.begin(), result.rank.end()));
    }
  }
}

TEST_CASE("where every work cites, influence is boost::page_rank over its size; where not, in the same proportions") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::uint32_t n = 40;
    EdgeList edges = random_edges(n, 120, seed);
    const bool closed = seed % 2;
    if (closed)
      for (std::uint32_t i = 0; i < n; ++i) edges.emplace_back(i, (i + 1) % n);
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    const Directed copy(edges.begin(), edges.end(), n);
    // Boost keeps 1 - d for each and lets go what a work without references holds.
    std::vector<double> theirs(n);
    boost::graph::page_rank(copy, boost::make_iterator_property_map(theirs.begin(), get(boost::vertex_index, copy)),
                     boost::graph::n_iterations(300));
    const double sum = std::accumulate(theirs.begin(), theirs.end(), 0.0);
    const auto ours = ranked(Network::directed(n, edges));
    for (std::uint32_t i = 0; i < n; ++i) CHECK(ours.rank[i] == Approx(theirs[i] / sum));
    if (closed) CHECK(sum == Approx(n));
  }
}

TEST_CASE("where no citation leads round in a circle, one pass solves influence, whatever the order of the works") {
  EdgeList back, forth, mixed;  // the same works: backwards in time, the other way round, and in no order
  const std::uint32_t n = 500;
  const auto shuffled = [](std::uint32_t i) { return i * 217 % 500; };  // 217 and 500 share no factor
  for (const auto& [a, b] : random_edges(n, 2000, 3)) {
    if (a == b) continue;
    const std::uint32_t citing = std::max(a, b), cited = std::min(a, b);
    back.emplace_back(citing, cited);
    forth.emplace_back(n - 1 - citing, n - 1 - cited);
    mixed.emplace_back(shuffled(citing), shuffled(cited));
  }
  const auto one = ranked(Network::directed(n, back)), two = ranked(Network::directed(n, forth)),
             three = ranked(Network::directed(n, mixed));
  CHECK(one.passes == 1);
  CHECK(two.passes == 1);
  CHECK(three.passes == 2);  // the second finds nothing to change
  for (std::uint32_t i = 0; i < n; ++i) {
    CHECK(one.rank[i] == Approx(two.rank[n - 1 - i]));
    CHECK(one.rank[i] == Approx(three.rank[shuffled(i)]));
  }
  // A work that cites itself and two that cite each other need more.
  CHECK(ranked(Network::directed(4, {{0, 1}, {1, 0}, {2, 2}, {3, 2}})).passes > 2);
}

TEST_CASE("of more works than the processor's cache holds, influence is what gathering it from those that cite gives") {
  const std::uint32_t n = 70'000;
  EdgeList back, forth;
  for (const auto& [a, b] : random_edges(n, 300'000, 5)) {
    if (a == b) continue;
    back.emplace_back(std::max(a, b), std::min(a, b));
    forth.emplace_back(n - 1 - std::max(a, b), n - 1 - std::min(a, b));
  }
  const Network citations = Network::directed(n, back);
  std::vector<double> expected(n);
  double sum = 0;
  for (std::uint32_t i = n; i-- > 0;) {
    for (const std::uint32_t citing : citations.in(i))
      expected[i] += expected[citing] / static_cast<double>(citations.out(citing).size());
    expected[i] = 1 + 0.85 * expected[i];
    sum += expected[i];
  }
  const auto one = ranked(citations), two = ranked(Network::directed(n, forth));
  bool equal = one.passes == 1 && two.passes == 1;
  for (std::uint32_t i = 0; i < n; ++i)
    equal = equal && one.rank[i] == Approx(expected[i] / sum) && two.rank[n - 1 - i] == Approx(expected[i] / sum);
  CHECK(equal);
}

TEST_CASE("what has no nodes or is cut short says so") {
  CHECK(ranked(Network::directed(0, {})).rank.empty());
  Budget little(10);
  CHECK_FALSE(page_rank(Network::directed(100, random_edges(100, 300, 1)), {}, little).whole);
  Cancel cancel;
  cancel.request();
  Budget cancelled(kPlenty, &cancel);
  CHECK_FALSE(connected_parts(Network::directed(100, random_edges(100, 300, 1)), cancelled).whole);
  Budget few(10);
  CHECK_FALSE(strong_parts(Network::directed(100, random_edges(100, 300, 1)), few).whole);
  Budget fewer(10);
  CHECK_FALSE(betweenness(Network::directed(100, random_edges(100, 300, 1)), {}, fewer).whole);
  Budget fewest(10);
  CHECK_FALSE(communities(Network::directed(100, random_edges(100, 300, 1)), fewest).parts.whole);
}

// ---- what hangs together

template <class Count>
void same_parts(const Parts& ours, const std::vector<int>& theirs, Count count) {
  CHECK(ours.sizes.size() == static_cast<std::size_t>(count));
  std::map<std::uint32_t, int> match;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    const auto [at, fresh] = match.try_emplace(ours.of[i], theirs[i]);
    CHECK(at->second == theirs[i]);
  }
  CHECK(std::accumulate(ours.sizes.begin(), ours.sizes.end(), 0u) == theirs.size());
}

TEST_CASE("parts are those of Boost.Graph, weak and strong") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const std::uint32_t n = 50;
    const EdgeList edges = random_edges(n, 20 + static_cast<std::uint32_t>(seed) * 3, seed);
    const auto network = Network::directed(n, edges);
    std::vector<int> theirs(n);
    Budget budget(kPlenty);
    int count = boost::connected_components(undirected_list(n, edges), theirs.data());
    same_parts(connected_parts(network, budget), theirs, count);
    const Directed copy(edges.begin(), edges.end(), n);
    count = boost::strong_components(copy,
                                     boost::make_iterator_property_map(theirs.begin(), get(boost::vertex_index, copy)));
    same_parts(strong_parts(network, budget), theirs, count);
  }
}

TEST_CASE("a very long chain is one weak part and as many strong ones as nodes") {
  const std::uint32_t n = 200'000;
  EdgeList chain;
  for (std::uint32_t i = 0; i + 1 < n; ++i) chain.emplace_back(i, i + 1);
  Budget budget(kPlenty);
  CHECK(connected_parts(Network::directed(n, chain), budget).sizes.size() == 1);
  CHECK(strong_parts(Network::directed(n, chain), budget).sizes.size() == n);
  chain.emplace_back(n - 1, 0);
  CHECK(strong_parts(Network::directed(n, chain), budget).sizes.size() == 1);
}

// ---- what stands between

TEST_CASE("betweenness is that of Boost.Graph where ways from every node are followed") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::uint32_t n = 40;
    EdgeList edges = random_edges(n, 70, seed);
    for (std::uint32_t i = 0; i < n; ++i) edges.emplace_back(i, (i + 1) % n);  // nobody alone
    const UndirectedList copy = undirected_list(n, edges);
    std::vector<double> theirs(n);
    boost::brandes_betweenness_centrality(
        copy, boost::make_iterator_property_map(theirs.begin(), get(boost::vertex_index, copy)));
    Budget budget(kPlenty);
    const auto ours = betweenness(Network::directed(n, edges), {}, budget);
    CHECK(ours.followed == n);
    for (std::uint32_t i = 0; i < n; ++i)
      CHECK(ours.share[i] == Approx(2 * theirs[i] / ((n - 1.0) * (n - 2.0))).margin(1e-12));
  }
}

TEST_CASE("the middle of a star stands between all, its ends between none") {
  EdgeList star;
  for (std::uint32_t i = 1; i < 6; ++i) star.emplace_back(0, i);
  Budget budget(kPlenty);
  const auto result = betweenness(Network::directed(7, star), {}, budget);  // and one stands alone
  CHECK(result.joined == 6);
  CHECK(result.share[0] == Approx(1));
  CHECK(result.share[3] == 0);
  CHECK(result.share[6] == 0);
}

TEST_CASE("a sample is near the whole, the same each time, and said") {
  const std::uint32_t n = 900;
  const auto network = Network::directed(n, random_edges(n, 2'700, 3));
  Budget budget(kPlenty);
  const auto all = betweenness(network, {1000, 0, 1}, budget);
  const auto some = betweenness(network, {100, 300, 1}, budget), again = betweenness(network, {100, 300, 3}, budget);
  CHECK(all.followed == all.joined);
  CHECK(some.followed == 300);
  CHECK(some.share == again.share);
  double wrong = 0, sum = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    wrong += std::abs(some.share[i] - all.share[i]);
    sum += all.share[i];
  }
  CHECK(wrong < 0.25 * sum);
}

// ---- what keeps together

TEST_CASE("two triangles on one bridge are two communities: worked by hand") {
  const EdgeList edges{{0, 1}, {0, 2}, {1, 2}, {2, 3}, {3, 4}, {3, 5}, {4, 5}};
  Budget budget(kPlenty);
  const auto result = communities(joined(7, edges), budget);
  CHECK(result.parts.of == std::vector<std::uint32_t>{0, 0, 0, 1, 1, 1, 2});
  CHECK(result.parts.sizes == std::vector<std::uint32_t>{3, 3, 1});
  CHECK(result.modularity == Approx(6.0 / 7 - 2 * 0.25));  // 6 of 7 edges within; either side has half of the ends
  // A bridge as heavy as all else holds the middle together.
  const auto heavy = communities(joined(6, edges, {1, 1, 1, 20, 1, 1, 1}), budget);
  CHECK(heavy.parts.of[2] == heavy.parts.of[3]);
}

TEST_CASE("planted communities are found") {
  Dice dice(5);
  EdgeList edges;
  const std::uint32_t groups = 6, each = 20;
  for (std::uint32_t i = 0; i < groups * each; ++i)
    for (std::uint32_t j = i + 1; j < groups * each; ++j)
      if (dice.below(100) < (i / each == j / each ? 50u : 2u)) edges.emplace_back(i, j);
  Budget budget(kPlenty);
  const auto result = communities(joined(groups * each, edges), budget);
  CHECK(result.parts.sizes == std::vector<std::uint32_t>(groups, each));
  for (std::uint32_t i = 0; i < groups * each; ++i) CHECK(result.parts.of[i] == i / each);
}

TEST_CASE("communities hang together, are better than chance, and come out the same again") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const std::uint32_t n = 60;
    const auto network = Network::directed(n, random_edges(n, 120, seed));
    Budget budget(kPlenty);
    const auto result = communities(network, budget);
    CHECK(result.parts.of == communities(network, budget).parts.of);
    CHECK(result.modularity == Approx(modularity_of(network, result.parts.of)));
    CHECK(result.modularity > 0.2);
    // Each is one part by its own edges.
    EdgeList within;
    for (std::uint32_t i = 0; i < n; ++i)
      network.each_neighbour(i, [&](std::uint32_t to) {
        if (result.parts.of[i] == result.parts.of[to]) within.emplace_back(i, to);
      });
    CHECK(connected_parts(Network::directed(n, within), budget).sizes.size() == result.parts.sizes.size());
  }
}

}  // namespace
}  // namespace evident::graph
