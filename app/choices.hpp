// What may stand at a place of a question, as JSON: shared by `evident complete` and sessions.
#pragma once
#include <cstdint>
#include <string>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "support/json.hpp"
#include "support/result.hpp"

namespace evident::app {

// at: how many characters stand before the cursor; negative: all. Fails where the text is no UTF-8.
Result<Json> completion(const graph::Graph& graph, const std::string& text, std::int64_t at,
                        const query::AskOptions& options);

}  // namespace evident::app
