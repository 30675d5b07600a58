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
// The value of a parameter that stands for a whole number. Errors: E220, E230.
tl::expected<std::int64_t, Diagnostic> parameter_number(const Parameter& parameter,
                                                        const AskOptions& options);
// A value of the property's type. Errors: E220, E222, E230.
tl::expected<Constant, Diagnostic> constant_of(const Property& property, const Literal& given,
                                               const AskOptions& options);
// What a parameter's text would have been in the question. Error: E230.
tl::expected<Literal, Diagnostic> with_value(const Literal& literal, const AskOptions& options);
// "is at least"
const char* said_comparison(Comparison comparison);
std::string said_literal(const Literal& literal);
// The same without quotation marks.
std::string said_value(const Literal& literal);
tl::expected<Test, Diagnostic> missing_test(const Term& property, const Kinds& kinds);

}  // namespace evident::query
