// What the readers make of headings, lists, tables, quotations and the rest, on small texts written for the
// purpose.
#include "readers_support.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

TEST_CASE("headings by marks: atx, setext, bold; levels and sections follow") {
  const auto d = read(
      "a.md",
      "# A town and its clinic\n\n## Methods\n\nWe asked nurses.\n\n### Sample\n\nForty of them replied.\n\n"
      "Results\n-------\n\nMost of them agreed.\n\n**Small print**\n\nThe rest was silent.\n");
  CHECK(kind(d, "A town and its clinic") == BlockKind::title);
  CHECK(kind(d, "Methods") == BlockKind::heading);
  CHECK(d.blocks[at(d, "Methods")].level == 1);
  CHECK(d.blocks[at(d, "Sample")].level == 2);
  CHECK(section(d, "Forty of them replied.") == "Methods › Sample");
  CHECK(section(d, "Most of them agreed.") == "Results");
  CHECK(section(d, "The rest was silent.") == "Results › Small print");
  CHECK(d.heading_chain(at(d, "Forty of them replied.")).size() == 2);
  CHECK(d.heading_chain(at(d, "A town and its clinic")).empty());
}

TEST_CASE("short lines between blank lines are headings in plain text, sentences are not") {
  const auto d = read("a.txt",
                      "Sharing the night shift\n\nThe ward was tried as a joint one for a year, and staff of "
                      "both bodies worked there.\n\n"
                      "Who pays for the beds\n\nNobody had settled that.\n\nIt was settled later.\n\nWhat "
                      "next?\n\nThe board will meet again.\n");
  CHECK(kind(d, "Sharing the night shift") == BlockKind::title);
  CHECK(kind(d, "Who pays for the beds") == BlockKind::heading);
  CHECK(kind(d, "It was settled later.") == BlockKind::paragraph);
  CHECK(kind(d, "What next?") == BlockKind::heading);
  CHECK(section(d, "It was settled later.") == "Who pays for the beds");
}

TEST_CASE("a heading may stand right above its text") {
  const auto d = read("a.txt",
                      "A survey of drivers\n\nMethods\nWe rode with twelve drivers of a patient transport "
                      "service for a week.\n\nMain barriers\n- Traffic\n- Keys\n");
  CHECK(kind(d, "Methods") == BlockKind::heading);
  CHECK(section(d, "We rode with twelve drivers of a patient transport service for a week.") == "Methods");
  CHECK(kind(d, "Main barriers") == BlockKind::heading);
  CHECK(section(d, "Keys") == "Main barriers");
}

TEST_CASE("section names run into paragraphs become headings over those words") {
  const auto d = read("a.txt",
                      "Aims: To learn who speaks first. Methods: We listened to calls. There were: two of "
                      "them. RESULTS: The nurse spoke first.\n\n"
                      "**Conclusions:** Silence is costly.\n\nReference: Doe J. Calls. 2001.\n");
  CHECK(kind(d, "Aims") == BlockKind::heading);
  CHECK(section(d, "To learn who speaks first.") == "Aims");
  CHECK(section(d, "We listened to calls. There were: two of them.") == "Methods");
  CHECK(section(d, "The nurse spoke first.") == "RESULTS");
  CHECK(section(d, "Silence is costly.") == "Conclusions");
  CHECK(section(d, "Doe J. Calls. 2001.") == "Reference");
}

TEST_CASE("a label with its list in the same paragraph stays one paragraph") {
  const auto d = read("a.txt",
                      "Our case\n\nIt went well and everyone involved said so in the end.\n\nCritical "
                      "success factors: trust; time; money.\n");
  CHECK(kind(d, "Critical success factors: trust; time; money.") == BlockKind::paragraph);
}

