// The total order of rows.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"

namespace evident::query {

// fold(), without the work where a label is plain ASCII.
std::string order_key(std::string_view label);

// By the keys asked for (missing values last, whichever way), then label, then id. Only the first `most` need be in
// order: of many nodes the others then stand behind them as they stood. Cost: one key a node, of a label its first
// bytes, and the order of those that may be among the first.
void order(const graph::Graph& graph, Evaluator& evaluator, const std::vector<Order>& by,
           std::vector<graph::Node>& nodes, std::size_t most = ~std::size_t{0});

}  // namespace evident::query
