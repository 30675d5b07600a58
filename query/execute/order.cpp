#include "query/execute/order.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>

#include "query/execute/value.hpp"
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

void order(const Graph& graph, Evaluator& evaluator, const std::vector<Order>& by, std::vector<Node>& nodes) {
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
  std::vector<std::uint32_t> places(nodes.size());
  std::iota(places.begin(), places.end(), 0);
  std::sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const OrderKey &left = columns[k][a], &right = columns[k][b];
      if (left.missing != right.missing) return right.missing;
      if (left.missing) continue;
      if (before(left, right)) return !by[k].descending;
      if (before(right, left)) return by[k].descending;
    }
    if (const int order = label(a).compare(label(b))) return order < 0;
    return graph.id(nodes[a]) < graph.id(nodes[b]);
  });
  std::vector<Node> sorted(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) sorted[i] = nodes[places[i]];
  nodes = std::move(sorted);
}

}  // namespace evident::query
