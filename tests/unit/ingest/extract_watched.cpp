// What somebody watches, polite and joined advice, counts that are spelt out or averaged, and what slides say nothing by.
#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using Names = std::vector<std::string>;

namespace {

Names names_of(const evident::graph::DocumentEvidence& found, Kind kind, Attribute attribute) {
  Names out;
  for (const auto& item : of_kind(found, kind)) out.push_back(text_of(item, attribute));
  return out;
}
const std::string kFront = "Lamps on piers\n\nAnna Roe\n\nBackground\n\nPiers are dark.\n\nResults\n\n";
Names values(const std::string& sentence) {
  return names_of(evidence_of("a.txt", kFront + sentence + "\n"), Kind::statistic, Attribute::value);
}

}  // namespace

TEST_CASE("several questions that somebody keeps asking of the work are measures") {
  const auto found = evidence_of("a.txt", kFront + "The rowers rarely talk of money. They watch how many lamps are lit, whether the gate "
                                                   "is open, and how long a broken step stays broken.\n");
  CHECK(names_of(found, Kind::measure, Attribute::name) ==
        Names{"how many lamps are lit", "whether the gate is open", "how long a broken step stays broken"});
  // What research asks is a question, and one question alone is said in passing.
  CHECK(of_kind(evidence_of("b.txt", kFront + "The study looked at how many lamps were lit, whether the gate was open, and how long "
                                              "steps stayed broken.\n"),
                Kind::measure)
            .empty());
  const auto aside = evidence_of("c.txt", kFront + "Harbours ought to publish, every spring, how much of the lamp money was spent.\n");
  CHECK(names_of(aside, Kind::measure, Attribute::name) == Names{"how much of the lamp money was spent"});
}

TEST_CASE("what is put on a scale is a measure") {
  const auto found = evidence_of("a.txt", "Lamps on piers\n\nAnna Roe\n\nMethods\n\nSkippers rated visibility after dusk on a five-point "
                                          "scale in two winters.\n\nResults\n\nLittle changed.\n");
  CHECK(names_of(found, Kind::measure, Attribute::name) == Names{"visibility after dusk"});
}

TEST_CASE("each clause of what is recommended is a recommendation; polite words and permissions are some too") {
  const auto found = evidence_of("a.txt", kFront + "Lamps helped.\n\nConclusions\n\nThey recommend that harbours buy spare lamps, and that "
                                                   "councils pay for the cables. We think that parish councils could do more to warn "
                                                   "rowers. Small museums should be allowed to lend their lamps.\n");
  const auto advice = of_kind(found, Kind::recommendation);
  REQUIRE(advice.size() == 4);
  CHECK(advice[0].passage.quote == "harbours buy spare lamps");
  CHECK(advice[1].passage.quote == "councils pay for the cables");
  CHECK(text_of(advice[1], Attribute::addressee) == "councils");
  CHECK(text_of(advice[3], Attribute::addressee) == "Small museums");
  CHECK(of_kind(evidence_of("b.txt", "Why piers are dark\n\nBy Anna Roe\n\nLet me be clear about lamps. I like them.\n"),
                Kind::recommendation)
            .empty());
}

TEST_CASE("counts at the head of a sentence, of those just counted, and whom a figure is of") {
  const std::string told = "Lamps on piers\n\nAnna Roe\n\nReport of the Harbour Network\n\nCase study: the pier at Ostby\n\n";
  const auto figures = [&](const std::string& sentence) {
    return names_of(evidence_of("a.txt", told + sentence + "\n"), Kind::statistic, Attribute::value);
  };
  CHECK(figures("Sixty-two lamps have been bought so far.") == Names{"62"});
  CHECK(figures("By May 2016, 19 rowers had joined and 17 had stayed.") == Names{"19", "17"});
  CHECK(figures("The trust bought 40 lamps, and 28 of the rowers came back.") == Names{"40", "28"});
  CHECK(values("Of 63 rowers who were asked, 40% felt safer.") == Names{"40"});
  CHECK(values("The average lamp burns for 2.4 years.") == Names{"2.4"});
}

TEST_CASE("on a slide, what something is not and who ran it are no claims") {
  const auto found = evidence_of("a.md", "# Piers\n\nAnna Roe\n\n---\n\n## Why lamps\n\n- Piers are dark\n- Lamps are cheap\n\n---\n\n## Not "
                                         "the same thing as safety\n\n- A flag on the pier\n- Painting the steps white\n\n---\n\n## A closer "
                                         "look: the pier at Ostby\n\n- Ostby Harbour Trust, two boatyards and the town, 2014–2018\n- Falls "
                                         "down 12%\n\n---\n\n## Thanks\n\n- Anna\n");
  CHECK_FALSE(claims(found, "A flag on the pier"));
  CHECK_FALSE(claims(found, "two boatyards"));
  CHECK(claims(found, "Falls down 12%"));
}

TEST_CASE("the result of a case is what it came to, not when or from where") {
  const auto results = [](const std::string& sentence) {
    const auto found = evidence_of("a.txt", "Lamps on piers\n\nAnna Roe\n\nReport of the Harbour Network\n\nCase study: the pier at "
                                            "Ostby\n\n" + sentence + "\n");
    const auto cases = of_kind(found, Kind::case_study);
    REQUIRE(cases.size() == 1);
    const auto* value = cases[0].find(Attribute::results);
    return value ? evident::print_json(std::get<evident::Json>(*value)) : std::string();
  };
  CHECK(results("In the first three winters falls went down from 44 a year to 9.").find("\"value\":9,") != std::string::npos);
  CHECK(results("The cost of a lamp fell from £79 to £52.").find("\"value\":52,") != std::string::npos);
  CHECK(results("Sixty-two lamps were bought by the trust.").find("\"unit\":\"lamps\"") != std::string::npos);
}
