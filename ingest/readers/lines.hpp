// Lines of a text and the marks they begin with: the first step of every reader of text formats.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::ingest {

enum class LineKind : std::uint8_t { text, item, atx, rule, underline, quote, fence };
enum class MarkStyle : std::uint8_t { none, bullet, number, letter, roman, bracket };

// A line that holds more than white space. Offsets are bytes of the text.
struct Line {
  std::uint32_t raw = 0;         // where the line starts, indentation included
  std::uint32_t begin = 0;       // its first byte that is no white space
  std::uint32_t end = 0;         // past its last byte that is no white space
  std::uint32_t words = 0;       // past the mark of an item, heading or quotation; else begin
  std::uint32_t mark_begin = 0;  // the mark as printed, its point left out
  std::uint32_t mark_end = 0;
  std::int32_t number = 0;   // of an ordered item or a numbered heading
  std::uint32_t bullet = 0;  // the bytes of a bullet, so that unlike bullets differ
  std::uint16_t indent = 0;  // columns, a tab to the next multiple of four
  std::uint16_t blanks = 0;  // empty lines above
  std::uint16_t tabs = 0;    // between begin and end
  std::uint16_t pipes = 0;
  std::uint16_t page = 0;  // form feeds before it
  LineKind kind = LineKind::text;
  MarkStyle style = MarkStyle::none;
  std::uint8_t depth = 0;  // of an atx heading, or of a decimal number (1.2 is 2)
  bool boxed = false;       // within a box that a heading opens; see boxes.hpp
  bool box_begins = false;  // its first line
};

// Splits at LF, CRLF, CR, form feed, U+0085, U+2028 and U+2029. Lines of white space alone are counted, not
// kept. Errors: a line beyond limits.line_bytes, more lines than four times limits.blocks, cancelled.
Result<std::vector<Line>> split_lines(std::string_view text, const Limits& limits, const Cancel& cancel);

// Reads the mark that the line begins with: kind, words and what belongs to the mark.
void read_line_mark(std::string_view text, Line& line);

// The bytes of white space, marks of byte order included, that text begins or ends with.
std::size_t leading_blanks(std::string_view text);
std::size_t trailing_blanks(std::string_view text);

}  // namespace evident::ingest
