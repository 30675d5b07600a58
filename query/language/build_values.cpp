// Values and where they are compared: text searches, paths, expressions, columns and groupings, patterns and
// conditions. A Diagnostic is thrown for what has no reading and caught in build().
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "query/language/builder.hpp"
#include "query/language/vocabulary.hpp"
#include "support/text.hpp"

namespace evident::query {

namespace wc = word_class;

// ---- text searches

TextSearch Builder::search(Index i) const {
  using Kind = TextSearch::Kind;
  TextSearch s;
  s.span = span(i);
  if (tag(i) == Tag::name) {
    s.phrase = name(i);
    return s;
  }
  if (tag(i) == Tag::search_not) {
    s.kind = Kind::negation;
    s.parts.push_back(search(next(first(i))));  // after the word "not"
    return s;
  }
  bool any = false;
  s.parts = joined_terms<TextSearch>(first(i), next(i), any,
                                     [&](Index c, const auto&, std::string_view) { return search(c); });
  if (s.parts.size() == 1) {
    auto only = std::move(s.parts.front());
    return only;
  }
  s.kind = any ? Kind::any : Kind::all;
  return s;
}

// The words of "do partnerships save money" that can be looked for in texts; words that only join others are
// left out.
TextSearch Builder::claim(Index i) const {
  TextSearch all;
  all.kind = TextSearch::Kind::all;
  all.span = span(i);
  for (Index c = first(i); c < next(i); c = next(c)) {
    TextSearch part;
    part.span = part.phrase.span = span(c);
    if (tag(c) == Tag::text) {
      part.phrase.quoted = true;
      part.phrase.text = quoted(c);
    } else if (tag(c) == Tag::parameter) {
      part.phrase.parameter = true;
      part.phrase.text = parameter(c).name;
    } else {
      part.phrase.text = std::string(text(c));
      const auto word = folded_word(text(c));
      for (const std::string_view turning : {"not", "no", "never", "or", "but"})
        if (word == turning)
          refuse("E123", fmt::format("'{}' cannot stand in a question that is in free words", word), span(c),
                 "ask for texts: list claims mentioning \"partnership\" and not \"saving\"");
      if (longest_word(word, wc::reserved | wc::preposition).length == word.size()) continue;
    }
    all.parts.push_back(std::move(part));
  }
  // A misspelt opening would be the first word of such a question.
  const auto begun = folded_word(all.parts.front().phrase.text);
  for (const std::string_view opening : {"there", "every", "most"})
    if (!all.parts.front().phrase.quoted && begun != opening && edit_distance(begun, opening, 1) <= 1)
      refuse("E105", fmt::format("'{}' is not a word I know here", begun), all.parts.front().span,
             fmt::format("did you mean '{}'?", opening),
             Diagnostic::Edit{all.parts.front().span, std::string(opening)});
  return all;
}

// ---- expressions

PropertyPath Builder::path(Index i) const {
  PropertyPath p;
  p.span = span(i);
  if (tag(i) == Tag::property) {
    p.steps.push_back(term(i, wc::property));
    return p;
  }
  p.alias = tag(i) == Tag::declared;
  std::uint32_t at = p.span.begin;
  for (;;) {
    const auto rest = text(Span{at, p.span.end});
    const auto end = at + static_cast<std::uint32_t>(std::min(rest.find('.'), rest.size()));
    auto step = folded_word(text(Span{at, end}));
    if (!p.steps.empty()) std::replace(step.begin(), step.end(), '_', ' ');
    p.steps.push_back({std::move(step), {at, end}});
    if (end == p.span.end) return p;
    at = end + 1;
  }
}

Aggregate Builder::aggregate(Index i) const {
  using Function = Aggregate::Function;
  Aggregate a;
  a.span = span(i);
  if (!has_children(i)) return a;
  if (tag(first(i)) == Tag::count_matches) {
    a.matches = true;
    return a;
  }
  const Index function = first(i), of = next(function);
  const auto word = folded_word(text(function));
  const auto begins = [&](std::string_view with) { return word.starts_with(with); };
  a.function = begins("number") || begins("count")                    ? Function::count
               : begins("average") || begins("avg") || begins("mean") ? Function::average
               : begins("sum") || begins("total")                     ? Function::sum
               : begins("median")                                     ? Function::median
               : begins("min") || begins("lowest")                    ? Function::minimum
               : begins("max") || begins("highest")                   ? Function::maximum
                                                                      : Function::share;
  if (tag(of) != Tag::phrase) {
    a.property = path(of);
    return a;
  }
  if (a.function != Function::count && a.function != Function::share)
    refuse("E124", fmt::format("'{}' needs numbers, and {} are things", word, text(of)), span(of),
           fmt::format("write: number of {0}, or {1} sample size", text(of), word),
           Diagnostic::Edit{a.span, fmt::format("number of {}", text(of))});
  a.things = std::make_unique<NounPhrase>(phrase(of));
  return a;
}

Expression Builder::expression(Index i) const {
  using Kind = Expression::Kind;
  Expression e;
  e.span = span(i);
  switch (tag(i)) {
    case Tag::expression:
    case Tag::product:
      return operations(first(i), next(i));
    case Tag::aggregate:
      e.kind = Kind::aggregate;
      e.aggregate = aggregate(i);
      return e;
    case Tag::property:
    case Tag::path:
    case Tag::declared:
      e.property = path(i);
      return e;
    default:
      e.kind = Kind::literal;
      e.literal = literal(i);
      return e;
  }
}
// From left to right, so that a - b - c is (a - b) - c.
Expression Builder::operations(Index begin, Index end) const {
  using Kind = Expression::Kind;
  Expression left = expression(begin);
  for (Index c = next(begin); c < end; c = next(next(c))) {
    Expression whole;
    const char sign = text(c).front();
    whole.kind = sign == '+'   ? Kind::add
                 : sign == '-' ? Kind::subtract
                 : sign == '*' ? Kind::multiply
                               : Kind::divide;
    Expression right = expression(next(c));
    whole.span = joined(left.span, right.span);
    whole.operands.push_back(std::move(left));
    whole.operands.push_back(std::move(right));
    left = std::move(whole);
  }
  return left;
}

std::string Builder::alias(Index i) const {
  return has_children(i) ? quoted(first(i)) : folded_word(text(i));
}
NamedExpression Builder::column(Index i) const {
  NamedExpression c;
  c.span = span(i);
  const Index value = first(i);
  c.value = expression(value);
  if (next(value) < next(i)) c.alias = alias(next(value));
  return c;
}

GroupKey Builder::group_by(Index word) const {
  GroupKey key;
  key.span = span(word);
  const auto property = longest_word(text(word), wc::property), noun = longest_word(text(word), wc::noun);
  if (noun.length == text(word).size()) key.noun = Term{std::string(noun.word), key.span};
  if (property.length == text(word).size()) {
    key.value.emplace();
    key.value->span = key.value->property.span = key.span;
    key.value->property.steps.push_back({std::string(property.word), key.span});
  }
  return key;
}
GroupKey Builder::group_key(Index i) const {
  const Index value = first(i);
  GroupKey key;
  if (tag(value) == Tag::group_word) {
    key = group_by(value);
  } else {
    key.value = expression(value);
  }
  key.span = span(i);
  if (next(value) < next(i)) key.alias = alias(next(value));
  return key;
}

// "… by case study" at the end of a phrase was read as said of its last thing; where a grouping is wanted, it
// is that.
std::optional<GroupKey> Builder::trailing_by(NounPhrase& p) const {
  if (p.modifiers.empty()) return {};
  auto& last = p.modifiers.back();
  auto* inner = last.target.phrase.get();
  if (inner == nullptr) return {};
  if (last.kind != Modifier::Kind::relation || last.word.word != "by" || last.target.quantity ||
      !inner->adjectives.empty() || !inner->modifiers.empty()) {
    auto key = trailing_by(*inner);
    if (key)
      inner->span.end = last.target.span.end = last.span.end = p.span.end =
          inner->modifiers.empty() ? inner->noun.span.end : inner->modifiers.back().span.end;
    return key;
  }
  GroupKey key;
  key.span = inner->span;
  key.noun = std::move(inner->noun);
  if (const auto property = longest_word(key.noun->word, wc::property);
      property.length == key.noun->word.size()) {
    key.value.emplace();
    key.value->span = key.value->property.span = key.span;
    key.value->property.steps.push_back({std::string(property.word), key.span});
  }
  p.modifiers.pop_back();
  p.span.end = p.modifiers.empty() ? p.noun.span.end : p.modifiers.back().span.end;
  return key;
}

// ---- patterns

PatternNode Builder::pattern_node(Index i) const {
  PatternNode node;
  node.span = span(i);
  for (Index c = first(i); c < next(i); c = next(c)) {
    switch (tag(c)) {
      case Tag::variable:
        node.variable = folded_word(text(c));
        break;
      case Tag::noun:
        node.noun = term(c, wc::noun);
        break;
      default: {
        PropertyTest test;
        test.span = span(c);
        test.property = term(first(c), wc::property);
        test.value = literal(next(first(c)));
        node.properties.push_back(std::move(test));
      }
    }
  }
  return node;
}

PatternEdge Builder::pattern_edge(Index i) const {
  PatternEdge edge;
  edge.span = span(i);
  edge.backwards = tag(i) == Tag::edge_back;
  for (Index c = first(i); c < next(i); c = next(c)) {
    if (tag(c) == Tag::relation) {
      auto word = folded_word(text(c));
      std::replace(word.begin(), word.end(), '_', ' ');
      edge.relations.push_back({std::move(word), span(c)});
      continue;
    }
    edge.most = kMostHops;
    const auto hops = text(c).substr(1);
    if (hops.empty()) continue;
    const auto read = [&](std::string_view digits) {
      std::int64_t n = 0;
      const auto done = std::from_chars(digits.data(), digits.data() + digits.size(), n);
      return done.ec == std::errc{} ? n : kMostHops + 1;
    };
    const auto dots = hops.find("..");
    edge.least = read(hops.substr(0, dots));
    edge.most = dots == std::string_view::npos   ? edge.least
                : dots + 2 == hops.size() ? kMostHops
                                                 : read(hops.substr(dots + 2));
    if (edge.least > edge.most || edge.most > kMostHops)
      refuse("E303",
             fmt::format("from {} to {} steps: at most {}, the smaller number first", edge.least, edge.most,
                         kMostHops),
             span(c), "write for example *1..3");
  }
  return edge;
}

PatternPath Builder::pattern(Index i) const {
  PatternPath p;
  p.span = span(i);
  for (Index c = first(i); c < next(i); c = next(c)) {
    if (tag(c) == Tag::pattern_node) {
      p.nodes.push_back(pattern_node(c));
    } else {
      p.edges.push_back(pattern_edge(c));
    }
  }
  return p;
}

// ---- conditions

Condition Builder::condition(Index i) const {
  if (tag(i) == Tag::compare) return comparison_of(i);
  Condition k;
  k.span = span(i);
  if (tag(i) == Tag::flag) {
    k.property = term(i, wc::property);
    Literal yes;
    yes.value = true;
    yes.span = k.span;
    k.values.push_back(std::move(yes));
    return k;
  }
  if (tag(i) == Tag::exists) {
    k.kind = Condition::Kind::exists;
    k.pattern = pattern(first(i));
    return k;
  }
  if (tag(i) == Tag::negated_part) {
    k.kind = Condition::Kind::negation;
    k.parts.push_back(condition(first(i)));
    return k;
  }
  bool any = false;
  k.parts = joined_terms<Condition>(first(i), next(i), any,
                                    [&](Index c, const auto&, std::string_view) { return condition(c); });
  if (k.parts.size() == 1) {
    auto only = std::move(k.parts.front());
    return only;
  }
  k.kind = any ? Condition::Kind::any : Condition::Kind::all;
  return k;
}

Condition Builder::comparison_of(Index i) const {
  using Kind = Condition::Kind;
  Condition k;
  k.span = span(i);
  const Index left = first(i), rest = next(left);
  if (tag(left) == Tag::property) {
    k.property = term(left, wc::property);
  } else {
    k.left = operations(left, rest);
  }
  const auto inside = [&](Kind kind) {
    k.kind = kind;
    for (Index c = first(rest); c < next(rest); c = next(c)) {
      if (tag(c) == Tag::negation) {
        k.negated = true;
      } else if (tag(c) == Tag::is_between) {
        k.values.push_back(literal(first(c)));
        k.values.push_back(literal(next(first(c))));
      } else {
        k.values.push_back(literal(c));
      }
    }
  };
  switch (tag(rest)) {
    case Tag::missing:
      inside(Kind::missing);
      break;
    case Tag::one_of:
      inside(Kind::one_of);
      break;
    case Tag::between:
      inside(Kind::between);
      break;
    case Tag::contains:
      inside(Kind::contains);
      break;
    case Tag::starts_with:
      inside(Kind::starts_with);
      break;
    case Tag::is:
      inside(Kind::compare);
      k.comparison = k.negated ? Comparison::not_equal : Comparison::equal;
      k.negated = false;
      break;
    default:
      k.comparison = comparison(rest);
      if (tag(next(rest)) == Tag::path) {
        k.right = path(next(rest));
      } else {
        k.values.push_back(literal(next(rest)));
      }
  }
  return k;
}

}  // namespace evident::query
