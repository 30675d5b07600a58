// Groups, columns and steps: over distinct things, in their order.
#include <catch2/catch.hpp>

#include "unit/query/evidence_world.hpp"

using namespace evident::query;
using namespace evident::query::testing;
using Catch::Contains;
using Strings = std::vector<std::string>;
using Table = std::vector<Strings>;

namespace {
const evident::graph::Graph& library() {
  static const auto graph = partnership_library();
  return graph;
}
std::string shown(const CellValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<double>(&value)) {
    auto text = std::to_string(*number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
  }
  if (const auto* share = std::get_if<Share>(&value)) return share_words(*share);
  if (const auto* list = std::get_if<Strings>(&value)) {
    std::string all;
    for (const auto& one : *list) all += (all.empty() ? "" : "; ") + one;
    return all;
  }
  return "-";
}
Table table(std::string_view question, const AskOptions& options = {}) {
  Table rows;
  for (const Row& row : answer(library(), question, options).rows) {
    rows.emplace_back();
    for (const CellValue& value : row.values) rows.back().push_back(shown(value));
  }
  return rows;
}
Strings found(std::string_view question, const AskOptions& options = {}) {
  return labels(library(), answer(library(), question, options));
}
}  // namespace

TEST_CASE("groups count distinct things and keep those without a value") {
  CHECK(table("how many sources are there per year") ==
        Table{{"2003", "1"}, {"2012", "1"}, {"2016", "1"}, {"-", "2"}});
  CHECK(noticed(answer(library(), "how many sources are there per year"), "N01", "2 of 5 sources"));
  CHECK(table("how many success factors are there per case study") ==
        Table{{"Alpha town", "2"}, {"Beta valley", "2"}, {"Gamma bay", "1"}});
  // Two mentions in one case are one success factor.
  CHECK(table("list success factors | summarise count, number of case studies as cases") ==
        Table{{"2", "3"}});
  CHECK(table("list studies | summarise count by design | sort by count desc, design | limit 1")[0][1] ==
        "3");
}

TEST_CASE("sums, averages and extremes leave out what is missing and say so") {
  const auto a = answer(
      library(), "list studies | summarise count, average of sample size as mean, max of year as last");
  CHECK(shown(a.rows[0].values[0]) == "7");
  CHECK(shown(a.rows[0].values[1]) == "400");
  CHECK(shown(a.rows[0].values[2]) == "2016");
  CHECK(noticed(a, "N01", "6 of 7"));
  CHECK(table("list barriers | summarise lowest rank as best, sum of rank as s, median of rank as m") ==
        Table{{"1", "12", "2"}});
  CHECK(table("list studies | summarise share of qualitative studies as q") ==
        Table{{"1 of 3 known (of 7)"}});
  CHECK(table("list trials | where year < 1990 | summarise count, average of sample size as mean") ==
        Table{{"0", "-"}});
}

TEST_CASE("contributors are the witnesses of a group") {
  const auto a = answer(library(), "how many success factors are there per case study");
  REQUIRE(a.rows.size() == 3);
  CHECK(a.rows[0].witnesses.size() == 1);
  CHECK(a.rows[0].witnesses[0].size() >= 2);
  CHECK(library().label(a.rows[0].node) == "Alpha town");
}

TEST_CASE("columns reach what is related and reckon") {
  CHECK(table("list claims about \"waiting time\" | show text, source.title, source.year as y") ==
        Table{{"Joint teams reduced waiting time.", "A trial of joint teams", "2016"}});
  CHECK(table("list measures | show name, number of claims as n, number of evidence as e | where n >= 2 | "
              "sort by n desc") == Table{{"length of stay", "2", "1"}});
  CHECK(table("list trials | show sample size / 2 + 1 as half, year - 2000") == Table{{"201", "16"}});
  CHECK(table("list sources | show title, number of claims as n | sort by n desc, title | limit 2") ==
        Table{{"Why I believe in partnership", "3"}, {"What managers say", "2"}});
  const auto a = answer(library(), "list claims about \"waiting time\" | show text, source.year");
  REQUIRE(a.rows[0].origins.size() == 2);
  CHECK(a.rows[0].passages[a.rows[0].origins[0][0]].quote == "Joint teams reduced waiting time.");
  CHECK(a.rows[0].passages[a.rows[0].origins[1][0]].doc == "trial.txt");
}

TEST_CASE("every value of a default column says where it was read") {
  for (const char* question :
       {"list claims", "list barriers", "list studies", "list sources", "list measures"}) {
    INFO(question);
    for (const Row& row : answer(library(), question).rows) {
      REQUIRE(row.origins.size() == row.values.size());
      for (std::size_t c = 0; c < row.values.size(); ++c)
        if (!std::holds_alternative<std::monostate>(row.values[c])) CHECK_FALSE(row.origins[c].empty());
    }
  }
}

TEST_CASE("steps are done in their order") {
  CHECK(found("list barriers | limit 2 | sort by name desc") == Strings{"culture", "bureaucracy"});
  CHECK(found("list barriers | sort by name desc | limit 2") == Strings{"procurement", "lack of trust"});
  CHECK(found("list sources | sort by year desc | limit 2 | where year < 2016") ==
        Strings{"Working together"});
  CHECK(answer(library(), "list barriers | skip 1 | limit 2").total_rows == 4);
  CHECK(found("list case studies | follow success factors") == Strings{"leadership", "procurement skill"});
  CHECK(found("list barriers named by NHS | follow groups") ==
        Strings{"NHS", "NHS managers", "private sector"});
}

