// One pass over the bytes with memchr. A quoted cell without a doubled quotation mark is a view like any
// other; the rest is written to a buffer, and seen there when the row is whole.
#include "graph/tables/reader.hpp"

#include <cstring>

#include "support/spreadsheet.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

bool is_plain_ascii(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    if (word & 0x8080808080808080u) return false;
  }
  for (; i < text.size(); ++i)
    if (text[i] & 0x80) return false;
  return true;
}

std::size_t find(std::string_view text, char what, std::size_t from) {
  if (from >= text.size()) return std::string_view::npos;
  const void* found = std::memchr(text.data() + from, what, text.size() - from);
  return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data())
               : std::string_view::npos;
}

}  // namespace

TableReader::TableReader(std::string_view name, std::string_view bytes, TableForm form, bool kept)
    : name_(name), bytes_(bytes), form_(form), kept_(kept && form == TableForm::csv) {
  if (bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

tl::unexpected<Error> TableReader::wrong(std::uint64_t line, std::string what, std::string fix) const {
  return fail(Code::bad_input, name_ + ", line " + std::to_string(line) + ": " + std::move(what),
              std::move(fix), Place{name_, row_offset_, {}});
}

void TableReader::seek(std::uint64_t offset, std::uint64_t row, std::uint64_t line) {
  at_ = static_cast<std::size_t>(offset);
  row_ = row - 1;
  next_line_ = line;
}

void TableReader::tsv_row() {
  std::size_t end = find(bytes_, '\n', at_);
  const std::size_t after = end == std::string_view::npos ? bytes_.size() : end + 1;
  if (end == std::string_view::npos) end = bytes_.size();
  std::string_view line = bytes_.substr(at_, end - at_);
  if (line.ends_with('\r')) line.remove_suffix(1);
  at_ = after;
  ++next_line_;
  for (std::size_t from = 0;;) {
    const std::size_t tab = find(line, '\t', from);
    if (tab == std::string_view::npos) {
      cells_.push_back(line.substr(from));
      return;
    }
    cells_.push_back(line.substr(from, tab - from));
    from = tab + 1;
  }
}

// A quoted cell that begins at `at`; leaves `at` behind its closing mark.
Result<void> TableReader::csv_cell(std::size_t& at) {
  const std::size_t begin = at + 1, buffered = unquoted_.size();
  std::size_t from = begin;
  bool doubled = false;
  for (;;) {
    const std::size_t mark = find(bytes_, '"', from);
    if (mark == std::string_view::npos)
      return wrong(next_line_, "a quotation mark is not closed before the end of the file",
                   "close it, and double the quotation marks within the cell");
    const std::string_view part = bytes_.substr(from, mark - from);
    for (std::size_t n = find(part, '\n', 0); n != std::string_view::npos; n = find(part, '\n', n + 1))
      ++next_line_;
    const bool pair = mark + 1 < bytes_.size() && bytes_[mark + 1] == '"';
    if (pair) {
      doubled = true;
      unquoted_.append(part).push_back('"');
      from = mark + 2;
      continue;
    }
    if (doubled) {
      unquoted_.append(part);
      rewritten_.push_back({cells_.size(), buffered, unquoted_.size() - buffered});
      cells_.emplace_back();  // seen when the buffer stands still
    } else {
      cells_.push_back(bytes_.substr(begin, mark - begin));
    }
    at = mark + 1;
    return {};
  }
}

Result<void> TableReader::csv_row() {
  const std::uint64_t first_line = next_line_;
  std::size_t at = at_;
  for (;;) {
    if (at < bytes_.size() && bytes_[at] == '"') {
      EV_CHECK(csv_cell(at));
      if (at < bytes_.size() && bytes_[at] != ',' && bytes_[at] != '\n' && bytes_[at] != '\r')
        return wrong(next_line_, "something follows the closing quotation mark of a cell",
                     "double the quotation marks within the cell");
    } else {
      const std::size_t begin = at;
      while (at < bytes_.size() && bytes_[at] != ',' && bytes_[at] != '\n' && bytes_[at] != '\r') {
        if (bytes_[at] == '"')
          return wrong(first_line, "a quotation mark stands within a cell that does not begin with one",
                       "put the cell in quotation marks and double those within it");
        ++at;
      }
      cells_.push_back(bytes_.substr(begin, at - begin));
    }
    if (at >= bytes_.size()) break;
    const char c = bytes_[at++];
    if (c == ',') continue;
    if (c == '\r' && at < bytes_.size() && bytes_[at] == '\n') ++at;
    break;
  }
  for (const Rewritten& r : rewritten_) cells_[r.cell] = std::string_view(unquoted_).substr(r.begin, r.size);
  at_ = at;
  ++next_line_;
  return {};
}

Result<bool> TableReader::next() {
  for (;;) {
    if (at_ >= bytes_.size()) return false;
    cells_.clear();
    unquoted_.clear();
    rewritten_.clear();
    line_ = next_line_;
    row_offset_ = at_;
    if (form_ == TableForm::csv)
      EV_CHECK(csv_row());
    else
      tsv_row();
    const bool nothing = cells_.size() == 1 && cells_.front().empty() && at_ - row_offset_ <= 2;
    if (nothing && width_ != 1) continue;
    break;
  }
  if (kept_)
    for (std::string_view& cell : cells_) cell = before_protection(cell);
  if (width_ == 0) width_ = cells_.size();
  if (cells_.size() != width_)
    return wrong(line_, "the row has " + std::to_string(cells_.size()) + " cells, the header has " +
                            std::to_string(width_),
                 form_ == TableForm::csv ? "put cells that hold a comma in quotation marks"
                                         : "a cell may hold no tab; use .csv for such text");
  const std::string_view row = bytes_.substr(row_offset_, at_ - row_offset_);
  if (!is_plain_ascii(row))
    if (const auto bad = first_invalid_utf8(row))
      return wrong(line_, "byte " + std::to_string(*bad + 1) + " of the row is no UTF-8",
                   "save the table as UTF-8");
  if (find(row, '\0', 0) != std::string_view::npos)
    return wrong(line_, "the row holds a zero byte", "save the table as UTF-8 text");
  if (header_)
    header_ = false;
  else
    ++row_;
  return true;
}

}  // namespace evident::graph
