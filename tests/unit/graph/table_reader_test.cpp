// Rows as RFC 4180 and plain tab-separated files have them, and what is wrong with those that do not.
#include "graph/tables/reader.hpp"

#include <catch2/catch.hpp>

namespace evident::graph {
namespace {

using Table = std::vector<std::vector<std::string>>;

Table read(std::string_view bytes, TableForm form = TableForm::csv) {
  TableReader reader("t", bytes, form);
  Table rows;
  for (;;) {
    const auto more = reader.next();
    if (!more) FAIL(more.error().message);
    if (!*more) return rows;
    rows.emplace_back(reader.cells().begin(), reader.cells().end());
  }
}
std::string fault(std::string_view bytes, TableForm form = TableForm::csv) {
  TableReader reader("t.csv", bytes, form);
  for (;;) {
    const auto more = reader.next();
    if (!more) return more.error().message;
    if (!*more) return "";
  }
}

TEST_CASE("cells are separated by commas and may stand in quotation marks") {
  CHECK(read("a,b\n1,2\n") == Table{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,b\r\n1,2") == Table{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,b\n,\n") == Table{{"a", "b"}, {"", ""}});
  CHECK(read("\"a\",\"b,c\"\n\"say \"\"yes\"\"\",\"two\nlines\"\n") ==
        Table{{"a", "b,c"}, {"say \"yes\"", "two\nlines"}});
  CHECK(read("\"\"\"\",\"\"\n") == Table{{"\"", ""}});
  CHECK(read("\xEF\xBB\xBFid,x\n1,\xC3\xA9\n") == Table{{"id", "x"}, {"1", "\xC3\xA9"}});
  CHECK(read("") == Table{});
}

TEST_CASE("many rewritten cells in one row keep their words") {
  std::string line, expected(300, 'x');
  for (int i = 0; i < 50; ++i) line += (i ? ",\"" : "\"") + expected + "\"\"" + std::to_string(i) + "\"";
  const Table rows = read(line + "\n");
  REQUIRE(rows.size() == 1);
  for (std::size_t i = 0; i < 50; ++i) CHECK(rows[0][i] == expected + "\"" + std::to_string(i));
}

TEST_CASE("blank lines are passed over, unless a table has one column") {
  CHECK(read("a,b\n\n1,2\n\n\n") == Table{{"a", "b"}, {"1", "2"}});
  CHECK(read("a\n\n1\n") == Table{{"a"}, {""}, {"1"}});
}

TEST_CASE("tab-separated cells are what stands between tabs") {
  CHECK(read("a\tb\n\"1\t2\"\n", TableForm::tsv) == Table{{"a", "b"}, {"\"1", "2\""}});
  CHECK(read("a\tb\r\n1\t\r\n", TableForm::tsv) == Table{{"a", "b"}, {"1", ""}});
}

TEST_CASE("rows and lines are counted apart") {
  TableReader reader("t", "a,b\n\"x\ny\",1\n\nz,2\n", TableForm::csv);
  REQUIRE(*reader.next());
  CHECK(reader.row() == 0);
  REQUIRE(*reader.next());
  CHECK(reader.row() == 1);
  CHECK(reader.line() == 2);
  const std::uint64_t offset = reader.offset();
  REQUIRE(*reader.next());
  CHECK(reader.row() == 2);
  CHECK(reader.line() == 5);
  reader.seek(offset, 1, 2);
  REQUIRE(*reader.next());
  CHECK(reader.cells()[0] == "x\ny");
  CHECK(reader.line() == 2);
  CHECK(reader.row() == 1);
}

TEST_CASE("what is wrong is said with its line") {
  CHECK(fault("a,b\n1\n") == "t.csv, line 2: the row has 1 cells, the header has 2");
  CHECK(fault("a,b\n1,2\n1,2,3\n") == "t.csv, line 3: the row has 3 cells, the header has 2");
  CHECK(fault("a,b\n1,\"2\n3\n") == "t.csv, line 2: a quotation mark is not closed before the end of the file");
  CHECK(fault("a,b\n1,\"2\"x\n") == "t.csv, line 2: something follows the closing quotation mark of a cell");
  CHECK(fault("a,b\n1,2\"\n") ==
        "t.csv, line 2: a quotation mark stands within a cell that does not begin with one");
  CHECK(fault("a,b\n1,\xFF\n") == "t.csv, line 2: byte 3 of the row is no UTF-8");
  CHECK(fault(std::string_view("a,b\n1,\0\n", 8)) == "t.csv, line 2: the row holds a zero byte");
}

}  // namespace
}  // namespace evident::graph
