// A property of one thing, read straight from its column: as JSON for rows, as a cell, and as it is put in
// order.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/value.hpp"

namespace evident::query {

class CellReader {
 public:
  // Nothing where the property is more than one value or read elsewhere. kinds: that things may have.
  static std::optional<CellReader> of(const graph::Graph& graph, const Computed& computed,
                                      const std::vector<graph::Kind>& kinds);
  bool is_id() const { return is_id_; }
  void write(graph::Node n, std::string& json) const;
  CellValue cell(graph::Node n) const;
  OrderKey order(graph::Node n) const;
  std::string identity(graph::Node n) const;

 private:
  struct OfKind {
    graph::Node last;
    std::optional<Reading> reading;
    graph::Type type;
  };
  const OfKind* of(graph::Node n) const;
  std::string_view text(const OfKind& of, graph::Node n) const;

  const graph::Graph* graph_ = nullptr;
  std::vector<OfKind> kinds_;
  bool is_id_ = false;
};

// A text as it stands in a row: blanks and line ends as one blank.
void write_text(std::string_view text, std::string& json);
// The id of a node, likewise.
void write_id(const graph::Graph& graph, graph::Node n, std::string& json);

}  // namespace evident::query
