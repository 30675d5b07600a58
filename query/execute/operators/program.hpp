// A pattern as the operators run it: domains joined by single edges, or by closures of one; conditions that
// a column or a semi-join answers; and what is asked of its matches.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/operators/domain.hpp"

namespace evident::query {

// One edge of a pattern, either way. With hops, it is walked (see Reach) or kept as lists.
class Join {
  struct Lists {
    graph::Node first = 0;
    std::vector<std::uint32_t> offsets;
    std::vector<graph::Node> nodes;
    std::span<const graph::Node> of(graph::Node n) const {
      const std::size_t i = n - first;
      if (n < first || i + 1 >= offsets.size()) return {};
      return {nodes.data() + offsets[i], offsets[i + 1] - offsets[i]};
    }
  };
  struct BothWays {
    Lists lists[2];  // along the edge, and back
  };

 public:
  std::size_t from = 0, to = 0;
  std::size_t least = 1, most = 1;
  graph::Step step{};

  bool single() const { return least == 1 && most == 1; }
  std::size_t other(std::size_t variable) const { return variable == from ? to : from; }
  // Where it leads from a node of `variable`. single() or kept lists only.
  std::span<const graph::Node> next(std::size_t variable, graph::Node n) const {
    const bool along = variable == from;
    if (lists_) return lists_->lists[along ? 0 : 1].of(n);
    return along == step.forwards ? forwards_[n] : backwards_[n];
  }
  // The same for a loop over many nodes of one variable.
  class Lane {
   public:
    std::span<const graph::Node> operator[](graph::Node n) const { return near_ ? (*near_)[n] : lists_->of(n); }
    // As of Neighbours.
    std::optional<graph::Neighbours::Run> run(graph::Node begin, graph::Node end) const {
      if (near_) return near_->run(begin, end);
      if (begin < lists_->first || std::size_t{end} - lists_->first + 1 > lists_->offsets.size()) return {};
      return graph::Neighbours::Run{lists_->nodes.data(), lists_->offsets.data(), lists_->first};
    }
    const graph::Neighbours* neighbours() const { return near_; }

   private:
    friend class Join;
    const graph::Neighbours* near_ = nullptr;
    const Lists* lists_ = nullptr;
  };
  Lane lane(std::size_t variable) const {
    const bool along = variable == from;
    Lane lane;
    if (lists_)
      lane.lists_ = &lists_->lists[along ? 0 : 1];
    else
      lane.near_ = along == step.forwards ? &forwards_ : &backwards_;
    return lane;
  }
  bool has_lists() const { return single() || lists_; }
  // Of lists that are the same for every question: the graph's own, or what is kept with it; else empty.
  const std::string& name() const { return name_; }
  void open(const graph::Graph& graph);
  // Keeps where everything of the domains leads, both ways; of whole kinds with the graph, for the next question.
  void keep_lists(const graph::Graph& graph, const Domain& from_domain, const Domain& to_domain);
  // Everything so many hops away from these, walked level by level; ascending.
  void walk(std::size_t variable, std::span<const graph::Node> begin, std::vector<graph::Node>& found) const;

 private:
  std::span<const graph::Node> one_hop(bool along, graph::Node n) const {
    return along == step.forwards ? forwards_[n] : backwards_[n];
  }
  graph::Neighbours forwards_, backwards_;
  BothWays made_lists(const Domain& from_domain, const Domain& to_domain) const;
  std::shared_ptr<const BothWays> lists_;
  std::string name_;
};

struct Program;
struct Exists {
  std::size_t variable = 0;        // of the pattern around it
  std::size_t inside = 0;          // the same thing in its own
  bool negated = false;
  std::unique_ptr<Program> program;
};
struct Differ {  // two names must, or must not, stand for one thing
  std::size_t a = 0, b = 0;
  bool same = false;
};

struct Program {
  std::vector<std::string> names;  // of the variables, for people: "c:claims"
  std::vector<Domain> domains;  // one a variable
  std::vector<Join> joins;
  std::vector<Exists> exists;
  std::vector<Differ> differ;
  std::vector<double> fanout;   // two a join: how many it leads to, on average, from its beginning and from its end

  double fan(std::size_t join, std::size_t variable) const {
    return fanout[2 * join + (variable == joins[join].from ? 0 : 1)];
  }
  bool is_tree() const;  // connected, and no edge too many
  bool is_connected() const;
};

// Nothing where the pattern asks for more than these operators can do. missing: as of a domain.
std::unique_ptr<Program> program_of(Evaluator& evaluator, const Pattern& pattern, bool missing);

}  // namespace evident::query
