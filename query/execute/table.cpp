// Things are rows of one, matches are rows of several. Grouping puts rows of equal keys together and computes
// the rest over the distinct things of the group, never over rows; without grouping, rows that show the same
// are one. Which rows came together is kept, and what they rest on is looked up for the rows that are shown.
#include "query/execute/table.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "query/execute/columns.hpp"
#include "query/execute/match.hpp"
#include "query/execute/operators/fast_table.hpp"
#include "query/execute/order.hpp"
#include "query/execute/shown_rows.hpp"
#include "query/execute/table_row.hpp"
#include "query/execute/value.hpp"

namespace evident::query {

using graph::Graph;
using graph::Node;

namespace {

// What tells one value from another: things by their identity, everything else as it is written.
std::string identity(const Graph& graph, const Atom& atom) {
  if (atom.thing != graph::kNoNode) return std::string(graph.id(atom.thing));
  if (const auto* number = std::get_if<double>(&atom.value)) return shown_number(*number);
  if (const auto* truth = std::get_if<bool>(&atom.value)) return *truth ? "true" : "false";
  return std::get<std::string>(atom.value);
}
std::string identity(const Graph& graph, const Value& value) {
  std::string text;
  for (const Share& s : value.share)
    text += std::to_string(s.part) + "/" + std::to_string(s.known) + "/" + std::to_string(s.whole);
  for (const Atom& atom : value.atoms) text += (text.empty() ? "" : "; ") + identity(graph, atom);
  return text;
}

class Tabler {
 public:
  Tabler(Evaluator& evaluator, const Plan& plan, bool plainly, Answer& answer, Quoter& quoter)
      : plainly_(plainly),
        graph_(evaluator.graph()),
        evaluator_(evaluator),
        plan_(plan),
        answer_(answer),
        quoter_(quoter),
        computer_(evaluator),
        own_(line_columns(plan)) {}

  bool run(std::size_t most) {
    if (!plainly_ && !plan_.pattern.empty() && run_by_operators(most)) return false;
    take_rows();
    if (plan_.group)
      group();
    else
      distinct();
    name_columns();
    steps(most);
    if (matcher_) matcher_->tell();
    computer_.tell();
    return cut_;
  }

 private:
  // Counted and put in order without enumerating the matches: only those of the rows that are shown are looked
  // up, as many as their words need.
  bool run_by_operators(std::size_t most) {
    AskOptions options;
    const std::size_t told = evaluator_.notices().size();
    const auto fast = FastTable::of(graph_, plan_, options, &evaluator_);
    if (!fast || !fast->run(evaluator_.cancel())) {
      evaluator_.forget_notices(told);
      return false;
    }
    matcher_.emplace(evaluator_, plan_.pattern[0], Matcher::ToShow{});
    name_columns();
    answer_.total_rows = fast->total();
    RowMaker maker = row_maker();
    auto shown = shown_rows(*fast, fast->sliced() ? fast->size() : std::min(most, fast->size()), maker);
    answer_.rows = std::move(shown.rows);
    for (std::size_t k = 0; k < shown.without.size(); ++k) {
      Property words;
      words.words = plan_.group->keys[k].name;
      evaluator_.missing(words, shown.without[k].first, shown.without[k].second, rows_words(), true);
    }
    computer_.tell();
    return true;
  }

  const std::vector<Shown>& columns() const { return plan_.table_show.empty() ? own_ : plan_.table_show; }
  void name_columns() {
    for (const Shown& shown : columns()) answer_.columns.push_back({shown.name, column_type(shown.value)});
  }
  RowMaker row_maker() {
    return RowMaker(evaluator_, computer_, quoter_, plan_, columns(), matcher_ ? &*matcher_ : nullptr);
  }

