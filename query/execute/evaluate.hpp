// Runs the sets and tests of a plan over one graph, a whole set at a time, and finds the words a row rests
// on.
#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "graph/graph.hpp"
#include "graph/node_set.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/repeats.hpp"
#include "query/execute/text_search.hpp"

namespace evident::query {

using graph::NodeSet;

using PropertyValue =
    std::variant<double, std::string_view, std::uint8_t, bool>;  // the third: the index of a choice

// The work a node stands in; a source is its own; kNoNode for concepts.
graph::Node source_of(const graph::Graph& graph, graph::Node node);
// Whether it has a passage; graph.passage() makes the quotation as well.
bool has_words(const graph::Graph& graph, graph::Node node);
// When it was published; of a study or case when the data were gathered, if that is printed, unless the clock
// says which is meant. fallback: set when the date of publication had to serve.
std::optional<Period> period_of(const graph::Graph& graph, graph::Node node, Clock clock = Clock::unsaid,
                                bool* fallback = nullptr);

// Alternatives; each is a set of nodes with passages that together show one thing.
struct Support {
  std::vector<std::vector<graph::Node>> sets;
  std::size_t total = 0;  // with those beyond the cap
};

// Whether so many are as many as the quantity says; "some" and "every" are one at least.
bool enough(const Quantity& quantity, std::size_t found);

// One alternative more, unless a known one is enough without it; those for which it is enough go.
void add_set(Support& support, std::vector<graph::Node> set);
// Every alternative of both sides appears at least once; their whole product would say nothing more.
Support joined(const Support& a, const Support& b);

// Whether the link goes from a term to what it stands under, or back.
bool is_hierarchy(const Link& link);
// "measures"; "things" of several kinds.
std::string_view plural_of_members(const graph::Graph& graph, const NodeSet& set);

class Structure;

class Evaluator {
 public:
  static constexpr std::size_t kWitnesses = AskOptions::kWitnesses;
  static constexpr std::uint64_t kSteps = 200'000'000;

  // added: as AskOptions::added; may be empty.
  Evaluator(const graph::Graph& graph, const Cancel* cancel,
            std::function<std::string(std::string_view)> added = {})
      : graph_(graph), cancel_(cancel), added_(std::move(added)) {}

  // The set; kept for the life of this object, under the address of `things`.
  const NodeSet& set_of(const Things& things);
  NodeSet scan(const Things& things);
  // Those of `subjects` that pass.
  NodeSet passing(const Test& test, const NodeSet& subjects);
  // The same without its negation. Tests are never copied for this: what was found is kept by address.
  NodeSet passing_plainly(const Test& test, const NodeSet& subjects);
  // Whether one does, without the notices of the whole.
  bool holds(const Test& test, graph::Node node);
  Support support(const Test& test, graph::Node subject);
  // What all tests of a set rest on for one of its members; own passage first where it has one.
  Support support(const Things& things, graph::Node member);
  // The same without what only shows that the member is there.
  Support tested(const Things& things, graph::Node member);
  // What the subject and all steps of a plan rest on for one of the things that they leave, and a further
  // test that it passes.
  Support support(const Plan& plan, graph::Node member, const Test* further = nullptr);

  // The things that a plan's subject and steps leave; kept under the address of the plan.
  struct Course {
    std::vector<NodeSet> sets;       // after the subject, then after each step
    NodeSet whole;                   // before the limit and skip at the end
    std::vector<graph::Node> nodes;  // in their order
    std::size_t total = 0;           // before the limit and skip at the end
    std::string way;                 // "41 measures → 6 outcome measures → …"
    std::size_t again = 0;           // restatements left out
    bool limited = false;            // a limit or skip is the last that happened to them
  };
  const Course& course(const Plan& plan);
  // subject: the set to begin with, the subject's own by default.
  const Course& course(const Plan& plan, NodeSet subject);

  // Those for which the test is known to hold, and those for which it is known not to: what has no value is
  // in neither.
  struct Judged {
    NodeSet yes, no;
  };
  Judged judged(const Test& test, const NodeSet& subjects);
  // Passages that show that a thing is there at all: its own, its mentions, what is said of it.
  std::vector<graph::Node> appearances(graph::Node node, std::size_t limit) const;
  // Distinct objects reached, counted to `limit`.
  std::size_t count(const std::vector<Link>& links, graph::Node subject, const NodeSet& objects,
                    std::size_t limit, bool narrower = true);
  // Things of the set, each counted once however often it is said.
  std::size_t distinct(const NodeSet& set) const;
  // Every way from the subject, or from what is narrower, to one of these objects.
  std::vector<std::vector<graph::Node>> trails(const std::vector<Link>& links, graph::Node subject,
                                               const NodeSet& objects);
  // Those of the subjects that reach one of the objects.
  NodeSet reaching(const std::vector<Link>& links, const NodeSet& objects, const NodeSet& subjects);
  // Distinct objects reached, ascending.
  std::vector<graph::Node> reached(const std::vector<Link>& links, graph::Node subject,
                                   const NodeSet& objects);

  // Its values; none when missing. The views live as long as the graph, or until the next call for derived
  // text.
  void values(const Property& property, graph::Node node, std::vector<PropertyValue>& into);

