#include "graph/algorithms/network.hpp"

#include <algorithm>

namespace evident::graph {
namespace {

std::span<const Node> within(std::span<const Node> neighbours, NodeRange range) {
  if (neighbours.empty()) return {};
  auto first = neighbours.begin(), last = neighbours.end();
  if (*first < range.first) first = std::lower_bound(first, last, range.first);
  if (first != last && *(last - 1) >= range.last) last = std::lower_bound(first, last, range.last);
  return {first, last};
}

}  // namespace

void PlaceLists::push(std::span<const std::uint32_t> list) {
  if (apart_.empty() && !list.empty()) {
    if (starts_.back() == 0) first_ = list.data();
    if (list.data() != first_ + starts_.back()) {
      apart_.reserve(starts_.capacity());
      for (std::size_t place = 0; place + 1 < starts_.size(); ++place)
        apart_.emplace_back(first_ + starts_[place], starts_[place + 1] - starts_[place]);
      starts_ = {};
    }
  }
  if (apart_.empty())
    starts_.push_back(starts_.back() + static_cast<std::uint32_t>(list.size()));
  else
    apart_.push_back(list);
}

Network Network::over(const Graph& graph, Edge edge, NodeRange range) {
  Network network;
  network.first_ = range.first;
  const Neighbours out = graph.neighbours(edge, true), in = graph.neighbours(edge, false);
  network.out_.reserve(range.size());
  network.in_.reserve(range.size());
  for (Node node = range.first; node < range.last; ++node) {
    const auto leaving = within(out[node], range);
    network.out_.push(leaving);
    network.in_.push(within(in[node], range));
    network.edges_ += leaving.size();
  }
  network.leads_ = network.find_leads();
  return network;
}

PlaceLists Network::lists(const std::vector<std::uint32_t>& offsets, const std::vector<std::uint32_t>& targets) {
  PlaceLists lists;
  lists.reserve(offsets.size() - 1);
  for (std::size_t i = 0; i + 1 < offsets.size(); ++i)
    lists.push(std::span(targets).subspan(offsets[i], offsets[i + 1] - offsets[i]));
  return lists;
}

Network::Leads Network::find_leads() const {
  bool up = true, down = true;
  for (std::uint32_t i = 0; i < size(); ++i) {
    const auto from = in(i);  // ascending
    if (from.empty()) continue;
    up = up && place(from.back()) < i;
    down = down && place(from.front()) > i;
  }
  return down ? Leads::down : up ? Leads::up : Leads::both;
}

Network Network::directed(std::uint32_t size, std::vector<std::pair<std::uint32_t, std::uint32_t>> edges) {
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  Network network;
  network.edges_ = edges.size();
  std::vector<std::uint32_t> out(size + std::size_t{1}, 0), in(size + std::size_t{1}, 0);
  for (const auto& [from, to] : edges) {
    ++out[from + 1];
    ++in[to + 1];
    network.targets_.push_back(to);
  }
  for (std::size_t i = 1; i < out.size(); ++i) {
    out[i] += out[i - 1];
    in[i] += in[i - 1];
  }
  network.sources_.resize(edges.size());
  auto at = in;
  for (const auto& [from, to] : edges) network.sources_[at[to]++] = from;
  network.out_ = lists(out, network.targets_);
  network.in_ = lists(in, network.sources_);
  network.leads_ = network.find_leads();
  return network;
}

Network Network::undirected(std::vector<Node> nodes, std::vector<std::uint32_t> offsets,
                            std::vector<std::uint32_t> neighbours, std::vector<std::uint32_t> weights) {
  Network network;
  network.directed_ = false;
  network.edges_ = neighbours.size() / 2;
  network.nodes_ = std::move(nodes);
  network.offsets_ = std::move(offsets);
  network.targets_ = std::move(neighbours);
  network.weights_ = std::move(weights);
  network.out_ = lists(network.offsets_, network.targets_);
  return network;
}

}  // namespace evident::graph
