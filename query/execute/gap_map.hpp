// A map of gaps: things against the values of a property of their evidence, each cell the count of what there
// is, or in which way there is none.
#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query/execute/gaps.hpp"
#include "query/execute/quote.hpp"
#include "query/execute/sided.hpp"

namespace evident::query {

class GapMap : public Sided {
 public:
  static constexpr std::size_t kMost = 24;  // columns

  // plan: of Shape::map, with a property to map by; must outlive this.
  GapMap(Evaluator& evaluator, Quoter& quoter, const Plan& plan);

  NodeSet rows(const NodeSet& subjects) override;
  std::vector<Column> columns(const std::vector<Column>& own) override;
  std::vector<Side> sides() const override;
  Support fill(Row& row) override;
  std::string summary(const NodeSet& rows) override;
  std::vector<Notice> notices(const NodeSet& subjects, const NodeSet& rows,
                              const Things& subject) const override;

 private:
  struct Mapped {  // a column
    std::string words;
    double order = 0;
    std::optional<std::uint8_t> choice;
    NodeSet carriers;  // claims, studies … that have the value
    Things evidence;   // the evidence that has it; only where the value is a choice of claims
    std::unique_ptr<Gaps> gaps;
    std::vector<graph::Node> passages;
  };
  struct Known {  // of one cell
    std::vector<graph::Node> passages;
    Absence absence;
  };
  void settle();
  void add_value(graph::Node carrier, const PropertyValue& value);
  void add_studied_choices();
  Mapped& column_of(const std::string& words, double order, std::optional<std::uint8_t> choice);
  std::vector<graph::Node> passages(const Mapped& column, graph::Node thing);
  Known known(Mapped& column, graph::Node thing);
  std::string cell_words(const Cell& cell) const;

  const graph::Graph& graph_;
  Evaluator& evaluator_;
  Quoter& quoter_;
  const Plan& plan_;
  const Map& map_;
  std::deque<Mapped> columns_;
  std::vector<std::string> absent_;  // choices that no study in the library has
  std::size_t left_out_ = 0;
  std::size_t without_ = 0;  // carriers without a value
  std::size_t first_ = 0;    // column of the first cell; 0: the question says which columns to show
};

}  // namespace evident::query
