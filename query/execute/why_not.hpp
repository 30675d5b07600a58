// Why a thing is not in an answer: each condition of the question, whether the thing meets it, and what it has
// instead.
#pragma once
#include "query/answer.hpp"
#include "query/bind/plan.hpp"

namespace evident::query {

// item: a name, an id, or words that one item alone has. Errors: E201 nothing is called so, E244 the question does not look for things one by
// one.
tl::expected<Answer, Diagnostic> explain_absence(const graph::Graph& graph, const Plan& plan,
                                                 const Name& item, const AskOptions& options);

}  // namespace evident::query
