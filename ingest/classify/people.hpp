// Names of people as front matter, signatures and attributions print them.
#pragma once
#include <string>
#include <string_view>

namespace evident::ingest {

// Begins with a capital letter, Latin or not.
bool starts_upper(std::string_view text);
// "Professor Jane Q. Doe CBE" → "Jane Q. Doe"; empty when the words are no name of a person.
std::string person_name(std::string_view words);

}  // namespace evident::ingest
