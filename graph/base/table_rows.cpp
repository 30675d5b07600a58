#include "graph/base/table_rows.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "graph/base/impl.hpp"
#include "graph/base/keys.hpp"
#include "graph/base/sql_schema.hpp"
#include "graph/base/table_digest.hpp"

namespace evident::graph {
namespace fs = std::filesystem;
namespace {

Bound bound(std::string_view value) { return Bound(value); }
Bound integer(std::uint64_t value) { return Bound(static_cast<std::int64_t>(value)); }

const std::string& insert_statement(std::vector<std::string>& by_kind, Kind kind) {
  if (by_kind.empty()) by_kind.resize(kinds().size());
  std::string& sql = by_kind[static_cast<std::size_t>(kind)];
  if (sql.empty()) {
    std::string marks = "?";
    sql = "INSERT OR REPLACE INTO " + sql_name(info(kind).name) + " (item";
    for (Attribute a : stored_attributes(kind)) {
      sql += ", " + sql_name(info(a).name);
      marks += ", ?";
    }
    sql += ") VALUES (" + marks + ")";
  }
  return sql;
}

const std::string& select_statement(std::vector<std::string>& by_kind, Kind kind) {
  if (by_kind.empty()) by_kind.resize(kinds().size());
  std::string& sql = by_kind[static_cast<std::size_t>(kind)];
  if (sql.empty()) {
    for (Attribute a : stored_attributes(kind))
      sql += (sql.empty() ? "SELECT " : ", ") + sql_name(info(a).name);
    if (sql.empty()) sql = "SELECT item";
    sql += " FROM " + sql_name(info(kind).name) + " WHERE item = ?";
  }
  return sql;
}

}  // namespace

Result<void> TableRows::attributes(Database& database, std::int64_t row, const TableItem& item) {
  bound_.clear();
  bound_.push_back(Bound(row));
  bound_.insert(bound_.end(), item.values.begin(), item.values.end());
  return database.run(insert_statement(insert_, item.kind), bound_);
}

Result<void> TableRows::insert(Database& database, std::int64_t row, const TableItem& item,
                               std::int64_t source, std::int64_t document, std::int64_t run) {
  EV_CHECK(database.run(
      "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
      {Bound(row), bound(item.key), bound(info(item.kind).name), Bound(source), Bound(document),
       integer(item.begin), integer(item.end), bound(item.quote), bound(item.section), Bound(item.page),
       Bound(item.slide), Bound(item.paragraph), bound(item.extractor), bound(item.reason),
       bound(item.belongs_to), Bound(run), Bound(run)}));
  return attributes(database, row, item);
}

Result<void> TableRows::update(Database& database, std::int64_t row, const TableItem& item,
                               std::int64_t run) {
  EV_CHECK(database.run(
      "UPDATE item SET kind = ?, begin_byte = ?, end_byte = ?, quote = ?, section = ?, page = ?, slide = ?, "
      "paragraph = ?, extractor = ?, reason = ?, belongs_to = ?, last_run = ?, retired_run = NULL WHERE id = ?",
      {bound(info(item.kind).name), integer(item.begin), integer(item.end), bound(item.quote),
       bound(item.section), Bound(item.page), Bound(item.slide), Bound(item.paragraph), bound(item.extractor),
       bound(item.reason), bound(item.belongs_to), Bound(run), Bound(row)}));
  for (Kind kind : kinds_with_table())
    if (kind != item.kind)
      EV_CHECK(database.run("DELETE FROM " + sql_name(info(kind).name) + " WHERE item = ?", {Bound(row)}));
  return attributes(database, row, item);
}

Result<HeldItem> TableRows::read(Database& database, std::int64_t row) {
  HeldItem held;
  Rows rows = database.query(
      "SELECT key, kind, source, begin_byte, end_byte, quote, section, page, slide, paragraph, extractor, "
      "reason, belongs_to, retired_run FROM item WHERE id = ?",
      {Bound(row)});
  EV_TRY(const bool found, rows.next());
  const auto kind = found ? kind_named(rows.text(1)) : std::nullopt;
  if (!kind) return fail(Code::corrupt, "the evidence base has an item without a kind", "run 'evident verify'");
  held.source = rows.integer(2);
  held.retired = !rows.is_null(13);
  const std::vector<Attribute> columns = stored_attributes(*kind);
  held.texts.reserve(6 + columns.size());  // views look into it
  const auto keep = [&held](std::string_view text) -> std::string_view {
    return held.texts.emplace_back(text);
  };
  TableItem& view = held.view;
  view.key = keep(rows.text(0));
  view.kind = *kind;
  view.begin = static_cast<std::uint64_t>(rows.integer(3));
  view.end = static_cast<std::uint64_t>(rows.integer(4));
  view.quote = keep(rows.text(5));
  view.section = keep(rows.text(6));
  view.page = rows.integer(7);
  view.slide = rows.integer(8);
  view.paragraph = rows.integer(9);
  view.extractor = keep(rows.text(10));
  view.reason = keep(rows.text(11));
  view.belongs_to = keep(rows.text(12));
  Rows values = database.query(select_statement(select_, *kind), {Bound(row)});
  EV_TRY(const bool some, values.next());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const int column = static_cast<int>(c);
    if (!some || values.is_null(column)) {
      held.values.push_back(nullptr);
      continue;
    }
    switch (info(columns[c]).type) {
      case Type::integer:
      case Type::year:
      case Type::boolean:
        held.values.push_back(values.integer(column));
        break;
      case Type::number:
        held.values.push_back(values.real(column));
        break;
      default:
        held.values.push_back(keep(values.text(column)));
    }
  }
  view.values = held.values;
  return held;
}

