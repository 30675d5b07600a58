// Opening, with everything that may stand at a path instead of a base; vocabulary, runs and the fingerprint.
// A base is made in one transaction, so that there is either none or a whole one. For reading, the file is
// opened as SQLite likes best (with its log); where the folder cannot be written and no log stands there, it
// is read as immutable.
#include "graph/base.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>

#include "graph/base/decided.hpp"
#include "graph/base/impl.hpp"
#include "graph/base/sql_schema.hpp"
#include "graph/schema/fingerprint.hpp"
#include "support/hash.hpp"

namespace evident::graph {
namespace fs = std::filesystem;
namespace {

Place at(const fs::path& path) { return {path.string(), {}, {}}; }
tl::unexpected<Error> foreign(const fs::path& path, std::string_view what) {
  return fail(Code::foreign, "'" + path.filename().string() + "' is no evidence base: " + std::string(what),
              "give the path of a base that 'evident ingest' made", at(path));
}

// What stands at the path, before SQLite touches it.
enum class Found { nothing, empty, database };
Result<Found> look_at(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return Found::nothing;
  if (error)
    return fail(Code::io, "'" + path.string() + "' cannot be read: " + error.message(),
                "check the permissions of its folder", at(path));
  if (status.type() == fs::file_type::directory) return foreign(path, "it is a folder");
  if (status.type() != fs::file_type::regular) return foreign(path, "it is no regular file");
  if (::access(path.c_str(), R_OK) != 0)
    return fail(Code::io, "'" + path.string() + "' cannot be read: permission denied",
                "check the permissions of the file", at(path));
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  char magic[16] = {};
  const ssize_t read = file < 0 ? 0 : ::read(file, magic, sizeof magic);
  // The tables' declarations and the small tables stand in the first pages; SQLite would wait for one after the other.
  constexpr off_t kStart = 256 * 1024;
  if (file >= 0) ::posix_fadvise(file, 0, kStart, POSIX_FADV_WILLNEED), ::close(file);
  if (read <= 0) return Found::empty;
  if (std::string_view(magic, sizeof magic) != std::string_view("SQLite format 3\0", 16))
    return foreign(path, "it is no SQLite database");
  return Found::database;
}

// ours, a database without anything in it, or an error that says whose it is.
enum class Content { ours, nothing };
Result<Content> inspect(Database& database, const fs::path& path) {
  EV_TRY(const std::int64_t application, database.number("PRAGMA application_id"));
  EV_TRY(const std::int64_t version, database.number("PRAGMA user_version"));
  if (application != kApplicationId) {
    EV_TRY(const std::int64_t tables, database.number("SELECT count(*) FROM sqlite_schema"));
    if (application == 0 && version == 0 && tables == 0) return Content::nothing;
    return foreign(path, "it is a database of another program");
  }
  if (version > kBaseVersion)
    return fail(Code::newer_version,
                "the evidence base '" + path.filename().string() + "' has format " + std::to_string(version) +
                    ", this Evident reads formats up to " + std::to_string(kBaseVersion),
                "use the newer Evident that wrote it; nothing was changed", at(path));
  if (version < 1)
    return fail(Code::corrupt,
                "the evidence base '" + path.filename().string() + "' does not say which format it has",
                "restore it from a copy", at(path));
  return Content::ours;
}

Result<void> create(Database& database, const fs::path& path) {
  EV_TRY(Transaction transaction, Transaction::begin(database));
  EV_TRY(const Content content, inspect(database, path));  // again, alone: somebody may have been faster
  if (content == Content::ours) return {};
  EV_CHECK(database.script(create_statements()));
  EV_CHECK(set_meta(database, "schema", schema_fingerprint()));
  EV_CHECK(set_meta(database, "contributions", kNoContributions));
  return transaction.commit();
}

// The declarations have changed since the base was written: the tables of kinds are made anew and keep what
// they held.
Result<void> migrate(Database& database) {
  EV_TRY(const std::int64_t version, database.number("PRAGMA user_version"));
  if (version < kBaseVersion) {
    EV_TRY(Transaction transaction, Transaction::begin(database));
    EV_CHECK(database.script(second_format()));
    EV_CHECK(transaction.commit());
  }
  EV_TRY(const std::string schema, meta(database, "schema"));
  if (schema == schema_fingerprint()) return {};
  EV_TRY(Transaction transaction, Transaction::begin(database));
  for (Kind kind : kinds_with_table()) {
    const std::string name(info(kind).name), fresh = "new_" + name;
    EV_CHECK(database.script(kind_table(kind, fresh)));
    std::string shared;
    {
      Rows columns = database.query(
          "SELECT o.name FROM pragma_table_info(?1) o JOIN pragma_table_info(?2) n ON n.name = o.name ORDER "
          "BY o.cid",
          {Bound(std::string_view(name)), Bound(std::string_view(fresh))});
      for (;;) {
        EV_TRY(const bool more, columns.next());
        if (!more) break;
        shared += (shared.empty() ? "" : ", ") + sql_name(columns.text(0));
      }
    }
    if (!shared.empty())
      EV_CHECK(database.script("INSERT INTO " + sql_name(fresh) + " (" + shared + ") SELECT " + shared +
                               " FROM " + sql_name(name) + "; DROP TABLE " + sql_name(name)));
    EV_CHECK(database.script("ALTER TABLE " + sql_name(fresh) + " RENAME TO " + sql_name(name)));
  }
  EV_CHECK(database.script(number_edges()));
  EV_CHECK(set_meta(database, "schema", schema_fingerprint()));
  return transaction.commit();
}

Result<std::unique_ptr<Database>> open_to_read(const fs::path& path, Content& content) {
  EV_TRY(auto database, Database::open(path, Database::Mode::read_write));
  auto inspected = inspect(*database, path);
  if (!inspected && inspected.error().code == Code::io) {
    std::error_code error;
    const auto log = fs::file_size(path.string() + "-wal", error);
    if (!error && log > 0)
      return fail(Code::io,
                  "the last changes of '" + path.filename().string() +
                      "' stand in its log, and its folder cannot be written",
                  "open it once where the folder can be written, or copy it together with its -wal file",
                  at(path));
    EV_TRY(database, Database::open(path, Database::Mode::immutable));
    EV_TRY(content, inspect(*database, path));
    return database;
  }
  if (!inspected) return tl::unexpected(std::move(inspected.error()));
  content = *inspected;
  return database;
}

std::uint64_t lane(std::string_view hex) {
  std::uint64_t value = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
  return value;
}
void append_hex(std::string& into, std::uint64_t value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) into.push_back(kHex[(value >> shift) & 15]);
}

}  // namespace