TEST_CASE("a numbered line is a heading over a list or text, and an item among its like") {
  const auto d = read(
      "a.txt",
      "Survey report\n\nThe answers of all who replied are given below in the order of the questions.\n\nThe "
      "findings were:\n\n"
      "1. Working across town\n\n- Half said yes.\n- Half said no.\n\n2. What stands in the way\n\nNHS\n\n1. "
      "Money.\n2. Time.\n4. Distance.\n\n"
      "Private and other sectors\n\n1. Rules.\n2. Habits.\n\n3. The years ahead\n\n- More of the same.\n");
  CHECK(kind(d, "1. Working across town") == BlockKind::heading);
  CHECK(kind(d, "2. What stands in the way") == BlockKind::heading);
  CHECK(kind(d, "3. The years ahead") == BlockKind::heading);
  CHECK(kind(d, "Distance.") == BlockKind::list_item);
  CHECK(d.blocks[at(d, "Distance.")].marker == "4");
  CHECK(d.blocks[at(d, "Distance.")].ordered);
  CHECK(section(d, "Money.") == "2. What stands in the way › NHS");
  CHECK(section(d, "Habits.") == "2. What stands in the way › Private and other sectors");
  CHECK(section(d, "More of the same.") == "3. The years ahead");
  CHECK(d.blocks[at(d, "NHS")].level == d.blocks[at(d, "2. What stands in the way")].level + 1);
}

TEST_CASE("decimal numbers nest under their chapter, capitals stand beside numbers") {
  const auto d = read("a.txt",
                      "Yearly review of the alliance\n\nSUMMARY\n\nA year went by and the alliance is still "
                      "there, with fewer members.\n\n1. INTRODUCTION\n\n1.1 Aims\n\n"
                      "We wanted to know why.\n\n1.2 Scope\n\nThree towns.\n\n2. METHODS\n\nWe asked.\n");
  CHECK(section(d, "We wanted to know why.") == "1. INTRODUCTION › 1.1 Aims");
  CHECK(section(d, "Three towns.") == "1. INTRODUCTION › 1.2 Scope");
  CHECK(section(d, "We asked.") == "2. METHODS");
}

TEST_CASE("bullet trees nest by indentation of one blank and more, and hang from their lead-in") {
  const auto d = read("a.md",
                      "Partners can:\n\n- pool money\n - for beds\n - for cars\n   - electric ones\n- lend "
                      "staff\n\n* another list\n");
  CHECK(kind(d, "Partners can:") == BlockKind::paragraph);
  CHECK(parent(d, "pool money") == "Partners can:");
  CHECK(parent(d, "lend staff") == "Partners can:");
  CHECK(parent(d, "for beds") == "pool money");
  CHECK(parent(d, "for cars") == "pool money");
  CHECK(parent(d, "electric ones") == "for cars");
  CHECK(d.blocks[at(d, "electric ones")].level == 3);
  CHECK(parent(d, "another list") == "");
}

TEST_CASE("bullets of many shapes; unlike bullets at one indentation nest") {
  const auto d =
      read("a.txt",
           "What we saw\n\n• Costs rose\n– in the north\n– in the south\n• Waits fell\n\na) nurses\nb) "
           "porters\n\nI. First step\nII. Second step\n\n(1) one way\n(2) another way\n");
  CHECK(parent(d, "in the south") == "Costs rose");
  CHECK(parent(d, "Waits fell") == "");
  CHECK(d.blocks[at(d, "porters")].marker == "b");
  CHECK(d.blocks[at(d, "Second step")].marker == "II");
  CHECK(d.blocks[at(d, "Second step")].ordered);
  CHECK(d.blocks[at(d, "another way")].marker == "2");
}

TEST_CASE("a bullet before a number, bold leads, wrapped and right-aligned items") {
  const auto d = read("a.md",
                      "Steps to take:\n\n- 1. **Ask early.** It saves time\n  for all.\n- 2. **Ask often.** "
                      "It is free.\n\nOther list:\n\n 9. ninth\n10. tenth\n11. eleventh\n");
  const Block& first = d.blocks[at(d, "**Ask early.** It saves time\n  for all.")];
  CHECK(first.ordered);
  CHECK(first.marker == "1");
  CHECK(d.blocks[at(d, "tenth")].level == 1);
  CHECK(parent(d, "tenth") == "Other list:");
  CHECK(parent(d, "eleventh") == "Other list:");
}

