// Values of rows: properties along paths, aggregates over distinct things, arithmetic; each knows the
// passages that it was read from.
#pragma once
#include <span>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"

namespace evident::query {

struct Atom {
  std::variant<double, std::string, bool> value;
  double rank = -1;                    // of a word of an ordered choice: its place; else below 0
  graph::Node thing = graph::kNoNode;  // where the value is a thing: its label
};
struct Value {
  std::vector<Atom> atoms;        // each once; none: missing
  std::vector<Share> share;       // none or one, then no atoms
  std::vector<graph::Node> from;  // things with a passage
};

// Puts values in order: numbers before words, words as people sort them.
struct OrderKey {
  bool missing = true;
  double number = 0;
  std::string text;
};
OrderKey key_of(const PropertyValue& value);
OrderKey key_of(const Atom& atom);
// Of several values the first in that direction.
OrderKey key_of(const Value& value, bool descending);
bool before(const OrderKey& a, const OrderKey& b);  // neither is missing

// What a value is computed over: the things of each variable, and the columns of a table.
struct Scope {
  std::vector<std::span<const graph::Node>> things;
  std::span<const Value> columns;
  std::size_t matches = 1;  // that came together here
};

class Computer {
 public:
  explicit Computer(Evaluator& evaluator) : evaluator_(evaluator) {}

  // with_origins: fill Value::from, for rows that are shown.
  Value value(const Computed& computed, const Scope& scope, bool with_origins = false);
  // A test of Test::Op::computed, without its negation.
  bool holds(const Test& test, const Scope& scope);
  // What was missing on the way goes to the evaluator's notices.
  void tell();

 private:
  struct Tally {
    std::size_t missing = 0, whole = 0;
    std::string kind;
  };
  std::vector<graph::Node> things_of(const Computed& computed, const Scope& scope);
  Value aggregate(const Computed& computed, const std::vector<graph::Node>& things);
  Value arithmetic(const Computed& computed, const Scope& scope);
  void origins(const Computed& computed, graph::Node thing, std::vector<graph::Node>& from) const;
  void tally(const Computed& computed, bool missing, std::string_view kind);

  Evaluator& evaluator_;
  std::unordered_map<const Computed*, Tally> tallies_;
  std::vector<const Computed*> tallied_;  // in their order
  std::vector<PropertyValue> held_;
};

CellValue cell_of(const Value& value);
std::string column_type(const Computed& computed);
// The passages that the value of a property was read from.
void origins_of(const Evaluator& evaluator, const Property& property, graph::Node thing,
                std::vector<graph::Node>& from);

}  // namespace evident::query
