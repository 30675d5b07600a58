#include "extract_helpers.hpp"
#include "ingest/extract/study_facts.hpp"

using namespace extraction_test;
using evident::graph::Attribute;
using evident::graph::Kind;
using evident::ingest::Sample;
using evident::ingest::Tokens;

namespace {

std::string people(const std::string& words) {
  std::string out;
  for (const auto& part : evident::ingest::sample_of(words, Tokens(words)).people)
    out += (out.empty() ? "" : "; ") + (part.count ? std::to_string(part.count) + " " : "") + part.who;
  return out;
}
std::string sites(const std::string& words) {
  std::string out;
  for (const auto& part : evident::ingest::sample_of(words, Tokens(words)).sites)
    out += (out.empty() ? "" : "; ") + std::to_string(part.count) + " " + part.who;
  return out;
}
std::string period(const std::string& words) {
  return evident::ingest::period_of(words, Tokens(words), false).value_or("");
}
std::string json(const evident::graph::Item& item, Attribute attribute) {
  const auto* value = item.find(attribute);
  return value ? evident::print_json(std::get<evident::Json>(*value)) : std::string();
}

}  // namespace

TEST_CASE("who was counted: people with what they are, bodies as sites") {
  CHECK(people("We interviewed 24 gardeners and six council officers.") ==
        "24 gardeners; 6 council officers");
  CHECK(people("Twenty-two head teachers took part in telephone interviews.") == "22 head teachers");
  CHECK(people("12 interviews were carried out with wardens of the reserve.") == "12 wardens of the reserve");
  CHECK(people("Focus groups were held with tenants (n = 18).") == "18 tenants");
  CHECK(people("In total, 4,120 pupils aged 11 to 16 were followed.") == "4120 pupils aged 11 to 16");
  CHECK(people("A panel of senior planners met twice.") == "senior planners");
  CHECK(sites("The survey was run in 12 primary schools and three colleges.") ==
        "12 primary schools; 3 colleges");
  CHECK(people("The trial cost 300 pounds over 18 months in 2014.").empty());
  CHECK(people("62% of 12 sentences were too long.").empty());
  const std::string asked = "Of 980 households invited, 412 took part (42%).";
  const Sample sample = evident::ingest::sample_of(asked, Tokens(asked));
  CHECK(sample.asked_who == "980 households");
  CHECK(evident::ingest::response_rate_of(Tokens(asked), sample) == 42.0);
}

TEST_CASE("when the data were gathered") {
  CHECK(period("Interviews took place between March 2014 and June 2015.") == "March 2014 and June 2015");
  CHECK(period("Residents were surveyed in spring 2012.") == "spring 2012");
  CHECK(period("Counts were made during the summer of 2009.") == "the summer of 2009");
  CHECK(period("The wards were observed over 18 months.") == "18 months");
  CHECK(period("Fieldwork (May to July 2018) covered four towns.") == "May to July 2018");
  CHECK(period("The law changed in 2012.").empty());
}

TEST_CASE("a trial tells its design, sample, sites and aim") {
  const auto e =
      evidence_of("passes.txt",
                  "Free bus passes and school attendance: a cluster randomised trial\n\nJane "
                  "Roe\n\nObjectives: To assess "
                  "whether free bus passes improve attendance.\nDesign: Cluster randomised controlled "
                  "trial.\nMethods: We "
                  "randomised 42 schools to passes or usual arrangements. In total, 4,120 pupils were "
                  "followed. Attendance "
                  "records were collected from September 2015 to March 2017.\nResults: Attendance rose.\n");
  const auto studies = of_kind(e, Kind::study);
  REQUIRE(studies.size() == 1);
  CHECK(text_of(studies[0], Attribute::design) == "rct");
  CHECK(json(studies[0], Attribute::participants) == R"([{"count":4120,"who":"pupils"}])");
  CHECK(json(studies[0], Attribute::sites) == R"([{"count":42,"what":"schools"}])");
  CHECK(text_of(studies[0], Attribute::period) == "September 2015 to March 2017");
  const auto* looked = studies[0].find(Attribute::looked_at);
  REQUIRE(looked);
  CHECK(std::get<std::vector<std::string>>(*looked).front() == "whether free bus passes improve attendance");
}

TEST_CASE("the larger project, its funder and that the work goes on") {
  const auto e = evidence_of(
      "plots.md",
      "# Empty plots: a qualitative study\n\n## Methods\n\nThis study forms part of a wider Ministry of Land "
      "funded programme on open space. We interviewed 24 gardeners in four boroughs to explore why plots are "
      "given up. This is the first phase of ongoing research.\n\n## Findings\n\nPlots are given up in "
      "winter.\n");
  const auto studies = of_kind(e, Kind::study);
  REQUIRE(studies.size() == 1);
  CHECK(text_of(studies[0], Attribute::part_of) == "a wider Ministry of Land funded programme on open space");
  CHECK(text_of(studies[0], Attribute::status) == "ongoing");
  CHECK(std::get<std::vector<std::string>>(*studies[0].find(Attribute::funder)).front() ==
        "Ministry of Land");
}

TEST_CASE("a report tells several studies, each with its own facts") {
  const auto e = evidence_of(
      "streets.md",
      "# Fair streets\n\nReport of the Commission on Streets\n\n## About this report\n\nThis report draws on "
      "a "
      "survey of residents, a review of the literature, and interviews with officers. We surveyed 1,204 "
      "residents in six towns in May 2018; the response rate was 38%. A second postal survey of 212 "
      "shopkeepers "
      "was carried out between June and August 2018.\n\n## What we found\n\nCrossings are too short.\n");
  std::vector<std::string> rows;
  for (const auto& study : of_kind(e, Kind::study))
    rows.push_back(text_of(study, Attribute::design) + " " + text_of(study, Attribute::period));
  CHECK(rows == std::vector<std::string>{"survey May 2018", "survey June and August 2018",
                                         "literature_review ", "qualitative_interviews "});
}