  // ---- the rows
  void take_rows() {
    if (plan_.pattern.empty()) {
      const auto& course = evaluator_.course(plan_);
      matched_.nodes = course.nodes;
      return;
    }
    const Pattern& pattern = plan_.pattern[0];
    matcher_.emplace(evaluator_, pattern);
    matched_.width = pattern.variables.size();
    matched_.nodes = matcher_->matches(&cut_);
    for (const Step& s : plan_.steps) {
      std::vector<std::size_t> kept(matched_.size());
      std::iota(kept.begin(), kept.end(), std::size_t{0});
      if (s.kind == Step::Kind::where)
        std::erase_if(kept, [&](std::size_t i) { return !matcher_->holds(s.tests[0], matched_[i]); });
      else if (s.kind == Step::Kind::sort)
        sort_rows(s.sort, kept);
      else if (s.kind == Step::Kind::limit)
        kept.resize(std::min(s.number, kept.size()));
      else
        kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(std::min(s.number, kept.size())));
      std::vector<Node> next;
      next.reserve(kept.size() * matched_.width);
      for (const std::size_t i : kept) next.insert(next.end(), matched_[i].begin(), matched_[i].end());
      matched_.nodes = std::move(next);
      in_order_ = in_order_ || s.kind == Step::Kind::sort;
    }
  }

