// Things are connected by passages: a claim about two things, a mention in a case, a finding of a study. The
// place a passage stands in connects nothing, or everything in a document would be connected. Distances to the
// end, measured from both ends at once and no farther than there is reason to, bound a best-first search from the
// beginning (A*, whose bound is never too large), so that chains come out shortest first and only what can still
// lead to the end is looked at. A passage stands between two things of a
// chain: what it says of a third makes no chain longer. Chains that differ only in their passages are one.
#include "query/execute/paths.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <set>

#include "graph/algorithms/paths.hpp"
#include "graph/mapped/distances.hpp"
#include "query/bind/names.hpp"
#include "query/bind/telling.hpp"
#include "query/execute/columns.hpp"
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
// Where some were found, longer ones are looked for up to so many steps along edges.
constexpr std::uint64_t kLonger = 200'000;
constexpr std::uint32_t kStrongest = 4;
constexpr std::uint32_t kNowhere = graph::SparseNumbers::kNone;

bool is_work(Kind kind) { return kind == Kind::study || kind == Kind::case_study; }
}  // namespace

bool is_station(Kind kind) {
  const KindRole role = graph::info(kind).role;
  return is_work(kind) || ((role == KindRole::named || role == KindRole::concept_) && kind != Kind::author);
}

namespace {

// Claims that are evidence have a strength (docs/strength.md), from 1; what else is said has none.
std::uint32_t strength_of(const Graph& graph, Node node) {
  if (!graph::has(graph.kind(node), graph::Attribute::rating)) return 0;
  const auto rating = graph.choice(node, graph::Attribute::rating);
  return rating ? *rating + 1u : 0u;
}

// The edges that chains lead over, both ways.
class Telling {
 public:
  Telling(const Graph& graph, std::span<const Edge> over) {
    for (const Edge edge : over)
      for (const bool forwards : {true, false}) ways_.push_back(graph.neighbours(edge, forwards));
  }
  template <class Take>
  void each(Node node, Take&& take) const {
    for (const auto& way : ways_)
      for (const Node next : way[node]) take(next);
  }
  std::size_t degree(Node node) const {
    std::size_t all = 0;
    for (const auto& way : ways_) all += way[node].size();
    return all;
  }

 private:
  std::vector<graph::Neighbours> ways_;
};

std::vector<Node> members(const NodeSet& set) {
  std::vector<Node> nodes;
  set.each([&](Node n) { nodes.push_back(n); });
  return nodes;
}
std::span<const Edge> edges_of(const Connected& asked) {
  return asked.over.empty() ? telling_edges() : std::span<const Edge>(asked.over);
}

class Search {
 public:
  // source: of all passages, unless it is kNoNode; least: the strength that each has at least.
  Search(Evaluator& evaluator, const Connected& asked, Node source, std::uint32_t least = 0, std::size_t chains = kChains)
      : evaluator_(evaluator),
        graph_(evaluator.graph()),
        ends_(evaluator.set_of(asked.to)),
        begins_(evaluator.set_of(asked.from)),
        most_(2 * asked.steps),
        over_(edges_of(asked)),
        telling_(graph_, over_),
        chains_(chains),
        source_(source),
        least_(least),
        budget_(evaluator.budget()) {
    run();
    evaluator_.step(budget_.used());
  }
  Chains take() { return std::move(result_); }

 private:
  struct Near {
    const Search* search;
    template <class Take>
    void operator()(Node node, Take&& take) const {
      search->telling_.each(node, [&](Node next) {
        if (search->usable(next)) take(next);
      });
    }
    std::size_t degree(Node node) const { return search->telling_.degree(node); }
  };
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

  // Whether a node may be used: of one source, or strong enough, where that is asked for.
  bool usable(Node node) const {
    if (least_ > 0 && !is_station(graph_.kind(node)) && strength_of(graph_, node) < least_) return false;
    if (source_ == graph::kNoNode) return true;
    const auto passage = graph_.passage(node);
    return !passage || passage->source == source_;
  }

