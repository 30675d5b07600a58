// An answer as JSON, in the shape of docs/answers.md (the contract that scripts rely on).
#pragma once
#include <string>
#include <string_view>

#include "query/answer.hpp"

namespace evident::query {

// Appended to `out`, so that a program that answers many questions keeps its buffer.
void write_row(const Answer& answer, const Row& row, std::string& out);
// Everything; without rows for the closing line of JSON lines. indented: by two blanks, for people.
void write_answer(const Answer& answer, std::string_view version, bool with_rows, bool indented,
                  std::string& out);

}  // namespace evident::query
