// Plain words for what was understood. Templates hold {plural|singular} pairs until the number is known.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "query/bind/plan.hpp"
#include "query/language/ast.hpp"

namespace evident::query {

// "{have|has} {claims|a claim}" to "have claims" or "has a claim".
std::string in_number(std::string_view pattern, bool plural);
// "at least one claim that is …", "no claim that is …", "only claims that are …" from the object's template.
std::string said_quantity(const Quantity& quantity, std::string_view object_pattern);
// "since 2003", "in 2003-05".
std::string said_date(const Date& date);
Period period_of(const Date& date);
// "2003", "2003-05" or "2003-05-17" and nothing else.
std::optional<Date> read_date(std::string_view text);
std::int32_t day_number(int year, int month, int day);  // days since 1970-01-01, Gregorian

}  // namespace evident::query
