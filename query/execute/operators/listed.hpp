// Lists whose rows need no scan: one thing by its id, and things that hold words.
#pragma once
#include <memory>

#include "query/execute/operators/fast_table.hpp"

namespace evident::query {

std::unique_ptr<FastTable> listed_of(Evaluator& evaluator, const Plan& plan);

}  // namespace evident::query
