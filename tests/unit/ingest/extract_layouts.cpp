// Layouts by which reports, decks and blogs of any field say the same things.
#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using Names = std::vector<std::string>;

namespace {

Names titles(const std::string& name, const std::string& text) {
  Names out;
  for (const auto& item : of_kind(evidence_of(name, text), Kind::case_study))
    out.push_back(text_of(item, Attribute::title));
  return out;
}

const std::string kFirst =
    "The charity and Nortown Council began the work in May 2015. By 2018 complaints had fallen by a "
    "fifth.\n\n";
const std::string kSecond = "The club bought two fields. By 2017 the pitch was in use every evening.\n\n";

std::string report(const std::string& cases) {
  return "WORKING TOGETHER ON SPORT\nHow towns and clubs share the load\n\nThe Delta Forum, "
         "2019\n\nSUMMARY\n\nThis report sets "
         "out what we found in three years of visits.\n\n3. WHAT WE SAW\n\nWe visited five places. Two are "
         "told here.\n\n" +
         cases + "4. WHAT SHOULD HAPPEN\n\n1. Councils should open school pitches.\n";
}

}  // namespace

TEST_CASE("cases under a label of their own, with their title beside or below it") {
  const Names both{"The old goods yard", "Floodlights in Mere"};
  CHECK(titles("a.txt", report("CASE EXAMPLE 1\nThe old goods yard\n\n" + kFirst +
                               "CASE EXAMPLE 2\nFloodlights in Mere\n\n" + kSecond)) == both);
  CHECK(titles("b.txt", report("--- Case study: The old goods yard ---\n\n" + kFirst +
                               "--- Case study: Floodlights in Mere ---\n\n" + kSecond)) == both);
  CHECK(titles("c.txt", report("Example 1: The old goods yard. " + kFirst +
                               "Example 2: Floodlights in Mere. " + kSecond)) == both);
  CHECK(
      titles("d.txt", report("EXAMPLE A\nThe old goods yard\nPartners: Nortown Council, the Goods Yard "
                             "Club\nSince: 2015\n\n" +
                             kFirst + "EXAMPLE B\nFloodlights in Mere\nPartners: the club\nSince: 2016\n\n" +
                             kSecond)) == both);
}

TEST_CASE(
    "cases by their place: below a heading that announces them, above lines of facts, with the same label "
    "each") {
  const Names both{"The old goods yard", "Floodlights in Mere"};
  const auto markdown = [](const std::string& parent, const std::string& label) {
    return "# Sport for all\n\nA report by the Delta Forum, 2019\n\n## Summary\n\nThis report sets out what "
           "we found.\n\n## " +
           parent + "\n\nWe visited two places.\n\n### The old goods yard\n\n" + kFirst + label +
           "### Floodlights in Mere\n\n" + kSecond + label +
           "## Recommendations\n\n1. Councils should open school pitches.\n";
  };
  CHECK(titles("e.md", markdown("Examples from practice", "")) == both);
  CHECK(titles("f.md", markdown("Two clubs, two towns", "What made it work: a paid officer; trust.\n\n")) ==
        both);
  CHECK(titles("g.txt",
               report("The old goods yard\nWho: Nortown Council\nWhere: Nortown\nWhen: 2015\n\n" + kFirst +
                      "Floodlights in Mere\nWho: the club\nWhere: Mere\nWhen: 2016\n\n" + kSecond)) == both);
  // A survey's questions are no cases.
  CHECK(titles("h.md",
               "# Sport\n\n## Annex: the survey\n\n### What we heard\n\n#### Money\n\n- 40% of clubs pay "
               "rent.\n\n#### Time\n\n- "
               "20% of clubs meet monthly.\n")
            .empty());
}

TEST_CASE("a line in italics or a bare name above a list is the group that speaks") {
  const auto e = evidence_of(
      "i.md",
      "# Buses\n\n## What holds the scheme back\n\n*Council staff*\n\n1. Lack of time\n2. Old vehicles\n\n"
      "Drivers\n\n1. Split shifts\n");
  CHECK(mentions(e, Kind::barrier) ==
        Names{"Lack of time@Council staff#1", "Old vehicles@Council staff#2", "Split shifts@Drivers#1"});
}

TEST_CASE("items in bold, and several labels in one paragraph") {
  const auto e = evidence_of(
      "j.md",
      "# Parks\n\n## What gets in the way\n\n**Perverse counting.** Returns record visits only.\n\n**Fear of "
      "blame.** Officers hesitate to share names.\n\n## Lessons\n\n**Why it worked:** a shared officer; "
      "plain "
      "rules. **Why it stopped:** nothing in writing.\n");
  CHECK(mentions(e, Kind::barrier) == Names{"Perverse counting", "Fear of blame", "nothing in writing"});
  CHECK(mentions(e, Kind::success_factor) == Names{"a shared officer", "plain rules"});
}

TEST_CASE("what a document says of itself and its author is no claim") {
  const auto e = evidence_of(
      "k.txt",
      "Home | News | Comment | Jobs\n\nPlanting is the easy part\n\nBy Ann Birch\n3 May 2019 · 5 min "
      "read\n\nTrees "
      "die because nobody waters them. I have watered many.\n\nAnn Birch was head of parks until 2015 and "
      "now "
      "chairs a tree charity. She writes in a personal capacity.\n\nThis article is invented for testing.\n");
  const auto& source = e.items.front();
  CHECK(text_of(source, Attribute::title) == "Planting is the easy part");
  CHECK(std::get<std::vector<std::string>>(*source.find(Attribute::authors)) == Names{"Ann Birch"});
  CHECK(std::get<std::int64_t>(*source.find(Attribute::year)) == 2019);
  CHECK(claims(e, "nobody waters them"));
  CHECK_FALSE(claims(e, "head of parks"));
  CHECK_FALSE(claims(e, "personal capacity"));
  CHECK_FALSE(claims(e, "invented"));
}

