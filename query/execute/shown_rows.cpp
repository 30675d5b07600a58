#include "query/execute/shown_rows.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "query/execute/operators/ways.hpp"
#include "query/second_thread.hpp"

namespace evident::query {

using graph::Node;

namespace {

constexpr std::size_t kMatchesAWitness = 4;  // looked up for a row: several may rest on one passage

// thread: 0 or 1, of two that may do it at a time.
Row made(FastTable& table, std::size_t row, RowMaker& maker, std::size_t thread) {
  const Plan& plan = maker.plan();
  Computer& computer = maker.computer();
  Matched matched;
  matched.width = plan.pattern[0].variables.size();
  table.matches(row, kMatchesAWitness * maker.evaluator().witnesses(), matched.nodes, thread);
  maker.evaluator().graph().ask_ahead(matched.nodes);
  Line line;
  line.id = table.id(row);
  for (std::size_t i = 0; i < matched.size(); ++i) line.rows.push_back(i);
  const std::size_t known = line.rows.size();
  std::size_t counted = 0;
  if (plan.group) {
    for (const Shown& key : plan.group->keys)
      line.values.push_back(computer.value(key.value, scope_of(matched[0]), true));
    const std::vector<std::vector<Node>> things = things_of(line, matched);
    Scope scope;
    for (const auto& of : things) scope.things.emplace_back(of);
    for (std::size_t v = 0; v < plan.group->values.size(); ++v) {
      Value value = computer.value(plan.group->values[v].value, scope, true);
      counted = std::max(counted, table.counted(row, v));
      value.atoms.assign(1, {static_cast<double>(table.counted(row, v)), -1, graph::kNoNode});
      line.values.push_back(std::move(value));
    }
  } else {
    for (const Shown& shown : plan.show) line.values.push_back(computer.value(shown.value, scope_of(matched[0]), true));
  }
  Row made = maker.row(line, matched);
  if (counted > known) made.witnesses_left_out += counted - known;
  return made;
}

// Whether nothing that a row shows asks for the whole set of something, which two evaluators would each find for
// themselves, and count twice in what they note.
bool asks_for_no_set(const Plan& plan) {
  const auto is_of_row = [](const Computed& value) {
    return std::all_of(value.hops.begin(), value.hops.end(), [](const Computed::Hop& hop) { return hop.things.tests.empty(); });
  };
  return std::all_of(plan.group->keys.begin(), plan.group->keys.end(), [&](const Shown& key) { return is_of_row(key.value); }) &&
         std::all_of(plan.pattern[0].conditions.begin(), plan.pattern[0].conditions.end(), [](const Test& test) {
           return !test.parts.empty() || (test.object.empty() && test.phrase.empty());
         });
}

// What a second thread makes rows with.
struct Apart {
  Evaluator evaluator;
  Computer computer;
  Matcher matcher;
  std::vector<SourceView> sources;
  Quoter quoter;
  RowMaker maker;

  explicit Apart(const RowMaker& like)
      : evaluator(like.evaluator().graph(), like.evaluator().cancel()),
        computer(evaluator),
        matcher(evaluator, like.plan().pattern[0], Matcher::ToShow{}),
        quoter(evaluator.graph(), sources, like.quoter().most()),
        maker(evaluator, computer, quoter, like.plan(), like.columns(), &matcher) {
    evaluator.show_witnesses(like.evaluator().witnesses());
  }
};

}  // namespace

ShownRows shown_rows(FastTable& table, std::size_t rows, RowMaker& maker) {
  constexpr std::uint64_t kPays = 100'000;  // nodes; and groups: what a row that is one match shows is found sooner than a thread begins
  const Plan& plan = maker.plan();
  const std::size_t keys = plan.group ? plan.group->keys.size() : 0;
  ShownRows shown;
  shown.rows.resize(rows);
  const auto count_without = [&] {
    for (std::size_t k = 0; k < keys; ++k) shown.without.push_back(table.without(k));
  };
  const bool large = maker.evaluator().graph().count_nodes() > kPays && SecondThread::has_processor();
  if (keys == 0 || !asks_for_no_set(plan) || !(large || count_way != CountWay::cheapest)) {
    for (std::size_t row = 0; row < rows; ++row) shown.rows[row] = made(table, row, maker, 0);
    count_without();
    return shown;
  }
  Apart apart(maker);
  std::atomic<std::size_t> begun = 0;         // rows
  std::vector<std::uint8_t> by_second(rows);  // no bits: both threads write
  SecondThread second([&] {
    count_without();  // goes over all matches, maybe; rows are made meanwhile
    for (std::size_t row = begun++; row < rows; row = begun++) {
      shown.rows[row] = made(table, row, apart.maker, 1);
      by_second[row] = 1;
    }
  });
  for (std::size_t row = begun++; row < rows; row = begun++) shown.rows[row] = made(table, row, maker, 0);
  second.join();
  maker.evaluator().join(apart.evaluator);
  maker.quoter().join(apart.quoter, shown.rows, by_second);
  return shown;
}

}  // namespace evident::query
