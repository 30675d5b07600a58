// One function a kind of node, each reading the children of its leaf in order; leaf_reader.cpp reads the
// leaves. A Diagnostic is thrown for what has more than one reading and caught in build(); nothing else
// throws.
#include "query/language/build.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "query/language/leaf_reader.hpp"
#include "query/language/vocabulary.hpp"

namespace evident::query {
namespace {

namespace wc = word_class;

class Builder : LeafReader {
 public:
  explicit Builder(const Tree& tree) : LeafReader(tree) {}

  Question question() {
    Question q;
    q.text = std::string(tree_.text);
    for (Index i = 0; i < tree_.leaves.size(); i = next(i)) {
      switch (tag(i)) {
        case Tag::explain:
          q.explain = true;
          break;
        case Tag::open_which:
          open(q, Opening::which, i);
          break;
        case Tag::open_list:
          open(q, Opening::list, i);
          break;
        case Tag::open_how_many:
          open(q, Opening::how_many, i);
          break;
        case Tag::open_describe:
          open(q, Opening::describe, i);
          break;
        case Tag::open_gaps:
          open(q, Opening::gaps, i);
          break;
        case Tag::open_any:
          open(q, Opening::any, i);
          break;
        case Tag::phrase:
          q.subject = phrase(i);
          break;
        case Tag::names:
          q.names = names(i);
          break;
        case Tag::say:
          say(q, i);
          break;
        case Tag::predicate:
          q.predicate = predicate(i);
          break;
        case Tag::where:
          q.where = condition(first(i));
          break;
        default:
          q.stages.push_back(stage(i));
      }
    }
    if (q.opening == Opening::any && q.predicate) {  // the things of which it holds: are there any?
      Modifier that;
      that.kind = Modifier::Kind::that;
      that.span = q.predicate->span;
      that.predicate = std::make_unique<Predicate>(std::move(*q.predicate));
      q.predicate.reset();
      q.subject->modifiers.push_back(std::move(that));
    }
    return q;
  }

 private:
  static void open(Question& q, Opening opening, Span where) {
    q.opening = opening;
    q.opening_span = where;
  }
  void open(Question& q, Opening opening, Index i) { open(q, opening, span(i)); }

  // "what do X say about Y": which claims that are said by X about Y.
  void say(Question& q, Index i) const {
    NounPhrase claims;
    claims.noun = {"claims", q.opening_span};
    claims.span = span(i);
    for (Index c = first(i); c < next(i); c = next(c)) {
      switch (tag(c)) {
        case Tag::open_which:
          open(q, Opening::which, span(c));
          break;
        case Tag::target: {
          Clause said;
          said.kind = Clause::Kind::participle;
          said.word = {"said by", span(c)};
          said.object = target(c);
          said.span = said.object.span;
          Modifier that;
          that.kind = Modifier::Kind::that;
          that.span = said.span;
          that.predicate = std::make_unique<Predicate>(single(std::move(said)));
          claims.modifiers.push_back(std::move(that));
          break;
        }
        default:
          claims.modifiers.push_back(modifier(c));
      }
    }
    claims.noun.span = q.opening_span;
    q.subject = std::move(claims);
  }

  // ---- phrases ----
  Target target(Index i) const {
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
        case Tag::phrase:
          t.phrase = std::make_unique<NounPhrase>(phrase(c));
          break;
        default:
          break;
      }
    }
    return t;
  }

