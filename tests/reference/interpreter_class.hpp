// The interpreter as one class over several files. Sets are lists of yes and no, one a node; a statement
// about a thing is a function from a node to yes or no. Every function is one construct, under the sentence
// that says what it means.
#pragma once
#include <chrono>
#include <functional>
#include <optional>

#include "reference/interpreter.hpp"
#include "reference/schema_words.hpp"

namespace evident::reference {

using graph::Form;
using graph::KindRole;
using graph::Type;
using query::Comparison;
using query::Literal;
using query::Modifier;
using query::Quantity;
using Set = std::vector<bool>;
using Holds = std::function<bool(Id)>;
using Scalar = std::variant<double, std::string, bool, std::uint8_t>;  // the last: the index of a choice

inline constexpr const char* kUncovered = "uncovered";  // what the reference does not say the meaning of yet

[[noreturn]] inline void refuse(std::string code, std::string why) {
  throw Refused{std::move(code), std::move(why)};
}

// "Values are intervals: 2003 = [2003-01-01, 2004-01-01)"
using Day = std::chrono::sys_days;
struct Interval {
  Day begin, end;
};
inline constexpr Day kBeginning{std::chrono::days{-10'000'000}}, kEnd{std::chrono::days{10'000'000}};
Day day(int year, int month, int day);
Interval interval(int year, int month, int day);                    // month or day 0: not said
std::optional<Interval> written_interval(const std::string& text);  // "2003", "2003-05", "2003-05-17"
std::optional<double> number_in(const std::string& text);
bool compares(double a, Comparison how, double b);

// The kinds that the noun of a phrase covers.
inline Kinds kinds_of(const query::NounPhrase& phrase) {
  Kinds kinds;
  if (const auto* noun = noun_called(phrase.noun.word))
    for (const auto& meaning : noun->meanings) kinds.push_back(meaning.kind);
  return kinds;
}
inline Kinds kinds_of(const query::Target& target) {
  return target.phrase ? kinds_of(*target.phrase) : Kinds{};
}
inline const std::string& one_step(const query::PropertyPath& path) {
  if (path.alias || path.steps.size() != 1) refuse(kUncovered, "this");
  return path.steps[0].word;
}

class Interpreter {
 public:
  // What a question yields as a set, for "let" and for what stands in brackets.
  struct Found {
    Kinds kinds;
    Set set;
  };
  using Sets = std::map<std::string, Found>;

  Interpreter(const Library& library, const query::Query& question, const Settings& settings, Sets sets = {})
      : raw_(library),
        l_(with_derived(library)),
        n_(l_.nodes.size()),
        question_(question),
        settings_(settings),
        sets_(std::move(sets)) {
    linked_.assign(graph::edges().size() * n_ * n_, false);
    for (const Arrow& a : l_.arrows) linked_[place(a.from, a.edge, a.to)] = true;
    for (Id i = 0; i < n_; ++i)
      if (node(i).document != kNone && node(i).document != i)
        linked_[place(node(i).document, Edge::contains, i)] = true;
    for (Id i = 0; i < n_; ++i) telling_.push_back(i);
    for (std::size_t again = 0; again < n_; ++again)
      for (const Arrow& a : l_.arrows)
        if (a.edge == Edge::restates)
          telling_[a.from] = telling_[a.to] = std::min(telling_[a.from], telling_[a.to]);
  }

  Meaning run();
  Found found();

 private:
  // ---- the library
  const Node& node(Id i) const { return l_.nodes[i]; }
  Kind kind(Id i) const { return l_.nodes[i].kind; }
  Set none() const { return Set(n_, false); }
  std::size_t place(Id from, Edge edge, Id to) const {
    return (static_cast<std::size_t>(edge) * n_ + from) * n_ + to;
  }
  bool linked(Id from, Edge edge, Id to) const { return linked_[place(from, edge, to)]; }
  bool in_use(Id thing) const;
  Set narrower(Id thing) const;
  std::string name(Id i) const;
  std::string said_name(const query::Name& name) const;
  std::vector<Id> called(const std::string& text) const;
  Set reached(const std::vector<graph::Step>& path, Id from) const;
  Set related(Id subject, const Ways& ways, const Set& objects) const;
  std::size_t distinct(const Set& things) const;
  Id first_telling(Id i, const Set& among) const;
  bool same_thing(Id a, Id b) const;

