// The pipeline. Reading, classifying and linking are pure; only ingest() touches files and the base. A file
// that fails is a row of the report; the loop ends early when the base refuses (disk full) or the user stops
// it.
#include "ingest/ingest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <map>
#include <set>
#include <utility>

#include "corpus/embedded.hpp"
#include "graph/vocabulary/skos.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/tokens.hpp"
#include "ingest/coding/coded_files.hpp"
#include "ingest/coding/mapping.hpp"
#include "ingest/coding/refi.hpp"
#include "ingest/extract/extract.hpp"
#include "ingest/link/lexicon.hpp"
#include "ingest/readers/ahead.hpp"
#include "ingest/readers/archives.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/records/record_file.hpp"
#include "ingest_code_version.hpp"
#include "support/hash.hpp"

namespace evident::ingest {
namespace {

graph::DocumentEvidence extract_with(const Document& document, const Lexicon& lexicon, const ExtractHooks& hooks = {}) {
  const Document* const one[] = {&document};
  return std::move(extract_all(one, lexicon, hooks).front());
}

void add_record_file(IngestReport& report, const std::string& path, const RecordFileOutcome& outcome) {
  const auto what = outcome.unchanged ? FileReport::What::unchanged
                    : outcome.fresh   ? FileReport::What::added
                                      : FileReport::What::replaced;
  report.files.push_back({what, path, outcome.items, outcome.retired, {}});
  for (const auto& [kind, n] : outcome.items_by_kind) report.items_by_kind[std::string(graph::info(kind).name)] += n;
}

constexpr std::uint64_t kMappingBytes = 1u << 20;
constexpr std::size_t kLookedAhead = 8;  // files
constexpr std::string_view kTableOfRecords = "table of records";  // the format whose rows may be coded works

bool is_mapping(const std::filesystem::path& file) {
  const std::string name = name_of(file);
  return name.size() > kMappingEnd.size() && name.ends_with(kMappingEnd);
}
// The name of the file that a mapping is for.
std::string mapped_name(const std::filesystem::path& mapping) {
  const std::string name = name_of(mapping);
  return name.substr(0, name.size() - kMappingEnd.size());
}
std::filesystem::path mapping_of(const std::filesystem::path& file) {
  return file.parent_path() / (file.filename().string() + std::string(kMappingEnd));
}

// A file of an archive, unpacked.
class Unpacked final : public MappedFile {
 public:
  explicit Unpacked(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string_view bytes() const override { return bytes_; }

 private:
  std::string bytes_;
};

// An evidence base, its write-ahead log and its mapped graph.
bool belongs_to_library(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  for (const std::string_view end : {".evd", ".evd-wal", ".evd-shm", ".evd-journal", ".evd.graph"})
    if (name.ends_with(end)) return true;
  return false;
}

// One ingest: what is read in which order, and the report of it. Functions that return bool give false when the user stopped
// it; errors mean that nothing further can be done.
class Reading {
 public:
  Reading(graph::Base& base, const IngestOptions& options, Files& files, const Cancel& cancel, const Lexicon& lexicon, std::string version,
          graph::RunId run)
      : base_(base), options_(options), files_(files), cancel_(cancel), lexicon_(lexicon), version_(std::move(version)), run_(run) {}

  void find(const std::vector<std::filesystem::path>& paths) {
    for (const std::filesystem::path& path : paths) {
      auto found = files_.list(path);
      if (!found) {
        failed(path.string(), std::move(found.error()));
        continue;
      }
      // A folder may hold the library itself; a file that is named is always tried.
      const bool one_file = found->size() == 1 && found->front() == path;
      for (std::filesystem::path& file : *found) {
        if (is_mapping(file))
          mappings_.insert(std::move(file));
        else if (one_file || !belongs_to_library(file))
          queue_.push_back(std::move(file));
      }
      if (one_file && !is_mapping(path) && files_.list(mapping_of(path))) mappings_.insert(mapping_of(path));
    }
    for (const std::filesystem::path& mapping : mappings_) find_mapped(mapping);
  }
  Result<IngestReport> run() {
    for (std::size_t i = 0; i < queue_.size() && !report_.cancelled; ++i) {
      if (options_.progress && !cancel_.requested()) options_.progress(queue_[i].string(), i + 1, queue_.size());
      EV_CHECK(look_ahead(i));
      EV_TRY(const bool on, cancel_.requested() ? Result<bool>(false) : read(queue_[i]));
      report_.cancelled = !on;
    }
    EV_CHECK(store_waiting());  // what was read is kept, also when the user stopped it
    return std::move(report_);
  }

