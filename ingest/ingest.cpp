// The pipeline. Reading, classifying and linking are pure; only ingest() touches files and the base. A file
// that fails is a row of the report; the loop ends early when the base refuses (disk full) or the user stops
// it.
#include "ingest/ingest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "corpus/embedded.hpp"
#include "graph/vocabulary/skos.hpp"
#include "ingest/classify/classify.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/tokens.hpp"
#include "ingest/coding/coded_files.hpp"
#include "ingest/coding/mapping.hpp"
#include "ingest/coding/refi.hpp"
#include "ingest/extract/passage_languages.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/link/lexicon.hpp"
#include "ingest/link/link.hpp"
#include "ingest/readers/archives.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/records/record_file.hpp"
#include "ingest_code_version.hpp"
#include "support/hash.hpp"

namespace evident::ingest {
namespace {

// coded: what people coded in it.
graph::DocumentEvidence extract_with(const Document& document, const Lexicon& lexicon,
                                     const std::vector<CodedPassage>& coded = {}) {
  graph::DocumentEvidence evidence;
  evidence.name = document.name;
  evidence.path = document.path;
  evidence.content_hash = document.content_hash;
  evidence.format = document.format;
  evidence.text = document.text;
  const TokenisedText tokenised(document.text);  // the words are found once, for all that follows
  const std::vector<Sentence> sentences = sentences_of(document);
  const Structure structure = structure_of(document, sentences, lexicon);
  const std::vector<SentenceLabel> labels = classify(document, sentences, structure);
  Extraction extraction{document, sentences, labels, evidence, structure, lexicon};
  for (const Extractor& extractor : extractors()) extractor.run(extraction);
  if (!coded.empty()) add_passages(extraction, coded);
  tell_languages(extraction);
  link_items(extraction);
  return evidence;
}

void add_record_file(IngestReport& report, const std::string& path, const RecordFileOutcome& outcome) {
  const auto what = outcome.unchanged ? FileReport::What::unchanged
                    : outcome.fresh   ? FileReport::What::added
                                      : FileReport::What::replaced;
  report.files.push_back({what, path, outcome.items, outcome.retired, {}});
  for (const auto& [kind, n] : outcome.items_by_kind) report.items_by_kind[std::string(graph::info(kind).name)] += n;
}

constexpr std::uint64_t kMappingBytes = 1u << 20;

bool is_mapping(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return name.size() > kMappingEnd.size() && name.ends_with(kMappingEnd);
}
std::filesystem::path mapping_of(const std::filesystem::path& file) {
  return file.parent_path() / (file.filename().string() + std::string(kMappingEnd));
}

// An evidence base, its write-ahead log and its mapped graph.
bool belongs_to_library(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  for (const std::string_view end : {".evd", ".evd-wal", ".evd-shm", ".evd-journal", ".evd.graph"})
    if (name.ends_with(end)) return true;
  return false;
}

}  // namespace

std::string extraction_version() {
  static const std::string version = [] {
    std::string all = fmt::format("code {}\n", kIngestCode);
    for (const corpus::File& file : corpus::files()) {
      all += file.name;
      all += '\n';
      all += xxh128_hex(file.bytes);
    }
    for (const Extractor& extractor : extractors())
      all += fmt::format("{} {}\n", extractor.name, extractor.order);
    return xxh128_hex(all).substr(0, 16);
  }();
  return version;
}

Result<graph::Vocabulary> shipped_vocabulary() {
  graph::Vocabulary vocabulary;
  for (const corpus::File& file : corpus::files())
    if (file.name.substr(0, 11) == "vocabulary/")
      EV_CHECK(graph::read_skos(file.name, file.bytes, vocabulary));
  EV_CHECK(graph::finish_vocabulary(vocabulary));
  return vocabulary;
}

graph::DocumentEvidence extract(const Document& document, const graph::Vocabulary& vocabulary) {
  const Lexicon lexicon(vocabulary);
  return extract_with(document, lexicon);
}

Result<IngestReport> ingest(graph::Base& base, const std::vector<std::filesystem::path>& paths,
                            const IngestOptions& options, Files& files, const Cancel& cancel) {
  if (!options.without_cues_for.empty()) leave_out_cues_for(options.without_cues_for);
  IngestReport report;
  const auto failed = [&](std::string path, Error error) {
    report.files.push_back({FileReport::What::failed, std::move(path), 0, 0, std::move(error)});
  };
  std::vector<std::filesystem::path> queue;
  std::set<std::filesystem::path> mappings;
  for (const std::filesystem::path& path : paths) {
    auto found = files.list(path);
    if (!found) {
      failed(path.string(), std::move(found.error()));
      continue;
    }
    // A folder may hold the library itself; a file that is named is always tried.
    const bool one_file = found->size() == 1 && found->front() == path;
    for (std::filesystem::path& file : *found) {
      if (is_mapping(file))
        mappings.insert(std::move(file));
      else if (one_file || !belongs_to_library(file))
        queue.push_back(std::move(file));
    }
    if (one_file && !is_mapping(path) && files.list(mapping_of(path))) mappings.insert(mapping_of(path));
  }
  // A mapping is read with the file beside it, and is no document.
  for (const std::filesystem::path& mapping : mappings) {
    std::filesystem::path file = mapping;
    file.replace_filename(file.filename().string().substr(0, file.filename().string().size() - kMappingEnd.size()));
    if (std::find(queue.begin(), queue.end(), file) != queue.end()) continue;
    if (auto there = files.list(file); there && there->size() == 1 && there->front() == file)
      queue.push_back(std::move(file));
    else
      failed(mapping.string(), Error{Code::bad_input,
                                     mapping.filename().string() + " is the mapping of " + file.filename().string() + ", which does not stand beside it",
                                     "put the table there, or name the mapping after the table", Place{mapping.string(), {}, {}}});
  }
  EV_TRY(const graph::Vocabulary vocabulary, shipped_vocabulary());
  const std::string version =
      extraction_version() + (options.without_cues_for.empty() ? "" : " without " + options.without_cues_for);
  EV_CHECK(base.store_vocabulary(vocabulary, version));
  const Lexicon lexicon(vocabulary);
  EV_TRY(const graph::RunId run, base.begin_run(options.version));
  // False: the user stopped it. Errors: nothing further can be done.
  const auto store_one = [&](const Document& document, const graph::DocumentEvidence& evidence) -> Result<bool> {
    auto outcome = base.store(evidence, run, version);
    if (!outcome) {
      // A full disk or a broken base stops everything; what was committed stays.
      if (outcome.error().code != Code::bad_input && outcome.error().code != Code::limit)
        return tl::unexpected<Error>(std::move(outcome.error()));
      failed(document.path, std::move(outcome.error()));
      return true;
    }
    FileReport row{FileReport::What::added, document.path, outcome->items, outcome->retired, {}};
    if (outcome->what == graph::StoreOutcome::What::replaced) row.what = FileReport::What::replaced;
    if (outcome->what == graph::StoreOutcome::What::unchanged) row.what = FileReport::What::unchanged;
    if (std::string hint = coding_hint(document); !hint.empty()) row.notes.push_back(std::move(hint));
    report.files.push_back(std::move(row));
    for (const graph::Item& item : evidence.items)
      ++report.items_by_kind[std::string(graph::info(item.kind).name)];
    return true;
  };
  // One file, or one within an archive.
  const auto read_one = [&](const std::string& path, std::string bytes) -> Result<bool> {
    EV_TRY(const bool current, base.is_current(path, sha256_hex(bytes), version));
    if (current) {
      report.files.push_back({FileReport::What::unchanged, path, 0, 0, {}});
      return true;
    }
    auto document = read_document(path, std::move(bytes), options.limits, cancel);
    if (!document) {
      if (document.error().code == Code::cancelled) return false;
      failed(path, std::move(document.error()));
      return true;
    }
    return store_one(*document, extract_with(*document, lexicon));
  };
  const auto read_archive = [&](const std::string& path, const std::string& bytes) -> Result<bool> {
    Result<bool> state = true;
    auto done = each_file_within(path, bytes, [&](std::string within, Result<std::string> content) {
      if (cancel.requested()) {
        state = false;
      } else if (!content) {
        failed(std::move(within), std::move(content.error()));
      } else {
        state = read_one(within, std::move(*content));
      }
      return state && *state;
    });
    if (!done) failed(path, std::move(done.error()));
    return state;
  };
  const auto coding_file = [&](const std::filesystem::path& path) -> Result<CodingFile> {
    CodingFile file;
    file.path = path;
    EV_TRY(file.bytes, files.read(path, options.limits.document_bytes));
    if (const std::filesystem::path mapping = mapping_of(path); mappings.contains(mapping)) {
      EV_TRY(file.mapping, files.read(mapping, kMappingBytes));
      file.mapping_name = mapping.filename().string();
    }
    return file;
  };
  // A project of qualitative analysis: each of its texts is a document.
  const auto read_project = [&](const CodingFile& file) -> Result<bool> {
    auto project = read_refi(file, options.limits, cancel);
    if (!project) {
      if (project.error().code == Code::cancelled) return false;
      failed(file.path.string(), std::move(project.error()));
      return true;
    }
    for (auto& [within, error] : project->failed) failed(within, std::move(error));
    const std::size_t first = report.files.size();
    if (project->texts.empty() && project->failed.empty())
      failed(file.path.string(), Error{Code::bad_input, file.path.filename().string() + " is a project without a text that can be read",
                                       "export it with its sources", Place{file.path.string(), {}, {}}});
    for (const CodedText& text : project->texts) {
      if (cancel.requested()) return false;
      EV_CHECK(store_one(text.document, extract_with(text.document, lexicon, text.passages)));
    }
    if (report.files.size() > first)
      report.files[first].notes.insert(report.files[first].notes.end(), project->notes.begin(), project->notes.end());
    return true;
  };
  for (std::size_t i = 0; i < queue.size() && !report.cancelled; ++i) {
    if (cancel.requested()) {
      report.cancelled = true;
      break;
    }
    const std::string path = queue[i].string();
    if (options.progress) options.progress(path, i + 1, queue.size());
    const auto extract_one = [&](const Document& document) { return extract_with(document, lexicon); };
    auto map = files.map(queue[i]);
    const bool project = map && is_refi_project((*map)->bytes());
    const bool coded = map && !project && (mappings.contains(mapping_of(queue[i])) || is_coded_export((*map)->bytes()));
    if (coded || project) {
      auto file = coding_file(queue[i]);
      if (!file) {
        failed(path, std::move(file.error()));
        continue;
      }
      if (project) {
        EV_TRY(const bool on, read_project(*file));
        report.cancelled = !on;
        continue;
      }
      const CodedStore into{base, run, version, lexicon, extract_one, options.limits, cancel};
      auto stored = is_coded_export(file->bytes) ? store_coded_export(into, std::move(*file)) : store_coding_table(into, std::move(*file));
      if (!stored && stored.error().code == Code::cancelled) {
        report.cancelled = true;
        break;
      }
      if (!stored && stored.error().code != Code::bad_input && stored.error().code != Code::limit)
        return tl::unexpected<Error>(std::move(stored.error()));
      if (!stored) {
        failed(path, std::move(stored.error()));
      } else {
        add_record_file(report, path, stored->stored);
        report.files.back().notes = std::move(stored->notes);
      }
      continue;
    }
    if (map) {  // a file of records may be larger than a document
      if (const RecordFormat* format = record_format_of(queue[i], (*map)->bytes())) {
        auto stored = store_record_file(base, queue[i], **map, *format, run, version, extract_one,
                                        options.limits, cancel);
        if (!stored && stored.error().code == Code::cancelled) {
          report.cancelled = true;
          break;
        }
        if (!stored && stored.error().code != Code::bad_input && stored.error().code != Code::limit)
          return tl::unexpected<Error>(std::move(stored.error()));
        if (!stored)
          failed(path, std::move(stored.error()));
        else
          add_record_file(report, path, *stored);
        if (format->name == "table of records")
          if (std::string hint = coding_hint(queue[i], (*map)->bytes()); !hint.empty() && stored)
            report.files.back().notes.push_back(std::move(hint));
        continue;
      }
    }
    auto bytes = files.read(queue[i], options.limits.document_bytes);
    if (!bytes) {
      failed(path, std::move(bytes.error()));
      continue;
    }
    const bool archive = is_archive_of_files(*bytes);
    EV_TRY(const bool on, archive ? read_archive(path, *bytes) : read_one(path, std::move(*bytes)));
    report.cancelled = !on;
  }
  EV_CHECK(base.finish_run(run));
  return report;
}

}  // namespace evident::ingest