Result<std::string> meta(Database& database, std::string_view name) {
  Rows rows = database.query("SELECT value FROM meta WHERE name = ?", {Bound(name)});
  EV_TRY(const bool found, rows.next());
  return found ? rows.string(0) : std::string();
}
Result<void> set_meta(Database& database, std::string_view name, std::string_view value) {
  return database.run(
      "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      {Bound(name), Bound(value)});
}

std::string contribution(std::string_view source_key, std::string_view name, std::string_view digest) {
  std::string all(source_key);
  all.append("\n").append(digest).append("\n").append(name);
  return xxh128_hex(all);
}
std::string add_lanes(std::string_view sum, std::string_view contribution, bool subtract) {
  std::string result;
  for (std::size_t begin : {0u, 16u}) {
    const std::uint64_t a = lane(sum.substr(begin, 16)), b = lane(contribution.substr(begin, 16));
    append_hex(result, subtract ? a - b : a + b);
  }
  return result;
}
Result<void> change_fingerprint(Database& database, std::string_view remove, std::string_view add) {
  EV_TRY(std::string sum, meta(database, "contributions"));
  if (sum.size() != kNoContributions.size())
    return fail(Code::corrupt, "the evidence base has lost its fingerprint", "restore it from a copy");
  if (!remove.empty()) sum = add_lanes(sum, remove, true);
  if (!add.empty()) sum = add_lanes(sum, add, false);
  return set_meta(database, "contributions", sum);
}

Base::Base(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Base::Base(Base&&) noexcept = default;
Base& Base::operator=(Base&&) noexcept = default;
Base::~Base() = default;

Result<Base> Base::open(const fs::path& path, Access access) {
  EV_TRY(const Found found, look_at(path));
  if (found == Found::nothing && access != Access::create)
    return fail(Code::not_found, "there is no evidence base at '" + path.string() + "'",
                "make one with 'evident ingest -b " + path.string() + " FOLDER'", at(path));
  if (found == Found::empty && access != Access::create) return foreign(path, "the file is empty");
  if (const fs::path folder = path.parent_path();
      found == Found::nothing && !folder.empty() && !fs::is_directory(folder))
    return fail(Code::not_found, "there is no folder '" + folder.string() + "' for the evidence base",
                "make the folder first", at(path));

  auto impl = std::make_unique<Impl>();
  impl->access = access;
  Content content = Content::nothing;
  if (access == Access::read) {
    EV_TRY(impl->database, open_to_read(path, content));
    if (content == Content::nothing) return foreign(path, "the database is empty");
    EV_CHECK(impl->database->script("PRAGMA temp_store = MEMORY"));
    EV_TRY(const std::int64_t version, impl->database->number("PRAGMA user_version"));
    if (version < kBaseVersion) EV_CHECK(impl->database->script(second_format_to_read()));
    EV_CHECK(impl->database->script("PRAGMA query_only = 1"));
    return Base(std::move(impl));
  }
  EV_TRY(impl->database, Database::open(path, access == Access::create ? Database::Mode::create
                                                                       : Database::Mode::read_write));
  Database& database = *impl->database;
  EV_TRY(content, inspect(database, path));
  if (content == Content::nothing && access != Access::create) return foreign(path, "the database is empty");
  if (database.is_read_only())
    return fail(Code::io, "the evidence base '" + path.filename().string() + "' cannot be written",
                "check the permissions of the file", at(path));
  if (content == Content::nothing) EV_CHECK(create(database, path));
  EV_CHECK(
      database.script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
                      "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY"));
  EV_CHECK(migrate(database));
  EV_TRY(const std::string pending, meta(database, "purge"));
  if (!pending.empty())
    (void)purge(database);  // another program may still read; the next one to open tries again
  return Base(std::move(impl));
}

Result<void> Base::store_vocabulary(const Vocabulary& vocabulary, std::string_view fingerprint) {
  Database& database = *impl_->database;
  EV_TRY(const std::string held, meta(database, "vocabulary"));
  if (held == fingerprint) return {};
  EV_TRY(Transaction transaction, Transaction::begin(database));
  // What came from tables stays, unless the vocabulary has it too; what items still link to stays, marked as
  // withdrawn, until they are extracted anew.
  for (const Concept& c : vocabulary.concepts) EV_CHECK(forget_loaded(database, c.id));
  EV_CHECK(
      database.run("DELETE FROM concept WHERE NOT loaded AND id NOT IN (SELECT n.id FROM concept_id n WHERE "
                   "n.number IN (SELECT to_concept FROM link WHERE to_concept IS NOT NULL))"));
  for (std::string_view sql :
       {"DELETE FROM concept_label WHERE concept NOT IN (SELECT id FROM concept WHERE loaded)",
        "DELETE FROM concept_broader WHERE concept NOT IN (SELECT id FROM concept WHERE loaded)",
        "UPDATE concept SET withdrawn = 1 WHERE NOT loaded"})
    EV_CHECK(database.run(sql));
  for (const Concept& c : vocabulary.concepts) {
    EV_CHECK(database.run(
        "INSERT INTO concept VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT (id) DO UPDATE SET kind = "
        "excluded.kind, scheme = excluded.scheme, "
        "label = excluded.label, notation = excluded.notation, definition = excluded.definition, "
        "measure_kind = excluded.measure_kind, withdrawn = 0",
        {Bound(std::string_view(c.id)), Bound(info(c.kind).name), Bound(std::string_view(c.scheme)),
         Bound(std::string_view(c.label)), Bound(std::string_view(c.notation)),
         Bound(std::string_view(c.definition)), Bound(std::string_view(c.measure_kind))}));
    std::int64_t ordinal = 0;
    for (const std::string& label : c.alternatives)
      EV_CHECK(
          database.run("INSERT INTO concept_label VALUES (?, ?, ?)",
                       {Bound(std::string_view(c.id)), Bound(++ordinal), Bound(std::string_view(label))}));
    for (const std::string& broader : c.broader)
      EV_CHECK(database.run("INSERT OR IGNORE INTO concept_broader VALUES (?, ?)",
                            {Bound(std::string_view(c.id)), Bound(std::string_view(broader))}));
  }
  EV_CHECK(set_meta(database, "vocabulary", fingerprint));
  return transaction.commit();
}

Result<Vocabulary> Base::vocabulary() const {
  Database& database = *impl_->database;
  Vocabulary vocabulary;
  // Of the withdrawn ones, those that a current item still links to. There are few, or none.
  Rows rows = database.query(
      "SELECT id, kind, scheme, label, notation, definition, measure_kind FROM concept WHERE NOT withdrawn OR "
      "id IN (SELECT n.id FROM link l JOIN item i ON i.id = l.from_item JOIN concept_id n ON n.number = "
      "l.to_concept WHERE i.retired_run IS NULL AND EXISTS (SELECT 1 FROM concept w WHERE w.id = n.id AND "
      "w.withdrawn)) ORDER BY id");
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) break;
    const auto kind = kind_named(rows.text(1));
    if (!kind)
      return fail(Code::corrupt,
                  "the concept " + rows.string(0) + " is of the unknown kind '" + rows.string(1) + "'",
                  "run 'evident verify'");
    vocabulary.concepts.push_back({rows.string(0),
                                   *kind,
                                   rows.string(2),
                                   rows.string(3),
                                   {},
                                   {},
                                   rows.string(4),
                                   rows.string(5),
                                   rows.string(6)});
  }
  // Both tables are ordered like the concepts, so one walk joins them.
  const auto join = [&](std::string_view sql, std::vector<std::string> Concept::*member) -> Result<void> {
    Rows values = database.query(sql);
    auto c = vocabulary.concepts.begin();
    for (;;) {
      EV_TRY(const bool more, values.next());
      if (!more) return {};
      while (c != vocabulary.concepts.end() && c->id < values.text(0)) ++c;
      if (c != vocabulary.concepts.end() && c->id == values.text(0))
        ((*c).*member).push_back(values.string(1));
    }
  };
  EV_CHECK(
      join("SELECT concept, label FROM concept_label ORDER BY concept, ordinal", &Concept::alternatives));
  EV_CHECK(join("SELECT concept, broader FROM concept_broader ORDER BY concept, broader", &Concept::broader));
  EV_CHECK(merge_names(database, vocabulary));
  return vocabulary;
}

