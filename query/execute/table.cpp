// Things are rows of one, matches are rows of several. Grouping puts rows of equal keys together and computes
// the rest over the distinct things of the group, never over rows; without grouping, rows that show the same
// are one. Which rows came together is kept, and what they rest on is looked up for the rows that are shown.
#include "query/execute/table.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <numeric>
#include <optional>
#include <thread>
#include <unordered_map>

#include "query/execute/columns.hpp"
#include "query/execute/match.hpp"
#include "query/execute/operators/fast_table.hpp"
#include "query/execute/operators/ways.hpp"
#include "query/execute/order.hpp"
#include "query/execute/second_thread.hpp"
#include "query/execute/value.hpp"

namespace evident::query {

using graph::Graph;
using graph::Node;

namespace {

struct Line {
  std::string id;
  std::vector<Value> values;
  std::vector<std::size_t> rows;  // of the things or matches that came together here
};

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

constexpr std::size_t kMatchesAWitness = 4;  // looked up for a row: several may rest on one passage

// What the rows that are shown need besides: their matches, and how many have no value of a key, which goes over all
// matches. Of a large library a second thread looks these up while the words of the rows before are read; who comes to a
// row that is not there yet looks up another meanwhile.
class Beside {
 public:
  // most: matches of a row. table: not to be changed meanwhile.
  Beside(FastTable& table, std::size_t rows, std::size_t most, std::size_t keys, std::uint64_t nodes)
      : table_(table), most_(most), keys_(keys), found_(rows), state_(std::make_unique<std::atomic<State>[]>(rows)) {
    constexpr std::uint64_t kPays = 100'000;  // and groups: the match of a row that is one thing is found sooner than a thread begins
    if (keys > 0 && ((nodes > kPays && std::thread::hardware_concurrency() > 1) || count_way != CountWay::cheapest))
      second_.emplace([this] { run(); });
  }
  // Of each row once, the first row first.
  std::vector<Node> matches(std::size_t row) {
    for (State state = state_[row]; state != State::found; state = state_[row]) {
      if (state == State::failed) second_->join();
      if (const std::size_t mine = begun_++; mine < found_.size())
        look_up(mine, 0);
      else
        state_[row].wait(state);
    }
    return std::move(found_[row]);
  }
  // One a key: so many matches without a value of it, of so many; asked for last.
  std::vector<std::pair<std::size_t, std::size_t>> without() {
    if (second_)
      second_->join();
    else
      count_without();
    return std::move(without_);
  }

 private:
  enum class State : std::uint8_t { none, found, failed };
  void look_up(std::size_t row, std::size_t thread) {
    table_.matches(row, most_, found_[row], thread);
    state_[row] = State::found;
  }
  void run() {
    for (std::size_t row = begun_++; row < found_.size(); row = begun_++) {
      try {
        look_up(row, 1);
      } catch (...) {
        state_[row] = State::failed;
        state_[row].notify_one();
        throw;
      }
      state_[row].notify_one();
    }
    count_without();
  }
  void count_without() {
    for (std::size_t k = 0; k < keys_; ++k) without_.push_back(table_.without(k));
  }

  FastTable& table_;
  const std::size_t most_, keys_;
  std::vector<std::vector<Node>> found_;
  const std::unique_ptr<std::atomic<State>[]> state_;  // of the rows
  std::atomic<std::size_t> begun_ = 0;                 // rows
  std::vector<std::pair<std::size_t, std::size_t>> without_;
  std::optional<SecondThread> second_;  // last: it uses the others to its end
};

class Tabler {
 public:
  Tabler(Evaluator& evaluator, const Plan& plan, bool plainly, Answer& answer, Quoter& quoter)
      : plainly_(plainly),
        graph_(evaluator.graph()),
        evaluator_(evaluator),
        plan_(plan),
        answer_(answer),
        quoter_(quoter),
        computer_(evaluator) {}

