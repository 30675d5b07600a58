// SQLite behind Result: sqlite.cpp is the one file of ours that sees its header.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "support/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace evident::graph {

// What a question mark stands for. Text must live until the statement is done.
using Bound = std::variant<std::nullptr_t, std::int64_t, double, std::string_view>;

class Database;

// Rows of one statement; given back to the database's cache at the end.
class Rows {
 public:
  Rows(Rows&& other) noexcept
      : database_(other.database_),
        statement_(other.statement_),
        in_use_(other.in_use_),
        error_(std::move(other.error_)) {
    other.statement_ = nullptr;
  }
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  // The next row, or false at the end.
  Result<bool> next();
  // The same statement from its beginning with other values: for loops over many keys.
  void again(std::span<const Bound> values);
  void again(std::initializer_list<Bound> values) { again(std::span(values.begin(), values.size())); }
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;  // until next()
  std::string string(int column) const { return std::string(text(column)); }
  int columns() const;
  std::string_view column_name(int column) const;

 private:
  friend class Database;
  Rows(Database* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
  void bind(std::span<const Bound> values);
  Database* database_;
  sqlite3_stmt* statement_;
  bool* in_use_ = nullptr;      // the cache's mark; nothing: the statement is ours alone
  std::optional<Error> error_;  // of preparing or binding: the first next() gives it
};

class Database {
 public:
  // immutable: the file cannot change while it is open (no locks, no -wal, no -shm).
  enum class Mode { read_write, create, immutable };
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, Mode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Rows query(std::string_view sql, std::initializer_list<Bound> values = {}) {
    return query(sql, std::span(values.begin(), values.size()));
  }
  Rows query(std::string_view sql, std::span<const Bound> values);
  // One statement without rows.
  Result<void> run(std::string_view sql, std::initializer_list<Bound> values = {}) {
    return run(sql, std::span(values.begin(), values.size()));
  }
  Result<void> run(std::string_view sql, std::span<const Bound> values);
  // Several statements without values.
  Result<void> script(const std::string& sql);
  // The first column of the first row as an integer; fallback when there is no row.
  Result<std::int64_t> number(std::string_view sql, std::initializer_list<Bound> values = {},
                              std::int64_t fallback = 0);

  bool is_read_only() const;
  std::int64_t changes() const;
  const std::filesystem::path& path() const { return path_; }

 private:
  friend class Rows;
  Database() = default;
  Error error(int status) const;

  struct Cache;
  sqlite3* handle_ = nullptr;
  std::filesystem::path path_;
  std::unique_ptr<Cache> cache_;
};

// BEGIN IMMEDIATE … COMMIT; rolled back at the end unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

// Several reading statements see one state of the base; may stand inside another, or inside a transaction.
class Snapshot {
 public:
  static Result<Snapshot> take(Database& database);
  Snapshot(Snapshot&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
  Snapshot& operator=(Snapshot&&) = delete;
  ~Snapshot();

 private:
  explicit Snapshot(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace evident::graph