Result<RunId> Base::begin_run(std::string_view version) {
  Database& database = *impl_->database;
  EV_CHECK(database.run("INSERT INTO run (version, started) VALUES (?, " + std::string(kNow) + ")",
                        {Bound(version)}));
  return database.number("SELECT last_insert_rowid()");
}
Result<void> Base::finish_run(RunId run) {
  return impl_->database->run("UPDATE run SET finished = " + std::string(kNow) + " WHERE id = ?",
                              {Bound(run)});
}

std::string BaseState::text() const {
  return contributions + " " + vocabulary + " " + std::to_string(last_item);
}
std::optional<BaseState> BaseState::of_text(std::string_view text) {
  const auto first = text.find(' '), second = text.rfind(' ');
  if (first == std::string_view::npos || first == second) return {};
  BaseState state;
  state.contributions = text.substr(0, first);
  state.vocabulary = text.substr(first + 1, second - first - 1);
  const auto number = text.substr(second + 1);
  if (std::from_chars(number.data(), number.data() + number.size(), state.last_item).ec != std::errc()) return {};
  return state;
}

Result<BaseState> Base::state() const {
  BaseState state;
  EV_TRY(state.contributions, meta(*impl_->database, "contributions"));
  EV_TRY(state.vocabulary, meta(*impl_->database, "vocabulary"));
  EV_TRY(const std::string decided, meta(*impl_->database, "corrections"));
  if (!decided.empty()) state.vocabulary += "+" + decided;
  EV_TRY(state.last_item, impl_->database->number("SELECT coalesce(max(id), 0) FROM item"));
  return state;
}

Result<bool> Base::only_grew(const BaseState& since) const {
  EV_TRY(const BaseState now, state());
  if (since.vocabulary != now.vocabulary || since.contributions.size() != kNoContributions.size()) return false;
  std::string sum = since.contributions;
  Rows rows = impl_->database->query(
      // CROSS JOIN: SQLite keeps the order, and so begins with the few new items.
      "SELECT s.key, d.name, d.digest FROM item s CROSS JOIN document d ON d.source = s.id AND d.current WHERE s.id > ? AND "
      "s.kind = 'source' AND s.source = s.id",
      {Bound(since.last_item)});
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return sum == now.contributions;
    sum = add_lanes(sum, contribution(rows.string(0), rows.string(1), rows.string(2)), false);
  }
}

Result<std::string> Base::fingerprint() const {
  EV_TRY(std::string all, meta(*impl_->database, "contributions"));
  EV_TRY(const std::string vocabulary, meta(*impl_->database, "vocabulary"));
  EV_TRY(const std::string decided, meta(*impl_->database, "corrections"));
  all.append("\n").append(vocabulary);
  if (!decided.empty()) all.append("\n").append(decided);
  return xxh128_hex(all);
}

}  // namespace evident::graph
