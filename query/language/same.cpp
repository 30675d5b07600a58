// Two questions compared by structure, so that a printed question can be checked against the one it was
// printed from.
#include <algorithm>

#include "query/language/parse.hpp"

namespace evident::query {
namespace {

bool same(const Term& a, const Term& b) { return a.word == b.word; }
bool same(const Name& a, const Name& b) {
  return a.text == b.text && a.exact == b.exact && a.loose == b.loose && a.parameter == b.parameter;
}
bool same(const Date& a, const Date& b) { return a.year == b.year && a.month == b.month && a.day == b.day; }
bool same(const Parameter& a, const Parameter& b) { return a.name == b.name; }
bool same(const Quantity& a, const Quantity& b);
bool same(const SetReference& a, const SetReference& b) { return a.name == b.name; }
bool same(double a, double b) { return a == b; }
bool same(bool a, bool b) { return a == b; }
bool same(std::int64_t a, std::int64_t b) { return a == b; }
bool same(const std::string& a, const std::string& b) { return a == b; }

bool same(const Names& a, const Names& b);
bool same(const NounPhrase& a, const NounPhrase& b);
bool same(const Predicate& a, const Predicate& b);
bool same(const Condition& a, const Condition& b);
bool same(const Literal& a, const Literal& b);
bool same(const Modifier& a, const Modifier& b);
bool same(const SortKey& a, const SortKey& b);
bool same(const Stage& a, const Stage& b);
bool same(const PropertyTest& a, const PropertyTest& b);
bool same(const TextSearch& a, const TextSearch& b);
bool same(const Difference& a, const Difference& b);
bool same(const PropertyPath& a, const PropertyPath& b);
bool same(const Expression& a, const Expression& b);
bool same(const NamedExpression& a, const NamedExpression& b);
bool same(const GroupKey& a, const GroupKey& b);
bool same(const PatternNode& a, const PatternNode& b);
bool same(const PatternEdge& a, const PatternEdge& b);
bool same(const PatternPath& a, const PatternPath& b);
bool same(const Target& a, const Target& b);
bool same(const Connection& a, const Connection& b);
bool same(const Query& a, const Query& b);
bool same(const Let& a, const Let& b);

template <class T>
bool same(const std::optional<T>& a, const std::optional<T>& b) {
  return a.has_value() == b.has_value() && (!a || same(*a, *b));
}
template <class T>
bool same(const std::unique_ptr<T>& a, const std::unique_ptr<T>& b) {
  return (a == nullptr) == (b == nullptr) && (a == nullptr || same(*a, *b));
}
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& x, const T& y) { return same(x, y); });
}
template <class... T>
bool same(const std::variant<T...>& a, const std::variant<T...>& b) {
  if (a.index() != b.index()) return false;
  return std::visit([&](const auto& x) { return same(x, std::get<std::decay_t<decltype(x)>>(b)); }, a);
}

