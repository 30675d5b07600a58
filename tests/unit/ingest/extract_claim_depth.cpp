#include <catch2/catch.hpp>

#include "ingest/extract/claim_depth.hpp"

using namespace evident::ingest;

namespace {
std::string comparison(const char* words) { return comparison_of(words, Tokens(words)).value_or(""); }
std::string population(const char* words) { return population_of(words, Tokens(words)).value_or(""); }
std::string follow_up(const char* words) { return follow_up_of(words, Tokens(words)).value_or(""); }
std::string measured_by(const char* words) { return measured_by_of(words, Tokens(words)).value_or(""); }
}  // namespace

TEST_CASE("with what a sentence compares") {
  CHECK(comparison("Rent arrears fell further than in the control estates.") == "control estates");
  CHECK(comparison("Compared with usual care, the scheme cut readmissions.") == "usual care");
  CHECK(comparison("Reading was better in tutored pupils versus pupils who had none.") == "pupils who had none");
  CHECK(comparison("Fewer buses were late (8% compared to 14% in the control area).") == "control area");
  CHECK(comparison("Costs were higher relative to the year before the merger.") != "");
  CHECK(comparison("Fewer fell, compared with only 17 of 34 in the leaflet group.") == "leaflet group");
  CHECK(comparison("More were born early than in the control group delivered at home.") == "control group");
  CHECK(comparison("It was better than expected.") == "");
  CHECK(comparison("More than 30 schools took part.") == "");
  CHECK(comparison("Trust grew.") == "");
}

TEST_CASE("of whom it speaks") {
  CHECK(population("Falls were rarer among older tenants.") == "older tenants");
  CHECK(population("Attendance rose in pupils with asthma, but not in others.") == "pupils with asthma");
  CHECK(population("Wages grew for women over 50.") == "women over 50");
  CHECK(population("Areas shrank in tenants receiving help compared with the others.") == "tenants receiving help");
  CHECK(population("It was seen in 2 cases.") == "");
  CHECK(population("Waiting times fell in the north.") == "");
  CHECK(population("The scheme worked.") == "");
}

TEST_CASE("after how long") {
  CHECK(follow_up("At 12 months, 40% were in work.") == "12 months");
  CHECK(follow_up("They were followed up for two years.") == "two years");
  CHECK(follow_up("The gain was lost after six weeks.") == "six weeks");
  CHECK(follow_up("Scores had risen at the 18-month follow-up.") == "18-month");
  CHECK(follow_up("Children were aged 12 months.") == "");
  CHECK(follow_up("Tenants aged 12 years of age took part.") == "");
  CHECK(follow_up("In the last 12 months they moved.") == "");
  CHECK(follow_up("The programme ran 12 weeks.") == "");
}

TEST_CASE("who or what measured it") {
  CHECK(measured_by("Behaviour, as rated by teachers, improved.") == "teachers");
  CHECK(measured_by("Self-reported smoking fell.") == "Self-reported");
  CHECK(measured_by("Pain was assessed with the McGill questionnaire at home.") == "McGill questionnaire");
  CHECK(measured_by("Falls were recorded by ward staff.") == "ward staff");
  CHECK(measured_by("The change was reported by 54% of staff.") == "");
  CHECK(measured_by("It was measured twice.") == "");
}
