// Runs a plan over a graph and says what the result rests on.
#pragma once
#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/language/parse.hpp"

namespace evident::query {

// Errors: E310 too much work, E311 stopped.
tl::expected<Answer, Diagnostic> execute(const graph::Graph& graph, const Plan& plan,
                                         const AskOptions& options = {});

}  // namespace evident::query
