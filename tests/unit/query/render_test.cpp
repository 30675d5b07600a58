// Every format, against files in tests/golden/answers (rewritten under EVIDENT_UPDATE_GOLDEN=1, never where
// CI=true).
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "query/execute/cite.hpp"
#include "query/execute/order.hpp"
#include "query/render/layout.hpp"
#include "support/json.hpp"
#include "support/text.hpp"
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

std::string rendered(const Answer& answer, std::string_view format, RenderOptions options = {}) {
  options.version = "0";
  const Format* known = format_named(format);
  REQUIRE(known);
  return known->render(answer, options);
}

bool is_set(const char* name, std::string_view value) {
  const char* held = std::getenv(name);
  return held && held == value;
}

// The base's fingerprint depends on how items are keyed, which is no matter of rendering.
void golden(const std::string& name, const Answer& answer, std::string_view format,
            const RenderOptions& options = {}) {
  Answer without_base = answer;
  without_base.base = "fingerprint";
  const std::string text = rendered(without_base, format, options);
  const std::string path = std::string(EVIDENT_SOURCE_DIR) + "/tests/golden/answers/" + name;
  if (is_set("EVIDENT_UPDATE_GOLDEN", "1") && !is_set("CI", "true"))
    std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  INFO(path);
  REQUIRE(file);
  std::ostringstream expected;
  expected << file.rdbuf();
  CHECK(text == expected.str());
}

}  // namespace

TEST_CASE("the formats register themselves, sorted by name") {
  Strings names;
  for (const Format& format : formats()) names.emplace_back(format.name);
  for (const char* name : {"csv", "json", "jsonl", "markdown", "plain", "table"}) CHECK(format_named(name));
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK_FALSE(format_named("papyrus"));
}

TEST_CASE("shares, groups and patterns render as they did, in every format") {
  const auto share = answer(library(), "what share of studies are qualitative?");
  const auto groups = answer(library(),
                             "list studies | summarise count, average of sample size as mean, share of "
                             "qualitative studies as q by design");
  const auto pairs = answer(library(),
                            "match (n:mention)-[names]->(b:barrier), (n)-[named_by]->(g:group) | show "
                            "b.name, g.name as who | limit 2");
  const auto all = answer(library(), "do all case studies report \"procurement skill\"?");
  for (const char* format : {"table", "plain", "markdown", "csv", "json"}) {
    const std::string ending = std::string(".") + format;
    golden("share" + ending, share, format);
    golden("groups" + ending, groups, format);
    golden("pairs" + ending, pairs, format);
    golden("all" + ending, all, format);
  }
  golden("pairs.jsonl", pairs, "jsonl");
}

TEST_CASE("comparisons and maps render as they did, in every format") {
  const auto beside = answer(library(), "compare barriers across \"NHS\" and \"private sector\"");
  const auto map = answer(library(), "gap map of outcome measures by design");
  for (const char* format : {"table", "plain", "markdown", "csv", "json"}) {
    golden(std::string("beside.") + format, beside, format);
    golden(std::string("map.") + format, map, format);
  }
}

TEST_CASE("answers render as they did") {
  const auto evidence = answer(library(), "which outcome measures have causal evidence?");
  const auto missing = answer(library(), "which outcome measures have cost-benefit evidence?");
  const auto barriers = answer(library(), "which barriers are named by \"NHS\" and \"private sector\"?");
  const auto gaps = answer(library(), "gaps in causal evidence for outcome measures");
  const auto claims = answer(library(), "list claims");
  golden("evidence.table", evidence, "table");
  golden("evidence.plain", evidence, "plain");
  golden("missing.table", missing, "table");
  golden("missing.markdown", missing, "markdown");
  golden("barriers.table", barriers, "table");
  golden("barriers.csv", barriers, "csv");
  golden("barriers.markdown", barriers, "markdown");
  golden("gaps.table", gaps, "table");
  golden("gaps.csv", gaps, "csv");
  golden("claims.table", claims, "table");
  RenderOptions narrow;
  narrow.width = 50;
  narrow.ascii = true;
  golden("evidence-narrow-ascii.table", evidence, "table", narrow);
  RenderOptions colour;
  colour.colour = true;
  golden("barriers-colour.table", barriers, "table", colour);
}

TEST_CASE("JSON has the shape that scripts rely on") {
  const auto a = answer(library(), "which outcome measures have no causal evidence?");
  const auto json = evident::parse_json(rendered(a, "json"));
  REQUIRE(json);
  for (const char* member : {"question", "canonical", "read_as", "columns", "rows", "answer", "searched",
                             "notices", "base", "version"})
    CHECK(json->find(member));
  CHECK_FALSE(json->find("gap"));
  const auto& row = json->find("rows")->array()->at(1);
  CHECK(*row.find("values")->find("measure")->string() == "length of stay");
  CHECK(*row.find("gap")->find("status")->string() == "studied_no_finding");
  const auto& witness = row.find("witnesses")->array()->at(0).array()->at(0);
  for (const char* member :
       {"item", "kind", "quote", "doc", "begin", "end", "page", "section", "source", "citation"})
    CHECK(witness.find(member));
  CHECK(witness.find("page")->is_null());
  CHECK(witness.find("source")->find("year"));
  const auto none = evident::parse_json(
      rendered(answer(library(), "which outcome measures have cost-benefit evidence?"), "json"));
  CHECK(*none->find("answer")->find("kind")->string() == "none");
  CHECK(*none->find("gap")->find("status")->string() == "searched_none_found");
  const auto number =
      evident::parse_json(rendered(answer(library(), "how many case studies are there?"), "json"));
  CHECK(std::get<std::int64_t>(number->find("answer")->find("value")->value) == 3);
}

