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
bool same(const Quantity& a, const Quantity& b) { return a.kind == b.kind && a.number == b.number; }
bool same(const Date& a, const Date& b) { return a.year == b.year && a.month == b.month && a.day == b.day; }
bool same(const Parameter& a, const Parameter& b) { return a.name == b.name; }
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

bool same(const Names& a, const Names& b) { return a.mode == b.mode && same(a.names, b.names); }
bool same(const Literal& a, const Literal& b) {
  return same(a.value, b.value) && a.percent == b.percent && a.word == b.word;
}
bool same(const Target& a, const Target& b) {
  return same(a.quantity, b.quantity) && same(a.phrase, b.phrase) && same(a.names, b.names);
}
bool same(const PropertyTest& a, const PropertyTest& b) {
  return same(a.property, b.property) && a.comparison == b.comparison && same(a.value, b.value) &&
         same(a.upper, b.upper);
}
bool same(const Modifier& a, const Modifier& b) {
  return a.kind == b.kind && same(a.word, b.word) && same(a.target, b.target) && same(a.from, b.from) &&
         same(a.to, b.to) && same(a.from_parameter, b.from_parameter) &&
         same(a.to_parameter, b.to_parameter) && a.years == b.years && same(a.test, b.test) &&
         same(a.property, b.property) && same(a.predicate, b.predicate);
}
bool same(const NounPhrase& a, const NounPhrase& b) {
  return same(a.adjectives, b.adjectives) && same(a.noun, b.noun) && same(a.modifiers, b.modifiers);
}
bool same(const Clause& a, const Clause& b) {
  return a.kind == b.kind && a.negated == b.negated && same(a.word, b.word) && same(a.object, b.object) &&
         same(a.adjectives, b.adjectives);
}
bool same(const Predicate& a, const Predicate& b) {
  return a.kind == b.kind && same(a.clause, b.clause) && same(a.parts, b.parts);
}
bool same(const Condition& a, const Condition& b) {
  return a.kind == b.kind && a.negated == b.negated && same(a.property, b.property) &&
         a.comparison == b.comparison && same(a.values, b.values) && same(a.parts, b.parts);
}
bool same(const SortKey& a, const SortKey& b) {
  return same(a.property, b.property) && same(a.count_of, b.count_of) && a.descending == b.descending;
}
bool same(const Stage& a, const Stage& b) {
  return a.kind == b.kind && same(a.where, b.where) && same(a.sort, b.sort) && same(a.show, b.show) &&
         same(a.number, b.number);
}

}  // namespace

bool same(const Question& a, const Question& b) {
  return a.explain == b.explain && a.opening == b.opening && same(a.subject, b.subject) &&
         same(a.names, b.names) && same(a.predicate, b.predicate) && same(a.where, b.where) &&
         same(a.stages, b.stages);
}

}  // namespace evident::query
