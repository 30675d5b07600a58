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
#include "query/execute/sided.hpp"

namespace evident::query {

class SideBySide : public Sided {
 public:
  static constexpr std::size_t kMost = 8, kMostOfMap = 24;  // sides of a kind; by name there may be more

  // plan: of Shape::compare or map, with those whom it goes across; must outlive this.
  SideBySide(Evaluator& evaluator, Quoter& quoter, const Plan& plan);

  // Those that at least one side tells of; of a map all.
  NodeSet rows(const NodeSet& subjects) override;
  // The name of the thing, who tells of it unless it is a map, then the sides.
  std::vector<Column> columns(const std::vector<Column>& own) override;
  std::vector<Side> sides() const override;
  Support fill(Row& row) override;
  // "2 told of by both, 1 only by NHS … Who speaks: NHS, 1 source, 1 study (survey, 120 people)."
  std::string summary(const NodeSet& rows) override;
  std::vector<Notice> notices(const NodeSet& subjects, const NodeSet& rows,
                              const Things& subject) const override;

 private:
  struct Compared {
    std::string words;
    NodeSet members;
    NodeSet told;                       // subjects that it tells of
    std::vector<graph::Node> passages;  // all it says of things of these kinds, each once
    Behind works;
    bool groups = false;  // who speaks, and may have been asked; else cases or works
  };
  struct Found {  // of one thing
    std::vector<graph::Node> passages, figures;
  };
  void settle(const NodeSet& subjects);
  Compared& add_side(std::string words);
  void look_around(const NodeSet& subjects);
  bool counts(graph::Node passage);
  Found found(const Compared& side, graph::Node thing);
  Cell cell(const Compared& side, const Found& found);
  std::string cell_words(const Compared& side, const Cell& cell) const;
  std::string who(graph::Node thing) const;
  std::string base_of(const Compared& side) const;

  const graph::Graph& graph_;
  Evaluator& evaluator_;
  Quoter& quoter_;
  const Plan& plan_;
  const Across& across_;
  bool map_;
  std::vector<Compared> sides_;
  std::size_t left_out_ = 0;
  std::size_t first_ = 0;  // column of the first side; 0: the question says which columns to show
};

}  // namespace evident::query
