#include "query/execute/order.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>

#include "query/execute/value.hpp"
#include "query/second_thread.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Graph;
using graph::Node;

std::string order_key(std::string_view label) {
  std::string key;
  key.reserve(label.size());
  bool gap = false;
  for (const char c : label) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) return fold(label);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool capital = c >= 'A' && c <= 'Z';
    if (!letter && !capital) {
      gap = true;
      continue;
    }
    if (gap && !key.empty()) key += ' ';
    gap = false;
    key += capital ? static_cast<char>(c + 32) : c;
  }
  return key;
}

namespace {

// The first eight bytes of order_key(label) as a number: where they differ, so do the labels, the same way.
std::uint64_t label_begin(const Graph& graph, Node node, std::string& room) {
  constexpr std::size_t kAsked = 40;  // bytes of a label that have eight letters, but for a few
  room.clear();
  graph.append_label_start(node, kAsked, room);
  const bool ascii = std::all_of(room.begin(), room.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  std::string key = ascii ? order_key(room) : std::string();
  if (key.size() < 8) key = order_key(graph.label(node));
  std::uint64_t begin = 0;
  for (std::size_t i = 0; i < 8; ++i) begin = begin << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0u);
  return begin;
}

constexpr std::size_t kMany = 20'000;  // nodes from which the first are looked for before anything is put in order

// The places, of those given, that may be among the first `most`: all that are before the place number `most`, and all
// that `less` cannot tell from it. Returns how many at the beginning are before it.
template <class Less>
std::size_t keep_first(std::vector<std::uint32_t>& places, std::size_t most, Less&& less) {
  const auto at = places.begin() + static_cast<std::ptrdiff_t>(most - 1);
  std::nth_element(places.begin(), at, places.end(), less);
  const std::uint32_t last = *at;
  const auto ties = std::partition(places.begin(), at, [&](std::uint32_t p) { return less(p, last); });
  const auto end = std::partition(at, places.end(), [&](std::uint32_t p) { return !less(last, p); });
  places.erase(end, places.end());
  return static_cast<std::size_t>(ties - places.begin());
}

}  // namespace

void order(const Graph& graph, Evaluator& evaluator, const std::vector<Order>& by, std::vector<Node>& nodes,
           std::size_t most) {
  std::vector<std::optional<std::string>> labels(nodes.size());  // made when nothing else tells two apart
  const auto label = [&](std::size_t i) -> const std::string& {
    return labels[i] ? *labels[i] : labels[i].emplace(order_key(graph.label(nodes[i])));
  };
  std::vector<std::vector<OrderKey>> columns;
  std::vector<PropertyValue> values;
  Computer computer(evaluator);
  Scope scope;
  for (const Order& one : by) {
    std::vector<OrderKey> column(nodes.size());
    const bool plain = one.value.op == Computed::Op::property && one.value.hops.empty() && one.value.property;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (!plain) {
        scope.things.assign(1, std::span<const Node>(&nodes[i], 1));
        column[i] = key_of(computer.value(one.value, scope), one.descending);
        continue;
      }
      evaluator.values(*one.value.property, nodes[i], values);
      for (const PropertyValue& value : values) {
        OrderKey key = key_of(value);
        if (column[i].missing || (one.descending ? before(column[i], key) : before(key, column[i])))
          column[i] = std::move(key);
      }
    }
    columns.push_back(std::move(column));
  }
  computer.tell();
  // Below 0: a is before b by the keys; 0: they do not tell.
  const auto by_keys = [&](std::uint32_t a, std::uint32_t b) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const OrderKey &left = columns[k][a], &right = columns[k][b];
      if (left.missing != right.missing) return right.missing ? -1 : 1;
      if (left.missing) continue;
      if (before(left, right)) return by[k].descending ? 1 : -1;
      if (before(right, left)) return by[k].descending ? -1 : 1;
    }
    return 0;
  };
  std::vector<std::uint32_t> places(nodes.size());
  std::iota(places.begin(), places.end(), 0);
  most = std::max<std::size_t>(most, 1);
  if (nodes.size() >= kMany && most < nodes.size() / 2) {
    std::size_t sure = by.empty() ? 0 : keep_first(places, most, [&](auto a, auto b) { return by_keys(a, b) < 0; });
    if (places.size() > most) {
      std::vector<std::uint32_t> ties(places.begin() + static_cast<std::ptrdiff_t>(sure), places.end());
      places.resize(sure);
      std::vector<std::uint64_t> begins(nodes.size());
      const auto fill = [&](std::size_t first, std::size_t last) {
        std::string room;
        for (std::size_t i = first; i < last; ++i) begins[ties[i]] = label_begin(graph, nodes[ties[i]], room);
      };
      const std::size_t middle = ties.size() >= kMany ? ties.size() / 2 : ties.size();
      std::optional<SecondThread> rest;
      if (middle < ties.size()) rest.emplace([&] { fill(middle, ties.size()); });
      fill(0, middle);
      if (rest) rest->join();
      keep_first(ties, most - sure, [&](auto a, auto b) { return begins[a] < begins[b]; });
      places.insert(places.end(), ties.begin(), ties.end());
    }
  }
  std::sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (const int order = by_keys(a, b)) return order < 0;
    if (const int order = label(a).compare(label(b))) return order < 0;
    return graph.id(nodes[a]) < graph.id(nodes[b]);
  });
  std::vector<Node> sorted;
  sorted.reserve(nodes.size());
  for (const std::uint32_t place : places) sorted.push_back(nodes[place]);
  if (places.size() < nodes.size()) {
    std::vector<bool> taken(nodes.size());
    for (const std::uint32_t place : places) taken[place] = true;
    for (std::size_t i = 0; i < nodes.size(); ++i)
      if (!taken[i]) sorted.push_back(nodes[i]);
  }
  nodes = std::move(sorted);
}

}  // namespace evident::query
