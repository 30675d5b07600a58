// Vocabularies as SKOS (W3C Recommendation 2009-08-18) in Turtle.
#pragma once
#include <string_view>

#include "graph/items.hpp"
#include "support/result.hpp"

namespace evident::graph {

// Adds the concepts of one Turtle file. name: for messages. The scheme's IRI ends in the scheme's name
// ("urn:evident:measures"), which decides the kind: measures, barriers, success-factors, groups; others are
// plain concepts.
Result<void> read_skos(std::string_view name, std::string_view turtle, Vocabulary& into);
// Sorts, checks that broader terms exist and that labels are unique within a scheme, fills measure_kind.
Result<void> finish_vocabulary(Vocabulary& vocabulary);

}  // namespace evident::graph