TEST_CASE("a numbered list goes on behind the paragraphs and quotations of an item") {
  const auto d =
      read("a.txt",
           "Advice for buyers\n\nSome pointers on how a buyer should go about the work are:\n\n1. **Look "
           "around:** see what is sold.\n\nThis may take a long while and need more than one visit to a "
           "market.\n\n"
           "“We never looked.”\n\nFinance director, county hospital\n\n2. **Decide.** Then sign.\n");
  const std::string lead = "Some pointers on how a buyer should go about the work are:";
  CHECK(parent(d, "**Look around:** see what is sold.") == lead);
  CHECK(parent(d, "**Decide.** Then sign.") == lead);
  CHECK(kind(d, "Finance director, county hospital") == BlockKind::attribution);
}

TEST_CASE("a number in wrapped prose opens no list") {
  const auto d =
      read("a.txt",
           "One year on\n\nThe team that was formed in the spring of the year before had at last "
           "reached\n12. That was more than anybody had hoped for when the work began in earnest.\n");
  CHECK(d.blocks.size() == 2);
}

TEST_CASE("soft-wrapped lines are one paragraph, long lines one each") {
  const std::string wide(170, 'x');
  const auto d = read(
      "a.txt", "Heads\n\nThis line was wrapped by a program that\nknows no better, and it goes on here.\n\n" +
                   wide + " one.\n" + wide + " two.\n");
  CHECK(kind(d, "This line was wrapped by a program that\nknows no better, and it goes on here.") ==
        BlockKind::paragraph);
  CHECK(kind(d, wide + " one.") == BlockKind::paragraph);
  CHECK(kind(d, wide + " two.") == BlockKind::paragraph);
}

TEST_CASE("tables: pipes with a header, tabs, names and roles") {
  const auto d =
      read("a.md",
           "## T\n\n| Measure | Kind |\n|---|:--:|\n| Trust | process |\n\nWho | sat\n--|--\nAnn | chair\n");
  const Block& head = d.blocks[at(d, "| Measure | Kind |")];
  CHECK(head.kind == BlockKind::table_row);
  CHECK(head.header);
  REQUIRE(head.cells.size() == 2);
  CHECK(d.text.substr(head.cells[1].begin, head.cells[1].end - head.cells[1].begin) == "Kind");
  CHECK_FALSE(d.blocks[at(d, "| Trust | process |")].header);
  CHECK(d.blocks[at(d, "Ann | chair")].cells.size() == 2);

  const auto t = read("a.txt",
                      "Panel\n\nAnn Lee\tChair\nBo Ek\tNurse, town\n\nArea\tQuestion\tScore\n\tHow "
                      "long?\t3\n\nAlone\tin a line\n");
  CHECK(kind(t, "Ann Lee\tChair") == BlockKind::table_row);
  CHECK_FALSE(t.blocks[at(t, "Ann Lee\tChair")].header);
  CHECK(t.blocks[at(t, "Area\tQuestion\tScore")].header);
  const Block& row = t.blocks[at(t, "How long?\t3")];
  REQUIRE(row.cells.size() == 3);
  CHECK(row.cells[0].begin == row.cells[0].end);
  CHECK(kind(t, "Alone\tin a line") != BlockKind::table_row);
}

TEST_CASE("a table of contents is furniture, and makes the headings it names outermost") {
  const auto d = read("a.txt",
                      "Caring together\n\nForeword\tp2\nWho does what\tp4\n\nForeword\n\nThis is a report on "
                      "who does what in three towns and why that is so.\n\nwho does\nwhat?\n\nIn town "
                      "one\n\nThe council does all of it.\n");
  CHECK(kind(d, "Who does what\tp4") == BlockKind::furniture);
  CHECK(section(d, "The council does all of it.") == "who does what? › In town one");
}

