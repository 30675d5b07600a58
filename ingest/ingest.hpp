// From files to evidence: read, segment, classify, extract, link, store; one document is one transaction.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base.hpp"
#include "ingest/document.hpp"
#include "support/files.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::ingest {

// Changes whenever the same bytes may yield other items: code, cues and vocabularies.
std::string extraction_version();

// The vocabularies that travel in the program, read and finished.
Result<graph::Vocabulary> shipped_vocabulary();

// The evidence of one document; deterministic, touches no file.
graph::DocumentEvidence extract(const Document& document, const graph::Vocabulary& vocabulary);

struct FileReport {
  enum class What { added, replaced, unchanged, failed } what;
  std::string path;
  std::size_t items = 0;
  std::size_t retired = 0;
  Error error;  // when failed
  std::vector<std::string> notes = {};  // what a person should know of a file that was read, a sentence each
};
struct IngestReport {
  std::vector<FileReport> files;  // in the order in which they were read
  std::map<std::string, std::size_t> items_by_kind;
  bool cancelled = false;
};

struct IngestOptions {
  Limits limits;
  std::string version;  // of the program
  // Leaves out the cues that are there for the sake of this document (fifth column of corpus/cues/*.tsv): to
  // measure how much the rules owe to it. Only before anything was extracted in this process.
  std::string without_cues_for;
  // Called before each file with its path, its place from 1 and how many there are.
  std::function<void(const std::string&, std::size_t, std::size_t)> progress;
};

// Reads files and folders into the base. A file that fails is a row of the report and never loses the others.
// Errors only when nothing further can be done (disk full, base unwritable): what was committed stays.
Result<IngestReport> ingest(graph::Base& base, const std::vector<std::filesystem::path>& paths,
                            const IngestOptions& options, Files& files, const Cancel& cancel);

}  // namespace evident::ingest