  NounPhrase phrase(Index i) const {
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

  struct When {
    std::optional<Date> date;
    std::optional<Parameter> parameter;
  };
  When when(Index i) const {
    if (tag(i) == Tag::parameter) return {{}, parameter(i)};
    return {date(i), {}};
  }

  Modifier modifier(Index i) const {
    using Kind = Modifier::Kind;
    Modifier m;
    m.span = span(i);
    const Index c = first(i);
    const auto from = [&](Kind kind) {
      m.kind = kind;
      auto w = when(c);
      m.from = std::move(w.date);
      m.from_parameter = std::move(w.parameter);
    };
    switch (tag(i)) {
      case Tag::m_in_last:
        m.kind = Kind::in_last;
        m.years = count(c);
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
        m.test = PropertyTest{
            {std::string(graph_direction()), span(c)}, Comparison::equal, literal(c), {}, m.span};
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
      case Tag::m_participle:
        m.kind = Kind::that;
        m.predicate = std::make_unique<Predicate>(participles(i));
        break;
      default:
        m.kind = Kind::that;
        m.predicate =
            std::make_unique<Predicate>(tag(c) == Tag::predicate ? predicate(c) : single(clause(c)));
    }
    return m;
  }
  // "evidence of no effect" is about the attribute that says what happened to the outcome.
  static constexpr std::string_view graph_direction() { return "direction"; }

  PropertyTest property_test(Index i) const {
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

  // ---- statements ----
  static Predicate single(Clause clause) {
    Predicate p;
    p.span = clause.span;
    p.clause = std::move(clause);
    return p;
  }

  Clause clause(Index i) const {
    Clause k;
    k.span = span(i);
    k.kind = Clause::Kind::participle;
    if (tag(i) == Tag::asked) {
      const Index subject = first(i), verb = next(subject);
      const auto word = passive(longest_word(text(verb), wc::verb).word);
      if (word.empty())
        refuse("E121", fmt::format("'{}' cannot be turned round here", text(verb)), span(verb),
               "ask with: are named by, are reported by …");
      k.word = {std::string(word), span(verb)};
      k.object = target(subject);
      return k;
    }
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
      default:
        break;
    }
    for (Index c = first(i); c < next(i); c = next(c)) {
      switch (tag(c)) {
        case Tag::negation:
          k.negated = true;
          break;
        case Tag::verb:
          k.word = term(c, wc::verb);
          break;
        case Tag::participle:
          k.word = term(c, wc::participle);
          break;
        case Tag::preposition:
          k.word = term(c, wc::preposition);
          break;
        case Tag::adjective:
          k.kind = Clause::Kind::adjective;
          k.adjectives.push_back(adjective(c));
          break;
        default:
          k.object = target(c);
      }
    }
    return k;
  }

  static bool is_preposition(std::string_view word) {
    return !word.empty() && longest_word(word, wc::preposition).length == word.size();
  }
  // A term after and/or/but that borrows its verb from the clause before it.
  Clause continued(Index i, const Clause* before, std::string_view connective) const {
    if (tag(i) == Tag::more_participle || tag(i) == Tag::more_adjective) return clause(i);
    if (before == nullptr || before->kind == Clause::Kind::adjective)
      refuse("E121", "this part has no verb, and the part before it has none to lend", span(i),
             "begin it with have, lack, are … or another verb");
    Clause k;
    k.span = span(i);
    k.kind = before->kind;
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
        case Tag::quantity:
          k.object.quantity = quantity(c);
          break;
        default:
          break;
      }
    }
    const auto& quantity = before->object.quantity;
    const bool negative =
        before->negated || (before->kind == Clause::Kind::lack && connective != "and") ||
        (quantity && (quantity->kind == Quantity::Kind::no || quantity->kind == Quantity::Kind::only));
    if (negative) {
      const auto part = std::string(text(i));
      std::string verb = before->kind == Clause::Kind::lack   ? "lack"
                         : before->kind == Clause::Kind::have ? std::string("have")
                         : tag(i) != Tag::more_preposition    ? before->word.word
                         : is_preposition(before->word.word)  ? std::string()
                                                              : before->word.word.substr(0, before->word.word.find(' '));
      if (before->kind == Clause::Kind::participle)
        verb = (before->negated ? "are not" : "are") + (verb.empty() ? "" : " " + verb);
      else if (before->negated)
        verb = "do not " + verb;
      if (quantity)
        verb += quantity->kind == Quantity::Kind::no     ? " no"
                : quantity->kind == Quantity::Kind::only ? " only"
                                                         : "";
      refuse("E121", fmt::format("after '{}' it is not clear whether it goes for this part too", verb),
             span(i), fmt::format("write: {} {}", verb, part), Diagnostic::Edit{span(i), verb + " " + part});
    }
    return k;
  }

  Predicate term_of(Index i, const Clause* before, std::string_view connective) const {
    switch (tag(i)) {
      case Tag::predicate:
        return predicate(i);
      case Tag::have:
      case Tag::lack:
      case Tag::be:
      case Tag::asked:
      case Tag::verb_clause:
        return single(clause(i));
      default:
        return single(continued(i, before, connective));
    }
  }

  Predicate combined(Index i, Index begin, Index end) const {
    bool any = false;
    auto parts = joined_terms<Predicate>(
        begin, end, any, [&](Index c, const auto& before, std::string_view connective) {
          const Clause* last = before.empty() || before.back().kind != Predicate::Kind::clause
                                   ? nullptr
                                   : &before.back().clause;
          return term_of(c, last, connective);
        });
    if (parts.size() == 1) return std::move(parts.front());
    Predicate p;
    p.span = span(i);
    p.kind = any ? Predicate::Kind::any : Predicate::Kind::all;
    p.parts = std::move(parts);
    return p;
  }
  Predicate predicate(Index i) const { return combined(i, first(i), next(i)); }

  // "reported by X and named by Y" after a noun: the first participle stands in the modifier itself.
  Predicate participles(Index i) const {
    const Index word = first(i), object = next(word);
    Clause k;
    k.kind = Clause::Kind::participle;
    k.span = joined(span(word), span(object));
    k.word = term(word, wc::participle);
    k.object = target(object);
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

  // ---- conditions ----
  Condition condition(Index i) const {
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

  Condition comparison_of(Index i) const {
    using Kind = Condition::Kind;
    Condition k;
    k.span = span(i);
    const Index property = first(i), rest = next(property);
    k.property = term(property, wc::property);
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
        k.values.push_back(literal(next(rest)));
    }
    return k;
  }

  // ---- stages ----
  Stage stage(Index i) const {
    using Kind = Stage::Kind;
    Stage s;
    s.span = span(i);
    const auto number = [&](Kind kind) {
      s.kind = kind;
      const Index c = first(i);
      if (tag(c) == Tag::parameter) {
        s.number = parameter(c);
      } else {
        s.number = count(c);
      }
    };
    switch (tag(i)) {
      case Tag::stage_where:
        s.kind = Kind::where;
        s.where = condition(first(i));
        break;
      case Tag::stage_limit:
        number(Kind::limit);
        break;
      case Tag::stage_skip:
        number(Kind::skip);
        break;
      case Tag::stage_show:
        s.kind = Kind::show;
        for (Index c = first(i); c < next(i); c = next(c)) s.columns.push_back(column(term(c, wc::property)));
        break;
      default:
        s.kind = Kind::sort;
        for (Index c = first(i); c < next(i); c = next(c)) s.sort.push_back(sort_key(c));
    }
    return s;
  }
  static NamedExpression column(Term property) {
    NamedExpression c;
    c.span = c.value.span = c.value.property.span = property.span;
    c.value.property.steps.push_back(std::move(property));
    return c;
  }
  SortKey sort_key(Index i) const {
    SortKey key;
    key.span = span(i);
    for (Index c = first(i); c < next(i); c = next(c)) {
      switch (tag(c)) {
        case Tag::property:
          key.value = column(term(c, wc::property)).value;
          break;
        case Tag::number_of:
          key.value.kind = Expression::Kind::aggregate;
          key.value.aggregate.things = std::make_unique<NounPhrase>(phrase(first(c)));
          key.value.span = span(c);
          break;
        default: {
          const auto word = folded_word(text(c));
          key.descending = word.starts_with("desc") || word == "newest first" || word == "highest first" ||
                           word == "largest first" || word == "most first";
        }
      }
    }
    return key;
  }
};

}  // namespace

tl::expected<Question, Diagnostic> build(const Tree& tree) {
  try {
    return Builder(tree).question();
  } catch (Diagnostic& diagnostic) {
    return tl::unexpected(std::move(diagnostic));
  }
}

}  // namespace evident::query
