// Shortest ways from some nodes to others, looked for from both ends at once, and the way whose weakest link is
// the strongest. What is next to a node is said by a function, so that any edges may be followed, in any
// direction: near(node, take) calls take(neighbour) for each; it must be the same both ways. near.degree(node), where
// there is one, says how many these are at most.
#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "graph/graph.hpp"
#include "support/limits.hpp"

namespace evident::graph {

// Numbers for a few nodes out of many.
class SparseNumbers {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::uint32_t at(Node node) const {
    if (cells_.empty()) return kNone;
    for (std::size_t i = hash(node);; ++i) {
      const auto& cell = cells_[i & (cells_.size() - 1)];
      if (cell.first == node) return cell.second;
      if (cell.first == kNoNode) return kNone;
    }
  }
  // Whether there was none yet.
  bool put(Node node, std::uint32_t number) {
    if (2 * (size_ + 1) > cells_.size()) grow();
    for (std::size_t i = hash(node);; ++i) {
      auto& cell = cells_[i & (cells_.size() - 1)];
      if (cell.first == node) return false;
      if (cell.first != kNoNode) continue;
      cell = {node, number};
      ++size_;
      return true;
    }
  }
  std::size_t size() const { return size_; }
  template <class Take>
  void each(Take&& take) const {
    for (const auto& [node, number] : cells_)
      if (node != kNoNode) take(node, number);
  }

 private:
  static std::size_t hash(Node node) { return std::size_t{node} * 0x9E3779B97F4A7C15ull >> 32; }
  void grow() {
    auto old = std::move(cells_);
    cells_.assign(std::max<std::size_t>(64, 2 * old.size()), {kNoNode, 0});
    size_ = 0;
    for (const auto& [node, number] : old)
      if (node != kNoNode) put(node, number);
  }
  std::vector<std::pair<Node, std::uint32_t>> cells_;  // a power of two
  std::size_t size_ = 0;
};

// Breadth-first from both ends, always on from where less is to be looked at.
template <class Near>
class TwoEnded {
 public:
  TwoEnded(Near near, std::span<const Node> from, std::span<const Node> to, Budget& budget)
      : near_(std::move(near)), budget_(budget) {
    for (const Node n : from) begin_.add(n, 0);
    for (const Node n : to) {
      end_.add(n, 0);
      if (begin_.seen.at(n) != kNone) met_ = true;
    }
    settle(begin_);
    settle(end_);
  }

  // How many edges the shortest way has, if it is no longer than `most`; nothing: there is none, or the budget
  // is spent.
  std::optional<std::uint32_t> meet(std::uint32_t most) {
    while (!met_ && depth() < most)
      if (!further()) return {};
    if (!met_) return {};
    return depth();
  }

  // After meet(): the edges from each node to the end, of at least those nodes that lie on a way of at most
  // `length` edges; kNone for others. False: the budget is spent.
  bool measure(std::uint32_t length) {
    while (depth() < length && (!begin_.edge.empty() || !end_.edge.empty()))
      if (!further() && budget_.over()) return false;
    to_ = end_.seen;
    std::vector<Node> edge = end_.edge;
    for (std::uint32_t d = end_.depth + 1; d <= length && !edge.empty(); ++d) {
      std::erase_if(edge, [&](Node n) {
        const std::uint32_t before = begin_.seen.at(n);
        return before == kNone || before + d - 1 > length;
      });
      std::uint64_t known = 0;  // what lies behind the nodes of the beginning's side that may be so far from the end
      for (std::uint32_t l = 0; l <= length - d && l < begin_.levels.size(); ++l) known += begin_.levels[l].ahead;
      std::vector<Node> next;
      if (!(known < ahead_of(edge) ? reached_by(d, length, next) : reach(edge, d, length, next))) return false;
      edge = std::move(next);
    }
    return true;
  }
  std::uint32_t to_end(Node node) const { return to_.at(node); }

  // After measure(meet()): shortest ways, in the order of their nodes, up to so many.
  std::vector<std::vector<Node>> shortest(std::span<const Node> from, std::uint32_t length, std::size_t limit) {
    std::vector<std::vector<Node>> ways;
    onwards_.clear();
    std::vector<Node> starts(from.begin(), from.end()), way;
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    for (const Node start : starts)
      if (to_.at(start) == length) extend(start, length, limit, way, ways);
    return ways;
  }

  static constexpr std::uint32_t kNone = SparseNumbers::kNone;

 private:
  struct Side {
    struct Level {
      std::vector<Node> nodes;
      std::uint64_t ahead = 0;  // their neighbours
    };
    SparseNumbers seen;
    std::vector<Node> edge;  // the last level
    std::uint64_t ahead = 0;
    std::uint32_t depth = 0;
    std::vector<Level> levels;
    void add(Node n, std::uint32_t at) {
      if (seen.put(n, at)) edge.push_back(n);
    }
  };