TEST_CASE("who paid, who declared what, who sat on the panel") {
  const auto e = evidence_of(
      "streets.md",
      "# Fair streets\n\n## Members of the Commission\n\n- Dame Jane Roe (Chair)\n- John Doe, Walk "
      "Alliance\n\n"
      "## Findings\n\nThe depot, funded by the Harbour Board, was closed.\n\n## Funding\n\nThis work was "
      "supported by a grant from the Roads Foundation and sponsored by Kerb Ltd. The authors declare no "
      "competing interests.\n");
  const auto& source = e.items.front();
  CHECK(std::get<std::vector<std::string>>(*source.find(Attribute::funder)) ==
        std::vector<std::string>{"Roads Foundation", "Kerb Ltd"});
  CHECK(std::get<std::vector<std::string>>(*source.find(Attribute::panel)) ==
        std::vector<std::string>{"Dame Jane Roe (Chair)", "John Doe, Walk Alliance"});
  CHECK(text_of(source, Attribute::interests) == "The authors declare no competing interests.");
}

TEST_CASE("a commission that met and visited, and a survey told over three sentences") {
  const auto e = evidence_of(
      "canals.md",
      "# Canals for towns\n\nFinal report of the Commission on Canals\n\n## Executive summary\n\nIn the autumn of 2016 we met "
      "four times, took evidence from boaters and ran an online survey of anglers.\n\n## What we saw\n\nWe "
      "visited nine towns. Three are described here.\n\n## Annex: the survey\n\nThe survey was carried out "
      "online "
      "between 3 May and 2 June 2016. Invitations went to 900 anglers on the lists of two clubs. 315 people "
      "replied (35%).\n\n## Recommendations\n\n1. Ministers should pay for locks.\n2. Towns should "
      "clear the towpaths.\n");
  std::vector<std::string> rows;
  for (const auto& study : of_kind(e, Kind::study)) rows.push_back(text_of(study, Attribute::design));
  CHECK(rows == std::vector<std::string>{"expert_panel", "multiple_case_study", "survey"});
  const auto survey = of_kind(e, Kind::study).back();
  CHECK(survey.passage.quote.ends_with("replied (35%)."));
  REQUIRE(survey.find(Attribute::response_rate));
  CHECK(std::get<double>(*survey.find(Attribute::response_rate)) == 35.0);
}

TEST_CASE("a survey beside the interviews of one study is a study of its own") {
  const auto e = evidence_of("choirs.txt",
                             "Singing at work\n\nMETHODS. A comparative case study was carried out in three "
                             "depots between March 2015 and "
                             "May 2016. We interviewed 19 drivers and six managers. A short questionnaire "
                             "was returned by 88 of the 120 "
                             "cleaners (73%).\n\nRESULTS. Drivers liked to sing.\n");
  const auto studies = of_kind(e, Kind::study);
  REQUIRE(studies.size() == 2);
  CHECK(text_of(studies[0], Attribute::design) == "multiple_case_study");
  CHECK(text_of(studies[1], Attribute::design) == "survey");
}

TEST_CASE("other people's research makes no study") {
  const auto e =
      evidence_of("lights.md",
                  "# Street lights\n\nReport of the Lighting Board\n\n## Background\n\nEarlier surveys had "
                  "put the share at "
                  "one in ten. There has been no randomised trial to date. More cohort studies are needed. "
                  "Systematic reviews "
                  "are often quoted.\n\n## Recommendations\n\n1. Councils should dim their lights.\n");
  CHECK(of_kind(e, Kind::study).empty());
}

TEST_CASE("a partial translation finds its originals, over lines that were not translated") {
  const auto e = evidence_of(
      "dunes.txt",
      "Dunes and visitors\n\nBACKGROUND. Coastal dunes protect agricultural land, and very little is known "
      "about "
      "the effects of visitors on their vegetation in protected areas.\n\nMETHODS. We counted visitors and "
      "plants "
      "at twelve beaches in 2014 and 2015, and compared closed paths with open ones.\n\nRESULTS. Vegetation "
      "recovered on the closed paths within two seasons, and visitors did not protest.\n\nCONCLUSIONS. "
      "Closing "
      "paths in rotation is a simple and effective form of protection, and visitors accept it if the reasons "
      "are "
      "explained.\n\nKeywords: dunes; visitors; vegetation; closed paths; beach management\n\nRESUMEN\n\n"
      "ANTECEDENTES. Las dunas costeras protegen las tierras agrícolas, y se sabe muy poco de los efectos de "
      "los "
      "visitantes sobre su vegetación en las áreas protegidas.\n\nCONCLUSIONES. El cierre de los caminos por "
      "rotación es una forma simple y efectiva de protección, y los visitantes la aceptan si se les explican "
      "las "
      "razones.\n");
  const auto pairs = of_kind(e, Kind::translation_of);
  REQUIRE(pairs.size() == 2);
  CHECK(text_of(pairs[0], Attribute::lang) == "es");
  CHECK(text_of(pairs[0], Attribute::source_quote).find("Coastal dunes") != std::string::npos);
  CHECK(text_of(pairs[1], Attribute::source_quote).find("Closing paths") != std::string::npos);
}
