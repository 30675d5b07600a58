// The JSON that EPPI-Reviewer exports: sets of codes as trees, and references with the codes that people gave them.
#pragma once
#include <string_view>

#include "ingest/coding/kinds.hpp"
#include "ingest/coding/table.hpp"
#include "support/limits.hpp"

namespace evident::ingest {

// By the first kilobytes of the file.
bool is_eppi_json(std::string_view head);

// name: of the file, for people. Errors: bad_input (no such JSON, no reference in it), cancelled.
Result<CodedWorks> coded_eppi(std::string_view name, std::string_view json, const CodeKinds& kinds, const Lexicon& lexicon,
                              const Cancel& cancel);

}  // namespace evident::ingest
