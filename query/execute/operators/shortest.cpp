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
  for (const auto& info : graph::kinds()) {
    if (!is_station(info.id)) continue;
    const auto range = graph_.nodes(info.id);
    if (range.size()) stations_.push_back(range);
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
          if (graph_.passage(near) || graph_.passage(station)) take(near);
          continue;
        }
        for (const auto& [on, back] : over_)
          for (const auto* next : {&on, &back})
            for (const Node far : (*next)[near])
              if (far != station && is_there(far)) take(far);
      }
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
    const bool first = a_.levels.back().size() <= b_.levels.back().size();
    if (!grow(first ? a_ : b_, first ? b_ : a_, cancel, met)) return false;
    if ((first ? a_ : b_).levels.back().empty()) return true;
  }
  // Which of the first side's things stand on a shortest chain: those that lead to where they meet. What is met
  // may be spoken of everywhere, so it is never gone on from: each side's own things are asked again.
  const std::size_t half = a_.levels.size() - 1, rest = b_.levels.size() - 1;
  std::vector<std::vector<Node>> on(half + 1);
  for (const Node n : a_.levels[half])
    if (level(b_, n) == static_cast<std::uint32_t>(rest)) on[half].push_back(n);
  std::sort(on[half].begin(), on[half].end());
  const auto on_way = [&](std::size_t at, Node n) { return std::binary_search(on[at].begin(), on[at].end(), n); };
  for (std::size_t at = half; at-- > 0;) {
    for (const Node n : a_.levels[at]) {
      bool leads = false;
      each_near(n, [&](Node m) { leads = leads || (level(a_, m) == static_cast<std::uint32_t>(at + 1) && on_way(at + 1, m)); });
      if (leads) on[at].push_back(n);
    }
    std::sort(on[at].begin(), on[at].end());
  }
  stations.push_back(on[0].front());
  for (std::size_t at = 1; at <= half; ++at) {
    Node best = graph::kNoNode;
    each_near(stations.back(), [&](Node n) {
      if (n < best && on_way(at, n)) best = n;
    });
    stations.push_back(best);
  }
  for (std::size_t left = rest; left-- > 0;) {
    std::vector<Node> next = b_.levels[left];
    std::sort(next.begin(), next.end());
    for (const Node n : next) {
      bool leads = false;
      each_near(n, [&](Node m) { leads = leads || m == stations.back(); });
      if (!leads) continue;
      stations.push_back(n);
      break;
    }
  }
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
