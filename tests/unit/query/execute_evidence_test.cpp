// What counts as evidence, and what an answer says of what does not.
#include <catch2/catch.hpp>

#include "unit/query/evidence_world.hpp"

using namespace evident::query;
using namespace evident::query::testing;
using Strings = std::vector<std::string>;

namespace {
const evident::graph::Graph& library() {
  static const auto graph = partnership_library();
  return graph;
}
const NearMiss* near(const Answer& answer, std::string_view why) {
  for (const NearMiss& miss : answer.near_misses)
    if (miss.why.find(why) != std::string::npos) return &miss;
  return nullptr;
}
}  // namespace

TEST_CASE("only a finding carried by its design is causal evidence") {
  const auto a = answer(library(), "which outcome measures have causal evidence?");
  CHECK(labels(library(), a) == Strings{"waiting time"});
  REQUIRE(a.rows.size() == 1);
  CHECK(quotes(a.rows[0]) == Strings{"Joint teams reduced waiting time."});
  CHECK(a.kind == Answer::Kind::rows);
  CHECK(a.read_as ==
        "measures that are outcome measures and have at least one claim that is evidence, causally worded "
        "and carried by its design");

  SECTION("what came near is counted, with the reason") {
    REQUIRE(near(a, "opinion"));
    CHECK(near(a, "opinion")->count == 1);
    CHECK(near(a, "opinion")->witnesses[0].badges == Strings{"opinion", "invented"});
    REQUIRE(near(a, "design does not carry"));
    CHECK(near(a, "design does not carry")->witnesses[0].quote == "Joint teams shorten length of stay.");
    REQUIRE(near(a, "reports of itself"));
    CHECK(near(a, "reports of itself")->witnesses[0].quote == "Our work cut falls by half.");
    CHECK(noticed(a, "N13", "+1 opinion, "));
  }
  SECTION("a stated gap stands beside what was found") {
    REQUIRE(a.gap.size() == 1);
    CHECK(a.gap[0].status == "gap_stated");
    CHECK(a.gap[0].stated_by[0].quote == "Few studies show causes");
  }
}

TEST_CASE("having evidence and having none divide the measures in use") {
  const auto all = answer(library(), "list outcome measures");
  const auto with = answer(library(), "which outcome measures have causal evidence?");
  const auto without = answer(library(), "which outcome measures have no causal evidence?");
  const auto lacking = answer(library(), "which outcome measures lack causal evidence?");
  CHECK(labels(library(), all) ==
        Strings{"falls", "length of stay", "waiting time"});  // quality of life is named nowhere
  CHECK(labels(library(), without) == Strings{"falls", "length of stay"});
  CHECK(labels(library(), lacking) == labels(library(), without));
  CHECK(with.rows.size() + without.rows.size() == all.rows.size());
  for (const Row& row : without.rows) {
    CHECK_FALSE(row.witnesses.empty());
    REQUIRE(row.gap.size() == 1);
  }
  CHECK(without.rows[0].gap[0].status == "gap_stated");
  CHECK(without.rows[1].gap[0].status == "studied_no_finding");  // a trial looked at it
}

TEST_CASE("an answer that is empty says what emptied it, what a source says and what came near") {
  Document slides("review.md", {{Attribute::doc_type, Value(std::string("slides"))},
                                {Attribute::depth, Value(std::string("slides"))},
                                {Attribute::title, Value(std::string("Review"))}});
  slides.mention(Kind::measure, "fewer falls", "urn:m:falls");
  slides.mention(Kind::measure, "joint aims", "urn:m:aims");
  slides.add(Kind::evidence_statement, "Hardly any evidence of cause",
             {{Attribute::dimension, Value(std::string("causality"))},
              {Attribute::strength, Value(std::string("little"))}});
  slides.claim("Teams prevent falls.", "opinion", "causal", {"urn:m:falls"});
  const auto graph =
      graph_of({slides}, {concept_of("urn:m:falls", Kind::measure, "falls", {}, "outcome"),
                          concept_of("urn:m:aims", Kind::measure, "joint aims", {}, "process")});
  const auto a = answer(graph, "which outcome measures have causal evidence?");
  CHECK(a.kind == Answer::Kind::none);
  CHECK(a.rows.empty());
  REQUIRE(a.gap.size() == 1);
  CHECK(a.gap[0].status == "gap_stated");
  REQUIRE(a.gap[0].stated_by.size() == 1);
  CHECK(a.gap[0].stated_by[0].quote == "Hardly any evidence of cause");
  REQUIRE(a.near_misses.size() == 1);
  CHECK(a.near_misses[0].why == "opinion");
  CHECK(a.emptied_by == "1 outcome measure → 0 with causal evidence");
  CHECK(a.searched.scope == "1 document (slides)");
}

