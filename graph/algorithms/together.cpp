// Row by row: what stands beside one thing is counted in an array of the size of all things, so that no list of
// pairs has to be sorted.
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
        spoken_of_(graph.neighbours(Edge::about, false)),
        names_(graph.neighbours(Edge::names, true)),
        named_(graph.neighbours(Edge::names, false)),
        restates_(graph.neighbours(Edge::restates, true)) {
    for (const Edge edge : {Edge::in_case, Edge::rests_on}) {
      of_.push_back(graph.neighbours(edge, true));
      holds_.push_back(graph.neighbours(edge, false));
    }
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
    std::vector<std::uint32_t> offsets{0}, neighbours, weights, times(nodes_.size(), 0), beside;
    std::vector<std::uint32_t> places_of(graph_.num_nodes(), kNone);  // the thing for which it was last looked at
    for (std::uint32_t at = 0; at < nodes_.size(); ++at) {
      const auto stands_in = [&](Node passage, const std::vector<std::uint32_t>& things) {
        if (places_of[passage] == at) return;
        places_of[passage] = at;
        if (things.size() < 2) return;
        const bool first = things.front() == at;
        if (things.size() > kMostTogether) {
          lists_ += first;
          return;
        }
        counted_ += first;
        for (const std::uint32_t other : things)
          if (other != at && times[other]++ == 0) beside.push_back(other);
      };
      if (!look(nodes_[at], stands_in)) break;
      std::sort(beside.begin(), beside.end());
      for (const std::uint32_t other : beside) {
        neighbours.push_back(other);
        weights.push_back(times[other]);
        times[other] = 0;
      }
      beside.clear();
      offsets.push_back(static_cast<std::uint32_t>(neighbours.size()));
    }
    const bool whole = !budget_.over();
    if (!whole) {
      offsets.assign(nodes_.size() + 1, 0);
      neighbours.clear();
      weights.clear();
    }
    return {Network::undirected(std::move(nodes_), std::move(offsets), std::move(neighbours), std::move(weights)),
            counted_, lists_, whole};
  }

 private:
  // The passages that are about it, and the cases and studies in which it is named.
  template <class Take>
  bool look(Node thing, Take&& take) {
    for (const Node passage : spoken_of_[thing]) {
      if (!budget_.spend(about_[passage].size() + 1)) return false;
      if (!restates_[passage].empty()) continue;
      things_.clear();
      for (const Node other : about_[passage]) add(other);
      take(passage, once());
    }
    for (const Node mention : named_[thing])
      for (const Neighbours& of : of_)
        for (const Node whole : of[mention]) {
          named_in(whole);
          if (budget_.over()) return false;
          take(whole, once());
        }
    return true;
  }
  void named_in(Node whole) {
    things_.clear();
    for (const Neighbours& holds : holds_)
      for (const Node item : holds[whole]) {
        if (!budget_.spend(1)) return;
        for (const Node other : names_[item]) add(other);
      }
  }
  void add(Node thing) {
    if (place_[thing] != kNone) things_.push_back(place_[thing]);
  }
  const std::vector<std::uint32_t>& once() {
    std::sort(things_.begin(), things_.end());
    things_.erase(std::unique(things_.begin(), things_.end()), things_.end());
    return things_;
  }

  const Graph& graph_;
  Budget& budget_;
  Neighbours about_, spoken_of_, names_, named_, restates_;
  std::vector<Neighbours> of_, holds_;
  std::vector<std::uint32_t> place_, things_;
  std::vector<Node> nodes_;
  std::uint64_t counted_ = 0, lists_ = 0;
};

}  // namespace

Together together(const Graph& graph, std::span<const Kind> kinds, Budget& budget) {
  return Joining(graph, kinds, budget).run();
}

}  // namespace evident::graph
