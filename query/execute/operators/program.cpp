#include "query/execute/operators/program.hpp"

#include <algorithm>

namespace evident::query {

using graph::Node;

namespace {

constexpr std::size_t kListed = 20'000;  // nodes whose ways over several hops are kept in lists

// "x.id != y.id".
std::optional<Differ> differ_of(const Test& test) {
  if (test.op != Test::Op::computed || test.how != Test::Op::compare || test.measured.size() != 2) return {};
  if (test.comparison != Comparison::equal && test.comparison != Comparison::not_equal) return {};
  for (const Computed& side : test.measured) {
    if (side.op != Computed::Op::property || !side.hops.empty() || !side.property) return {};
    for (const Reading& reading : side.property->readings)
      if (reading.from != Reading::From::id) return {};
  }
  const bool same = (test.comparison == Comparison::equal) != test.negated;
  return Differ{test.measured[0].variable, test.measured[1].variable, same};
}

bool is_plain(const Test& test) {
  return test.parts.empty() && test.measured.empty() && test.pattern.empty();
}

// How many nodes an edge leads to from one of the domain, by asking a few of them.
double asked_of_some(const Program& program, std::size_t j, std::size_t variable) {
  const Domain& domain = program.domains[variable];
  constexpr std::size_t kAll = 4096, kAsked = 512;  // a small kind whole: a few of its things may have most edges
  const Join& join = program.joins[j];
  if (!join.has_lists()) return 100;
  std::size_t found = 0, asked = 0;
  if (const auto& few = domain.few()) {
    for (std::size_t i = 0; i < few->size() && i < kAsked; ++i, ++asked) found += join.next(variable, (*few)[i]).size();
  } else {
    const std::size_t whole = domain.last() - domain.first(), some = whole <= kAll ? whole : kAsked;
    for (std::size_t i = 0; i < some; ++i, ++asked)
      found += join.next(variable, static_cast<Node>(domain.first() + i * whole / some)).size();
  }
  return asked ? static_cast<double>(found) / static_cast<double>(asked) : 0;
}

// Where the domain is a range and the lists are the graph's, it is the same for every question: the lists of some hundred
// nodes, which are anywhere in memory, are not asked again.
double sampled(const graph::Graph& graph, const Program& program, std::size_t j, std::size_t variable) {
  const Domain& domain = program.domains[variable];
  const Join& join = program.joins[j];
  const auto ask = [&] { return asked_of_some(program, j, variable); };
  if (join.name().empty() || domain.few()) return ask();
  return *graph.kept<double>("neighbours of some by " + join.name() + (variable == join.from ? " from " : " to ") +
                                 std::to_string(domain.first()) + " to " + std::to_string(domain.last()),
                             ask);
}

}  // namespace

void Join::open(const graph::Graph& graph) {
  forwards_ = graph.neighbours(step.edge, true);
  backwards_ = graph.neighbours(step.edge, false);
  if (single()) name_ = std::string(graph::info(step.edge).name) + (step.forwards ? " along" : " back");
}

void Join::walk(std::size_t variable, std::span<const Node> begin, std::vector<Node>& found) const {
  const bool along = variable == from;
  found.clear();
  std::vector<Node> level(begin.begin(), begin.end()), next;
  if (least == 0) found = level;
  const auto once = [](std::vector<Node>& nodes) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  };
  for (std::size_t hop = 1; hop <= most && !level.empty(); ++hop) {
    next.clear();
    for (const Node n : level) {
      const auto near = one_hop(along, n);
      next.insert(next.end(), near.begin(), near.end());
    }
    once(next);
    // What was reached before led on before, with hops to spare.
    if (least <= 1)
      std::erase_if(next, [&](Node n) { return std::binary_search(found.begin(), found.end(), n); });
    if (hop >= least) {
      const auto middle = static_cast<std::ptrdiff_t>(found.size());
      found.insert(found.end(), next.begin(), next.end());
      std::inplace_merge(found.begin(), found.begin() + middle, found.end());
    }
    std::swap(level, next);
  }
  found.erase(std::unique(found.begin(), found.end()), found.end());
}

void Join::keep_lists(const graph::Graph& graph, const Domain& from_domain, const Domain& to_domain) {
  const auto make = [&] { return made_lists(from_domain, to_domain); };
  if (!from_domain.whole() || !to_domain.whole()) {
    lists_ = std::make_shared<const BothWays>(make());
    return;
  }
  name_ = "ways: " + std::string(graph::info(step.edge).name) + (step.forwards ? " along " : " back ") +
          std::to_string(least) + " to " + std::to_string(most);
  for (const Domain* domain : {&from_domain, &to_domain}) {
    name_ += " |";
    for (const graph::Kind kind : domain->all_kinds()) name_ += " " + std::string(graph::info(kind).name);
  }
  lists_ = graph.kept<BothWays>(name_, make);
}

