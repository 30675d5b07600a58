// What is shown of a thing: properties of its own, or of what it is related to over a few edges.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/operators/cell_reader.hpp"
#include "query/execute/operators/domain.hpp"

namespace evident::query {

class ThingReader {
 public:
  // Nothing where the value is reckoned, or goes over terms that narrower ones count for.
  static std::optional<ThingReader> of(Evaluator& evaluator, const Computed& computed,
                                       const std::vector<graph::Kind>& kinds);
  void write(graph::Node n, std::string& json) const;

 private:
  struct Way {
    graph::Kind subject, object;
    std::vector<graph::Neighbours> path;
  };
  struct Hop {
    std::vector<Way> ways;
    Domain onto;
  };
  void follow(const Hop& hop, const std::vector<graph::Node>& from, std::vector<graph::Node>& to) const;

  const graph::Graph* graph_ = nullptr;
  std::vector<Hop> hops_;
  std::optional<CellReader> reader_;
  mutable std::vector<graph::Node> things_, next_, level_;  // kept for the next row
};

}  // namespace evident::query
