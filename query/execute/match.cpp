// Backtracking over the variables: first the one with the fewest candidates, then always one that an edge
// joins to what is bound, the fewest candidates first, so that most partial matches die early. A condition on
// one variable narrows its candidates before the search begins; one on several is checked as soon as all are
// bound.
#include "query/execute/match.hpp"

#include <algorithm>
#include <numeric>

namespace evident::query {

using graph::Node;

namespace {

// The variables that a condition speaks of.
void variables_of(const Test& test, std::vector<bool>& into) {
  if (!test.pattern.empty()) {
    for (const auto& variable : test.pattern[0].variables)
      if (variable.outer) into[*variable.outer] = true;
  } else if (!test.measured.empty()) {
    for (const Computed& side : test.measured) into[side.variable] = true;
  } else if (test.parts.empty()) {
    into[test.variable] = true;
  }
  for (const Test& part : test.parts) variables_of(part, into);
}

bool is_plain(const Test& test) {
  return test.parts.empty() && test.measured.empty() && test.pattern.empty();
}

}  // namespace

Matcher::Matcher(Evaluator& evaluator, const Pattern& pattern)
    : evaluator_(evaluator), pattern_(pattern), computer_(evaluator) {
  for (const auto& variable : pattern.variables) candidates_.push_back(evaluator.set_of(variable.things));
  for (const Test& test : pattern.conditions)
    if (is_plain(test)) candidates_[test.variable] = evaluator.passing(test, candidates_[test.variable]);
  for (const NodeSet& set : candidates_) sizes_.push_back(set.size());
  std::vector<bool> placed;
  for (const auto& variable : pattern.variables) placed.push_back(variable.outer.has_value());
  put_in_order(std::move(placed));
}

void Matcher::put_in_order(std::vector<bool> placed) {
  const std::size_t n = pattern_.variables.size();
  for (std::size_t i = 0; i < n; ++i)
    if (placed[i]) order_.push_back(i);
  const auto joined = [&](std::size_t i) {
    return std::any_of(pattern_.edges.begin(), pattern_.edges.end(), [&](const Pattern::Edge& e) {
      return (e.from == i && placed[e.to]) || (e.to == i && placed[e.from]);
    });
  };
  while (order_.size() < n) {
    std::size_t best = n;
    for (std::size_t i = 0; i < n; ++i) {
      if (placed[i]) continue;
      if (best == n || std::pair(!joined(i), sizes_[i]) < std::pair(!joined(best), sizes_[best])) best = i;
    }
    placed[best] = true;
    order_.push_back(best);
  }
  due_.resize(n);
  for (const Test& test : pattern_.conditions) {
    if (is_plain(test)) continue;
    std::vector<bool> needed(n);
    variables_of(test, needed);
    std::size_t last = 0;
    for (std::size_t p = 0; p < n; ++p)
      if (needed[order_[p]]) last = p;
    due_[last].push_back(&test);
  }
}

std::vector<Node> Matcher::matches(bool* cut) {
  std::vector<Node> found, match(pattern_.variables.size(), graph::kNoNode);
  found_ = &found;
  most_ = kMatches;
  *cut = !extend(0, match) && found.size() >= kMatches * match.size();
  found_ = nullptr;
  const std::size_t width = match.size();
  std::vector<std::size_t> places(found.size() / width);
  std::iota(places.begin(), places.end(), std::size_t{0});
  const auto at = [&](std::size_t i) { return found.begin() + static_cast<std::ptrdiff_t>(i * width); };
  std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
    return std::lexicographical_compare(at(a), at(a + 1), at(b), at(b + 1));
  });
  std::vector<Node> sorted;
  sorted.reserve(found.size());
  for (const std::size_t place : places) sorted.insert(sorted.end(), at(place), at(place + 1));
  return sorted;
}

bool Matcher::any(std::span<const Node> outer) {
  std::vector<Node> found, match(pattern_.variables.size(), graph::kNoNode);
  std::size_t bound = 0;
  for (std::size_t i = 0; i < pattern_.variables.size(); ++i)
    if (const auto& of = pattern_.variables[i].outer) {
      match[i] = outer[*of];
      ++bound;
      if (!candidates_[i].has(match[i])) return false;
    }
  for (std::size_t p = 0; p < bound; ++p)
    if (!fits(p, match)) return false;
  found_ = &found;
  most_ = 1;
  extend(bound, match);
  found_ = nullptr;
  return !found.empty();
}

// False: enough was found, or the work ran out.
bool Matcher::extend(std::size_t position, std::vector<Node>& match) {
  if (position == order_.size()) {
    found_->insert(found_->end(), match.begin(), match.end());
    return found_->size() < most_ * match.size();
  }
  const std::size_t variable = order_[position];
  const auto take = [&](Node n) {
    if (!evaluator_.step()) return false;
    match[variable] = n;
    return !fits(position, match) || extend(position + 1, match);
  };
  bool go_on = true;
  for (std::size_t e = 0; e < pattern_.edges.size(); ++e) {
    const Pattern::Edge& edge = pattern_.edges[e];
    const bool forwards = edge.to == variable;
    const std::size_t other = forwards ? edge.from : edge.to;
    if ((!forwards && edge.from != variable) || other == variable || match[other] == graph::kNoNode) continue;
    const std::vector<Node> next = neighbours(e, match[other], forwards);  // the cache may move meanwhile
    for (std::size_t i = 0; i < next.size() && go_on; ++i)
      if (candidates_[variable].has(next[i])) go_on = take(next[i]);
    match[variable] = graph::kNoNode;
    return go_on;
  }
  candidates_[variable].each([&](Node n) {
    if (go_on) go_on = take(n);
  });
  match[variable] = graph::kNoNode;
  return go_on;
}

