// Boxes and lists drawn with signs that mean something else, and what a web page prints below its text.
#include <algorithm>

#include "readers_support.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

TEST_CASE("a quotation that a heading opens is a box of the document's own") {
  const auto d = read("a.md",
                      "# Ferries\n\n## What we saw\n\nWe went to two piers.\n\n> #### Close-up: lamps at Ostby\n>\n> The "
                      "harbour bought forty lamps in 2015.\n>\n> - fewer falls\n\nThe other pier had none.\n");
  CHECK(kind(d, "Close-up: lamps at Ostby") == BlockKind::heading);
  CHECK(kind(d, "The harbour bought forty lamps in 2015.") == BlockKind::paragraph);
  CHECK(kind(d, "fewer falls") == BlockKind::list_item);
  // The section goes on behind the box.
  const auto& after = *std::find_if(d.blocks.begin(), d.blocks.end(), [&](const Block& b) { return d.words(b) == "The other pier had none."; });
  REQUIRE(after.heading >= 0);
  CHECK(d.words(d.blocks[static_cast<std::size_t>(after.heading)]) == "What we saw");
  // Somebody's words stay somebody's words.
  const auto said = read("b.md", "# Ferries\n\nOne skipper told us:\n\n> Nobody mends the steps. We have asked for years.\n");
  CHECK(kind(said, "Nobody mends the steps. We have asked for years.") == BlockKind::quotation);
}

TEST_CASE("a mark of quotation before each of several short lines below a heading is a bullet") {
  const auto d = read("a.txt",
                      "Two piers\n\nWe went to two piers in 2015 and asked everybody there.\n\nWhat made it work\n> a skipper "
                      "with patience\n> spare lamps\n\nThen it rained.\n");
  CHECK(kind(d, "a skipper with patience") == BlockKind::list_item);
  CHECK(kind(d, "spare lamps") == BlockKind::list_item);
  const auto mail = read("b.txt",
                         "Two piers\n\nWe went to two piers in 2015 and asked everybody there.\n\n> I write to you about the "
                         "steps.\n> They are rotten.\n");
  CHECK(mail.blocks.back().kind == BlockKind::quotation);
}

TEST_CASE("a frame of plus signs and bars is none of the words in it") {
  const auto d = read("a.txt",
                      "Lamps on piers\n\nPiers are dark, and the lamps on them are old and few. We read one paper about it.\n\n"
                      "+----------------+\n| The paper      |\n+----------------+\n\nRoe, A. (2015) Lamps. Ostby: Pier "
                      "Press.\n");
  CHECK(kind(d, "The paper") == BlockKind::heading);
  for (const Block& b : d.blocks) CHECK(d.words(b).find("+--") == std::string_view::npos);
  // A table with rules drawn of signs has more cells than one.
  const auto table = read("b.txt", "Lamps on piers\n\n+-----+-----+\n| Old | New |\n+-----+-----+\n| 4   | 9   |\n+-----+-----+\n");
  CHECK(table.blocks.size() > 1);
}

TEST_CASE("what a web page prints below its text is furniture") {
  const auto d = read("a.txt",
                      "Lamps on piers\n\nBy Anna Roe\n\nPiers are dark, and nobody mends the lamps. I have asked for "
                      "years.\n\nADVERTISEMENT – article continues below\n\nHarbours should buy lamps before they buy flags, "
                      "and they know it.\n\nMost read\n1. 80% of gulls prefer chips\n2. Knots for beginners\n\n3 "
                      "comments\n\nOle  4 May 2020 at 10:11\nRubbish. Lamps attract moths.\n");
  CHECK(kind(d, "ADVERTISEMENT – article continues below") == BlockKind::furniture);
  CHECK(kind(d, "80% of gulls prefer chips") == BlockKind::furniture);
  for (const Block& b : d.blocks)
    if (d.words(b).find("moths") != std::string_view::npos) CHECK(b.kind == BlockKind::furniture);
  CHECK(kind(d, "Harbours should buy lamps before they buy flags, and they know it.") == BlockKind::paragraph);
  // A report on comments has them in its middle.
  const auto report = read("b.txt", "Consultation\n\nWhat we asked\n\nWe asked about lamps.\n\nComments\n\nMany people want more of "
                                    "them.\n\nWhat we will do\n\nWe will buy forty.\n");
  CHECK(kind(report, "Many people want more of them.") == BlockKind::paragraph);
}
