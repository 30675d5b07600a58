// What is shown of a thing: properties of its own, or of what it is related to over a few edges.
//
// Rows that are found by id, by words or by rank are few: their neighbours are asked for one by one, so that a new process
// reads no more of the file than is near them.
#pragma once
#include <memory>
#include <optional>
#include <span>
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
    std::vector<graph::Step> path;
    bool leads_there = false;  // whatever stands at its end is one of the hop's
  };
  struct Hop {
    std::vector<Way> ways;
    std::vector<graph::Kind> kinds;  // that it leads to
    bool looked_for = false;         // also what nothing is said of, if somebody looked for it
    std::optional<Domain> onto;      // where more is asked of it than its kind
  };
  std::span<const graph::Node> near(const graph::Step& step, graph::Node n) const {
    return step.forwards ? graph_->out(n, step.edge) : graph_->in(n, step.edge);
  }
  bool leads_to(const Hop& hop, const Way& way, graph::Node n) const;
  void follow(const Hop& hop, const std::vector<graph::Node>& from, std::vector<graph::Node>& to) const;

  const graph::Graph* graph_ = nullptr;
  std::vector<Hop> hops_;
  std::optional<CellReader> reader_;
  mutable std::vector<graph::Node> things_, next_, level_;  // kept for the next row
};

}  // namespace evident::query
