// A name without quotation marks that holds "and", "or" or a comma: "health and social care".
#pragma once
#include <string>
#include <string_view>

#include "graph/graph.hpp"
#include "query/language/parse.hpp"

namespace evident::query {

// The parser takes such a name for a list of names, of which one is unknown (problem: its E201). The question with
// the longest run of words around that name put in quotation marks that the library has as one name; empty when
// there is none. A part that is a name by itself is never joined, because then the list could be meant.
std::string with_whole_name(const graph::Graph& graph, std::string_view question, const Diagnostic& problem);

}  // namespace evident::query
