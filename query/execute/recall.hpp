// What stands behind an absence: how much of what was asked for extraction finds where it is there.
#pragma once
#include <optional>
#include <vector>

#include "graph/quality.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"

namespace evident::query {

// Of the kinds, attributes and values that the plan asks for, those found worst first, three at most.
std::vector<Recall> recall_behind(const Plan& plan, const graph::QualityCard& card);
// "of causally worded claims 0.71 (0.64–0.77), of claims 0.98 (0.97–0.99)".
std::string recall_words(const std::vector<Recall>& all);
// Whether the answer, or part of it, is that there is nothing.
bool tells_absence(const Answer& answer);

}  // namespace evident::query
