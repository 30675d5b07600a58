// Two passes: who says what of which thing, then each claim against what the other works say of the same.
#include "graph/mapped/strength.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace evident::graph {
namespace {

using Rating = choice::rating;

int level(Rating rating) { return static_cast<int>(rating); }

std::optional<choice::design> design_of(const Item& item) {
  const std::string* text = item.text(Attribute::design);
  const auto index = text ? choice_named(Attribute::design, *text) : std::nullopt;
  if (!index) return {};
  return static_cast<choice::design>(*index);
}

// Which way the evidence points; nothing where the text does not say.
std::string sign_of(const Item& claim) {
  if (const std::string* direction = claim.text(Attribute::direction); direction && *direction != "unclear")
    return *direction;
  const std::string* polarity = claim.text(Attribute::polarity);
  return polarity && *polarity != "neutral" ? *polarity : std::string();
}

bool counted_records(const Item& item, Attribute attribute) {
  const Value* value = item.find(attribute);
  const Json* json = value ? std::get_if<Json>(value) : nullptr;
  const Json::Array* entries = json ? json->array() : nullptr;
  return entries && std::any_of(entries->begin(), entries->end(), [](const Json& entry) {
           const Json* count = entry.find("count");
           return count && std::get_if<std::int64_t>(&count->value);
         });
}

bool states_base(const Item& study) {
  const std::string* base = study.text(Attribute::base);
  return study.find(Attribute::sample_size) || counted_records(study, Attribute::participants) ||
         counted_records(study, Attribute::sites) || (base && *base != "base not stated");
}

// A digest stands for the work that it digests.
Node work_of(const Draft& draft, Node source) {
  const auto digested = draft.out(source, Edge::summary_of);
  return digested.empty() ? source : digested.front().to;
}

struct Saying {
  std::string sign;
  Node work;
};
using Sayings = std::map<Node, std::vector<Saying>>;  // by the thing that is spoken of

bool is_evidence(const Item& claim) { return claim.holds(Attribute::evidence); }

Sayings sayings_of(const Draft& draft) {
  Sayings all;
  for (NodeRange r = draft.range(Kind::claim); r.first < r.last; ++r.first) {
    const Item& claim = draft.nodes[r.first].item;
    const std::string sign = sign_of(claim);
    if (!is_evidence(claim) || sign.empty()) continue;
    for (const DraftEdge& e : draft.out(r.first, Edge::about))
      all[e.to].push_back({sign, work_of(draft, draft.nodes[r.first].source)});
  }
  return all;
}

// Of several things that a claim is about, the one on which most works agree; disagreement on any counts.
void weigh(const Draft& draft, Node claim, const Sayings& sayings, StrengthTerms& terms) {
  const std::string sign = sign_of(draft.nodes[claim].item);
  const Node own = work_of(draft, draft.nodes[claim].source);
  if (sign.empty()) return;
  for (const DraftEdge& e : draft.out(claim, Edge::about)) {
    const auto known = sayings.find(e.to);
    if (known == sayings.end()) continue;
    std::set<Node> same{own}, other;
    for (const Saying& saying : known->second)
      if (saying.sign == sign)
        same.insert(saying.work);
      else if (saying.work != own)
        other.insert(saying.work);
    terms.agreeing = std::max(terms.agreeing, same.size());
    terms.disagreeing = std::max(terms.disagreeing, other.size());
  }
}

StrengthTerms terms_of(const Draft& draft, Node node, const Sayings& sayings) {
  const Item& claim = draft.nodes[node].item;
  const Item& source = draft.nodes[draft.nodes[node].source].item;
  StrengthTerms terms;
  terms.design = design_of(claim);
  const auto studies = draft.out(node, Edge::rests_on);
  terms.base_known = !studies.empty() && states_base(draft.nodes[studies.front().to].item);
  terms.second_hand = claim.is(Attribute::standing, "digest") || claim.is(Attribute::standing, "repeated") ||
                      source.is(Attribute::depth, "digest");
  terms.beyond_design = claim.is(Attribute::warrant, "over_claim");
  terms.about_itself = claim.is(Attribute::voice, "organisation_self");
  if (const std::string* speaker = claim.text(Attribute::speaker))
    terms.speaker = *speaker;
  else if (const std::string* voice = claim.text(Attribute::voice))
    if (const auto index = choice_named(Attribute::voice, *voice))
      terms.speaker = std::string(info(Attribute::voice).choices[*index].words.front());
  if (terms.speaker.empty()) terms.speaker = "author";
  weigh(draft, node, sayings, terms);
  return terms;
}

}  // namespace

Rating starting_strength(std::optional<choice::design> design) {
  if (!design) return Rating::weak;
  if (carries_causation(*design)) return Rating::moderate;
  switch (*design) {
    case choice::design::cohort:
    case choice::design::case_control:
    case choice::design::before_after:
    case choice::design::systematic_review:
      return Rating::limited;
    default:
      return Rating::weak;
  }
}

bool has_a_base(std::optional<choice::design> design) {
  if (!design) return true;
  switch (*design) {
    case choice::design::literature_review:
    case choice::design::systematic_review:
    case choice::design::meta_analysis:
    case choice::design::economic_evaluation:
    case choice::design::modelling:
    case choice::design::opinion:
      return false;
    default:
      return true;
  }
}

Rating strength_of(const StrengthTerms& terms) {
  int at = level(starting_strength(terms.design));
  at += terms.agreeing >= 2 && terms.disagreeing == 0;
  at -= has_a_base(terms.design) && !terms.base_known;
  at -= terms.second_hand;
  at -= terms.beyond_design;
  at -= terms.about_itself;
  return static_cast<Rating>(std::clamp(at, level(Rating::weak), level(Rating::strong)));
}

std::string strength_words(const StrengthTerms& terms) {
  const auto& ratings = info(Attribute::rating).choices;
  std::string text =
      terms.design
          ? std::string(
                info(Attribute::design).choices[static_cast<std::size_t>(*terms.design)].words.front())
          : "no design stated";
  text +=
      ": " + std::string(ratings[static_cast<std::size_t>(starting_strength(terms.design))].words.front());
  text += terms.agreeing == 1 ? "; 1 independent work says so"
                              : "; " + std::to_string(terms.agreeing) + " independent works agree";
  if (terms.disagreeing)
    text += ", " + std::to_string(terms.disagreeing) +
            (terms.disagreeing == 1 ? " says otherwise" : " say otherwise");
  else if (terms.agreeing >= 2)
    text += ": one up";
  if (has_a_base(terms.design)) text += terms.base_known ? "; base stated" : "; base not stated: one down";
  text += terms.second_hand ? "; at second hand: one down" : "; at first hand";
  if (terms.beyond_design) text += "; worded beyond its design: one down";
  if (terms.about_itself) text += "; an organisation about itself: one down";
  return text + "; says: " + terms.speaker;
}

void derive_strength(Draft& draft) {
  const Sayings sayings = sayings_of(draft);
  for (NodeRange r = draft.range(Kind::claim); r.first < r.last; ++r.first) {
    if (!is_evidence(draft.nodes[r.first].item)) continue;
    const StrengthTerms terms = terms_of(draft, r.first, sayings);
    Item& claim = draft.nodes[r.first].item;
    claim.set(Attribute::rating,
              std::string(info(Attribute::rating).choices[static_cast<std::size_t>(strength_of(terms))].id));
    claim.set(Attribute::rating_terms, strength_words(terms));
  }
}

}  // namespace evident::graph