 private:
  void failed(std::string path, Error error) {
    report_.files.push_back({FileReport::What::failed, std::move(path), 0, 0, std::move(error)});
  }
  // A file that fails is a row of the report; a full disk or a broken base stops everything, and what was committed stays.
  template <class T>
  static bool stops(const Result<T>& done) {
    return !done && done.error().code != Code::bad_input && done.error().code != Code::limit && done.error().code != Code::cancelled;
  }

  // A mapping is read with the file beside it, and is no document.
  void find_mapped(const std::filesystem::path& mapping) {
    std::filesystem::path file = mapping;
    file.replace_filename(mapped_name(mapping));
    if (std::find(queue_.begin(), queue_.end(), file) != queue_.end()) return;
    if (auto there = files_.list(file); there && there->size() == 1 && there->front() == file)
      queue_.push_back(std::move(file));
    else
      failed_without_table(mapping.string());
  }
  void failed_without_table(const std::string& mapping) {
    failed(mapping, Error{Code::bad_input, name_of(mapping) + " is the mapping of " + mapped_name(mapping) + ", which does not stand beside it",
                          "put the table there, or name the mapping after the table", Place{mapping, {}, {}}});
  }

  // Begins files behind this one whose readers wait for another program, and which are not in the base already.
  Result<void> look_ahead(std::size_t at) {
    const std::size_t last = std::min(at + kLookedAhead, queue_.size() - 1);
    looked_ahead_ = std::max(looked_ahead_, at);
    while (looked_ahead_ < last && !ahead_.full()) {
      const std::filesystem::path& file = queue_[++looked_ahead_];
      if (mappings_.contains(mapping_of(file))) continue;
      const auto map = files_.map(file);
      if (!map || !waits_for_program(file, (*map)->bytes())) continue;
      auto bytes = files_.read(file, options_.limits.document_bytes);
      if (!bytes) continue;  // said when its turn comes
      EV_TRY(const bool current, base_.is_current(file.string(), sha256_hex(*bytes), version_));
      if (!current) ahead_.begin(file, std::move(*bytes));
    }
    return {};
  }
  Result<bool> read(const std::filesystem::path& file) {
    const std::string path = file.string();
    if (auto document = ahead_.take(file)) return add(path, std::move(*document));
    {
      const auto map = files_.map(file);  // a file of records may be larger than a document
      const std::string_view beginning = map ? (*map)->bytes() : std::string_view();
      if (map && is_refi_project(beginning)) return read_coded(file, true);
      if (map && (mappings_.contains(mapping_of(file)) || is_coded_export(beginning))) return read_coded(file, false);
      if (const RecordFormat* format = map ? record_format_of(file, beginning) : nullptr) return read_records(file, **map, *format);
    }
    auto bytes = files_.read(file, options_.limits.document_bytes);
    if (!bytes) {
      failed(path, std::move(bytes.error()));
      return true;
    }
    const bool archive = is_archive_of_files(*bytes);
    return archive ? read_archive(path, *bytes) : read_one(path, std::move(*bytes));
  }

