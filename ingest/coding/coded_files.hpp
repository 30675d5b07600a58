// Files that people coded in, into the base: each work a source with what was coded of it.
#pragma once
#include <filesystem>
#include <functional>
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

struct CodedFileOutcome {
  RecordFileOutcome stored;
  std::vector<std::string> notes;  // for a person, a sentence each
};
struct CodedStore {
  graph::Base& base;
  graph::RunId run;
  std::string_view version;
  const Lexicon& lexicon;
  const std::function<graph::DocumentEvidence(const Document&)>& extract;
  const Limits& limits;
  const Cancel& cancel;
};

// Errors: of the file or its mapping (bad_input, limit, cancelled: nothing of it was stored then), or of the base.
Result<CodedFileOutcome> store_coding_table(const CodedStore& into, CodingFile file);

// Whether a file is one that EPPI-Reviewer exported, by its beginning; reading it, as above.
bool is_coded_export(std::string_view bytes);
Result<CodedFileOutcome> store_coded_export(const CodedStore& into, CodingFile file);

// A table without a mapping that looks as if people had coded in it: what to do, for a person; else nothing.
std::string coding_hint(const Document& table);
// The same of the beginning of a file that was read otherwise.
std::string coding_hint(const std::filesystem::path& path, std::string_view bytes);
// A mapping for a table, to be looked through. Errors: bad_input (no table, or its header names no work).
Result<std::string> proposed_mapping(const std::filesystem::path& path, std::string bytes, const Limits& limits, const Cancel& cancel);

}  // namespace evident::ingest
