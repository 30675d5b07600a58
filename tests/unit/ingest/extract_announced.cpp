// What prose, labels and plain lines announce, on small texts written for the purpose.
#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using Names = std::vector<std::string>;

TEST_CASE("a question about what hinders is answered by the sentences behind it") {
  const auto e = evidence_of("a.md",
                             "# The ferry\n\n*By Ann Roe*\n\nWhat stands in the way of a second boat? Partly it is the "
                             "timetable. And partly it is pride: nobody wants to share a quay. But the money is there.\n");
  CHECK(mentions(e, Kind::barrier) == Names{"the timetable@Ann Roe", "nobody wants to share a quay@Ann Roe"});
}

TEST_CASE("a question that heads its paragraph is answered by bare names; the rest of a title may follow a question") {
  const auto e = evidence_of("q.txt",
                             "Trees in towns. A review\n\nSummary of: Pret K, Albu M. Shade or vapour? Trees and the heat of "
                             "towns: a meta-analysis. Landscape 2019; 44: 12-31.\n\nWhat was done? The authors pooled 78 "
                             "studies from 23 countries.\n\nWhat stands in the way? Cables, parking and salt.\n");
  CHECK(mentions(e, Kind::barrier) == Names{"Cables", "parking", "salt"});
  CHECK(text_of(e.items.front(), Attribute::title) == "Shade or vapour? Trees and the heat of towns: a meta-analysis");
  CHECK_FALSE(claims(e, "What was done"));
}

TEST_CASE("a count of difficulties is followed by as many, with who named them and their places") {
  const auto e = evidence_of("b.md",
                             "# Harbours\n\n## The survey\n\nSkippers were asked for the three greatest difficulties. In "
                             "order of frequency these were: insurance; rivalry between towns; the tide.\n");
  CHECK(mentions(e, Kind::barrier) ==
        Names{"insurance@Skippers#1", "rivalry between towns@Skippers#2", "the tide@Skippers#3"});
}

TEST_CASE("lines without marks, and paragraphs under a short first sentence, are lists") {
  const auto e = evidence_of("c.txt",
                             "Swimming lessons in five towns\n\nThe lessons began in 2011 and went on for three years in "
                             "all of the towns.\n\nStumbling blocks\n\nCold water in May\nBuses that leave before the "
                             "end\nFees for the second child\n\nWhat made it work\n\nA warm pool. Wherever the water was "
                             "heated, children came back.\n\nThe same teacher. Parents asked for her by name.\n");
  CHECK(mentions(e, Kind::barrier) ==
        Names{"Cold water in May", "Buses that leave before the end", "Fees for the second child"});
  CHECK(mentions(e, Kind::success_factor) == Names{"A warm pool", "The same teacher"});
}

TEST_CASE("lessons that instruct are advice, and so are instructions in a piece of opinion") {
  const auto lessons = evidence_of("d.md",
                                   "# Parks\n\nThe park was opened in 2010 by the town and its schools.\n\n## What others can learn\n\n- Open the gate first.\n- Plant "
                                   "late.\n- Avoid working in winter.\n");
  CHECK(mentions(lessons, Kind::success_factor).empty());
  Names advice;
  for (const auto& item : of_kind(lessons, Kind::recommendation))
    advice.push_back(item.passage.quote + " " + text_of(item, Attribute::polarity));
  CHECK(advice == Names{"Open the gate first. positive", "Plant late. positive", "Avoid working in winter. negative"});
}

TEST_CASE("where and when tell what helps or hinders by what follows from them") {
  const auto e = evidence_of("e.md",
                             "# Housing\n\n## Findings\n\nWhere both sides had named a deputy, the agreement succeeded. "
                             "Tenants fell behind with the rent because nobody had told them of the change.\n");
  CHECK(mentions(e, Kind::success_factor) == Names{"both sides had named a deputy"});
  CHECK(mentions(e, Kind::barrier) == Names{"nobody had told them of the change"});
}