std::string doi_of(const TableItem& source) {
  const auto columns = stored_attributes(source.kind);
  const auto at = std::find(columns.begin(), columns.end(), Attribute::doi);
  if (at == columns.end()) return {};
  const auto* doi = std::get_if<std::string_view>(&source.values[static_cast<std::size_t>(at - columns.begin())]);
  return doi ? plain_doi(*doi) : std::string();
}

Result<Concept> concept_of(Database& database, std::string_view id) {
  Rows rows = database.query(
      "SELECT kind, scheme, label, notation, definition, measure_kind FROM concept WHERE id = ?", {bound(id)});
  EV_TRY(const bool found, rows.next());
  const auto kind = found ? kind_named(rows.text(0)) : std::nullopt;
  if (!kind)
    return fail(Code::corrupt, "the concept " + std::string(id) + " is of an unknown kind", "run 'evident verify'");
  Concept c{std::string(id), *kind, rows.string(1), rows.string(2), {}, {}, rows.string(3), rows.string(4), rows.string(5)};
  const auto list = [&](std::string_view sql, std::vector<std::string>& into) -> Result<void> {
    Rows values = database.query(sql, {bound(id)});
    for (;;) {
      EV_TRY(const bool more, values.next());
      if (!more) return {};
      into.push_back(values.string(0));
    }
  };
  EV_CHECK(list("SELECT label FROM concept_label WHERE concept = ? ORDER BY ordinal", c.alternatives));
  EV_CHECK(list("SELECT broader FROM concept_broader WHERE concept = ? ORDER BY broader", c.broader));
  return c;
}

Result<void> write_loaded(Database& database, const Concept& c) {
  EV_CHECK(database.run("INSERT OR REPLACE INTO concept VALUES (?, ?, ?, ?, ?, ?, ?, 0, 1)",
                        {bound(c.id), bound(info(c.kind).name), bound(c.scheme), bound(c.label),
                         bound(c.notation), bound(c.definition), bound(c.measure_kind)}));
  EV_CHECK(database.run("DELETE FROM concept_label WHERE concept = ?", {bound(c.id)}));
  EV_CHECK(database.run("DELETE FROM concept_broader WHERE concept = ?", {bound(c.id)}));
  std::int64_t ordinal = 0;
  for (const std::string& label : c.alternatives)
    EV_CHECK(database.run("INSERT INTO concept_label VALUES (?, ?, ?)",
                          {bound(c.id), Bound(++ordinal), bound(label)}));
  for (const std::string& broader : c.broader)
    EV_CHECK(database.run("INSERT OR IGNORE INTO concept_broader VALUES (?, ?)", {bound(c.id), bound(broader)}));
  Lanes lanes;
  lanes += digest_of(c);
  return change_fingerprint(database, {}, lanes.hex());
}

Result<void> forget_loaded(Database& database, std::string_view id) {
  EV_TRY(const std::int64_t loaded, database.number("SELECT loaded FROM concept WHERE id = ?", {bound(id)}));
  if (!loaded) return {};
  EV_TRY(const Concept old, concept_of(database, id));
  Lanes lanes;
  lanes += digest_of(old);
  EV_CHECK(change_fingerprint(database, lanes.hex(), {}));
  return database.run("UPDATE concept SET loaded = 0 WHERE id = ?", {bound(id)});
}

// ---- the file aside ------------------------------------------------------------------------------------

namespace {

tl::unexpected<Error> cannot(const char* what, const fs::path& path, int number) {
  const bool full = number == ENOSPC || number == EDQUOT;
  return fail(full ? Code::no_space : Code::io,
              std::string(what) + " '" + path.string() + "': " + std::strerror(number),
              full ? "free some space and try again; nothing was stored" : "check the permissions of its folder",
              Place{path.string(), {}, {}});
}

// What loads that were killed left: files that nobody has locked.
void remove_left_over(const fs::path& base) {
  std::error_code error;
  const fs::path folder = base.has_parent_path() ? base.parent_path() : fs::path(".");
  const std::string prefix = base.filename().string() + ".loading";
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    const int fd = ::open(entry.path().c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) continue;
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) ::unlink(entry.path().c_str());
    ::close(fd);
  }
}

}  // namespace

Result<std::unique_ptr<AsideFile>> AsideFile::make(const fs::path& base) {
  if (const fs::path folder = base.parent_path(); !folder.empty() && !fs::is_directory(folder))
    return fail(Code::not_found, "there is no folder '" + folder.string() + "' for the evidence base",
                "make the folder first", Place{base.string(), {}, {}});
  remove_left_over(base);
  fs::path path = base;
  path += ".loading" + std::to_string(::getpid());
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0) return cannot("cannot make", path, errno);
  ::flock(fd, LOCK_EX | LOCK_NB);
  return std::unique_ptr<AsideFile>(new AsideFile(base, std::move(path), fd));
}

AsideFile::~AsideFile() {
  if (!named_) ::unlink(path_.c_str());
  ::close(lock_);
}

Result<void> AsideFile::take_name() {
  if (::fsync(lock_) != 0) return cannot("cannot write", path_, errno);
  // link() refuses a name that is taken, rename() would not.
  if (::link(path_.c_str(), base_.c_str()) != 0) {
    if (errno == EEXIST)
      return fail(Code::conflict, "another program has made '" + base_.filename().string() + "' meanwhile",
                  "load into it by running the command again", Place{base_.string(), {}, {}});
    return cannot("cannot make", base_, errno);
  }
  ::unlink(path_.c_str());
  named_ = true;
  const fs::path folder = base_.has_parent_path() ? base_.parent_path() : fs::path(".");
  if (const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); directory >= 0) {
    ::fsync(directory);
    ::close(directory);
  }
  return {};
}

}  // namespace evident::graph
