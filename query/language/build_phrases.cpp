// Things and statements: noun phrases with their modifiers, clauses, and what borrows its verb from the
// clause before it. A Diagnostic is thrown for what has more than one reading and caught in build().
#include <fmt/format.h>

#include <utility>

#include "query/language/builder.hpp"
#include "query/language/vocabulary.hpp"

namespace evident::query {

namespace wc = word_class;

namespace {

// "evidence of no effect" is about the attribute that says what happened to the outcome.
constexpr std::string_view kDirection = "direction";

// "only reported by": only such things, as in "reported by only …".
void take_only(Target& object, const Quantity& only) {
  if (object.quantity)
    refuse("E118", "'only' and a number of things say two different things", object.quantity->span,
           "leave one of them out");
  object.quantity = only;
}

bool is_preposition(std::string_view word) {
  return !word.empty() && longest_word(word, wc::preposition).length == word.size();
}

bool lends_verb(Clause::Kind kind) {
  using Kind = Clause::Kind;
  return kind == Kind::have || kind == Kind::lack || kind == Kind::participle || kind == Kind::verb ||
         kind == Kind::mention;
}

// Names joined by one connective, with no brackets: what a verb takes.
std::optional<Names> plain_names(TextSearch& words) {
  using Kind = TextSearch::Kind;
  Names names;
  names.span = words.span;
  if (words.kind == Kind::phrase) {
    names.names.push_back(std::move(words.phrase));
    return names;
  }
  if (words.kind == Kind::negation) return {};
  for (const auto& part : words.parts)
    if (part.kind != Kind::phrase) return {};
  names.mode = words.kind == Kind::any ? Names::Mode::any : Names::Mode::all;
  for (auto& part : words.parts) names.names.push_back(std::move(part.phrase));
  return names;
}

}  // namespace

// ---- phrases

// ---- phrases ----
Target Builder::target(Index i) const {
  Target t;
  t.span = span(i);
  for (Index c = first(i); c < next(i); c = next(c)) {
    switch (tag(c)) {
      case Tag::quantity:
        t.quantity = quantity(c);
        break;
      case Tag::names:
        t.names = names(c);
        break;
      case Tag::only_word:
        t.quantity = Quantity{Quantity::Kind::only, 0, {}, span(c)};
        break;
      case Tag::only_one:
        t.quantity = Quantity{Quantity::Kind::exactly, 1, {}, span(c)};
        break;
      case Tag::set_name:
        t.set = set_reference(c);
        break;
      case Tag::phrase:
        t.phrase = std::make_unique<NounPhrase>(phrase(c));
        break;
      default:
        break;
    }
  }
  return t;
}

NounPhrase Builder::phrase(Index i) const {
  NounPhrase p;
  p.span = span(i);
  for (Index c = first(i); c < next(i); c = next(c)) {
    switch (tag(c)) {
      case Tag::adjective:
        p.adjectives.push_back(adjective(c));
        break;
      case Tag::noun:
        p.noun = term(c, wc::noun);
        break;
      default:
        p.modifiers.push_back(modifier(c));
    }
  }
  return p;
}

Builder::When Builder::when(Index i) const {
  if (tag(i) == Tag::parameter) return {{}, parameter(i)};
  return {date(i), {}};
}

Modifier Builder::modifier(Index i) const {
  using Kind = Modifier::Kind;
  Modifier m;
  m.span = span(i);
  Index c = first(i);
  if (tag(c) == Tag::clock) {
    m.clock = clock(c);
    c = next(c);
  }
  const auto from = [&](Kind kind) {
    m.kind = kind;
    auto w = when(c);
    m.from = std::move(w.date);
    m.from_parameter = std::move(w.parameter);
  };
  switch (tag(i)) {
    case Tag::m_in_last:
      m.kind = Kind::in_last;
      if (tag(c) == Tag::parameter) {
        m.years_parameter = parameter(c);
      } else {
        m.years = count(c);
      }
      break;
    case Tag::m_in_year:
      from(Kind::in_year);
      break;
    case Tag::m_since:
      from(Kind::since);
      break;
    case Tag::m_before:
      from(Kind::before);
      break;
    case Tag::m_after:
      from(Kind::after);
      break;
    case Tag::m_between: {
      from(Kind::between);
      auto w = when(next(c));
      m.to = std::move(w.date);
      m.to_parameter = std::move(w.parameter);
      check_order(m);
      break;
    }
    case Tag::m_relation:
      m.kind = Kind::relation;
      m.word = term(c, wc::preposition);
      m.target = target(next(c));
      break;
    case Tag::m_named:
      m.kind = Kind::named;
      m.target.names = names(c);
      m.target.span = span(c);
      break;
    case Tag::m_with_test:
      m.kind = Kind::with_test;
      m.test = property_test(i);
      break;
    case Tag::m_effect:
      m.kind = Kind::with_test;
      m.test = PropertyTest{{std::string(kDirection), span(c)}, Comparison::equal, literal(c), {}, m.span};
      break;
    case Tag::m_with:
      m.kind = Kind::with;
      m.target = target(i);
      m.target.span = joined(span(c), m.span);
      break;
    case Tag::m_without:
      m.kind = Kind::without;
      if (tag(c) == Tag::property) {
        m.property = term(c, wc::property);
      } else {
        m.target = target(i);
        m.target.span = joined(span(c), m.span);
      }
      break;
    case Tag::m_mentioning:
      m.kind = Kind::mentioning;
      m.search = search(c);
      break;
    case Tag::m_unique: {
      Clause k;
      k.kind = Clause::Kind::unique;
      k.span = m.span;
      k.object = target(next(c));
      return that(single(std::move(k)));
    }
    case Tag::m_participle:
      m.kind = Kind::that;
      m.predicate = std::make_unique<Predicate>(participles(i));
      break;
    default:
      m.kind = Kind::that;
      m.predicate = std::make_unique<Predicate>(tag(c) == Tag::predicate ? predicate(c) : single(clause(c)));
  }
  return m;
}

PropertyTest Builder::property_test(Index i) const {
  PropertyTest t;
  t.span = span(i);
  for (Index c = first(i); c < next(i); c = next(c)) {
    switch (tag(c)) {
      case Tag::property:
        t.property = term(c, wc::property);
        t.span.begin = t.property.span.begin;
        break;
      case Tag::compare_sign:
      case Tag::compare_word:
        t.comparison = comparison(c);
        break;
      case Tag::is_between:
        t.comparison = Comparison::at_least;
        t.value = literal(first(c));
        t.upper = literal(next(first(c)));
        break;
      default:
        t.value = literal(c);
    }
  }
  return t;
}

// ---- statements

// ---- statements ----
Predicate Builder::single(Clause clause) {
  Predicate p;
  p.span = clause.span;
  p.clause = std::move(clause);
  return p;
}

Modifier Builder::that(Predicate predicate) {
  Modifier m;
  m.kind = Modifier::Kind::that;
  m.span = predicate.span;
  m.predicate = std::make_unique<Predicate>(std::move(predicate));
  return m;
}

// "which barriers does the NHS name": are named by the NHS.
Clause Builder::asked(Index i) const {
  Clause k;
  k.span = span(i);
  k.kind = Clause::Kind::participle;
  const Index subject = first(i), verb = next(subject);
  const auto word = passive(longest_word(text(verb), wc::verb).word);
  if (word.empty())
    refuse("E121", fmt::format("'{}' cannot be turned round here", text(verb)), span(verb),
           "ask with: are named by, are reported by …");
  k.word = {std::string(word), span(verb)};
  k.object = target(subject);
  return k;
}

// What follows "are": a participle or preposition with its object, an adjective, a kind of thing.
void Builder::be(Clause& k, Index begin, Index end) const {
  k.kind = Clause::Kind::participle;
  std::optional<Quantity> only;
  for (Index c = begin; c < end; c = next(c)) {
    switch (tag(c)) {
      case Tag::negation:
        k.negated = true;
        break;
      case Tag::only_word:
        only = Quantity{Quantity::Kind::only, 0, {}, span(c)};
        break;
      case Tag::participle:
        k.word = participle(c, only);
        break;
      case Tag::preposition:
        k.word = term(c, wc::preposition);
        break;
      case Tag::unique_to:
        k.kind = Clause::Kind::unique;
        break;
      case Tag::adjective:
        k.kind = Clause::Kind::adjective;
        k.adjectives.push_back(adjective(c));
        break;
      case Tag::of_kind:
        k.kind = Clause::Kind::kind;
        k.object.phrase = std::make_unique<NounPhrase>(phrase(first(c)));
        k.object.span = span(c);
        break;
      default:
        k.object = target(c);
    }
  }
  if (only) take_only(k.object, *only);
}

Difference Builder::difference(Index i) const {
  Difference d;
  d.span = span(i);
  for (Index c = first(i); c < next(i); c = next(c)) {
    if (tag(c) == Tag::names) d.groups = names(c);
    if (tag(c) == Tag::by_amount) by_amount(d, c);
  }
  return d;
}
void Builder::by_amount(Difference& d, Index i) const {
  d.comparison = Comparison::at_least;  // "by 20 points"
  for (Index c = first(i); c < next(i); c = next(c)) {
    if (tag(c) == Tag::compare_word) {
      d.comparison = comparison(c);
    } else if (tag(c) != Tag::points) {
      d.amount = literal(c);
    }
  }
}

Clause Builder::clause(Index i) const {
  if (tag(i) == Tag::asked) return asked(i);
  Clause k;
  k.span = span(i);
  switch (tag(i)) {
    case Tag::have:
      k.kind = Clause::Kind::have;
      break;
    case Tag::lack:
      k.kind = Clause::Kind::lack;
      break;
    case Tag::verb_clause:
      k.kind = Clause::Kind::verb;
      break;
    case Tag::mention:
      k.kind = Clause::Kind::mention;
      break;
    case Tag::differ:
      k.kind = Clause::Kind::differ;
      k.difference = difference(i);
      k.negated = tag(first(i)) == Tag::negation;
      return k;
    default:
      be(k, first(i), next(i));
      return k;
  }
  for (Index c = first(i); c < next(i); c = next(c)) {
    switch (tag(c)) {
      case Tag::negation:
        k.negated = true;
        break;
      case Tag::verb:
        k.word = term(c, wc::verb);
        break;
      case Tag::search: {
        auto words = search(c);
        if (auto plain = plain_names(words)) {  // "mention trust": perhaps a thing of that name
          k.kind = Clause::Kind::verb;
          k.object.names = std::move(plain);
          k.object.span = span(c);
        } else {
          k.search = std::move(words);
        }
        break;
      }
      default:
        k.object = target(c);
    }
  }
  return k;
}

// A term after and/or/but that borrows its verb from the clause before it.
Clause Builder::continued(Index i, const Clause* before, std::string_view connective) const {
  if (tag(i) == Tag::more_participle || tag(i) == Tag::more_adjective) return clause(i);
  if (before == nullptr || !lends_verb(before->kind))
    refuse("E121", "this part has no verb, and the part before it has none to lend", span(i),
           "begin it with have, lack, are … or another verb");
  Clause k;
  k.span = span(i);
  k.kind = before->kind == Clause::Kind::mention ? Clause::Kind::verb : before->kind;
  k.word = before->word;
  k.negated = false;
  for (Index c = first(i); c < next(i); c = next(c)) {
    switch (tag(c)) {
      case Tag::negation:
        k.negated = true;
        break;
      case Tag::preposition: {
        if (is_preposition(before->word.word)) {  // "are about X and from Y"
          k.word = term(c, wc::preposition);
          break;
        }
        const auto other =
            before->word.word.substr(0, before->word.word.find(' ')) + " " + folded_word(text(c));
        const auto word = longest_word(other, wc::participle);
        if (before->kind != Clause::Kind::participle || word.length != other.size())
          refuse("E121", fmt::format("'{}' needs a verb here", text(c)), span(c), "repeat the verb");
        k.word = {std::string(word.word), span(c)};
        break;
      }
      case Tag::target:
        k.object = target(c);
        break;
      default:
        break;
    }
  }
  check_continued(i, *before, connective);
  return k;
}

// After "not", "no", "only" and "lack" it is not clear what goes for this part too.
void Builder::check_continued(Index i, const Clause& before, std::string_view connective) const {
  const auto& quantity = before.object.quantity;
  const bool negative =
      before.negated || (before.kind == Clause::Kind::lack && connective != "and") ||
      (quantity && (quantity->kind == Quantity::Kind::no || quantity->kind == Quantity::Kind::only));
  if (negative) {
    const auto part = std::string(text(i));
    std::string verb = before.kind == Clause::Kind::lack   ? "lack"
                       : before.kind == Clause::Kind::have ? std::string("have")
                       : tag(i) != Tag::more_preposition   ? before.word.word
                       : is_preposition(before.word.word)
                           ? std::string()
                           : before.word.word.substr(0, before.word.word.find(' '));
    if (before.kind == Clause::Kind::participle)
      verb = (before.negated ? "are not" : "are") + (verb.empty() ? "" : " " + verb);
    else if (before.negated)
      verb = "do not " + verb;
    if (quantity)
      verb += quantity->kind == Quantity::Kind::no     ? " no"
              : quantity->kind == Quantity::Kind::only ? " only"
                                                       : "";
    refuse("E121", fmt::format("after '{}' it is not clear whether it goes for this part too", verb), span(i),
           fmt::format("write: {} {}", verb, part), Diagnostic::Edit{span(i), verb + " " + part});
  }
}

Predicate Builder::term_of(Index i, const Clause* before, std::string_view connective) const {
  switch (tag(i)) {
    case Tag::predicate:
      return predicate(i);
    case Tag::have:
    case Tag::lack:
    case Tag::be:
    case Tag::asked:
    case Tag::verb_clause:
    case Tag::mention:
    case Tag::differ:
      return single(clause(i));
    default:
      return single(continued(i, before, connective));
  }
}

Predicate Builder::predicate(Index i) const {
  bool any = false;
  auto parts = joined_terms<Predicate>(
      first(i), next(i), any, [&](Index c, const auto& before, std::string_view connective) {
        const Clause* last =
            before.empty() || before.back().kind != Predicate::Kind::clause ? nullptr : &before.back().clause;
        return term_of(c, last, connective);
      });
  if (parts.size() == 1) return std::move(parts.front());
  Predicate p;
  p.span = span(i);
  p.kind = any ? Predicate::Kind::any : Predicate::Kind::all;
  p.parts = std::move(parts);
  return p;
}

// "reported by X and named by Y" after a noun: the first participle stands in the modifier itself.
Predicate Builder::participles(Index i) const {
  const Index word = first(i), object = next(word);
  Clause k;
  k.kind = Clause::Kind::participle;
  k.span = joined(span(word), span(object));
  std::optional<Quantity> only;
  k.word = participle(word, only);
  k.object = target(object);
  if (only) take_only(k.object, *only);
  Predicate first_part = single(std::move(k));
  if (next(object) == next(i)) return first_part;
  bool any = false;
  auto parts =
      joined_terms<Predicate>(object, next(i), any, [&](Index c, const auto&, std::string_view connective) {
        return c == object ? std::move(first_part) : term_of(c, nullptr, connective);
      });
  Predicate p;
  p.span = span(i);
  p.kind = any ? Predicate::Kind::any : Predicate::Kind::all;
  p.parts = std::move(parts);
  return p;
}

}  // namespace evident::query
