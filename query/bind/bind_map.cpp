// The opening "gap map of": things in the rows; in the columns the values of a property of their evidence, or
// of the studies and works behind them, or the groups, cases or works of a kind.
#include <algorithm>

#include "query/bind/binder.hpp"
#include "query/bind/conditions.hpp"
#include "query/bind/nouns.hpp"
#include "query/bind/vocabulary.hpp"

namespace evident::query {

using graph::Form;
using graph::Kind;

namespace {

// Where a property is looked for when the evidence has none of that name.
constexpr Kind kBehind[] = {Kind::study, Kind::case_study, Kind::source};

}  // namespace

void Binder::gap_map(bool only_gaps) {
  plan_.shape = Plan::Shape::map;
  const NounPhrase* wanted = question_.subject ? &*question_.subject : nullptr;
  if (wanted && noun_kinds(*wanted) == Kinds{Kind::claim}) {
    wanted_evidence(*wanted);
  } else {
    subject();
    plan_.subject.looked_for = true;
    NounPhrase evidence;
    evidence.noun.word = "evidence";
    plan_.evidence_links = links(Form::have, "", kinds_of(plan_.subject, graph_), {Kind::claim});
    if (!plan_.evidence_links.empty()) plan_.evidence.push_back(take(bind_noun(evidence, plan_.notices)));
  }
  row_.kinds = kinds_of(plan_.subject, graph_);
  if (question_.where) add(plan_.subject, condition_of(*question_.where, row_));
  const GroupKey& by = *question_.per;
  NounPhrase kind;
  if (by.noun) kind.noun = *by.noun;
  if (by.noun && (!by.value || !through_evidence(noun_kinds(kind)).empty()))
    map_across(*by.noun, by.span);
  else
    map_by(*by.value, by.span);
  if (plan_.map) plan_.map->only_gaps = only_gaps;
  read_back();
}

// What tells of the things, and what speaks in the evidence about them.
std::vector<Link> Binder::through_evidence(const Kinds& wanted) const {
  std::vector<Link> all = reporting(row_.kinds, wanted);
  for (const Link& have : plan_.evidence_links)
    for (const Link& further : any_links({Kind::claim}, wanted)) {
      Link joined{have.subject, further.object, have.path};
      joined.path.insert(joined.path.end(), further.path.begin(), further.path.end());
      all.push_back(std::move(joined));
    }
  return all;
}

void Binder::map_across(const Term& noun, Span span) {
  Across across;
  NounPhrase kind;
  kind.noun = noun;
  across.everything.push_back(phrase(kind, nullptr));
  across.links = through_evidence(kinds_of(across.everything[0], graph_));
  if (across.links.empty())
    stop("E210", kinds_words(row_.kinds) + " and " + noun.word + " are not related", span,
         "of " + kinds_words(row_.kinds) + " can be said: " + some_of(sayable(row_.kinds)));
  plan_.across = std::move(across);
}

void Binder::map_by(const Expression& value, Span span) {
  if (value.kind != Expression::Kind::property || value.property.steps.size() != 1)
    stop("E217", "a map has a property or a kind of thing in its columns, nothing that is reckoned", span,
         "write: by design");
  const Term& word = value.property.steps[0];
  Map map;
  if (auto property = property_of(word.word, {Kind::claim}); property && !plan_.evidence.empty()) {
    map.property = std::move(*property);
    map.links = plan_.evidence_links;
    map.of_claims = true;
    plan_.map = std::move(map);
    return;
  }
  for (const Kind kind : kBehind)
    if (auto property = property_of(word.word, {kind}); property && map.links.empty()) {
      map.property = std::move(*property);
      map.links = through_evidence({kind});
    }
  if (map.links.empty()) take(bind_property(word, {Kind::claim}));  // says which there are
  if (map.links.empty())
    stop("E211", "no " + word.word + " is known of what stands behind " + kinds_words(row_.kinds), span,
         "write: by design, by year or by group");
  plan_.map = std::move(map);
}

}  // namespace evident::query
