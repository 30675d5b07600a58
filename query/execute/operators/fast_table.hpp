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
#include "support/limits.hpp"

namespace evident::query {

class FastTable {
 public:
  // Made once for a question; nothing where another way must be taken. plan: must outlive this.
  static std::unique_ptr<FastTable> of(const graph::Graph& graph, const Plan& plan, const AskOptions& options);
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
};

}  // namespace evident::query
