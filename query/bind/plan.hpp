// What a question means, as plain data: sets of things and the tests they must pass. Made by bind(), run by
// execute(), printed for explain. Nothing here points into the question; node numbers belong to one Graph.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/language/ast.hpp"

namespace evident::query {

// All nodes of a kind that satisfy a condition.
struct Scan {
  graph::Kind kind;
  graph::Condition condition;
};

// One way from a subject to an object.
struct Link {
  graph::Kind subject;
  graph::Kind object;
  std::vector<graph::Step> path;
};

// Where a property of one kind is read.
struct Reading {
  enum class From {
    own,       // an attribute of the thing itself
    source,    // an attribute of the work it stands in: the year of a claim
    mentions,  // an attribute of the mentions that name it: the rank of a barrier; any of them may fit
    label,
    quote,
    id,
    page,  // on which its words stand
    kind,
    citation,   // the work it stands in, author and date
    sources,    // in how many works it is named or spoken of
    relevance,  // how well its words fit what was searched for
    standing,   // what it rests on, causal evidence first, then which way it points
    // by the shape of the whole graph (query/execute/structure.hpp)
    influence,
    centrality,
    cluster,
    separate_group,
  };
  graph::Kind kind;
  From from = From::own;
  graph::Attribute attribute{};
};
// Words that must stand next to each other in a quotation.
struct Phrase {
  std::string text;
  bool exact = false;                            // as they stand, not in another inflection
  std::vector<std::vector<std::string>> either;  // their stems; more than one where the spelling is loose
};
struct Property {
  std::string words;  // as people call it
  graph::Type type = graph::Type::text;
  std::vector<Reading> readings;  // at most one a kind; other kinds have no such value
  std::vector<Phrase> search;     // relevance: to these
};

// A value to compare with. Choices are compared by index.
struct Constant {
  std::variant<double, std::string, bool, std::vector<std::uint8_t>>
      value;  // the last: indices of choices, any of them
  std::string parameter = {};  // the $name it was given by, or empty
};

// Days since 1970-01-01; an interval [begin, end).
struct Period {
  std::int32_t begin = 0;
  std::int32_t end = 0;
};

using Clock = Modifier::Clock;

struct Test;
struct Plan;

// A set of things: by kind, by name, or what another question yields.
struct Things {
  std::vector<Scan> scans;  // a union; kinds may repeat
  bool by_name = false;
  std::vector<graph::Node> nodes;  // by name, narrower terms included; ascending
  std::shared_ptr<const Plan> query;
  std::vector<Test> tests;  // all of them hold
  bool looked_for = false;  // also what a person looked for in a work and no document names: asked for what is missing
  std::string noun;         // with its adjectives only: "outcome measures"
  std::string noun_one;     // the same in the singular
  std::string words;        // as in the question: "causal evidence", "\"NHS\""
  std::string said;  // read back: "claims that are evidence, causally worded and carried by their design"
};

// What things are compared across: a group by name with what is narrower, or everything of a kind.
struct Across {
  std::vector<Link> links;  // from the things of the rows to the sides
  struct Named {
    std::string words;
    Things things;
  };
  std::vector<Named> named;        // either these
  std::vector<Things> everything;  // or those of a set, each of them a side; none or one
};

// Figures of groups on one question that lie so far apart.
struct Differing {
  std::vector<Across::Named> sides;
  Comparison comparison = Comparison::greater;
  std::optional<double> amount;  // in points, or in the unit of the figures; nothing: any difference
  bool relative = false;         // in per cent of the first figure
  bool negated = false;          // those on one question that do not
};

// A value of a row, computed from its things or, after grouping, from its columns. An aggregate is taken over
// distinct things: of the row, or of its group.
struct Computed {
  enum class Op {
    constant,
    property,  // its values, of all things at hand
    count,
    matches,  // of a pattern, in a group
    sum,
    average,
    median,
    minimum,
    maximum,
    share,  // of the things at hand those that pass `tests`
    column,
    add,
    subtract,
    multiply,
    divide,
  };
  struct Hop {  // on to related things; without links: to those at hand that are among `things`
    std::vector<Link> links;
    Things things;
  };
  Op op = Op::property;
  std::size_t variable = 0;  // of a pattern: which thing of the row
  std::vector<Hop> hops;
  std::optional<Property> property;  // property, sum to maximum; nothing: the thing itself
  std::vector<Test> tests;           // share
  CellValue constant;
  std::size_t column = 0;
  std::vector<Computed> operands;
  std::string words;
  graph::Type type = graph::Type::number;
};

// Things joined by edges: match (a:claim)-[about]->(m:measure).
struct Pattern {
  struct Variable {
    std::string name;  // empty: has none
    Things things;
    std::optional<std::size_t> outer;  // of exists (…): the variable of the pattern around it that it is
  };
  struct Edge {
    std::size_t from = 0, to = 0;
    std::vector<std::vector<graph::Step>> ways;  // any of them
    std::size_t least = 1, most = 1;             // times
  };
  std::vector<Variable> variables;
  std::vector<Edge> edges;
  std::vector<Test> conditions;
};

struct Test {
  enum class Op {
    facet,    // one of `facets` fits
    related,  // some object is reached
    counted,  // as many objects as `quantity` says
    only,     // some object, and nothing else of `universe`
    every,    // all of the objects, and there is one
    compare,  // property comparison value
    missing,
    between,
    one_of,
    contains,
    starts_with,
    dated,     // the published date lies within, wholly
    among,     // is one of the things of `object`
    mentions,  // the words of `phrase` stand in it, or in a passage that is taken from it or speaks of it
    computed,  // `measured` against `values` or against the second of `measured`
    exists,    // `pattern` has a match
    differ,    // the first figure of a question on which groups differ as `differing` says
    all,
    any,
  };
  Op op = Op::facet;
  bool negated = false;
  std::vector<Scan> facets;
  std::vector<Link> links;
  std::vector<Things> object;    // none or one; related, counted, only, every, among
  std::vector<Things> universe;  // none or one; only
  Quantity quantity;
  Property property;
  Comparison comparison = Comparison::equal;
  std::vector<Constant> values;
  std::vector<Phrase> phrase;        // mentions: one
  std::optional<Period> within;      // dated; begin or end may be the ends of time
  Clock clock = Clock::unsaid;       // dated
  std::size_t variable = 0;          // of a pattern: which thing is tested
  std::vector<Computed> measured;    // computed: one or two
  Op how = Op::compare;              // computed: compare, missing, between, one_of, contains or starts_with
  std::vector<Pattern> pattern;      // exists: one
  std::vector<Differing> differing;  // differ: one
  std::vector<Test> parts;
  std::string said;   // read back: "have at least one claim that is …"
  std::string words;  // short, after a count: "with causal evidence"
};

struct Order {
  Computed value;
  bool descending = false;
};
struct Shown {  // a column that was asked for
  Computed value;
  std::string name;
};

// From one thing to another over passages.
struct Connected {
  Things from, to;
  std::size_t steps = 0;    // at most
  bool one_source = false;  // all passages stand in the same
  bool strongest = false;   // by the strength of the weakest passage, not by length
  std::vector<graph::Edge> over;  // along these only; none: along all that tell of things
};

// What is done to the rows, one after the other.
struct Step {
  enum class Kind { where, sort, limit, skip, follow, unite, subtract, intersect };
  Kind kind = Kind::where;
  std::vector<Test> tests;  // where: one
  std::vector<Order> sort;
  std::size_t number = 0;     // limit, skip
  std::vector<Things> other;  // follow: where to; unite, subtract, intersect: the other set
  std::vector<Link> links;    // follow
};

// One row a combination of key values; its values are taken over the things of the row.
struct Grouping {
  std::vector<Shown> keys, values;
};

// By which property of their evidence, or of the studies and works behind them, things are mapped.
struct Map {
  Property property;
  std::vector<Link> links;  // from the things to what has the property
  bool of_claims = false;
  bool only_gaps = false;  // rows in which no cell is empty are left out
};

struct Plan {
  // whether: of things by name. A table is what a pattern or a grouping yields.
  enum class Shape {
    rows,
    number,
    yes_no,
    description,
    gaps,
    share,
    all,
    most,
    whether,
    table,
    path,
    compare,
    map,
    views
  };
  Shape shape = Shape::rows;
  Things subject;
  std::vector<graph::Kind> kinds;  // of the things that the steps leave
  std::vector<Test> asked;         // share, all, most, whether: what is asked of the subject, one
  Quantity quantity;               // yes_no: how many there must be
  std::vector<Pattern> pattern;    // in place of the subject, none or one
  std::vector<Things> evidence;    // gaps: what is looked for, none or one
  std::vector<Link> evidence_links;
  std::optional<Map> map;         // map, unless it goes across groups or other things
  std::optional<Across> across;   // compare
  std::vector<Step> steps;        // on things, or on the matches of a pattern
  std::vector<Shown> show;        // empty: the kind's own columns
  std::optional<Grouping> group;  // after the steps
  std::vector<Step> table_steps;  // on the rows of a table: where, sort, limit, skip
  std::vector<Shown> table_show;  // of a table's columns; empty: all
  std::vector<Connected> connected;  // path: one
  std::string unknown_name;       // describe: nothing is called that, but the words occur
  bool by_standing = false;       // told apart by what it rests on: what do sources say about …
  bool who_says = false;          // who speaks for each row
  std::vector<Things> among;      // views: the claims in which they would be heard, one
  std::string style;              // cite as …
  std::vector<Notice> notices;
  std::string canonical;
  std::string read_as;
};

inline constexpr std::int32_t kBeginning = INT32_MIN;  // ends of time
inline constexpr std::int32_t kEnd = INT32_MAX;

// The algebra on one line an operator: "scan measure · facet measure_kind=outcome · semi(<about, scan claim ·
// …)".
std::string print_plan(const Plan& plan);
std::string print_things(const Things& things);
std::string print_test(const Test& test);
// "NHS" and "private sector"; each of the groups.
std::string said_of(const Across& across);

// "evidence, causally worded and carried by its design": a condition for people.
std::string said_condition(const graph::Condition& condition);

}  // namespace evident::query
