// Small graphs for the tests, the same each time.
#pragma once
#include <boost/graph/adjacency_list.hpp>
#include <cstdint>
#include <utility>
#include <vector>

#include "graph/algorithms/network.hpp"

namespace evident::graph {

using EdgeList = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<std::uint32_t>((state_ >> 33) % n);
  }

 private:
  std::uint64_t state_;
};

inline EdgeList random_edges(std::uint32_t nodes, std::uint32_t edges, std::uint64_t seed) {
  Dice dice(seed);
  EdgeList list;
  for (std::uint32_t i = 0; i < edges; ++i) {
    const auto from = dice.below(nodes), to = dice.below(nodes);
    if (from != to) list.emplace_back(from, to);
  }
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

// The same in Boost's own container.
using Directed = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
using UndirectedList = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
inline UndirectedList undirected_list(std::uint32_t nodes, const EdgeList& edges) {
  EdgeList once;
  for (auto [a, b] : edges) once.emplace_back(std::min(a, b), std::max(a, b));
  std::sort(once.begin(), once.end());
  once.erase(std::unique(once.begin(), once.end()), once.end());
  return UndirectedList(once.begin(), once.end(), nodes);
}

// Each edge both ways, with weights.
inline Network joined(std::uint32_t nodes, const EdgeList& edges, const std::vector<std::uint32_t>& weight = {}) {
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> rows(nodes);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const auto w = weight.empty() ? 1 : weight[i];
    rows[edges[i].first].emplace_back(edges[i].second, w);
    rows[edges[i].second].emplace_back(edges[i].first, w);
  }
  std::vector<Node> all(nodes);
  std::vector<std::uint32_t> offsets{0}, neighbours, weights;
  for (std::uint32_t i = 0; i < nodes; ++i) {
    all[i] = i;
    std::sort(rows[i].begin(), rows[i].end());
    for (const auto& [to, w] : rows[i]) {
      neighbours.push_back(to);
      weights.push_back(w);
    }
    offsets.push_back(static_cast<std::uint32_t>(neighbours.size()));
  }
  return Network::undirected(std::move(all), std::move(offsets), std::move(neighbours), std::move(weights));
}

}  // namespace evident::graph
