// First the passages, cases and studies with at least two of the things, in their order; then row by row what stands
// beside each thing, counted in an array of the size of all things, so that no list of pairs has to be sorted.
#include "graph/algorithms/together.hpp"

#include <algorithm>
#include <limits>

namespace evident::graph {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

class Joining {
 public:
  Joining(const Graph& graph, std::span<const Kind> kinds, Budget& budget)
      : graph_(graph),
        budget_(budget),
        about_(graph.neighbours(Edge::about, true)),
        names_(graph.neighbours(Edge::names, true)),
        restates_(graph.neighbours(Edge::restates, true)) {
    for (const Edge edge : {Edge::in_case, Edge::rests_on}) holds_.push_back(graph.neighbours(edge, false));
    place_.assign(graph.num_nodes(), kNone);
    for (const Kind kind : kinds) {
      const NodeRange range = graph.nodes(kind);
      for (Node node = range.first; node < range.last; ++node) {
        place_[node] = static_cast<std::uint32_t>(nodes_.size());
        nodes_.push_back(node);
      }
    }
  }

  Together run() {
    for (const KindInfo& kind : kinds())
      if (kind.role == KindRole::item && !collect(kind.id)) break;
    std::vector<std::uint32_t> offsets{0}, neighbours, weights;
    if (!budget_.over()) rows(offsets, neighbours, weights);
    const bool whole = !budget_.over();
    if (!whole) {
      offsets.assign(nodes_.size() + 1, 0);
      neighbours.clear();
      weights.clear();
    }
    return {Network::undirected(std::move(nodes_), std::move(offsets), std::move(neighbours), std::move(weights)),
            starts_.size() - 1, lists_, whole};
  }

 private:
  // What each passage, case or study of a kind speaks of or names.
  bool collect(Kind kind) {
    const NodeRange range = graph_.nodes(kind);
    const bool holds = kind == Kind::case_study || kind == Kind::study;
    for (Node node = range.first; node < range.last; ++node) {
      const auto about = about_[node];
      if (!budget_.spend(about.size() + 1)) return false;
      if (about.size() < 2 && !holds) continue;
      things_.clear();
      for (const Node thing : about) add(thing);
      if (holds && !named_in(node)) return false;
      std::sort(things_.begin(), things_.end());
      things_.erase(std::unique(things_.begin(), things_.end()), things_.end());
      if (things_.size() < 2 || !restates_[node].empty()) continue;
      if (things_.size() > kMostTogether) {
        ++lists_;
        continue;
      }
      held_.insert(held_.end(), things_.begin(), things_.end());
      starts_.push_back(static_cast<std::uint32_t>(held_.size()));
    }
    return true;
  }
  bool named_in(Node whole) {
    for (const Neighbours& holds : holds_)
      for (const Node item : holds[whole]) {
        if (!budget_.spend(1)) return false;
        for (const Node thing : names_[item]) add(thing);
      }
    return true;
  }
  void add(Node thing) {
    if (place_[thing] != kNone) things_.push_back(place_[thing]);
  }

  void rows(std::vector<std::uint32_t>& offsets, std::vector<std::uint32_t>& neighbours,
            std::vector<std::uint32_t>& weights) {
    // Where each thing stands.
    std::vector<std::uint32_t> first(nodes_.size() + 1, 0), stands(held_.size()), times(nodes_.size(), 0), beside;
    for (const std::uint32_t thing : held_) ++first[thing + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    auto at = first;
    for (std::uint32_t place = 0; place + 1 < starts_.size(); ++place)
      for (std::uint32_t i = starts_[place]; i < starts_[place + 1]; ++i) stands[at[held_[i]]++] = place;
    for (std::uint32_t thing = 0; thing < nodes_.size(); ++thing) {
      for (std::uint32_t s = first[thing]; s < first[thing + 1]; ++s) {
        const std::uint32_t place = stands[s];
        if (!budget_.spend(starts_[place + 1] - starts_[place])) return;
        for (std::uint32_t i = starts_[place]; i < starts_[place + 1]; ++i)
          if (held_[i] != thing && times[held_[i]]++ == 0) beside.push_back(held_[i]);
      }
      std::sort(beside.begin(), beside.end());
      for (const std::uint32_t other : beside) {
        neighbours.push_back(other);
        weights.push_back(times[other]);
        times[other] = 0;
      }
      beside.clear();
      offsets.push_back(static_cast<std::uint32_t>(neighbours.size()));
    }
  }

  const Graph& graph_;
  Budget& budget_;
  Neighbours about_, names_, restates_;
  std::vector<Neighbours> holds_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> place_, things_;        // of each node; of the passage at hand
  std::vector<std::uint32_t> starts_{0}, held_;      // the things of each place, one after the other
  std::uint64_t lists_ = 0;
};

}  // namespace

Together together(const Graph& graph, std::span<const Kind> kinds, Budget& budget) {
  return Joining(graph, kinds, budget).run();
}

}  // namespace evident::graph
