// A person's name in its parts, from the ways in which records print it; a body keeps its whole name.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace evident::query {

struct PersonName {
  std::string particle;  // "van der": stands before the family name and sorts with it
  std::string family;
  std::string given;   // "Jane Mary", "J.E." or "JE", as printed
  std::string suffix;  // "Jr", "III"
  bool body = false;   // an organisation: family holds its whole name
};

// Reads "Field J.E.", "Field, J.E.", "Field, Jr, J.E.", "Jane van der Cook", "van der Berg J." and "Department of
// Health"; a name in Han, kana or Hangul letters is kept whole.
PersonName parse_name(std::string_view printed);

// "van der Cook": what stands in the text and what the list is sorted by.
std::string family_of(const PersonName& name);
// The first letters of the given names, each with `after` behind it and `between` between two; names joined by a
// hyphen keep it where `hyphens` is true: "J.-P." or "JP".
std::string initials_of(const PersonName& name, std::string_view after, std::string_view between, bool hyphens);
// Written without a blank or comma between family and given name, as in Chinese, Japanese and Korean.
bool is_written_whole(const PersonName& name);

}  // namespace evident::query
