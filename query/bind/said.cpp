// The read-back. Each test carries its own words; this file joins them and prints conditions of the schema,
// whose words come from the schema itself, so that a new attribute reads back without a change here. Dates
// are counted in days with Howard Hinnant's days_from_civil (proleptic Gregorian calendar).
#include "query/bind/said.hpp"

#include <charconv>
#include <cstdio>

#include "graph/schema/schema.hpp"

namespace evident::query {
namespace {

using graph::Attribute;

std::string choice_word(const graph::AttributeInfo& info, std::uint8_t value) {
  if (value >= info.choices.size()) return {};
  const auto& choice = info.choices[value];
  if (!choice.words.empty()) return std::string(choice.words.front());
  std::string word(choice.id);
  for (char& c : word)
    if (c == '_') c = ' ';
  return word;
}

std::string with_article(const std::string& word) {
  return (std::string_view("aeiou").find(word[0]) != std::string_view::npos ? "an " : "a ") + word;
}

std::string said_test(const graph::Test& test) {
  const auto& info = graph::info(test.attribute);
  if (test.attribute == Attribute::gap) return "{stated gaps|a stated gap}";
  if (info.type == graph::Type::boolean) return std::string(info.words.front());
  std::string values;
  for (std::size_t i = 0; i < test.values.size(); ++i) {
    if (i) values += i + 1 == test.values.size() ? " or " : ", ";
    values += choice_word(info, test.values[i]);
  }
  switch (test.attribute) {
    case Attribute::warrant:
      if (values == "warranted") return "causally worded and carried by {their|its} design";
      if (values == "over-claimed") return "causally worded beyond {their|its} design";
      return values;
    case Attribute::measure_kind:
      return "{" + values + " measures|" + with_article(values) + " measure}";
    case Attribute::role: {
      const std::string id(info.choices[test.values.front()].id);
      return "{" + id + "s|" + with_article(id) + "}";
    }
    case Attribute::design:
      return "of the design " + values;
    case Attribute::doc_type:
      return "of the genre " + values;
    case Attribute::cost:
      return "about " + values;
    case Attribute::dimension:
      return "about " + values;
    default:
      return values;
  }
}

}  // namespace

std::string said_condition(const graph::Condition& condition) {
  std::string text;
  for (std::size_t i = 0; i < condition.size(); ++i) {
    if (i) text += ", ";
    text += said_test(condition[i]);
  }
  return text;
}

std::string in_number(std::string_view pattern, bool plural) {
  std::string text;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    const auto bar = open == std::string_view::npos ? open : pattern.find('|', open);
    const auto close = bar == std::string_view::npos ? bar : pattern.find('}', bar);
    if (close == std::string_view::npos) return text + std::string(pattern);
    text += pattern.substr(0, open);
    text += plural ? pattern.substr(open + 1, bar - open - 1) : pattern.substr(bar + 1, close - bar - 1);
    pattern.remove_prefix(close + 1);
  }
  return text;
}

std::string said_quantity(const Quantity& quantity, std::string_view object) {
  using Kind = Quantity::Kind;
  const bool one = quantity.number == 1;
  const std::string number = one ? "one" : std::to_string(quantity.number);
  switch (quantity.kind) {
    case Kind::some:
      return "at least one " + in_number(object, false);
    case Kind::no:
      return "no " + in_number(object, false);
    case Kind::only:
      return "only " + in_number(object, true);
    case Kind::every:
      return "every " + in_number(object, false);
    case Kind::at_least:
      return "at least " + number + " " + in_number(object, !one);
    case Kind::at_most:
      return "at most " + number + " " + in_number(object, !one);
    case Kind::exactly:
      return "exactly " + number + " " + in_number(object, !one);
    case Kind::more_than:
      return "more than " + number + " " + in_number(object, !one);
    case Kind::fewer_than:
      return "fewer than " + number + " " + in_number(object, !one);
  }
  return {};
}

std::string said_date(const Date& date) {
  char text[32];
  if (date.day)
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  else if (date.month)
    std::snprintf(text, sizeof text, "%04d-%02d", date.year, date.month);
  else
    std::snprintf(text, sizeof text, "%04d", date.year);
  return text;
}

std::int32_t day_number(int y, int m, int d) {
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

std::optional<Date> read_date(std::string_view text) {
  Date date;
  int* parts[] = {&date.year, &date.month, &date.day};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int* part : parts) {
    const auto [next, error] = std::from_chars(at, end, *part);
    if (error != std::errc{} || *part < 1) return {};
    at = next;
    if (at == end) break;
    if (*at++ != '-') return {};
  }
  if (at != end || date.year > 9999 || date.month > 12 || date.day > 31) return {};
  return date;
}

Period period_of(const Date& date) {
  if (date.day) {
    const auto day = day_number(date.year, date.month, date.day);
    return {day, day + 1};
  }
  if (date.month)
    return {day_number(date.year, date.month, 1),
            date.month == 12 ? day_number(date.year + 1, 1, 1) : day_number(date.year, date.month + 1, 1)};
  return {day_number(date.year, 1, 1), day_number(date.year + 1, 1, 1)};
}

}  // namespace evident::query
