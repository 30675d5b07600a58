// The rows that are shown of what the operators counted.
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "query/answer.hpp"
#include "query/execute/operators/fast_table.hpp"
#include "query/execute/table_row.hpp"

namespace evident::query {

struct ShownRows {
  std::vector<Row> rows;
  std::vector<std::pair<std::size_t, std::size_t>> without;  // one a key: so many matches without a value of it, of so many
};

// The first so many rows of the last run of `table`, made by `maker`. Of a large library a second thread makes rows as
// well; what comes out is the same.
ShownRows shown_rows(FastTable& table, std::size_t rows, RowMaker& maker);

}  // namespace evident::query
