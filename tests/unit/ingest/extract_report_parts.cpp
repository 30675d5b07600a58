// Parts of reports as audit offices, commissions and digests print them.
#include <algorithm>

#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using Names = std::vector<std::string>;

namespace {

std::int64_t number_of(const evident::graph::Item& item, Attribute attribute) {
  const auto* value = item.find(attribute);
  return value ? std::get<std::int64_t>(*value) : -1;
}

const std::string kAudit =
    "REPUBLIC OF NORLAND\nOFFICE OF THE HARBOUR AUDITOR\n\nREPORT 7 / 2021\n\nSafe to land?\nLights and steps at small "
    "piers\n\nTabled 2 March 2021                Office of the Harbour Auditor\n\nSUMMARY\n\nWe visited forty piers in two "
    "years and asked those who use them.\n\n";

}  // namespace

TEST_CASE("bodies and the number of the report stand above the title; a title that asks goes on") {
  const auto found = evidence_of("a.txt", kAudit + "PART A.  THE PROBLEM\n\nPiers are old, and some of them are dark.\n");
  const auto& source = found.items.front();
  CHECK(text_of(source, Attribute::title) == "Safe to land? Lights and steps at small piers");
  CHECK(number_of(source, Attribute::year) == 2021);
  CHECK(text_of(source, Attribute::doc_type) == "report");
}

TEST_CASE("parts bear letters, and their names count") {
  const auto found = evidence_of(
      "a.txt", kAudit +
                   "PART B.  WHAT STANDS BETWEEN PASSENGERS AND PIERS\n\n"
                   "          Rank   Skippers              Passengers\n"
                   "          1      Rotten steps          No lights\n"
                   "          2      Missing rings         Rotten steps\n"
                   "          3      High fees             Missing rails\n\n"
                   "PART C.  RECOMMENDATIONS\n\nThe Harbour Board should\n\n(1)  light every pier;\n\n(2)  mend the steps "
                   "each spring.\n\nFerry firms should\n\n(3)  report what is broken.\n\n"
                   "APPENDIX 2.  OPEN QUESTIONS\n\nWho pays when a pier is used by two towns?\nHow long do new lamps "
                   "last?\n");
  CHECK(mentions(found, Kind::barrier) == Names{"Rotten steps@Skippers#1", "No lights@Passengers#1",
                                                "Missing rings@Skippers#2", "Rotten steps@Passengers#2",
                                                "High fees@Skippers#3", "Missing rails@Passengers#3"});
  const auto advice = of_kind(found, Kind::recommendation);
  Names advised;
  for (const auto& item : advice) advised.push_back(item.passage.quote);
  CHECK(advised == Names{"light every pier;", "mend the steps each spring.", "report what is broken."});
  REQUIRE(advice.size() == 3);
  CHECK(text_of(advice[0], Attribute::addressee) == "Harbour Board");
  CHECK(text_of(advice[2], Attribute::addressee) == "Ferry firms");
  CHECK(number_of(advice[2], Attribute::number) == 3);
  CHECK(of_kind(found, Kind::question).size() == 2);
}

TEST_CASE("a box that tells of the place in its title is a case; one that explains a word is none") {
  const auto cases = [](const std::string& box) {
    return of_kind(evidence_of("a.txt", kAudit + "PART B.  WHAT IS BEING DONE\n\nMuch is tried.\n\n" + box), Kind::case_study);
  };
  const auto told = cases("BOX 1.  LAMPS FOR LOAN, EASTER BAY\n\nSince 2019 the parish of Easter Bay has lent lamps to boats. "
                          "Falls dropped from nine to two a year.\n");
  REQUIRE(told.size() == 1);
  CHECK(cases("BOX 1.  PIERS, JETTIES AND QUAYS\n\nA pier stands in the water, a quay along it. We say pier for both.\n").empty());
}

