// Coding tables as text: a row a block, cells where they stand in the file.
#include "readers_support.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

namespace {
std::string cell(const Document& d, std::size_t row, std::size_t column) {
  const Cell& c = d.blocks.at(row).cells.at(column);
  return d.text.substr(c.begin, c.end - c.begin);
}
}  // namespace

TEST_CASE("cells of a table are ranges of its file") {
  const std::string bytes =
      "\xEF\xBB\xBFStudy,Finding,\"Who, and where\"\r\n\"Roe, 2019\",\"said \"\"warm\"\"\r\nand "
      "dry\",\r\n\r\n ,soup ,x";
  const auto d = read("codes.csv", bytes);
  CHECK(d.format == "csv");
  CHECK(d.text == bytes);
  REQUIRE(d.blocks.size() == 3);
  CHECK(d.blocks[0].header);
  CHECK_FALSE(d.blocks[1].header);
  CHECK(cell(d, 0, 2) == "Who, and where");
  CHECK(cell(d, 1, 0) == "Roe, 2019");
  CHECK(cell(d, 1, 1) == "said \"\"warm\"\"\r\nand dry");
  CHECK(cell(d, 1, 2) == "");
  CHECK(cell(d, 2, 1) == "soup");
  CHECK(broken_invariant(d) == "");
}

TEST_CASE("the divider is the one by which rows agree") {
  CHECK(read("a.csv", "study;words, many\nRoe;a, b\n").blocks[1].cells.size() == 2);
  CHECK(read("a.tsv", "study\tdesign\tyear\nRoe\ttrial\t2019\n").blocks[1].cells.size() == 3);
  CHECK(read("a.csv", "No table, but words.\nThey go on.\n").format == "text");
}
