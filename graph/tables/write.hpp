// The whole base as tables, as docs/formats/tables.md has them: what load_tables() reads.
#pragma once
#include <filesystem>

#include "graph/base.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::graph {

struct WriteOutcome {
  std::size_t tables = 0, rows = 0;
};
// Makes the folder when it is not there. Tables that stand there under the same names are replaced; other .csv or
// .tsv files, which a load would read too, are Code::conflict and nothing is written.
Result<WriteOutcome> write_tables(const Base& base, const std::filesystem::path& folder, const Cancel& cancel);

}  // namespace evident::graph
