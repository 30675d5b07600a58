// The layout of a diagnostic: the line of the question, carets under the span. A long line is cut round the
// span; what a terminal would obey (control characters) or could not show (bytes that are no UTF-8) is made
// harmless, one column each.
#include <algorithm>

#include "query/language/parse.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

constexpr std::size_t kWidest = 160;  // columns of a line shown whole
constexpr std::size_t kAround = 60;   // columns kept on either side of the span in a longer one

// Printable: tabs and control characters become a blank, a broken byte a question mark.
std::string printable(std::string_view text) {
  std::string out(text);
  while (const auto at = first_invalid_utf8(out)) out[*at] = '?';
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return out;
}
bool inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}
// The longest end of the text no wider than that.
std::string_view last_columns(std::string_view text, std::size_t columns) {
  std::size_t from = text.size() > 4 * columns ? text.size() - 4 * columns : 0;
  while (from < text.size() && (inside_character(text, from) || display_width(text.substr(from)) > columns))
    ++from;
  return text.substr(from);
}

}  // namespace

std::string edited(std::string_view text, const Diagnostic::Edit& edit) {
  std::string changed(text.substr(0, edit.where.begin));
  changed += edit.text;
  changed += text.substr(edit.where.end);
  return changed;
}

std::string mended_text(const Diagnostic& diagnostic, std::string_view text) {
  return diagnostic.edit ? edited(text, *diagnostic.edit) : std::string();
}

std::string show_diagnostic(const Diagnostic& diagnostic, std::string_view text) {
  std::string out = "error[" + diagnostic.code + "]: " + diagnostic.message + "\n";
  const auto begin = std::min<std::size_t>(diagnostic.span.begin, text.size());
  const auto before_line = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
  const auto line_begin = before_line == std::string_view::npos ? 0 : before_line + 1;
  const auto line_end = std::min(text.find('\n', begin), text.size());
  if (line_end > line_begin) {
    const auto span_end = std::clamp<std::size_t>(diagnostic.span.end, begin, line_end);
    std::string before = printable(text.substr(line_begin, begin - line_begin));
    std::string marked = printable(text.substr(begin, span_end - begin));
    std::string after = printable(text.substr(span_end, line_end - span_end));
    if (display_width(before) + display_width(marked) + display_width(after) > kWidest) {
      if (display_width(before) > kAround) before = "…" + std::string(last_columns(before, kAround));
      if (display_width(marked) > kAround) {
        marked = std::string(clip_to_width(marked, kAround));
        after = "…";
      } else if (display_width(after) > kAround) {
        after = std::string(clip_to_width(after, kAround)) + "…";
      }
    }
    out += "  | " + before + marked + after + "\n";
    out += "  | " + std::string(display_width(before), ' ') +
           std::string(std::max<std::size_t>(display_width(marked), 1), '^') + "\n";
  }
  if (!diagnostic.fix.empty()) {
    out += "  = fix: " + diagnostic.fix + "\n";
  } else if (!diagnostic.expected.empty()) {
    out += "  = expected: ";
    for (std::size_t i = 0; i < diagnostic.expected.size(); ++i)
      out += (i != 0 ? ", " : "") + diagnostic.expected[i];
    out += "\n";
  }
  return out;
}

}  // namespace evident::query
