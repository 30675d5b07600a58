// Files that people coded in, into the base: each work a source with what was coded of it.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base.hpp"
#include "ingest/coding/coded_work.hpp"
#include "ingest/document.hpp"
#include "ingest/link/lexicon.hpp"
#include "ingest/records/record_file.hpp"
#include "support/limits.hpp"

namespace evident::ingest {

struct CodedStore {
  graph::Base& base;
  graph::RunId run;
  std::string_view version;
  const Lexicon& lexicon;
  const ExtractAll& extract;
  const Limits& limits;
  const Cancel& cancel;
};

// Whether a file is one that EPPI-Reviewer exported, by its beginning.
bool is_coded_export(std::string_view bytes);
// Such a file, or a table with its mapping. notes: what was not understood, for a person, a sentence each. Errors: of the file or
// its mapping (bad_input, limit, cancelled), or of the base.
Result<RecordFileOutcome> store_coded(const CodedStore& into, CodingFile file, std::vector<std::string>& notes);

// A table without a mapping that looks as if people had coded in it: what to do, for a person; else nothing.
std::string coding_hint(const Document& table);
// The same of the beginning of a file that was read otherwise.
std::string coding_hint(const std::filesystem::path& path, std::string_view bytes);
// A mapping for a table, to be looked through. Errors: bad_input (no table, or its header names no work).
Result<std::string> proposed_mapping(const std::filesystem::path& path, std::string bytes, const Limits& limits, const Cancel& cancel);

}  // namespace evident::ingest
