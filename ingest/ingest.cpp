// The pipeline. Reading, classifying and linking are pure; only ingest() touches files and the base. A file
// that fails is a row of the report; the loop ends early when the base refuses (disk full) or the user stops
// it.
#include "ingest/ingest.hpp"

#include <fmt/format.h>

#include <utility>

#include "corpus/embedded.hpp"
#include "graph/vocabulary/skos.hpp"
#include "ingest/classify/classify.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/tokens.hpp"
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

graph::DocumentEvidence extract_with(const Document& document, const Lexicon& lexicon) {
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
  for (const std::filesystem::path& path : paths) {
    auto found = files.list(path);
    if (!found) {
      failed(path.string(), std::move(found.error()));
      continue;
    }
    // A folder may hold the library itself; a file that is named is always tried.
    const bool one_file = found->size() == 1 && found->front() == path;
    for (std::filesystem::path& file : *found)
      if (one_file || !belongs_to_library(file)) queue.push_back(std::move(file));
  }
  EV_TRY(const graph::Vocabulary vocabulary, shipped_vocabulary());
  const std::string version =
      extraction_version() + (options.without_cues_for.empty() ? "" : " without " + options.without_cues_for);
  EV_CHECK(base.store_vocabulary(vocabulary, version));
  const Lexicon lexicon(vocabulary);
  EV_TRY(const graph::RunId run, base.begin_run(options.version));
  // One file, or one within an archive. False: the user stopped it. Errors: nothing further can be done.
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
    const graph::DocumentEvidence evidence = extract_with(*document, lexicon);
    auto outcome = base.store(evidence, run, version);
    if (!outcome) {
      // A full disk or a broken base stops everything; what was committed stays.
      if (outcome.error().code != Code::bad_input && outcome.error().code != Code::limit)
        return tl::unexpected<Error>(std::move(outcome.error()));
      failed(path, std::move(outcome.error()));
      return true;
    }
    FileReport row{FileReport::What::added, path, outcome->items, outcome->retired, {}};
    if (outcome->what == graph::StoreOutcome::What::replaced) row.what = FileReport::What::replaced;
    if (outcome->what == graph::StoreOutcome::What::unchanged) row.what = FileReport::What::unchanged;
    report.files.push_back(std::move(row));
    for (const graph::Item& item : evidence.items)
      ++report.items_by_kind[std::string(graph::info(item.kind).name)];
    return true;
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
  for (std::size_t i = 0; i < queue.size() && !report.cancelled; ++i) {
    if (cancel.requested()) {
      report.cancelled = true;
      break;
    }
    const std::string path = queue[i].string();
    if (options.progress) options.progress(path, i + 1, queue.size());
    if (auto map = files.map(queue[i])) {  // a file of records may be larger than a document
      if (const RecordFormat* format = record_format_of(queue[i], (*map)->bytes())) {
        const auto extract_one = [&](const Document& document) { return extract_with(document, lexicon); };
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
