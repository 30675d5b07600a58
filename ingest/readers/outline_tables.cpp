// Tables by pipes and by tabs, one block a row with the places of its cells; a table whose last cells are
// page numbers is a table of contents and kept aside.
#include <algorithm>
#include <string_view>

#include "ingest/readers/outline_builder.hpp"
#include "ingest/readers/shape.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

std::string_view trimmed(std::string_view t) {
  t.remove_prefix(leading_blanks(t));
  return t.substr(0, t.size() - trailing_blanks(t));
}

}  // namespace

void OutlineBuilder::row(const Line& line, char divider, bool header) {
  std::size_t begin = divider == '|' ? line.begin : line.raw, end = line.end;
  if (divider == '|') {
    if (text_[begin] == '|') ++begin;
    if (end > begin && text_[end - 1] == '|') --end;
  } else {
    begin += span(begin, begin + 3) == "\xEF\xBB\xBF" ? 3 : 0;
  }
  Block& block = emit(BlockKind::table_row, line.begin, line.end, line);
  block.header = header;
  std::size_t at = begin;
  while (true) {
    std::size_t stop = at;
    while (stop < end &&
           !(text_[stop] == divider && (divider == '\t' || stop == 0 || text_[stop - 1] != '\\')))
      ++stop;
    const std::string_view cell = span(at, stop);
    std::size_t from = at + leading_blanks(cell);
    std::size_t to = stop;
    if (from >= to || leading_blanks(cell) == cell.size()) {
      from = to = std::max<std::size_t>(line.begin, std::min<std::size_t>(at, line.end));
    } else {
      to -= trailing_blanks(span(from, to));
    }
    block.cells.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
    if (stop >= end) break;
    at = stop + 1;
  }
}

bool OutlineBuilder::pipe_rule(const Line& line) const {
  const std::string_view t = whole(line);
  bool dash = false;
  for (const char c : t) {
    if (c == '-')
      dash = true;
    else if (c != '|' && c != ':' && c != ' ' && c != '+' && c != '=')
      return false;
  }
  return dash && line.pipes + (t.front() == '+') > 0;
}

std::size_t OutlineBuilder::pipe_table(std::size_t i) {
  const Line& line = lines_[i];
  if (line.pipes == 0) return 0;
  const bool followed = i + 1 < lines_.size() && lines_[i + 1].blanks == 0 && lines_[i + 1].pipes > 0;
  const bool ruled = followed && pipe_rule(lines_[i + 1]);
  if (!ruled && !(text_[line.begin] == '|' && followed)) return 0;
  std::size_t end = i + 1;
  while (end < lines_.size() && lines_[end].blanks == 0 && lines_[end].pipes > 0) ++end;
  close_lists();
  bool first = true;
  for (std::size_t k = i; k < end; ++k) {
    if (pipe_rule(lines_[k])) continue;
    row(lines_[k], '|', first && ruled);
    first = false;
  }
  return end;
}

std::size_t OutlineBuilder::tab_table(std::size_t i) {
  const Line& line = lines_[i];
  if (line.tabs == 0) return 0;
  std::size_t end = i + 1, most = line.tabs;
  while (end < lines_.size() && lines_[end].blanks == 0 && lines_[end].kind == LineKind::text &&
         (lines_[end].tabs > 0 || (most >= 2 && text_[lines_[end].raw] == '\t'))) {
    most = std::max<std::size_t>(most, lines_[end].tabs);
    ++end;
  }
  if (most < 2 && end - i < 2) return 0;
  close_lists();
  // A table of contents: the last cells are page numbers.
  std::size_t paged = 0;
  for (std::size_t k = i; k < end; ++k) paged += page_number(last_cell(lines_[k]));
  if (most == 1 && paged * 3 >= (end - i) * 2) {
    for (std::size_t k = i; k < end; ++k) {
      contents_entry(span(lines_[k].begin, lines_[k].begin + whole(lines_[k]).find('\t')));
      emit(BlockKind::furniture, lines_[k].begin, lines_[k].end, lines_[k]);
    }
    return end;
  }
  for (std::size_t k = i; k < end; ++k) row(lines_[k], '\t', k == i && table_header(line, most));
  return end;
}

std::string_view OutlineBuilder::last_cell(const Line& line) const {
  const std::string_view t = whole(line);
  const std::size_t tab = t.rfind('\t');
  return tab == std::string_view::npos ? std::string_view() : trimmed(t.substr(tab));
}

// Three columns and more have a header; two may be a list of names.
bool OutlineBuilder::table_header(const Line& line, std::size_t tabs) const {
  if (tabs >= 2) return line.tabs + 1u >= tabs;
  const std::string_view t = whole(line);
  const std::string head = ascii_lower(trimmed(t.substr(0, t.find('\t'))));
  static constexpr std::string_view kHeads[] = {
      "name",    "names",        "measure",  "measures",     "indicator", "stage",   "process stage",
      "outcome", "outcomes",     "item",     "factor",       "group",     "author",  "authors",
      "study",   "organisation", "category", "barrier",      "theme",     "year",    "site",
      "role",    "variable",     "domain",   "organization", "concept",   "criteria"};
  return std::find(std::begin(kHeads), std::end(kHeads), head) != std::end(kHeads);
}

void OutlineBuilder::contents_entry(std::string_view entry) {
  if (outline_.contents.size() < 500 && entry.size() < 200) outline_.contents.push_back(fold(entry));
}

}  // namespace evident::ingest
