// Cells of CSV that a spreadsheet would run as a formula (OWASP, "CSV Injection"). They get an apostrophe in front, and so
// does a text that looks as if it had got one: taking it off again gives every text back.
#pragma once
#include <string_view>

namespace evident {

// "-5.3": a number to a spreadsheet as well.
inline bool is_plain_number(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  bool digits = false, point = false;
  for (const char c : text) {
    if (c == '.' && digits && !point)
      point = true;
    else if (c >= '0' && c <= '9')
      digits = true;
    else
      return false;
  }
  return digits && text.back() != '.';
}

// Begins, after any number of apostrophes, with a sign that starts a formula: = + - @, also in full width, a tab or a line end;
// and is no number.
inline bool runs_as_formula(std::string_view text) {
  while (!text.empty() && text.front() == '\'') text.remove_prefix(1);
  if (text.empty() || is_plain_number(text)) return false;
  if (std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) return true;
  for (const std::string_view wide : {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"})
    if (text.starts_with(wide)) return true;
  return false;
}

// The text that was kept from running so.
inline std::string_view before_protection(std::string_view cell) {
  if (!cell.empty() && cell.front() == '\'' && runs_as_formula(cell)) cell.remove_prefix(1);
  return cell;
}

}  // namespace evident
