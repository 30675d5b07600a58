// A question that joins things by a pattern, run by the operators of this folder: groups with counts, or rows
// of a thing and what it alone leads to. What these cannot do is left to the matcher (match.hpp, table.hpp),
// whose answers they must give, in the same order.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/operators/trace.hpp"
#include "support/limits.hpp"

namespace evident::query {

class FastTable {
 public:
  // Made once for a question; nothing where another way must be taken. plan: must outlive this.
  // told: the evaluator that is to tell of how many a value is not known, for a whole answer; or null.
  static std::unique_ptr<FastTable> of(const graph::Graph& graph, const Plan& plan, const AskOptions& options,
                                       Evaluator* told = nullptr);
  virtual ~FastTable() = default;

  // Another value for a $name of the question, where that changes nothing of how it is run.
  virtual bool set(std::string_view, std::string_view) { return false; }
  // All rows, in their order. False: it was stopped, or cannot be done this way after all.
  virtual bool run(const Cancel* cancel) = 0;
  // Of the last run.
  virtual std::size_t size() const = 0;
  // One row as a JSON array.
  virtual void write(std::size_t row, std::string& json) const = 0;
  virtual std::vector<Column> columns() const = 0;
  // Before a limit or skip at the end.
  virtual std::size_t total() const = 0;

  // For the words that a row of a pattern rests on. Its name among the rows:
  virtual std::string id(std::size_t) const { return {}; }
  // Some of its matches, `most` of them or fewer, as Matcher::matches() gives them. thread: 0 or 1, of two that may ask at
  // a time.
  virtual void matches(std::size_t row, std::size_t most, std::vector<graph::Node>& found, std::size_t thread);
  // What was counted for value number `value` of its group.
  virtual std::size_t counted(std::size_t, std::size_t) const { return 0; }
  // Of how many matches the key has no value, and how many there are. While it is asked, another thread may ask
  // whatever else is of the last run.
  virtual std::pair<std::size_t, std::size_t> without(std::size_t) { return {0, 0}; }
  // Every run from now on says what it did; null: none.
  virtual void trace(Trace*) {}
  // Of lists of things: those of the rows; null: the rows are no things.
  virtual const std::vector<graph::Node>* nodes() const { return nullptr; }
  // What is to be said of how they came about, once they were found.
  virtual void tell(Evaluator&) const {}
  // Whether a limit or skip is the last thing done.
  virtual bool sliced() const { return false; }
};

}  // namespace evident::query