Join::BothWays Join::made_lists(const Domain& from_domain, const Domain& to_domain) const {
  std::vector<std::pair<Node, Node>> pairs;
  std::vector<Node> found;
  for (Node n = from_domain.first(); n < from_domain.last(); ++n) {
    if (!from_domain.has(n)) continue;
    walk(from, {&n, 1}, found);
    for (const Node m : found)
      if (to_domain.within(m)) pairs.emplace_back(n, m);
  }
  const auto fill = [&](Lists& lists, const Domain& of) {
    lists.first = of.first();
    lists.offsets.assign(of.last() - of.first() + 1, 0);
    for (const auto& pair : pairs) ++lists.offsets[pair.first - lists.first + 1];
    for (std::size_t i = 1; i < lists.offsets.size(); ++i) lists.offsets[i] += lists.offsets[i - 1];
    lists.nodes.clear();
    for (const auto& pair : pairs) lists.nodes.push_back(pair.second);
  };
  std::sort(pairs.begin(), pairs.end());
  BothWays both;
  fill(both.lists[0], from_domain);
  for (auto& pair : pairs) std::swap(pair.first, pair.second);
  std::sort(pairs.begin(), pairs.end());
  fill(both.lists[1], to_domain);
  return both;
}

bool Program::is_connected() const {
  std::vector<bool> seen(domains.size());
  std::vector<std::size_t> open{0};
  std::size_t found = 0;
  for (seen[0] = true; !open.empty();) {
    const std::size_t v = open.back();
    open.pop_back();
    ++found;
    for (const Join& join : joins)
      if (join.from == v || join.to == v)
        if (const std::size_t w = join.other(v); !seen[w]) {
          seen[w] = true;
          open.push_back(w);
        }
  }
  return found == domains.size();
}
bool Program::is_tree() const { return joins.size() + 1 == domains.size() && differ.empty() && is_connected(); }

std::unique_ptr<Program> program_of(Evaluator& evaluator, const Pattern& pattern, bool missing) {
  auto program = std::make_unique<Program>();
  std::vector<std::vector<const Test*>> tests(pattern.variables.size());
  for (const Test& condition : pattern.conditions) {
    // "not exists (…)" is read as none of one.
    const Test* inside = &condition;
    bool turned = false;
    while (inside->op == Test::Op::all && inside->parts.size() == 1) {
      turned = turned != inside->negated;
      inside = &inside->parts[0];
    }
    const Test& test = *inside;
    if (turned && test.op != Test::Op::exists) return {};
    if (is_plain(test)) {
      tests[test.variable].push_back(&test);
    } else if (const auto differ = differ_of(test)) {
      if (differ->a == differ->b) return {};
      program->differ.push_back(*differ);
    } else if (test.op == Test::Op::exists) {
      const Pattern& inner = test.pattern[0];
      Exists exists;
      exists.negated = test.negated != turned;
      std::size_t outer = 0;
      for (std::size_t i = 0; i < inner.variables.size(); ++i)
        if (inner.variables[i].outer) {
          exists.variable = *inner.variables[i].outer;
          exists.inside = i;
          ++outer;
        }
      exists.program = program_of(evaluator, inner, missing);
      if (outer != 1 || !exists.program || !exists.program->is_tree()) return {};
      program->exists.push_back(std::move(exists));
    } else {
      return {};
    }
  }
  for (const auto& variable : pattern.variables)
    program->names.push_back(variable.name + ":" + variable.things.noun);
  for (std::size_t i = 0; i < pattern.variables.size(); ++i)
    program->domains.emplace_back(evaluator, pattern.variables[i].things, tests[i], missing);
  for (const Pattern::Edge& edge : pattern.edges) {
    if (edge.ways.size() != 1 || edge.ways[0].size() != 1 || edge.from == edge.to) return {};
    Join join;
    join.from = edge.from;
    join.to = edge.to;
    join.least = edge.least;
    join.most = edge.most;
    join.step = edge.ways[0][0];
    join.open(evaluator.graph());
    const Domain &from = program->domains[join.from], &to = program->domains[join.to];
    if (!join.single() && !from.few() && !to.few()) {  // else it is walked from those few
      if (from.size() > kListed) return {};
      join.keep_lists(evaluator.graph(), from, to);
    }
    program->joins.push_back(std::move(join));
  }
  if (program->domains.empty() || !program->is_connected()) return {};
  for (std::size_t j = 0; j < program->joins.size(); ++j)
    for (const std::size_t variable : {program->joins[j].from, program->joins[j].to})
      program->fanout.push_back(sampled(evaluator.graph(), *program, j, variable));
  return program;
}

}  // namespace evident::query
