// Things are connected by passages: a claim about two things, a mention in a case, a finding of a study. The
// place a passage stands in connects nothing, or everything in a document would be connected. Distances to the
// end bound a best-first search from the beginning (A*, whose bound is never too large), so that chains come out
// shortest first and only what can still lead to the end is looked at. A passage stands between two things of a
// chain: what it says of a third makes no chain longer. Chains that differ only in their passages are one.
#include "query/execute/paths.hpp"

#include <algorithm>
#include <map>
#include <queue>
#include <set>

#include "graph/mapped/distances.hpp"
#include "query/bind/names.hpp"
#include "query/bind/telling.hpp"
#include "query/execute/sayings.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Edge;
using graph::Graph;
using graph::Kind;
using graph::KindRole;
using graph::Node;

namespace {

constexpr std::size_t kLooked = 20'000;  // partial chains

bool is_work(Kind kind) { return kind == Kind::study || kind == Kind::case_study; }
// What a chain leads over; the rest are the passages between.
bool is_station(Kind kind) {
  const KindRole role = graph::info(kind).role;
  return is_work(kind) || ((role == KindRole::named || role == KindRole::concept_) && kind != Kind::author);
}

class Search {
 public:
  Search(Evaluator& evaluator, const Connected& asked, Node source)
      : evaluator_(evaluator),
        graph_(evaluator.graph()),
        ends_(evaluator.set_of(asked.to)),
        begins_(evaluator.set_of(asked.from)),
        most_(2 * asked.steps),
        over_(asked.over.empty() ? telling_edges() : std::span<const Edge>(asked.over)),
        source_(source) {
    measure();
    look();
  }
  Chains take() { return std::move(result_); }

 private:
  struct Partial {
    std::vector<Node> stations;
    std::size_t cost;  // in half steps
    std::size_t bound;
    bool operator>(const Partial& other) const {
      if (bound != other.bound) return bound > other.bound;
      if (cost != other.cost) return cost < other.cost;  // the longer one is nearer to its end
      return stations > other.stations;
    }
  };

  // Whether a node may be used: of one source where that is asked for.
  bool usable(Node node) const {
    if (source_ == graph::kNoNode) return true;
    const auto passage = graph_.passage(node);
    return !passage || passage->source == source_;
  }

  bool leads(Edge kind) const { return std::find(over_.begin(), over_.end(), kind) != over_.end(); }

  // How many edges lead from each node to an end, as far as it matters.
  void measure() {
    std::vector<Node> ends;
    ends_.each([&](Node n) { ends.push_back(n); });
    to_ = graph::distances(
        graph_, ends, static_cast<std::uint32_t>(most_),
        [&](Edge kind, Node from, Node to) { return leads(kind) && usable(from) && usable(to); },
        [&] { return evaluator_.step(); });
    for (Node n = 0; n < graph_.num_nodes(); ++n)
      result_.near += to_[n] != graph::kFar && to_[n] > 0 && is_station(graph_.kind(n));
  }

  void look() {
    std::priority_queue<Partial, std::vector<Partial>, std::greater<>> open;
    begins_.each([&](Node n) {
      if (to_[n] != graph::kFar) open.push({{n}, 0, to_[n]});
    });
    for (std::size_t looked = 0; !open.empty(); ++looked) {
      if (looked >= kLooked || !evaluator_.step()) {
        result_.more = true;
        return;
      }
      const Partial partial = open.top();
      open.pop();
      const Node last = partial.stations.back();
      if (ends_.has(last)) {
        if (result_.found.size() == kChains) {
          result_.more = true;
          return;
        }
        result_.found.push_back(chain_of(partial.stations));
        continue;
      }
      for (const auto& [next, hop] : hops_from(last)) {
        const std::size_t cost = partial.cost + hop.cost;
        if (to_[next] == graph::kFar || cost + to_[next] > most_ || begins_.has(next)) continue;
        const auto& been = partial.stations;
        if (std::find(been.begin(), been.end(), next) != been.end()) continue;
        if (between(been, next).empty()) continue;
        Partial longer{been, cost, cost + to_[next]};
        longer.stations.push_back(next);
        open.push(std::move(longer));
      }
    }
  }

