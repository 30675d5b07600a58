// One document in one transaction. The source is found again by its path, its DOI or its bytes; items are
// found again by their keys, so an item that is still said keeps its row and first run, whatever moved around
// it. What is no longer said gets the run in which it was missed; its words stay verifiable because every
// version of a document's text is kept.
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "graph/base/human_codes.hpp"
#include "graph/base/impl.hpp"
#include "graph/base/keys.hpp"
#include "graph/base/sql_schema.hpp"

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

Bound bound(std::string_view value) { return Bound(value); }

// The source a document belongs to, as the base knows it.
struct Held {
  std::int64_t source = 0;  // 0: none yet
  std::int64_t document = 0;
  std::int64_t version = 0;
  std::string key, name, content_hash, extraction_version, digest;
};

class Storing {
 public:
  Storing(Database& database, const DocumentEvidence& evidence, RunId run,
          std::string_view extraction_version)
      : db_(database),
        evidence_(evidence),
        run_(run),
        extraction_version_(extraction_version),
        doi_(source_doi(evidence)) {}

  // Within a transaction of the caller's.
  Result<StoreOutcome> store() {
    EV_CHECK(check_evidence(evidence_));
    EV_CHECK(check_concepts());
    EV_CHECK(find_source());
    const bool known = held_.source != 0;
    if (!known) EV_CHECK(new_source());
    keys_ = item_keys(held_.key, evidence_.items);
    const std::string digest = evidence_digest(evidence_, keys_);
    const bool same_text = known && held_.content_hash == evidence_.content_hash;
    const bool same = same_text && held_.digest == digest;
    outcome_.what = !known ? StoreOutcome::What::added
                    : same ? StoreOutcome::What::unchanged
                           : StoreOutcome::What::replaced;
    outcome_.items = evidence_.items.size();

    EV_CHECK(write_document(same_text, digest));
    if (same) {
      EV_CHECK(db_.run("UPDATE item SET last_run = ? WHERE source = ? AND retired_run IS NULL",
                       {Bound(run_), Bound(held_.source)}));
    } else {
      EV_CHECK(write_items());
      EV_CHECK(retire_the_rest());
      EV_CHECK(write_links());
      EV_CHECK(write_candidates());
      EV_CHECK(note_codes(db_, held_.source, evidence_, run_));
    }
    EV_CHECK(change_fingerprint(db_,
                                known ? contribution(held_.key, held_.name, held_.digest) : std::string(),
                                contribution(held_.key, evidence_.name, digest)));
    return outcome_;
  }

 private:
  Result<void> check_concepts() {
    std::unordered_set<std::string_view> candidates;
    for (const Candidate& c : evidence_.candidates) candidates.insert(c.id);
    for (const Link& link : evidence_.links) {
      const auto* id = std::get_if<std::string>(&link.to);
      if (!id || candidates.contains(*id)) continue;
      EV_TRY(const std::int64_t found, db_.number("SELECT count(*) FROM concept WHERE id = ?", {bound(*id)}));
      if (!found)
        return fail(Code::internal,
                    "the extractor '" + evidence_.items[link.from].extractor + "' linked to the concept '" +
                        *id + "', which neither a vocabulary nor the document's candidates hold",
                    "this is a mistake of Evident, not of the document", Place{evidence_.path, {}, {}});
    }
    return {};
  }

