// Rows of a table file: comma-separated as RFC 4180 has it, or tab-separated without any quoting. Cells are
// views into the file where they can be, else into a buffer that the next row takes over.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace evident::graph {

enum class TableForm : std::uint8_t { csv, tsv };

class TableReader {
 public:
  // name: for errors. bytes must outlive the reader. kept: cells were kept from running as formulas of a spreadsheet
  // (support/spreadsheet.hpp), as an export does.
  TableReader(std::string_view name, std::string_view bytes, TableForm form, bool kept = false);

  // The next row, or false at the end. Lines without anything are passed over. Code::bad_input names file and
  // line: a quotation mark that is not closed or stands in the middle of a cell, a row with more or fewer cells
  // than the first, bytes that are no UTF-8.
  Result<bool> next();
  std::span<const std::string_view> cells() const { return cells_; }
  std::uint64_t line() const { return line_; }          // where the row begins, from 1
  std::uint64_t row() const { return row_; }            // 1: the first row after the header
  std::uint64_t offset() const { return row_offset_; }  // of the row in the bytes
  // Goes on with the row at an offset() got before; row() counts on from row.
  void seek(std::uint64_t offset, std::uint64_t row, std::uint64_t line);

 private:
  Result<void> csv_row();
  Result<void> csv_cell(std::size_t& at);
  void tsv_row();
  tl::unexpected<Error> wrong(std::uint64_t line, std::string what, std::string fix) const;

  std::string name_;
  std::string_view bytes_;
  TableForm form_;
  bool kept_;
  std::size_t at_ = 0;
  std::size_t width_ = 0;  // cells of the header; 0 before it
  std::uint64_t line_ = 0, next_line_ = 1, row_ = 0, row_offset_ = 0;
  bool header_ = true;
  std::vector<std::string_view> cells_;
  std::string unquoted_;  // of cells with doubled quotation marks
  struct Rewritten {
    std::size_t cell, begin, size;  // where it stands in unquoted_
  };
  std::vector<Rewritten> rewritten_;
};

}  // namespace evident::graph
