// What is shown of each kind of thing when the question does not say.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/execute/evaluate.hpp"

namespace evident::query {

// The columns for a set of kinds; several kinds show which one each row is, first.
std::vector<Column> columns_for(const std::vector<graph::Kind>& kinds);
std::vector<CellValue> cells_for(const graph::Graph& graph, graph::Node node,
                                 const std::vector<Column>& columns);
// The value of a property as a cell.
CellValue cell_of(const graph::Graph& graph, Evaluator& evaluator, const Property& property,
                  graph::Node node);
std::string_view column_type(graph::Type type);

// "a finding", "survey"; empty when missing.
std::string choice_text(const graph::Graph& graph, graph::Node node, graph::Attribute attribute);
// What a claim is, for a first column: "finding", "opinion".
std::string kind_of_row(const graph::Graph& graph, graph::Node node);
// Who speaks: the speaker printed, else the group, else empty.
std::string speaker_of(const graph::Graph& graph, graph::Node node);

}  // namespace evident::query