  // One file, or one within an archive.
  Result<bool> read_one(const std::string& path, std::string bytes) {
    EV_TRY(const bool current, base_.is_current(path, sha256_hex(bytes), version_));
    if (current) {
      report_.files.push_back({FileReport::What::unchanged, path, 0, 0, {}});
      return true;
    }
    return add(path, read_document(path, std::move(bytes), options_.limits, cancel_));
  }
  Result<bool> add(const std::string& path, Result<Document> document) {
    if (!document) {
      if (document.error().code == Code::cancelled) return false;
      failed(path, std::move(document.error()));
      return true;
    }
    if (document->text.size() >= Together::kBytes) {
      EV_CHECK(store_waiting());
      return store(*document, extract_with(*document, lexicon_));
    }
    const bool enough = together_.add(document->text.size());
    waiting_.push_back({std::move(*document), report_.files.size()});
    report_.files.push_back({FileReport::What::added, path, 0, 0, {}});
    return enough ? store_waiting() : Result<bool>(true);
  }
  // Short documents are read together; what is stored directly comes behind those that wait.
  Result<bool> store_waiting() {
    std::vector<const Document*> documents;
    for (const Waiting& one : waiting_) documents.push_back(&one.document);
    const std::vector<graph::DocumentEvidence> evidence = extract_all(documents, lexicon_);
    for (std::size_t i = 0; i < waiting_.size(); ++i)
      EV_CHECK(store(waiting_[i].document, evidence[i], report_.files[waiting_[i].row]));
    waiting_.clear();
    together_ = Together();
    return true;
  }
  Result<bool> store(const Document& document, const graph::DocumentEvidence& evidence) {
    FileReport row{FileReport::What::added, document.path, 0, 0, {}};
    EV_CHECK(store(document, evidence, row));
    report_.files.push_back(std::move(row));
    return true;
  }
  Result<void> store(const Document& document, const graph::DocumentEvidence& evidence, FileReport& row) {
    auto outcome = base_.store(evidence, run_, version_);
    if (stops(outcome)) return tl::unexpected<Error>(std::move(outcome.error()));
    if (!outcome) {
      row.what = FileReport::What::failed;
      row.error = std::move(outcome.error());
      return {};
    }
    row.items = outcome->items;
    row.retired = outcome->retired;
    if (outcome->what == graph::StoreOutcome::What::replaced) row.what = FileReport::What::replaced;
    if (outcome->what == graph::StoreOutcome::What::unchanged) row.what = FileReport::What::unchanged;
    if (std::string hint = coding_hint(document); !hint.empty()) row.notes.push_back(std::move(hint));
    for (const graph::Item& item : evidence.items)
      ++report_.items_by_kind[std::string(graph::info(item.kind).name)];
    return {};
  }
  // As if its files lay in a folder; the mappings come first.
  Result<bool> read_archive(const std::string& path, const std::string& bytes) {
    Result<bool> state = true;
    std::map<std::string, std::string> mappings;  // that no file was found for yet, by their paths
    auto done = each_file_within(path, bytes, is_mapping, [&](std::string within, Result<std::string> content) {
      if (cancel_.requested()) {
        state = false;
      } else if (!content) {
        failed(std::move(within), std::move(content.error()));
      } else if (is_mapping(within) && content->size() > kMappingBytes) {
        failed(within, Error{Code::limit, name_of(within) + " has more than " + std::to_string(kMappingBytes) + " bytes", "check whether it is a mapping", Place{within, {}, {}}});
      } else if (is_mapping(within)) {
        mappings.emplace(std::move(within), std::move(*content));
      } else {
        const auto mapping = mappings.extract(within + std::string(kMappingEnd));
        state = read_within(within, std::move(*content), mapping ? &mapping.mapped() : nullptr);
      }
      return state && *state;
    });
    if (!done) failed(path, std::move(done.error()));
    if (state && *state)
      for (const auto& [mapping, unused] : mappings) failed_without_table(mapping);
    return state;
  }
  Result<bool> read_within(const std::string& path, std::string bytes, const std::string* mapping) {
    const bool project = is_refi_project(bytes);
    if (project || mapping || is_coded_export(bytes)) {
      CodingFile file;
      file.path = path;
      file.bytes = std::move(bytes);
      if (mapping) {
        file.mapping_name = name_of(path) + std::string(kMappingEnd);
        file.mapping = *mapping;
      }
      return store_coding(std::move(file), project);
    }
    if (const RecordFormat* format = record_format_of(path, bytes)) return read_records(path, Unpacked(std::move(bytes)), *format);
    return read_one(path, std::move(bytes));
  }

  Result<bool> read_records(const std::filesystem::path& file, const MappedFile& map, const RecordFormat& format) {
    EV_CHECK(store_waiting());
    auto stored = store_record_file(base_, file, map, format, run_, version_, extract_, options_.limits, cancel_);
    EV_TRY(const bool on, took(file.string(), stored));
    if (on && stored && format.name == kTableOfRecords)
      if (std::string hint = coding_hint(file, map.bytes()); !hint.empty()) report_.files.back().notes.push_back(std::move(hint));
    return on;
  }
  // Whether reading goes on after a file of many works.
  Result<bool> took(const std::string& path, Result<RecordFileOutcome>& stored) {
    if (stops(stored)) return tl::unexpected<Error>(std::move(stored.error()));
    if (!stored && stored.error().code == Code::cancelled) return false;
    if (!stored)
      failed(path, std::move(stored.error()));
    else
      add_record_file(report_, path, *stored);
    return true;
  }

