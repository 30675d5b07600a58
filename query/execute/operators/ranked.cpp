// Influence is reckoned anew in each run, as another question would have to, over the citations, which stay where the
// graph has them. Of a limit's best only those that share the last place are told apart by their names.
#include "query/execute/operators/ranked.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <optional>

#include "graph/algorithms/page_rank.hpp"
#include "query/execute/columns.hpp"
#include "query/execute/operators/thing_reader.hpp"
#include "query/execute/operators/trace.hpp"
#include "query/execute/order.hpp"
#include "query/execute/structure.hpp"
#include "query/execute/value.hpp"

namespace evident::query {

using graph::Kind;
using graph::Node;

namespace {

class Ranked final : public FastTable {
 public:
  Ranked(const graph::Graph& graph, const Plan& plan)
      : graph_(graph),
        plan_(plan),
        citations_(citations_of(graph)),
        network_(*citations_) {}

  // "list sources | sort by influence desc | limit 20 | show …", of all sources.
  static std::unique_ptr<FastTable> of(Evaluator& evaluator, const Plan& plan) {
    const Things& subject = plan.subject;
    if (subject.scans.size() != 1 || subject.scans[0].kind != Kind::source || !subject.scans[0].condition.empty() ||
        !subject.tests.empty() || plan.steps.empty() || plan.steps.size() > 2 || !by_influence(plan.steps[0]))
      return {};
    auto list = std::make_unique<Ranked>(evaluator.graph(), plan);
    if (plan.steps.size() == 2) {
      if (plan.steps[1].kind != Step::Kind::limit) return {};
      list->limit_ = plan.steps[1].number;
    }
    for (const Shown& shown : plan.show) {
      auto reader = ThingReader::of(evaluator, shown.value, {Kind::source});
      if (!reader) return {};
      list->readers_.push_back(std::move(*reader));
    }
    return list;
  }

  void trace(Trace* trace) override { trace_ = trace; }
  bool run(const Cancel* cancel) override {
    Trace::Timed ranking(trace_);
    Budget budget(Evaluator::kSteps, cancel);
    ranks_ = graph::page_rank(network_, {}, budget, std::move(ranks_.rank));
    if (!ranks_.whole) return false;
    ranking.done([&] {
      return Trace::Operator{"influence", "solved in " + std::to_string(ranks_.passes) + (ranks_.passes == 1 ? " pass" : " passes") + " over the citations", network_.num_edges(), network_.size(), 0};
    });
    Trace::Timed ordering(trace_);
    const std::size_t most = std::min<std::size_t>(limit_, network_.size());
    std::vector<Figured> best = candidates(most);
    const auto better = [](const Figured& a, const Figured& b) { return a.figure > b.figure; };
    std::sort(best.begin(), best.end(), better);
    for (auto at = best.begin(); at != best.end();) {
      const auto end = std::find_if(at, best.end(), [&](const Figured& f) { return f.figure != at->figure; });
      if (end - at > 1 && at - best.begin() < static_cast<std::ptrdiff_t>(most)) by_name(at, end);
      at = end;
    }
    places_.clear();
    for (std::size_t i = 0; i < most; ++i) places_.push_back(best[i].place);
    nodes_.clear();
    for (const std::uint32_t place : places_) nodes_.push_back(network_.node(place));
    told_ = influence_words(network_, ranks_);
    ordering.done([&] {
      return Trace::Operator{"the best by influence", most < network_.size() ? "without a full sort" : "sorted",
                             network_.size(), places_.size(), 0};
    });
    return true;
  }

  std::size_t size() const override { return places_.size(); }
  const std::vector<Node>* nodes() const override { return &nodes_; }
  bool sliced() const override { return plan_.steps.size() == 2; }
  void tell(Evaluator& evaluator) const override { evaluator.notice("N41", told_); }
  std::size_t total() const override { return network_.size(); }
  void write(std::size_t row, std::string& json) const override {
    json += '[';
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      if (i) json += ',';
      readers_[i].write(network_.node(places_[row]), json);
    }
    json += ']';
  }
  std::vector<Column> columns() const override {
    std::vector<Column> all;
    for (const Shown& shown : plan_.show) all.push_back({shown.name, column_type(shown.value)});
    return all;
  }

 private:
  struct Figured {
    double figure = 0;  // influence; -1 of a work that no other here cites
    std::uint32_t place = 0;
  };
  using Place = std::vector<Figured>::iterator;

  static bool by_influence(const Step& step) {
    if (step.kind != Step::Kind::sort || step.sort.size() != 1 || !step.sort[0].descending) return false;
    const Computed& by = step.sort[0].value;
    return by.op == Computed::Op::property && by.hops.empty() && by.property && by.property->readings.size() == 1 &&
           by.property->readings[0].from == Reading::From::influence;
  }
  // Those that may be among the best: all whose figure, which is rounded, could reach that of the last of them. One look
  // at each rank, against a heap of as many as are wanted.
  std::vector<Figured> candidates(std::size_t most) const {
    const std::vector<double>& rank = ranks_.rank;
    const double step = kInfluenceStep * ranks_.sum / static_cast<double>(rank.size());
    std::vector<std::uint32_t> near;  // to the last of the best so far
    double least = most ? 0 : std::numeric_limits<double>::infinity();
    std::vector<double> heap;
    for (std::uint32_t i = 0; i < rank.size(); ++i) {
      if (rank[i] < least) continue;
      near.push_back(i);
      if (heap.size() == most) {
        if (rank[i] <= heap.front()) continue;
        std::pop_heap(heap.begin(), heap.end(), std::greater<>());
        heap.pop_back();
      }
      heap.push_back(rank[i]);
      std::push_heap(heap.begin(), heap.end(), std::greater<>());
      if (heap.size() == most && most < rank.size()) least = heap.front() - step;
    }
    std::vector<Figured> all;
    for (const std::uint32_t i : near)
      if (rank[i] >= least) all.push_back({influence_of(network_, ranks_, i).value_or(-1), i});
    return all;
  }
  void by_name(Place first, Place last) {
    std::vector<std::pair<std::string, Figured>> keys;
    for (auto at = first; at != last; ++at) keys.emplace_back(order_key(graph_.label(network_.node(at->place))), *at);
    std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first
                                : graph_.id(network_.node(a.second.place)) < graph_.id(network_.node(b.second.place));
    });
    for (auto& [key, figured] : keys) *first++ = figured;
  }

  const graph::Graph& graph_;
  const Plan& plan_;
  const std::shared_ptr<const graph::Network> citations_;
  const graph::Network& network_;
  std::size_t limit_ = std::numeric_limits<std::size_t>::max();
  std::vector<ThingReader> readers_;
  std::vector<std::uint32_t> places_;
  std::vector<Node> nodes_;
  std::string told_;
  graph::PageRank ranks_;
  Trace* trace_ = nullptr;
};

}  // namespace

std::unique_ptr<FastTable> ranked_of(Evaluator& evaluator, const Plan& plan) { return Ranked::of(evaluator, plan); }

}  // namespace evident::query
