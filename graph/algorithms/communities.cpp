// Nodes move, in their order, to the neighbouring community where they gain most; of equal gains they stay, else
// take the first. Communities then become nodes, and it begins anew. All gains are whole numbers, so nothing
// depends on rounding. At the end a community that does not hang together by itself, which the method may leave
// behind (Traag, Waltman and van Eck, From Louvain to Leiden, 2019), is taken apart.
#include "graph/algorithms/communities.hpp"

#include <algorithm>
#include <utility>

namespace evident::graph {
namespace {

constexpr int kSweeps = 32;

struct Level {  // a weighted graph; loops hold what lies within a node
  std::vector<std::uint64_t> offsets{0};
  std::vector<std::uint32_t> neighbours;
  std::vector<std::int64_t> weights;
  std::vector<std::int64_t> degree;  // with loops, which count twice
  std::int64_t total = 0;            // of all degrees
  std::uint32_t size() const { return static_cast<std::uint32_t>(degree.size()); }
};

Level level_of(const Network& network) {
  Level level;
  for (std::uint32_t i = 0; i < network.size(); ++i) {
    std::int64_t degree = 0;
    const auto weights = network.weights(i);
    std::size_t k = 0;
    network.each_neighbour(i, [&](std::uint32_t to) {
      const std::int64_t weight = weights.empty() ? 1 : weights[k];
      ++k;
      if (to == i) return;
      level.neighbours.push_back(to);
      level.weights.push_back(weight);
      degree += weight;
    });
    level.offsets.push_back(level.neighbours.size());
    level.degree.push_back(degree);
    level.total += degree;
  }
  return level;
}

// Weights to the communities next to a node.
class Around {
 public:
  explicit Around(std::uint32_t size) : to_(size, 0) {}
  void add(std::uint32_t community, std::int64_t weight) {
    if (to_[community] == 0) seen_.push_back(community);
    to_[community] += weight;
  }
  std::int64_t to(std::uint32_t community) const { return to_[community]; }
  std::vector<std::uint32_t>& seen() { return seen_; }
  void clear() {
    for (const auto c : seen_) to_[c] = 0;
    seen_.clear();
  }

 private:
  std::vector<std::int64_t> to_;
  std::vector<std::uint32_t> seen_;
};

// Whether any node moved.
bool move(const Level& level, std::vector<std::uint32_t>& of, Budget& budget) {
  std::vector<std::int64_t> sum = level.degree;  // of each community
  for (std::uint32_t i = 0; i < level.size(); ++i) of[i] = i;
  Around around(level.size());
  bool any = false;
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    bool moved = false;
    for (std::uint32_t i = 0; i < level.size(); ++i) {
      const std::uint64_t first = level.offsets[i], last = level.offsets[i + 1];
      if (!budget.spend(last - first + 1)) return any;
      for (std::uint64_t e = first; e < last; ++e) around.add(of[level.neighbours[e]], level.weights[e]);
      const std::uint32_t home = of[i];
      sum[home] -= level.degree[i];
      const auto gain = [&](std::uint32_t community) {
        return around.to(community) * level.total - sum[community] * level.degree[i];
      };
      std::uint32_t best = home;
      std::int64_t most = gain(home);
      std::sort(around.seen().begin(), around.seen().end());
      for (const std::uint32_t community : around.seen())
        if (const auto g = gain(community); g > most) {
          most = g;
          best = community;
        }
      sum[best] += level.degree[i];
      of[i] = best;
      moved |= best != home;
      around.clear();
    }
    any |= moved;
    if (!moved) break;
  }
  return any;
}

// Numbers communities by their first node.
std::uint32_t renumber(std::vector<std::uint32_t>& of) {
  std::vector<std::uint32_t> number(of.size(), ~0u);
  std::uint32_t count = 0;
  for (auto& c : of) {
    if (number[c] == ~0u) number[c] = count++;
    c = number[c];
  }
  return count;
}

Level folded(const Level& level, const std::vector<std::uint32_t>& of, std::uint32_t count) {
  std::vector<std::vector<std::uint32_t>> members(count);
  for (std::uint32_t i = 0; i < level.size(); ++i) members[of[i]].push_back(i);
  Level next;
  next.total = level.total;
  next.degree.assign(count, 0);
  Around around(count);
  for (std::uint32_t c = 0; c < count; ++c) {
    for (const std::uint32_t i : members[c]) {
      next.degree[c] += level.degree[i];
      for (std::uint64_t e = level.offsets[i]; e < level.offsets[i + 1]; ++e)
        if (of[level.neighbours[e]] != c) around.add(of[level.neighbours[e]], level.weights[e]);
    }
    std::sort(around.seen().begin(), around.seen().end());
    for (const std::uint32_t to : around.seen()) {
      next.neighbours.push_back(to);
      next.weights.push_back(around.to(to));
    }
    next.offsets.push_back(next.neighbours.size());
    around.clear();
  }
  return next;
}

// Parts of communities that hang together by edges within them.
Parts held_together(const Network& network, const std::vector<std::uint32_t>& of) {
  Parts parts;
  parts.of.assign(network.size(), ~0u);
  std::vector<std::uint32_t> open;
  for (std::uint32_t start = 0; start < network.size(); ++start) {
    if (parts.of[start] != ~0u) continue;
    const auto part = static_cast<std::uint32_t>(parts.sizes.size());
    parts.sizes.push_back(0);
    open.assign(1, start);
    parts.of[start] = part;
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      ++parts.sizes[part];
      network.each_neighbour(at, [&](std::uint32_t to) {
        if (of[to] != of[at] || parts.of[to] != ~0u) return;
        parts.of[to] = part;
        open.push_back(to);
      });
    }
  }
  return parts;
}

double modularity(const Level& level, const std::vector<std::uint32_t>& of) {
  if (level.total == 0) return 0;
  std::vector<std::int64_t> sum(level.size(), 0);
  std::int64_t within = 0;
  for (std::uint32_t i = 0; i < level.size(); ++i) {
    sum[of[i]] += level.degree[i];
    for (std::uint64_t e = level.offsets[i]; e < level.offsets[i + 1]; ++e)
      if (of[level.neighbours[e]] == of[i]) within += level.weights[e];
  }
  const double total = static_cast<double>(level.total);
  double q = static_cast<double>(within) / total;
  for (const auto s : sum) q -= static_cast<double>(s) / total * (static_cast<double>(s) / total);
  return q;
}

}  // namespace

double modularity_of(const Network& network, const std::vector<std::uint32_t>& parts) {
  return modularity(level_of(network), parts);
}

Communities communities(const Network& network, Budget& budget) {
  const Level whole = level_of(network);
  std::vector<std::uint32_t> of(network.size());
  for (std::uint32_t i = 0; i < network.size(); ++i) of[i] = i;
  Level level = whole;
  for (;;) {
    std::vector<std::uint32_t> moved(level.size());
    if (!move(level, moved, budget) || budget.over()) break;
    const std::uint32_t count = renumber(moved);
    for (auto& c : of) c = moved[c];
    if (count == level.size()) break;
    level = folded(level, moved, count);
  }
  Communities result;
  result.parts = held_together(network, of);
  result.parts.whole = !budget.over();
  result.modularity = modularity(whole, result.parts.of);
  return result;
}

}  // namespace evident::graph
