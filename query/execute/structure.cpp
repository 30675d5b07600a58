// Sources are joined by citations, everything else by being named or spoken of together. A note says over how
// much each figure was reckoned, and how: a number that nobody can take apart is worth nothing to a reviewer.
#include "query/execute/structure.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "graph/algorithms/betweenness.hpp"
#include "graph/algorithms/communities.hpp"
#include "graph/algorithms/components.hpp"
#include "graph/algorithms/page_rank.hpp"
#include "graph/algorithms/together.hpp"
#include "query/bind/names.hpp"
#include "query/execute/evaluate.hpp"

namespace evident::query {

using graph::Graph;
using graph::Kind;
using graph::Network;
using graph::Node;

namespace {

constexpr std::uint32_t kNoGroup = ~std::uint32_t{0};
// Ways are followed from fewer things where each costs more: at most so many steps along edges.
constexpr std::uint64_t kWaysCost = 100'000'000;

double rounded(double value, double to) { return std::round(value * to) / to; }
std::string grouped(std::uint64_t number) {  // 781,234
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}
std::string count_of(std::uint64_t n, std::string_view one, std::string_view many) {
  return grouped(n) + " " + std::string(n == 1 ? one : many);
}
std::string shortened(double value) {
  std::string text = std::to_string(rounded(value, 100));
  return text.substr(0, text.find('.') + 3);
}

std::string things_of(const std::vector<Kind>& kinds, std::uint64_t n) {
  std::string one, many;
  for (const Kind kind : kinds) {
    const auto& words = graph::info(kind).words;
    one += (one.empty() ? "" : " or ") + std::string(words[0]);
    many += (many.empty() ? "" : " and ") + std::string(words[1]);
  }
  return count_of(n, one, many);
}

// What was joined by what, for the notes.
struct Joined {
  Network network;
  std::string by;
  bool whole = true;
};
Joined joined(const Graph& graph, const std::vector<Kind>& kinds, Budget& budget) {
  if (kinds == std::vector{Kind::source}) {
    const auto range = graph.nodes(Kind::source);
    budget.spend(range.size());
    Network network = Network::over(graph, graph::Edge::cites, range);
    std::string by = count_of(network.num_edges(), "citation", "citations") + " between " +
                     count_of(range.size(), "work", "works");
    return {std::move(network), std::move(by), !budget.over()};
  }
  auto all = graph::together(graph, kinds, budget);
  std::string by = count_of(all.network.num_edges(), "pair", "pairs") + " of " +
                   things_of(kinds, all.network.size()) + " that stand together in " +
                   count_of(all.places, "passage, case or study", "passages, cases and studies");
  if (all.lists)
    by += "; " + count_of(all.lists, "list", "lists") + " of more than " +
          std::to_string(graph::kMostTogether) + " things left out";
  return {std::move(all.network), std::move(by), all.whole};
}

std::string in_none(std::uint64_t alone, std::string_view what) {
  if (alone == 0) return {};
  return "; " + grouped(alone) + (alone == 1 ? " is " : " are ") + std::string(what);
}

std::vector<Node> nodes_of(const Network& network) {
  std::vector<Node> nodes(network.size());
  for (std::uint32_t i = 0; i < network.size(); ++i) nodes[i] = network.node(i);
  return nodes;
}

// Groups of two and more are called after the member that is joined the most; the largest come first.
struct Named {
  std::vector<std::string> names;
  std::vector<std::uint32_t> of;
  std::uint64_t alone = 0;
};
Named named(const Graph& graph, const Network& network, const graph::Parts& parts) {
  std::vector<std::uint32_t> head(parts.sizes.size(), kNoGroup);
  std::vector<std::uint64_t> most(parts.sizes.size(), 0);
  for (std::uint32_t i = 0; i < network.size(); ++i) {
    const auto weights = network.weights(i);
    std::uint64_t weight = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    if (weights.empty()) weight = network.out(i).size() + network.in(i).size();
    const auto part = parts.of[i];
    if (head[part] != kNoGroup && weight <= most[part]) continue;
    head[part] = i;
    most[part] = weight;
  }
  std::vector<std::uint32_t> order;
  Named result;
  for (std::uint32_t p = 0; p < parts.sizes.size(); ++p)
    if (parts.sizes[p] > 1)
      order.push_back(p);
    else
      ++result.alone;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return parts.sizes[a] > parts.sizes[b]; });
  std::vector<std::uint32_t> number(parts.sizes.size(), kNoGroup);
  std::map<std::string, int> times;
  for (const std::uint32_t p : order) {
    number[p] = static_cast<std::uint32_t>(result.names.size());
    std::string name(graph.label(network.node(head[p])));
    if (const int time = ++times[name]; time > 1) name += " (" + std::to_string(time) + ")";
    result.names.push_back(name + " and " + grouped(parts.sizes[p] - 1) + " more");
  }
  for (const std::uint32_t part : parts.of) result.of.push_back(number[part]);
  return result;
}

}  // namespace

