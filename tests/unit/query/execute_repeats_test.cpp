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
