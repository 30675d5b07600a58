// What a document says twice counts once and is quoted wherever it is said.
#include <catch2/catch.hpp>

#include "unit/query/evidence_world.hpp"

using namespace evident::query;
using namespace evident::query::testing;

TEST_CASE("what is said again counts once and is quoted with the first telling") {
  Document report("streets.txt", {{Attribute::doc_type, Value(std::string("report"))}});
  const auto first = report.claim("Crossings are too short.", "finding", "none");
  report.claim("Kerbs are too high.", "finding", "none");
  const auto again = report.claim("All crossings are too short.", "finding", "none");
  report.link(again, Edge::restates, first);
  const auto graph = graph_of({report}, {});

  const auto number = answer(graph, "how many claims?");
  CHECK(number.number == 2.0);
  CHECK(noticed(number, "N17", "counted once"));
  const auto list = answer(graph, "list claims");
  REQUIRE(list.rows.size() == 2);
  REQUIRE(list.rows[0].witnesses.size() == 2);
  CHECK(list.rows[0].witnesses[1][0].quote == "All crossings are too short.");
}

TEST_CASE("two tellings of one thing are one thing, also without the first of them") {
  const std::vector<evident::graph::Concept> concepts{concept_of("urn:m:kerbs", Kind::measure, "kerbs")};
  Document report("streets.txt", {});
  const auto first = report.claim("Crossings are too short.", "finding", "none");
  const auto again = report.claim("Crossings may be too short.", "finding", "none", {"urn:m:kerbs"},
                                  {{Attribute::hedged, Value(true)}});
  const auto third = report.claim("They may be too short.", "finding", "none", {"urn:m:kerbs"},
                                  {{Attribute::hedged, Value(true)}});
  report.link(again, Edge::restates, first);
  report.link(third, Edge::restates, first);
  const auto graph = graph_of({report}, concepts);

  CHECK(answer(graph, "how many claims are hedged?").number == 1);
  CHECK(labels(graph, answer(graph, "list hedged claims")) ==
        std::vector<std::string>{"Crossings may be too short."});
  // What is said of a thing counts, although it was first said of nothing.
  CHECK(labels(graph, answer(graph, "which measures have at least 1 claim?")) ==
        std::vector<std::string>{"kerbs"});
  CHECK(labels(graph, answer(graph, "which measures have exactly 1 claim?")) ==
        std::vector<std::string>{"kerbs"});
  CHECK(answer(graph, "which sources report every claim?").rows.size() == 1);
}
