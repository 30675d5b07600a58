// Whose list stands below a heading or lead-in.
#pragma once
#include <string>
#include <string_view>

#include "ingest/link/lexicon.hpp"

namespace evident::ingest {

// A heading that says nothing but who: "NHS", "Private and other sectors", "All respondents".
bool names_group_only(std::string_view words, const Lexicon& lexicon);

// "NHS" of "Barriers named by the NHS"; "managers" of "Managers' top five:", "What managers look for:", "Managers ranked
// eight reasons. The top four:": the words of a heading or lead-in that say whose list it is.
std::string group_in_lead_in(std::string_view words);

}  // namespace evident::ingest
