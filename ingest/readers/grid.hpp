// Rows of a table whose cells span several columns or rows: each cell stands in its column, the places that a
// span covers are empty cells.
#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

#include "ingest/readers/compose.hpp"

namespace evident::ingest {

class Grid {
 public:
  explicit Grid(Composer& out) : out_(out) {}

  void row(bool header) {
    out_.row(header);
    column_ = pending_ = 0;
  }
  // Before the words of a cell. Spans above 200 are none that a page could show.
  void cell(std::size_t columns = 1, std::size_t rows = 1) {
    fill();
    out_.next_cell();
    columns = std::clamp<std::size_t>(columns, 1, 200);
    rows = std::clamp<std::size_t>(rows, 1, 200);
    if (covered_.size() < column_ + columns) covered_.resize(column_ + columns, 0);
    for (std::size_t i = 0; i < columns; ++i) covered_[column_ + i] = rows - 1;
    column_ += columns;
    pending_ = columns - 1;
  }
  void end_row() {
    fill();
    out_.close();
  }

 private:
  // The columns that the last cell spans, then those that a cell above covers.
  void fill() {
    for (; pending_ > 0; --pending_) out_.next_cell();
    while (column_ < covered_.size() && covered_[column_] > 0) {
      out_.next_cell();
      --covered_[column_++];
    }
  }

  Composer& out_;
  std::vector<std::size_t> covered_;  // rows below that a cell of the column covers
  std::size_t column_ = 0, pending_ = 0;
};

}  // namespace evident::ingest
