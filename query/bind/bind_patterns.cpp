// Patterns: nodes to sets of things, edges to ways along the graph. The name of an edge is one of the
// schema's or a verb, participle or preposition of the vocabulary, read from the node that it leaves.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/conditions.hpp"
#include "query/bind/names.hpp"
#include "query/bind/said.hpp"
#include "query/bind/vocabulary.hpp"

namespace evident::query {

using graph::Form;
using graph::Kind;

namespace {

Things all_of(const Kinds& kinds) {
  Things things;
  for (const Kind kind : kinds) things.scans.push_back({kind, {}});
  things.noun = things.words = "things";
  things.noun_one = "thing";
  things.said = "{things|thing}";
  return things;
}

Kinds every_kind() {
  Kinds kinds;
  for (const auto& kind : graph::kinds()) kinds.push_back(kind.id);
  return kinds;
}

}  // namespace

void Binder::match() {
  plan_.shape = Plan::Shape::table;
  row_.of = RowKind::Of::pattern;
  plan_.pattern.push_back(pattern_of(question_.patterns, nullptr, row_));
  std::string said;
  for (const auto& path : question_.patterns) said += (said.empty() ? "" : ", ") + text_of(path.span);
  plan_.subject.words = plan_.subject.noun = said.empty() ? "the pattern" : said;
  plan_.read_as = "whatever fits " + plan_.subject.words;
  if (question_.where) {
    Test test = condition_of(*question_.where, row_);
    plan_.read_as += ", where " + in_number(test.said, false);
    if (test.op == Test::Op::all && !test.negated)
      for (Test& part : test.parts) plan_.pattern[0].conditions.push_back(std::move(part));
    else
      plan_.pattern[0].conditions.push_back(std::move(test));
  }
}

std::size_t Binder::variable(const std::string& name, const RowKind& row, Span span) const {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < row.variables.size(); ++i) {
    if (row.variables[i].name == name) return i;
    if (!row.variables[i].name.empty()) known.push_back(row.variables[i].name);
  }
  stop("E216", "nothing in the pattern is called '" + name + "'", span,
       known.empty()
           ? "give it a name: match (m:measure)"
           : "its things are called: " + some_of(known) + "; write for instance " + known[0] + ".name");
}

Pattern Binder::pattern_of(const std::vector<PatternPath>& paths, const RowKind* outer, RowKind& row) {
  Pattern pattern;
  const auto node = [&](const PatternNode& n) {
    std::size_t at = row.variables.size();
    for (std::size_t i = 0; i < row.variables.size() && !n.variable.empty(); ++i)
      if (row.variables[i].name == n.variable) at = i;
    if (at == row.variables.size()) {
      pattern.variables.push_back({n.variable, all_of(every_kind()), {}});
      row.variables.push_back({n.variable, every_kind()});
      for (std::size_t i = 0; outer && !n.variable.empty() && i < outer->variables.size(); ++i)
        if (outer->variables[i].name == n.variable) {
          pattern.variables[at].outer = i;
          pattern.variables[at].things = all_of(outer->variables[i].kinds);
          row.variables[at].kinds = outer->variables[i].kinds;
        }
    }
    Things& things = pattern.variables[at].things;
    if (n.noun) {
      NounPhrase phrase;
      phrase.noun = *n.noun;
      phrase.span = n.noun->span;
      Things named = this->phrase(phrase, nullptr);
      const Kinds kinds = kinds_of(named, graph_);
      Kinds common;
      for (const Kind kind : kinds)
        if (std::find(row.variables[at].kinds.begin(), row.variables[at].kinds.end(), kind) !=
            row.variables[at].kinds.end())
          common.push_back(kind);
      if (common.empty())
        stop("E213", n.variable + " cannot be of two kinds at once", n.span, "give one of them another name");
      named.tests.insert(named.tests.end(), things.tests.begin(), things.tests.end());
      std::erase_if(named.scans, [&](const Scan& scan) {
        return std::find(common.begin(), common.end(), scan.kind) == common.end();
      });
      things = std::move(named);
      row.variables[at].kinds = common;
    }
    for (const PropertyTest& property : n.properties)
      things.tests.push_back(take(bind_test(property, row.variables[at].kinds, options_)));
    return at;
  };
  for (const PatternPath& path : paths) {
    std::vector<std::size_t> at;
    for (const PatternNode& n : path.nodes) at.push_back(node(n));
    for (std::size_t i = 0; i < path.edges.size(); ++i) {
      const PatternEdge& e = path.edges[i];
      Pattern::Edge edge;
      edge.from = e.backwards ? at[i + 1] : at[i];
      edge.to = e.backwards ? at[i] : at[i + 1];
      edge.least = static_cast<std::size_t>(e.least);
      edge.most = static_cast<std::size_t>(e.most);
      edge.ways = ways(e, row.variables[edge.from].kinds, row.variables[edge.to].kinds);
      pattern.edges.push_back(std::move(edge));
    }
  }
  if (pattern.variables.size() > 16)
    stop("E312", "a pattern holds at most 16 things", paths.front().span, "ask for less at once");
  return pattern;
}

std::vector<std::vector<graph::Step>> Binder::ways(const PatternEdge& edge, const Kinds& from,
                                                   const Kinds& to) const {
  std::vector<std::vector<graph::Step>> all;
  const auto add = [&](std::vector<graph::Step> path) {
    const bool known = std::any_of(all.begin(), all.end(), [&](const auto& other) {
      return std::equal(
          path.begin(), path.end(), other.begin(), other.end(),
          [](const auto& a, const auto& b) { return a.edge == b.edge && a.forwards == b.forwards; });
    });
    if (!known) all.push_back(std::move(path));
  };
  for (const Term& relation : edge.relations) {
    const std::size_t before = all.size();
    std::string word = relation.word, name = relation.word;
    std::replace(word.begin(), word.end(), '_', ' ');
    std::replace(name.begin(), name.end(), ' ', '_');
    if (const auto named = graph::edge_named(name)) add({{*named, true}});
    for (const Form form : {Form::verb, Form::participle, Form::preposition})
      for (Link& link : links(form, word, from, to)) add(std::move(link.path));
    if (all.size() > before) continue;
    std::vector<std::string> edges;
    for (const auto& info : graph::edges()) edges.emplace_back(info.name);
    stop("E210", "nothing is related by '" + relation.word + "' here", relation.span,
         "edges are: " + some_of(edges, 24) + "; verbs can be used too: reports, addresses");
  }
  return all;
}

}  // namespace evident::query
