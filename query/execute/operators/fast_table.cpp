#include "query/execute/operators/fast_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numeric>

#include "query/execute/columns.hpp"
#include "query/execute/operators/group_count.hpp"
#include "query/execute/operators/in_order.hpp"
#include "query/execute/operators/key_column.hpp"
#include "query/execute/operators/listed.hpp"
#include "query/execute/operators/matches.hpp"
#include "query/execute/operators/shortest.hpp"
#include "query/execute/operators/program.hpp"
#include "query/execute/operators/reduce.hpp"
#include "query/execute/operators/rows.hpp"
#include "query/execute/operators/weigh.hpp"

namespace evident::query {

using graph::Node;

namespace {

// "where n >= 3", sort and limit on the columns of a table, as far as they are numbers.
struct TableStep {
  Step::Kind kind;
  std::size_t column = 0;
  Comparison comparison = Comparison::equal;
  double wanted = 0;
  std::size_t number = 0;
  std::vector<std::pair<std::size_t, bool>> sort;  // column, descending
};

std::optional<std::vector<TableStep>> table_steps(const Plan& plan, std::size_t keys) {
  std::vector<TableStep> all;
  const auto column = [](const Computed& computed) -> std::optional<std::size_t> {
    if (computed.op != Computed::Op::column) return {};
    return computed.column;
  };
  for (const Step& s : plan.table_steps) {
    TableStep step;
    step.kind = s.kind;
    step.number = s.number;
    switch (s.kind) {
      case Step::Kind::where: {
        const Test& test = s.tests[0];
        if (test.op != Test::Op::computed || test.how != Test::Op::compare || test.negated ||
            test.measured.size() != 1 || test.values.size() != 1)
          return {};
        const auto at = column(test.measured[0]);
        const auto* number = std::get_if<double>(&test.values[0].value);
        if (!at || *at < keys || !number) return {};
        step.column = *at;
        step.comparison = test.comparison;
        step.wanted = *number;
        break;
      }
      case Step::Kind::sort:
        for (const Order& order : s.sort) {
          const auto at = column(order.value);
          if (!at) return {};
          step.sort.emplace_back(*at, order.descending);
        }
        break;
      case Step::Kind::limit:
      case Step::Kind::skip:
        break;
      default:
        return {};
    }
    all.push_back(std::move(step));
  }
  return all;
}

bool compares(double left, Comparison comparison, double right) {
  switch (comparison) {
    case Comparison::equal:
      return left == right;
    case Comparison::not_equal:
      return left != right;
    case Comparison::less:
      return left < right;
    case Comparison::at_most:
      return left <= right;
    case Comparison::greater:
      return left > right;
    case Comparison::at_least:
      return left >= right;
  }
  return false;
}

class Groups final : public FastTable {
 public:
  static std::unique_ptr<FastTable> of(Evaluator& evaluator, const Plan& plan, bool missing) {
    auto groups = std::make_unique<Groups>(plan);
    groups->program_ = program_of(evaluator, plan.pattern[0], missing);
    if (!groups->program_) return {};
    for (const Shown& key : plan.group->keys) {
      auto column = KeyColumn::of(evaluator.graph(), *groups->program_, key.value);
      if (!column) return {};
      groups->keys_.push_back(std::move(*column));
    }
    if (groups->keys_.empty()) return {};
    std::vector<std::size_t> counted;
    bool matches = false;
    for (const Shown& value : plan.group->values) {
      const Computed& computed = value.value;
      if (computed.op == Computed::Op::matches) {
        matches = true;
        counted.push_back(kMatches);
      } else if (computed.op == Computed::Op::count && !computed.property && computed.hops.empty()) {
        counted.push_back(computed.variable);
      } else {
        return {};
      }
    }
    auto steps = table_steps(plan, groups->keys_.size());
    if (!steps) return {};
    groups->steps_ = std::move(*steps);
    for (const Shown& shown : plan.table_show) {
      if (shown.value.op != Computed::Op::column) return {};
      groups->shown_.push_back(shown.value.column);
    }
    if (plan.table_show.empty())
      for (std::size_t c = 0; c < groups->keys_.size() + counted.size(); ++c) groups->shown_.push_back(c);
    if (matches || !groups->program_->is_tree())
      groups->enumerate_ = std::make_unique<MatchCount>(*groups->program_, groups->keys_, std::move(counted));
    else
      groups->count_ = std::make_unique<GroupCount>(*groups->program_, groups->keys_, std::move(counted));
    return groups;
  }
  explicit Groups(const Plan& plan) : plan_(plan) {}

