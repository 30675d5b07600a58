// A thin layer: statements are prepared once and kept by their text; every status becomes one of our codes,
// with what a person can do about it. A statement that is still being read when it is asked for again is
// prepared a second time.
#include "graph/base/sqlite.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <unordered_map>

namespace evident::graph {
namespace {

constexpr int kBusyMilliseconds = 2000;

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

std::string uri_of(const std::filesystem::path& path) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%' || c == '?' || c == '#' || byte < 0x20) {
      uri.push_back('%');
      uri.push_back(kHex[byte >> 4]);
      uri.push_back(kHex[byte & 15]);
    } else {
      uri.push_back(c);
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

struct Database::Cache {
  struct Entry {
    sqlite3_stmt* statement = nullptr;
    bool in_use = false;
  };
  std::unordered_map<std::string, Entry, StringHash, std::equal_to<>> entries;
};

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path, Mode mode) {
  std::unique_ptr<Database> database(new Database());
  database->path_ = path;
  database->cache_ = std::make_unique<Cache>();
  const std::string name = mode == Mode::immutable ? uri_of(path) : path.string();
  const int flags = mode == Mode::immutable ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                    : mode == Mode::create  ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                            : SQLITE_OPEN_READWRITE;
  const int status = sqlite3_open_v2(name.c_str(), &database->handle_,
                                     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  if (status != SQLITE_OK) return tl::unexpected(database->error(status));
  sqlite3_busy_timeout(database->handle_, kBusyMilliseconds);
  // The file may come from a stranger: its views and triggers run nothing.
  sqlite3_db_config(database->handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database->handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return database;
}

Database::~Database() {
  for (auto& [sql, entry] : cache_->entries) sqlite3_finalize(entry.statement);
  sqlite3_close_v2(handle_);
}

Error Database::error(int status) const {
  const std::string name = path_.filename().string();
  const std::string detail = handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(status);
  const Place place{path_.string(), {}, {}};
  const auto make = [&](Code code, std::string message, std::string fix) {
    return Error{code, std::move(message), std::move(fix), place};
  };
  if ((status & 0xff) == SQLITE_IOERR && handle_ && sqlite3_system_errno(handle_) == ENOSPC)
    status = SQLITE_FULL;
  switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return make(Code::conflict, "another program is using the evidence base '" + name + "'",
                  "wait until it has finished and try again");
    case SQLITE_FULL:
      return make(Code::no_space, "the disk of the evidence base '" + name + "' is full",
                  "free some space and try again: what was committed is kept");
    case SQLITE_NOTADB:
      return make(Code::foreign, "'" + name + "' is no evidence base",
                  "give the path of a base that 'evident ingest' made");
    case SQLITE_CORRUPT:
      return make(Code::corrupt, "the evidence base '" + name + "' is damaged: " + detail,
                  "restore it from a copy, or ingest the documents into a new base");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return make(Code::io, "the evidence base '" + name + "' cannot be written",
                  "check the permissions of the file and its folder");
    case SQLITE_CANTOPEN:
      return make(Code::io, "the evidence base '" + name + "' cannot be opened: " + detail,
                  "check the permissions of the file and its folder");
    case SQLITE_IOERR:
      return make(Code::io, "reading or writing the evidence base '" + name + "' failed: " + detail,
                  "check the disk");
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      return make(Code::limit, "the evidence base '" + name + "' needs more memory than there is: " + detail,
                  "");
    default:
      return make(Code::internal, "the evidence base '" + name + "' refused a statement: " + detail,
                  "this is a mistake of Evident");
  }
}

Rows Database::query(std::string_view sql, std::span<const Bound> values) {
  auto at = cache_->entries.find(sql);
  if (at == cache_->entries.end()) at = cache_->entries.emplace(std::string(sql), Cache::Entry{}).first;
  Cache::Entry& entry = at->second;
  sqlite3_stmt* statement = entry.in_use ? nullptr : entry.statement;
  Rows rows(this, nullptr);
  if (!statement) {
    const int status = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (status != SQLITE_OK) {
      rows.error_ = error(status);
      return rows;
    }
    if (!entry.in_use) entry.statement = statement;
  }
  if (entry.statement == statement) {
    entry.in_use = true;
    rows.in_use_ = &entry.in_use;
  }
  rows.statement_ = statement;
  rows.bind(values);
  return rows;
}

void Rows::bind(std::span<const Bound> values) {
  int index = 0;
  for (const Bound& value : values) {
    ++index;
    int status = SQLITE_OK;
    if (const auto* i = std::get_if<std::int64_t>(&value))
      status = sqlite3_bind_int64(statement_, index, *i);
    else if (const auto* d = std::get_if<double>(&value))
      status = sqlite3_bind_double(statement_, index, *d);
    else if (const auto* s = std::get_if<std::string_view>(&value))
      status = sqlite3_bind_text64(statement_, index, s->data() ? s->data() : "", s->size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    else
      status = sqlite3_bind_null(statement_, index);
    if (status != SQLITE_OK) {
      error_ = database_->error(status);
      return;
    }
  }
}

void Rows::again(std::span<const Bound> values) {
  if (error_) return;
  sqlite3_reset(statement_);
  bind(values);
}

Result<void> Database::run(std::string_view sql, std::span<const Bound> values) {
  Rows rows = query(sql, values);
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return {};
  }
}

Result<void> Database::script(const std::string& sql) {
  const int status = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) return tl::unexpected(error(status));
  return {};
}

Result<std::int64_t> Database::number(std::string_view sql, std::initializer_list<Bound> values,
                                      std::int64_t fallback) {
  Rows rows = query(sql, values);
  EV_TRY(const bool found, rows.next());
  return found && !rows.is_null(0) ? rows.integer(0) : fallback;
}

bool Database::is_read_only() const { return sqlite3_db_readonly(handle_, "main") == 1; }
std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

Rows::~Rows() {
  if (!statement_) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  if (in_use_)
    *in_use_ = false;
  else
    sqlite3_finalize(statement_);
}
Result<bool> Rows::next() {
  if (error_) return tl::unexpected(*error_);
  const int status = sqlite3_step(statement_);
  if (status == SQLITE_ROW) return true;
  if (status == SQLITE_DONE) return false;
  return tl::unexpected(database_->error(status));
}
bool Rows::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Rows::real(int column) const { return sqlite3_column_double(statement_, column); }
std::string_view Rows::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
              : std::string_view();
}
int Rows::columns() const { return sqlite3_column_count(statement_); }
std::string_view Rows::column_name(int column) const { return sqlite3_column_name(statement_, column); }

Result<Transaction> Transaction::begin(Database& database) {
  EV_CHECK(database.run("BEGIN IMMEDIATE"));
  return Transaction(database);
}
Transaction::~Transaction() {
  if (database_)
    (void)database_->run("ROLLBACK");  // a failure leaves it to SQLite, which rolls back when it is closed
}
Result<void> Transaction::commit() {
  EV_CHECK(database_->run("COMMIT"));
  database_ = nullptr;
  return {};
}

Result<Snapshot> Snapshot::take(Database& database) {
  EV_CHECK(database.run("SAVEPOINT reading"));
  return Snapshot(database);
}
Snapshot::~Snapshot() {
  if (database_) (void)database_->run("RELEASE reading");
}

}  // namespace evident::graph
