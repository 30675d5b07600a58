// The quality card: how much of each kind, attribute and value extraction finds of what careful readers marked, and how
// much of what it finds is right. Made by tests/measure/quality.py, shipped with the program.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace evident::graph {

struct Figure {
  double value = 0, low = 0, high = 0;  // with its 95% interval
};

struct QualityRow {
  std::string set;                     // "five documents", "other fields", or a labelled set
  std::string kind, attribute, value;  // attribute empty: the kind as a whole; "strict": with its key attributes
  std::int64_t documents = 0, there = 0, found = 0, right = 0;
  std::optional<Figure> precision, recall, f1;
};

class QualityCard {
 public:
  // Lines of tab-separated cells, the first naming the columns; lines that begin with # are left out.
  static Result<QualityCard> read(std::string_view text);
  void add(QualityRow row) { rows_.push_back(std::move(row)); }

  const std::vector<QualityRow>& rows() const { return rows_; }
  // What is behind an absence: of the documents most like those of others that know enough of it; null when nothing
  // was measured.
  const QualityRow* behind(std::string_view kind, std::string_view attribute, std::string_view value) const;

 private:
  std::vector<QualityRow> rows_;
};

}  // namespace evident::graph
