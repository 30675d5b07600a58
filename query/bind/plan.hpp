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
    kind,
    citation,  // the work it stands in, author and date
    sources,   // in how many works it is named or spoken of
  };
  graph::Kind kind;
  From from = From::own;
  graph::Attribute attribute{};
};
struct Property {
  std::string words;  // as people call it
  graph::Type type = graph::Type::text;
  std::vector<Reading> readings;  // at most one a kind; other kinds have no such value
};

// A value to compare with. Choices are compared by index.
struct Constant {
  std::variant<double, std::string, bool, std::vector<std::uint8_t>>
      value;  // the last: indices of choices, any of them
};

// Days since 1970-01-01; an interval [begin, end).
struct Period {
  std::int32_t begin = 0;
  std::int32_t end = 0;
};

struct Test;

// A set of things: by kind, or by name.
struct Things {
  std::vector<Scan> scans;  // a union; kinds may repeat
  bool by_name = false;
  std::vector<graph::Node> nodes;  // by name, narrower terms included; ascending
  std::vector<Test> tests;         // all of them hold
  std::string noun;                // with its adjectives only: "outcome measures"
  std::string noun_one;            // the same in the singular
  std::string words;               // as in the question: "causal evidence", "\"NHS\""
  std::string said;  // read back: "claims that are evidence, causally worded and carried by their design"
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
    dated,  // the published date lies within, wholly
    among,  // is one of the things of `object`
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
  std::optional<Period> within;  // dated; begin or end may be the ends of time
  std::vector<Test> parts;
  std::string said;   // read back: "have at least one claim that is …"
  std::string words;  // short, after a count: "with causal evidence"
};

struct Order {
  Property property;
  std::vector<Things> count_of;  // none or one: by the number of these, along links
  std::vector<Link> links;
  bool descending = false;
};

struct Plan {
  enum class Shape { rows, number, yes_no, description, gaps };
  Shape shape = Shape::rows;
  Things subject;
  std::vector<Things> evidence;  // gaps: what is looked for, none or one
  std::vector<Link> evidence_links;
  std::vector<Order> sort;
  std::vector<Property> show;  // empty: the kind's own columns
  std::size_t skip = 0;
  std::optional<std::size_t> limit;
  std::string unknown_name;  // describe: nothing is called that, but the words occur
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

// "evidence, causally worded and carried by its design": a condition for people.
std::string said_condition(const graph::Condition& condition);

}  // namespace evident::query
