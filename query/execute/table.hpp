// Rows of values: the matches of a pattern, and things or matches in groups.
#pragma once
#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/quote.hpp"

namespace evident::query {

// Fills columns, rows and total_rows of an answer from a plan of Plan::Shape::table. most: rows shown where
// the question sets no limit of its own. Returns whether a pattern had more matches than are looked through.
// plainly: as AskOptions::plainly.
bool fill_table(Evaluator& evaluator, const Plan& plan, std::size_t most, bool plainly, Answer& answer,
                Quoter& quoter);

}  // namespace evident::query
