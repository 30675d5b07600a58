// The rule of docs/strength.md, term by term.
#include "graph/mapped/strength.hpp"

#include <catch2/catch.hpp>

#include "graph/graph.hpp"
#include "graph/mapped/build.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

using Rating = choice::rating;

// A trial at first hand with its base: each term is then changed alone.
StrengthTerms trial() {
  StrengthTerms terms;
  terms.design = choice::design::rct;
  terms.base_known = true;
  terms.speaker = "author";
  return terms;
}

TEST_CASE("the design alone: with a comparison, over time or of unlike groups, anything else") {
  for (std::size_t i = 0; i < info(Attribute::design).choices.size(); ++i) {
    const auto design = static_cast<choice::design>(i);
    const Rating at = starting_strength(design);
    CHECK((at == Rating::moderate) == carries_causation(design));
    CHECK(at != Rating::strong);
  }
  CHECK(starting_strength(choice::design::cohort) == Rating::limited);
  CHECK(starting_strength(choice::design::before_after) == Rating::limited);
  CHECK(starting_strength(choice::design::systematic_review) == Rating::limited);
  CHECK(starting_strength(choice::design::survey) == Rating::weak);
  CHECK(starting_strength({}) == Rating::weak);
}

TEST_CASE("each term is worth one step") {
  CHECK(strength_of(trial()) == Rating::moderate);
  auto terms = trial();
  terms.agreeing = 2;
  CHECK(strength_of(terms) == Rating::strong);
  terms.agreeing = 5;
  CHECK(strength_of(terms) == Rating::strong);
  terms.disagreeing = 1;
  CHECK(strength_of(terms) == Rating::moderate);
  for (bool StrengthTerms::*one :
       {&StrengthTerms::second_hand, &StrengthTerms::beyond_design, &StrengthTerms::about_itself}) {
    terms = trial();
    terms.*one = true;
    CHECK(strength_of(terms) == Rating::limited);
  }
  terms = trial();
  terms.base_known = false;
  CHECK(strength_of(terms) == Rating::limited);
}

TEST_CASE("nothing falls below weak, and reviews are asked for no base") {
  StrengthTerms all;
  all.second_hand = all.beyond_design = all.about_itself = true;
  CHECK(strength_of(all) == Rating::weak);
  StrengthTerms review;
  review.design = choice::design::meta_analysis;
  CHECK(strength_of(review) == Rating::moderate);
  CHECK_FALSE(has_a_base(choice::design::systematic_review));
  CHECK(has_a_base(choice::design::survey));
}

TEST_CASE("the terms are printed, with what each is worth") {
  CHECK(strength_words(trial()) ==
        "randomised: moderate; 1 independent work says so; base stated; at first hand; says: author");
  StrengthTerms terms;
  terms.agreeing = 3;
  terms.disagreeing = 1;
  terms.second_hand = terms.beyond_design = terms.about_itself = true;
  terms.speaker = "the trust";
  CHECK(strength_words(terms) ==
        "no design stated: weak; 3 independent works agree, 1 says otherwise; base not stated: one down; at "
        "second hand: one down; worded beyond its design: one down; an organisation about itself: one down; "
        "says: the trust");
  terms = trial();
  terms.agreeing = 2;
  CHECK(strength_words(terms).find("2 independent works agree: one up") != std::string::npos);
}

}  // namespace
}  // namespace evident::graph