  struct HopTo {
    std::size_t cost;
    std::vector<Node> passages;  // alternatives; of two passages that speak of each other both, in pairs
    bool pairs = false;
  };

  // The things that are one hop away, and the passages that say so; the shorter way where there are two.
  const std::map<Node, HopTo>& hops_from(Node station) {
    const auto [known, fresh] = hops_.try_emplace(station);
    auto& hops = known->second;
    if (!fresh) return hops;
    const auto offer = [&](Node next, std::size_t cost, Node a, Node b) {
      if (next == station || !is_station(graph_.kind(next))) return;
      auto [at, first] = hops.try_emplace(next, HopTo{cost, {}, false});
      if (cost > at->second.cost) return;
      if (cost < at->second.cost) at->second = {cost, {}, false};
      at->second.pairs = b != graph::kNoNode;
      at->second.passages.push_back(a);
      if (b != graph::kNoNode) at->second.passages.push_back(b);
    };
    each_neighbour(station, [&](Node near) {
      if (is_station(graph_.kind(near))) {  // a study and what it looked at: its own words say so
        const Node told = graph_.passage(near) ? near : station;
        if (graph_.passage(told)) offer(near, 2, told, graph::kNoNode);
        return;
      }
      each_neighbour(near, [&](Node far) {
        if (is_station(graph_.kind(far)))
          offer(far, 2, near, graph::kNoNode);
        else  // a claim that supports or contradicts another
          each_neighbour(far, [&](Node end) { offer(end, 4, near, far); });
      });
    });
    for (auto& [next, hop] : hops) arrange(hop);
    return hops;
  }

  // What rests on more first, each once.
  void arrange(HopTo& hop) const {
    if (hop.pairs) return;
    auto& all = hop.passages;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::stable_sort(all.begin(), all.end(), [&](Node a, Node b) {
      return standing_rank(graph_, a) < standing_rank(graph_, b);
    });
  }

  template <class Take>
  void each_neighbour(Node node, Take&& take) {
    for (const Edge edge : over_)
      for (const bool forwards : {true, false})
        for (const Node next : forwards ? graph_.out(node, edge) : graph_.in(node, edge)) {
          if (!evaluator_.step()) return;
          if (usable(next)) take(next);
        }
  }

  // The passages that lead on from the last thing of a chain and speak of no earlier one.
  std::vector<Node> between(const std::vector<Node>& been, Node next) {
    const HopTo& hop = hops_from(been.back()).at(next);
    std::vector<Node> passages = hop.passages;
    for (std::size_t i = 0; i + 1 < been.size() && !hop.pairs; ++i) {
      const auto& earlier = hops_from(been[i]);
      const auto known = earlier.find(next);
      if (known == earlier.end()) continue;
      std::erase_if(passages, [&](Node p) {
        const auto& also = known->second.passages;
        return std::find(also.begin(), also.end(), p) != also.end();
      });
    }
    return passages;
  }