TEST_CASE("quotations, their speakers, and headings that are none") {
  const auto d = read("a.txt",
                      "Voices\n\nWe spoke with many people in the course of the year and wrote down what "
                      "they said to us.\n\n“Nobody told us anything.”\n\nWard sister, general hospital\n\n"
                      "“They came on Monday.\n\nThey left on Friday.”\n\nReference group member\n\n\"We "
                      "shall see\"\n\nHow councils can help\n\nThey can pay.\n\n"
                      "“It was fine.” — Porter\n\nHe said “no” and “never”.\n");
  CHECK(kind(d, "“Nobody told us anything.”") == BlockKind::quotation);
  CHECK(kind(d, "Ward sister, general hospital") == BlockKind::attribution);
  CHECK(parent(d, "Ward sister, general hospital") == "“Nobody told us anything.”");
  CHECK(kind(d, "They left on Friday.”") == BlockKind::quotation);
  CHECK(parent(d, "They left on Friday.”") == "“They came on Monday.");
  CHECK(parent(d, "Reference group member") == "“They came on Monday.");
  CHECK(kind(d, "\"We shall see\"") == BlockKind::quotation);
  CHECK(kind(d, "How councils can help") == BlockKind::heading);
  CHECK(parent(d, "Porter") == "“It was fine.”");
  CHECK(kind(d, "He said “no” and “never”.") == BlockKind::paragraph);
}

TEST_CASE("quoted passages of Markdown") {
  const auto d = read("a.md", "## H\n\n> The lift was\n> broken again.\n>\n> — Jo Low, porter\n");
  CHECK(kind(d, "The lift was\n> broken again.") == BlockKind::quotation);
  CHECK(kind(d, "Jo Low, porter") == BlockKind::attribution);
}

TEST_CASE("footnotes keep their marks") {
  const auto d = read("a.txt",
                      "Notes of a meeting\n\nBeds were cut² and staff* left in the same year, as everybody "
                      "had feared.\n\n² In two wards.\n\n[^a]: By lot.\n\n* Nurses only, not doctors.\n");
  CHECK(kind(d, "In two wards.") == BlockKind::footnote);
  CHECK(d.blocks[at(d, "In two wards.")].marker == "²");
  CHECK(d.blocks[at(d, "By lot.")].marker == "[^a]:");
  CHECK(kind(d, "Nurses only, not doctors.") == BlockKind::footnote);
}

TEST_CASE("furniture: page numbers, leftovers of web pages, descriptions of pictures") {
  const auto d = read(
      "a.txt",
      "On wards\n\nWards are rooms with beds, and people lie in them until they are well again.\n\nPage 3 of "
      "9\n\n17\n\nNo comments yet.\n\nShare this\nBack to top\n\n"
      "The background features a large red block on the left and a thin blue strip.\n\nThe background of "
      "this study is a quarrel about beds.\n\n![](x.png)\n\nWe use cookies to make this site better.\n");
  for (const char* words : {"Page 3 of 9", "17", "No comments yet.", "Share this", "Back to top",
                            "![](x.png)", "We use cookies to make this site better.",
                            "The background features a large red block on the left and a thin blue strip."})
    CHECK(kind(d, words) == BlockKind::furniture);
  CHECK(kind(d, "The background of this study is a quarrel about beds.") == BlockKind::paragraph);
}

TEST_CASE("running heads are furniture; a box head that recurs is not, and its box ends") {
  std::string text =
      "Wards in change\n\nThe first page tells of the ward and of those who built it long ago.\n\n";
  for (int i = 0; i < 4; ++i)
    text += "quick poll\n\n" + std::to_string(10 + i) +
            "% of nurses like the new ward\n\nThe text of the page goes on here with sentence number " +
            std::to_string(i) +
            ", which says more.\n\n\fWards in change\n\nMore of the same stands on page " +
            std::to_string(i) + " of the report.\n\n";
  const auto d = read("a.txt", text);
  CHECK(kind(d, "quick poll") == BlockKind::heading);
  CHECK(section(d, "12% of nurses like the new ward") == "quick poll");
  CHECK(section(d, "The text of the page goes on here with sentence number 2, which says more.") == "");
  std::size_t heads = 0;
  for (const Block& b : d.blocks) heads += b.kind == BlockKind::furniture && d.words(b) == "Wards in change";
  CHECK(heads == 4);
}

