// "since 2003", "between 2003 and 2012", "in the last 5 years".
#pragma once
#include <string_view>

#include "query/bind/names.hpp"
#include "query/bind/plan.hpp"
#include "query/language/ast.hpp"
#include "query/language/parse.hpp"

namespace evident::query {

// Sources and what they say are dated; things of a vocabulary are not.
bool is_dated(graph::Kind kind);

// written: the modifier as it stands in the question. Errors: E117 no date, E211 the kinds have none, E214 an
// empty time, E230.
tl::expected<Test, Diagnostic> bind_time(const Modifier& modifier, const Kinds& kinds,
                                         const AskOptions& options, std::string_view written);

}  // namespace evident::query