TEST_CASE("an entry of a work is a reference wherever it stands, and no claim") {
  const auto e = evidence_of("f.txt",
                             "Free entry is not enough\n\nBy Lorna Achter\n\nI ran a museum for eleven years, first with "
                             "a charge and then without. My view is that the doors were never the trouble.\n\nThat is all "
                             "I have to say on the matter, and I say it gladly.\n\nHume, A. and Petrie, F. (2011) 'Who "
                             "comes when it is free?', Museum Studies, 8(1), pp. 15-33.\n");
  const auto references = of_kind(e, Kind::reference);
  REQUIRE(references.size() == 1);
  CHECK(text_of(references[0], Attribute::title) == "Who comes when it is free?");
  CHECK_FALSE(claims(e, "Hume"));
  CHECK(of_kind(e, Kind::statistic).empty());
}

TEST_CASE("the genre is told by what a document calls itself, who speaks, and its parts") {
  const auto genre = [](const std::string& name, const std::string& text) {
    return text_of(evidence_of(name, text).items.front(), Attribute::doc_type);
  };
  CHECK(genre("g.md", "# Sharing a berth\n\n*A report by the Coastal Trust, 2013*\n\n## Methods\n\nWe asked skippers.\n") ==
        "report");
  CHECK(genre("h.txt", "The last bus\n\nBy Moira Pen\n\nI voted for it. I was wrong, and I believe that my colleagues "
                       "know it. I shall say so to anybody who asks me.\n") == "opinion");
  CHECK(genre("i.txt", "Online tutoring: a systematic review\n\nWe searched three databases for trials.\n") == "review");
  CHECK(genre("j.txt", "Stops for all\n\nSlide 1\nThe town council\n\nSlide 2\nWhy\n- few can board\n- many wait\n\n"
                       "Slide 3\nWhat helps\n- ramps\n- time\n") == "slides");
  CHECK(genre("k.txt", "Paired reading: a randomised trial\n\nMethods. We allocated 48 schools by lot.\n") == "study");
}

TEST_CASE("title, authors and date in front, in the layouts of papers, briefings, blogs and decks") {
  const auto source = [](const std::string& name, const std::string& text) {
    const auto e = evidence_of(name, text);
    const auto& item = e.items.front();
    std::string row = text_of(item, Attribute::title);
    if (const auto* authors = item.find(Attribute::authors))
      for (const auto& author : std::get<std::vector<std::string>>(*authors)) row += "|" + author;
    if (const auto* year = item.find(Attribute::year)) row += "|" + std::to_string(std::get<std::int64_t>(*year));
    return row;
  };
  const std::string body = "\n\nThe towns have tried it for three years, and the buses came on time in most of them.\n";
  CHECK(source("a.txt", "RESEARCH SUMMARY 14/2017\n\nBus lanes in four cities\n\nKaren Whit and Tom Brz\nOctober 2017" +
                            body) == "Bus lanes in four cities|Karen Whit|Tom Brz|2017");
  CHECK(source("b.txt", "Journal of Reading, Vol. 12, No. 3, pp. 201-219\n\nDoes paired reading help late starters?\n\n"
                        "Ingrid Sol(a), Peter Nwo(b)\n(a) Department of Education, Vest; (b) Literacy Trust\nReceived 3 "
                        "March 2016; accepted 9 September 2016" +
                            body) == "Does paired reading help late starters?|Ingrid Sol|Peter Nwo|2016");
  CHECK(source("c.md", "# Warm and dry\n**Author:** Priya Des, Fieldwork Collective\n**Commissioned by:** Harbour "
                       "Homes\n**Published:** February 2020" +
                           body) == "Warm and dry|Priya Des|2020");
  CHECK(source("d.txt", "Free entry is not enough\nPosted on 17 June 2018 by Lorna Ach" + body) ==
        "Free entry is not enough|Lorna Ach|2018");
  CHECK(source("e.txt", "Opinion\n\nThe last bus has gone\n\nMoira Pen\nWestern Herald, 9 February 2017" + body) ==
        "The last bus has gone|2017");
  CHECK(source("f.md", "---\ntitle: Holding water\nauthor:\n  - name: Joris Hek\n  - name: Anne Boer\ndate: 2021-04-12\n"
                       "---\n" +
                           body) == "Holding water|Joris Hek|Anne Boer|2021");
}
