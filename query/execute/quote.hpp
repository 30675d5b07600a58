// From nodes to the quotations of an answer: exact words, their place, their source and what a reader must
// know of them.
#pragma once
#include <cstdint>
#include <span>
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
  // views: of an answer, Answer::sources. most: alternatives of a row.
  Quoter(const graph::Graph& graph, std::vector<SourceView>& views, std::size_t most)
      : graph_(graph), views_(views), most_(most) {}

  // node: one with a passage. Its source joins the views.
  Witness witness(graph::Node node);
  void add(Row& row, const Support& support);
  std::size_t most() const { return most_; }

  // Of these rows, which are all that was quoted so far, `other` has quoted those that are marked: its sources join the
  // views, which come in the order in which the rows name them.
  void join(Quoter& other, std::span<Row> rows, std::span<const std::uint8_t> others);

 private:
  std::size_t source(graph::Node source);

  const graph::Graph& graph_;
  std::vector<SourceView>& views_;
  const std::size_t most_;
  std::unordered_map<graph::Node, std::size_t> sources_;
};

}  // namespace evident::query
