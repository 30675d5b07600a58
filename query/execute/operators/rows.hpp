// Rows of one thing of a pattern and of what it alone leads to: its work.
#pragma once
#include <memory>

#include "query/execute/operators/fast_table.hpp"

namespace evident::query {

std::unique_ptr<FastTable> rows_of(Evaluator& evaluator, const Plan& plan, bool missing);

}  // namespace evident::query
