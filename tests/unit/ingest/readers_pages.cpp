// The frames of web pages, tables that only blanks make, lines that break off above a list, titles that open with
// somebody's words.
#include "readers_support.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

TEST_CASE("the frame of a web page is no title and heads nothing") {
  const auto d = read("a.txt",
                      "Skip to content\nHome > Opinion > Parks\nMenu  Search  Sign in\n\nWhy parks should close at "
                      "night\n\nAnna Roe | 4 May 2020 | 3 min read\n\nShare: Facebook Email LinkedIn\n\nI have kept a park "
                      "for nine years. It was never empty.\n");
  CHECK(kind(d, "Why parks should close at night") == BlockKind::title);
  CHECK(kind(d, "Home > Opinion > Parks") == BlockKind::furniture);
  CHECK(kind(d, "Menu  Search  Sign in") == BlockKind::furniture);
  CHECK(kind(d, "Share: Facebook Email LinkedIn") == BlockKind::furniture);
  CHECK(kind(d, "Anna Roe | 4 May 2020 | 3 min read") == BlockKind::metadata);
  // Words that a menu has too, in a sentence or a title.
  const auto plain = read("b.txt", "Home care and search costs\n\nShare of homes that were searched rose in 2019.\n");
  CHECK(kind(plain, "Home care and search costs") == BlockKind::title);
  CHECK(kind(plain, "Share of homes that were searched rose in 2019.") == BlockKind::paragraph);
}

TEST_CASE("rows whose columns begin at the same place are a table") {
  const auto d = read("a.txt",
                      "Depots\n\nWe asked two groups.\n\n"
                      "   Rank   Drivers            Cleaners\n"
                      "   1      Long shifts        Cold water\n"
                      "   2      Broken seats       Long shifts\n\n"
                      "   Source: own survey\n\nNobody else was asked.\n");
  const std::size_t head = at(d, "Rank   Drivers            Cleaners");
  REQUIRE(d.blocks[head].kind == BlockKind::table_row);
  CHECK(d.blocks[head].header);
  REQUIRE(d.blocks[head + 2].cells.size() == 3);
  const Cell& cell = d.blocks[head + 2].cells[1];
  CHECK(d.text.substr(cell.begin, cell.end - cell.begin) == "Broken seats");
  CHECK(kind(d, "Source: own survey") == BlockKind::caption);
  CHECK(section(d, "Nobody else was asked.") == section(d, "We asked two groups."));
  // Two rows, a ragged one, and prose with wide gaps are none.
  for (const char* text : {"Depots\n\nA   B   C\nD   E   F\n\nText.\n", "Depots\n\nA      B\nC   D\nE        F\n\nText.\n"})
    for (const Block& b : read("b.txt", text).blocks) CHECK(b.kind != BlockKind::table_row);
}

TEST_CASE("contents whose page numbers stand in a column are no table") {
  const auto d = read("a.txt",
                      "Ferries\n\nContents\n\nForeword           2\nThe crews          5\nThe piers         11\n\nTHE CREWS\n\n"
                      "They were paid by the week.\n");
  for (const Block& b : d.blocks) CHECK(b.kind != BlockKind::table_row);
  CHECK(kind(d, "THE CREWS") == BlockKind::heading);
}

TEST_CASE("a line that breaks off above a list introduces it, and a list that goes on has its own") {
  const auto d = read("a.txt",
                      "The pier\n\nRECOMMENDATIONS\n\nThe harbour board should\n\n(1)  mend the steps;\n\n(2)  light the "
                      "quay.\n\nFerry firms should\n\n(3)  print one timetable.\n");
  CHECK(kind(d, "The harbour board should") == BlockKind::paragraph);
  CHECK(parent(d, "light the quay.") == "The harbour board should");
  CHECK(parent(d, "print one timetable.") == "Ferry firms should");
}

TEST_CASE("a title may open with somebody's words") {
  const auto d = read("a.txt",
                      "Notes on Ports 2018; 3(1): 4-9\n\n“We heard it on the radio”: dockers and the closing of two small "
                      "harbours\n\nMaud Ferris, Ole Quist\n\nABSTRACT\n\nWe asked dockers.\n");
  CHECK(kind(d, "“We heard it on the radio”: dockers and the closing of two small harbours") == BlockKind::title);
  CHECK(kind(d, "Maud Ferris, Ole Quist") == BlockKind::metadata);
  CHECK(kind(read("b.txt", "Ports\n\nThey closed.\n\n“We heard it on the radio.”\n\nIt was so.\n"), "“We heard it on the radio.”") ==
        BlockKind::quotation);
}

TEST_CASE("paragraph numbers with a letter are no words; those of recommendations stay") {
  const auto d = read("a.txt",
                      "The pier\n\nC4.  Ferry firms were asked about lights, and most of them said that the quay is dark.\n\n"
                      "R2. The board should light the quay before the winter, and pay for it.\n");
  CHECK(at(d, "Ferry firms were asked about lights, and most of them said that the quay is dark."));
  CHECK(at(d, "R2. The board should light the quay before the winter, and pay for it."));
}
