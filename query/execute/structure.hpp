// What the shape of the graph says of a thing: its influence, how central it is, what it keeps together with.
// Computed for the whole library when it is first asked for, kept for the question, never stored.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/algorithms/page_rank.hpp"
#include "graph/graph.hpp"
#include "query/bind/plan.hpp"

namespace evident::query {

class Evaluator;

class Structure {
 public:
  explicit Structure(Evaluator& evaluator) : evaluator_(evaluator) {}

  // Of a source, as a multiple of what the average work has; nothing for a work that no other here cites.
  std::optional<double> influence(graph::Node source);
  // Per cent of the shortest ways between two others that lead through it; nothing for what is joined to
  // nothing.
  std::optional<double> centrality(const Property& property, graph::Node node);
  // "trust and 11 more": the cluster that it is in; empty for what is joined to nothing.
  std::string_view cluster(const Property& property, graph::Node node);
  // The same of the things that it hangs together with at all.
  std::string_view separate_group(const Property& property, graph::Node node);

 private:
  struct Figures {  // a node of some kinds, from its place; empty where the work was cut short
    std::vector<graph::Node> nodes;
    std::vector<std::optional<double>> numbers;
    std::vector<std::string> groups;
    std::vector<std::uint32_t> group;  // index in groups; beyond: none
  };
  using Kinds = std::vector<graph::Kind>;
  static Kinds kinds_of(const Property& property);
  static std::optional<std::size_t> place(const Figures& figures, graph::Node node);
  std::string_view group_of(const Figures& figures, graph::Node node) const;

  Figures influences();
  Figures centralities(const Kinds& kinds);
  Figures clusters(const Kinds& kinds);
  Figures separate_groups(const Kinds& kinds);

  Evaluator& evaluator_;
  std::optional<Figures> influence_;
  std::map<Kinds, Figures> centrality_, clusters_, separate_;
};

// The works and who cites whom; kept with the graph, which has to outlive it.
std::shared_ptr<const graph::Network> citations_of(const graph::Graph& graph);
// What structure.hpp's influence() says of a place of the citations, rounded to whole steps.
inline constexpr double kInfluenceStep = 1e-4;
std::optional<double> influence_of(const graph::Network& citations, const graph::PageRank& ranks, std::uint32_t place);
// What is said under an answer that influence was asked for in.
std::string influence_words(const graph::Network& citations, const graph::PageRank& ranks);

// "3 clusters of measures. 4 measures are in none.": of a table whose rows are such groups; else empty.
std::string groups_summary(Evaluator& evaluator, const Plan& plan);

}  // namespace evident::query
