// How strong one piece of evidence is: a rule of few terms, each of them printed (docs/strength.md). It is no
// appraisal of a study and no level of GRADE.
#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "graph/mapped/draft.hpp"

namespace evident::graph {

struct StrengthTerms {
  std::optional<choice::design> design;
  std::size_t agreeing =
      1;  // independent works whose evidence says the same of the same thing, its own included
  std::size_t disagreeing = 0;  // those whose evidence says otherwise
  bool base_known = false;      // on how many it rests
  bool second_hand = false;     // a digest, or repeated from another work
  bool beyond_design = false;   // causally worded, and the design cannot carry it
  bool about_itself = false;    // an organisation about its own work
  std::string speaker;          // who says it
};

// What the design alone is worth.
choice::rating starting_strength(std::optional<choice::design> design);
// Whether a number of people, sites or cases could have been given.
bool has_a_base(std::optional<choice::design> design);
choice::rating strength_of(const StrengthTerms& terms);
// "quasi-experimental, with a comparison: moderate; 2 independent works agree, none says otherwise: one up;
// base not stated: one down; first hand; says: the author".
std::string strength_words(const StrengthTerms& terms);

// Gives every claim that is evidence its strength and its terms; after all other attributes. Of an addition also those
// of the graph before whose terms it changes; Code::limit when these are too many to look through.
Result<void> derive_strength(Draft& draft);

}  // namespace evident::graph
