// Lines for a terminal: wrapping by display width, columns that share what width there is.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evident::query {

// Lines no wider than `width` columns, broken at blanks, and within words (or between Chinese characters)
// only where a word is wider.
std::vector<std::string> wrap(std::string_view text, std::size_t width);
// Appends wrapped text; the first line after `first`, the others after `rest`.
void add_wrapped(std::string& out, std::string_view text, std::string_view first, std::string_view rest,
                 std::size_t width);
// text and blanks to `width` columns.
std::string padded(std::string_view text, std::size_t width);
// Widths for columns whose widest cells are `natural`, so that they fit in `available` with `between` columns
// between them; the widest give first, none goes below 8 (or what it needs).
std::vector<std::size_t> share_width(std::vector<std::size_t> natural, std::size_t available,
                                     std::size_t between);

}  // namespace evident::query
