// Sources by influence, the most influential first.
#pragma once
#include <memory>

#include "query/execute/operators/fast_table.hpp"

namespace evident::query {

std::unique_ptr<FastTable> ranked_of(Evaluator& evaluator, const Plan& plan);

}  // namespace evident::query
