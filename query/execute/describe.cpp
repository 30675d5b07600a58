// A card: what the thing is, what else it is called, where it stands among other concepts, where it is named,
// and how many claims of each role are about it. Sources and items are described by what they hold and by
// their own words.
#include "query/execute/describe.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "query/execute/cite.hpp"
#include "query/execute/columns.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Edge;
using graph::Graph;
using graph::Kind;
using graph::Node;

CellValue labels(const Graph& graph, std::span<const Node> nodes) {
  std::vector<std::string> all;
  for (const Node n : nodes) all.emplace_back(graph.label(n));
  if (all.empty()) return std::monostate{};
  return all;
}

std::vector<Node> claims_of(const Graph& graph, Node node) {
  std::vector<Node> claims;
  const auto take = [&](std::span<const Node> nodes) {
    for (const Node n : nodes)
      if (graph.kind(n) == Kind::claim) claims.push_back(n);
  };
  switch (graph.kind(node)) {
    case Kind::source:
      take(graph.out(node, Edge::contains));
      break;
    case Kind::study:
      take(graph.in(node, Edge::rests_on));
      break;
    case Kind::case_study:
      take(graph.in(node, Edge::in_case));
      break;
    case Kind::group:
      take(graph.in(node, Edge::named_by));
      [[fallthrough]];
    default:
      take(graph.in(node, Edge::about));
  }
  std::stable_sort(claims.begin(), claims.end(), [&](Node a, Node b) {
    return graph.choice(a, Attribute::role).value_or(255) < graph.choice(b, Attribute::role).value_or(255);
  });
  return claims;
}

CellValue by_role(const Graph& graph, Node node) {
  std::map<std::uint8_t, std::size_t> roles;
  for (const Node claim : claims_of(graph, node)) ++roles[graph.choice(claim, Attribute::role).value_or(255)];
  std::vector<std::string> all;
  for (const auto& [role, count] : roles) {
    const auto& choices = graph::info(Attribute::role).choices;
    all.push_back(std::to_string(count) + " × " +
                  (role < choices.size() ? std::string(choices[role].id) : "role not known"));
  }
  if (all.empty()) return std::monostate{};
  return all;
}

CellValue also_called(const Graph& graph, Node node) {
  std::vector<std::string> all;
  if (graph::has(graph.kind(node), Attribute::alternatives))
    for (const auto i : graph.list(node, Attribute::alternatives)) all.emplace_back(graph.string(i));
  if (all.empty()) return std::monostate{};
  return all;
}

CellValue found_in(const Graph& graph, const Evaluator& evaluator, Node node) {
  std::vector<std::string> all;
  std::set<Node> seen;
  for (const Node n : evaluator.appearances(node, 1000))
    if (const auto passage = graph.passage(n); passage && seen.insert(passage->source).second)
      all.push_back(view_of(graph, passage->source).citation);
  if (all.empty()) return std::monostate{};
  return all;
}

}  // namespace

std::vector<Column> description_columns() {
  return {{"name", "text"},     {"kind", "text"},     {"also called", "list"}, {"broader", "list"},
          {"narrower", "list"}, {"found in", "list"}, {"claims", "list"}};
}

std::vector<CellValue> describe(const Graph& graph, Node node) {
  const Evaluator evaluator(graph, nullptr);
  std::vector<CellValue> cells;
  cells.emplace_back(std::string(graph.label(node)));
  cells.emplace_back(kind_of_row(graph, node));
  cells.push_back(also_called(graph, node));
  cells.push_back(labels(graph, graph.out(node, Edge::broader)));
  cells.push_back(labels(graph, graph.in(node, Edge::broader)));
  cells.push_back(found_in(graph, evaluator, node));
  cells.push_back(by_role(graph, node));
  return cells;
}

Support description_support(const Graph& graph, Evaluator& evaluator, Node node) {
  Support support;
  std::set<Node> seen;
  const auto add = [&](Node n) {
    if (!has_words(graph, n) || !seen.insert(n).second) return;
    ++support.total;
    if (support.sets.size() < Evaluator::kWitnesses) support.sets.push_back({n});
  };
  // Half of the room for mentions, so that claims are always among the words shown.
  std::size_t mentions = 0;
  std::vector<Node> later;
  for (const Node n : evaluator.appearances(node, 10'000)) {
    if (graph.kind(n) == Kind::claim) continue;
    if (++mentions <= Evaluator::kWitnesses / 2)
      add(n);
    else
      later.push_back(n);
  }
  for (const Node claim : claims_of(graph, node)) add(claim);
  for (const Node n : later) add(n);
  return support;
}

}  // namespace evident::query