TEST_CASE("a review that searched and found none differs from a gap that is stated") {
  const auto a = answer(library(), "which outcome measures have cost-benefit evidence?");
  CHECK(a.kind == Answer::Kind::none);
  REQUIRE(a.gap.size() == 1);
  CHECK(a.gap[0].status == "searched_none_found");
  CHECK(a.gap[0].stated_by[0].quote == "No study of costs and benefits");

  const auto opinions = answer(library(), "which measures have cost-benefit evidence?");
  CHECK(opinions.kind == Answer::Kind::none);
  REQUIRE(near(opinions, "opinion"));  // said of cost per case, without data
  CHECK(near(opinions, "opinion")->witnesses[0].quote == "Partnership saves money per case.");
}

TEST_CASE("gaps list every thing that lacks the evidence, with its status") {
  const auto a = answer(library(), "gaps in causal evidence for outcome measures");
  CHECK(labels(library(), a) == Strings{"falls", "length of stay"});
  REQUIRE(a.rows.size() == 2);
  CHECK(a.rows[0].gap[0].status == "gap_stated");
  CHECK(a.rows[0].gap[0].stated_by[0].quote == "Few studies show causes");
  CHECK(a.rows[1].gap[0].status == "studied_no_finding");

  const auto everything = answer(library(), "gaps in cost-benefit evidence");
  CHECK(everything.rows.size() == 6);  // all measures in use, whatever their kind
  for (const Row& row : everything.rows) CHECK(row.gap[0].status == "searched_none_found");
}

TEST_CASE("the direction of an effect decides the status") {
  const auto status = [](std::vector<std::string> directions) {
    Document trial("t.txt", {});
    const auto study = trial.add(Kind::study, "A trial.", {{Attribute::design, Value(std::string("rct"))}});
    trial.mention(Kind::measure, "falls", "urn:m:falls");
    for (auto& direction : directions) {
      Attributes more;
      if (!direction.empty()) more.emplace_back(Attribute::direction, Value(direction));
      const auto claim = trial.claim("Result " + direction + ".", "finding", "causal", {"urn:m:falls"}, more);
      trial.link(claim, Edge::rests_on, study);
    }
    const auto graph = graph_of({trial}, {concept_of("urn:m:falls", Kind::measure, "falls", {}, "outcome")});
    const auto a = answer(graph, "gaps in causal evidence for measures");
    return a.rows.empty() ? std::string("left out") : a.rows[0].gap[0].status;
  };
  CHECK(status({"positive"}) == "left out");
  CHECK(status({"negative", "none"}) == "left out");
  CHECK(status({""}) == "left out");
  CHECK(status({"positive", "negative"}) == "mixed");
  CHECK(status({"mixed"}) == "mixed");
  CHECK(status({"none"}) == "no_effect_found");
  CHECK(status({"unclear"}) == "studied_no_finding");
  CHECK(status({}) == "not_found_by_machine");
}

TEST_CASE("yes or no is answered by what the sources say") {
  const auto some = answer(library(), "are there any claims about \"partnership\"?");
  CHECK(some.kind == Answer::Kind::yes_no);
  CHECK(some.number == 2);
  CHECK(some.summary.find("1 of 5 sources: 2 × opinion") != std::string::npos);
  const auto none = answer(library(), "is there any cost-benefit evidence?");
  CHECK(none.kind == Answer::Kind::none);
  REQUIRE(none.gap.size() == 1);
  CHECK(none.gap[0].status == "searched_none_found");
  REQUIRE(none.near_misses.size() == 1);
}

TEST_CASE("what is quoted is dated and marked") {
  const auto a = answer(library(), "list claims about \"partnership\"");
  CHECK(noticed(a, "N10", "0 of 1 source dated"));
  CHECK(noticed(a, "N11"));
  const auto all = answer(library(), "list claims");
  CHECK(noticed(all, "N10", "3 of 4 sources dated, 2003-2016"));
}

TEST_CASE("who looked at a narrower measure looked at the broader one") {
  Document d("d.txt", {});
  const auto study = d.add(Kind::study, "We counted falls from bed.");
  d.link(study, Edge::looked_at, std::string("urn:m:bed"));
  d.mention(Kind::measure, "falls", "urn:m:falls");
  const auto graph =
      graph_of({d}, {concept_of("urn:m:falls", Kind::measure, "falls"),
                     concept_of("urn:m:bed", Kind::measure, "falls from bed", {"urn:m:falls"})});
  const auto a = answer(graph, "gaps in evidence for measures");
  REQUIRE(a.rows.size() == 2);
  CHECK(a.rows[0].gap[0].status == "studied_no_finding");
  CHECK(a.rows[1].gap[0].status == "studied_no_finding");
}

TEST_CASE("gaps take further steps; nothing is said of what these bring in") {
  const auto a =
      answer(library(), "gaps in causal evidence for outcome measures | union (list process measures)");
  bool told = false, silent = false;
  for (const Row& row : a.rows) (row.gap.empty() ? silent : told) = true;
  CHECK(told);
  CHECK(silent);
  CHECK(answer(library(), "gaps in causal evidence for outcome measures | follow claims").rows[0].kind ==
        "claim");
}