TEST_CASE("abstracts whose parts are labelled in capitals") {
  const auto e = evidence_of(
      "l.txt",
      "Roe J, Poe A.\nJ Bus Stud. 2019;27(3):212-229.\n\nNight buses in four towns\n\nRATIONALE. Night buses "
      "have "
      "spread quickly. APPROACH. We interviewed 26 drivers. RESULTS. Drivers said that trust had grown. "
      "IMPLICATIONS. Trust needs time.\n");
  const auto& claim = claim_with(e, "trust had grown");
  CHECK(text_of(claim, Attribute::role) == "finding");
  CHECK(text_of(claim_with(e, "spread quickly"), Attribute::role) == "background");
}

TEST_CASE("ranked lists of several groups: bare lines, possessives, columns") {
  const std::string front = "# Trams in six towns\n\nThis report tells of a survey.\n\n";
  CHECK(mentions(evidence_of("a.txt", "TRAMS IN SIX TOWNS\n\n1 OBSTACLES\n\nThe order for each group was as follows.\n\n"
                                      "Tram drivers\n1. Old rails\n2. Tight bends\n\nShop owners\n1. Dust\n2. Lost trade\n\n"
                                      "2 NEXT\n\nWork goes on.\n"),
                 Kind::barrier) ==
        Names{"Old rails@Tram drivers#1", "Tight bends@Tram drivers#2", "Dust@Shop owners#1", "Lost trade@Shop owners#2"});
  CHECK(mentions(evidence_of("b.md", front + "## What does a good one look like?\n\nDrivers' top two:\n\n1. Clean stops\n2. A "
                                             "bell that works\n"),
                 Kind::hallmark) == Names{"Clean stops@Drivers#1", "A bell that works@Drivers#2"});
  CHECK(mentions(evidence_of("c.md", front + "## What stops towns from building?\n\n| Order | Drivers | Shop owners |\n|---|---|---|\n| 1 "
                                             "| Old rails | Dust |\n| 2 | Tight bends | |\n"),
                 Kind::barrier) == Names{"Old rails@Drivers#1", "Dust@Shop owners#1", "Tight bends@Drivers#2"});
  // Themes of a list without numbers are no groups.
  CHECK(mentions(evidence_of("d.md", front + "## Barriers\n\n### Money\n\n- Dear rails\n\n### Rules\n\n- Slow permits\n"),
                 Kind::barrier) == Names{"Dear rails", "Slow permits"});
}

TEST_CASE("measures listed in text and in tables that say their side") {
  const auto kinds = [](const std::string& text) {
    Names out;
    for (const auto& m : of_kind(evidence_of("m.md", "# Trams\n\n" + text), Kind::measure))
      out.push_back(text_of(m, Attribute::name) + ": " + text_of(m, Attribute::measure_kind));
    return out;
  };
  CHECK(kinds("## Keeping score\n\nSome count what is done: stops cleaned, drivers trained. Others look at what comes of "
              "it: noise at night, dust on sills.\n") ==
        Names{"stops cleaned: process", "drivers trained: process", "noise at night: outcome", "dust on sills: outcome"});
  CHECK(kinds("## What we would measure\n\n| | Indicator | Source |\n|---|---|---|\n| Process | Days to the first ride | log |\n| "
              "Outcome | Noise at night | meter |\n") == Names{"Days to the first ride: process", "Noise at night: outcome"});
}

TEST_CASE("titles below mastheads and on lines of their own; the work a digest tells of") {
  const auto title = [](const std::string& text) { return text_of(evidence_of("s.txt", text).items.front(), Attribute::title); };
  CHECK(title("The Harbour Gazette\nOpinion > Comment\n\nLet the trams ring\n\nBy Ada Fenwick\nMay 6, 2018\n\nI like bells. "
              "My street has none, and I miss them.\n") == "Let the trams ring");
  CHECK(title("Bells and sleep in two tram towns\nA. Fenwick, B. Stoker\n(2008)\n\nTrams ring. We asked 40 residents how they "
              "slept. They slept well.\n") == "Bells and sleep in two tram towns");
  const auto digest = evidence_of("d.txt", "Tram Digest  |  Spring issue\n\nDO BELLS KEEP TOWNS AWAKE?\n\nThe authors asked "
                                           "40 residents. They slept well.\n\nSource: Fenwick, A. and Stoker, B. (2014) 'Bells at "
                                           "night: sleep in tram towns', Journal of Trams, vol. 9, no. 4, pp. 3-9.\n");
  CHECK(text_of(digest.items.front(), Attribute::title) == "Bells at night: sleep in tram towns");
  CHECK(text_of(digest.items.front(), Attribute::venue) == "Journal of Trams");
}

TEST_CASE("running heads between pages are no items") {
  std::string text = "TRAM TOWNS\n\nA report by the Delta Forum, 2019\n\n1 BARRIERS\n\n- Old rails\n\n3\nTram Towns\n\n2 FINDINGS\n\n"
                     "Trams ran on time in all six towns.\n\n4\nTram Towns\n\n3 NEXT STEPS\n\n- Councils should mend the rails.\n";
  const auto e = evidence_of("t.txt", text);
  CHECK(mentions(e, Kind::barrier) == Names{"Old rails"});
  CHECK_FALSE(claims(e, "Tram Towns"));
}
