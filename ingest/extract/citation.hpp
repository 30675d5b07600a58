// The fields of one bibliographic entry, whatever its style.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evident::ingest {

struct Citation {
  std::vector<std::string> authors;  // as printed, without titles and degrees
  std::string title, publisher, venue, url, doi;
  std::optional<int> year;
  bool undated = false;  // "n.d.", "forthcoming"
  std::string style;  // which marks told the fields apart, for people; empty: none did
};
// A footnote may open with a remark: only what follows "See" is the work.
Citation parse_citation(std::string_view words, bool footnote = false);

std::string address_in(std::string_view text);
std::string doi_in(std::string_view text);
// "Smith J, Jones AB", "Department for Transport", "Jane Smith and Ann Jones": names and nothing else.
bool looks_like_authors(std::string_view words);

}  // namespace evident::ingest