  bool run(std::size_t most) {
    if (!plainly_ && !plan_.pattern.empty() && run_by_operators(most)) return false;
    take_rows();
    if (plan_.group)
      group();
    else
      distinct();
    for (const Shown& shown : columns()) answer_.columns.push_back({shown.name, column_type(shown.value)});
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
    const Pattern& pattern = plan_.pattern[0];
    width_ = pattern.variables.size();
    matcher_.emplace(evaluator_, pattern, Matcher::ToShow{});
    own_ = plan_.group ? plan_.group->keys : plan_.show;
    if (plan_.group) own_.insert(own_.end(), plan_.group->values.begin(), plan_.group->values.end());
    for (const Shown& shown : columns()) answer_.columns.push_back({shown.name, column_type(shown.value)});
    answer_.total_rows = fast->total();
    const std::size_t shown = fast->sliced() ? fast->size() : std::min(most, fast->size());
    Beside beside(*fast, shown, kMatchesAWitness * evaluator_.witnesses(), plan_.group ? plan_.group->keys.size() : 0,
                  graph_.count_nodes());
    for (std::size_t i = 0; i < shown; ++i) {
      rows_ = beside.matches(i);
      graph_.ask_ahead(rows_);
      Line line;
      line.id = fast->id(i);
      for (std::size_t r = 0; r < size(); ++r) line.rows.push_back(r);
      const std::size_t known = line.rows.size();
      std::size_t counted = 0;
      if (plan_.group) {
        for (const Shown& key : plan_.group->keys)
          line.values.push_back(computer_.value(key.value, scope_of(row(0)), true));
        std::vector<std::vector<Node>> things = things_of(line);
        Scope scope;
        for (const auto& of : things) scope.things.emplace_back(of);
        for (std::size_t v = 0; v < plan_.group->values.size(); ++v) {
          Value value = computer_.value(plan_.group->values[v].value, scope, true);
          counted = std::max(counted, fast->counted(i, v));
          value.atoms.assign(1, {static_cast<double>(fast->counted(i, v)), -1, graph::kNoNode});
          line.values.push_back(std::move(value));
        }
      } else {
        for (const Shown& column : own_) line.values.push_back(computer_.value(column.value, scope_of(row(0)), true));
      }
      add(line);
      if (counted > known) answer_.rows.back().witnesses_left_out += counted - known;
    }
    const auto missing = beside.without();
    for (std::size_t k = 0; k < missing.size(); ++k) {
      Property words;
      words.words = plan_.group->keys[k].name;
      evaluator_.missing(words, missing[k].first, missing[k].second, rows_words(), true);
    }
    computer_.tell();
    return true;
  }
  std::vector<std::vector<Node>> things_of(const Line& line) const {
    std::vector<std::vector<Node>> things(width_);
    for (std::size_t v = 0; v < width_; ++v) {
      for (const std::size_t i : line.rows) things[v].push_back(row(i)[v]);
      std::sort(things[v].begin(), things[v].end());
      things[v].erase(std::unique(things[v].begin(), things[v].end()), things[v].end());
    }
    return things;
  }

  const std::vector<Shown>& columns() const { return plan_.table_show.empty() ? own_ : plan_.table_show; }
  std::size_t size() const { return rows_.size() / width_; }
  std::span<const Node> row(std::size_t i) const { return {rows_.data() + i * width_, width_}; }

  // ---- the rows
  void take_rows() {
    if (plan_.pattern.empty()) {
      const auto& course = evaluator_.course(plan_);
      rows_ = course.nodes;
      return;
    }
    const Pattern& pattern = plan_.pattern[0];
    matcher_.emplace(evaluator_, pattern);
    width_ = pattern.variables.size();
    rows_ = matcher_->matches(&cut_);
    for (const Step& s : plan_.steps) {
      std::vector<std::size_t> kept(size());
      std::iota(kept.begin(), kept.end(), std::size_t{0});
      if (s.kind == Step::Kind::where)
        std::erase_if(kept, [&](std::size_t i) { return !matcher_->holds(s.tests[0], row(i)); });
      else if (s.kind == Step::Kind::sort)
        sort_rows(s.sort, kept);
      else if (s.kind == Step::Kind::limit)
        kept.resize(std::min(s.number, kept.size()));
      else
        kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(std::min(s.number, kept.size())));
      std::vector<Node> next;
      next.reserve(kept.size() * width_);
      for (const std::size_t i : kept) next.insert(next.end(), row(i).begin(), row(i).end());
      rows_ = std::move(next);
      in_order_ = in_order_ || s.kind == Step::Kind::sort;
    }
  }

  Scope scope_of(std::span<const Node> things) const {
    Scope scope;
    for (const Node& n : things) scope.things.emplace_back(&n, 1);
    return scope;
  }