TEST_CASE("front matter: publisher, title in lines, authors, affiliation, journal, date") {
  const auto d =
      read("a.txt",
           "COUNTY\nCARE\nRESEARCH UNIT\n\nLooking after one another:\nwhat neighbours do\n\nAnn Lee (Hill "
           "University) and Bo Ek\nOpen Care, May 2019\n\n12 May 2019\n\nSupported by the Lamp Fund\n\n"
           "Neighbours do more than most people think, and they do it without being asked to.\n\nProfessor "
           "Cy Dow, Chair of Care, Hill University\n");
  CHECK(kind(d, "COUNTY\nCARE\nRESEARCH UNIT") == BlockKind::metadata);
  CHECK(kind(d, "Looking after one another:\nwhat neighbours do") == BlockKind::title);
  for (const char* words : {"Ann Lee (Hill University) and Bo Ek", "Open Care, May 2019", "12 May 2019",
                            "Supported by the Lamp Fund", "Professor Cy Dow, Chair of Care, Hill University"})
    CHECK(kind(d, words) == BlockKind::metadata);
  CHECK(kind(d, "Neighbours do more than most people think, and they do it without being asked to.") ==
        BlockKind::paragraph);
}

TEST_CASE("an abstract may begin with an address and a journal line instead of a title") {
  const std::string prose =
      " one case was studied over a year to learn how two bodies shared one contract, and what each of them "
      "made of it in the end.";
  const auto d = read("a.txt",
                      "Care School, University of Hill, Long Street, Hill, H1 2AB, UK.\nJ Care Res. "
                      "2011;3(2):14. doi: 10.1000/abc.\nIn this paper" +
                          prose + "\nIn the next paper" + prose + "\n");
  CHECK(d.blocks[0].kind == BlockKind::metadata);
  CHECK(d.blocks[1].kind == BlockKind::metadata);
  CHECK(d.blocks[2].kind == BlockKind::paragraph);
  CHECK(d.blocks[3].kind == BlockKind::paragraph);
}

TEST_CASE("YAML front matter gives title, authors and date") {
  const auto d = read("a.qmd",
                      "---\ntitle: \"Beds: a review\"\nauthor:\n  - name: Ann Lee\n    affiliation: Hill "
                      "University\ndate: 2021-05-01\nformat: html\n---\n\n## Aims\n\nTo count beds.\n");
  CHECK(kind(d, "Beds: a review") == BlockKind::title);
  CHECK(kind(d, "Ann Lee") == BlockKind::metadata);
  CHECK(kind(d, "2021-05-01") == BlockKind::metadata);
  CHECK(section(d, "To count beds.") == "Aims");
  CHECK_FALSE(d.slides);
}

TEST_CASE("slides by rules, by empty lines and by format") {
  const auto ruled = read("a.md",
                          "# Deck\n\nFor a talk.\n\n---\n\n## One\n\n- a\n- b\n\n---\n\n## Two\n\n- "
                          "c\n\n---\n\n## Three\n\n- d\n");
  CHECK(ruled.slides);
  CHECK(ruled.blocks[at(ruled, "Deck")].slide == 1);
  CHECK(kind(ruled, "Two") == BlockKind::slide_title);
  CHECK(ruled.blocks[at(ruled, "c")].slide == 3);
  CHECK(ruled.section(at(ruled, "d")) == "Three");

  const auto spaced =
      read("a.txt",
           "What is care?\n\nAnn Lee (Hill University) and Bo Ek (Dale University)\n\n\n\nAims\n\n- know "
           "more\n - soon\n\n\n\nLimits\n\n- few people\n\n\n\nMore to ask\n\n- who?\n");
  CHECK(spaced.slides);
  CHECK(kind(spaced, "What is care?") == BlockKind::title);
  CHECK(kind(spaced, "Limits") == BlockKind::slide_title);
  CHECK(spaced.blocks[at(spaced, "soon")].slide == 2);
  CHECK(spaced.blocks[at(spaced, "who?")].slide == 4);

  const auto quarto = read(
      "a.qmd",
      "---\ntitle: Deck\nformat: revealjs\n---\n\n# Part\n\n## First {.smaller}\n\n- a\n\n## Next\n\n- b\n");
  CHECK(quarto.slides);
  CHECK(kind(quarto, "First") == BlockKind::slide_title);
  CHECK(quarto.section(at(quarto, "b")) == "Part › Next");

  CHECK_FALSE(
      read("a.md", "# Report\n\n## One\n\n" + std::string(60, 'w') +
                       " goes on for long. It is prose, not bullets, and there is much of it on this page.\n")
          .slides);
}

