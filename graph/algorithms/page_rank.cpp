// Pulled over the edges backwards: a node is written by one thread, and reads what its neighbours hand on, which
// is kept twice so that a round changes nothing that it reads. Sums are made block by block and added in the order
// of the blocks: the same bits on one thread and on several.
#include "graph/algorithms/page_rank.hpp"

#include <algorithm>

#include "graph/algorithms/parallel.hpp"

namespace evident::graph {
namespace {

constexpr std::uint32_t kBlock = 4096;           // nodes
constexpr std::uint64_t kWorthAThread = 50'000;  // nodes and edges

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
  const unsigned threads = threads_for(n + result.edges < kWorthAThread ? 1 : options.threads, blocks);
  const std::uint32_t first = network.place(0);  // place(x) is x + first, round the end
  double* hands[2] = {handed.data(), handed_next.data()};
  double* losses[2] = {kept.data(), kept_next.data()};
  in_rounds(threads, options.rounds, blocks, [&](unsigned, std::uint32_t round, std::uint32_t b) {
    if (!budget.spend(cost[b])) return;
    const double *from = hands[round % 2], *lost = losses[round % 2];
    double* to = hands[1 - round % 2];
    double all_lost = 0, sum_lost = 0;
    for (std::uint32_t k = 0; k < blocks; ++k) all_lost += lost[k];
    const double base = again + options.damping * all_lost / size;
    for (std::uint32_t i = b * kBlock; i < std::min(n, (b + 1) * kBlock); ++i) {
      double sum = 0;
      for (const std::uint32_t neighbour : network.in(i)) sum += from[neighbour + first];
      rank[i] = base + options.damping * sum;
      to[i] = rank[i] * share[i];
      if (share[i] == 0) sum_lost += rank[i];
    }
    losses[1 - round % 2][b] = sum_lost;
  });
  result.whole = !budget.over();
  return result;
}

}  // namespace evident::graph
