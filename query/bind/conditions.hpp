// Conditions on properties: which property is meant for these kinds, and values of its type.
#pragma once
#include "query/bind/names.hpp"
#include "query/bind/plan.hpp"
#include "query/language/ast.hpp"
#include "query/language/parse.hpp"

namespace evident::query {

// E211 when no kind at hand has it.
tl::expected<Property, Diagnostic> bind_property(const Term& term, const Kinds& kinds);
// Errors: E211 unknown property, E220 value of another type, E221 no order, E222 no such choice, E230 no
// value.
tl::expected<Test, Diagnostic> bind_condition(const Condition& condition, const Kinds& kinds,
                                              const AskOptions& options);
tl::expected<Test, Diagnostic> bind_test(const PropertyTest& test, const Kinds& kinds,
                                         const AskOptions& options);
tl::expected<Test, Diagnostic> missing_test(const Term& property, const Kinds& kinds);

}  // namespace evident::query