bool same(const Quantity& a, const Quantity& b) {
  return a.kind == b.kind && a.number == b.number && same(a.parameter, b.parameter);
}
bool same(const TextSearch& a, const TextSearch& b) {
  return a.kind == b.kind && same(a.phrase, b.phrase) && same(a.parts, b.parts);
}
bool same(const Names& a, const Names& b) { return a.mode == b.mode && same(a.names, b.names); }
bool same(const Literal& a, const Literal& b) {
  return same(a.value, b.value) && a.percent == b.percent && a.word == b.word;
}
bool same(const Target& a, const Target& b) {
  return same(a.quantity, b.quantity) && same(a.phrase, b.phrase) && same(a.names, b.names) &&
         same(a.set, b.set);
}
bool same(const PropertyTest& a, const PropertyTest& b) {
  return same(a.property, b.property) && a.comparison == b.comparison && same(a.value, b.value) &&
         same(a.upper, b.upper);
}
bool same(const Modifier& a, const Modifier& b) {
  return a.kind == b.kind && same(a.word, b.word) && same(a.target, b.target) && same(a.from, b.from) &&
         same(a.to, b.to) && same(a.from_parameter, b.from_parameter) &&
         same(a.to_parameter, b.to_parameter) && a.years == b.years &&
         same(a.years_parameter, b.years_parameter) && same(a.test, b.test) && a.clock == b.clock &&
         same(a.property, b.property) && same(a.predicate, b.predicate) && same(a.search, b.search);
}
bool same(const NounPhrase& a, const NounPhrase& b) {
  return same(a.adjectives, b.adjectives) && same(a.noun, b.noun) && same(a.modifiers, b.modifiers);
}
bool same(const Difference& a, const Difference& b) {
  return a.comparison == b.comparison && same(a.amount, b.amount) && same(a.groups, b.groups);
}
bool same(const Clause& a, const Clause& b) {
  return a.kind == b.kind && a.negated == b.negated && same(a.word, b.word) && same(a.object, b.object) &&
         same(a.adjectives, b.adjectives) && same(a.search, b.search) && same(a.difference, b.difference);
}
bool same(const Predicate& a, const Predicate& b) {
  return a.kind == b.kind && same(a.clause, b.clause) && same(a.parts, b.parts);
}
bool same(const PropertyPath& a, const PropertyPath& b) {
  return same(a.steps, b.steps) && a.alias == b.alias;
}
bool same(const Aggregate& a, const Aggregate& b) {
  return a.function == b.function && a.matches == b.matches && same(a.things, b.things) &&
         same(a.property, b.property);
}
bool same(const Expression& a, const Expression& b) {
  return a.kind == b.kind && same(a.literal, b.literal) && same(a.property, b.property) &&
         same(a.aggregate, b.aggregate) && same(a.operands, b.operands);
}
bool same(const NamedExpression& a, const NamedExpression& b) {
  return same(a.value, b.value) && a.alias == b.alias;
}
bool same(const GroupKey& a, const GroupKey& b) {
  return same(a.noun, b.noun) && same(a.value, b.value) && a.alias == b.alias;
}
bool same(const PatternNode& a, const PatternNode& b) {
  return a.variable == b.variable && same(a.noun, b.noun) && same(a.properties, b.properties);
}
bool same(const PatternEdge& a, const PatternEdge& b) {
  return same(a.relations, b.relations) && a.backwards == b.backwards && a.least == b.least &&
         a.most == b.most;
}
bool same(const PatternPath& a, const PatternPath& b) {
  return same(a.nodes, b.nodes) && same(a.edges, b.edges);
}
bool same(const Condition& a, const Condition& b) {
  return a.kind == b.kind && a.negated == b.negated && same(a.property, b.property) && same(a.left, b.left) &&
         a.comparison == b.comparison && same(a.values, b.values) && same(a.right, b.right) &&
         same(a.parts, b.parts) && same(a.pattern, b.pattern);
}
bool same(const SortKey& a, const SortKey& b) {
  return same(a.value, b.value) && a.descending == b.descending;
}
bool same(const Stage& a, const Stage& b) {
  return a.kind == b.kind && same(a.where, b.where) && same(a.sort, b.sort) && same(a.columns, b.columns) &&
         same(a.by, b.by) && same(a.number, b.number) && same(a.follow, b.follow) && same(a.set, b.set) &&
         same(a.query, b.query) && same(a.style, b.style);
}
bool same(const Connection& a, const Connection& b) {
  return same(a.from, b.from) && same(a.to, b.to) && a.steps == b.steps &&
         same(a.steps_parameter, b.steps_parameter) && a.one_source == b.one_source &&
         a.strongest == b.strongest && same(a.over, b.over);
}
bool same(const Query& a, const Query& b) {
  return a.opening == b.opening && same(a.quantity, b.quantity) && same(a.subject, b.subject) &&
         same(a.set, b.set) && same(a.names, b.names) && same(a.claim, b.claim) &&
         same(a.predicate, b.predicate) && same(a.groups, b.groups) && same(a.connection, b.connection) &&
         same(a.patterns, b.patterns) && same(a.where, b.where) && same(a.per, b.per) &&
         a.who_says == b.who_says && same(a.stages, b.stages);
}
bool same(const Let& a, const Let& b) { return a.name == b.name && same(a.query, b.query); }

}  // namespace

bool same(const Question& a, const Question& b) {
  return a.explain == b.explain && same(a.why_not, b.why_not) && same(a.lets, b.lets) &&
         same(static_cast<const Query&>(a), static_cast<const Query&>(b));
}

}  // namespace evident::query
