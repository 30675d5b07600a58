// An answer as JSON, in the shape of docs/answers.md (the contract that scripts rely on).
#pragma once
#include <string_view>

#include "query/answer.hpp"
#include "support/json.hpp"

namespace evident::query {

Json row_json(const Answer& answer, const Row& row);
// Everything; without rows for the closing line of JSON lines.
Json answer_json(const Answer& answer, std::string_view version, bool with_rows);

}  // namespace evident::query
