// The shortest chain from one thing to another, found from both ends at once.
//
// Each round goes on from the end whose border is spoken of in fewer passages; they meet half way, so what is looked
// at grows with the square root of what one end alone would reach. A thing that half of all passages speak of is met,
// and never gone on from: who is next to it is asked of those that could be. Of several shortest chains the first by its stations is
// taken, as the search of paths.cpp takes it.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

#include "graph/graph.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/operators/fast_table.hpp"

namespace evident::query {

class Shortest {
 public:
  // Whether the search is one that this can do: over edges from passages to things only, of one step each.
  static bool can(const Connected& asked);
  Shortest(Evaluator& evaluator, const Connected& asked);
  // The stations, first to last; empty: there is no chain of so many steps. False: stopped.
  bool find(const Cancel* cancel, std::vector<graph::Node>& stations);
  // Things that the last search looked at.
  std::size_t looked() const {
    std::size_t n = 0;
    for (const Side* side : {&a_, &b_})
      for (const auto& level : side->levels) n += level.size();
    return n;
  }

 private:
  struct Side {
    std::vector<std::vector<graph::Node>> levels;
    // Round and level of each node. The memory is zero until it is touched, so a large graph costs nothing.
    std::unique_ptr<std::uint32_t[], void (*)(void*)> seen{nullptr, std::free};
  };
  bool is_there(graph::Node n) const {  // whether it is a station
    for (const graph::NodeRange& range : stations_)
      if (n < range.last) return n >= range.first;
    return false;
  }
  template <class Take>
  void each_near(graph::Node station, Take&& take) const;
  std::optional<std::uint32_t> level(const Side& side, graph::Node n) const;
  std::size_t passages(graph::Node station) const;
  std::size_t passages(const std::vector<graph::Node>& stations) const;
  bool near(graph::Node station, const std::vector<graph::Node>& sorted) const;
  void back_from(const std::vector<graph::Node>& met, const std::vector<graph::Node>& level_before, std::size_t at,
                 std::vector<graph::Node>& before) const;
  graph::Node first_of(graph::Node last, const std::vector<graph::Node>& candidates) const;
  bool grow(Side& side, const Side& other, const Cancel* cancel, bool& met);

  const graph::Graph& graph_;
  std::vector<std::pair<graph::Neighbours, graph::Neighbours>> over_;  // along and against
  std::vector<graph::NodeRange> stations_;  // ascending
  std::vector<graph::Node> from_, to_;
  std::size_t steps_;
  Side a_, b_;
  std::uint32_t round_ = 0;
};

std::unique_ptr<FastTable> path_of(Evaluator& evaluator, const Plan& plan);

}  // namespace evident::query