  // A file that stands at another path than the held one: the same work moved, or a second file of it.
  Result<bool> held_file_is_gone(std::int64_t source) {
    Rows paths = db_.query("SELECT path FROM document_path WHERE source = ?", {Bound(source)});
    for (;;) {
      EV_TRY(const bool more, paths.next());
      if (!more) return true;
      std::error_code error;
      const std::string path = paths.string(0);
      if (fs::is_regular_file(fs::path(path), error)) return false;
      // A record within a file of records, a file within an archive.
      for (const std::size_t mark : {path.rfind('#'), path.find(" › ")})
        if (mark != std::string::npos && fs::is_regular_file(fs::path(path.substr(0, mark)), error)) return false;
    }
  }
  Result<void> find_source() {
    EV_TRY(std::int64_t source,
           db_.number("SELECT source FROM document_path WHERE path = ?", {bound(evidence_.path)}));
    if (source && !doi_.empty()) {  // another work has taken its path
      EV_TRY(const std::int64_t other,
             db_.number("SELECT count(*) FROM source_doi WHERE source = ? AND doi <> ?",
                        {Bound(source), bound(doi_)}));
      if (other) source = 0;
    }
    if (!source && !doi_.empty()) {
      EV_TRY(source,
             db_.number("SELECT source FROM source_doi WHERE doi = ? ORDER BY source", {bound(doi_)}));
      if (source) {
        EV_TRY(const bool gone, held_file_is_gone(source));
        EV_TRY(const std::int64_t same,
               db_.number("SELECT count(*) FROM document WHERE source = ? AND current AND content_hash = ?",
                          {Bound(source), bound(evidence_.content_hash)}));
        if (!gone && !same) source = 0;
      }
    }
    if (!source) {
      EV_TRY(source,
             db_.number("SELECT source FROM document WHERE content_hash = ? AND current ORDER BY source",
                        {bound(evidence_.content_hash)}));
    }
    if (!source) {  // loaded from tables that came from this very document
      EV_TRY(source, db_.number("SELECT i.id FROM item i JOIN document d ON d.source = i.id AND d.current WHERE i.key "
                                "= ? AND d.format = 'table'",
                                {bound(source_key(evidence_))}));
    }
    if (!source) return {};
    Rows rows = db_.query(
        "SELECT d.id, d.version, i.key, d.name, d.content_hash, d.extraction_version, d.digest FROM document "
        "d JOIN item i ON i.id = d.source "
        "WHERE d.source = ? AND d.current",
        {Bound(source)});
    EV_TRY(const bool found, rows.next());
    if (!found)
      return fail(Code::corrupt, "a source of the evidence base has lost its document",
                  "run 'evident verify'");
    held_ = {source,         rows.integer(0), rows.integer(1), rows.string(2),
             rows.string(3), rows.string(4),  rows.string(5),  rows.string(6)};
    return {};
  }
  Result<void> new_source() {
    EV_TRY(held_.source, db_.number("SELECT max(id) FROM item"));
    ++held_.source;
    for (unsigned ordinal = 0;; ++ordinal) {
      held_.key = source_key(evidence_, ordinal);
      EV_TRY(const std::int64_t taken,
             db_.number("SELECT count(*) FROM item WHERE key = ?", {bound(held_.key)}));
      if (!taken) return {};
    }
  }

  Result<void> write_document(bool same_text, std::string_view digest) {
    if (same_text) {
      EV_CHECK(
          db_.run("UPDATE document SET name = ?, format = ?, extraction_version = ?, digest = ?, last_run = "
                  "? WHERE id = ?",
                  {bound(evidence_.name), bound(evidence_.format), bound(extraction_version_), bound(digest),
                   Bound(run_), Bound(held_.document)}));
      document_ = held_.document;
    } else {
      // Other paths still hold the older words.
      EV_CHECK(db_.run("DELETE FROM document_path WHERE source = ?", {Bound(held_.source)}));
      EV_CHECK(
          db_.run("UPDATE document SET current = 0 WHERE source = ? AND current", {Bound(held_.source)}));
      EV_CHECK(
          db_.run("INSERT INTO document (source, version, current, name, content_hash, format, "
                  "extraction_version, digest, text, first_run, last_run) "
                  "VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
                  {Bound(held_.source), Bound(held_.version + 1), bound(evidence_.name),
                   bound(evidence_.content_hash), bound(evidence_.format), bound(extraction_version_),
                   bound(digest), bound(evidence_.text), Bound(run_), Bound(run_)}));
      EV_TRY(document_, db_.number("SELECT last_insert_rowid()"));
    }
    if (outcome_.what == StoreOutcome::What::added)
      EV_CHECK(write_item(0, held_.source, true));  // its path and DOI refer to it
    EV_CHECK(db_.run(
        "INSERT INTO document_path VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET source = excluded.source",
        {bound(evidence_.path), Bound(held_.source)}));
    if (!doi_.empty())
      EV_CHECK(db_.run(
          "INSERT INTO source_doi VALUES (?, ?) ON CONFLICT (source) DO UPDATE SET doi = excluded.doi",
          {Bound(held_.source), bound(doi_)}));
    return {};
  }

