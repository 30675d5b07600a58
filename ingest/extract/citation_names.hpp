// Names in bibliographic entries: what the parser of citations asks of words. Seen by citation.cpp and
// citation_names.cpp only.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace evident::ingest::citing {

inline bool digit(char c) { return c >= '0' && c <= '9'; }
inline bool upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool lower(char c) { return c >= 'a' && c <= 'z'; }

// Without the marks that part the fields of an entry.
std::string_view strip(std::string_view s);
// The pieces between blanks.
std::vector<std::string_view> blanks(std::string_view s);
bool begins_capital(std::string_view word);
// "J", "JE", "J.E.", "J.-P."
bool initials(std::string_view w);
bool all_initials(std::string_view piece);
// Nothing but capitalised words, initials and particles.
bool name_like(std::string_view piece);
// "What …", "Towards …", "Improving …": openers of titles, not of names.
bool opens_title(std::string_view s);
// "Smith J, Jones AB and Lee C": each by itself, without titles and degrees.
std::vector<std::string> split_names(std::string_view who);

}  // namespace evident::ingest::citing
