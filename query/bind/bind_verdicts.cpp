// Questions about what is true of a set: what share of it, of all, of most, of those named.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/names.hpp"
#include "query/bind/said.hpp"

namespace evident::query {

// What is asked must not narrow the set that it is asked of, so it stands apart from the subject's own tests.
void Binder::verdict(Plan::Shape shape) {
  plan_.shape = shape;
  subject();
  row_.kinds = kinds_of(plan_.subject, graph_);
  if (!question_.predicate)
    stop("E101", "what is asked of the " + plan_.subject.words + " is missing", question_.opening_span,
         "say it: what share of studies are qualitative");
  std::vector<Lifted> lifted;
  plan_.asked.push_back(predicate(*question_.predicate, row_.kinds, &lifted));
  take_lifted(lifted, plan_.subject, row_.kinds, nullptr);
  if (question_.where) add(plan_.subject, condition_of(*question_.where, row_));
  read_back();
}

// "does "service quality" have causal evidence": a name may be that of things of several kinds; those are
// meant of which the statement can be made.
void Binder::whether() {
  if (question_.claim) return claimed();
  plan_.shape = Plan::Shape::whether;
  if (!question_.names || !question_.predicate)
    stop("E101", "it is not said what is asked of whom", question_.opening_span,
         "write: does \"trust\" have evidence?");
  plan_.subject.by_name = true;
  for (const Name& name : question_.names->names) {
    const ResolvedName hit = take(resolve(graph_, name, {}, options_));
    if (!hit.loosely.empty()) notice("N06", "~\"" + name.text + "\" is read as \"" + hit.loosely + "\"");
    plan_.subject.nodes.insert(plan_.subject.nodes.end(), hit.things.begin(), hit.things.end());
    plan_.subject.words += (plan_.subject.words.empty() ? "\"" : " and \"") + hit.shown + "\"";
  }
  auto& nodes = plan_.subject.nodes;
  std::sort(nodes.begin(), nodes.end());
  plan_.subject.said = plan_.subject.words;
  Kinds fitting;
  std::optional<Stop> problem;
  const auto notices = plan_.notices.size();
  for (const graph::Kind kind : kinds_of(plan_.subject, graph_)) try {
      predicate(*question_.predicate, {kind}, nullptr);
      fitting.push_back(kind);
    } catch (const Stop& stopped) {
      if (!problem) problem = stopped;
    }
  plan_.notices.resize(notices);
  if (fitting.empty()) throw *problem;
  std::erase_if(nodes, [&](graph::Node n) {
    return std::find(fitting.begin(), fitting.end(), graph_.kind(n)) == fitting.end();
  });
  row_.kinds = fitting;
  plan_.asked.push_back(predicate(*question_.predicate, fitting, nullptr));
  // One idea that stands in several lists is one thing to ask about: any of them will do.
  if (question_.names->names.size() == 1 && nodes.size() > 1) plan_.quantity.kind = Quantity::Kind::at_least;
  read_back();
}

}  // namespace evident::query
