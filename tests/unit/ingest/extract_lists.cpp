#include "extract_helpers.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using Names = std::vector<std::string>;

TEST_CASE("measures come from lists that headings and lead-ins announce") {
  const auto e = evidence_of("buses.md",
                             "# Measuring rural buses\n\n## Process measures\n\n- Punctuality\n- Driver "
                             "training delivered\n\n## Outcome measures\n\n- Passenger satisfaction\n- "
                             "Access to jobs\n\n## Findings\n\nThe buses ran on time.\n");
  const auto measures = of_kind(e, Kind::measure);
  REQUIRE(measures.size() == 4);
  CHECK(text_of(measures[0], Attribute::name) == "Punctuality");
  CHECK(text_of(measures[1], Attribute::measure_kind) == "process");
  CHECK(text_of(measures[2], Attribute::measure_kind) == "outcome");
  CHECK(measures[2].reason == "listed under 'Outcome measures'");
  CHECK_FALSE(claims(e, "Punctuality"));
  CHECK(claims(e, "The buses ran on time."));
}

TEST_CASE("measures listed after a label in one line") {
  const auto e = evidence_of(
      "tutoring.txt",
      "Tutoring in small groups: a trial\n\nBackground\nPupils fell behind in 2020.\n\nMethods\nThe authors "
      "carried out a randomised controlled trial with 240 pupils.\n\nOutcome measures: attendance; reading "
      "age; exclusions.\n\nFindings\nTutoring improved reading age.\n");
  CHECK(mentions(e, Kind::measure).size() >= 3);
  Names listed;
  for (const auto& m : of_kind(e, Kind::measure))
    if (m.extractor == "lists") listed.push_back(text_of(m, Attribute::name));
  CHECK(listed == Names{"attendance", "reading age", "exclusions"});
}

TEST_CASE("barriers ranked by groups; a line that slipped in from a neighbouring list is left out") {
  const auto e = evidence_of(
      "housing.md",
      "# A survey of builders and councils\n\n## 4. Hallmarks of a good estate\n\n### Councils\n\n1. Green "
      "space.\n2. Good bus links.\n3. Local shops.\n4. Quiet streets.\n\n"
      "## 5. Barriers to building, in order\n\n### Councils\n\n1. Land prices.\n2. Lack of planners.\n\n### "
      "Private sector\n\n1. Planning rules.\n2. Lack of skills.\n4. Quiet streets.\n");
  CHECK(mentions(e, Kind::barrier) == Names{"Land prices@Councils#1", "Lack of planners@Councils#2",
                                            "Planning rules@Private sector#1",
                                            "Lack of skills@Private sector#2"});
  CHECK(mentions(e, Kind::hallmark) == Names{"Green space@Councils#1", "Good bus links@Councils#2",
                                             "Local shops@Councils#3", "Quiet streets@Councils#4"});
}

TEST_CASE("numbered steps without a group are no ranking, and lists under 'It is not' are no factors") {
  const auto e = evidence_of(
      "cohousing.md",
      "# What makes co-housing work\n\nSuccess factors:\n\n1. A shared kitchen\n2. Clear rules\n\nIt is "
      "not:\n\n- A cheap way to build\n- A commune\n\nDon't:\n\n- Start without a lawyer\n");
  CHECK(mentions(e, Kind::success_factor) == Names{"A shared kitchen", "Clear rules"});
  const auto dont = of_kind(e, Kind::recommendation);
  REQUIRE(dont.size() == 1);
  CHECK(text_of(dont[0], Attribute::polarity) == "negative");
}

TEST_CASE("factors of a case belong to the case; a report's case example is told by its partners") {
  std::string filler;
  for (int i = 0; i < 260; ++i)
    filler +=
        "The council owns bus stop number " + std::to_string(i) + " and keeps it clean and dry for all. ";
  const auto e = evidence_of(
      "streets.md",
      "# Streets for people\n\n## Introduction\n\nThis report asks what makes streets safe.\n\n" + filler +
          "\n\n## Case study: school streets in Leafton\n\nThe council closed the road at school times. "
          "Casualties fell by a third.\n\nCritical success factors: a patient head teacher; volunteers at "
          "the gate.\n\n## Outlook\n\nStreets will change.\n");
  CHECK(mentions(e, Kind::success_factor) ==
        Names{"a patient head teacher@case study: school streets in Leafton",
              "volunteers at the gate@case study: school streets in Leafton"});
  const auto cases = of_kind(e, Kind::case_study);
  REQUIRE(cases.size() == 1);
  CHECK(text_of(cases[0], Attribute::title) == "school streets in Leafton");
  CHECK(text_of(cases[0], Attribute::reporting) == "self_reported");
  CHECK(claim_with(e, "Casualties fell").holds(Attribute::self_reported));
  bool in_case = false;
  for (const auto& l : e.links) in_case = in_case || l.edge == evident::graph::Edge::in_case;
  CHECK(in_case);
}

TEST_CASE("lead-ins that name who says so give the group") {
  const auto e = evidence_of("drivers.txt",
                             "Why drivers leave: interviews\n\nMethods\nInterviews were conducted with 14 "
                             "drivers.\n\nFindings\nPay was the theme most often raised.\n\nBarriers named "
                             "by drivers and depot managers:\n- Split shifts\n- Old vehicles\n");
  CHECK(mentions(e, Kind::barrier) ==
        Names{"Split shifts@drivers and depot managers", "Old vehicles@drivers and depot managers"});
}

TEST_CASE("columns of tables; who named them and in which place") {
  const auto e =
      evidence_of("homes.md",
                  "# Empty homes\n\n## What we heard\n\n| Rank | Barrier | Named by |\n|---|---|---|\n| 1 | "
                  "Cost of repairs | Owners |\n| 2 | Planning delays | Builders |\n");
  CHECK(mentions(e, Kind::barrier) == Names{"Cost of repairs@Owners#1", "Planning delays@Builders#2"});
}

TEST_CASE("who gives a list is its group, also where only a pronoun says so") {
  const auto e =
      evidence_of("homes.md",
                  "# Empty homes\n\n## Why some schemes last\n\nThe Homes Network lists two features of "
                  "schemes that work:\n\n- Patience\n- Local builders\n\n## Abroad\n\nIn 1999, the Ghent "
                  "Housing Review argued for grants. They outline two success factors:\n\n- A clear "
                  "plan\n- Links to banks\n");
  CHECK(mentions(e, Kind::success_factor) == Names{"Patience@Homes Network", "Local builders@Homes Network",
                                                   "A clear plan@Ghent Housing Review",
                                                   "Links to banks@Ghent Housing Review"});
}
