// What a question may not mean, and what it is told instead.
#include <catch2/catch.hpp>

#include "query/bind/bind.hpp"
#include "query/bind/nouns.hpp"
#include "query/bind/plan.hpp"
#include "query/bind/said.hpp"
#include "unit/query/evidence_world.hpp"

using namespace evident::query;
using namespace evident::query::testing;
using Catch::Contains;
using Strings = std::vector<std::string>;

namespace {
const evident::graph::Graph& library() {
  static const auto graph = partnership_library();
  return graph;
}
std::string plan_of(std::string_view question) {
  const auto tree = parse(question);
  REQUIRE(tree);
  const auto plan = bind(library(), *tree);
  if (!plan) FAIL(plan.error().message);
  return print_plan(*plan);
}
}  // namespace

TEST_CASE("a noun that no library holds, in a tree that no text gives") {
  NounPhrase phrase;
  phrase.noun.word = "unicorns";
  std::vector<Notice> notices;
  CHECK(bind_noun(phrase, notices).error().code == "E205");
}

TEST_CASE("a plan prints as its operators") {
  CHECK(plan_of("which outcome measures have causal evidence?") ==
        "scan measure [measure_kind=outcome] · semi(<about, scan claim [evidence & warrant=carried])");
  CHECK(plan_of("which outcome measures have no causal evidence?") ==
        "scan measure [measure_kind=outcome] · anti(<about, scan claim [evidence & warrant=carried])");
  CHECK(plan_of("which success factors are shared by at least 3 case examples?") ==
        "scan success_factor · count(<names >in_case, >=3, scan case_study [reporting=self_reported])");
}

TEST_CASE("unknown names bring suggestions, then what the text holds") {
  const auto misspelt = refused(library(), "which barriers are named by \"privat sector\"?");
  CHECK(misspelt.code == "E201");
  CHECK_THAT(misspelt.fix, Contains("did you mean \"private sector\" (group"));
  CHECK(misspelt.span.end > misspelt.span.begin);
  const auto mentioned = refused(library(), "which barriers are named by \"unions\"?");
  CHECK(mentioned.code == "E201");
  CHECK_THAT(mentioned.message, Contains("the words stand once in 1 source, never as a speaker"));
  CHECK(mentioned.fix == "write: list claims mentioning \"unions\"");
  CHECK(answer(library(), mentioned.fix.substr(7)).rows.size() == 1);
  const auto nowhere = refused(library(), "which barriers are named by \"zebras\"?");
  CHECK(nowhere.code == "E201");
  CHECK_THAT(nowhere.message, !Contains("the words stand"));
  const auto elsewhere = refused(library(), "which barriers are named by \"waiting time\"?");
  CHECK(elsewhere.code == "E201");
  CHECK_THAT(elsewhere.message, Contains("is a measure"));
}

TEST_CASE("a loose name takes the nearest and says so") {
  const auto a = answer(library(), "which barriers are named by ~\"privat sector\"?");
  CHECK(a.rows.size() == 3);
  CHECK(noticed(a, "N06", "is read as \"private sector\""));
}

TEST_CASE("one idea in several lists is meant in all of them, and the answer says so") {
  Document d("d.txt", {});
  d.mention(Kind::measure, "trust", "urn:m:trust");
  d.mention(Kind::success_factor, "trust", "urn:f:trust");
  d.claim("Trust helps.", "opinion", "none", {"urn:m:trust"});
  d.claim("Trust grows slowly.", "opinion", "none", {"urn:f:trust"});
  const auto graph = graph_of({d}, {concept_of("urn:m:trust", Kind::measure, "trust"),
                                    concept_of("urn:f:trust", Kind::success_factor, "trust"),
                                    concept_of("urn:b:trust", Kind::barrier, "trust")});
  const auto both = answer(graph, "list claims about \"trust\"");
  CHECK(labels(graph, both) == Strings{"Trust grows slowly.", "Trust helps."});
  CHECK(noticed(both, "N16", "measures and the success factors"));  // the barrier is not in use
  CHECK(labels(graph, answer(graph, "list claims about measures named \"trust\"")) ==
        Strings{"Trust helps."});
  CHECK(answer(graph, "describe \"trust\"").rows.size() == 2);
}