TEST_CASE("JSON lines: a row a line, then the rest") {
  const auto a = answer(library(), "list barriers");
  std::istringstream lines(rendered(a, "jsonl"));
  std::string line;
  std::size_t rows = 0;
  while (std::getline(lines, line)) {
    const auto json = evident::parse_json(line);
    REQUIRE(json);
    if (json->find("values")) {
      ++rows;
    } else {
      CHECK(json->find("answer"));
      CHECK_FALSE(json->find("rows"));
    }
  }
  CHECK(rows == 4);
}

TEST_CASE("no cell of a spreadsheet is a formula") {
  Document d("=d.txt", {});
  d.claim("=HYPERLINK(\"http://x\")", "opinion", "none");
  d.claim("-1, said twice", "opinion", "none");
  d.claim("a line\nand \"another\"", "opinion", "none");
  const auto graph = graph_of({d}, {});
  RenderOptions options;
  options.byte_order_mark = true;
  const auto csv = rendered(answer(graph, "list claims"), "csv", options);
  CHECK(csv.rfind("\xEF\xBB\xBF", 0) == 0);
  CHECK_THAT(csv, Contains("\"'=HYPERLINK(\"\"http://x\"\")\""));
  CHECK_THAT(csv, Contains("\"'-1, said twice\""));
  CHECK_THAT(csv, Contains("'=d.txt"));
  CHECK_THAT(csv, Contains("\"a line\nand \"\"another\"\"\""));
  CHECK_THAT(csv, !Contains(",=") && !Contains(",-") && !Contains("\"="));
}

TEST_CASE("a document cannot write on the reader's terminal") {
  Document d("d.txt", {});
  d.claim(
      "red \033[31malert\033[0m \xC2\x9B"
      "2J done",
      "opinion", "none");
  const auto graph = graph_of({d}, {});
  const auto a = answer(graph, "list claims");
  for (const char* format : {"table", "plain", "markdown"}) {
    const auto text = rendered(a, format);
    CHECK(text.find('\033') == std::string::npos);
    CHECK(text.find("\xC2\x9B") == std::string::npos);
  }
}

TEST_CASE("tables keep to their width, whatever the script") {
  Document d("d.txt", {});
  d.claim("公私合作伙伴关系的复杂性和独特性从多个角度探讨公私合作伙伴关系的复杂性和独特性从多个角度探讨",
          "opinion", "none");
  d.claim(std::string(300, 'x'), "opinion", "none");
  const auto graph = graph_of({d}, {});
  RenderOptions options;
  options.width = 60;
  std::istringstream lines(rendered(answer(graph, "list claims"), "table", options));
  std::string line;
  while (std::getline(lines, line)) CHECK(evident::display_width(line) <= 60);
}

TEST_CASE("text wraps at blanks and within words that are too wide") {
  CHECK(wrap("one two three", 7) == Strings{"one two", "three"});
  CHECK(wrap("abcdefghij", 4) == Strings{"abcd", "efgh", "ij"});
  CHECK(wrap("", 10) == Strings{""});
  CHECK(share_width({10, 10}, 40, 2) == std::vector<std::size_t>{10, 10});
  CHECK(share_width({10, 100}, 42, 2) == std::vector<std::size_t>{10, 30});
  for (const std::size_t width : share_width({100, 100, 5}, 50, 2)) CHECK(width <= 41);
}

TEST_CASE("works are cited by author and date") {
  CHECK(family_name("Field J.E.") == "Field");
  CHECK(family_name("Baker, Bea") == "Baker");
  CHECK(family_name("Jane van der Cook") == "van der Cook");
  CHECK(family_name("Department of Examples") == "Department of Examples");
  CHECK(family_name("van der Berg J.") == "van der Berg");
  CHECK(family_name("Plato") == "Plato");
  SourceView source;
  source.title = "T";
  source.authors = {"Able A.", "Baker B."};
  source.year = 2003;
  CHECK(citation_of(source, "") == "Able and Baker (2003)");
  source.authors.push_back("Cook C.");
  CHECK(citation_of(source, "") == "Able et al. (2003)");
  source.authors = {};
  source.year = 0;
  CHECK(citation_of(source, "Department of Examples") == "Department of Examples (no date)");
  source.title.clear();
  source.file = "notes.txt";
  CHECK(citation_of(source, "") == "notes.txt (no date; incomplete: add author, title)");
}

TEST_CASE("the order of plain labels is that of folded ones") {
  for (const char* label :
       {"Trust", "lack of  trust", "Cost-benefit", "(a) first", "54% of NHS", "Bed nights", "  x ", ""})
    CHECK(order_key(label) == evident::fold(label));
}

TEST_CASE("words shown to people are plain") {
  const auto a = answer(library(), "which outcome measures have no causal evidence?");
  for (const char* format : {"table", "plain", "markdown"})
    for (const char* jargon : {"witness", "semi-join", "node", "anti("})
      CHECK_THAT(rendered(a, format), !Contains(jargon));
}
