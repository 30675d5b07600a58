#include <catch2/catch.hpp>
#include <set>

#include "extract_helpers.hpp"
#include "ingest/link/link.hpp"

using namespace evident;
using namespace extraction_test;
using graph::Kind;

namespace {

std::string fitted(const ingest::Lexicon& lexicon, const char* words, Kind kind) {
  const auto fit = ingest::best_fit(lexicon, words, kind);
  return fit ? lexicon.vocabulary().concepts[fit->concept_number].label : std::string();
}

}  // namespace

TEST_CASE("mentions reach concepts by label, else by their telling words") {
  const ingest::Lexicon lexicon(vocabulary());
  CHECK(fitted(lexicon, "Lack of trust", Kind::barrier) == "lack of trust");
  CHECK(fitted(lexicon, "Problems with procurement", Kind::barrier) == "procurement");
  CHECK(fitted(lexicon, "Culture and ideology", Kind::barrier) == "organisational culture");
  CHECK(fitted(lexicon, "Strong leadership", Kind::success_factor) == "leadership");
  CHECK(fitted(lexicon, "Readmission rates", Kind::measure) == "readmission");
  CHECK(fitted(lexicon, "Hospital costs", Kind::measure) != "hospital admissions");
  CHECK(fitted(lexicon, "The colour of the trams", Kind::barrier).empty());
}

TEST_CASE("a fit says why, and equal labels fit best") {
  const ingest::Lexicon lexicon(vocabulary());
  const auto same = ingest::best_fit(lexicon, "length of hospital stay", Kind::measure);
  REQUIRE(same);
  CHECK(same->score == 1.0);
  CHECK(same->reason == "same words as 'length of stay'");
}

TEST_CASE("what no vocabulary holds becomes a candidate; speakers become groups") {
  const auto e = evidence_of(
      "trams.md", "# Trams\n\n## Barriers named by tram enthusiasts\n\n- Rusty points\n- Bureaucracy\n");
  bool rusty = false, bureaucracy = false, group = false;
  for (const auto& c : e.candidates) {
    rusty = rusty || (c.kind == Kind::barrier && c.label == "Rusty points");
    group = group || (c.kind == Kind::group && c.label == "tram enthusiasts");
  }
  for (const auto& l : e.links)
    if (const auto* id = std::get_if<std::string>(&l.to)) {
      bureaucracy =
          bureaucracy || (l.edge == graph::Edge::names && *id == "urn:evident:barriers/bureaucracy");
      CHECK_FALSE(l.reason.empty());
    }
  CHECK(rusty);
  CHECK(bureaucracy);
  CHECK(group);
}

TEST_CASE("a body that is called a trust is no trust") {
  const auto e = evidence_of("report.md",
                             "# Two hospitals\n\nNorwood Foundation Trust improved its results in 2010. "
                             "We found that Eastleigh Care Trust joined later. "
                             "The trust was rated first by its patients. The trust board reduced delays. "
                             "Both trusts reduced their waiting times.\n\n"
                             "The trust between the partners improved outcomes.\n\n"
                             "Trust improved outcomes for both.\n");
  std::set<std::string> about;
  for (const auto& l : e.links)
    if (const auto* id = std::get_if<std::string>(&l.to);
        id && l.edge == graph::Edge::about && id->ends_with("success-factors/trust"))
      about.insert(e.items[l.from].passage.quote);
  CHECK(about == std::set<std::string>{"The trust between the partners improved outcomes.",
                                          "Trust improved outcomes for both."});
}
