// The evidence base: one SQLite file, the only truth. Nothing that was once extracted is deleted by a new
// ingest: items carry the first and last run that found them, and are retired; only remove() purges.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/corrections.hpp"
#include "graph/items.hpp"
#include "support/files.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::graph {

enum class Access { read, write, create };  // create: make it when it is not there

using RunId = std::int64_t;

struct StoreOutcome {
  enum class What { added, replaced, unchanged } what = What::added;
  std::size_t items = 0;    // now current
  std::size_t retired = 0;  // no longer said
};

// A file of records, each of which is a source of its own, and how many of them the base holds by now.
struct RecordFile {
  std::string path, content_hash;
  std::uint64_t done = 0;  // records from its beginning
  bool whole = false;      // all of them
};

// One current item as export, show and the mapped graph read it.
// A work that is only cited follows from the references to it: it has no row of its own. Its id is that of the
// first reference that names it, made negative, and it stands in the source of that reference.
struct StoredItem {
  std::int64_t id;      // row id in this base
  std::string key;      // stable across runs: hex
  std::int64_t source;  // row id of the source's item
  RunId first_run, last_run;
  Item item;

  bool follows() const { return id < 0; }  // and was not extracted itself
};
struct StoredLink {
  std::int64_t from;  // item row id
  Edge edge;
  std::int64_t to_item;  // id of an item, or 0
  std::string to_concept;
  std::string reason;
};

// How far a base has come: from two of these it can be told whether one is the other with new sources.
struct BaseState {
  std::string contributions, vocabulary;  // what the fingerprint is made of
  std::int64_t last_item = 0;             // row id of the newest item; 0: none

  std::string text() const;  // one line, for keeping
  static std::optional<BaseState> of_text(std::string_view text);
};

class Base {
 public:
  // Errors: not_found, foreign (another program's database, or no database), newer_version, corrupt, io,
  // no_space, conflict.
  static Result<Base> open(const std::filesystem::path& path, Access access);

  // Replaces the vocabulary when its bytes differ from what the base holds.
  Result<void> store_vocabulary(const Vocabulary& vocabulary, std::string_view fingerprint);
  Result<Vocabulary> vocabulary() const;

  Result<RunId> begin_run(std::string_view version);
  Result<void> finish_run(RunId run);
  // Whether the current version of the document at that path has these bytes and was read by this version of
  // the extractors.
  Result<bool> is_current(std::string_view path, std::string_view content_hash,
                          std::string_view extraction_version) const;
  // One transaction. The evidence's items[0] is the source. Same work (DOI, else path) already held: retires
  // what it no longer says. Nothing is written when an error is returned.
  Result<StoreOutcome> store(const DocumentEvidence& evidence, RunId run,
                             std::string_view extraction_version);
  // Some records of a file in one transaction, with how far the file has come by then; stored is called for each when
  // all are safe. Their paths are the file's, "#" and what tells them apart in it.
  Result<void> store_records(const std::vector<DocumentEvidence>& batch, const RecordFile& file, RunId run,
                             std::string_view extraction_version,
                             const std::function<void(const DocumentEvidence&, const StoreOutcome&)>& stored);
  // How far the file with these bytes has come when it was read by this version of the extractors; done is 0 when it
  // was not.
  Result<RecordFile> record_file(std::string_view path, std::string_view content_hash,
                                 std::string_view extraction_version) const;
  // Purges a source by name, path or key everywhere, the write-ahead log included. Returns how many sources
  // were purged.
  Result<std::size_t> remove(std::string_view source);

  // Appends what a person decided, or takes it back; both in one transaction. What each_item, each_link, vocabulary and
  // candidates give is as decided. Errors: not_found (no such item, concept or number), bad_argument (no such field, a value
  // that the field cannot take: it names those that it can).
  Result<Correction> correct(Correction decision);
  Result<Correction> undo(std::int64_t number, std::string_view by);
  // In their order; of one item, or of all.
  Result<std::vector<Correction>> corrections(std::string_view item = {}) const;

  // Until it goes, all that is read is of one state, whatever other programs store meanwhile.
  Result<std::shared_ptr<const void>> hold() const;

  // Current items in the order of their sources' names, then place, behind those of a source the works that are only
  // cited and stand there; then their links. What takes them may not use this Base meanwhile: it reads ahead.
  // since: only of sources that came after that item row.
  Result<void> each_item(const std::function<void(StoredItem&&)>& take, std::int64_t since = 0) const;
  Result<void> each_link(const std::function<void(StoredLink&&)>& take, std::int64_t since = 0) const;
  Result<std::vector<Candidate>> candidates(std::int64_t since = 0) const;
  // The key of each source and the day on which it first came into the base (ISO 8601), by key. Kept out of
  // the graph, so that the same evidence gives the same graph whenever it was read.
  Result<std::vector<std::pair<std::string, std::string>>> days_added() const;
  // The key of a current item by its row id; empty when there is none.
  Result<std::string> key(std::int64_t item) const;
  // Current items found by an index, without reading the others: with this key or, without one, those whose key begins
  // with it, ascending by key, `most` at most; all of one source, as each_item() orders them; the one with a row id.
  // Of works that are only cited the first and the last know too, for the price of reading all references.
  Result<std::vector<StoredItem>> items_with_key(std::string_view beginning, std::size_t most) const;
  Result<std::vector<StoredItem>> items_of(std::int64_t source) const;
  Result<std::optional<StoredItem>> item(std::int64_t row) const;
  // Links that leave a current item, to what is current.
  Result<std::vector<StoredLink>> links_from(std::int64_t item) const;
  // The vocabulary's entry of that id; nothing when it has none.
  Result<std::optional<Concept>> entry(std::string_view id) const;
  // The stored text of a source by the row id of its item.
  Result<std::string> text(std::int64_t source) const;

  // Same evidence and vocabulary, same fingerprint, whatever the order of ingest. Cheap: kept up to date by
  // store().
  Result<std::string> fingerprint() const;
  Result<BaseState> state() const;
  // Whether this base is the one of that state with new sources and nothing else: nothing was replaced, removed or
  // corrected, and the vocabulary is the same. By the sums of the fingerprint, so at the cost of the new sources.
  Result<bool> only_grew(const BaseState& since) const;

  // Everything that is wrong, for people: integrity, quotations that are not verbatim at their place,
  // dangling links.
  Result<std::vector<std::string>> verify() const;

  Base(Base&&) noexcept;
  Base& operator=(Base&&) noexcept;
  ~Base();

 private:
  struct Impl;
  explicit Base(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace evident::graph
