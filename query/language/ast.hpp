// The syntax tree of a question, and where each part stands in it. Made by parse(), read by bind() and
// print(). Every node says what it is with an example of the text it stands for.
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

// ---- names and values
//

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

struct Date {  // an interval by its precision: 2003, 2003-05, 2003-05-17
  int year = 0, month = 0, day = 0;
  Span span;
};
struct Parameter {  // $topic
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

// How many: "at least 3", "3 or more", "no", "only", "every", "at least $k"; "only one" is exactly 1.
struct Quantity {
  enum class Kind { some, no, only, every, at_least, at_most, exactly, more_than, fewer_than };
  Kind kind = Kind::some;
  std::int64_t number = 0;
  std::optional<Parameter> parameter;  // in place of number
  Span span;
};

enum class Comparison { equal, not_equal, less, at_most, greater, at_least };

// Words that must stand in the text of a thing: "trust" and ("pooled" or "budget cycle"). An exact phrase is
// these words as they stand, a loose one allows for spelling.
struct TextSearch {
  enum class Kind { phrase, all, any, negation };
  Kind kind = Kind::phrase;
  Name phrase;
  std::vector<TextSearch> parts;  // negation: one
  Span span;
};

// What was named by "let": @causal.
struct SetReference {
  std::string name;  // without @
  Span span;
};

// ---- things
//

struct NounPhrase;
struct Predicate;

// What a verb or preposition points at: things by kind (with a quantity), by name ("only" may stand before
// names: "named by only "NHS""), or a set.
struct Target {
  std::optional<Quantity> quantity;
  std::unique_ptr<NounPhrase> phrase;  // either this
  std::optional<Names> names;          // or that
  std::optional<SetReference> set;     // or that
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
    in_last,     // times
    with_test,   // with PROPERTY …: test
    with,        // with THINGS: target
    without,     // without THINGS or PROPERTY: target, or property
    that,        // that/who/which …: predicate
    mentioning,  // mentioning "trust" and ("pooled" or "budget cycle"): search
  };
  // Which time is meant: "since 2003" leaves it to the kind of thing, "published since", "carried out since"
  // (when the data were gathered) and "added since" (when it came into the library) say it.
  enum class Clock { unsaid, published, gathered, added };
  Kind kind = Kind::relation;
  Term word;  // the preposition as written
  Target target;
  Clock clock = Clock::unsaid;
  std::optional<Date> from, to;
  std::optional<Parameter> from_parameter, to_parameter;  // "since $year": in place of from, to
  std::int64_t years = 0;                                 // in_last
  std::optional<Parameter> years_parameter;               // "in the last $n years"
  std::optional<PropertyTest> test;
  std::optional<Term> property;  // without PROPERTY
  std::unique_ptr<Predicate> predicate;
  std::optional<TextSearch> search;
  Span span;
};

struct NounPhrase {              // qualitative evidence about "trust" since 2003
  std::vector<Term> adjectives;  // of the schema, or choice words ("finished studies")
  Term noun;
  std::vector<Modifier> modifiers;
  Span span;
};

// ---- statements
//

// "differ by more than 20 points between "NHS" and "private sector"": the groups' values of one statistic lie
// that far apart. Without an amount any difference counts.
struct Difference {
  Comparison comparison = Comparison::greater;
  std::optional<Literal> amount;  // a number or parameter; percent: per cent of the value, not points
  Names groups;
  Span span;
};