  // Chains of the least length first: only what lies on a way of that length is looked at, then what lies on
  // longer ones, as long as there is reason to.
  void run() {
    const Near near{this};
    const std::vector<Node> begins = members(begins_), ends = members(ends_);
    graph::TwoEnded search(near, begins, ends, budget_);
    const auto shortest = search.meet(static_cast<std::uint32_t>(most_));
    if (!shortest) return count_near(ends);
    for (longest_ = *shortest;; ++longest_) {
      if (!search.measure(static_cast<std::uint32_t>(longest_))) break;
      to_ = [&search](Node n) { return search.to_end(n); };
      result_.found.clear();
      result_.more = false;
      hops_.clear();
      look(begins);
      if (result_.more || longest_ == most_) return;
      if (!result_.found.empty() && budget_.used() > kLonger) break;
    }
    result_.more = true;
  }

  // Nothing leads there: how many things are within so many steps of the end?
  void count_near(const std::vector<Node>& ends) {
    const auto leads = [&](Edge kind) { return std::find(over_.begin(), over_.end(), kind) != over_.end(); };
    const auto to = graph::distances(
        graph_, ends, static_cast<std::uint32_t>(most_),
        [&](Edge kind, Node from, Node next) { return leads(kind) && usable(from) && usable(next); },
        [&] { return evaluator_.step(); });
    for (const auto& kind : graph::kinds()) {
      if (!is_station(kind.id)) continue;
      const auto range = graph_.nodes(kind.id);
      for (Node n = range.first; n < range.last; ++n) result_.near += to[n] != graph::kFar && to[n] > 0;
    }
  }

