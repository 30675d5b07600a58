// Measures named or reported on in running text, in several fields; and what is none.
#include "ingest/extract/measure_phrases.hpp"
#include "unit/ingest/extract_helpers.hpp"

using namespace evident;
using namespace extraction_test;
using graph::Attribute;
using graph::Kind;
using ingest::MeasureSetting;
using ingest::Tokens;

namespace {

std::vector<std::string> names(const std::string& sentence, MeasureSetting setting) {
  std::vector<std::string> out;
  for (const auto& phrase : ingest::measure_phrases(sentence, Tokens(sentence), setting))
    out.push_back(phrase.name);
  return out;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("what a text says to be a measure is one, each of a list by itself") {
  CHECK(names("The primary outcome was the share of pupils in school on any one day.",
              MeasureSetting::method) == Names{"share of pupils in school on any one day"});
  CHECK(names("Secondary outcomes were reading age, days of absence and trust in teachers.",
              MeasureSetting::method) == Names{"reading age", "days of absence", "trust in teachers"});
  CHECK(names("Noise at night, headway and use of lifts were secondary outcomes.", MeasureSetting::method) ==
        Names{"Noise at night", "headway", "use of lifts"});
  CHECK(names("Ministers should publish the number of homes that flood, river by river.",
              MeasureSetting::text) == Names{"number of homes"});
  CHECK(names("No council could say how many of its bridges are closed.", MeasureSetting::text) ==
        Names{"how many of its bridges are closed"});
  // A comma without an "and" begins no list.
  CHECK(names("The main outcome was walking speed, marked by people who did not know the group.",
              MeasureSetting::method) == Names{"walking speed"});
}

TEST_CASE("outcomes that were good or assessed, and instructions, name no measure") {
  for (const std::string sentence :
       {"The main outcomes were similar in both arms.", "The primary outcome was assessed by two nurses.",
        "Outcome measures are needed.", "New measures against litter were announced.",
        "The network should publish a plan.", "It is hard to say how much this matters."})
    CHECK(names(sentence, MeasureSetting::text).empty());
}

TEST_CASE("a change or a level said of a measure, with its whole subject") {
  const auto in_case = [](const std::string& s) { return names(s, MeasureSetting::described_case); };
  CHECK(in_case("Average delays among trains that carry freight fell by 12%.") ==
        Names{"Average delays among trains that carry freight"});
  CHECK(in_case("Bus stops were moved, and collisions at junctions dropped from 31 to 19.") ==
        Names{"collisions at junctions"});
  CHECK(in_case("Footfall, long the traders' worry, rose by a fifth.") == Names{"Footfall"});
  CHECK(in_case("Energy bills should fall by 10%.").empty());
  CHECK(names("Leakage had risen to 24%.", MeasureSetting::finding) == Names{"Leakage"});
  // Outside cases only known measures change.
  CHECK(names("The population rose by 3%.", MeasureSetting::finding).empty());
  CHECK(names("Leakage had risen to 24%.", MeasureSetting::text).empty());
}

TEST_CASE("what a described case counted") {
  const auto in_case = [](const std::string& s) { return names(s, MeasureSetting::described_case); };
  CHECK(in_case("By June the wardens had visited 2,140 gardens.") == Names{"gardens visited"});
  CHECK(in_case("More than 600 meals have been cooked and three-quarters were eaten the same day.").size() ==
        2);
  CHECK(in_case("The depot employs 60 drivers.").empty());
  CHECK(in_case("A questionnaire was sent to 400 growers.").empty());
}

TEST_CASE("a measure is told once: what the methods name, findings do not name again") {
  const auto e = evidence_of("swim.txt",
                             "Swimming lessons in the school day\n\nMethods\n\nForty schools were randomly "
                             "assigned to lessons or to a "
                             "waiting list. The main outcome was the distance swum without "
                             "help.\n\nFindings\n\nThe distance swum rose by "
                             "nine metres. Attendance rose by 2%.\n");
  const auto measures = of_kind(e, Kind::measure);
  REQUIRE(measures.size() == 1);
  CHECK(text_of(measures[0], Attribute::name) == "distance swum without help");
  CHECK(text_of(measures[0], Attribute::measure_kind) == "outcome");
  CHECK(measures[0].reason == "named as a measure by 'main outcome was'");
}

TEST_CASE("a list of measures whose heading says nothing of their kind: its own nouns do") {
  const auto e = evidence_of("parks.md",
                             "# Parks that work\n\n## Measures of success\n\n- Waiting times for repairs\n- "
                             "Inspections made\n- Gates opened by eight\n\n## Next\n\nWork goes on.\n");
  const auto measures = of_kind(e, Kind::measure);
  REQUIRE(measures.size() == 3);
  for (const auto& m : measures) CHECK(text_of(m, Attribute::measure_kind) == "process");
}