TEST_CASE("what a digest says of a work, of itself, and of others") {
  const auto found = evidence_of(
      "a.txt",
      "PORTS EVIDENCE MONTHLY\nNo. 12 · May 2019\n\nWhy skippers wait\n\nThe authors show that skippers wait for light. "
      "According to the authors, fees matter less.\n\nWHAT THEY FOUND\n\nWaiting fell by a third.\n\nWHAT THEY MAKE OF "
      "IT\n\nLight pays for itself within a year.\n\nOUR VIEW\n\nThe sample is small, and the winter was mild.\n\nThe "
      "article: Ferris, M. and Quist, O.: Dark, wet, closed? Skippers and the cost of waiting at small piers. In: Ports & "
      "People 2018, vol. 4, no. 2, pp. 11-30. doi:10.5555/pp.2018.4\n\nSee also: Paying for piers: an overview (Ports "
      "Evidence Monthly, No. 3).\n");
  CHECK(text_of(found.items.front(), Attribute::title) ==
        "Dark, wet, closed? Skippers and the cost of waiting at small piers");
  const auto works = of_kind(found, Kind::reference);
  REQUIRE(works.size() == 2);
  CHECK(text_of(works[1], Attribute::title).starts_with("Paying for piers"));
  CHECK(text_of(claim_with(found, "Light pays"), Attribute::role) == "conclusion");
  CHECK(text_of(claim_with(found, "The sample is small"), Attribute::role) == "opinion");
}

TEST_CASE("a year that ends the names parts them from the title") {
  const auto found = evidence_of(
      "a.txt", "Ports\n\nThey were closed.\n\nREFERENCES CITED IN THIS PAPER\n\nFerris, M., Quist, O., 2014. Lamps and ladders: "
               "a history of small piers. Ports Review 9, 12-40.\n");
  const auto works = of_kind(found, Kind::reference);
  REQUIRE(works.size() == 1);
  CHECK(text_of(works[0], Attribute::title) == "Lamps and ladders: a history of small piers");
  CHECK(number_of(works[0], Attribute::year) == 2014);
}

TEST_CASE("each group's answers in one line, numbered by their place") {
  const auto found = evidence_of("a.txt", kAudit +
                                              "PART B.  WHAT A GOOD PIER LOOKS LIKE\n\nThe two groups gave these "
                                              "answers.\n\nSkippers: (1) rings at every step; (2) a lamp that works; (3) a "
                                              "warden with a telephone.\n\nPassengers: (1) dry steps; (2) a lamp that "
                                              "works.\n");
  CHECK(mentions(found, Kind::hallmark) == Names{"rings at every step@Skippers#1", "a lamp that works@Skippers#2",
                                                 "a warden with a telephone@Skippers#3", "dry steps@Passengers#1",
                                                 "a lamp that works@Passengers#2"});
}

TEST_CASE("people beside money sorts, and says not whose words they are") {
  const auto found = evidence_of("a.md",
                                 "# Piers\n\n---\n\n# What gets in the way\n\n* Money\n    * high fees\n    * no grants\n* "
                                 "People\n    * fear of the dark\n    * old habits\n\n---\n\n# Thanks\n\n* Ask us\n");
  for (const auto& item : of_kind(found, Kind::barrier)) CHECK(text_of(item, Attribute::group).empty());
  CHECK(of_kind(found, Kind::barrier).size() == 4);
}

TEST_CASE("a label whose list names none gives no item") {
  const auto factors = [](const std::string& list) {
    return of_kind(evidence_of("a.txt", kAudit + "Key ingredients: " + list + "\n"), Kind::success_factor).size();
  };
  CHECK(factors("none that anybody could name.") == 0);
  CHECK(factors("not reported.") == 0);
  CHECK(factors("nothing left to chance by the wardens; a lamp.") == 2);
}

TEST_CASE("a limit by which a word is meant is no figure") {
  const auto figures = [](const std::string& words) {
    return of_kind(evidence_of("a.txt", kAudit + "PART B.  FINDINGS\n\n" + words + "\n"), Kind::statistic).size();
  };
  CHECK(figures("\"Long waiting\" begins at forty per cent of the crossing.") == 0);
  CHECK(figures("\"Long waiting\" was reported by forty per cent of skippers.") == 1);
}

TEST_CASE("how much evidence there is, in plain words") {
  const auto said = [](const std::string& words) {
    std::string out;
    for (const auto& item :
         of_kind(evidence_of("a.txt", kAudit + "PART B.  WHAT THE STUDIES SHOW\n\nThe literature was read.\n\n" + words + "\n"),
                 Kind::evidence_statement))
      out += text_of(item, Attribute::strength) + "/" + text_of(item, Attribute::dimension) + " ";
    return out;
  };
  CHECK(said("Harbour records neither prove nor disprove that lamps prevent falls.").starts_with("none/"));
  CHECK(said("Whether new lamps work has been claimed more often than tested.").starts_with("little/"));
  CHECK(said("Benefits were mostly estimated, and for fees the picture is mixed.").find("mixed/") != std::string::npos);
  CHECK(said("Interviews abound, plenty of surveys too, a handful of trials.").starts_with("mixed/methods"));
  CHECK(said("We found no sign that skippers disliked the lamps.").empty());
}