std::shared_ptr<const Network> citations_of(const Graph& graph) {
  return graph.kept<Network>("network of citations",
                             [&] { return Network::over(graph, graph::Edge::cites, graph.nodes(Kind::source)); });
}

std::optional<double> influence_of(const Network& citations, const graph::PageRank& ranks, std::uint32_t place) {
  if (citations.in(place).empty()) return {};
  return rounded(ranks.rank[place] / ranks.sum * citations.size(), 1 / kInfluenceStep);
}

std::string influence_words(const Network& network, const graph::PageRank& result) {
  const graph::PageRankOptions options;
  return "influence is reckoned from " + count_of(result.edges, "citation", "citations") + " between the " +
         count_of(network.size(), "work", "works") + " of this library (PageRank, damping " +
         shortened(options.damping) + "): a citation by a work that is itself cited counts for more; 1 is the average work. " +
         (result.without_in
              ? count_of(result.without_in, "work that", "works that") + " no other here cites " +
                    (result.without_in == 1 ? "has none" : "have none") + ", which says nothing of " +
                    (result.without_in == 1 ? "it" : "them")
              : "every one of them is cited");
}

Structure::Kinds Structure::kinds_of(const Property& property) {
  Kinds kinds;
  for (const Reading& reading : property.readings) kinds.push_back(reading.kind);
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

std::optional<std::size_t> Structure::place(const Figures& figures, Node node) {
  const auto at = std::lower_bound(figures.nodes.begin(), figures.nodes.end(), node);
  if (at == figures.nodes.end() || *at != node) return {};
  return static_cast<std::size_t>(at - figures.nodes.begin());
}

std::optional<double> Structure::influence(Node source) {
  if (!influence_) influence_ = influences();
  const auto at = place(*influence_, source);
  return at ? influence_->numbers[*at] : std::nullopt;
}

std::optional<double> Structure::centrality(const Property& property, Node node) {
  const Kinds kinds = kinds_of(property);
  auto known = centrality_.find(kinds);
  if (known == centrality_.end()) known = centrality_.emplace(kinds, centralities(kinds)).first;
  const auto at = place(known->second, node);
  return at ? known->second.numbers[*at] : std::nullopt;
}

std::string_view Structure::cluster(const Property& property, Node node) {
  const Kinds kinds = kinds_of(property);
  auto known = clusters_.find(kinds);
  if (known == clusters_.end()) known = clusters_.emplace(kinds, clusters(kinds)).first;
  return group_of(known->second, node);
}

std::string_view Structure::separate_group(const Property& property, Node node) {
  const Kinds kinds = kinds_of(property);
  auto known = separate_.find(kinds);
  if (known == separate_.end()) known = separate_.emplace(kinds, separate_groups(kinds)).first;
  return group_of(known->second, node);
}

std::string_view Structure::group_of(const Figures& figures, Node node) const {
  const auto at = place(figures, node);
  if (!at || figures.group[*at] == kNoGroup) return {};
  return figures.groups[figures.group[*at]];
}

Structure::Figures Structure::influences() {
  const Graph& graph = evaluator_.graph();
  Figures figures;
  auto budget = evaluator_.budget();
  const auto citations = citations_of(graph);
  const Network& network = *citations;
  const auto result = graph::page_rank(network, {}, budget);
  if (!evaluator_.step(budget.used()) || !result.whole) return figures;
  figures.nodes = nodes_of(network);
  for (std::uint32_t i = 0; i < network.size(); ++i)
    figures.numbers.push_back(influence_of(network, result, i));
  evaluator_.notice("N41", influence_words(network, result));
  return figures;
}

Structure::Figures Structure::centralities(const Kinds& kinds) {
  Figures figures;
  auto budget = evaluator_.budget();
  const Joined all = joined(evaluator_.graph(), kinds, budget);
  graph::BetweennessOptions options;
  const std::uint64_t each = 4 * all.network.num_edges() + all.network.size();
  const auto affordable = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(kWaysCost / std::max<std::uint64_t>(1, each), 16, 512));
  options.exact = affordable;
  options.sample = std::min(options.sample, affordable);
  const auto result = graph::betweenness(all.network, options, budget);
  if (!evaluator_.step(budget.used()) || !all.whole || !result.whole) return figures;
  figures.nodes = nodes_of(all.network);
  for (std::uint32_t i = 0; i < all.network.size(); ++i) {
    const bool alone = all.network.out(i).empty() && all.network.in(i).empty();
    figures.numbers.push_back(alone ? std::nullopt : std::optional(rounded(100 * result.share[i], 1e4)));
  }
  std::string text = "centrality is per cent of the shortest ways between two others that lead through it "
                     "(betweenness), over " + all.by;
  if (result.followed < result.joined)
    text += "; estimated from the ways of " + grouped(result.followed) + " of " + grouped(result.joined) +
            " of them, evenly spaced";
  if (const auto alone = all.network.size() - result.joined)
    text += "; " + grouped(alone) + (alone == 1 ? " is joined" : " are joined") + " to nothing and " +
            (alone == 1 ? "has" : "have") + " none";
  evaluator_.notice("N42", std::move(text));
  return figures;
}

