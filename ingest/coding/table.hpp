// A table in which people coded works, a row a work: what its mapping makes of it.
#pragma once
#include <string>
#include <vector>

#include "ingest/coding/mapping.hpp"
#include "ingest/document.hpp"
#include "support/limits.hpp"

namespace evident::ingest {

struct CodedWorks {
  std::vector<CodedWork> works;    // in their order
  std::vector<std::string> notes;  // what was not understood, counted, a sentence each
};

// table: as its reader gave it, with rows of cells. mapping_name: for errors. Errors: bad_input (a sheet or a column that is
// not there: it lists those that are), cancelled.
Result<CodedWorks> coded_table(const Document& table, const CodingMapping& mapping, std::string_view mapping_name,
                               const Lexicon& lexicon, const Cancel& cancel);

// The names of the columns and the rows below them, of the first sheet that has some; most: rows.
struct TableHead {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
TableHead head_of(const Document& table, std::size_t most);
// Whether a table without a mapping looks like a coding table: each row a work, and more columns than tell it.
bool looks_coded(const TableHead& head);

// "A", "BC": the column from 0 as spreadsheets name it.
std::string column_letters(std::size_t column);

}  // namespace evident::ingest