  std::uint64_t ahead_of(const std::vector<Node>& nodes) const {
    std::uint64_t ahead = nodes.size();
    if constexpr (requires(Node n) { near_.degree(n); })
      for (const Node n : nodes) ahead += near_.degree(n);
    return ahead;
  }
  void settle(Side& side) {
    std::sort(side.edge.begin(), side.edge.end());
    side.ahead = ahead_of(side.edge);
    side.levels.push_back({side.edge, side.ahead});
  }
  // Nodes of the beginning's side that are d edges from the end: looked for from those that are one edge nearer,
  bool reach(const std::vector<Node>& edge, std::uint32_t d, std::uint32_t length, std::vector<Node>& next) {
    for (const Node n : edge) {
      std::uint64_t looked = 1;
      near_(n, [&](Node m) {
        ++looked;
        const std::uint32_t from = begin_.seen.at(m);
        if (from != kNone && from + d <= length && to_.put(m, d)) next.push_back(m);
      });
      if (!budget_.spend(looked)) return false;
    }
    return true;
  }
  // or, where these have far more neighbours, from all that it could be.
  bool reached_by(std::uint32_t d, std::uint32_t length, std::vector<Node>& next) {
    for (std::uint32_t l = 0; l <= length - d && l < begin_.levels.size(); ++l)
      for (const Node m : begin_.levels[l].nodes) {
        if (to_.at(m) != kNone) continue;
        std::uint64_t looked = 1;
        bool found = false;
        near_(m, [&](Node n) {
          ++looked;
          found = found || to_.at(n) == d - 1;
        });
        if (found) next.push_back(m);
        if (!budget_.spend(looked)) return false;
      }
    for (const Node m : next) to_.put(m, d);
    return true;
  }

  std::uint32_t depth() const { return begin_.depth + end_.depth; }
  // One level deeper on one side; false: there is nothing further, or the budget is spent.
  bool further() {
    const bool first = end_.edge.empty() || (!begin_.edge.empty() && begin_.ahead <= end_.ahead);
    Side &side = first ? begin_ : end_, &other = first ? end_ : begin_;
    if (side.edge.empty()) return false;
    std::vector<Node> edge;
    edge.swap(side.edge);
    ++side.depth;
    for (const Node n : edge) {
      std::uint64_t looked = 1;
      near_(n, [&](Node m) {
        ++looked;
        if (!side.seen.put(m, side.depth)) return;
        side.edge.push_back(m);
        met_ = met_ || other.seen.at(m) != kNone;
      });
      if (!budget_.spend(looked)) return false;
    }
    settle(side);
    return true;
  }
  const std::vector<Node>& onwards(Node node, std::uint32_t left) {
    const auto [known, fresh] = onwards_.try_emplace(node);
    auto& on = known->second;
    if (!fresh) return on;
    std::uint64_t looked = 1;
    if (left <= end_.depth && end_.levels[left].ahead < ahead_of({node})) {  // asked of those that it could be
      for (const Node m : end_.levels[left].nodes)
        near_(m, [&](Node n) {
          ++looked;
          if (n == node) on.push_back(m);
        });
    } else {
      near_(node, [&](Node m) {
        ++looked;
        if (to_.at(m) == left) on.push_back(m);
      });
    }
    budget_.spend(looked);
    std::sort(on.begin(), on.end());
    on.erase(std::unique(on.begin(), on.end()), on.end());
    return on;
  }
  void extend(Node node, std::uint32_t left, std::size_t limit, std::vector<Node>& way,
              std::vector<std::vector<Node>>& ways) {
    if (ways.size() >= limit || !budget_.spend(1)) return;
    way.push_back(node);
    if (left == 0) {
      ways.push_back(way);
    } else {
      for (const Node m : onwards(node, left - 1)) extend(m, left - 1, limit, way, ways);
    }
    way.pop_back();
  }

  Near near_;
  Budget& budget_;
  Side begin_, end_;
  bool met_ = false;
  SparseNumbers to_;
  std::map<Node, std::vector<Node>> onwards_;
};

struct Ways {
  std::vector<std::vector<Node>> found;  // nodes, both ends included; all of the same length
  bool whole = true;                     // else the budget was spent: there may be one, or more, or shorter ones
};
template <class Near>
Ways shortest_ways(Near near, std::span<const Node> from, std::span<const Node> to, std::uint32_t most,
                   std::size_t limit, Budget& budget) {
  TwoEnded<Near> search(std::move(near), from, to, budget);
  Ways ways;
  if (const auto length = search.meet(most))
    if (search.measure(*length)) ways.found = search.shortest(from, *length, limit);
  ways.whole = !budget.over();
  return ways;
}
// Along one kind of edge, in either direction.
Ways shortest_ways(const Graph& graph, Edge edge, std::span<const Node> from, std::span<const Node> to,
                   std::uint32_t most, std::size_t limit, Budget& budget);

// Of all ways of at most `most` edges the ones whose weakest node is the strongest, and of these the shortest.
// strength(node): from 0 to `strongest`; the ends are not asked. Strengths are few, so the strongest nodes
// alone are tried first, then those one weaker with them.
struct StrongestWays {
  std::uint32_t weakest = 0;  // strength of the weakest link
  Ways ways;
};
template <class Near, class Strength>
StrongestWays strongest_ways(Near near, Strength strength, std::uint32_t strongest, std::span<const Node> from,
                             std::span<const Node> to, std::uint32_t most, std::size_t limit, Budget& budget) {
  SparseNumbers ends;
  for (const auto& side : {from, to})
    for (const Node n : side) ends.put(n, 0);
  StrongestWays result;
  for (std::uint32_t least = strongest + 1; least-- > 0;) {
    const auto strong_enough = [&](Node node, auto&& take) {
      near(node, [&](Node m) {
        if (ends.at(m) != SparseNumbers::kNone || strength(m) >= least) take(m);
      });
    };
    result.weakest = least;
    result.ways = shortest_ways(strong_enough, from, to, most, limit, budget);
    if (!result.ways.found.empty() || budget.over()) break;
  }
  return result;
}

}  // namespace evident::graph