  void sort_rows(const std::vector<Order>& by, std::vector<std::size_t>& places) {
    std::vector<std::vector<OrderKey>> keys(by.size());
    for (std::size_t k = 0; k < by.size(); ++k)
      for (std::size_t i = 0; i < matched_.size(); ++i)
        keys[k].push_back(key_of(computer_.value(by[k].value, scope_of(matched_[i])), by[k].descending));
    sort_places(by, keys, places);
  }
  static void sort_places(const std::vector<Order>& by, const std::vector<std::vector<OrderKey>>& keys,
                          std::vector<std::size_t>& places) {
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
      for (std::size_t k = 0; k < by.size(); ++k) {
        const OrderKey &left = keys[k][a], &right = keys[k][b];
        if (left.missing != right.missing) return right.missing;
        if (left.missing) continue;
        if (before(left, right)) return !by[k].descending;
        if (before(right, left)) return by[k].descending;
      }
      return false;
    });
  }

  // ---- rows to lines
  Line& line_of(const std::string& id) {
    const auto [at, fresh] = line_of_.try_emplace(id, lines_.size());
    if (fresh) {
      lines_.emplace_back();
      lines_.back().id = id;
    }
    return lines_[at->second];
  }

  void distinct() {
    for (std::size_t i = 0; i < matched_.size(); ++i) {
      const Scope scope = scope_of(matched_[i]);
      std::vector<Value> values;
      std::string id;
      for (const Shown& shown : own_) {
        values.push_back(computer_.value(shown.value, scope, true));
        id += (values.size() > 1 ? " | " : "") + identity(graph_, values.back());
      }
      Line& line = line_of(id);
      if (line.rows.empty()) line.values = std::move(values);
      line.rows.push_back(i);
    }
    if (!in_order_) default_order(own_.size());
  }

  // A thing with several values of a key stands in several groups; one without any, in the group of those.
  void group() {
    const auto& keys = plan_.group->keys;
    std::vector<std::size_t> without(keys.size());
    for (std::size_t i = 0; i < matched_.size(); ++i) {
      std::vector<std::vector<Value>> combinations(1);
      const Scope scope = scope_of(matched_[i]);
      for (std::size_t k = 0; k < keys.size(); ++k) {
        const Value value = computer_.value(keys[k].value, scope, true);
        without[k] += value.atoms.empty();
        std::vector<std::vector<Value>> next;
        for (const auto& so_far : combinations) {
          next.push_back(so_far);
          next.back().push_back({{}, {}, value.from});
          for (std::size_t a = 0; a < value.atoms.size(); ++a) {
            if (a) next.push_back(so_far), next.back().push_back({{}, {}, value.from});
            next.back().back().atoms.assign(1, value.atoms[a]);
          }
        }
        combinations = std::move(next);
      }
      for (auto& values : combinations) {
        std::string id;
        for (std::size_t k = 0; k < values.size(); ++k) id += (k ? " | " : "") + identity(graph_, values[k]);
        Line& line = line_of(id);
        if (line.rows.empty()) line.values = std::move(values);
        line.rows.push_back(i);
      }
    }
    if (keys.empty() && lines_.empty()) line_of("all");  // of nothing there are none: a row that says so
    for (std::size_t k = 0; k < keys.size(); ++k) {
      Property words;
      words.words = keys[k].name;
      evaluator_.missing(words, without[k], matched_.size(), rows_words(), true);  // in a row of their own
    }
    for (Line& line : lines_) {
      const std::vector<std::vector<Node>> things = things_of(line, matched_);
      Scope scope;
      scope.matches = line.rows.size();
      for (const auto& of : things) scope.things.emplace_back(of);
      for (const Shown& shown : plan_.group->values)
        line.values.push_back(computer_.value(shown.value, scope, true));
    }
    default_order(keys.size());
  }

  std::string_view rows_words() const {
    if (matcher_) return "matches";
    if (plan_.steps.empty() && !plan_.subject.noun.empty()) return plan_.subject.noun;
    NodeSet set = evaluator_.empty();
    for (const Node n : matched_.nodes) set.add(n);
    return plural_of_members(graph_, set);
  }

  void default_order(std::size_t columns) {
    const std::vector<Order> by(columns);
    std::vector<std::vector<OrderKey>> keys(columns);
    std::sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) { return a.id < b.id; });
    for (std::size_t c = 0; c < columns; ++c)
      for (const Line& line : lines_) keys[c].push_back(key_of(line.values[c], false));
    arrange(by, keys);
  }
  void arrange(const std::vector<Order>& by, const std::vector<std::vector<OrderKey>>& keys) {
    std::vector<std::size_t> places(lines_.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    sort_places(by, keys, places);
    std::vector<Line> sorted;
    sorted.reserve(lines_.size());
    for (const std::size_t place : places) sorted.push_back(std::move(lines_[place]));
    lines_ = std::move(sorted);
  }

  // ---- what is done to the lines, and which are shown
  void steps(std::size_t most) {
    bool sliced = false;
    answer_.total_rows = lines_.size();
    for (const Step& s : plan_.table_steps) {
      switch (s.kind) {
        case Step::Kind::where:
          std::erase_if(lines_, [&](const Line& line) { return !holds(s.tests[0], line); });
          sliced = false;
          break;
        case Step::Kind::sort: {
          std::vector<std::vector<OrderKey>> keys(s.sort.size());
          for (std::size_t k = 0; k < keys.size(); ++k)
            for (const Line& line : lines_)
              keys[k].push_back(
                  key_of(computer_.value(s.sort[k].value, {{}, line.values}), s.sort[k].descending));
          arrange(s.sort, keys);
          break;
        }
        default: {
          if (!sliced) answer_.total_rows = lines_.size();
          sliced = true;
          const auto n = static_cast<std::ptrdiff_t>(std::min(s.number, lines_.size()));
          if (s.kind == Step::Kind::limit)
            lines_.erase(lines_.begin() + n, lines_.end());
          else
            lines_.erase(lines_.begin(), lines_.begin() + n);
        }
      }
    }
    if (!sliced) answer_.total_rows = lines_.size();
    if (!sliced && lines_.size() > most) lines_.resize(most);
    RowMaker maker = row_maker();
    for (Line& line : lines_) answer_.rows.push_back(maker.row(line, matched_));
  }

  bool holds(const Test& test, const Line& line) {
    bool held = false;
    if (test.op == Test::Op::all || test.op == Test::Op::any) {
      held = test.op == Test::Op::all;
      for (const Test& part : test.parts)
        held = test.op == Test::Op::all ? held && holds(part, line) : held || holds(part, line);
    } else {
      held = computer_.holds(test, {{}, line.values});
    }
    return held != test.negated;
  }

  const bool plainly_;
  const Graph& graph_;
  Evaluator& evaluator_;
  const Plan& plan_;
  Answer& answer_;
  Quoter& quoter_;
  Computer computer_;
  std::optional<Matcher> matcher_;
  Matched matched_;
  bool in_order_ = false, cut_ = false;
  const std::vector<Shown> own_;  // the columns of lines_
  std::vector<Line> lines_;
  std::unordered_map<std::string, std::size_t> line_of_;
};

}  // namespace

bool fill_table(Evaluator& evaluator, const Plan& plan, std::size_t most, bool plainly, Answer& answer,
                Quoter& quoter) {
  return Tabler(evaluator, plan, plainly, answer, quoter).run(most);
}

}  // namespace evident::query
