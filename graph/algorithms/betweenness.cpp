// Brandes: breadth-first from a node counts the shortest ways to every other; walked backwards, each node gets
// its share of the ways behind it. From a sample, evenly spaced among the nodes in their order and the same each
// time, the sum is scaled up (Brandes and Pich). Samples are added in groups, the groups in their order, so that
// threads change no bit.
#include "graph/algorithms/betweenness.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "graph/algorithms/parallel.hpp"

namespace evident::graph {
namespace {

constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kGroups = 8;

class Walk {
 public:
  explicit Walk(const Network& network)
      : network_(network), distance_(network.size(), kFar), ways_(network.size()), behind_(network.size()) {}

  // Adds what lies behind each node as seen from `start`; false: the budget is spent.
  bool from(std::uint32_t start, std::vector<double>& into, Budget& budget) {
    order_.assign(1, start);
    distance_[start] = 0;
    ways_[start] = 1;
    bool whole = true;
    std::uint64_t touched = 0;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const std::uint32_t at = order_[i];
      network_.each_neighbour(at, [&](std::uint32_t to) {
        ++touched;
        if (distance_[to] == kFar) {
          distance_[to] = distance_[at] + 1;
          ways_[to] = 0;
          order_.push_back(to);
        }
        if (distance_[to] == distance_[at] + 1) ways_[to] += ways_[at];
      });
      if (touched < 4096 && i + 1 < order_.size()) continue;
      if (!budget.spend(2 * touched)) {
        whole = false;
        break;
      }
      touched = 0;
    }
    for (const auto at : order_) behind_[at] = 0;
    for (std::size_t i = order_.size(); whole && i-- > 1;) {
      const std::uint32_t at = order_[i];
      const double each = (1 + behind_[at]) / ways_[at];
      network_.each_neighbour(at, [&](std::uint32_t before) {
        if (distance_[before] + 1 == distance_[at]) behind_[before] += ways_[before] * each;
      });
      into[at] += behind_[at];
    }
    for (const auto at : order_) distance_[at] = kFar;
    return whole;
  }

 private:
  const Network& network_;
  std::vector<std::uint32_t> distance_, order_;
  std::vector<double> ways_, behind_;
};

}  // namespace

Betweenness betweenness(const Network& network, const BetweennessOptions& options, Budget& budget) {
  const std::uint32_t n = network.size();
  Betweenness result;
  result.share.assign(n, 0);
  std::vector<std::uint32_t> joined;
  for (std::uint32_t i = 0; i < n; ++i)
    if (!network.out(i).empty() || !network.in(i).empty()) joined.push_back(i);
  result.joined = static_cast<std::uint32_t>(joined.size());
  result.followed = result.joined <= options.exact ? result.joined : std::min(options.sample, result.joined);
  if (result.joined < 3) return result;
  std::vector<std::uint32_t> starts;
  for (std::uint64_t i = 0; i < result.followed; ++i)
    starts.push_back(joined[i * result.joined / result.followed]);
  std::vector<std::vector<double>> sums(std::min(kGroups, result.followed));
  const unsigned threads = threads_for(options.threads, sums.size());
  std::vector<std::optional<Walk>> walks(threads);
  in_rounds(threads, 1, static_cast<std::uint32_t>(sums.size()),
            [&](unsigned thread, std::uint32_t, std::uint32_t group) {
              if (!walks[thread]) walks[thread].emplace(network);
              sums[group].assign(n, 0);
              for (std::size_t i = group; i < starts.size(); i += sums.size())
                if (!walks[thread]->from(starts[i], sums[group], budget)) return;
            });
  result.whole = !budget.over();
  if (!result.whole) return result;
  // From every start, each way is seen from both of its ends.
  const double joined_nodes = result.joined;
  const double scale = joined_nodes / result.followed / ((joined_nodes - 1) * (joined_nodes - 2));
  for (const auto& sum : sums)
    for (std::uint32_t i = 0; i < n; ++i) result.share[i] += sum[i];
  for (double& share : result.share) share *= scale;
  return result;
}

}  // namespace evident::graph
