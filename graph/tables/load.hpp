// Tables of things and of edges into a base: what export writes, and others by a mapping. The format is
// docs/formats/tables.md.
#pragma once
#include <filesystem>
#include <string_view>

#include "graph/base/load.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::graph {

// mapping: a file; empty: mapping.json in the folder, if there is one. Everything is stored or, when an error is
// returned, nothing. Code::bad_input names file, line and column.
Result<LoadOutcome> load_tables(const std::filesystem::path& base, const std::filesystem::path& folder,
                                const std::filesystem::path& mapping, std::string_view version,
                                const Cancel& cancel);

}  // namespace evident::graph
