// "How is "trust" connected to "quality of life" within 4 steps".
#include <algorithm>
#include <iterator>

#include "query/bind/binder.hpp"
#include "query/bind/names.hpp"
#include "query/bind/said.hpp"
#include "query/bind/telling.hpp"

namespace evident::query {

using graph::Kind;
using graph::Node;

namespace {

constexpr std::int64_t kSteps = 4, kMostSteps = 6;

// What a chain may begin and end with.
Kinds ends() {
  Kinds kinds;
  for (const auto& info : graph::kinds())
    if ((is_thing(info.id) && info.id != Kind::author) || info.id == Kind::study || info.id == Kind::case_study)
      kinds.push_back(info.id);
  return kinds;
}

}  // namespace

Things Binder::chain_end(const Name& name) {
  const ResolvedName hit = take(resolve(graph_, name, ends(), options_));
  if (hit.narrower)
    notice("N04", "\"" + hit.shown + "\" +" + std::to_string(hit.narrower) + " narrower; write exactly \"" +
                      hit.shown + "\" to leave " + (hit.narrower == 1 ? "it" : "them") + " out");
  if (!hit.loosely.empty()) notice("N06", "~\"" + name.text + "\" is read as \"" + hit.loosely + "\"");
  Things things;
  things.by_name = true;
  things.nodes = hit.nodes;
  things.words = things.said = things.noun = "\"" + hit.shown + "\"";
  return things;
}

void Binder::connected() {
  const Connection& asked = *question_.connection;
  plan_.shape = Plan::Shape::path;
  Connected path;
  path.from = chain_end(asked.from);
  path.to = chain_end(asked.to);
  const std::int64_t steps = asked.steps_parameter ? whole_number(*asked.steps_parameter)
                             : asked.steps         ? asked.steps
                                                   : kSteps;
  if (steps < 1 || steps > kMostSteps)
    stop("E303", "a connection has from 1 to " + std::to_string(kMostSteps) + " steps", asked.span,
         "write: within " + std::to_string(kMostSteps) + " steps");
  std::vector<Node> common;
  std::set_intersection(path.from.nodes.begin(), path.from.nodes.end(), path.to.nodes.begin(),
                        path.to.nodes.end(), std::back_inserter(common));
  const auto without_common = [&](std::vector<Node>& nodes) {
    std::erase_if(nodes, [&](Node n) { return std::binary_search(common.begin(), common.end(), n); });
  };
  // What belongs to both joins nothing.
  without_common(path.from.nodes);
  without_common(path.to.nodes);
  if (path.from.nodes.empty() || path.to.nodes.empty())
    stop("E243",
         path.from.words == path.to.words
             ? path.from.words + " is one thing, so nothing leads from it to itself"
             : "one of " + path.from.words + " and " + path.to.words +
                   " is a kind of the other, so nothing need lead from one to the other",
         asked.span,
         path.from.words == path.to.words
             ? "name two things, or see all of it: describe " + path.from.words
             : "leave narrower things out: how is exactly " + path.from.words + " connected to exactly " +
                   path.to.words);
  path.steps = static_cast<std::size_t>(steps);
  path.one_source = asked.one_source;
  path.strongest = asked.strongest;
  for (const Term& edge : asked.over) {
    std::string name = edge.word;
    std::replace(name.begin(), name.end(), ' ', '_');
    const auto named = graph::edge_named(name);
    if (!named || !tells(*named)) {
      std::vector<std::string> known;
      for (const graph::Edge one : telling_edges()) known.emplace_back(graph::info(one).name);
      stop("E210", "chains do not lead over '" + edge.word + "'", edge.span,
           "edges that say something of two things are: " + some_of(known, 24));
    }
    path.over.push_back(*named);
  }
  plan_.read_as = "chains of at most " + std::to_string(steps) +
                  (steps == 1 ? " passage" : " passages") + " that lead from " + path.from.words + " to " +
                  path.to.words + (path.over.empty() ? "" : " over " + said_edges(path.over)) +
                  (asked.one_source ? ", all in one source" : "") +
                  (asked.strongest ? ", those with the strongest weakest link first" : "");
  plan_.connected.push_back(std::move(path));
}

}  // namespace evident::query
