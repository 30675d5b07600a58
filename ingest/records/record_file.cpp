// Records are read and stored in batches; each batch is a transaction that also notes how far the file has
// come. Records that stand before that note are read over when an interrupted file is taken up again.
#include "ingest/records/record_file.hpp"

#include <unordered_map>

#include "ingest/readers/archives.hpp"
#include "ingest/records/record_document.hpp"
#include "support/hash.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kBatch = 500;            // records of one transaction
constexpr std::size_t kBatchBytes = 4u << 20;  // of their text: long abstracts make smaller batches

constexpr std::size_t kPart = 16u << 20;  // what stays in memory of a large file

// Of the hashes of its parts, so that a large file need not stay in memory.
std::string hash_of(const MappedFile& map) {
  std::string all;
  for (std::size_t at = 0; at < map.bytes().size(); at += kPart) {
    all += sha256_hex(map.bytes().substr(at, kPart));
    map.release(at + kPart);
  }
  return sha256_hex(all);
}

// Records whose abstracts are read several at a time.
class Extracting {
 public:
  explicit Extracting(const ExtractAll& extract) : extract_(extract) {}

  // Whether there are enough to take.
  bool add(RecordReading reading) {
    const bool enough = reading.abstract && together_.add(reading.document.text.size());
    waiting_.push_back(std::move(reading));
    return enough || waiting_.size() >= kBatch;
  }
  // All that wait, in their order.
  std::vector<graph::DocumentEvidence> take() {
    std::vector<const Document*> documents;
    for (const RecordReading& reading : waiting_)
      if (reading.abstract) documents.push_back(&reading.document);
    std::vector<graph::DocumentEvidence> extracted = extract_(documents), out;
    out.reserve(waiting_.size());
    std::size_t next = 0;
    for (RecordReading& reading : waiting_) {
      graph::DocumentEvidence abstract = reading.abstract ? std::move(extracted[next++]) : graph::DocumentEvidence();
      out.push_back(record_evidence(std::move(reading), std::move(abstract)));
    }
    waiting_.clear();
    together_ = Together();
    return out;
  }

 private:
  const ExtractAll& extract_;
  std::vector<RecordReading> waiting_;
  Together together_;
};

class Storing {
 public:
  Storing(graph::Base& base, graph::RecordFile& file, graph::RunId run, std::string_view version,
          RecordFileOutcome& outcome)
      : base_(base), file_(file), run_(run), version_(version), outcome_(outcome) {}

  Result<void> add(graph::DocumentEvidence evidence) {
    bytes_ += evidence.text.size();
    batch_.push_back(std::move(evidence));
    return batch_.size() >= kBatch || bytes_ >= kBatchBytes ? flush(false) : Result<void>();
  }
  Result<void> flush(bool whole) {
    graph::RecordFile come = file_;
    come.done += batch_.size();
    come.whole = whole;
    EV_CHECK(
        base_.store_records(batch_, come, run_, version_,
                            [&](const graph::DocumentEvidence& evidence, const graph::StoreOutcome& stored) {
                              outcome_.items += stored.items;
                              outcome_.retired += stored.retired;
                              outcome_.fresh += stored.what == graph::StoreOutcome::What::added;
                              for (const graph::Item& item : evidence.items)
                                ++outcome_.items_by_kind[item.kind];
                            }));
    file_ = come;
    batch_.clear();
    bytes_ = 0;
    return {};
  }

 private:
  graph::Base& base_;
  graph::RecordFile& file_;
  const graph::RunId run_;
  const std::string_view version_;
  RecordFileOutcome& outcome_;
  std::vector<graph::DocumentEvidence> batch_;
  std::size_t bytes_ = 0;
};

}  // namespace

Result<RecordFileOutcome> store_evidence(graph::Base& base, const std::string& path, const std::string& hash, graph::RunId run,
                                         std::string_view version,
                                         const std::function<Result<std::optional<graph::DocumentEvidence>>(bool wanted)>& next) {
  RecordFileOutcome outcome;
  EV_TRY(graph::RecordFile file, base.record_file(path, hash, version));
  if (file.whole) {
    outcome.unchanged = true;
    outcome.records = file.done;
    return outcome;
  }
  const std::uint64_t done = file.done;
  Storing storing(base, file, run, version, outcome);
  for (;;) {
    auto evidence = next(outcome.records >= done);
    if (!evidence) {
      EV_CHECK(storing.flush(false));  // what came before stays
      return tl::unexpected<Error>(std::move(evidence.error()));
    }
    if (!*evidence) break;
    if (++outcome.records > done) EV_CHECK(storing.add(std::move(**evidence)));
  }
  EV_CHECK(storing.flush(true));
  return outcome;
}

Result<RecordFileOutcome> store_record_file(
    graph::Base& base, const std::filesystem::path& path, const MappedFile& map, const RecordFormat& format,
    graph::RunId run, std::string_view version,
    const ExtractAll& extract, const Limits& limits, const Cancel& cancel) {
  RecordFileOutcome outcome;
  const std::string_view bytes = map.bytes();
  const std::string hash = hash_of(map);
  EV_TRY(graph::RecordFile file, base.record_file(path.string(), hash, version));
  if (file.whole) {
    outcome.unchanged = true;
    outcome.records = file.done;
    return outcome;
  }
  EV_TRY(const RecordText text, record_text(path, bytes, &map));
  const std::string file_path = path.string(), name = name_of(path);
  const std::uint64_t done = file.done;
  Storing storing(base, file, run, version, outcome);
  Extracting extracting(extract);
  const auto store_waiting = [&]() -> Result<void> {
    for (graph::DocumentEvidence& evidence : extracting.take()) EV_CHECK(storing.add(std::move(evidence)));
    return {};
  };
  std::size_t released = 0;
  // Records that nothing tells apart are counted. By hashes: files hold millions, and were two of them ever equal, one
  // record would have a number behind its name.
  std::unordered_map<std::uint64_t, std::uint32_t> seen;
  auto read = read_records(
      path, format, text.text,
      [&](const BibliographicRecord& record) -> Result<void> {
        ++outcome.records;
        if (text.own.empty() && record.begin > released + kPart) map.release(released = record.begin);
        std::string identity = record_identity(record);
        if (const std::uint32_t before = seen[xxh64(identity)]++) identity += "." + std::to_string(before + 1);
        if (outcome.records <= done) return {};
        const RecordPlace place{file_path, name, format.name, outcome.records};
        return extracting.add(reading_of(record, text.text, place, identity)) ? store_waiting() : Result<void>();
      },
      limits, cancel);
  if (map.lost())
    return fail(Code::bad_input, name + " was cut short while it was read",
                "read it again when it is complete", {file_path, {}, {}});
  // What came before the user's stop, or before the place where the file is broken, is kept.
  if (!read && read.error().code != Code::cancelled && read.error().code != Code::bad_input &&
      read.error().code != Code::limit)
    return tl::unexpected<Error>(std::move(read.error()));
  if (!read && outcome.records == 0) return tl::unexpected<Error>(std::move(read.error()));
  EV_CHECK(store_waiting());
  EV_CHECK(storing.flush(read.has_value()));
  if (!read) return tl::unexpected<Error>(std::move(read.error()));
  return outcome;
}

}  // namespace evident::ingest
