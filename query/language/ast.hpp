// The syntax tree of a question, and where each part stands in it. Made by parse(), read by bind() and
// print().
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace evident::query {

struct Span {  // bytes of the question
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// A word of the vocabulary as it was matched: canonical lower case, single blanks.
struct Term {
  std::string word;
  Span span;
};

// A thing of the data: "NHS", exactly "trust", ~"competitve dialogue", $topic, or bare words (quoted =
// false): not vocabulary, or capitalised, single blanks between them. Bare "health and social care" is read
// as two names; where neither is known, the words of Names::span together may be one.
struct Name {
  std::string text;
  bool quoted = false;
  bool exact = false;      // no narrower terms
  bool loose = false;      // ~
  bool parameter = false;  // text is the parameter's name
  Span span;
};
struct Names {
  enum class Mode { all, any } mode = Mode::all;  // one name is "all"
  std::vector<Name> names;
  Span span;
};

struct Quantity {
  enum class Kind { some, no, only, every, at_least, at_most, exactly, more_than, fewer_than };
  Kind kind = Kind::some;
  std::int64_t number = 0;
  Span span;
};

enum class Comparison { equal, not_equal, less, at_most, greater, at_least };

struct Date {  // an interval by its precision: 2003, 2003-05, 2003-05-17
  int year = 0, month = 0, day = 0;
  Span span;
};
struct Parameter {
  std::string name;
  Span span;
};
// A value in a condition.
struct Literal {
  std::variant<double, std::string, bool, Date, Parameter> value;  // words and quoted text are strings
  bool percent = false;
  bool word =
      false;  // a bare or vocabulary word, e.g. qualitative; "evidence of no effect" is direction = no effect
  Span span;
};

struct NounPhrase;
struct Predicate;

// What a verb or preposition points at: things by kind (with a quantity) or by name.
struct Target {
  std::optional<Quantity> quantity;
  std::unique_ptr<NounPhrase> phrase;  // either this
  std::optional<Names> names;          // or that
  Span span;
};

struct PropertyTest {  // "sample size over 30", "strength at least moderate"
  Term property;
  Comparison comparison = Comparison::equal;
  Literal value;
  std::optional<Literal> upper;  // between value and upper, inclusive
  Span span;
};

struct Modifier {
  enum class Kind {
    relation,  // word + target: about, in, from, by, among, of, to … as the vocabulary lists them
    named,     // named/called: target.names
    since,
    before,
    after,
    between,
    in_year,
    in_last,    // times
    with_test,  // with PROPERTY …: test
    with,       // with THINGS: target
    without,    // without THINGS or PROPERTY: target, or property
    that        // that/who/which …: predicate
  };
  Kind kind = Kind::relation;
  Term word;  // the preposition as written
  Target target;
  std::optional<Date> from, to;
  std::optional<Parameter> from_parameter, to_parameter;  // "since $year": in place of from, to
  std::int64_t years = 0;                                 // in_last
  std::optional<PropertyTest> test;
  std::optional<Term> property;  // without PROPERTY
  std::unique_ptr<Predicate> predicate;
  Span span;
};

struct NounPhrase {
  std::vector<Term> adjectives;  // of the schema, or choice words ("finished studies")
  Term noun;
  std::vector<Modifier> modifiers;
  Span span;
};

// A statement about the subject. "barriers reported by X" is the modifier `that` with the clause "are
// reported by X".
struct Clause {
  enum class Kind { have, lack, participle, adjective, verb };
  Kind kind = Kind::have;
  bool negated = false;  // do not, are not
  Term word;             // participle, verb or, after "are", a preposition ("are about …")
  Target object;
  std::vector<Term>
      adjectives;  // Kind::adjective: one, an adjective or a choice word ("are hedged", "are finished")
  Span span;
};
struct Predicate {
  enum class Kind { clause, all, any };  // and, or
  Kind kind = Kind::clause;
  Clause clause;
  std::vector<Predicate> parts;
  Span span;
};

// After 'where': about properties of the subject.
struct Condition {
  enum class Kind { compare, missing, between, one_of, contains, starts_with, all, any, negation };
  Kind kind = Kind::compare;
  bool negated = false;  // is not missing, does not contain, not in, not between; "is not X" is not_equal
  Term property;
  Comparison comparison = Comparison::equal;
  std::vector<Literal> values;
  std::vector<Condition> parts;
  Span span;
};

// any: "are there …", "does any … have …": yes or no, of subject alone; what is asked of it became its last
// modifier (Modifier::Kind::that).
enum class Opening { which, list, how_many, describe, gaps, any };

struct SortKey {
  Term property;  // or "number of" NOUN: count
  std::optional<NounPhrase> count_of;
  bool descending = false;
  Span span;
};
struct Stage {
  enum class Kind { where, sort, limit, skip, show };
  Kind kind = Kind::where;
  std::optional<Condition> where;
  std::vector<SortKey> sort;
  std::vector<Term> show;
  std::variant<std::int64_t, Parameter> number = std::int64_t{0};
  Span span;
};

struct Question {
  std::string text;  // as written
  bool explain = false;
  Opening opening = Opening::which;
  Span opening_span;
  std::optional<NounPhrase> subject;  // which, list, how_many, any; for gaps: the evidence phrase
  std::optional<Names> names;         // describe
  std::optional<Predicate> predicate;
  std::optional<Condition> where;
  std::vector<Stage> stages;
};

}  // namespace evident::query
