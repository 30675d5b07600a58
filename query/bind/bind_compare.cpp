// The opening "compare": what stands in the rows, and the groups, cases or works that are set side by side.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/said.hpp"
#include "query/bind/vocabulary.hpp"

namespace evident::query {

using graph::Form;

std::string said_of(const Across& across) {
  if (!across.everything.empty()) return "each of the " + in_number(across.everything[0].said, true);
  std::vector<std::string> names;
  for (const auto& side : across.named) names.push_back("\"" + side.words + "\"");
  return join_words(names, "and");
}

// How things are related to those who tell of them.
std::vector<Link> Binder::reporting(const Kinds& kinds, const Kinds& wanted) const {
  auto found = links(Form::participle, "reported by", kinds, wanted);
  return found.empty() && !wanted.empty() ? any_links(kinds, wanted) : found;
}

void Binder::compare() {
  plan_.shape = Plan::Shape::compare;
  subject();
  row_.kinds = kinds_of(plan_.subject, graph_);
  if (question_.where) add(plan_.subject, condition_of(*question_.where, row_));
  Across across;
  Span span = question_.per ? question_.per->span : question_.opening_span;
  if (question_.per && question_.per->noun) {  // "across case studies"
    NounPhrase kind;
    kind.noun = *question_.per->noun;
    across.everything.push_back(phrase(kind, nullptr));
    across.links = reporting(row_.kinds, kinds_of(across.everything[0], graph_));
  } else if (!question_.groups) {
    stop("E219", "a comparison needs those who are compared: groups, cases or sources", span,
         "write: gap map of " + plan_.subject.words + " by " + text_of(span));
  } else {
    across = compared(*question_.groups);
    span = question_.groups->span;
  }
  const Kinds reporters = objects_of(reporting(row_.kinds, {}));
  if (across.links.empty() && !figures_by_group(across))
    stop("E210", kinds_words(row_.kinds) + " cannot be compared across " + text_of(span), span,
         reporters.empty() ? "of " + kinds_words(row_.kinds) + " can be said: " + some_of(sayable(row_.kinds))
                           : "they are reported by: " + kinds_words(reporters));
  plan_.across = std::move(across);
  read_back();
}

// What groups say in figures can be set side by side where nothing else tells of the things.
bool Binder::figures_by_group(const Across& across) const {
  const bool groups = std::all_of(across.named.begin(), across.named.end(), [&](const auto& side) {
    return kinds_of(side.things, graph_) == Kinds{graph::Kind::group};
  });
  return groups && across.everything.empty() &&
         !links(Form::preposition, "about", {graph::Kind::statistic}, row_.kinds).empty();
}

Across Binder::compared(const Target& target) {
  Across across;
  if (target.names) {
    const Kinds possible = objects_of(reporting(row_.kinds, {}));
    for (const Name& name : target.names->names) {
      const ResolvedName hit = take(resolve(graph_, name, possible, options_));
      tell_name(name, hit);
      Across::Named side{hit.shown, {}};
      side.things.by_name = true;
      side.things.nodes = hit.nodes;
      side.things.words = side.things.said = "\"" + hit.shown + "\"";
      across.named.push_back(std::move(side));
    }
    if (across.named.size() < 2)
      stop("E219", "a comparison needs at least two that are compared", target.names->span,
           "name another: across \"" + across.named[0].words + "\" and \"…\"");
    Kinds compared;
    for (const auto& side : across.named)
      for (const graph::Kind kind : kinds_of(side.things, graph_)) compared.push_back(kind);
    across.links = reporting(row_.kinds, compared);
  } else {
    across.everything.push_back(target.set ? named_set(*target.set) : phrase(*target.phrase, nullptr));
    across.links = reporting(row_.kinds, kinds_of(across.everything[0], graph_));
  }
  return across;
}

}  // namespace evident::query
