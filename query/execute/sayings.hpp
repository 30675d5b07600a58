// What documents say, told apart by what it rests on and which way it points: causal evidence, other
// evidence, results that a partner reports of itself, opinions, recommendations …
#pragma once
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"

namespace evident::query {

// "causal evidence", "opinion".
std::string evidence_kind(const graph::Graph& graph, graph::Node node);
// "better", "no effect found" of an effect; "in favour", "critical" of a view; empty where it does not say.
std::string direction_said(const graph::Graph& graph, graph::Node node);
// What rests on more comes first, then by direction.
double standing_rank(const graph::Graph& graph, graph::Node node);

std::vector<Column> sayings_columns();
std::vector<CellValue> sayings_cells(const graph::Graph& graph, graph::Node node);
// "In 3 of 17 sources: 2 × causal evidence (1 better, 1 no effect found) and 3 × opinion (3 in favour). …"
std::string sayings_summary(const graph::Graph& graph, const std::vector<graph::Node>& nodes);

}  // namespace evident::query
