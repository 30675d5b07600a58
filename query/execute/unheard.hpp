// Whose views are missing: of the stakeholder groups of the vocabulary those that never speak, told apart by
// whether anybody speaks of them.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "query/execute/sided.hpp"

namespace evident::query {

class Unheard : public Sided {
 public:
  // plan: of Shape::views; must outlive this.
  Unheard(Evaluator& evaluator, const Plan& plan);

  // Groups that do not speak; one that stands below such a group is counted with it.
  NodeSet rows(const NodeSet& groups) override;
  std::vector<Column> columns(const std::vector<Column>& own) override;
  std::vector<Side> sides() const override { return {}; }
  Support fill(Row& row) override;
  std::string summary(const NodeSet& rows) override;
  std::vector<Notice> notices(const NodeSet& groups, const NodeSet& rows,
                              const Things& subject) const override;

 private:
  bool heard(graph::Node group) const;
  std::vector<graph::Node> spoken_of(graph::Node group) const;
  std::vector<std::string> names_of(graph::Node group) const;

  const graph::Graph& graph_;
  const Plan& plan_;
  const NodeSet& claims_;              // in which they would be heard
  bool whole_;                         // all claims: then mentions and figures count as well
  std::vector<std::string> speakers_;  // as printed, as keys with blanks around
  std::vector<graph::Node> heard_;
  std::size_t groups_ = 0, silent_ = 0, spoken_ = 0;
  bool shown_ = false;
};

}  // namespace evident::query