  Chain chain_of(const std::vector<Node>& stations) {
    Chain chain;
    for (std::size_t i = 0; i + 1 < stations.size(); ++i) {
      const std::vector<Node> been(stations.begin(), stations.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      const HopTo& hop = hops_from(stations[i]).at(stations[i + 1]);
      chain.hops.push_back({stations[i], stations[i + 1], between(been, stations[i + 1]), hop.pairs});
      chain.steps += hop.cost / 2;
    }
    return chain;
  }

  Evaluator& evaluator_;
  const Graph& graph_;
  const NodeSet& ends_;
  const NodeSet& begins_;
  std::size_t most_;  // half steps
  std::span<const Edge> over_;
  Node source_;
  std::vector<std::uint32_t> to_;
  std::map<Node, std::map<Node, HopTo>> hops_;
  Chains result_;
};

// The sources in which anything is said of one of them, and the first passage that does.
std::map<Node, Node> sources_of(Evaluator& evaluator, const Things& things) {
  const Graph& graph = evaluator.graph();
  std::map<Node, Node> sources;
  const auto add = [&](Node passage) {
    const auto [at, fresh] = sources.try_emplace(source_of(graph, passage), passage);
    if (!fresh) at->second = std::min(at->second, passage);
  };
  evaluator.set_of(things).each([&](Node n) {
    if (graph.passage(n)) add(n);
    for (const Edge edge : telling_edges())
      for (const bool forwards : {true, false})
        for (const Node near : forwards ? graph.out(n, edge) : graph.in(n, edge))
          if (evaluator.step() && graph.passage(near)) add(near);
  });
  return sources;
}

}  // namespace

// A study is known by a whole sentence.
static std::string short_label(const Graph& graph, Node node) {
  constexpr std::size_t kWidest = 50;
  const std::string_view label = graph.label(node);
  if (display_width(label) <= kWidest) return std::string(label);
  const auto clipped = clip_to_width(label, kWidest);
  return std::string(trim(clipped.substr(0, clipped.rfind(' ')))) + " …";
}

Row chain_row(const Graph& graph, const Chain& chain, Quoter& quoter) {
  Row row;
  row.kind = "path";
  std::string told = short_label(graph, chain.hops.front().from);
  std::size_t ways = 0;
  std::vector<Node> shown;
  for (const Chain::Hop& hop : chain.hops) {
    told += " → " + short_label(graph, hop.to);
    Hop one{std::string(graph.label(hop.from)), std::string(graph.id(hop.from)),
            std::string(graph.label(hop.to)), std::string(graph.id(hop.to)), {}};
    for (const Node n : hop.passages) one.items.emplace_back(graph.id(n));
    ways = std::max(ways, hop.passages.size() / (hop.pairs ? 2 : 1));
    row.hops.push_back(std::move(one));
  }
  // Each set shows the whole chain, a passage a hop; together they hold every passage at least once.
  Support support;
  support.total = ways;
  for (std::size_t way = 0; way < std::min(ways, Evaluator::kWitnesses); ++way) {
    std::vector<Node> set;
    for (const Chain::Hop& hop : chain.hops) {
      const std::size_t each = hop.pairs ? 2 : 1;
      const std::size_t at = way % (hop.passages.size() / each) * each;
      for (std::size_t i = at; i < at + each; ++i)
        if (std::find(set.begin(), set.end(), hop.passages[i]) == set.end()) set.push_back(hop.passages[i]);
    }
    support.sets.push_back(std::move(set));
  }
  row.values = {static_cast<double>(chain.steps), std::move(told)};
  row.origins.resize(1);
  add_origins(graph, support.sets.front(), row);
  quoter.add(row, support);
  return row;
}

Chains chains(Evaluator& evaluator, const Connected& asked) {
  Chains all;
  if (!asked.one_source) {
    all = Search(evaluator, asked, graph::kNoNode).take();
    if (!all.found.empty()) return all;
  }
  const auto to = sources_of(evaluator, asked.to);
  for (const auto& [source, passage] : sources_of(evaluator, asked.from)) {
    const auto also = to.find(source);
    if (also == to.end()) continue;
    all.beside.emplace_back(passage, also->second);
    if (!asked.one_source) continue;
    Chains one = Search(evaluator, asked, source).take();
    all.more = all.more || one.more;
    all.near = std::max(all.near, one.near);
    for (Chain& chain : one.found) all.found.push_back(std::move(chain));
  }
  std::stable_sort(all.found.begin(), all.found.end(),
                   [](const Chain& a, const Chain& b) { return a.steps < b.steps; });
  all.more = all.more || all.found.size() > kChains;
  if (all.found.size() > kChains) all.found.resize(kChains);
  return all;
}

}  // namespace evident::query
