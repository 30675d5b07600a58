// Tables that only blanks make: lines of as many cells, each column beginning at the same place. Typewriters and
// text exported from PDF print them so.
#include <algorithm>
#include <string_view>
#include <vector>

#include "ingest/readers/outline_builder.hpp"
#include "ingest/readers/shape.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kGap = 3;  // blanks between two cells; two may stand behind a sentence
constexpr std::size_t kMostColumns = 8;

// Where the cells of a line stand; fewer than two: it is no row.
std::vector<Cell> cells_of(std::string_view text, std::size_t begin, std::size_t end) {
  text = text.substr(0, end);  // the line, and never the rest of the document
  std::vector<Cell> out;
  std::size_t from = begin;
  while (from < end && out.size() <= kMostColumns) {
    std::size_t to = std::min(text.find(std::string_view("   ", kGap), from), end);
    out.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
    from = to;
    while (from < end && text[from] == ' ') ++from;
  }
  return out;
}

bool holds_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::size_t OutlineBuilder::column_table(std::size_t i) {
  const auto is_row = [&](std::size_t k) { return lines_[k].kind == LineKind::text && lines_[k].tabs == 0; };
  if (!is_row(i) || whole(lines_[i]).size() > 200) return 0;
  const std::vector<Cell> head = cells_of(text_, lines_[i].begin, lines_[i].end);
  if (head.size() < 2 || head.size() > kMostColumns) return 0;
  // Two columns of prose side by side, or a list of names, need not be a table: three rows at least, each with all
  // its cells, the columns straight.
  std::vector<std::vector<Cell>> rows{head};
  std::size_t end = i + 1;
  for (; end < lines_.size() && is_row(end) && lines_[end].blanks == 0; ++end) {
    std::vector<Cell> row = cells_of(text_, lines_[end].begin, lines_[end].end);
    if (row.size() != head.size()) break;
    bool straight = true;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::size_t here = row[c].begin - lines_[end].raw, there = head[c].begin - lines_[i].raw;
      straight = straight && here + 2 >= there && here <= there + 2;
    }
    if (!straight) break;
    rows.push_back(std::move(row));
  }
  if (rows.size() < 3) return 0;
  if (end < lines_.size() && lines_[end].blanks == 0 && is_row(end)) return 0;  // lines that run on
  // The last cells are page numbers: a table of contents.
  std::size_t paged = 0, prose = 0;
  for (const auto& row : rows) {
    paged += page_number(span(row.back().begin, row.back().end));
    for (const Cell& cell : row) prose += ends_sentence(span(cell.begin, cell.end));
  }
  if (prose * 2 > rows.size()) return 0;
  close_lists();
  if (head.size() == 2 && paged * 3 >= rows.size() * 2) {
    for (std::size_t k = i; k < end; ++k) {
      contents_entry(span(rows[k - i][0].begin, rows[k - i][0].end));
      emit(BlockKind::furniture, lines_[k].begin, lines_[k].end, lines_[k]);
    }
    return end;
  }
  // What heads figures has none, and is no figure itself.
  bool header = head.size() > 2 && !holds_digit(span(head[0].begin, head[0].end));
  if (head.size() == 2)
    header = !holds_digit(span(head[1].begin, head[1].end)) && holds_digit(span(rows[1][1].begin, rows[1][1].end));
  for (std::size_t k = i; k < end; ++k) {
    Block& block = emit(BlockKind::table_row, lines_[k].begin, lines_[k].end, lines_[k]);
    block.header = header && k == i;
    block.cells = std::move(rows[k - i]);
  }
  return end;
}

}  // namespace evident::ingest