Structure::Figures Structure::clusters(const Kinds& kinds) {
  Figures figures;
  auto budget = evaluator_.budget();
  const Joined all = joined(evaluator_.graph(), kinds, budget);
  const auto result = graph::communities(all.network, budget);
  if (!evaluator_.step(budget.used()) || !all.whole || !result.parts.whole) return figures;
  Named groups = named(evaluator_.graph(), all.network, result.parts);
  figures.nodes = nodes_of(all.network);
  evaluator_.notice("N43", "clusters keep together more than chance would put there (Louvain, modularity " +
                               shortened(result.modularity) + "; 0 is chance), over " + all.by +
                               in_none(groups.alone, "in none"));
  figures.groups = std::move(groups.names);
  figures.group = std::move(groups.of);
  return figures;
}

Structure::Figures Structure::separate_groups(const Kinds& kinds) {
  Figures figures;
  auto budget = evaluator_.budget();
  const Joined all = joined(evaluator_.graph(), kinds, budget);
  const auto result = graph::connected_parts(all.network, budget);
  if (!evaluator_.step(budget.used()) || !all.whole || !result.whole) return figures;
  Named groups = named(evaluator_.graph(), all.network, result);
  figures.nodes = nodes_of(all.network);
  evaluator_.notice("N44", "what is joined, directly or through others, is one separate group, over " + all.by +
                               in_none(groups.alone, "joined to nothing"));
  figures.groups = std::move(groups.names);
  figures.group = std::move(groups.of);
  return figures;
}

std::string groups_summary(Evaluator& evaluator, const Plan& plan) {
  if (!plan.group || plan.group->keys.size() != 1) return {};
  const Computed& key = plan.group->keys[0].value;
  if (!key.property || !key.hops.empty() || key.property->readings.empty()) return {};
  const auto from = key.property->readings[0].from;
  const bool clusters = from == Reading::From::cluster;
  if (!clusters && from != Reading::From::separate_group) return {};
  if (!plan.steps.empty()) return {};  // of a part of them it would say nothing
  std::set<std::string_view> groups;
  std::uint64_t alone = 0;
  std::vector<PropertyValue> values;
  // With those that are in none, which a condition may have left out.
  NodeSet things = evaluator.scan(plan.subject);
  for (const Test& test : plan.subject.tests) {
    const bool in_one = test.op == Test::Op::missing && test.negated && !test.property.readings.empty() &&
                        test.property.readings[0].from == from;
    if (!in_one) things = evaluator.passing(test, things);
  }
  things.each([&](Node n) {
    evaluator.values(*key.property, n, values);
    if (values.empty())
      ++alone;
    else
      groups.insert(std::get<std::string_view>(values[0]));
  });
  const std::string& noun = plan.subject.noun;
  std::string text = count_of(groups.size(), clusters ? "cluster" : "separate group",
                              clusters ? "clusters" : "separate groups") +
                     " of " + noun + ".";
  if (alone)
    text += " " + count_of(alone, plan.subject.noun_one.empty() ? noun : plan.subject.noun_one, noun) +
            (clusters ? (alone == 1 ? " is in none." : " are in none.")
                      : (alone == 1 ? " stands alone." : " stand alone."));
  return text;
}

}  // namespace evident::query
