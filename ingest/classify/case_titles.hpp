// How reports head a described case. Seen by structure.cpp only.
#pragma once
#include <cstdint>
#include <string_view>

#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

// "Case studies", "Examples": a part that holds cases is none.
bool ends_with_plural_label(std::string_view words);
// "Case study 3 – ", "Box 2: Case example: ", "Spotlight on ": how many bytes announce the case.
std::size_t after_case_label(std::string_view words);
// "BOX 2. BACK AFTER BREAKFAST, UPPER VALLEYS" over a text that tells of Upper Valleys: a box that tells a case, and
// no box that explains a word.
bool boxed_case(std::string_view heading, std::string_view below);

// A title's own number: "2.3 ".
std::uint32_t after_number(std::string_view words);
// Lines "Partners: …", "Where: …" of a paragraph, from its line `from` on.
std::size_t fact_lines(std::string_view words, std::size_t from = 0);

}  // namespace evident::ingest