  void look(const std::vector<Node>& begins) {
    std::priority_queue<Partial, std::vector<Partial>, std::greater<>> open;
    for (const Node n : begins)
      if (to_(n) != kNowhere) open.push({{n}, 0, to_(n)});
    for (std::size_t looked = 0; !open.empty(); ++looked) {
      if (looked >= kLooked || !budget_.spend(1)) {
        result_.more = true;
        return;
      }
      const Partial partial = open.top();
      open.pop();
      const Node last = partial.stations.back();
      if (ends_.has(last)) {
        if (result_.found.size() == chains_) {
          result_.more = true;
          return;
        }
        result_.found.push_back(chain_of(partial.stations));
        continue;
      }
      for (const auto& [next, hop] : hops_from(last)) {
        const std::size_t cost = partial.cost + hop.cost;
        if (to_(next) == kNowhere || cost + to_(next) > longest_ || begins_.has(next)) continue;
        const auto& been = partial.stations;
        if (std::find(been.begin(), been.end(), next) != been.end()) continue;
        if (between(been, next).empty()) continue;
        Partial longer{been, cost, cost + to_(next)};
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
      if (least_ > 0 && strength_of(graph_, a) < least_) return;
      auto [at, first] = hops.try_emplace(next, HopTo{cost, {}, false});
      if (cost > at->second.cost) return;
      if (cost < at->second.cost) at->second = {cost, {}, false};
      at->second.pairs = b != graph::kNoNode;
      at->second.passages.push_back(a);
      if (b != graph::kNoNode) at->second.passages.push_back(b);
    };
    each_neighbour(station, [&](Node near) {
      if (is_station(graph_.kind(near))) {  // a study and what it looked at: its own words say so
        const Node told = has_words(graph_, near) ? near : station;
        if (has_words(graph_, told)) offer(near, 2, told, graph::kNoNode);
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

  // Neighbours that may lie on a way that is short enough.
  template <class Take>
  void each_neighbour(Node node, Take&& take) {
    telling_.each(node, [&](Node next) {
      if (budget_.spend(1) && to_(next) != kNowhere && usable(next)) take(next);
    });
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
  std::size_t longest_ = 0;  // of the chains that are looked for now
  std::span<const Edge> over_;
  Telling telling_;
  std::size_t chains_;
  Node source_;
  std::uint32_t least_;
  Budget budget_;
  std::function<std::uint32_t(Node)> to_;  // edges to the end; kNowhere: on no way that is short enough
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
    if (has_words(graph, n)) add(n);
    for (const Edge edge : telling_edges())
      for (const bool forwards : {true, false})
        for (const Node near : forwards ? graph.out(n, edge) : graph.in(n, edge))
          if (evaluator.step() && has_words(graph, near)) add(near);
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

std::string chain_words(const Graph& graph, const std::vector<Node>& stations) {
  std::string told;
  for (const Node n : stations) told += (told.empty() ? "" : " → ") + short_label(graph, n);
  return told;
}

Row chain_row(const Graph& graph, const Chain& chain, bool strongest, Quoter& quoter) {
  Row row;
  row.kind = "path";
  std::vector<Node> stations{chain.hops.front().from};
  std::size_t ways = 0;
  std::vector<Node> shown;
  for (const Chain::Hop& hop : chain.hops) {
    stations.push_back(hop.to);
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
  row.values = {static_cast<double>(chain.steps), chain_words(graph, stations)};
  row.origins.resize(1);
  if (strongest) {
    row.values.emplace_back(chain.weakest == 0 ? std::string("no evidence")
                                               : std::string(choice_word(graph::Attribute::rating, static_cast<std::uint8_t>(chain.weakest - 1))));
  }
  add_origins(graph, support.sets.front(), row);
  quoter.add(row, support);
  return row;
}

// Chains whose weakest passage is the strongest, then those one weaker, and so on.
static Chains strongest_chains(Evaluator& evaluator, const Connected& asked, Node source) {
  const Graph& graph = evaluator.graph();
  const Telling telling(graph, edges_of(asked));
  const auto near = [&](Node node, auto&& take) { telling.each(node, take); };
  const auto strength = [&](Node node) {
    return is_station(graph.kind(node)) ? kStrongest : strength_of(graph, node);
  };
  Budget budget = evaluator.budget();
  const auto best =
      graph::strongest_ways(near, strength, kStrongest, members(evaluator.set_of(asked.from)),
                            members(evaluator.set_of(asked.to)), static_cast<std::uint32_t>(2 * asked.steps), 1, budget);
  evaluator.step(budget.used());
  Chains all;
  std::set<std::vector<Node>> known;
  for (std::uint32_t least = best.weakest + 1; least-- > 0 && all.found.size() < kChains;) {
    Chains weaker = Search(evaluator, asked, source, least).take();
    all.near = weaker.near;
    all.more = all.more || weaker.more;
    for (Chain& chain : weaker.found) {
      std::vector<Node> stations{chain.hops.front().from};
      for (const auto& hop : chain.hops) stations.push_back(hop.to);
      if (!known.insert(std::move(stations)).second) continue;
      chain.weakest = least;
      if (all.found.size() == kChains)
        all.more = true;
      else
        all.found.push_back(std::move(chain));
    }
  }
  return all;
}

Chains chains(Evaluator& evaluator, const Connected& asked, std::size_t most) {
  Chains all;
  const auto found_in = [&](Node source) {
    return asked.strongest ? strongest_chains(evaluator, asked, source) : Search(evaluator, asked, source, 0, most).take();
  };
  if (!asked.one_source) {
    all = found_in(graph::kNoNode);
    if (!all.found.empty()) return all;
  }
  const auto to = sources_of(evaluator, asked.to);
  for (const auto& [source, passage] : sources_of(evaluator, asked.from)) {
    const auto also = to.find(source);
    if (also == to.end()) continue;
    all.beside.emplace_back(passage, also->second);
    if (!asked.one_source) continue;
    Chains one = found_in(source);
    all.more = all.more || one.more;
    all.near = std::max(all.near, one.near);
    for (Chain& chain : one.found) all.found.push_back(std::move(chain));
  }
  std::stable_sort(all.found.begin(), all.found.end(),
                   [](const Chain& a, const Chain& b) {
                     return a.weakest != b.weakest ? a.weakest > b.weakest : a.steps < b.steps;
                   });
  all.more = all.more || all.found.size() > most;
  if (all.found.size() > most) all.found.resize(most);
  return all;
}

}  // namespace evident::query
