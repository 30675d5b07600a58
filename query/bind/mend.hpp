// The fix of an error of meaning as a change of the question, where there is one with which it runs.
#pragma once
#include <string_view>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/language/parse.hpp"

namespace evident::query {

// The problem with the first of its proposals as its edit with which the question is bound, or fails only
// farther on.
Diagnostic mended(const graph::Graph& graph, std::string_view question, Diagnostic problem,
                  const AskOptions& options);

// Of these words those that differ from `typed` by a slip of the pen, nearest first.
std::vector<std::string> near_misses(std::string_view typed, const std::vector<std::string>& words);

}  // namespace evident::query
