// What an answer was looked for in, for people: the other half of every absence.
#pragma once
#include <string>

#include "graph/graph.hpp"
#include "query/answer.hpp"

namespace evident::query {

// A document of the library, not a work that another one only mentions.
bool is_held(const graph::Graph& graph, graph::Node source);
// Such a work; false of whatever is no source.
bool is_only_cited(const graph::Graph& graph, graph::Node node);
// Of notice N15.
std::string cited_words(std::size_t cited, std::size_t whole);
Answer::Searched searched(const graph::Graph& graph);

}  // namespace evident::query