  // Where the words stand; kept for the life of this object.
  const TextHits& hits(const Phrase& phrase);
  // That they stand there: who has found them spares hits() to look once more.
  void found(const Phrase& phrase, const std::vector<graph::Graph::Occurrence>& found);

  // These sources were counted for one thing; N32 says how many told of a work that was counted already.
  void told_again(std::vector<graph::Node> sources);

  // Counts work; false: stop.
  bool step(std::uint64_t n = 1);
  // What is left, for a computation that counts for itself; what it used is to be counted here afterwards.
  Budget budget() const { return Budget(steps_ < kSteps ? kSteps - steps_ : 0, cancel_); }
  const graph::Graph& graph() const { return graph_; }
  NodeSet empty() const { return NodeSet(graph_.num_nodes()); }
  void notice(std::string code, std::string text);
  // N01 for these things: so many of so many have no known value.
  void missing(const Property& property, std::size_t without, std::size_t whole, std::string_view kind,
               bool kept);
  // Nodes along a path, each once, ascending.
  std::vector<graph::Node> along(const std::vector<graph::Step>& path, graph::Node from);
  // One way between two nodes, both included; empty: there is none.
  std::vector<graph::Node> trail(const std::vector<graph::Step>& path, graph::Node from, graph::Node to);
  // The passages on the first way along any of these links, narrower things of the first included.
  std::vector<graph::Node> showing(const std::vector<Link>& links, graph::Node from, graph::Node to);
  // The passages of a trail that show it: the most particular ones, not the whole work, study or case they
  // stand in.
  std::vector<graph::Node> references_to(graph::Node work, graph::Node source) const;
  std::vector<graph::Node> quotable(const std::vector<graph::Node>& trail, graph::Node subject) const;

  // E310 too much work, E311 stopped.
  std::optional<Diagnostic> problem() const;
  std::vector<Notice> notices() const;
  // Those after the first so many: of a way that was not taken after all.
  void forget_notices(std::size_t after) { notices_.resize(std::min(after, notices_.size())); }
  const Cancel* cancel() const { return cancel_; }
  // What another did beside this one for the same question: its work, and what it noted.
  void join(const Evaluator& other);
  // Quotations of a row, kWitnesses at most.
  void show_witnesses(std::size_t most) { witnesses_ = std::clamp<std::size_t>(most, 1, kWitnesses); }
  std::size_t witnesses() const { return witnesses_; }
  // How many of a plan's things are shown, whose order is therefore needed; all unless it is told.
  void show_rows(std::size_t most) { rows_ = most; }

 private:
  Structure& structure();
  NodeSet back(const Link& link, const NodeSet& objects, NodeSet* direct);
  NodeSet property_test(const Test& test, const NodeSet& subjects);
  NodeSet dated(const Test& test, const NodeSet& subjects);
  std::optional<Period> when(graph::Node node, Clock clock, bool* fallback = nullptr) const;
  bool fits(const Test& test, const std::vector<PropertyValue>& values) const;
  std::vector<graph::Node> starts(graph::Node subject);
  bool leaves(const Link& link, graph::Node start, graph::Node subject) const;
  template <class Take>
  bool walk(const Link& link, std::size_t depth, std::vector<graph::Node>& trail, Take&& take);
  bool reaches(const std::vector<graph::Step>& path, graph::Node to, std::vector<graph::Node>& trail);
  NodeSet measured(const Test& test, const NodeSet& subjects);
  NodeSet followed(const Step& step, const NodeSet& from);
  Support tested(const Plan& plan, const Course& course, std::size_t steps, graph::Node member);
  // Its own words beside the rest; where nothing else shows it, what shows that it is there at all.
  Support with_own_words(Support all, graph::Node member) const;

  const graph::Graph& graph_;
  const Cancel* cancel_;
  std::size_t witnesses_ = kWitnesses, rows_ = ~std::size_t{0};
  std::function<std::string(std::string_view)> added_;
  std::uint64_t steps_ = 0;
  bool cancelled_ = false;
  std::unordered_map<const Things*, NodeSet> sets_;
  std::unordered_map<const Plan*, Course> courses_;
  std::map<std::pair<std::string, bool>, TextHits> hits_;
  std::vector<std::uint32_t> stamps_;  // epoch in which a node was last counted
  std::uint32_t epoch_ = 0;
  std::vector<Notice> notices_;
  std::size_t narrower_ = 0;
  std::size_t told_again_ = 0;  // sources beyond one a work, the most of one thing
  bool kept_ = false;  // inside an odd number of negations, where what fails a test is kept
  std::string scratch_;
  std::shared_ptr<Structure> structure_;  // made when it is first asked for
};

template <class Take>
bool Evaluator::walk(const Link& link, std::size_t depth, std::vector<graph::Node>& trail, Take&& take) {
  if (depth == link.path.size()) return graph_.kind(trail.back()) != link.object || take(trail);
  const graph::Step& s = link.path[depth];
  for (const graph::Node next :
       s.forwards ? graph_.out(trail.back(), s.edge) : graph_.in(trail.back(), s.edge)) {
    if (!step()) return false;
    trail.push_back(next);
    const bool go_on = walk(link, depth + 1, trail, take);
    trail.pop_back();
    if (!go_on) return false;
  }
  return true;
}

}  // namespace evident::query
