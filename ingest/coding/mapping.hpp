// What the columns of a coding table are: the mapping that stands beside it. docs/formats/coding.md describes the file.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/coding/coded_work.hpp"
#include "support/result.hpp"

namespace evident::ingest {

// Of "coding.xlsx": "coding.xlsx.mapping.json".
inline constexpr std::string_view kMappingEnd = ".mapping.json";

using Words = std::vector<std::pair<std::string, std::string>>;  // as they stand in cells, and what they mean

// A value that every row has, or that a column gives.
struct FromColumn {
  std::string column;    // empty: constant
  std::string constant;
  Words values;
};

struct CodeColumn {
  std::string column;
  CodeMeaning meaning;
  std::string name;        // of the thing that is coded; empty: the cells' words are the names
  std::string separator;   // between several in one cell; empty: a cell is one
  std::string quote;       // a column with the words of the work; empty: none
  std::string page;        // a column with the page on which they stand
  std::optional<CodeAnswer> otherwise;  // what other words than the known ones say; nothing: they are told in the report
  Words values;
  std::vector<std::pair<graph::Attribute, FromColumn>> attributes;
  std::size_t at = 0;      // byte of the mapping, for errors
};

struct CodingMapping {
  std::string sheet;      // of a workbook; empty: each that has the columns
  std::size_t header = 1;  // which row of the sheet holds the names of the columns
  std::vector<std::pair<RecordField, std::string>> record;            // a field of the record, and its column
  std::vector<std::pair<graph::Attribute, FromColumn>> study;
  std::string sample_size, population;                                  // columns
  std::vector<CodeColumn> codes;
  AnswerWords answers;
  std::optional<CodeAnswer> empty;  // what an empty cell says; nothing: that nobody coded it
  FromColumn coder;
  std::vector<std::string> columns() const;  // all that it names
};

// name: of the file, for errors. Errors: bad_input with the place, what is wrong and what may stand there.
Result<CodingMapping> read_mapping(std::string_view name, std::string_view json);

// The fields of a record that a mapping may name, in people's words: "title", "authors", "year" …
std::optional<RecordField> record_field_named(std::string_view words);
Meaning reading_of(RecordField field);  // how its cells are read

// A mapping for a table with such a header, to be looked through by a person; nothing where the header names no work.
struct ProposedMapping {
  std::string json;
  bool codes = false;  // some columns look like codes: their names say a kind, or their cells yes and no
};
std::optional<ProposedMapping> propose_mapping(const std::vector<std::string>& header,
                                           const std::vector<std::vector<std::string>>& rows);

}  // namespace evident::ingest
