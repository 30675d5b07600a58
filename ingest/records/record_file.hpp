// A file of records into the base: batch by batch, so that an interrupted one goes on where it stopped.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "graph/base.hpp"
#include "ingest/document.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "support/limits.hpp"

namespace evident::ingest {

struct RecordFileOutcome {
  bool unchanged = false;  // the base holds all of it already
  std::size_t records = 0, items = 0, retired = 0;
  std::size_t fresh = 0;  // sources that the base did not hold
  std::map<graph::Kind, std::size_t> items_by_kind;
};

// Errors: of the file (bad_input, limit, io, cancelled: what was stored stays), or of the base.
Result<RecordFileOutcome> store_record_file(
    graph::Base& base, const std::filesystem::path& path, const MappedFile& map, const RecordFormat& format,
    graph::RunId run, std::string_view version,
    const std::function<graph::DocumentEvidence(const Document&)>& extract, const Limits& limits,
    const Cancel& cancel);

}  // namespace evident::ingest
