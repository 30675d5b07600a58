// Pulled over the edges backwards: a node is written by one thread, and reads what its neighbours hand on, kept
// twice so that a round needs to meet once. Sums are made block by block and added in the order of the blocks:
// the same bits on one thread and on several.
#include "graph/algorithms/page_rank.hpp"

#include <algorithm>

#include "graph/algorithms/parallel.hpp"

namespace evident::graph {
namespace {

constexpr std::uint32_t kBlock = 4096;             // nodes
constexpr std::uint64_t kWorthAThread = 50'000;    // nodes and edges

struct Share {
  std::uint32_t first, last;  // blocks
};
// Blocks to threads by the edges that they pull over.
std::vector<Share> shares_of(const std::vector<std::uint64_t>& cost, unsigned threads) {
  std::uint64_t all = 0;
  for (const auto c : cost) all += c;
  std::vector<Share> shares;
  std::uint32_t at = 0;
  std::uint64_t sum = 0;
  for (unsigned t = 0; t < threads; ++t) {
    const std::uint32_t first = at;
    while (at < cost.size() && (t + 1 == threads || sum < all * (t + 1) / threads)) sum += cost[at++];
    shares.push_back({first, at});
  }
  return shares;
}

}  // namespace

PageRank page_rank(const Network& network, const PageRankOptions& options, Budget& budget) {
  const std::uint32_t n = network.size();
  PageRank result;
  result.edges = network.num_edges();
  if (n == 0) return result;
  const double size = n, again = (1 - options.damping) / size;
  result.rank.assign(n, 1 / size);
  auto& rank = result.rank;
  const std::uint32_t blocks = (n + kBlock - 1) / kBlock;
  std::vector<double> share(n), handed(n), handed_next(n);  // of its rank to each neighbour; what it hands on
  std::vector<double> kept(blocks), kept_next(blocks);      // ranks of those that cite nothing
  std::vector<std::uint64_t> cost(blocks);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::size_t out = network.out(i).size(), in = network.in(i).size();
    result.without_out += out == 0;
    result.without_in += in == 0;
    share[i] = out ? 1 / static_cast<double>(out) : 0;
    handed[i] = rank[i] * share[i];
    if (!out) kept[i / kBlock] += rank[i];
    cost[i / kBlock] += in + 1;
  }
  const unsigned threads =
      threads_for(n + result.edges < kWorthAThread ? 1 : options.threads, blocks);
  const std::vector<Share> shares = shares_of(cost, threads);
  const std::uint32_t first = n ? network.place(0) : 0;  // place(x) is x + first, round the end
  on_threads(threads, [&](unsigned thread, const std::function<void()>& meet) {
    double *from = handed.data(), *to = handed_next.data();
    double *lost = kept.data(), *lost_next = kept_next.data();
    for (std::uint32_t round = 0; round < options.rounds; ++round) {
      double all_lost = 0;
      for (std::uint32_t b = 0; b < blocks; ++b) all_lost += lost[b];
      const double base = again + options.damping * all_lost / size;
      for (std::uint32_t b = shares[thread].first; b < shares[thread].last && budget.spend(cost[b]); ++b) {
        double sum_lost = 0;
        for (std::uint32_t i = b * kBlock; i < std::min(n, (b + 1) * kBlock); ++i) {
          double sum = 0;
          for (const std::uint32_t neighbour : network.in(i)) sum += from[neighbour + first];
          rank[i] = base + options.damping * sum;
          to[i] = rank[i] * share[i];
          if (share[i] == 0) sum_lost += rank[i];
        }
        lost_next[b] = sum_lost;
      }
      meet();
      std::swap(from, to);
      std::swap(lost, lost_next);
    }
  });
  result.whole = !budget.over();
  return result;
}

}  // namespace evident::graph
