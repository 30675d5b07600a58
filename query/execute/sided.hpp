// What answers with a column of cells for each side: comparisons of groups, maps of gaps.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"

namespace evident::query {

class Sided {
 public:
  virtual ~Sided() = default;
  // Those that have a row; what the sides are is settled with them.
  virtual NodeSet rows(const NodeSet& subjects) = 0;
  // The name of the thing, then the sides.
  virtual std::vector<Column> columns(const std::vector<Column>& own) = 0;
  virtual std::vector<Side> sides() const = 0;
  // Fills in cells and their columns; returns what shows that the row is there, or nothing.
  virtual Support fill(Row& row) = 0;
  // The whole at a glance, above the rows.
  virtual std::string summary(const NodeSet& rows) = 0;
  virtual std::vector<Notice> notices(const NodeSet& subjects, const NodeSet& rows,
                                      const Things& subject) const = 0;
};

// "1 source", "3 studies".
std::string counted_words(std::size_t n, std::string_view one, std::string_view many);
// "2 sources, 1 study".
std::string counts_words(std::size_t sources, std::size_t studies);
void once(std::vector<graph::Node>& nodes);
// The passage of a way that is nearest to the thing; a way without one in between is shown by its end.
graph::Node passage_of(const graph::Graph& graph, const std::vector<graph::Node>& trail);

struct Behind {  // works and studies behind passages, each once
  std::vector<graph::Node> sources, studies;
};
Behind behind(const graph::Graph& graph, const std::vector<graph::Node>& passages);
// Of the default columns those that name the thing.
std::vector<Column> naming_columns(const std::vector<Column>& own);
// The value of a column of cells was read in these.
void read_in(const graph::Graph& graph, const std::vector<graph::Node>& passages, Row& row,
             std::size_t column);

}  // namespace evident::query