// Whether the variable of this position agrees with what is bound already.
bool Matcher::fits(std::size_t position, std::span<const Node> match) {
  const std::size_t variable = order_[position];
  for (std::size_t e = 0; e < pattern_.edges.size(); ++e) {
    const Pattern::Edge& edge = pattern_.edges[e];
    if (edge.from != variable && edge.to != variable) continue;
    if (match[edge.from] == graph::kNoNode || match[edge.to] == graph::kNoNode) continue;
    const auto& next = neighbours(e, match[edge.from], true);
    if (!std::binary_search(next.begin(), next.end(), match[edge.to])) return false;
  }
  return std::all_of(due_[position].begin(), due_[position].end(),
                     [&](const Test* test) { return holds(*test, match); });
}

const std::vector<Node>& Matcher::neighbours(std::size_t number, Node node, bool forwards) {
  const std::uint64_t key = (std::uint64_t{node} << 16) | (number << 1) | forwards;
  const auto [at, fresh] = reached_.try_emplace(key);
  if (!fresh) return at->second;
  const Pattern::Edge& edge = pattern_.edges[number];
  std::vector<std::vector<graph::Step>> ways = edge.ways;
  if (!forwards)
    for (auto& way : ways) {
      std::reverse(way.begin(), way.end());
      for (graph::Step& s : way) s.forwards = !s.forwards;
    }
  std::vector<Node> all, level{node};
  if (edge.least == 0) all.push_back(node);
  for (std::size_t hop = 1; hop <= edge.most && !level.empty(); ++hop) {
    std::vector<Node> next;
    for (const Node n : level)
      for (const auto& way : ways) {
        const auto reached = evaluator_.along(way, n);
        next.insert(next.end(), reached.begin(), reached.end());
      }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    if (hop >= edge.least) all.insert(all.end(), next.begin(), next.end());
    level = std::move(next);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return reached_[key] = std::move(all);
}

const NodeSet& Matcher::passing(const Test& test) {
  if (const auto known = passing_.find(&test); known != passing_.end()) return known->second;
  return passing_.emplace(&test, evaluator_.passing_plainly(test, candidates_[test.variable])).first->second;
}

bool Matcher::holds(const Test& test, std::span<const Node> match) {
  bool held = false;
  switch (test.op) {
    case Test::Op::all:
      held =
          std::all_of(test.parts.begin(), test.parts.end(), [&](const Test& t) { return holds(t, match); });
      break;
    case Test::Op::any:
      held =
          std::any_of(test.parts.begin(), test.parts.end(), [&](const Test& t) { return holds(t, match); });
      break;
    case Test::Op::exists: {
      auto& inner = inner_[&test];
      if (!inner) inner = std::make_unique<Matcher>(evaluator_, test.pattern[0]);
      held = inner->any(match);
      break;
    }
    case Test::Op::computed: {
      Scope scope;
      for (const Node& n : match) scope.things.emplace_back(&n, 1);
      held = computer_.holds(test, scope);
      break;
    }
    default:
      held = passing(test).has(match[test.variable]);
  }
  return held != test.negated;
}

// The shortest way that there is, in as many hops as it takes.
void Matcher::show(const Pattern::Edge& edge, Node from, Node to, std::vector<Node>& into) {
  if (edge.least == 0 && from == to) return;
  struct Reached {
    Node node;
    std::size_t before;
    std::vector<Node> trail;
  };
  std::vector<Reached> all{{from, 0, {}}};
  std::size_t begin = 0;
  const auto take = [&](std::size_t last) {
    for (std::size_t at = last; at; at = all[at].before)
      for (const Node n : evaluator_.quotable(all[at].trail, graph::kNoNode))
        if (std::find(into.begin(), into.end(), n) == into.end()) into.push_back(n);
  };
  for (std::size_t hop = 1; hop <= edge.most; ++hop) {
    const std::size_t end = all.size();
    for (std::size_t i = begin; i < end; ++i)
      for (const auto& way : edge.ways) {
        if (hop >= edge.least)
          if (auto trail = evaluator_.trail(way, all[i].node, to); !trail.empty()) {
            all.push_back({to, i, std::move(trail)});
            return take(all.size() - 1);
          }
        if (hop == edge.most) continue;
        for (const Node next : evaluator_.along(way, all[i].node))
          all.push_back({next, i, evaluator_.trail(way, all[i].node, next)});
      }
    begin = end;
    if (!evaluator_.step(all.size())) return;
  }
}

Support Matcher::support(std::span<const Node> match) {
  std::vector<Node> set;
  std::vector<bool> joined(match.size());
  for (const Pattern::Edge& edge : pattern_.edges) {
    show(edge, match[edge.from], match[edge.to], set);
    joined[edge.from] = joined[edge.to] = true;
  }
  for (std::size_t i = 0; i < match.size(); ++i)
    if (!joined[i])
      for (const Node n : evaluator_.appearances(match[i], 1)) set.push_back(n);
  // A condition may rest on more than the things themselves: a number of sources, a related work.
  for (const Test& test : pattern_.conditions) {
    if (!is_plain(test) || test.negated) continue;
    const Support one = evaluator_.support(test, match[test.variable]);
    if (!one.sets.empty())
      for (const Node n : one.sets.front())
        if (std::find(set.begin(), set.end(), n) == set.end()) set.push_back(n);
  }
  if (set.empty())  // joined by vocabulary alone: the words that show that the things are there
    for (const Node node : match)
      for (const Node n : evaluator_.appearances(node, 1))
        if (std::find(set.begin(), set.end(), n) == set.end()) set.push_back(n);
  Support support;
  add_set(support, std::move(set));
  return support;
}

}  // namespace evident::query
