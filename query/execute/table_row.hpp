// One row of a table: its values, and the words that it rests on.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/match.hpp"
#include "query/execute/quote.hpp"
#include "query/execute/value.hpp"

namespace evident::query {

// Matches of a pattern one after the other, each as many nodes as the pattern has variables; or things, each alone.
struct Matched {
  std::vector<graph::Node> nodes;
  std::size_t width = 1;

  std::size_t size() const { return nodes.size() / width; }
  std::span<const graph::Node> operator[](std::size_t i) const { return {nodes.data() + i * width, width}; }
};

// What becomes a row: matches that show the same, or that are counted together.
struct Line {
  std::string id;
  std::vector<Value> values;
  std::vector<std::size_t> rows;  // of the matches that came together here
};

// Of a group its keys, then what is computed over it; else what is shown of a match.
std::vector<Shown> line_columns(const Plan& plan);
// A match, each variable one thing. match: must outlive it.
Scope scope_of(std::span<const graph::Node> match);
// The things of each variable of a line, each once, ascending.
std::vector<std::vector<graph::Node>> things_of(const Line& line, const Matched& matched);

class RowMaker {
 public:
  // columns: of the rows. matcher: null where things are grouped without a pattern. All must outlive this.
  RowMaker(Evaluator& evaluator, Computer& computer, Quoter& quoter, const Plan& plan, const std::vector<Shown>& columns,
           Matcher* matcher)
      : evaluator_(evaluator), computer_(computer), quoter_(quoter), plan_(plan), columns_(columns), matcher_(matcher) {}

  // line: its values are taken away where they are shown as they are.
  Row row(Line& line, const Matched& matched);

  Evaluator& evaluator() const { return evaluator_; }
  Computer& computer() const { return computer_; }
  Quoter& quoter() const { return quoter_; }
  const Plan& plan() const { return plan_; }
  const std::vector<Shown>& columns() const { return columns_; }

 private:
  Support together(const Line& line, const Matched& matched);
  std::vector<graph::Node> shown_in_group(const Line& line, std::span<const graph::Node> match);
  Support alternatives(const Line& line, const Matched& matched);
  Support support(std::span<const graph::Node> match) {
    return matcher_ ? matcher_->support(match) : evaluator_.support(plan_, match[0]);
  }

  Evaluator& evaluator_;
  Computer& computer_;
  Quoter& quoter_;
  const Plan& plan_;
  const std::vector<Shown>& columns_;
  Matcher* const matcher_;
};

}  // namespace evident::query