  void trace(Trace* trace) override {
    trace_ = trace;
    if (count_) count_->trace(trace);
  }
  bool run(const Cancel* cancel) override {
    rows_.clear();
    weigher_.reset();
    in_all_.reset();
    Trace::Timed matching(enumerate_ ? trace_ : nullptr);
    if (!(count_ ? count_->run(cells_, cancel) : enumerate_->run(cells_, cancel))) return false;
    const auto& first = cells_.counts.front();
    if (cells_.sparse) {
      rows_.resize(cells_.filled.size());
      std::iota(rows_.begin(), rows_.end(), 0u);
    } else {
      find_filled(first);
    }
    matching.done([&] {
      std::size_t found = 0;
      for (const std::uint32_t n : first) found += n;
      return Trace::Operator{"match one by one, " + enumerate_->order(), "lists of neighbours", found, rows_.size(), 0};
    });
    Trace::Timed ordering(trace_);
    const std::size_t groups = rows_.size();
    put_in_order();
    step();
    ordering.done([&] { return Trace::Operator{"put in order, and the steps", "codes in order", groups, rows_.size(), 0}; });
    return true;
  }
  std::size_t size() const override { return rows_.size(); }
  std::size_t total() const override { return total_; }
  bool sliced() const override { return sliced_; }
  std::string id(std::size_t row) const override {
    std::string all;
    for (std::size_t k = 0; k < keys_.size(); ++k) all += (k ? " | " : "") + keys_[k].identity(code(rows_[row], k));
    return all;
  }
  void matches(std::size_t row, std::size_t most, std::vector<Node>& found, std::size_t thread) override {
    std::optional<MatchFinder>& finder = finders_[thread];
    if (!finder) finder.emplace(*program_, keys_);
    std::vector<std::uint32_t> codes;
    for (std::size_t k = 0; k < keys_.size(); ++k) codes.push_back(code(rows_[row], k));
    finder->of_codes(codes, most, found);
  }
  std::size_t counted(std::size_t row, std::size_t value) const override {
    return cells_.counts[value][rows_[row]];
  }
  std::pair<std::size_t, std::size_t> without(std::size_t key) override {
    if (!keys_[key].may_be_missing()) return {0, 0};
    if (!any_without(key)) return {0, 0};
    if (Weigher::can(*program_)) {
      if (!weigher_) weigher_.emplace(*program_);
      if (!in_all_) in_all_ = weigher_->all();
      const auto none = [&](Node n) { return keys_[key].missing_of(n); };
      return {weigher_->of(keys_[key].variable(), none), *in_all_};
    }
    Cells all;  // matches must be counted one by one for this
    if (!MatchCount(*program_, keys_, {kMatches}).run(all, nullptr)) return {0, 0};
    std::pair<std::size_t, std::size_t> result{0, 0};
    for (std::uint32_t cell = 0; cell < all.size; ++cell) {
      result.second += all.counts[0][cell];
      if (keys_[key].missing(code_of_cell(cell, key))) result.first += all.counts[0][cell];
    }
    return result;
  }

  void write(std::size_t row, std::string& json) const override {
    json += '[';
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      if (i) json += ',';
      const std::size_t column = shown_[i];
      if (column < keys_.size())
        keys_[column].write(code(rows_[row], column), json);
      else
        json += std::to_string(cells_.counts[column - keys_.size()][rows_[row]]);
    }
    json += ']';
  }
  std::vector<Column> columns() const override {
    std::vector<Column> all;
    if (!plan_.table_show.empty()) {
      for (const Shown& shown : plan_.table_show) all.push_back({shown.name, column_type_of(shown.value)});
      return all;
    }
    for (const Shown& shown : plan_.group->keys) all.push_back({shown.name, column_type_of(shown.value)});
    for (const Shown& shown : plan_.group->values) all.push_back({shown.name, column_type_of(shown.value)});
    return all;
  }

 private:
  void find_filled(const std::vector<std::uint32_t>& first) {
    std::uint32_t cell = 0;
    for (; cell + 8 <= cells_.size; cell += 8) {  // most may be empty
      std::uint64_t words[4];
      std::memcpy(words, first.data() + cell, sizeof words);
      if ((words[0] | words[1] | words[2] | words[3]) == 0) continue;
      for (std::uint32_t at = cell; at < cell + 8; ++at)
        if (first[at]) rows_.push_back(at);
    }
    for (; cell < cells_.size; ++cell)
      if (first[cell]) rows_.push_back(cell);
  }
  static std::string column_type_of(const Computed& computed) { return column_type(computed); }
  // Whether anything was counted where the key is missing, whose code is the last.
  bool any_without(std::size_t key) const {
    const auto& first = cells_.counts.front();
    const std::uint32_t size = keys_[key].size(), stride = cells_.stride[key];
    if (cells_.sparse) {
      for (std::uint32_t place = 0; place < first.size(); ++place)
        if (first[place] && keys_[key].missing(code(place, key))) return true;
      return false;
    }
    for (std::size_t run = std::size_t{size - 1} * stride; run < first.size(); run += std::size_t{size} * stride)
      for (std::size_t cell = run; cell < std::min(run + stride, first.size()); ++cell)
        if (first[cell]) return true;
    return false;
  }
  // place: of a row among the counts.
  std::uint32_t code(std::uint32_t place, std::size_t key) const {
    return code_of_cell(cells_.sparse ? cells_.filled[place] : place, key);
  }
  std::uint32_t code_of_cell(std::uint32_t cell, std::size_t key) const {
    return cell / cells_.stride[key] % std::max<std::uint32_t>(1, keys_[key].size());
  }

