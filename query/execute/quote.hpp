// From nodes to the quotations of an answer: exact words, their place, their source and what a reader must
// know of them.
#pragma once
#include <unordered_map>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/execute/evaluate.hpp"

namespace evident::query {

// "opinion", "self-reported", "invented", "digest", "over-claim", "hedged", "says: NHS".
std::vector<std::string> badges_of(const graph::Graph& graph, graph::Node node);

// The next column of a row was read in these, as far as they have a passage.
void add_origins(const graph::Graph& graph, const std::vector<graph::Node>& nodes, Row& row);

class Quoter {
 public:
  // most: alternatives of a row.
  Quoter(const graph::Graph& graph, Answer& answer, std::size_t most) : graph_(graph), answer_(answer), most_(most) {}

  // node: one with a passage. Its source joins Answer::sources.
  Witness witness(graph::Node node);
  void add(Row& row, const Support& support);

 private:
  std::size_t source(graph::Node source);

  const graph::Graph& graph_;
  Answer& answer_;
  const std::size_t most_;
  std::unordered_map<graph::Node, std::size_t> sources_;
};

}  // namespace evident::query
