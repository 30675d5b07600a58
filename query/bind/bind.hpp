// From a question's syntax tree to a plan over one graph: words to kinds and relations, names to things.
#pragma once
#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/language/ast.hpp"
#include "query/language/parse.hpp"

namespace evident::query {

// Diagnostics of E2xx, each with a place and one fix: a name, relation, property or value that does not exist
// here.
tl::expected<Plan, Diagnostic> bind(const graph::Graph& graph, const Question& question,
                                    const AskOptions& options = {});

}  // namespace evident::query