TEST_CASE("sets of things join by identity") {
  CHECK(found("let @good = which measures have causal evidence; list outcome measures | minus @good") ==
        Strings{"falls", "length of stay"});
  CHECK(found("list barriers named by NHS | union (list barriers named by \"private sector\")") ==
        Strings{"bureaucracy", "culture", "lack of trust", "procurement"});
  CHECK(found("list barriers named by NHS | intersect (list barriers named by \"private sector\")") ==
        Strings{"lack of trust", "procurement"});
  CHECK(found("let @led = which case studies report \"procurement skill\"; list @led") ==
        Strings{"Alpha town", "Beta valley"});
  CHECK(found("let @m = list measures named \"falls\"; which claims are about @m") ==
        Strings{"Our work cut falls by half."});
  const auto unused = answer(library(), "let @x = list measures; list barriers");
  CHECK(noticed(unused, "N21", "@x"));
  const auto empty = answer(library(), "list barriers named by NHS | minus (list barriers)");
  CHECK(empty.rows.empty());
  CHECK_THAT(empty.emptied_by, Contains("→ 0 without barriers"));
}

TEST_CASE("conditions on what is counted and related") {
  CHECK(found("list barriers where number of groups >= 2") == Strings{"lack of trust", "procurement"});
  CHECK(found("list sources where number of claims = 0") == Strings{"Do partnerships work?"});
  CHECK(found("list sources where not (number of claims = 0)").size() == 4);
  CHECK(found("list claims where source.year >= 2016") == Strings{"Joint teams reduced waiting time."});
  CHECK(found("list claims where source.genre is opinion").size() == 3);
}

TEST_CASE("patterns join, show distinct rows, and keep the words of each") {
  CHECK(table("match (n:mention)-[names]->(b:barrier), (n)-[named_by]->(g:group) where b.name = "
              "\"procurement\" | show b.name, g.name") ==
        Table{{"procurement", "NHS"}, {"procurement", "private sector"}});
  CHECK(table("match (m:measure) where not exists (m)<-[about]-(:claim) | show m.name") ==
        Table{{"trust between partners"}});
  CHECK(table("match (m:measure)-[broader*1..3]->(p:measure) | show m.name, p.name") ==
        Table{{"mutual trust", "trust between partners"}});
  const auto pairs = table(
      "match (a:claim)-[about]->(m)<-[about]-(b:claim) where a.id != b.id | show m.name, a.text, b.text");
  CHECK(pairs.size() == 4);  // two claims on each of two things, both ways round
  CHECK(table("match (s:study)-[reports]->(c:claim), (c)-[about]->(m:measure {measure kind: outcome}) where "
              "s.sample_size >= 100 | show m.name, s.sample_size") == Table{{"waiting time", "400"}});
  CHECK(table("match (n:mention)-[names]->(b:barrier) | summarise count of n.id as places, count of b.id as "
              "barriers") == Table{{"6", "4"}});
  CHECK(table("match (n:mention)-[names]->(b:barrier), (n)-[named_by]->(g:group) | summarise count of b.id "
              "as many by g.name | sort by many desc, g.name") ==
        Table{{"private sector", "3"}, {"NHS", "2"}, {"NHS managers", "1"}});
  const auto words =
      answer(library(), "match (n:mention)-[names]->(b:barrier {name: \"culture\"}) | show b.name");
  CHECK(quotes(words.rows[0]) == Strings{"Another culture."});
}

TEST_CASE("a pattern does not depend on the order of its parts") {
  const auto one =
      table("match (c:claim)-[about]->(m:measure), (x:source)-[contains]->(c) | show x.title, m.name");
  CHECK(one ==
        table("match (x:source)-[contains]->(c:claim), (m:measure)<-[about]-(c) | show x.title, m.name"));
  CHECK(one.size() > 4);
}

TEST_CASE("what cannot be done says so at its place") {
  const auto code = [&](const char* question) { return refused(library(), question).code; };
  CHECK(code("list @nothing") == "E206");
  CHECK(code("let @n = how many measures are there; list measures | minus @n") == "E207");
  CHECK(code("list measures | minus (list barriers)") == "E208");
  CHECK(code("list sources | show title as t, year as t") == "E209");
  CHECK(code("list studies | summarise average of design") == "E215");
  CHECK(code("list studies | summarise count by design | sort by year") == "E216");
  CHECK(code("match (m:measure) | show x.name") == "E216");
  CHECK(code("list studies | summarise count by design | follow claims") == "E217");
  CHECK(code("list barriers | follow definitions") == "E210");
  CHECK(code("match (m:measure)-[frobnicates]->(x) | show m.name") == "E210");
  CHECK(code("which success factors are shared by at least $k case studies") == "E230");
  CHECK(code("list studies | show design + 1 as x") == "E220");
  CHECK(code("list measures where kind is outcome") == "E222");
  CHECK_THAT(refused(library(), "list measures where kind is outcome").fix,
             Contains("measure kind is outcome"));
}

TEST_CASE("numbers may be given") {
  AskOptions options;
  options.parameters = {{"k", "3"}, {"n", "1"}, {"g", "NHS"}};
  CHECK(found("which success factors are shared by at least $k case studies", options) ==
        Strings{"leadership"});
  CHECK(found("list barriers named by $g | limit $n", options) == Strings{"culture"});
}
