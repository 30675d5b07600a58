// What the algorithms run on: nodes in places 0, 1, … and for each its neighbours, ascending.
#pragma once
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "graph/graph.hpp"

namespace evident::graph {

// A list for each place. Lists that follow one another in memory, as those of a file do, take 4 bytes each, others 16:
// who goes over all of a large network waits for memory.
class PlaceLists {
 public:
  void reserve(std::size_t places) { starts_.reserve(places + 1); }
  void push(std::span<const std::uint32_t> list);
  std::size_t size() const { return apart_.empty() ? starts_.size() - 1 : apart_.size(); }
  // Of all lists, one after the other; empty where they do not follow one another.
  std::span<const std::uint32_t> all() const {
    if (!apart_.empty() || starts_.back() == 0) return {};
    return {first_, starts_.back()};
  }
  std::span<const std::uint32_t> operator[](std::size_t place) const {
    if (!apart_.empty()) return apart_[place];
    return {first_ + starts_[place], starts_[place + 1] - starts_[place]};
  }

 private:
  const std::uint32_t* first_ = nullptr;
  std::vector<std::uint32_t> starts_{0};
  std::vector<std::span<const std::uint32_t>> apart_;  // instead of those
};

class Network {
 public:
  // Where all edges lead: to higher places, to lower ones, or some this way and some that.
  enum class Leads { up, down, both };

  // Nodes of a range and the edges of one kind between them: the neighbours stay where the file has them. The
  // graph has to outlive it.
  static Network over(const Graph& graph, Edge edge, NodeRange range);
  // Edges given one by one; an edge that is given again counts once.
  static Network directed(std::uint32_t size, std::vector<std::pair<std::uint32_t, std::uint32_t>> edges);
  // Neighbours both ways and how strongly they are joined: offsets has one place more than nodes.
  static Network undirected(std::vector<Node> nodes, std::vector<std::uint32_t> offsets,
                            std::vector<std::uint32_t> neighbours, std::vector<std::uint32_t> weights);

  Network(Network&&) = default;
  Network& operator=(Network&&) = default;

  std::uint32_t size() const { return static_cast<std::uint32_t>(out_.size()); }
  bool is_directed() const { return directed_; }
  Node node(std::uint32_t place) const { return nodes_.empty() ? first_ + place : nodes_[place]; }
  // The place of what out() and in() list.
  std::uint32_t place(std::uint32_t neighbour) const { return neighbour - first_; }
  std::span<const std::uint32_t> out(std::uint32_t place) const { return out_[place]; }
  std::span<const std::uint32_t> all_out() const { return out_.all(); }
  std::span<const std::uint32_t> in(std::uint32_t place) const { return directed_ ? in_[place] : out_[place]; }
  // Of the edges of out(), in the same order; empty: each is 1.
  std::span<const std::uint32_t> weights(std::uint32_t place) const {
    if (weights_.empty()) return {};
    return std::span(weights_).subspan(offsets_[place], out_[place].size());
  }
  std::uint64_t num_edges() const { return edges_; }  // of an undirected network each once
  Leads leads() const { return leads_; }              // of a directed one

  // Places next to this one, whichever way, each once, ascending.
  template <class Take>
  void each_neighbour(std::uint32_t place, Take&& take) const;

 private:
  Network() = default;
  static PlaceLists lists(const std::vector<std::uint32_t>& offsets, const std::vector<std::uint32_t>& targets);
  Leads find_leads() const;

  bool directed_ = true;
  Leads leads_ = Leads::both;
  Node first_ = 0;
  std::uint64_t edges_ = 0;
  std::vector<Node> nodes_;  // empty: first_, first_ + 1, …
  PlaceLists out_, in_;
  std::vector<std::uint32_t> offsets_, targets_, sources_, weights_;  // where the file has none
};

template <class Take>
void Network::each_neighbour(std::uint32_t at, Take&& take) const {
  const auto out = out_[at];
  if (!directed_) {
    for (const auto n : out) take(n);
    return;
  }
  const auto in = in_[at];
  std::size_t o = 0, i = 0;
  while (o < out.size() || i < in.size()) {
    if (i == in.size() || (o < out.size() && out[o] < in[i])) {
      take(place(out[o++]));
    } else {
      if (o < out.size() && out[o] == in[i]) ++o;
      take(place(in[i++]));
    }
  }
}

}  // namespace evident::graph