  Result<bool> read_coded(const std::filesystem::path& path, bool project) {
    CodingFile file;
    file.path = path;
    auto bytes = files_.read(path, options_.limits.document_bytes);
    Result<std::string> json;
    if (const std::filesystem::path mapping = mapping_of(path); mappings_.contains(mapping)) {
      json = files_.read(mapping, kMappingBytes);
      file.mapping_name = mapping.filename().string();
    }
    if (!bytes || !json) {
      failed(path.string(), std::move(bytes ? json.error() : bytes.error()));
      return true;
    }
    file.bytes = std::move(*bytes);
    file.mapping = std::move(*json);
    return store_coding(std::move(file), project);
  }
  Result<bool> store_coding(CodingFile file, bool project) {
    EV_CHECK(store_waiting());
    if (project) return read_project(file);
    const std::string path = file.path.string();
    const CodedStore into{base_, run_, version_, lexicon_, extract_, options_.limits, cancel_};
    std::vector<std::string> notes;
    auto stored = store_coded(into, std::move(file), notes);
    EV_TRY(const bool on, took(path, stored));
    if (on && stored) report_.files.back().notes = std::move(notes);
    return on;
  }
  // A project of qualitative analysis: each of its texts is a document.
  Result<bool> read_project(const CodingFile& file) {
    const std::string path = file.path.string();
    auto project = read_refi(file, options_.limits, cancel_);
    if (!project) {
      if (project.error().code == Code::cancelled) return false;
      failed(path, std::move(project.error()));
      return true;
    }
    for (auto& [within, error] : project->failed) failed(within, std::move(error));
    if (project->texts.empty() && project->failed.empty())
      failed(path, Error{Code::bad_input, name_of(file.path) + " is a project without a text that can be read",
                         "export it with its sources", Place{path, {}, {}}});
    const std::size_t first = report_.files.size();
    for (const CodedText& text : project->texts) {
      if (cancel_.requested()) return false;
      ExtractHooks hooks;
      if (!text.passages.empty()) hooks.coded = [&](Extraction& extraction) { add_passages(extraction, text.passages); };
      EV_CHECK(store(text.document, extract_with(text.document, lexicon_, hooks)));
    }
    if (report_.files.size() > first)
      report_.files[first].notes.insert(report_.files[first].notes.end(), project->notes.begin(), project->notes.end());
    return true;
  }

  graph::Base& base_;
  const IngestOptions& options_;
  Files& files_;
  const Cancel& cancel_;
  const Lexicon& lexicon_;
  const std::string version_;
  const graph::RunId run_;
  const ExtractAll extract_ = [this](std::span<const Document* const> documents) { return extract_all(documents, lexicon_); };
  struct Waiting {
    Document document;
    std::size_t row;  // of the report
  };
  std::vector<Waiting> waiting_;
  Together together_;
  std::size_t looked_ahead_ = 0;  // the last of the queue that was
  ReadAhead ahead_{options_.limits, cancel_};
  std::vector<std::filesystem::path> queue_;
  std::set<std::filesystem::path> mappings_;
  IngestReport report_;
};

}  // namespace

std::string extraction_version() {
  static const std::string version = [] {
    std::string all = fmt::format("code {}\n", kIngestCode);
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
  // The lists of words are made beside the vocabulary: for one document both take longer than to read it.
  const auto lists = std::async(std::launch::async, make_cues);
  EV_TRY(const graph::Vocabulary vocabulary, shipped_vocabulary());
  const std::string version =
      extraction_version() + (options.without_cues_for.empty() ? "" : " without " + options.without_cues_for);
  EV_CHECK(base.store_vocabulary(vocabulary, version));
  const Lexicon lexicon(vocabulary);
  EV_TRY(const graph::RunId run, base.begin_run(options.version));
  Reading reading(base, options, files, cancel, lexicon, version, run);
  reading.find(paths);
  EV_TRY(IngestReport report, reading.run());
  Tokens::forget_words();  // what is known of many is memory that the graph can do with
  EV_CHECK(base.finish_run(run));
  return report;
}

}  // namespace evident::ingest
