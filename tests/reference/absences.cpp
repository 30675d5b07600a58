// What is absent, and why: the status of a thing for the evidence asked for.
#include "reference/interpreter_class.hpp"

#include <set>

namespace evident::reference {

// "a study looked at it": one that could have yielded such evidence (a design that carries a cause for causal
// evidence, an economic evaluation for cost evidence, the design or method that is asked for).
bool Interpreter::could_have_yielded(Id study, const graph::Condition& wanted) const {
  const auto held = [&](Attribute a) -> std::optional<std::uint8_t> {
    const Value* value = node(study).find(a);
    return value ? graph::choice_named(a, std::get<std::string>(*value)) : std::nullopt;
  };
  for (const graph::Test& test : wanted) {
    const auto design = held(Attribute::design);
    if ((test.attribute == Attribute::warrant || test.attribute == Attribute::causal) &&
        !(design && graph::carries_causation(static_cast<graph::choice::design>(*design))))
      return false;
    if (test.attribute == Attribute::cost &&
        design != static_cast<std::uint8_t>(graph::choice::design::economic_evaluation))
      return false;
    if ((test.attribute == Attribute::design || test.attribute == Attribute::method) &&
        !test.values.empty()) {
      const auto value = held(test.attribute);
      if (!value || !contains(test.values, *value)) return false;
    }
  }
  return true;
}

// "a review searched and found no studies" is told from "a study measured it without result"
bool Interpreter::of_a_review(Id statement) const {
  const auto review = [&](Id study) {
    const Value* design = node(study).find(Attribute::design);
    const std::string text = design ? std::get<std::string>(*design) : "";
    return text == "literature_review" || text == "systematic_review" || text == "meta_analysis";
  };
  bool rests = false, on_review = false;
  for (const Arrow& a : l_.arrows)
    if (a.from == statement && a.edge == Edge::rests_on) rests = true, on_review = on_review || review(a.to);
  if (rests) return on_review;
  if (const Value* genre = node(node(statement).document).find(Attribute::doc_type))
    if (std::get<std::string>(*genre) == "review") return true;
  for (Id i = 0; i < n_; ++i)
    if (kind(i) == Kind::study && node(i).document == node(statement).document && review(i)) return true;
  return false;
}

// The status of a thing for the evidence asked for: what was found, then what a study looked at, then what a
// review or another source says is missing, else not found by machine ("not studied" needs a person's
// coding).
std::string Interpreter::gap(Id thing, const Things& evidence, const Ways& have) {
  const Set claims = related(thing, have, evidence.set);
  std::set<std::string> directions;
  for (Id c = 0; c < n_; ++c)
    if (claims[c]) {
      const Value* direction = node(c).find(Attribute::direction);
      directions.insert(direction ? std::get<std::string>(*direction) : "unsaid");
    }
  const auto any = [&](const char* direction) { return directions.contains(direction); };
  if ((any("positive") && any("negative")) || any("mixed")) return "mixed";
  if (any("positive") || any("negative") || any("unsaid")) return "effect_found";
  if (any("none")) return "no_effect_found";
  if (any("unclear")) return "studied_no_finding";
  const Set wide = narrower(thing);
  for (const Arrow& a : l_.arrows)
    if (a.edge == Edge::looked_at && wide[a.to] && kind(a.from) == Kind::study &&
        could_have_yielded(a.from, evidence.condition))
      return "studied_no_finding";
  // A stated gap fits whose dimension the evidence is asked for by: causal words ask for causality, costs for
  // cost, design and method for methods, direction and polarity for outcomes; without any of these, how much
  // there is, success and outcomes.
  std::set<std::string> dimensions;
  for (const graph::Test& test : evidence.condition) {
    if (test.attribute == Attribute::warrant || test.attribute == Attribute::causal)
      dimensions.insert("causality");
    if (test.attribute == Attribute::cost) dimensions.insert("cost");
    if (test.attribute == Attribute::design || test.attribute == Attribute::method)
      dimensions.insert("methods");
    if (test.attribute == Attribute::direction || test.attribute == Attribute::polarity)
      dimensions.insert("outcomes");
  }
  if (dimensions.empty()) dimensions = {"quantity", "success", "outcomes"};
  bool stated = false;
  for (Id s = 0; s < n_; ++s) {
    if (kind(s) != Kind::evidence_statement || !satisfies(s, {{Attribute::gap, {1}}})) continue;
    const Value* dimension = node(s).find(Attribute::dimension);
    if (!dimension || !dimensions.contains(std::get<std::string>(*dimension))) continue;
    // About the literature as a whole, or about this thing or a broader one.
    bool whole = true, fits = false;
    for (const Arrow& a : l_.arrows)
      if (a.from == s && a.edge == Edge::about && graph::info(kind(a.to)).role == KindRole::named) {
        whole = false;
        fits = fits || narrower(a.to)[thing];
      }
    if (!whole && !fits) continue;
    stated = true;
    const Value* strength = node(s).find(Attribute::strength);
    if (std::get<std::string>(*strength) == "none" && of_a_review(s)) return "searched_none_found";
  }
  return stated ? "gap_stated" : "not_found_by_machine";
}

}  // namespace evident::reference
