#include "query/execute/order.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <numeric>
#include <optional>

#include "support/text.hpp"

namespace evident::query {
namespace {

using graph::Graph;
using graph::Node;

struct Key {
  bool missing = true;
  double number = 0;
  std::string text;
};

// Numbers before words; of several values the first in the order asked for.
bool less(const Key& a, const Key& b) { return a.number != b.number ? a.number < b.number : a.text < b.text; }

Key key_of(const PropertyValue& value) {
  Key key;
  key.missing = false;
  if (const auto* number = std::get_if<double>(&value)) key.number = *number;
  if (const auto* choice = std::get_if<std::uint8_t>(&value)) key.number = *choice;
  if (const auto* truth = std::get_if<bool>(&value)) key.number = *truth;
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), key.number);
    if (error != std::errc{} || end != text->data() + text->size()) {
      key.number = 1e300;
      key.text = order_key(*text);
    }
  }
  return key;
}

}  // namespace

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
  std::vector<std::string> labels(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) labels[i] = order_key(graph.label(nodes[i]));
  std::vector<std::vector<Key>> columns;
  std::vector<PropertyValue> values;
  for (const Order& one : by) {
    std::vector<Key> column(nodes.size());
    const NodeSet* counted = one.count_of.empty() ? nullptr : &evaluator.set_of(one.count_of[0]);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (counted) {
        column[i] = {
            false, static_cast<double>(evaluator.count(one.links, nodes[i], *counted, SIZE_MAX)), {}};
        continue;
      }
      evaluator.values(one.property, nodes[i], values);
      for (const PropertyValue& value : values) {
        Key key = key_of(value);
        if (column[i].missing || (one.descending ? less(column[i], key) : less(key, column[i])))
          column[i] = std::move(key);
      }
    }
    columns.push_back(std::move(column));
  }
  std::vector<std::uint32_t> places(nodes.size());
  std::iota(places.begin(), places.end(), 0);
  std::sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const Key &left = columns[k][a], &right = columns[k][b];
      if (left.missing != right.missing) return right.missing;
      if (left.missing) continue;
      if (less(left, right)) return !by[k].descending;
      if (less(right, left)) return by[k].descending;
    }
    if (const int order = labels[a].compare(labels[b])) return order < 0;
    return graph.id(nodes[a]) < graph.id(nodes[b]);
  });
  std::vector<Node> sorted(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) sorted[i] = nodes[places[i]];
  nodes = std::move(sorted);
}

}  // namespace evident::query
