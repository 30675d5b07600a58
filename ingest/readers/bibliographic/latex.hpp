// What TeX's marks in a bibliography stand for.
#pragma once
#include <string_view>

#include "ingest/readers/bibliographic/record.hpp"

namespace evident::ingest {

// Accents and signs as Unicode, braces and commands of formatting taken off, white space single. A view of
// the words themselves when there is nothing to change.
std::string_view from_latex(std::string_view words, WordStore& store);

// The first word's letter by which BibTeX tells a particle: lower case at its first letter outside braces.
bool begins_lower(std::string_view word);

}  // namespace evident::ingest