TEST_CASE("code and comments are kept out of the text") {
  const auto d =
      read("a.md",
           "# T\n\n```r\n# no heading\nplot(x)\n```\n\n<!-- note\nto self -->\n\n## Real\n\nText of it.\n");
  CHECK(kind(d, "# no heading\nplot(x)") == BlockKind::code);
  CHECK(kind(d, "<!-- note\nto self -->") == BlockKind::furniture);
  CHECK(section(d, "Text of it.") == "Real");
}

TEST_CASE("references are entries, not headings") {
  const auto d = read("a.txt",
                      "Our reading\n\nWe read what there was to read on the matter and list it here for "
                      "others.\n\nFurther reading\n\n1. Lee A: *Beds and people* (2011, Hill Press)\n\nA "
                      "book on beds.\n\n2. Ek B: *Keys* (2012, Dale Press)\n\nA book on keys.\n");
  CHECK(kind(d, "Lee A: *Beds and people* (2011, Hill Press)") == BlockKind::list_item);
  CHECK(d.blocks[at(d, "Ek B: *Keys* (2012, Dale Press)")].marker == "2");
  CHECK(section(d, "A book on keys.") == "Further reading");
}

TEST_CASE("captions") {
  const auto d =
      read("a.txt",
           "Counting\n\nTable 1: Replies by group\n\nGroup\tReplies\tRate\nA\t1\t2\n\nFigure 2. Beds over "
           "time\n\nFigure 2 shows that beds fell by half in the years that we looked at.\n");
  CHECK(kind(d, "Table 1: Replies by group") == BlockKind::caption);
  CHECK(kind(d, "Figure 2. Beds over time") == BlockKind::caption);
  CHECK(kind(d, "Figure 2 shows that beds fell by half in the years that we looked at.") ==
        BlockKind::paragraph);
}

TEST_CASE("slides told by their numbers, numbered paragraphs, boxes to tick, parts of an abstract without a colon") {
  const auto deck = read("a.txt",
                         "Buses at night\n\nSlide 1\nThe town council\n\nSlide 2\nWhat we did\n- rode along\n- asked\n\nSlide "
                         "3: What helps\n- light\n- time\n");
  CHECK(deck.slides);
  CHECK(section(deck, "rode along") == "What we did");
  CHECK(section(deck, "light") == "What helps");
  const auto report = read("b.md", "# Prisons\n\n## 2 Findings\n\n2.1 Libraries are popular with most prisoners.\n");
  CHECK(kind(report, "Libraries are popular with most prisoners.") == BlockKind::paragraph);
  const auto list = read("c.md", "# Harbours\n\nBefore you share:\n\n- [ ] Agree who pays.\n- [x] Ask first.\n");
  CHECK(kind(list, "Agree who pays.") == BlockKind::list_item);
  const auto abstract = read("d.txt",
                             "Do officers prevent evictions?\n\nAim To estimate the effect of officers on evictions.\n"
                             "Methods Returns of 31 associations were analysed by quarter.\n"
                             "Results Evictions declined by a quarter in two years.\n");
  CHECK(kind(abstract, "Results") == BlockKind::heading);
  CHECK(section(abstract, "Evictions declined by a quarter in two years.") == "Results");
}
