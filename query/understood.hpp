// A question that was read and bound, with what it is proposed to mean where that failed.
#pragma once
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/language/parse.hpp"

namespace evident::query {

struct Understood {
  Question tree;
  Plan plan;
};
tl::expected<Understood, Diagnostic> understood(const graph::Graph& graph, std::string_view question,
                                                const AskOptions& options);

}  // namespace evident::query