TEST_CASE("those who were asked name several things, of what the part or the sentence before is about") {
  const auto found = evidence_of(
      "a.txt", kAudit +
                   "PART B.  WHAT STANDS BETWEEN PASSENGERS AND PIERS\n\nResidents, who had no list to choose from, talked "
                   "mostly about wet steps, about wardens on leave, and about the dark. Drivers were asked as well. They "
                   "mentioned the fare, the distance and the wind.\n\nWe asked wardens to name the obstacles that they met.\n");
  const auto names = mentions(found, Kind::barrier);
  for (const char* name : {"wet steps@Residents", "wardens on leave@Residents", "the dark@Residents", "the fare@Drivers",
                           "the wind@Drivers"}) {
    CAPTURE(name);
    CHECK(std::find(names.begin(), names.end(), name) != names.end());
  }
  for (const auto& item : of_kind(found, Kind::barrier)) CHECK(item.passage.quote.find("obstacles") == std::string::npos);
}

TEST_CASE("what those asked said is a finding, a term's meaning is none, a sum is") {
  const auto found = evidence_of("a.txt", kAudit +
                                              "PART B.  THE PIERS\n\nPiers are old. “Pier sharing” – the use of one pier by two towns – is "
                                              "common.\n\nTwo thirds of skippers told us that the steps were unsafe. Towns "
                                              "spent €3.1 million on piers in 2019.\n");
  CHECK(text_of(claim_with(found, "told us"), Attribute::role) == "finding");
  CHECK(text_of(claim_with(found, "3.1 million"), Attribute::role) == "finding");
  CHECK(text_of(claim_with(found, "Pier sharing"), Attribute::role) == "background");
}

TEST_CASE("said of one and denied of others; what would come of a request; what is no more") {
  const auto found = evidence_of("a.txt", kAudit +
                                              "PART B.  FINDINGS\n\nTowns that own a boat mend their steps; towns that rent one "
                                              "do not. Give wardens a boat and most of the damage might be seen in time. Theft "
                                              "from the small boats has ceased.\n");
  CHECK(text_of(claim_with(found, "own a boat"), Attribute::polarity) == "mixed");
  CHECK(text_of(claim_with(found, "Give wardens"), Attribute::causal) == "conditional");
  CHECK(text_of(claim_with(found, "Theft"), Attribute::polarity) == "positive");
}

TEST_CASE("features by which a good one is known, counted in prose") {
  const std::string front = "Small piers\n\nA report of the Pier Commission\n\nJune 2015\n\nSUMMARY\n\nWe visited piers.\n\n";
  const auto marks = mentions(
      evidence_of("a.txt", front + "1. WHAT A PIER IS FOR\n\nIn our view a good pier has three features: dry steps; a lamp "
                                   "that works; and a warden whom people know.\n"),
      Kind::hallmark);
  CHECK(marks == Names{"dry steps@Pier Commission", "a lamp that works@Pier Commission",
                       "a warden whom people know@Pier Commission"});
  CHECK(mentions(evidence_of("b.txt", front + "1. WHAT A PIER IS FOR\n\nA good pier can be judged by three things: dry steps; "
                                              "falls; crossings.\n"),
                 Kind::hallmark)
            .empty());
}

TEST_CASE("little by just, time that was cut, and others of whom it is not said") {
  const auto found = evidence_of("a.txt", kAudit +
                                              "PART B.  FINDINGS\n\nJust 12 per cent of the piers have a lamp. New ramps cut "
                                              "boarding time from minutes to seconds. Wardens who had rowed across sent more "
                                              "reports than those who had not.\n");
  CHECK(text_of(claim_with(found, "Just 12"), Attribute::polarity) == "negative");
  CHECK(text_of(claim_with(found, "boarding time"), Attribute::polarity) == "positive");
  CHECK(text_of(claim_with(found, "had rowed"), Attribute::polarity) == "positive");
}
