// Groups, cases or works side by side: who names what, how high it stands in their own lists, and whether who
// does not name it was asked at all. Nothing is averaged over sides, nothing is tested for significance.
#pragma once
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/quote.hpp"

namespace evident::query {

// "1 source", "3 studies".
std::string counted_words(std::size_t n, std::string_view one, std::string_view many);

class SideBySide {
 public:
  static constexpr std::size_t kMost = 8;  // sides of a kind; by name there may be more

  // across: must outlive this.
  SideBySide(Evaluator& evaluator, Quoter& quoter, const Across& across);

  // Those that at least one side tells of; what the sides are is settled with them.
  NodeSet told_of(const NodeSet& subjects);
  // The name of the thing, who tells of it, then the sides.
  std::vector<Column> columns(const std::vector<Column>& own);
  std::vector<Side> sides() const;
  // Fills in cells and their columns; returns what shows that the row is there.
  Support fill(Row& row);
  // "2 told of by both, 1 only by "NHS" … "NHS": 1 source, 1 study (survey, 120 people)."
  std::string summary(const NodeSet& rows);
  std::size_t left_out() const { return left_out_; }  // sides

 private:
  struct Compared {
    std::string words;
    NodeSet members;
    NodeSet told;                       // subjects that it tells of
    std::vector<graph::Node> passages;  // all it says of things of these kinds, each once
    std::vector<graph::Node> sources, studies;
  };
  struct Found {  // of one thing
    std::vector<graph::Node> passages, figures;
  };
  void settle(const NodeSet& subjects);
  void look_around(const NodeSet& subjects);
  Found found(const Compared& side, graph::Node thing);
  Cell cell(const Compared& side, const Found& found);
  std::string who(graph::Node thing) const;
  std::string base_of(const Compared& side) const;

  const graph::Graph& graph_;
  Evaluator& evaluator_;
  Quoter& quoter_;
  const Across& across_;
  std::vector<Compared> sides_;
  std::size_t left_out_ = 0;
  std::size_t first_ = 0;  // column of the first side; 0: the question says which columns to show
};

}  // namespace evident::query
