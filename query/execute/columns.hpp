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
// "400 patients"; monostate where the study does not say.
CellValue participants_of(const graph::Graph& graph, graph::Node study);
std::string_view column_type(graph::Type type);

// The passages that the value of a default column was read from.
std::vector<graph::Node> origins_of(const Evaluator& evaluator, graph::Node node, const Column& column);
// "survey", "quasi experimental".
std::string choice_word(graph::Attribute attribute, std::uint8_t index);
// "3", "2.5"
std::string shown_number(double number);
// "a finding", "survey"; empty when missing.
std::string choice_text(const graph::Graph& graph, graph::Node node, graph::Attribute attribute);
// What a claim is, for a first column: "finding", "opinion".
std::string kind_of_row(const graph::Graph& graph, graph::Node node);
// Who speaks: the speaker printed, else the group, else empty.
std::string speaker_of(const graph::Graph& graph, graph::Node node);

}  // namespace evident::query
