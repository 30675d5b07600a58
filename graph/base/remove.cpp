// Purging a source: its rows, then every place where its bytes may still stand. The rows go in one
// transaction that also notes that the rest is to do, so that a purge that another reader holds up is taken
// up again by the next to open.
#include "graph/base/decided.hpp"
#include "graph/base/impl.hpp"
#include "graph/graph.hpp"
#include "graph/base/sql_schema.hpp"

namespace evident::graph {
namespace fs = std::filesystem;

Result<void> purge(Database& database) {
  std::error_code ignored;
  for (const fs::path& file : derived_files(database.path())) fs::remove(file, ignored);
  // Pages set free were overwritten (secure_delete); VACUUM drops them, the checkpoints bring that into the
  // file itself.
  const auto checkpoint = [&database]() -> Result<void> {
    EV_TRY(const std::int64_t busy, database.number("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (busy)
      return fail(Code::conflict,
                  "the source is removed, but another program still reads the evidence base and its log "
                  "keeps the removed words",
                  "close the other program and run 'evident remove' again");
    return {};
  };
  EV_CHECK(checkpoint());
  EV_CHECK(database.run("VACUUM"));
  EV_CHECK(database.run("DELETE FROM meta WHERE name = 'purge'"));
  return checkpoint();
}

Result<std::size_t> Base::remove(std::string_view source) {
  Database& database = *impl_->database;
  std::vector<std::int64_t> sources;
  {
    EV_TRY(Transaction transaction, Transaction::begin(database));
    {
      Rows rows = database.query(
          "SELECT DISTINCT d.source FROM document d JOIN item i ON i.id = d.source WHERE d.current AND "
          "(d.name = ?1 OR i.key = ?1 OR "
          "EXISTS (SELECT 1 FROM document_path p WHERE p.source = d.source AND (p.path = ?1 OR substr(p.path, 1, "
          "length(?1) + 1) = ?1 || '#')))",
          {Bound(source)});
      for (;;) {
        EV_TRY(const bool more, rows.next());
        if (!more) break;
        sources.push_back(rows.integer(0));
      }
    }
    // A file of which records go is read again when it is given again.
    EV_TRY(const std::int64_t record_files, database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'record_file'"));
    if (record_files)
      for (const std::int64_t id : sources)
        EV_CHECK(database.run("DELETE FROM record_file WHERE path IN (SELECT substr(path, 1, length(record_file.path)) FROM document_path "
                              "WHERE source = ? AND substr(path, length(record_file.path) + 1, 1) = '#')",
                              {Bound(id)}));
    for (const std::int64_t id : sources) {
      std::string gone;
      {
        Rows rows = database.query(
            "SELECT i.key, d.name, d.digest FROM document d JOIN item i ON i.id = d.source WHERE d.source = "
            "? AND d.current",
            {Bound(id)});
        EV_TRY(const bool found, rows.next());
        if (found) gone = contribution(rows.text(0), rows.text(1), rows.text(2));
      }
      EV_CHECK(change_fingerprint(database, gone, {}));
      for (Kind kind : kinds_with_table())
        EV_CHECK(database.run("DELETE FROM " + sql_name(info(kind).name) +
                                  " WHERE item IN (SELECT id FROM item WHERE source = ?)",
                              {Bound(id)}));
      for (std::string_view sql :
           {"DELETE FROM link WHERE from_item IN (SELECT id FROM item WHERE source = ?)",
            "DELETE FROM link WHERE to_item IN (SELECT id FROM item WHERE source = ?)",
            "DELETE FROM correction WHERE item_key IN (SELECT key FROM item WHERE source = ?1) OR value IN (SELECT key FROM "
            "item WHERE source = ?1)",
            // A candidate's id quotes its source.
            "DELETE FROM correction WHERE attribute = 'same as' AND EXISTS (SELECT 1 FROM candidate c WHERE c.source = ?1 AND "
            "c.id IN (item_key, value) AND NOT EXISTS (SELECT 1 FROM candidate o WHERE o.id = c.id AND o.source <> ?1))",
            "DELETE FROM coverage WHERE source = ?", "DELETE FROM candidate WHERE source = ?",
            "DELETE FROM source_doi WHERE source = ?", "DELETE FROM document_path WHERE source = ?",
            "DELETE FROM item WHERE source = ?", "DELETE FROM document WHERE source = ?"})
        EV_CHECK(database.run(sql, {Bound(id)}));
    }
    EV_CHECK(database.run(
        "DELETE FROM concept_id WHERE number NOT IN (SELECT to_concept FROM link WHERE to_concept IS NOT "
        "NULL)"));  // a candidate's id quotes its source
    if (!sources.empty()) {
      EV_CHECK(note_corrections(database));
      EV_CHECK(set_meta(database, "purge", "pending"));
      EV_CHECK(transaction.commit());
    }
  }
  EV_TRY(const std::string pending, meta(database, "purge"));
  if (!pending.empty()) EV_CHECK(purge(database));
  return sources.size();
}

}  // namespace evident::graph