// A statement about the subject. "barriers reported by X" is the modifier `that` with the clause "are
// reported by X".
struct Clause {
  enum class Kind {
    have,        // have OBJECT
    lack,        // lack OBJECT
    participle,  // are reported by OBJECT; "are about OBJECT"
    adjective,   // are hedged
    verb,        // report OBJECT
    kind,        // are barriers: object is a phrase
    unique,   // are unique to OBJECT: to that and to nothing else; "unique to one case study" has a quantity
    mention,  // mention "trust" and ("pooled" or "budget"): search; plain names stay with the verb
    differ,   // differ by more than 20 points between "NHS" and "private sector": difference
  };
  Kind kind = Kind::have;
  bool negated = false;  // do not, are not
  Term word;             // participle, verb or, after "are", a preposition ("are about …")
  Target object;
  std::vector<Term>
      adjectives;  // Kind::adjective: one, an adjective or a choice word ("are hedged", "are finished")
  std::optional<TextSearch> search;
  std::optional<Difference> difference;
  Span span;
};
struct Predicate {
  enum class Kind { clause, all, any };  // and, or
  Kind kind = Kind::clause;
  Clause clause;
  std::vector<Predicate> parts;
  Span span;
};

// ---- expressions and conditions
//

// A value by its way: year (one step), evidence.strength, a.text of a variable of the pattern, or n, a name
// given with "as". The first step of a way of several, and of an alias, is an identifier as it was written;
// underscores in later steps stand for blanks: s.sample_size.
struct PropertyPath {
  std::vector<Term> steps;
  bool alias = false;  // one step: a name given earlier with "as", or a variable of the pattern
  Span span;
};

// "count", "number of sources since 2003", "average of sample size", "max of evidence.strength", "share of
// qualitative studies".
struct Aggregate {
  enum class Function { count, sum, average, median, minimum, maximum, share };
  Function function = Function::count;
  std::unique_ptr<NounPhrase> things;    // either this, related to the thing of the row
  std::optional<PropertyPath> property;  // or that; "count" alone has neither
  bool matches = false;                  // of a pattern: "count of matches"
  Span span;
};

// In show, summarise and sort: year, number of sources * 2, (a.value - b.value) / 100.
struct Expression {
  enum class Kind { literal, property, aggregate, add, subtract, multiply, divide };
  Kind kind = Kind::property;
  Literal literal;
  PropertyPath property;
  Aggregate aggregate;
  std::vector<Expression> operands;  // of add … divide: two
  Span span;
};
struct NamedExpression {  // average of sample size as mean_n
  Expression value;
  std::string alias;  // or empty
  Span span;
};

// What rows are grouped by: a kind of thing ("per case study"), a property ("per year", "by a.design") or a
// column ("by year as y"). A word that is both a property and a kind ("source", "group") has both, and the
// subject decides.
struct GroupKey {
  std::optional<Term> noun;
  std::optional<Expression> value;
  std::string alias;
  Span span;
};

// One part of a pattern: (m:measure {kind: outcome}) and -[reports|names*1..3]->.
struct PatternNode {
  std::string variable;  // or empty
  std::optional<Term> noun;
  std::vector<PropertyTest> properties;  // all equal
  Span span;
};
inline constexpr std::int64_t kMostHops = 12;  // what "*" stands for, and the most
struct PatternEdge {
  std::vector<Term> relations;       // any of them, as written: an edge of the schema or a verb
  bool backwards = false;            // <-[ … ]-
  std::int64_t least = 1, most = 1;  // hops
  Span span;
};
struct PatternPath {
  std::vector<PatternNode> nodes;  // one more than edges
  std::vector<PatternEdge> edges;
  Span span;
};

// After 'where': about properties of the subject.
struct Condition {
  enum class Kind { compare, missing, between, one_of, contains, starts_with, all, any, negation, exists };
  Kind kind = Kind::compare;
  bool negated = false;  // is not missing, does not contain, not in, not between; "is not X" is not_equal
  Term property;         // of the subject
  std::optional<Expression> left;  // in place of property: "number of sources >= 3", "a.year", an alias
  Comparison comparison = Comparison::equal;
  std::vector<Literal> values;
  std::optional<PropertyPath> right;  // in place of values: "x.id != y.id"
  std::vector<Condition> parts;
  std::optional<PatternPath> pattern;  // exists (m)<-[about]-(:claim)
  Span span;
};

