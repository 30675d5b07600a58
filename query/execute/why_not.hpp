// Why a thing is not in an answer: each condition of the question, whether the thing meets it, and what it has
// instead.
#pragma once
#include <string_view>

#include "query/answer.hpp"
#include "query/bind/plan.hpp"

namespace evident::query {

// item: an id or a name. Errors: E201 nothing is called so, E244 the question does not look for things one by
// one.
tl::expected<Answer, Diagnostic> explain_absence(const graph::Graph& graph, const Plan& plan,
                                                 std::string_view item, const AskOptions& options);

}  // namespace evident::query
