// Records for reference managers. Keys are those of the records: give_keys() first. docs/formats/exports.md says which
// field goes where.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "query/citations/record.hpp"

namespace evident::query {

// RIS as reference managers read it (tags of the Research Information Systems format, lines end in CR LF).
std::string ris(const std::vector<Record>& records);
// The same of one, with lines that end in LF and none behind the last.
std::string ris_record(const Record& record);
// BibTeX with the fields of biblatex for what BibTeX has none; UTF-8.
std::string bibtex(const std::vector<Record>& records);
std::string bibtex_entry(const Record& record, std::string_view between);
// CSL-JSON (Citation Style Language 1.0.2): an array of items.
std::string csl_json(const std::vector<Record>& records);
// One of them, on one line.
std::string csl_item(const Record& record);
// text as LaTeX that prints it.
std::string latex(std::string_view text);

}  // namespace evident::query
