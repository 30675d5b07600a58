// Tables of commas, semicolons or tabs (RFC 4180), as coding tables are kept: a row a block, its cells byte
// ranges of the file, within quotation marks where there are any.
#include <algorithm>

#include "ingest/readers/bounds.hpp"
#include "ingest/readers/lines.hpp"
#include "ingest/readers/reader.hpp"

namespace evident::ingest {
namespace {

struct Row {
  std::size_t next = 0;     // behind its line's end
  std::vector<Cell> cells;  // as they stand, marks off
};

// One row from i on. A quotation mark opens a cell only at its beginning; doubled within, it stays doubled.
Row row_at(std::string_view text, std::size_t i, char divider) {
  Row row;
  for (;;) {
    const bool quoted = i < text.size() && text[i] == '"';
    std::size_t begin = i, end = i;
    if (quoted) {
      begin = ++i;
      while (i < text.size() && !(text[i] == '"' && (i + 1 >= text.size() || text[i + 1] != '"')))
        i += text[i] == '"' ? 2 : 1;
      i = std::min(i, text.size());
      end = i;
    }
    while (i < text.size() && text[i] != divider && text[i] != '\n' && text[i] != '\r') ++i;
    if (!quoted) end = i;
    row.cells.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    if (i >= text.size() || text[i] != divider) break;
    ++i;
  }
  if (i < text.size() && text[i] == '\r') ++i;
  if (i < text.size() && text[i] == '\n') ++i;
  row.next = i;
  return row;
}

std::size_t start_of(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

// The divider by which the first rows have the same number of cells, two at least; 0: none.
char divider_of(std::string_view text) {
  char best = 0;
  std::size_t most = 1;
  for (const char divider : {',', ';', '\t'}) {
    std::size_t at = start_of(text), columns = 0, rows = 0;
    bool even = true;
    while (at < text.size() && rows < 5) {
      const Row row = row_at(text.substr(0, 1 << 20), at, divider);
      if (row.next <= at) break;
      at = row.next;
      if (row.cells.size() == 1 && row.cells[0].begin == row.cells[0].end) continue;
      if (rows++ == 0) columns = row.cells.size();
      even = even && row.cells.size() == columns;
    }
    if (even && rows >= 1 && columns > most) {
      most = columns;
      best = divider;
    }
  }
  return best;
}

int recognise(std::string_view text, std::string_view extension) {
  if (extension != ".csv" && extension != ".tsv" && extension != ".tab") return 0;
  return divider_of(text) ? 80 : 0;
}

Result<void> read(Document& document, const Limits& limits, const Cancel& cancel) {
  const std::string_view text = document.text;
  const char divider = divider_of(text);
  std::size_t cells = 0;
  bool first = true;
  int number = 0;
  for (std::size_t at = start_of(text); at < text.size();) {
    if ((document.blocks.size() & 0xFFF) == 0 && cancel.requested()) return fail(Code::cancelled, "stopped");
    Row row = row_at(text, at, divider);
    const std::size_t begin = at;
    at = row.next;
    Block block;
    block.kind = BlockKind::table_row;
    block.header = first;
    block.row = ++number;
    block.begin = static_cast<std::uint32_t>(begin + leading_blanks(text.substr(begin, at - begin)));
    std::size_t end = at;
    end -= trailing_blanks(text.substr(begin, end - begin));
    block.end = static_cast<std::uint32_t>(end);
    const bool blank =
        std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& c) { return c.begin == c.end; });
    if (block.begin >= block.end || blank) continue;
    for (Cell& cell : row.cells) {
      const std::string_view words = text.substr(cell.begin, cell.end - cell.begin);
      const auto before = static_cast<std::uint32_t>(leading_blanks(words));
      if (before == words.size()) {
        cell.end = cell.begin;
      } else {
        cell.begin += before;
        cell.end -= static_cast<std::uint32_t>(trailing_blanks(words));
      }
      cell.begin = std::clamp(cell.begin, block.begin, block.end);
      cell.end = std::clamp(cell.end, block.begin, block.end);
    }
    cells += row.cells.size();
    block.cells = std::move(row.cells);
    document.blocks.push_back(std::move(block));
    first = false;
    if (document.blocks.size() > limits.blocks || cells > kTableCells)
      return fail(Code::limit,
                  "the table has more than " +
                      std::to_string(document.blocks.size() > limits.blocks ? limits.blocks : kTableCells) +
                      (document.blocks.size() > limits.blocks ? " rows" : " cells"),
                  "split it into parts", {{}, begin, at});
  }
  return {};
}

const RegisterReader registered{
    {"csv", {".csv", ".tsv"}, "tables of commas, semicolons or tabs", recognise, read, nullptr}};

}  // namespace
}  // namespace evident::ingest
