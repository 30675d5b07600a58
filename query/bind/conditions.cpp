// A condition is typed by its property: choices become indices, dates become intervals of days, a number
// written as text stays comparable as a number. Comparing what has no order is an error that says so; a
// percentage asks for the unit too.
#include "query/bind/conditions.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "query/bind/mend.hpp"
#include "query/bind/said.hpp"
#include "query/bind/vocabulary.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Type;

tl::unexpected<Diagnostic> problem(std::string code, std::string message, Span span, std::string fix) {
  return tl::unexpected(trouble(std::move(code), std::move(message), span, std::move(fix)));
}

std::string list(const std::vector<std::string>& words, std::size_t most = 14) {
  std::string text;
  for (std::size_t i = 0; i < words.size() && i < most; ++i) text += (i ? ", " : "") + words[i];
  return words.size() > most ? text + " …" : text;
}

std::string plural_kinds(const Kinds& kinds) {
  std::vector<std::string> words;
  for (const auto kind : kinds) words.push_back(kind_word(kind, true));
  return join_words(words, "and");
}

std::string number_text(double number) {
  if (number == std::floor(number) && std::abs(number) < 1e15)
    return std::to_string(static_cast<long long>(number));
  std::string text = std::to_string(number);
  while (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace

std::string said_literal(const Literal& literal) {
  if (const auto* number = std::get_if<double>(&literal.value))
    return number_text(*number) + (literal.percent ? "%" : "");
  if (const auto* text = std::get_if<std::string>(&literal.value))
    return literal.word ? *text : "\"" + *text + "\"";
  if (const auto* truth = std::get_if<bool>(&literal.value)) return *truth ? "true" : "false";
  if (const auto* date = std::get_if<Date>(&literal.value)) return said_date(*date);
  return "$" + std::get<Parameter>(literal.value).name;
}

std::string said_value(const Literal& literal) {
  const auto* text = std::get_if<std::string>(&literal.value);
  return text ? *text : said_literal(literal);
}

const char* said_comparison(Comparison comparison) {
  switch (comparison) {
    case Comparison::equal:
      return "is";
    case Comparison::not_equal:
      return "is not";
    case Comparison::less:
      return "is under";
    case Comparison::at_most:
      return "is at most";
    case Comparison::greater:
      return "is over";
    case Comparison::at_least:
      return "is at least";
  }
  return "";
}

// What a parameter's text would have been in the question.
tl::expected<Literal, Diagnostic> with_value(const Literal& literal, const AskOptions& options) {
  const auto* parameter = std::get_if<Parameter>(&literal.value);
  if (!parameter) return literal;
  const auto found = options.parameters.find(parameter->name);
  if (found == options.parameters.end())
    return problem("E230", "$" + parameter->name + " has no value", literal.span,
                   "give a value: evident ask --set " + parameter->name + "=\"…\"");
  Literal value = literal;
  char* end = nullptr;
  const double number = std::strtod(found->second.c_str(), &end);
  if (end != found->second.c_str() && *end == 0)
    value.value = number;
  else
    value.value = found->second;
  return value;
}

namespace {

struct Typed {
  const Property& property;
  Attribute attribute{};
  bool has_attribute = false;

  explicit Typed(const Property& p) : property(p) {
    for (const Reading& reading : p.readings) {
      if (reading.from != Reading::From::own && reading.from != Reading::From::source &&
          reading.from != Reading::From::mentions)
        continue;
      attribute = reading.attribute;
      has_attribute = true;
      break;
    }
  }
};

}  // namespace

namespace {

// "; or write: measure kind is outcome", where a property that is called some kind has that value.
std::string kind_of_what(const Property& property, std::string_view word) {
  for (const Reading& reading : property.readings)
    for (const Attribute attribute : graph::info(reading.kind).attributes) {
      const auto& info = graph::info(attribute);
      if (info.type == Type::choice && info.words.front().ends_with("kind") &&
          !choices_called(attribute, word).empty())
        return "; or write: " + std::string(info.words.front()) + " is " + std::string(word);
    }
  return {};
}

}  // namespace

tl::expected<Constant, Diagnostic> constant_of(const Property& property, const Literal& given,
                                               const AskOptions& options) {
  auto literal = with_value(given, options);
  if (!literal) return tl::unexpected(std::move(literal.error()));
  const Typed typed(property);
  const auto* text = std::get_if<std::string>(&literal->value);
  const auto* number = std::get_if<double>(&literal->value);
  const auto* date = std::get_if<Date>(&literal->value);
  const auto* truth = std::get_if<bool>(&literal->value);
  switch (property.type) {
    case Type::choice: {
      std::vector<std::uint8_t> values;
      if (text) values = choices_called(typed.attribute, *text);
      if (values.empty()) {
        std::vector<std::string> known;
        for (const auto& choice : graph::info(typed.attribute).choices) {
          std::string word(choice.words.empty() ? choice.id : choice.words.front());
          std::replace(word.begin(), word.end(), '_', ' ');
          known.push_back(std::move(word));
        }
        Diagnostic diagnostic = trouble("E222", said_literal(*literal) + " is no " + property.words,
                                        given.span, "it can be: " + list(known, 24));
        if (text)
          for (auto& near : near_misses(*text, known)) {
            auto fix = "did you mean '" + near + "'?";
            diagnostic.proposals.push_back({{given.span, std::move(near)}, std::move(fix)});
          }
        return tl::unexpected(std::move(diagnostic));
      }
      return Constant{std::move(values)};
    }
    case Type::boolean: {
      if (truth) return Constant{*truth};
      if (text && (*text == "yes" || *text == "true")) return Constant{true};
      if (text && (*text == "no" || *text == "false")) return Constant{false};
      return problem(
          "E220", "'" + property.words + "' is true or false, and " + said_literal(*literal) + " is neither",
          given.span, "write: " + property.words + " is true");
    }
    case Type::integer:
    case Type::number:
    case Type::year: {
      if (number) return Constant{*number};
      if (date && date->month == 0) return Constant{static_cast<double>(date->year)};
      return problem("E220",
                     "'" + property.words + "' is a number, and " + said_literal(*literal) + " is not",
                     given.span,
                     "write a number, e.g. " + property.words + " over " +
                         (property.type == Type::year ? "2003" : "30"));
    }
    default:
      break;
  }
  if (text && !property.readings.empty() && property.readings[0].from == Reading::From::kind) {
    std::vector<std::string> known;
    for (const Reading& reading : property.readings) known.push_back(kind_word(reading.kind, false));
    const bool some_kind = std::any_of(graph::kinds().begin(), graph::kinds().end(), [&](const auto& kind) {
      return kind.words.front() == *text || kind.name == *text;
    });
    if (!some_kind)
      return problem("E222", said_literal(*literal) + " is no kind of thing that can stand here", given.span,
                     "it can be: " + list(known) + kind_of_what(property, *text));
  }
  if (number) return Constant{*number};
  if (date) return Constant{said_date(*date)};
  if (truth) return Constant{std::string(*truth ? "true" : "false")};
  return Constant{*text};
}

namespace {

bool is_number(const Literal& literal) { return std::holds_alternative<double>(literal.value); }

// A condition on a date compares intervals of days, as "since" and "before" do.
std::optional<Period> period_of_literal(const Literal& literal) {
  if (const auto* date = std::get_if<Date>(&literal.value)) return period_of(*date);
  if (const auto* text = std::get_if<std::string>(&literal.value))
    if (const auto date = read_date(*text)) return period_of(*date);
  if (const auto* number = std::get_if<double>(&literal.value); number && *number >= 1 && *number <= 9999)
    return period_of(Date{static_cast<int>(*number), 0, 0, {}});
  return {};
}

tl::expected<Test, Diagnostic> dated_test(const Property& property, Comparison comparison,
                                          const Literal& given, const AskOptions& options) {
  const auto literal = with_value(given, options);
  if (!literal) return tl::unexpected(literal.error());
  const auto day = period_of_literal(*literal);
  if (!day)
    return problem("E220", "'" + property.words + "' is a date, and " + said_literal(*literal) + " is not",
                   given.span, "write a year (2010), a month (2010-03) or a day (2010-03-15)");
  Test test;
  test.op = Test::Op::dated;
  test.property = property;
  switch (comparison) {
    case Comparison::equal:
      test.within = *day;
      break;
    case Comparison::not_equal:
      test.within = *day;
      test.negated = true;
      break;
    case Comparison::less:
      test.within = Period{kBeginning, day->begin};
      break;
    case Comparison::at_most:
      test.within = Period{kBeginning, day->end};
      break;
    case Comparison::greater:
      test.within = Period{day->end, kEnd};
      break;
    case Comparison::at_least:
      test.within = Period{day->begin, kEnd};
      break;
  }
  return test;
}

// "value > 50%" is about numbers that count per cent.
Test with_unit(Test test, const Kinds& kinds) {
  auto unit = property_of("unit", kinds);
  if (!unit) return test;
  Test all;
  all.op = Test::Op::all;
  all.said = test.said;
  Test percent;
  percent.op = Test::Op::compare;
  percent.property = std::move(*unit);
  percent.values.push_back({std::string("%")});
  all.parts.push_back(std::move(test));
  all.parts.push_back(std::move(percent));
  return all;
}

tl::expected<Test, Diagnostic> compare(const Property& property, Comparison comparison,
                                       const std::vector<Literal>& literals, Test::Op op, Span span,
                                       const Kinds& kinds, const AskOptions& options) {
  const Typed typed(property);
  const bool ordering =
      op == Test::Op::between ||
      (op == Test::Op::compare && comparison != Comparison::equal && comparison != Comparison::not_equal);
  if (ordering && property.type == Type::choice && !is_ordered(typed.attribute))
    return problem("E221",
                   "'" + property.words + "' has no order, so '" +
                       (op == Test::Op::between ? "between" : said_comparison(comparison) + 3) +
                       "' cannot be used",
                   span, "write: " + property.words + " is " + said_literal(literals.front()));
  if (ordering && (property.type == Type::boolean || property.type == Type::records))
    return problem("E221", "'" + property.words + "' has no order", span,
                   "write: " + property.words + " is true");
  if (property.type == Type::date && op == Test::Op::compare)
    return dated_test(property, comparison, literals.front(), options);
  if (property.type == Type::date) {
    Test any;
    any.op = Test::Op::any;
    for (const Literal& literal : literals) {
      auto day = dated_test(property, Comparison::equal, literal, options);
      if (!day) return day;
      any.parts.push_back(std::move(*day));
    }
    if (op != Test::Op::between) return any;
    Test test = std::move(any.parts.front());  // from the first day of the one to the last of the other
    test.within->end = any.parts.back().within->end;
    return test;
  }
  Test test;
  test.op = op;
  test.property = property;
  test.comparison = comparison;
  bool percent = false;
  for (const Literal& literal : literals) {
    auto constant = constant_of(property, literal, options);
    if (const auto* parameter = std::get_if<Parameter>(&literal.value); parameter && constant)
      constant->parameter = parameter->name;
    if (!constant) return tl::unexpected(std::move(constant.error()));
    percent = percent || (literal.percent && is_number(literal));
    test.values.push_back(std::move(*constant));
  }
  if (comparison == Comparison::not_equal) test.comparison = Comparison::equal;
  if (percent) test = with_unit(std::move(test), kinds);
  test.negated = comparison == Comparison::not_equal;
  return test;
}

void say(Test& test, std::string said, Span) {
  test.said = std::move(said);
  test.words = "whose " + test.said;
}

}  // namespace

tl::expected<std::int64_t, Diagnostic> parameter_number(const Parameter& parameter,
                                                        const AskOptions& options) {
  const auto found = options.parameters.find(parameter.name);
  if (found == options.parameters.end())
    return problem("E230", "$" + parameter.name + " has no value", parameter.span,
                   "give a value: evident ask --set " + parameter.name + "=10");
  char* end = nullptr;
  const long long number = std::strtoll(found->second.c_str(), &end, 10);
  if (end == found->second.c_str() || *end || number < 0)
    return problem("E220",
                   "$" + parameter.name + " is \"" + found->second + "\", and here a whole number must stand",
                   parameter.span, "give a number: evident ask --set " + parameter.name + "=10");
  return number;
}

tl::expected<Property, Diagnostic> bind_property(const Term& term, const Kinds& kinds) {
  if (auto property = property_of(term.word, kinds)) return std::move(*property);
  const Kinds having = kinds_with_property(term.word);
  std::string message = plural_kinds(kinds) + " have no '" + term.word + "'";
  if (!having.empty()) message += "; " + plural_kinds(having) + " do";
  return problem("E211", std::move(message), term.span,
                 plural_kinds(kinds) + " have: " + list(properties_for(kinds), 24));
}

tl::expected<Test, Diagnostic> missing_test(const Term& term, const Kinds& kinds) {
  auto property = bind_property(term, kinds);
  if (!property) return tl::unexpected(std::move(property.error()));
  Test test;
  test.op = Test::Op::missing;
  test.property = std::move(*property);
  test.said = "{have|has} no known " + term.word;
  test.words = "without " + term.word;
  return test;
}

tl::expected<Test, Diagnostic> bind_test(const PropertyTest& given, const Kinds& kinds,
                                         const AskOptions& options) {
  auto property = bind_property(given.property, kinds);
  if (!property) return tl::unexpected(std::move(property.error()));
  std::vector<Literal> literals{given.value};
  if (given.upper) literals.push_back(*given.upper);
  auto test = compare(*property, given.comparison, literals,
                      given.upper ? Test::Op::between : Test::Op::compare, given.span, kinds, options);
  if (!test) return test;
  const std::string value =
      given.upper ? "is between " + said_literal(given.value) + " and " + said_literal(*given.upper)
                  : std::string(said_comparison(given.comparison)) + " " + said_literal(given.value);
  test->said = "{have|has} a " + given.property.word + " that " + value;
  test->words = "with " + given.property.word + " " + value;
  return test;
}

tl::expected<Test, Diagnostic> bind_condition(const Condition& condition, const Kinds& kinds,
                                              const AskOptions& options) {
  using K = Condition::Kind;
  if (condition.kind == K::all || condition.kind == K::any || condition.kind == K::negation) {
    Test test;
    test.op = condition.kind == K::any ? Test::Op::any : Test::Op::all;
    test.negated = condition.kind == K::negation || condition.negated;
    for (const Condition& part : condition.parts) {
      auto bound = bind_condition(part, kinds, options);
      if (!bound) return bound;
      test.said += (test.said.empty() ? "" : condition.kind == K::any ? " or " : " and ") + bound->said;
      test.parts.push_back(std::move(*bound));
    }
    say(test, (condition.kind == K::negation ? "not (" + test.said + ")" : test.said), condition.span);
    return test;
  }
  auto property = bind_property(condition.property, kinds);
  if (!property) return tl::unexpected(std::move(property.error()));
  const std::string name = "{have|has} a " + condition.property.word + " that ";
  if (condition.kind == K::missing) {
    Test test;
    test.op = Test::Op::missing;
    test.property = std::move(*property);
    test.negated = condition.negated;
    test.said = condition.negated ? "{have|has} a known " + condition.property.word
                                  : "{have|has} no known " + condition.property.word;
    test.words = (condition.negated ? "with a known " : "without a known ") + condition.property.word;
    return test;
  }
  const Test::Op op = condition.kind == K::between       ? Test::Op::between
                      : condition.kind == K::one_of      ? Test::Op::one_of
                      : condition.kind == K::contains    ? Test::Op::contains
                      : condition.kind == K::starts_with ? Test::Op::starts_with
                                                         : Test::Op::compare;
  std::string said;
  std::vector<std::string> values;
  for (const Literal& literal : condition.values) values.push_back(said_literal(literal));
  if (op == Test::Op::contains || op == Test::Op::starts_with) {
    Test test;
    test.op = op;
    test.property = std::move(*property);
    test.negated = condition.negated;
    for (const Literal& literal : condition.values) {
      auto value = with_value(literal, options);
      if (!value) return tl::unexpected(std::move(value.error()));
      const auto* text = std::get_if<std::string>(&value->value);
      test.values.push_back({text ? *text : said_literal(*value)});
    }
    test.said = name + (condition.negated ? "does not " : "") +
                (op == Test::Op::contains ? (condition.negated ? "contain " : "contains ")
                                          : (condition.negated ? "start with " : "starts with ")) +
                join_words(values, "or");
    test.words = "whose " + condition.property.word + test.said.substr(name.size() - 1);
    return test;
  }
  auto test = compare(*property, condition.comparison, condition.values, op, condition.span, kinds, options);
  if (!test) return test;
  if (condition.negated) test->negated = !test->negated;
  if (op == Test::Op::between)
    said = (condition.negated ? "is not between " : "is between ") + join_words(values, "and");
  else if (op == Test::Op::one_of)
    said = (condition.negated ? "is none of " : "is one of ") + join_words(values, "and");
  else
    said = std::string(condition.negated ? "not: " : "") + said_comparison(condition.comparison) + " " +
           values.front();
  test->said = name + said;
  test->words = "whose " + condition.property.word + " " + said;
  return test;
}

}  // namespace evident::query
