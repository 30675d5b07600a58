// Finds the rows of a pattern: one thing a variable, joined as the edges say.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "graph/graph.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/value.hpp"

namespace evident::query {

class Matcher {
 public:
  static constexpr std::size_t kMatches = 200'000;  // after these a pattern is cut off

  // pattern: must outlive this.
  Matcher(Evaluator& evaluator, const Pattern& pattern);

  // To show matches that were found elsewhere; finds none itself.
  struct ToShow {};
  Matcher(Evaluator& evaluator, const Pattern& pattern, ToShow)
      : evaluator_(evaluator), pattern_(pattern), computer_(evaluator) {}

  // All matches, one after the other, each as many things as the pattern has variables; in the order of their
  // things. cut: set when there are more than kMatches.
  std::vector<graph::Node> matches(bool* cut);
  // Whether there is one in which the outer variables are these things.
  bool any(std::span<const graph::Node> outer);
  // Whether a condition holds of one match.
  bool holds(const Test& test, std::span<const graph::Node> match);
  // The passages that show a match.
  Support support(std::span<const graph::Node> match);
  // Notices of what was missing.
  void tell() { computer_.tell(); }

 private:
  void put_in_order(std::vector<bool> placed);
  bool extend(std::size_t position, std::vector<graph::Node>& match);
  bool fits(std::size_t position, std::span<const graph::Node> match);
  const std::vector<graph::Node>& neighbours(std::size_t edge, graph::Node node, bool forwards);
  const NodeSet& passing(const Test& test);
  void show(const Pattern::Edge& edge, graph::Node from, graph::Node to, std::vector<graph::Node>& into);

  Evaluator& evaluator_;
  const Pattern& pattern_;
  Computer computer_;
  std::vector<NodeSet> candidates_;
  std::vector<std::size_t> sizes_;
  std::vector<std::size_t> order_;             // variables in the order in which they are bound
  std::vector<std::vector<const Test*>> due_;  // conditions to check once a position is bound
  std::unordered_map<std::uint64_t, std::vector<graph::Node>> reached_;  // along an edge from a node
  std::unordered_map<const Test*, NodeSet> passing_;
  std::unordered_map<const Test*, std::unique_ptr<Matcher>> inner_;
  std::vector<graph::Node>* found_ = nullptr;
  std::size_t most_ = 0;
};

}  // namespace evident::query
