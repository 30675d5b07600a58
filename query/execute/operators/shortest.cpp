#include "query/execute/operators/shortest.hpp"

#include <algorithm>

#include "query/execute/columns.hpp"
#include "query/execute/paths.hpp"
#include "support/json.hpp"

namespace evident::query {

using graph::Edge;
using graph::Node;

namespace {
constexpr std::uint32_t kLevels = 16;  // more than a chain has steps
}

bool Shortest::can(const Connected& asked) {
  return !asked.one_source && !asked.strongest && !asked.over.empty() &&
         std::none_of(asked.over.begin(), asked.over.end(),
                      [](Edge edge) { return edge == Edge::supports || edge == Edge::contradicts; });
}

Shortest::Shortest(Evaluator& evaluator, const Connected& asked)
    : graph_(evaluator.graph()), steps_(asked.steps) {
  for (const Edge edge : asked.over) over_.emplace_back(graph_.neighbours(edge, true), graph_.neighbours(edge, false));
  for (const auto& kind : graph::kinds()) {  // in the order of their nodes
    const graph::NodeRange range = graph_.nodes(kind.id);
    if (is_station(kind.id) && range.size() > 0) stations_.push_back(range);
  }
  evaluator.set_of(asked.from).each([&](Node n) { from_.push_back(n); });
  evaluator.set_of(asked.to).each([&](Node n) { to_.push_back(n); });
  for (Side* side : {&a_, &b_}) {
    side->seen.reset(static_cast<std::uint32_t*>(std::calloc(graph_.num_nodes() + 1, sizeof(std::uint32_t))));
    EV_ENSURE(side->seen != nullptr);
  }
}

std::optional<std::uint32_t> Shortest::level(const Side& side, Node n) const {
  const std::uint32_t mark = side.seen[n];
  if (mark / kLevels != round_) return {};
  return mark % kLevels;
}

// The things one step away: over a passage that speaks of both, or by what a work itself is about.
template <class Take>
void Shortest::each_near(Node station, Take&& take) const {
  for (const auto& [along, against] : over_)
    for (const auto* list : {&along, &against})
      for (const Node near : (*list)[station]) {
        if (is_there(near)) {
          if (has_words(graph_, near) || has_words(graph_, station)) take(near);
          continue;
        }
        for (const auto& [on, back] : over_)
          for (const auto* next : {&on, &back})
            for (const Node far : (*next)[near])
              if (far != station && is_there(far)) take(far);
      }
}

std::size_t Shortest::passages(Node station) const {
  std::size_t all = 1;
  for (const auto& [along, against] : over_) all += along[station].size() + against[station].size();
  return all;
}
std::size_t Shortest::passages(const std::vector<Node>& stations) const {
  std::size_t all = 0;
  for (const Node n : stations) all += passages(n);
  return all;
}

bool Shortest::near(Node station, const std::vector<Node>& sorted) const {
  bool found = false;
  each_near(station, [&](Node n) { found = found || std::binary_search(sorted.begin(), sorted.end(), n); });
  return found;
}

// Which of the things of a level lie before one of those that were met.
void Shortest::back_from(const std::vector<Node>& met, const std::vector<Node>& level_before, std::size_t at,
                         std::vector<Node>& before) const {
  if (passages(level_before) < passages(met)) {
    for (const Node n : level_before)
      if (near(n, met)) before.push_back(n);
  } else {
    for (const Node n : met)
      each_near(n, [&](Node m) {
        if (const auto known = level(a_, m); known && *known == at) before.push_back(m);
      });
  }
  std::sort(before.begin(), before.end());
  before.erase(std::unique(before.begin(), before.end()), before.end());
}

// The first of the candidates that is next to the last station; there is one.
Node Shortest::first_of(Node last, const std::vector<Node>& candidates) const {
  std::vector<Node> sorted = candidates;
  std::sort(sorted.begin(), sorted.end());
  if (passages(sorted) < passages(last)) {
    const std::vector<Node> wanted{last};
    for (const Node n : sorted)
      if (near(n, wanted)) return n;
  }
  Node best = graph::kNoNode;
  each_near(last, [&](Node n) {
    if (n < best && std::binary_search(sorted.begin(), sorted.end(), n)) best = n;
  });
  return best;
}

// One step on from the border. False: stopped.
bool Shortest::grow(Side& side, const Side& other, const Cancel* cancel, bool& met) {
  const auto level = static_cast<std::uint32_t>(side.levels.size());
  side.levels.emplace_back();
  std::vector<Node>& next = side.levels.back();
  for (const Node station : side.levels[level - 1]) {
    if (cancel && cancel->requested()) return false;
    each_near(station, [&](Node n) {
      if (side.seen[n] / kLevels == round_) return;
      side.seen[n] = round_ * kLevels + level;
      next.push_back(n);
      met = met || other.seen[n] / kLevels == round_;
    });
  }
  return true;
}

bool Shortest::find(const Cancel* cancel, std::vector<Node>& stations) {
  stations.clear();
  ++round_;
  if (round_ == ~std::uint32_t{0} / kLevels) return false;
  const auto begin = [&](Side& side, const std::vector<Node>& nodes) {
    side.levels.assign(1, nodes);
    for (const Node n : nodes) side.seen[n] = round_ * kLevels;
  };
  begin(a_, from_);
  begin(b_, to_);
  bool met = false;
  while (!met) {
    if (a_.levels.size() + b_.levels.size() - 2 == steps_) return true;
    const bool first = passages(a_.levels.back()) <= passages(b_.levels.back());
    if (!grow(first ? a_ : b_, first ? b_ : a_, cancel, met)) return false;
    if ((first ? a_ : b_).levels.back().empty()) return true;
  }
  const std::size_t half = a_.levels.size() - 1, rest = b_.levels.size() - 1;
  std::vector<std::vector<Node>> on(half + 1);
  for (const Node n : a_.levels[half])
    if (const auto there = level(b_, n); there && *there == rest) on[half].push_back(n);
  std::sort(on[half].begin(), on[half].end());
  for (std::size_t at = half; at-- > 0;) back_from(on[at + 1], a_.levels[at], at, on[at]);
  stations.push_back(on[0].front());
  for (std::size_t at = 1; at <= half + rest; ++at)
    stations.push_back(first_of(stations.back(), at <= half ? on[at] : b_.levels[half + rest - at]));
  return true;
}

namespace {

class OnePath final : public FastTable {
 public:
  OnePath(Evaluator& evaluator, const Connected& asked) : graph_(evaluator.graph()), search_(evaluator, asked) {}
  void trace(Trace* trace) override { trace_ = trace; }
  bool run(const Cancel* cancel) override {
    Trace::Timed searching(trace_);
    const bool done = search_.find(cancel, stations_);
    searching.done([&] {
      return Trace::Operator{"the shortest chain", "from both ends", search_.looked(), stations_.size(), 0};
    });
    return done;
  }
  std::size_t size() const override { return stations_.empty() ? 0 : 1; }
  std::size_t total() const override { return size(); }
  void write(std::size_t, std::string& json) const override {
    json += '[' + std::to_string(stations_.size() - 1) + ',' + json_string(chain_words(graph_, stations_)) + ']';
  }
  std::vector<Column> columns() const override { return {{"steps", "number"}, {"chain", "text"}}; }

 private:
  const graph::Graph& graph_;
  Shortest search_;
  std::vector<Node> stations_;
  Trace* trace_ = nullptr;
};

}  // namespace

std::unique_ptr<FastTable> path_of(Evaluator& evaluator, const Plan& plan) {
  const bool one = plan.steps.size() == 1 && plan.steps[0].kind == Step::Kind::limit && plan.steps[0].number == 1;
  if (!one || !Shortest::can(plan.connected[0])) return {};
  return std::make_unique<OnePath>(evaluator, plan.connected[0]);
}

}  // namespace evident::query