// ---- stages
//

struct SortKey {  // number of sources desc
  Expression value;
  bool descending = false;
  Span span;
};
struct Query;
struct Stage {
  enum class Kind { where, sort, limit, skip, show, summarise, follow, unite, subtract, intersect, cite };
  Kind kind = Kind::where;
  std::optional<Condition> where;
  std::vector<SortKey> sort;
  std::vector<NamedExpression> columns;                            // show; summarise: aggregates
  std::vector<GroupKey> by;                                        // summarise … by
  std::variant<std::int64_t, Parameter> number = std::int64_t{0};  // limit, skip
  std::optional<NounPhrase> follow;                                // on to the things related to the rows
  std::optional<SetReference> set;                                 // union, minus, intersect: either this
  std::unique_ptr<Query> query;                                    // or this, in brackets
  std::optional<Term> style;                                       // cite as harvard
  Span span;
};

// ---- questions
//

enum class Opening {
  which,     // which measures have causal evidence; "who makes claims" asks for groups
  list,      // list claims about "trust"
  how_many,  // how many sources mention "trust" per year
  share,     // what share of studies are qualitative; always with a predicate
  any,   // are there …, does any … have …: yes or no, of subject alone; what is asked of it became its
         // last modifier (Modifier::Kind::that); quantity: "are there at least 3 …"
  all,   // do all case studies report "leadership": subject and predicate
  most,  // do most …
  whether,  // does "service quality" have causal evidence: names and predicate;
            // do partnerships save money: claim
  say,      // what do commissioners say about trust: subject is the claims. Unless the speakers are just
            // "sources", its first modifier is "said by" them
  missing_views,  // whose views are missing on "trust": subject is the claims in which they would be heard
  describe,       // describe "trust": names
  gaps,           // gaps in causal evidence for outcome measures by design: subject is the evidence
  gap_map,        // gap map of outcome measures by design: subject, per
  compare,        // compare barriers across "NHS" and "private sector": subject, groups or per
  path,           // how is "trust" connected to "quality of life" within 4 steps: path
  match,          // match (a:claim)-[contradicts]->(b:claim) where a.id != b.id: patterns
};

struct Connection {  // Opening::path
  Name from, to;
  std::int64_t steps = 0;                    // 0: not said
  std::optional<Parameter> steps_parameter;  // within $n steps
  bool one_source = false;                   // within one source
  bool strongest = false;                    // by the strongest way
  std::vector<Term> over;                    // along these edges only; none: along all that tell of things
  Span span;
};

// One question with its stages: the whole, what a "let" names, or what stands in brackets after "union".
struct Query {
  Opening opening = Opening::which;
  Span opening_span;
  std::optional<Quantity> quantity;   // any: "are there at least 3 studies …"
  std::optional<NounPhrase> subject;  // for each opening: see Opening
  std::optional<SetReference> set;    // in place of subject: list @causal
  std::optional<Names> names;         // describe, whether
  std::optional<TextSearch> claim;    // whether, in words that are no vocabulary: "partnerships save money"
  std::optional<Predicate> predicate;
  std::optional<Target> groups;          // compare: names, or things of a kind
  std::optional<Connection> connection;  // path
  std::vector<PatternPath> patterns;     // match
  std::optional<Condition> where;
  std::optional<GroupKey> per;  // how many … per year; gap map of … by; gaps in … by; compare … across
  bool who_says = false;        // …, and who says so?
  std::vector<Stage> stages;
  Span span;
};

struct Let {         // let @causal = which measures have causal evidence;
  std::string name;  // without @
  Query query;
  Span span;  // of the name
};

struct Question : Query {
  std::string text;      // as written
  bool explain = false;  // "explain" or "check" before it
  std::optional<Name> why_not;  // why not "trust" in …: asked of this thing
  std::vector<Let> lets;
};

}  // namespace evident::query
