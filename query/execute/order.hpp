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

// By the keys asked for (missing values last, whichever way), then label, then id.
void order(const graph::Graph& graph, Evaluator& evaluator, const std::vector<Order>& by,
           std::vector<graph::Node>& nodes);

}  // namespace evident::query