  void sort_rows(const std::vector<Order>& by, std::vector<std::size_t>& places) {
    std::vector<std::vector<OrderKey>> keys(by.size());
    for (std::size_t k = 0; k < by.size(); ++k)
      for (std::size_t i = 0; i < size(); ++i)
        keys[k].push_back(key_of(computer_.value(by[k].value, scope_of(row(i))), by[k].descending));
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
    own_ = plan_.show;
    for (std::size_t i = 0; i < size(); ++i) {
      const Scope scope = scope_of(row(i));
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
    own_ = keys;
    own_.insert(own_.end(), plan_.group->values.begin(), plan_.group->values.end());
    std::vector<std::size_t> without(keys.size());
    for (std::size_t i = 0; i < size(); ++i) {
      std::vector<std::vector<Value>> combinations(1);
      const Scope scope = scope_of(row(i));
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
      evaluator_.missing(words, without[k], size(), rows_words(), true);  // in a row of their own
    }
    for (Line& line : lines_) {
      const std::vector<std::vector<Node>> things = things_of(line);
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
    for (const Node n : rows_) set.add(n);
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
    for (Line& line : lines_) add(line);
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

  void add(Line& line) {
    Row out;
    out.id = line.id.empty() ? "none" : line.id;
    out.kind = plan_.group ? "group" : "match";
    if (!line.values.empty() && line.values[0].atoms.size() == 1) out.node = line.values[0].atoms[0].thing;
    const Support support = plan_.group ? together(line) : alternatives(line);
    for (const Shown& shown : columns()) {
      Value value = plan_.table_show.empty() ? std::move(line.values[out.values.size()])
                                             : computer_.value(shown.value, {{}, line.values});
      out.values.push_back(cell_of(value));
      add_origins(graph_, value.from, out);
    }
    quoter_.add(out, support);
    answer_.rows.push_back(std::move(out));
  }

  // Everything that was counted in a group, each by the first of what it rests on.
  Support together(const Line& line) {
    Support all;
    std::vector<Node> set;
    std::size_t left = 0;
    for (const std::size_t i : line.rows) {
      if (set.size() >= evaluator_.witnesses()) {
        ++left;
        continue;
      }
      for (const Node n : shown_in_group(line, i))
        if (std::find(set.begin(), set.end(), n) == set.end()) set.push_back(n);
    }
    add_set(all, std::move(set));
    all.total += left;
    return all;
  }
  // What shows that a row belongs to its group: the way to the thing that they are grouped by, else the row's
  // own words.
  std::vector<Node> shown_in_group(const Line& line, std::size_t i) {
    std::vector<Node> set;
    const auto& keys = plan_.group->keys;
    for (std::size_t k = 0; k < keys.size(); ++k) {
      const Computed& key = keys[k].value;
      if (key.property || key.hops.size() != 1 || key.hops[0].links.empty() || line.values[k].atoms.empty())
        continue;
      for (const Node n :
           evaluator_.showing(key.hops[0].links, row(i)[key.variable], line.values[k].atoms[0].thing))
        set.push_back(n);
    }
    if (!set.empty()) return set;
    const Support one = support(i);
    return one.sets.empty() ? set : one.sets.front();
  }
  Support alternatives(const Line& line) {
    Support all;
    for (const std::size_t i : line.rows) {
      if (all.sets.size() >= evaluator_.witnesses()) {
        ++all.total;
        continue;
      }
      for (const auto& set : support(i).sets) add_set(all, set);
    }
    return all;
  }
  Support support(std::size_t i) {
    return matcher_ ? matcher_->support(row(i)) : evaluator_.support(plan_, row(i)[0]);
  }

  const bool plainly_;
  const Graph& graph_;
  Evaluator& evaluator_;
  const Plan& plan_;
  Answer& answer_;
  Quoter& quoter_;
  Computer computer_;
  std::optional<Matcher> matcher_;
  std::size_t width_ = 1;
  std::vector<Node> rows_;
  bool in_order_ = false, cut_ = false;
  std::vector<Shown> own_;  // the columns of lines_
  std::vector<Line> lines_;
  std::unordered_map<std::string, std::size_t> line_of_;
};

}  // namespace

bool fill_table(Evaluator& evaluator, const Plan& plan, std::size_t most, bool plainly, Answer& answer,
                Quoter& quoter) {
  return Tabler(evaluator, plan, plainly, answer, quoter).run(most);
}

}  // namespace evident::query