TEST_CASE("a name of an idea and of a group is an error that lists them") {
  Document d("d.txt", {});
  d.mention(Kind::measure, "trust", "urn:m:trust");
  d.claim("Trust helps.", "opinion", "none", {"urn:m:trust", "urn:g:trust"});
  const auto graph = graph_of({d}, {concept_of("urn:m:trust", Kind::measure, "trust"),
                                    concept_of("urn:g:trust", Kind::group, "Trust")});
  const auto problem = refused(graph, "list claims about \"trust\"");
  CHECK(problem.code == "E202");
  CHECK_THAT(problem.message, Contains("2 things"));
  CHECK_THAT(problem.fix, Contains("measures named \"trust\""));
}

TEST_CASE("a relation that is not there lists those that are") {
  const auto verb = refused(library(), "which recommendations report barriers?");
  CHECK(verb.code == "E210");
  CHECK_THAT(verb.fix, Contains("address"));
}

TEST_CASE("unknown properties say who has them") {
  const auto problem = refused(library(), "list barriers where sample size > 30");
  CHECK(problem.code == "E211");
  CHECK_THAT(problem.message, Contains("barriers have no 'sample size'; studies do"));
  CHECK(refused(library(), "list studies where design > survey").code == "E221");
  const auto value = refused(library(), "list studies where design is \"guesswork\"");
  CHECK(value.code == "E222");
  CHECK_THAT(value.fix, Contains("survey"));
  CHECK(refused(library(), "list sources where year = \"soon\"").code == "E220");
}

TEST_CASE("an adjective that does not fit lists those that do") {
  const auto problem = refused(library(), "list causal barriers");
  CHECK(problem.code == "E213");
  const auto measures = refused(library(), "list qualitative measures");
  CHECK(measures.code == "E213");
  CHECK_THAT(measures.fix, Contains("outcome, process"));
}

TEST_CASE("causal says two things, and the answer says which") {
  const auto findings = answer(library(), "list causal findings");
  CHECK(findings.rows.size() == 3);
  CHECK(noticed(findings, "N09", "causally worded"));
  CHECK(answer(library(), "list causal evidence").rows.size() == 1);
}

TEST_CASE("parameters are values, and must be given") {
  CHECK(refused(library(), "list claims about $topic").code == "E230");
  AskOptions options;
  options.parameters = {{"topic", "partnership"}, {"year", "2012"}, {"n", "1"}};
  CHECK(answer(library(), "list claims about $topic", options).rows.size() == 2);
  CHECK(answer(library(), "list sources since $year | limit $n", options).rows.size() == 1);
}

TEST_CASE("a modifier goes to the nearest noun that can take it") {
  const auto a = answer(library(), "which sources report barriers since 2012?");
  CHECK(labels(library(), a) == Strings{"Working together"});
  CHECK(noticed(a, "N03", "of the sources, not of the barriers"));
  const auto place = answer(library(), "which studies in \"England\" have claims?");
  CHECK(labels(library(), place) == Strings{"Patients were randomised to joint teams."});
}

TEST_CASE("names need no quotation marks when one thing is called so") {
  CHECK(labels(library(), answer(library(), "which barriers are named by NHS?")) ==
        Strings{"culture", "lack of trust", "procurement"});
}

TEST_CASE("days and intervals") {
  CHECK(day_number(1970, 1, 1) == 0);
  CHECK(day_number(2000, 3, 1) == 11017);
  CHECK(period_of(Date{2003, 2, 0, {}}).end - period_of(Date{2003, 2, 0, {}}).begin == 28);
  CHECK(period_of(Date{2004, 0, 0, {}}).end - period_of(Date{2004, 0, 0, {}}).begin == 366);
  CHECK(read_date("2003-11")->month == 11);
  CHECK_FALSE(read_date("2003/11"));
  CHECK(in_number("{have|has} {two|one}", true) == "have two");
  CHECK(in_number("{have|has} {two|one}", false) == "has one");
}
