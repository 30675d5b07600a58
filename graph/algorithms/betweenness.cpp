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
  explicit Walk(const Network& network) : network_(network), seen_(network.size()) {}

  // Adds what lies behind each node as seen from `start`; false: the budget is spent.
  bool from(std::uint32_t start, std::vector<double>& into, Budget& budget) {
    order_.assign(1, start);
    seen_[start] = {1, 0, 0};
    bool whole = true;
    std::uint64_t touched = 0;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const Seen at = seen_[order_[i]];
      network_.each_neighbour(order_[i], [&](std::uint32_t to) {
        ++touched;
        Seen& next = seen_[to];
        if (next.distance == kFar) {
          next = {0, 0, at.distance + 1};
          order_.push_back(to);
        }
        if (next.distance == at.distance + 1) next.ways += at.ways;
      });
      if (touched < 4096 && i + 1 < order_.size()) continue;
      if (!budget.spend(2 * touched)) {
        whole = false;
        break;
      }
      touched = 0;
    }
    for (std::size_t i = order_.size(); whole && i-- > 1;) {
      const Seen at = seen_[order_[i]];
      const double each = (1 + at.behind) / at.ways;
      network_.each_neighbour(order_[i], [&](std::uint32_t before) {
        if (seen_[before].distance + 1 == at.distance) seen_[before].behind += seen_[before].ways * each;
      });
      into[order_[i]] += at.behind;
    }
    for (const auto at : order_) seen_[at].distance = kFar;
    return whole;
  }

 private:
  struct Seen {  // together, since they are looked at together
    double ways = 0, behind = 0;
    std::uint32_t distance = kFar;
  };
  const Network& network_;
  std::vector<Seen> seen_;
  std::vector<std::uint32_t> order_;
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
