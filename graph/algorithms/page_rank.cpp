// Solved, not approached in rounds. What a work without references hands to all alike only changes the scale, so
// that the ranks are x = 1 + d·(what those that cite it hand on), brought to the sum 1 (Del Corso, Gullí and Romani, Fast
// PageRank computation via a sparse linear system, 2005). By Gauss and Seidel's method: each pass uses what it has
// already made, and where every work comes after all that cite it, one pass is exact. Citations lead back in
// time, so that this is so but for works that cite each other; for these, passes are made until nothing moves.
#include "graph/algorithms/page_rank.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

namespace evident::graph {
namespace {

constexpr std::uint32_t kBlock = 4096;  // nodes between two looks at the budget
constexpr std::intptr_t kAhead = 512;  // bytes, 128 citations
constexpr std::uint32_t kMost = 400;    // passes; 0.85 to this is less than any double tells apart

// The places by the end of a search in depth, last first: a work stands behind those that cite it, but for circles.
std::vector<std::uint32_t> citing_first(const Network& network) {
  struct Open {
    std::uint32_t place, next;
  };
  std::vector<std::uint32_t> order(network.size());
  std::size_t left = order.size();
  std::vector<bool> seen(network.size());
  std::vector<Open> path;
  for (std::uint32_t root = 0; root < network.size(); ++root) {
    if (seen[root]) continue;
    seen[root] = true;
    path.push_back({root, 0});
    while (!path.empty()) {
      const auto out = network.out(path.back().place);
      if (path.back().next == out.size()) {
        order[--left] = path.back().place;
        path.pop_back();
        continue;
      }
      const std::uint32_t next = network.place(out[path.back().next++]);
      if (seen[next]) continue;
      seen[next] = true;
      path.push_back({next, 0});
    }
  }
  return order;
}

class Solver {
 public:
  Solver(const Network& network, double damping, PageRank& result)
      : network_(network),
        first_(network.place(0)),
        damping_(damping),
        result_(result),
        rank_(result.rank),
        handed_(std::make_unique_for_overwrite<double[]>(network.size())) {
    rank_.assign(network.size(), 0);
  }

  // Every work comes after those that cite it: place_of(step) for every step.
  template <class PlaceOf>
  void once(PlaceOf&& place_of, std::intptr_t ahead, Budget& budget) {
    pass(place_of, ahead, budget, [](double, double) {});
    result_.passes = 1;
  }
  // In an order in which most do, until the ranks change by no more than this share of their sum.
  void until(double exact, const std::vector<std::uint32_t>& order, Budget& budget) {
    std::fill_n(handed_.get(), network_.size(), 0);
    double change = 0;
    do {
      change = 0;
      pass([&](std::uint32_t step) { return order[step]; }, 0, budget,
           [&change](double before, double now) { change += std::abs(now - before); });
      ++result_.passes;
    } while (!budget.over() && change > exact * sum_ && result_.passes < kMost);
  }
  void to_one() {
    for (double& rank : rank_) rank /= sum_;
  }

 private:
  // ahead: how many bytes from a work's list those lie that come next, which the memory brings meanwhile; it need not be
  // ours.
  template <class PlaceOf, class Changed>
  void pass(PlaceOf&& place_of, std::intptr_t ahead, Budget& budget, Changed&& changed) {
    const std::uint32_t n = network_.size();
    const double* from = handed_.get();
    sum_ = 0;
    result_.without_out = result_.without_in = 0;
    for (std::uint32_t begin = 0; begin < n; begin += kBlock) {
      std::uint64_t cost = 0;
      for (std::uint32_t step = begin; step < std::min(n, begin + kBlock); ++step) {
        const std::uint32_t i = place_of(step);
        const auto in = network_.in(i);
        __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::intptr_t>(in.data()) + ahead));
        double sum = 0;
        for (const std::uint32_t neighbour : in) sum += from[neighbour + first_];
        const double rank = 1 + damping_ * sum;
        changed(rank_[i], rank);
        sum_ += rank;
        rank_[i] = rank;
        const std::size_t out = network_.out(i).size();
        handed_[i] = out ? rank / static_cast<double>(out) : 0;
        result_.without_out += out == 0;
        result_.without_in += in.empty();
        cost += in.size() + 1;
      }
      if (!budget.spend(cost)) return;
    }
  }

  const Network& network_;
  const std::uint32_t first_;  // place(x) is x + first, round the end
  const double damping_;
  PageRank& result_;
  std::vector<double>& rank_;
  const std::unique_ptr<double[]> handed_;  // to each that it cites
  double sum_ = 0;
};

}  // namespace

PageRank page_rank(const Network& network, const PageRankOptions& options, Budget& budget) {
  const std::uint32_t n = network.size();
  PageRank result;
  result.edges = network.num_edges();
  if (n == 0) return result;
  Solver solver(network, options.damping, result);
  switch (network.leads()) {
    case Network::Leads::up:
      solver.once([](std::uint32_t step) { return step; }, kAhead, budget);
      break;
    case Network::Leads::down:
      solver.once([n](std::uint32_t step) { return n - 1 - step; }, -kAhead, budget);
      break;
    case Network::Leads::both:
      budget.spend(n + result.edges);
      solver.until(options.exact, citing_first(network), budget);
  }
  solver.to_one();
  result.whole = !budget.over();
  return result;
}

}  // namespace evident::graph
