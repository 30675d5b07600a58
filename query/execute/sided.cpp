#include "query/execute/sided.hpp"

#include <algorithm>

#include "query/execute/quote.hpp"

namespace evident::query {

using graph::Edge;
using graph::Kind;
using graph::Node;

std::string counted_words(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

std::string counts_words(std::size_t sources, std::size_t studies) {
  std::string text = counted_words(sources, "source", "sources");
  if (studies) text += ", " + counted_words(studies, "study", "studies");
  return text;
}

void once(std::vector<Node>& nodes) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

Node passage_of(const graph::Graph& graph, const std::vector<Node>& trail) {
  for (const Node n : trail) {
    const Kind kind = graph.kind(n);
    if (kind != Kind::source && kind != Kind::study && kind != Kind::case_study && has_words(graph, n)) return n;
  }
  return has_words(graph, trail.back()) ? trail.back() : graph::kNoNode;
}

Behind behind(const graph::Graph& graph, const std::vector<Node>& passages) {
  Behind all;
  for (const Node n : passages) {
    all.sources.push_back(source_of(graph, n));
    for (const Node study : graph.out(n, Edge::rests_on)) all.studies.push_back(study);
    if (graph.kind(n) == Kind::study) all.studies.push_back(n);
  }
  once(all.sources);
  once(all.studies);
  return all;
}

std::vector<Column> naming_columns(const std::vector<Column>& own) {
  std::vector<Column> columns;
  for (const Column& column : own)
    if (column.type == "text") columns.push_back(column);
  return columns;
}

void read_in(const graph::Graph& graph, const std::vector<Node>& passages, Row& row, std::size_t column) {
  add_origins(graph, passages, row);
  row.origins[column] = std::move(row.origins.back());
  row.origins.pop_back();
}

}  // namespace evident::query
