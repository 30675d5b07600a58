// Pages written by us are pages to SQLite: its integrity check passes, and it reads what was put in.
#include "graph/base/btree_file.hpp"
#include "unit/folder.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <limits>

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

class File {
 public:
  fs::path path() const { return folder_.path / "file.db"; }
  std::string sql(const std::string& statement) const {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(path().c_str(), &handle) == SQLITE_OK);
    std::string result;
    const auto row = [](void* into, int n, char** values, char**) {
      for (int i = 0; i < n; ++i)
        static_cast<std::string*>(into)->append(i ? "|" : "").append(values[i] ? values[i] : "NULL");
      static_cast<std::string*>(into)->append("\n");
      return 0;
    };
    char* message = nullptr;
    sqlite3_exec(handle, statement.c_str(), row, &result, &message);
    if (message) result = message;
    sqlite3_free(message);
    sqlite3_close(handle);
    return result;
  }
  std::uint32_t root(const std::string& name) const {
    return static_cast<std::uint32_t>(std::stoul(sql("SELECT rootpage FROM sqlite_schema WHERE name = '" + name + "'")));
  }

 private:
  Folder folder_;
};

// Lengths that meet every border: none, within a page, just on and over what a page holds, many pages.
std::string text_of(std::uint32_t i, std::size_t longest) {
  static constexpr std::size_t kLengths[] = {0, 3, 40, 200, 997, 1002, 1003, 2000, 4057, 4058, 4100, 9000, 20000};
  const std::size_t length = std::min(kLengths[i * 7 % 13], longest);
  return std::string(length, static_cast<char>('a' + i % 26));
}
std::string key_of(std::uint32_t i, std::size_t longest) {
  std::string number = std::to_string(1000000 + i);
  return number + text_of(i, longest);
}

void fill_and_check(std::uint32_t rows, std::size_t longest) {
  CAPTURE(rows, longest);
  File file;
  file.sql("PRAGMA page_size = 4096; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, n INTEGER, x REAL); CREATE INDEX "
           "t_a ON t(a); CREATE TABLE w (k TEXT, n INTEGER, v TEXT, PRIMARY KEY (k, n)) WITHOUT ROWID");
  const std::uint32_t t = file.root("t"), t_a = file.root("t_a"), w = file.root("w");
  {
    auto pages = PageFile::open(file.path());
    REQUIRE(pages);
    TreeWriter table(**pages, t, TreeWriter::Of::rows), index(**pages, t_a, TreeWriter::Of::keys),
        keyed(**pages, w, TreeWriter::Of::keys);
    Record r;
    for (std::uint32_t i = 1; i <= rows; ++i) {
      r.clear();
      r.null();
      r.text(key_of(i, longest));
      r.integer(i % 3 == 0 ? -static_cast<std::int64_t>(i) : std::int64_t{i} << (i % 50));
      if (i % 2)
        r.real(i + 0.5);
      else
        r.null();
      table.row(i, r);
      r.clear();
      r.text(key_of(i, longest));
      r.integer(i);
      index.key(r);
      r.clear();
      r.text(key_of(i, longest));
      r.integer(i % 2);
      r.text("v");
      keyed.key(r);
    }
    table.finish();
    index.finish();
    keyed.finish();
    REQUIRE((*pages)->finish());
  }
  CHECK(file.sql("PRAGMA integrity_check") == "ok\n");
  const std::string n = std::to_string(rows) + "\n";
  CHECK(file.sql("SELECT count(*) FROM t") == n);
  CHECK(file.sql("SELECT count(*) FROM t JOIN w ON w.k = t.a AND w.n = t.id % 2") == n);
  CHECK(file.sql("SELECT count(*) FROM t WHERE x = id + 0.5") == std::to_string((rows + 1) / 2) + "\n");
  CHECK(file.sql("SELECT count(*) FROM t WHERE n = CASE WHEN id % 3 = 0 THEN -id ELSE id << (id % 50) END") == n);
  CHECK(file.sql("SELECT count(*) FROM t u WHERE EXISTS (SELECT 1 FROM t INDEXED BY t_a WHERE t.a = u.a)") == n);
  // SQLite goes on with the file, free pages and all.
  CHECK(file.sql("INSERT INTO t VALUES (99999999, 'new', 1, 1); DELETE FROM t WHERE id % 2 = 0; VACUUM; PRAGMA "
                 "integrity_check") == "ok\n");
}

TEST_CASE("tables and indexes that were written at once are SQLite's") {
  for (const std::uint32_t rows : {0u, 1u, 2u, 3u, 5u, 17u, 60u, 300u, 2000u})
    for (const std::size_t longest : {std::size_t{0}, std::size_t{200}, std::size_t{1003}, std::size_t{20000}})
      fill_and_check(rows, longest);
  fill_and_check(60000, 3);
}

// A page that ends with the key that would stand above it: each number of rows around the borders.
TEST_CASE("no leaf of an index is left empty") {
  for (std::uint32_t rows = 150; rows < 420; ++rows) {
    File file;
    file.sql("PRAGMA page_size = 4096; CREATE TABLE w (k TEXT PRIMARY KEY) WITHOUT ROWID");
    auto pages = PageFile::open(file.path());
    REQUIRE(pages);
    TreeWriter keyed(**pages, 2, TreeWriter::Of::keys);
    Record r;
    for (std::uint32_t i = 1; i <= rows; ++i) {
      r.clear();
      r.text(key_of(i, 20));
      keyed.key(r);
    }
    keyed.finish();
    REQUIRE((*pages)->finish());
    CHECK(file.sql("PRAGMA integrity_check; SELECT count(*) FROM w") == "ok\n" + std::to_string(rows) + "\n");
  }
}

TEST_CASE("whole numbers of every size are SQLite's") {
  File file;
  file.sql("PRAGMA page_size = 4096; CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)");
  std::vector<std::int64_t> numbers{0, 1, -1, std::numeric_limits<std::int64_t>::min(),
                                    std::numeric_limits<std::int64_t>::max()};
  for (int bit = 1; bit < 63; ++bit)
    for (const std::int64_t off : {-1, 0, 1})
      for (const std::int64_t sign : {-1, 1}) numbers.push_back(sign * ((std::int64_t{1} << bit) + off));
  auto pages = PageFile::open(file.path());
  REQUIRE(pages);
  TreeWriter table(**pages, 2, TreeWriter::Of::rows);
  Record r;
  std::string expected;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    r.clear();
    r.null();
    r.integer(numbers[i]);
    table.row(static_cast<std::int64_t>(i) + 1, r);
    expected += std::to_string(numbers[i]) + "\n";
  }
  r.clear();
  r.null();
  r.null();
  table.row(std::int64_t{1} << 60, r);
  table.finish();
  REQUIRE((*pages)->finish());
  CHECK(file.sql("SELECT n FROM t ORDER BY id") == expected + "NULL\n");
  CHECK(file.sql("SELECT max(id) FROM t") == std::to_string(std::int64_t{1} << 60) + "\n");
}

}  // namespace
}  // namespace evident::graph