  Result<void> write_items() {
    rows_.assign(evidence_.items.size(), 0);
    EV_TRY(std::int64_t next, db_.number("SELECT max(id) FROM item"));
    for (std::size_t i = 0; i < evidence_.items.size(); ++i) {
      EV_TRY(std::int64_t row, db_.number("SELECT id FROM item WHERE key = ?", {bound(keys_[i])}));
      const bool fresh = row == 0;
      if (fresh) row = ++next;
      EV_CHECK(write_item(i, row, fresh));
      rows_[i] = row;
      kept_.insert(row);
    }
    return {};
  }
  Result<void> write_item(std::size_t i, std::int64_t row, bool fresh) {
    const Item& item = evidence_.items[i];
    const Passage& p = item.passage;
    const std::int64_t begin = static_cast<std::int64_t>(p.begin), end = static_cast<std::int64_t>(p.end);
    if (fresh)
      EV_CHECK(db_.run(
          "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
          {Bound(row), bound(keys_.empty() ? held_.key : keys_[i]), bound(info(item.kind).name),
           Bound(held_.source), Bound(document_), Bound(begin), Bound(end), bound(p.quote), bound(p.section),
           Bound(std::int64_t{p.page}), Bound(std::int64_t{p.slide}), Bound(std::int64_t{p.paragraph}),
           bound(item.extractor), bound(item.reason), bound(item.belongs_to), Bound(run_), Bound(run_)}));
    else
      EV_CHECK(db_.run(
          "UPDATE item SET document = ?, begin_byte = ?, end_byte = ?, quote = ?, section = ?, page = ?, "
          "slide = ?, paragraph = ?, extractor = ?, "
          "reason = ?, last_run = ?, retired_run = NULL WHERE id = ?",
          {Bound(document_), Bound(begin), Bound(end), bound(p.quote), bound(p.section),
           Bound(std::int64_t{p.page}), Bound(std::int64_t{p.slide}), Bound(std::int64_t{p.paragraph}),
           bound(item.extractor), bound(item.reason), Bound(run_), Bound(row)}));
    return write_attributes(item, row);
  }
  Result<void> write_attributes(const Item& item, std::int64_t row) {
    const std::vector<Attribute> columns = stored_attributes(item.kind);
    std::string& sql = insert_[item.kind];
    if (sql.empty()) {
      std::string marks = "?";
      sql = "INSERT OR REPLACE INTO " + sql_name(info(item.kind).name) + " (item";
      for (Attribute a : columns) {
        sql += ", " + sql_name(info(a).name);
        marks += ", ?";
      }
      sql += ") VALUES (" + marks + ")";
    }
    std::vector<std::string> texts(columns.size());
    std::vector<Bound> values{Bound(row)};
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const Value* value = item.find(columns[c]);
      if (!value || std::holds_alternative<std::monostate>(*value))
        values.push_back(nullptr);
      else if (const auto* b = std::get_if<bool>(value))
        values.push_back(std::int64_t{*b});
      else if (const auto* i = std::get_if<std::int64_t>(value))
        values.push_back(*i);
      else if (const auto* d = std::get_if<double>(value))
        values.push_back(*d);
      else
        values.push_back(std::string_view(texts[c] = value_text(*value)));
    }
    return db_.run(sql, values);
  }

  Result<void> retire_the_rest() {
    std::vector<std::int64_t> gone;
    {
      Rows rows =
          db_.query("SELECT id FROM item WHERE source = ? AND retired_run IS NULL", {Bound(held_.source)});
      for (;;) {
        EV_TRY(const bool more, rows.next());
        if (!more) break;
        if (!kept_.contains(rows.integer(0))) gone.push_back(rows.integer(0));
      }
    }
    for (std::int64_t row : gone)
      EV_CHECK(db_.run("UPDATE item SET retired_run = ? WHERE id = ?", {Bound(run_), Bound(row)}));
    outcome_.retired = gone.size();
    return {};
  }
  Result<void> write_links() {
    for (std::int64_t row : rows_) EV_CHECK(db_.run("DELETE FROM link WHERE from_item = ?", {Bound(row)}));
    std::unordered_map<std::uint32_t, std::int64_t> ordinals;
    for (const Link& link : evidence_.links) {
      const auto* item = std::get_if<std::uint32_t>(&link.to);
      EV_TRY(const std::int64_t edge, db_.number("SELECT number FROM edge_kind WHERE name = ?",
                                                 {bound(info(link.edge).name)}));
      Bound concept_number = nullptr;
      if (!item) {
        EV_TRY(concept_number, number_of_concept(db_, std::get<std::string>(link.to)));
      }
      EV_CHECK(db_.run("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)",
                       {Bound(rows_[link.from]), Bound(ordinals[link.from]++), Bound(edge),
                        item ? Bound(rows_[*item]) : Bound(nullptr), concept_number, bound(link.reason)}));
    }
    return {};
  }
  Result<void> write_candidates() {
    EV_CHECK(db_.run("DELETE FROM candidate WHERE source = ?", {Bound(held_.source)}));
    for (const Candidate& c : evidence_.candidates)
      EV_CHECK(db_.run("INSERT OR IGNORE INTO candidate VALUES (?, ?, ?, ?)",
                       {Bound(held_.source), bound(c.id), bound(info(c.kind).name), bound(c.label)}));
    return {};
  }

  Database& db_;
  const DocumentEvidence& evidence_;
  const RunId run_;
  const std::string_view extraction_version_;
  const std::string doi_;
  Held held_;
  std::int64_t document_ = 0;
  std::vector<std::string> keys_;
  std::vector<std::int64_t> rows_;
  std::unordered_set<std::int64_t> kept_;
  std::map<Kind, std::string> insert_;
  StoreOutcome outcome_;
};

}  // namespace

