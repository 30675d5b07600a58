// Conditions that are not on a property of the subject alone: on values that are counted, on columns, on the
// things of a pattern, on what is related. A condition at the end of a path is one on related things: some of
// them fit.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/conditions.hpp"
#include "query/bind/names.hpp"
#include "query/bind/vocabulary.hpp"

namespace evident::query {

using Of = RowKind::Of;
using K = Condition::Kind;

namespace {

Test::Op op_of(K kind) {
  switch (kind) {
    case K::missing:
      return Test::Op::missing;
    case K::between:
      return Test::Op::between;
    case K::one_of:
      return Test::Op::one_of;
    case K::contains:
      return Test::Op::contains;
    case K::starts_with:
      return Test::Op::starts_with;
    default:
      return Test::Op::compare;
  }
}

// "number of sources is at least 3" asks for so many.
std::optional<Quantity> asked_number(const Condition& c) {
  if (c.kind != K::compare || c.values.size() != 1) return {};
  const auto* number = std::get_if<double>(&c.values[0].value);
  if (!number || *number < 0 || *number != static_cast<double>(static_cast<std::int64_t>(*number))) return {};
  using Q = Quantity::Kind;
  Quantity quantity;
  quantity.number = static_cast<std::int64_t>(*number);
  switch (c.comparison) {
    case Comparison::less:
      quantity.kind = Q::fewer_than;
      break;
    case Comparison::at_most:
      quantity.kind = Q::at_most;
      break;
    case Comparison::greater:
      quantity.kind = Q::more_than;
      break;
    case Comparison::at_least:
      quantity.kind = Q::at_least;
      break;
    default:
      quantity.kind = Q::exactly;
  }
  return quantity;
}

}  // namespace

Test Binder::condition_of(const Condition& c, const RowKind& row) {
  if (c.kind == K::all || c.kind == K::any || c.kind == K::negation) {
    Test test;
    test.op = c.kind == K::any ? Test::Op::any : Test::Op::all;
    test.negated = (c.kind == K::negation) != c.negated;
    for (const Condition& part : c.parts) {
      test.parts.push_back(condition_of(part, row));
      test.said += (test.said.empty() ? "" : c.kind == K::any ? " or " : " and ") + test.parts.back().said;
    }
    if (test.negated) test.said = "not (" + test.said + ")";
    test.words = "whose " + test.said;
    return test;
  }
  if (c.kind == K::exists) {
    if (row.of != Of::pattern)
      stop("E217", "'exists' is asked of the things of a pattern", c.span,
           "write: match (m:measure) where not exists (m)<-[about]-(:claim)");
    Test test;
    test.op = Test::Op::exists;
    test.negated = c.negated;
    RowKind inside;
    inside.of = Of::pattern;
    test.pattern.push_back(pattern_of({*c.pattern}, &row, inside));
    test.said = (c.negated ? "no match for " : "a match for ") + text_of(c.span);
    test.words = "where " + text_of(c.span);
    return test;
  }
  if (!c.left) {
    const bool named = std::any_of(row.columns.begin(), row.columns.end(),
                                   [&](const Shown& column) { return column.name == c.property.word; });
    if (row.of == Of::things && !named && !c.right) return take(bind_condition(c, row.kinds, options_));
    PropertyPath path;
    path.steps.push_back(c.property);
    path.span = c.property.span;
    return measured(c, this->path(path, row), row);
  }
  using E = Expression::Kind;
  if (c.left->kind == E::property && !c.right && row.of != Of::table) {
    const auto& path = c.left->property;
    const bool named = path.steps.size() == 1 &&
                       std::any_of(row.columns.begin(), row.columns.end(),
                                   [&](const Shown& column) { return column.name == path.steps[0].word; });
    if (!named) return along(c, row);
  }
  Computed left = value(*c.left, row);
  if (left.op == Computed::Op::count && row.of == Of::things && left.hops.size() == 1 && !left.property &&
      !left.hops[0].links.empty() && !c.right)
    if (const auto quantity = asked_number(c)) {
      Test test;
      test.op = Test::Op::counted;
      test.negated = c.negated != (c.comparison == Comparison::not_equal);
      test.links = left.hops[0].links;
      test.object.push_back(left.hops[0].things);
      test.quantity = *quantity;
      test.said = "{have|has} a " + left.words + " that " + said_comparison(c.comparison) + " " +
                  said_literal(c.values[0]);
      test.words =
          "whose " + left.words + " " + said_comparison(c.comparison) + " " + said_literal(c.values[0]);
      return test;
    }
  return measured(c, std::move(left), row);
}

// A condition on the last step of a path, of things of the row or of things related to them.
Test Binder::along(const Condition& c, const RowKind& row) {
  Computed left = path(c.left->property, row);
  Condition plain;
  plain.kind = c.kind;
  plain.negated = c.negated;
  plain.comparison = c.comparison;
  plain.values = c.values;
  plain.span = c.span;
  plain.property = c.left->property.steps.back();
  for (char& letter : plain.property.word)
    if (letter == '_') letter = ' ';
  Kinds kinds = row.of == Of::pattern ? row.variables[left.variable].kinds : row.kinds;
  if (!left.hops.empty()) kinds = kinds_of(left.hops.back().things, graph_);
  if (!left.property) plain.property.word = "name";
  const bool negated = c.negated != (c.kind == K::compare && c.comparison == Comparison::not_equal);
  if (!left.hops.empty()) {
    plain.negated = false;
    if (plain.comparison == Comparison::not_equal) plain.comparison = Comparison::equal;
  }
  Test test = take(bind_condition(plain, kinds, options_));
  const std::string said = test.said;
  for (auto hop = left.hops.rbegin(); hop != left.hops.rend(); ++hop) {
    Test outer;
    Things things = hop->things;
    things.tests.push_back(std::move(test));
    outer.op = hop->links.empty() ? Test::Op::among : Test::Op::related;
    outer.links = hop->links;
    outer.object.push_back(std::move(things));
    test = std::move(outer);
  }
  if (!left.hops.empty()) {
    test.negated = negated;
    test.said = (negated ? "{have|has} no " : "{have|has} ") + left.words + ": " + said;
    test.words = "whose " + left.words + " fits";
  } else if (row.of == Of::pattern) {
    test.said = row.variables[left.variable].name + " " + said;
  }
  test.variable = left.variable;
  return test;
}

Test Binder::measured(const Condition& c, Computed left, const RowKind& row) {
  Test test;
  test.op = Test::Op::computed;
  test.how = op_of(c.kind);
  test.comparison = c.comparison;
  test.negated = c.negated;
  if (test.how == Test::Op::compare && c.comparison == Comparison::not_equal) {
    test.comparison = Comparison::equal;
    test.negated = !test.negated;
  }
  std::vector<std::string> values;
  if (c.right) {
    Computed right = path(*c.right, row);
    values.push_back(right.words);
    test.measured.push_back(std::move(left));
    test.measured.push_back(std::move(right));
  } else {
    for (const Literal& given : c.values) {
      const Literal literal = take(with_value(given, options_));
      values.push_back(said_literal(literal));
      if (left.property && left.type == graph::Type::choice) {
        test.values.push_back(take(constant_of(*left.property, literal, options_)));
        continue;
      }
      const auto* number = std::get_if<double>(&literal.value);
      const auto* date = std::get_if<Date>(&literal.value);
      const bool numeric = left.type == graph::Type::number || left.type == graph::Type::integer ||
                           left.type == graph::Type::year;
      if (number)
        test.values.push_back({*number});
      else if (date && date->month == 0 && numeric)
        test.values.push_back({static_cast<double>(date->year)});
      else if (numeric)
        stop("E220", "'" + left.words + "' is a number, and " + said_literal(literal) + " is not", given.span,
             "write a number, e.g. " + left.words + " over 3");
      else
        test.values.push_back({said_value(literal)});
    }
    test.measured.push_back(std::move(left));
  }
  const std::string& words = test.measured[0].words;
  switch (test.how) {
    case Test::Op::missing:
      test.said = (c.negated ? "{have|has} a known " : "{have|has} no known ") + words;
      break;
    case Test::Op::between:
      test.said =
          "{have|has} a " + words + (c.negated ? " not" : "") + " between " + join_words(values, "and");
      break;
    case Test::Op::one_of:
      test.said = "{have|has} a " + words + (c.negated ? " that is none of " : " that is one of ") +
                  join_words(values, "and");
      break;
    case Test::Op::contains:
    case Test::Op::starts_with:
      test.said = "{have|has} a " + words + (c.negated ? " without " : " with ") + join_words(values, "or");
      break;
    default:
      test.said = "{have|has} a " + words + " that " + (c.negated ? "not: " : "") +
                  said_comparison(c.comparison) + " " + values.front();
  }
  test.words = "whose " + words + " fits";
  return test;
}

}  // namespace evident::query
