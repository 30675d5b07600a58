// One row that says what the library holds about one thing.
#pragma once
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/execute/evaluate.hpp"

namespace evident::query {

std::vector<Column> description_columns();
std::vector<CellValue> describe(const graph::Graph& graph, graph::Node node);
// Its own words or its mentions first, then claims about it in the order of their roles.
Support description_support(const graph::Graph& graph, Evaluator& evaluator, graph::Node node);

}  // namespace evident::query
