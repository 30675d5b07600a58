// A file of records into the base: batch by batch, so that an interrupted one goes on where it stopped.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "graph/base.hpp"
#include "ingest/document.hpp"
#include "ingest/extract/extract.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "support/limits.hpp"

namespace evident::ingest {

struct RecordFileOutcome {
  bool unchanged = false;  // the base holds all of it already
  std::size_t records = 0, items = 0, retired = 0;
  std::size_t fresh = 0;  // sources that the base did not hold
  std::map<graph::Kind, std::size_t> items_by_kind;
};

// Works of one file one after the other, in batches that are one transaction each: next gives the next one's evidence, nothing
// at the end. Where an interrupted file goes on, those that are stored are not wanted: anything may be given for them.
// Errors: what next returned, or of the base.
Result<RecordFileOutcome> store_evidence(graph::Base& base, const std::string& path, const std::string& hash, graph::RunId run,
                                         std::string_view version,
                                         const std::function<Result<std::optional<graph::DocumentEvidence>>(bool wanted)>& next);

// Errors: of the file (bad_input, limit, io, cancelled: what was stored stays), or of the base.
Result<RecordFileOutcome> store_record_file(
    graph::Base& base, const std::filesystem::path& path, const MappedFile& map, const RecordFormat& format,
    graph::RunId run, std::string_view version,
    const ExtractAll& extract, const Limits& limits, const Cancel& cancel);

}  // namespace evident::ingest
