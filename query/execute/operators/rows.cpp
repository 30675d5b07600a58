// The tree is rooted at the thing whose id is shown, so no two of its nodes make the same row, and semi-joins
// leave just those that have a match.
#include "query/execute/operators/rows.hpp"

#include <algorithm>
#include <numeric>

#include "query/execute/operators/cell_reader.hpp"
#include "query/execute/operators/in_order.hpp"
#include "query/execute/operators/matches.hpp"
#include "query/execute/operators/program.hpp"
#include "query/execute/operators/reduce.hpp"

namespace evident::query {

using graph::Node;

namespace {

class Rows final : public FastTable {
 public:
  explicit Rows(const Plan& plan) : plan_(plan) {}

  static std::unique_ptr<FastTable> of(Evaluator& evaluator, const Plan& plan, bool missing) {
    if (!plan.table_show.empty()) return {};
    for (const Step& step : plan.table_steps)
      if (step.kind != Step::Kind::limit && step.kind != Step::Kind::skip) return {};
    auto rows = std::make_unique<Rows>(plan);
    rows->program_ = program_of(evaluator, plan.pattern[0], missing);
    if (!rows->program_ || !rows->program_->is_tree()) return {};
    for (const Shown& shown : plan.show) {
      auto reader = CellReader::of(evaluator.graph(), shown.value,
                                   rows->program_->domains[shown.value.variable].all_kinds());
      if (!reader) return {};
      rows->readers_.push_back({std::move(*reader), shown.value.variable, 0, false});
    }
    for (const auto& one : rows->readers_)
      if (one.reader.is_id() && rows->take_root(one.variable)) return rows;
    return {};
  }

  void trace(Trace* trace) override {
    trace_ = trace;
    reducer_->trace(trace);
  }
  bool run(const Cancel* cancel) override {
    nodes_.clear();
    reducer_->reset();
    reducer_->run(tree_, {});
    Live& live = reducer_->live(tree_.root);
    live.settle();
    if (cancel && cancel->requested()) return false;
    live.each([&](Node n) { nodes_.push_back(n); });
    Trace::Timed ordering(trace_);
    put_in_order();
    ordering.done([&] {
      return Trace::Operator{"put in order " + program_->names[tree_.root] + " (" + live.domain().how() + ")",
                             "by the first column", nodes_.size(), nodes_.size(), 0};
    });
    total_ = nodes_.size();
    for (const Step& step : plan_.table_steps) {
      const auto n = static_cast<std::ptrdiff_t>(std::min(step.number, nodes_.size()));
      if (step.kind == Step::Kind::limit)
        nodes_.erase(nodes_.begin() + n, nodes_.end());
      else
        nodes_.erase(nodes_.begin(), nodes_.begin() + n);
    }
    return true;
  }
  std::size_t size() const override { return nodes_.size(); }
  std::size_t total() const override { return total_; }
  bool sliced() const override { return !plan_.table_steps.empty(); }
  std::string id(std::size_t row) const override {
    std::string all;
    for (std::size_t i = 0; i < readers_.size(); ++i)
      all += (i ? " | " : "") + readers_[i].reader.identity(node_of(readers_[i], nodes_[row]));
    return all;
  }
  void matches(std::size_t row, std::size_t most, std::vector<Node>& found, std::size_t) override {
    if (!finder_) finder_.emplace(*program_, no_keys_, tree_.root);
    finder_->of_thing(tree_.root, nodes_[row], most, found);
  }
  void write(std::size_t row, std::string& json) const override {
    json += '[';
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      if (i) json += ',';
      readers_[i].reader.write(node_of(readers_[i], nodes_[row]), json);
    }
    json += ']';
  }
  std::vector<Column> columns() const override {
    std::vector<Column> all;
    for (const Shown& shown : plan_.show) all.push_back({shown.name, column_type(shown.value)});
    return all;
  }

 private:
  struct Read {
    CellReader reader;
    std::size_t variable, join;
    bool over_join;
  };

  // Whether everything that is shown is of that variable or of its work.
  bool take_root(std::size_t root) {
    for (Read& one : readers_) {
      one.over_join = one.variable != root;
      if (!one.over_join) continue;
      bool found = false;
      for (std::size_t j = 0; j < program_->joins.size() && !found; ++j) {
        const Join& join = program_->joins[j];
        if (!join.single() || join.step.edge != graph::Edge::contains) continue;
        const std::size_t source = join.step.forwards ? join.from : join.to;
        const auto& kinds = program_->domains[root].all_kinds();
        found = source == one.variable && join.other(source) == root &&
                std::all_of(kinds.begin(), kinds.end(), [](graph::Kind kind) {
                  return graph::info(kind).role == graph::KindRole::item;
                });
        if (found) one.join = j;
      }
      if (!found) return false;
    }
    tree_ = rooted(*program_, root);
    reducer_ = std::make_unique<Reducer>(*program_);
    return true;
  }

  Node node_of(const Read& one, Node root) const {
    return one.over_join ? program_->joins[one.join].next(tree_.root, root).front() : root;
  }

  void put_in_order() {
    const Read& first = readers_.front();
    std::vector<OrderKey> keys;
    keys.reserve(nodes_.size());
    for (const Node n : nodes_) keys.push_back(first.reader.order(node_of(first, n)));
    const auto places =
        places_in_order(keys, [&](std::size_t a, std::size_t b) { return later(keys, a, b); });
    std::vector<Node> sorted;
    sorted.reserve(nodes_.size());
    for (const std::uint32_t place : places) sorted.push_back(nodes_[place]);
    nodes_ = std::move(sorted);
  }
  // Where the first bytes do not tell.
  bool later(const std::vector<OrderKey>& keys, std::size_t a, std::size_t b) const {
    if (keys[a].text != keys[b].text) return keys[a].text < keys[b].text;
    std::string left_id, right_id;
    for (const Read& one : readers_) {
      const OrderKey left = one.reader.order(node_of(one, nodes_[a])),
                     right = one.reader.order(node_of(one, nodes_[b]));
      if (left.missing != right.missing) return right.missing;
      if (left.missing) continue;
      if (before(left, right)) return true;
      if (before(right, left)) return false;
    }
    for (const Read& one : readers_) {
      left_id += (left_id.empty() ? "" : " | ") + one.reader.identity(node_of(one, nodes_[a]));
      right_id += (right_id.empty() ? "" : " | ") + one.reader.identity(node_of(one, nodes_[b]));
    }
    return left_id < right_id;
  }

  const Plan& plan_;
  std::unique_ptr<Program> program_;
  std::vector<Read> readers_;
  Rooted tree_;
  std::unique_ptr<Reducer> reducer_;
  std::vector<Node> nodes_;
  std::size_t total_ = 0;
  const std::vector<KeyColumn> no_keys_;
  std::optional<MatchFinder> finder_;
  Trace* trace_ = nullptr;
};

}  // namespace

std::unique_ptr<FastTable> rows_of(Evaluator& evaluator, const Plan& plan, bool missing) {
  return Rows::of(evaluator, plan, missing);
}

}  // namespace evident::query
