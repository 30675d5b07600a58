#include "ingest/coding/coded_files.hpp"

#include <unordered_map>

#include "ingest/coding/eppi.hpp"
#include "ingest/coding/evidence.hpp"
#include "ingest/coding/kinds.hpp"
#include "ingest/coding/table.hpp"
#include "ingest/readers/archives.hpp"
#include "ingest/readers/reader.hpp"
#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kLookedAt = 50;        // rows by which a column is judged
constexpr std::size_t kHintBytes = 64u << 10;

bool is_table(const Document& document) { return document.format == "csv" || document.format == "xlsx"; }

// Work by work, each told from the others of its file.
Result<RecordFileOutcome> store_works(const CodedStore& into, const std::filesystem::path& path, std::string_view hash,
                                      std::string_view format, const std::vector<CodedWork>& works) {
  const std::string file_path = path.string(), name = name_of(path);
  std::unordered_map<std::string, std::size_t> seen;
  std::size_t at = 0;
  return store_evidence(into.base, file_path, std::string(hash), into.run, into.version,
                        [&](bool wanted) -> Result<std::optional<graph::DocumentEvidence>> {
                          if (at >= works.size()) return std::optional<graph::DocumentEvidence>();
                          if (into.cancel.requested()) return fail(Code::cancelled, "stopped while reading " + name);
                          const CodedWork& work = works[at++];
                          BibliographicRecord record;
                          read_record(work, record);
                          std::string identity = record_identity(record);
                          if (const std::size_t before = seen[identity]++) identity += "." + std::to_string(before + 1);
                          if (!wanted) return std::optional<graph::DocumentEvidence>(graph::DocumentEvidence());
                          return std::optional<graph::DocumentEvidence>(
                              coded_evidence(work, record, {file_path, name, format, at}, identity, into.lexicon, into.extract));
                        });
}

Result<CodedWorks> works_of_table(const CodedStore& into, CodingFile file) {
  const std::string name = name_of(file.path);
  EV_TRY(const CodingMapping mapping, read_mapping(file.mapping_name, file.mapping));
  EV_TRY(const Document table, read_document(file.path, std::move(file.bytes), into.limits, into.cancel));
  if (!is_table(table))
    return fail(Code::bad_input, file.mapping_name + " stands beside " + name + ", which is no table but " + table.format,
                "give the mapping to a .csv, .tsv or .xlsx file, or remove it", {table.path, {}, {}});
  EV_TRY(CodedWorks coded, coded_table(table, mapping, file.mapping_name, into.lexicon, into.cancel));
  if (coded.works.empty())
    return fail(Code::bad_input, name + " has no row that tells a work by the columns of " + file.mapping_name,
                "check \"source\" and \"header row\" there", {table.path, {}, {}});
  return coded;
}

Result<CodedWorks> works_of_export(const CodedStore& into, const CodingFile& file) {
  const std::string name = name_of(file.path);
  EV_TRY(const CodeKinds kinds, CodeKinds::read(file.mapping_name, file.mapping));
  if (const auto bad = first_invalid_utf8(file.bytes))
    return fail(Code::bad_input, name + " is no UTF-8 at byte " + std::to_string(*bad), "export it again from EPPI-Reviewer",
                {file.path.string(), *bad, *bad + 1});
  return coded_eppi(name, file.bytes, kinds, into.lexicon, into.cancel);
}

}  // namespace

bool is_coded_export(std::string_view bytes) { return is_eppi_json(bytes.substr(0, kHintBytes)); }

Result<RecordFileOutcome> store_coded(const CodedStore& into, CodingFile file, std::vector<std::string>& notes) {
  const std::filesystem::path path = file.path;
  const std::string hash = sha256_hex(sha256_hex(file.bytes) + sha256_hex(file.mapping));
  const bool exported = is_coded_export(file.bytes);
  EV_TRY(const CodedWorks coded, exported ? works_of_export(into, file) : works_of_table(into, std::move(file)));
  notes = coded.notes;
  return store_works(into, path, hash, exported ? "EPPI-Reviewer" : "coding table", coded.works);
}

std::string coding_hint(const Document& table) {
  if (!is_table(table) || !looks_coded(head_of(table, kLookedAt))) return {};
  if (table.path.find(kWithin) != std::string::npos)
    return table.name + " looks like a table in which people coded; to have its codes read as such, unpack it, make a mapping with 'evident coding', and put "
                        "it beside the table, in a folder or in the archive";
  const std::string path = '"' + table.path + '"';
  return table.name + " looks like a table in which people coded; to have its codes read as such, make a mapping, look through it and ingest again: evident coding " +
         path + " > " + path.substr(0, path.size() - 1) + std::string(kMappingEnd) + '"';
}

std::string coding_hint(const std::filesystem::path& path, std::string_view bytes) {
  std::string_view head = bytes.substr(0, kHintBytes);
  if (head.size() < bytes.size()) head = head.substr(0, head.rfind('\n') + 1);
  const auto table = read_document(path, std::string(head), {}, {});
  return table ? coding_hint(*table) : std::string();
}

Result<std::string> proposed_mapping(const std::filesystem::path& path, std::string bytes, const Limits& limits, const Cancel& cancel) {
  EV_TRY(const Document table, read_document(path, std::move(bytes), limits, cancel));
  if (!is_table(table))
    return fail(Code::bad_input, table.name + " is no table but " + table.format, "give a .csv, .tsv or .xlsx file", {table.path, {}, {}});
  const TableHead head = head_of(table, kLookedAt);
  const auto proposed = propose_mapping(head.columns, head.rows);
  if (proposed) return proposed->json;
  std::string columns;
  for (const std::string& column : head.columns) columns += (columns.empty() ? "'" : ", '") + column + "'";
  return fail(Code::bad_input,
              table.name + " has no columns from which it can be told that each row is a work: a title, DOI or PMID, and a year or another of them",
              columns.empty() ? "the first row must hold the names of the columns" : "columns there: " + columns, {table.path, {}, {}});
}

}  // namespace evident::ingest
