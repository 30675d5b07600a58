// Runs the sets and tests of a plan over one graph, a whole set at a time, and finds the words a row rests
// on.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/node_set.hpp"

namespace evident::query {

using PropertyValue =
    std::variant<double, std::string_view, std::uint8_t, bool>;  // the third: the index of a choice

// The work a node stands in; a source is its own; kNoNode for concepts.
graph::Node source_of(const graph::Graph& graph, graph::Node node);
// When it was published; of a study or case when the data were gathered, if that is printed. fallback: set
// when the date of publication had to serve.
std::optional<Period> period_of(const graph::Graph& graph, graph::Node node, bool* fallback = nullptr);

// Alternatives; each is a set of nodes with passages that together show one thing.
struct Support {
  std::vector<std::vector<graph::Node>> sets;
  std::size_t total = 0;  // with those beyond the cap
};

// What the node says again, else itself: nodes with the same first telling are one thing, which counts once.
graph::Node first_telling(const graph::Graph& graph, graph::Node node);

class Evaluator {
 public:
  static constexpr std::size_t kWitnesses = 16;
  static constexpr std::uint64_t kSteps = 200'000'000;

  Evaluator(const graph::Graph& graph, const Cancel* cancel)
      : graph_(graph), cancel_(cancel), stamps_(graph.num_nodes()) {}

  // The set; kept for the life of this object, under the address of `things`.
  const NodeSet& set_of(const Things& things);
  NodeSet scan(const Things& things);
  // Those of `subjects` that pass.
  NodeSet passing(const Test& test, const NodeSet& subjects);
  // Whether one does, without the notices of the whole.
  Support support(const Test& test, graph::Node subject);
  // What all tests of a set rest on for one of its members; own passage first where it has one.
  Support support(const Things& things, graph::Node member);
  // The same without what only shows that the member is there.
  Support tested(const Things& things, graph::Node member);
  // Passages that show that a thing is there at all: its own, its mentions, what is said of it.
  std::vector<graph::Node> appearances(graph::Node node, std::size_t limit) const;
  // Distinct objects reached, counted to `limit`.
  std::size_t count(const std::vector<Link>& links, graph::Node subject, const NodeSet& objects,
                    std::size_t limit, bool narrower = true);
  // Things of the set, each counted once however often it is said.
  std::size_t distinct(const NodeSet& set) const;
  // Distinct objects reached, ascending.
  std::vector<graph::Node> reached(const std::vector<Link>& links, graph::Node subject,
                                   const NodeSet& objects);

  // Its values; none when missing. The views live as long as the graph, or until the next call for derived
  // text.
  void values(const Property& property, graph::Node node, std::vector<PropertyValue>& into);

  // E310 too much work, E311 stopped.
  std::optional<Diagnostic> problem() const;
  std::vector<Notice> notices() const;

 private:
  bool step(std::uint64_t n = 1);  // false: stop
  NodeSet empty() const { return NodeSet(graph_.num_nodes()); }
  NodeSet passing_plainly(const Test& test, const NodeSet& subjects);  // without its negation
  NodeSet back(const Link& link, const NodeSet& objects, NodeSet* direct);
  NodeSet reaching(const std::vector<Link>& links, const NodeSet& objects, const NodeSet& subjects);
  NodeSet property_test(const Test& test, const NodeSet& subjects);
  NodeSet dated(const Test& test, const NodeSet& subjects);
  bool fits(const Test& test, const std::vector<PropertyValue>& values) const;
  std::vector<graph::Node> starts(graph::Node subject);
  template <class Take>
  bool walk(const Link& link, std::size_t depth, std::vector<graph::Node>& trail, Take&& take);
  std::vector<graph::Node> quotable(const std::vector<graph::Node>& trail, graph::Node subject) const;
  void missing(const Property& property, std::size_t without, std::size_t whole, std::string_view kind);

  const graph::Graph& graph_;
  const Cancel* cancel_;
  std::uint64_t steps_ = 0;
  bool cancelled_ = false;
  std::unordered_map<const Things*, NodeSet> sets_;
  std::vector<std::uint32_t> stamps_;  // epoch in which a node was last counted
  std::uint32_t epoch_ = 0;
  std::vector<Notice> notices_;
  std::size_t narrower_ = 0;
  bool kept_ = false;  // inside an odd number of negations, where what fails a test is kept
  std::string scratch_;
};

}  // namespace evident::query
