#include "query/execute/table_row.hpp"

#include <algorithm>
#include <utility>

namespace evident::query {

using graph::Node;

std::vector<Shown> line_columns(const Plan& plan) {
  if (!plan.group) return plan.show;
  std::vector<Shown> columns = plan.group->keys;
  columns.insert(columns.end(), plan.group->values.begin(), plan.group->values.end());
  return columns;
}

Scope scope_of(std::span<const Node> match) {
  Scope scope;
  scope.things.reserve(match.size());
  for (const Node& n : match) scope.things.emplace_back(&n, 1);
  return scope;
}

std::vector<std::vector<Node>> things_of(const Line& line, const Matched& matched) {
  std::vector<std::vector<Node>> things(matched.width);
  for (std::size_t v = 0; v < matched.width; ++v) {
    for (const std::size_t i : line.rows) things[v].push_back(matched[i][v]);
    std::sort(things[v].begin(), things[v].end());
    things[v].erase(std::unique(things[v].begin(), things[v].end()), things[v].end());
  }
  return things;
}

Row RowMaker::row(Line& line, const Matched& matched) {
  Row out;
  out.id = line.id.empty() ? "none" : line.id;
  out.kind = plan_.group ? "group" : "match";
  if (!line.values.empty() && line.values[0].atoms.size() == 1) out.node = line.values[0].atoms[0].thing;
  const Support support = plan_.group ? together(line, matched) : alternatives(line, matched);
  for (const Shown& shown : columns_) {
    Value value = plan_.table_show.empty() ? std::move(line.values[out.values.size()])
                                           : computer_.value(shown.value, {{}, line.values});
    out.values.push_back(cell_of(value));
    add_origins(evaluator_.graph(), value.from, out);
  }
  quoter_.add(out, support);
  return out;
}

// Everything that was counted in a group, each by the first of what it rests on.
Support RowMaker::together(const Line& line, const Matched& matched) {
  Support all;
  std::vector<Node> set;
  std::size_t left = 0;
  for (const std::size_t i : line.rows) {
    if (set.size() >= evaluator_.witnesses()) {
      ++left;
      continue;
    }
    for (const Node n : shown_in_group(line, matched[i]))
      if (std::find(set.begin(), set.end(), n) == set.end()) set.push_back(n);
  }
  add_set(all, std::move(set));
  all.total += left;
  return all;
}

// What shows that a match belongs to its group: the way to the thing that they are grouped by, else its own words.
std::vector<Node> RowMaker::shown_in_group(const Line& line, std::span<const Node> match) {
  std::vector<Node> set;
  const auto& keys = plan_.group->keys;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const Computed& key = keys[k].value;
    if (key.property || key.hops.size() != 1 || key.hops[0].links.empty() || line.values[k].atoms.empty()) continue;
    for (const Node n : evaluator_.showing(key.hops[0].links, match[key.variable], line.values[k].atoms[0].thing))
      set.push_back(n);
  }
  if (!set.empty()) return set;
  const Support one = support(match);
  return one.sets.empty() ? set : one.sets.front();
}

Support RowMaker::alternatives(const Line& line, const Matched& matched) {
  Support all;
  for (const std::size_t i : line.rows) {
    if (all.sets.size() >= evaluator_.witnesses()) {
      ++all.total;
      continue;
    }
    for (const auto& set : support(matched[i]).sets) add_set(all, set);
  }
  return all;
}

}  // namespace evident::query