Result<std::int64_t> number_of_concept(Database& database, std::string_view id) {
  EV_TRY(const std::int64_t held, database.number("SELECT number FROM concept_id WHERE id = ?", {Bound(id)}));
  if (held) return held;
  EV_CHECK(database.run("INSERT INTO concept_id (id) VALUES (?)", {Bound(id)}));
  return database.number("SELECT last_insert_rowid()");
}

Result<bool> Base::is_current(std::string_view path, std::string_view content_hash,
                              std::string_view extraction_version) const {
  EV_TRY(const std::int64_t found,
         impl_->database->number(
             "SELECT count(*) FROM document_path p JOIN document d ON d.source = p.source AND d.current "
             "WHERE p.path = ? AND d.content_hash = ? AND d.extraction_version = ?",
             {bound(path), bound(content_hash), bound(extraction_version)}));
  return found != 0;
}

Result<StoreOutcome> Base::store(const DocumentEvidence& evidence, RunId run,
                                 std::string_view extraction_version) {
  EV_TRY(Transaction transaction, Transaction::begin(*impl_->database));
  EV_TRY(StoreOutcome outcome, Storing(*impl_->database, evidence, run, extraction_version).store());
  EV_CHECK(transaction.commit());
  return outcome;
}

// What was read of a file of records; made when the first such file comes, so that other bases stay as they are.
Result<void> Base::store_records(const std::vector<DocumentEvidence>& batch, const RecordFile& file, RunId run,
                                 std::string_view extraction_version,
                                 const std::function<void(const DocumentEvidence&, const StoreOutcome&)>& stored) {
  Database& db = *impl_->database;
  EV_TRY(Transaction transaction, Transaction::begin(db));
  EV_CHECK(db.script("CREATE TABLE IF NOT EXISTS record_file (path TEXT PRIMARY KEY, content_hash TEXT NOT NULL, "
                     "extraction_version TEXT NOT NULL, done INTEGER NOT NULL, whole INTEGER NOT NULL) WITHOUT ROWID"));
  std::vector<StoreOutcome> outcomes;
  for (const DocumentEvidence& evidence : batch) {
    EV_TRY(StoreOutcome outcome, Storing(db, evidence, run, extraction_version).store());
    outcomes.push_back(outcome);
  }
  EV_CHECK(db.run("INSERT OR REPLACE INTO record_file VALUES (?, ?, ?, ?, ?)",
                  {bound(file.path), bound(file.content_hash), bound(extraction_version),
                   Bound(static_cast<std::int64_t>(file.done)), Bound(std::int64_t{file.whole})}));
  EV_CHECK(transaction.commit());
  for (std::size_t i = 0; i < batch.size(); ++i) stored(batch[i], outcomes[i]);
  return {};
}

Result<RecordFile> Base::record_file(std::string_view path, std::string_view content_hash,
                                     std::string_view extraction_version) const {
  Database& db = *impl_->database;
  RecordFile file{std::string(path), std::string(content_hash), 0, false};
  EV_TRY(const std::int64_t any, db.number("SELECT count(*) FROM sqlite_schema WHERE name = 'record_file'"));
  if (!any) return file;
  Rows rows = db.query("SELECT done, whole FROM record_file WHERE path = ? AND content_hash = ? AND extraction_version = ?",
                       {bound(path), bound(content_hash), bound(extraction_version)});
  EV_TRY(const bool found, rows.next());
  if (found) {
    file.done = static_cast<std::uint64_t>(rows.integer(0));
    file.whole = rows.integer(1) != 0;
  }
  return file;
}

}  // namespace evident::graph