  // ---- phrases
  struct Leftover {  // "a modifier that its nearest noun cannot take"
    const Modifier* modifier;
    Refused why;
  };
  using Leftovers = std::vector<Leftover>;
  struct Things {
    Kinds kinds;
    Set set;
    graph::Condition condition;  // what nouns, adjectives and properties ask of claims
  };
  Things things(const query::NounPhrase& phrase, Leftovers* left, const Modifier* except = nullptr);
  Set noun(const query::NounPhrase& phrase, Kinds& kinds, graph::Condition* condition);
  void take(Things& things, const Holds& holds) {
    for (Id i = 0; i < n_; ++i) things.set[i] = things.set[i] && holds(i);
  }
  void take_leftovers(const Leftovers& inner, Things& things, Leftovers* left);
  Holds modifier(const Modifier& m, const Kinds& kinds, Leftovers* left);
  Holds relation(const Modifier& m, const Kinds& kinds, Leftovers* left);
  Holds placed(const query::Names& names, const Kinds& kinds);
  Holds called_so(const query::Names& names, const Kinds& kinds);
  Holds dated(const Modifier& m, const Kinds& kinds);
  Holds lies_within(Day begin, Day end);
  std::optional<Interval> when(Id i) const;

  // ---- statements
  Holds predicate(const query::Predicate& p, const Kinds& kinds, Leftovers* left);
  Holds clause(const query::Clause& c, const Kinds& kinds, Leftovers* left);
  Holds adjective(const query::Clause& c, const Kinds& kinds);
  Holds having(const query::Target& target, const Kinds& kinds, Leftovers* left);
  Holds to_target(const Ways& ways, const query::Target& target, Leftovers* left);
  Holds to_things(const Ways& ways, const query::Target& target, Leftovers* left);
  Holds to_names(const Ways& ways, const query::Names& names);
  struct Resolved {
    Set set;
    Kinds kinds;
    std::vector<Id> things;
  };
  Resolved resolve(const query::Name& name, const Kinds& kinds) const;
  bool quantity(const Quantity& q, std::size_t n) const;

  // ---- properties
  struct Property {
    Type type = Type::text;
    std::optional<Attribute> attribute;
    std::vector<std::pair<Kind, Reading>> readings;
  };
  Property property(const std::string& word, const Kinds& kinds) const;
  std::vector<Scalar> values(const Property& p, Id i) const;
  std::string written(const Scalar& value, const Property& p) const;
  Literal given(const Literal& literal) const;
  Holds condition(const query::Condition& c, const Kinds& kinds);
  Holds compared(const std::string& word, Comparison how, const std::vector<Literal>& values, bool between,
                 const Kinds& kinds);
  Holds one_compared(const std::string& word, Comparison how, const Literal& value, const Kinds& kinds);
  bool satisfies(Id i, const graph::Condition& condition) const;

  // ---- order and gaps
  std::vector<Id> ordered(std::vector<Id> rows, const std::vector<const query::SortKey*>& keys,
                          const Kinds& kinds);
  std::size_t whole(const query::Stage& stage) const;
  struct Rows {
    Things things;
    std::vector<Id> shown;  // in order
    std::size_t total = 0;  // before they were cut
  };
  Rows rows();
  Things subject();
  const Found& named_set(const query::SetReference& reference) const;
  std::vector<Id> once(const Set& set) const;
  void steps(Rows& rows);
  Meaning verdict();
  Meaning grouped();
  using Judge = std::function<std::optional<bool>(Id)>;
  Judge judged(const query::Predicate& p, const Kinds& kinds, Leftovers* left);
  Kinds object_kinds(const query::Target& target) const {
    return target.set ? named_set(*target.set).kinds : kinds_of(target);
  }
  Meaning describe();
  void find_gaps(Meaning& m);
  std::string gap(Id thing, const Things& evidence, const Ways& have);
  bool could_have_yielded(Id study, const graph::Condition& wanted) const;
  bool of_a_review(Id statement) const;
  const query::Clause* lack() const;

  const Library& raw_;
  Library l_;
  std::size_t n_;
  const query::Query& question_;
  const Settings& settings_;
  Sets sets_;
  std::vector<bool> linked_;  // by edge, from, to
  std::vector<Id> telling_;   // equal for items that say the same
};

}  // namespace evident::reference