  // Cells stand in the order of rows already, unless words of two codes stand at one place.
  void put_in_order() {
    if (std::all_of(keys_.begin(), keys_.end(), [](const KeyColumn& key) { return key.in_order(); })) return;
    // Of keys whose codes are in order these are compared.
    std::vector<std::vector<OrderKey>> columns(keys_.size());
    for (std::size_t k = 0; k < keys_.size(); ++k) {
      if (keys_[k].in_order()) continue;
      columns[k].reserve(rows_.size());
      for (const std::uint32_t place : rows_) columns[k].push_back(keys_[k].order(code(place, k)));
    }
    const auto first = [&](std::uint32_t a, std::uint32_t b) {
      for (std::size_t k = 0; k < columns.size(); ++k) {
        if (columns[k].empty()) {
          const std::uint32_t left = code(rows_[a], k), right = code(rows_[b], k);
          if (left != right) return left < right;
          continue;
        }
        const OrderKey &left = columns[k][a], &right = columns[k][b];
        if (left.missing != right.missing) return right.missing;
        if (left.missing) continue;
        if (before(left, right)) return true;
        if (before(right, left)) return false;
      }
      return id(a) < id(b);
    };
    std::vector<std::uint32_t> places(rows_.size());
    if (columns.size() == 1) {
      places = places_in_order(columns[0], first);
    } else {
      std::iota(places.begin(), places.end(), 0u);
      std::sort(places.begin(), places.end(), first);
    }
    for (std::uint32_t& place : places) place = rows_[place];
    rows_ = std::move(places);
  }

  void step() {
    bool& sliced = sliced_;
    sliced = false;
    total_ = rows_.size();
    for (const TableStep& s : steps_) {
      switch (s.kind) {
        case Step::Kind::where: {
          const auto& values = cells_.counts[s.column - keys_.size()];
          std::erase_if(rows_, [&](std::uint32_t cell) {
            return !compares(static_cast<double>(values[cell]), s.comparison, s.wanted);
          });
          sliced = false;
          break;
        }
        case Step::Kind::sort:
          sort(s);
          break;
        default: {
          if (!sliced) total_ = rows_.size();
          sliced = true;
          const auto n = static_cast<std::ptrdiff_t>(std::min(s.number, rows_.size()));
          if (s.kind == Step::Kind::limit)
            rows_.erase(rows_.begin() + n, rows_.end());
          else
            rows_.erase(rows_.begin(), rows_.begin() + n);
        }
      }
    }
    if (!sliced) total_ = rows_.size();
  }
  void sort(const TableStep& s) {
    std::stable_sort(rows_.begin(), rows_.end(), [&](std::uint32_t a, std::uint32_t b) {
      for (const auto& [column, descending] : s.sort) {
        if (column >= keys_.size()) {
          const auto& values = cells_.counts[column - keys_.size()];
          if (values[a] != values[b]) return descending ? values[a] > values[b] : values[a] < values[b];
          continue;
        }
        const OrderKey left = keys_[column].order(code(a, column)), right = keys_[column].order(code(b, column));
        if (left.missing != right.missing) return right.missing;
        if (left.missing) continue;
        if (before(left, right)) return !descending;
        if (before(right, left)) return descending;
      }
      return false;
    });
  }

  const Plan& plan_;
  std::unique_ptr<Program> program_;
  std::vector<KeyColumn> keys_;
  std::unique_ptr<GroupCount> count_;
  std::unique_ptr<MatchCount> enumerate_;
  std::vector<TableStep> steps_;
  std::vector<std::size_t> shown_;
  Cells cells_;
  std::vector<std::uint32_t> rows_;
  std::size_t total_ = 0;
  bool sliced_ = false;
  std::array<std::optional<MatchFinder>, 2> finders_;
  std::optional<Weigher> weigher_;       // for without(), as far as it was asked
  std::optional<std::uint64_t> in_all_;  // matches
  Trace* trace_ = nullptr;
};

}  // namespace

void FastTable::matches(std::size_t, std::size_t, std::vector<Node>&, std::size_t) {}

std::unique_ptr<FastTable> FastTable::of(const graph::Graph& graph, const Plan& plan, const AskOptions& options,
                                         Evaluator* told) {
  std::optional<Evaluator> own;
  if (!told) own.emplace(graph, options.cancel, options.added);
  Evaluator& evaluator = told ? *told : *own;
  std::unique_ptr<FastTable> table;
  if (plan.shape == Plan::Shape::rows)
    table = listed_of(evaluator, plan);
  else if (plan.shape == Plan::Shape::path)
    table = path_of(evaluator, plan);
  else if (plan.shape == Plan::Shape::table && !plan.pattern.empty() && plan.steps.empty())
    table = plan.group ? Groups::of(evaluator, plan, told) : rows_of(evaluator, plan, told);
  if (evaluator.problem()) return {};
  return table;
}

}  // namespace evident::query
