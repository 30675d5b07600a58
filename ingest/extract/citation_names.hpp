// What the parser of citations asks of the text of an entry: its names (citation_names.cpp), its dates, parts
// and what belongs to no field (citation_text.cpp). Seen by these files and citation.cpp only.
#pragma once
#include <optional>
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
// Takes the first of them off; empty: there is none.
std::string_view next_piece(std::string_view& s);
// How many there are.
std::size_t pieces_in(std::string_view s);
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

// Parts that end in ". ", "? " or "! ", initials and abbreviations not counted.
std::vector<std::string_view> parts_of(std::string_view s);
// A year in round brackets: "(2010)", "(May 2010)", "(2011, Publisher)": where they open and close.
struct Bracket {
  std::size_t open = std::string_view::npos, close = std::string_view::npos;
  int year = 0;  // 0: "(n.d.)", "(forthcoming)"
};
// The first at or behind `from`.
Bracket dated_bracket(std::string_view s, std::size_t from = 0);
// The first or last year that is no page number.
std::optional<int> year_in(std::string_view s, bool last);
// The year of an entry: in the last such bracket, else the last one.
std::optional<int> find_year(std::string_view s);
// The length of "…, 2010" or "…. n.d." at the end of the names; 0: there is none.
std::size_t trailing_date(std::string_view s);
// "2010; 363:2477", "12(3)", "vol. 4", "pp. 4-9", "45:6"
bool volume_in(std::string_view s);
bool venue_word(std::string_view w);

// Without addresses, identifiers and the words that bring them.
std::string without_addresses(std::string_view words);
// "Defined as …. See Title": what follows the last "See"; a remark alone leaves nothing.
std::string_view after_remark(std::string_view s);
// Without "Reference: ", "[3] ", "3. ".
std::string_view without_label(std::string_view s, bool footnote);

}  // namespace evident::ingest::citing
