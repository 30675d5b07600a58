// The formats that are documents, against files in tests/golden/answers; and whatever words a document holds, each format
// keeps its form and gives them back.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include "query/citations/style.hpp"
#include "query/render/office.hpp"
#include "query/render/outline.hpp"
#include "query/render/xml.hpp"
#include "query/render/zip.hpp"
#include "support/hash.hpp"
#include "support/json.hpp"
#include "support/shorten.hpp"
#include "support/spreadsheet.hpp"
#include "unit/query/evidence_world.hpp"

using namespace evident::query;
using namespace evident::query::testing;
using Catch::Contains;

namespace {

const evident::graph::Graph& library() {
  static const auto graph = partnership_library();
  return graph;
}

RenderOptions options_of(std::string style = {}) {
  RenderOptions options;
  options.version = "0";
  options.style = std::move(style);
  options.as_of = [] { return std::string("2026-03-14"); };
  return options;
}

Answer cited(const evident::graph::Graph& graph, std::string_view question) {
  Answer a = answer(graph, question);
  with_records(graph, a);
  a.base = "fingerprint";
  return a;
}

bool is_set(const char* name, std::string_view value) {
  const char* held = std::getenv(name);
  return held && held == value;
}

void golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(EVIDENT_SOURCE_DIR) + "/tests/golden/answers/" + name;
  if (is_set("EVIDENT_UPDATE_GOLDEN", "1") && !is_set("CI", "true")) std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  INFO(path);
  REQUIRE(file);
  std::ostringstream expected;
  expected << file.rdbuf();
  CHECK(text == expected.str());
}

std::string rendered(const Answer& a, std::string_view format, const RenderOptions& options = options_of()) {
  const Format* known = format_named(format);
  REQUIRE(known);
  return known->render(a, options);
}

// The parts that depend on the answer.
std::string shown(const std::vector<ZipPart>& parts) {
  std::string text;
  for (const ZipPart& part : parts)
    if (part.name.find("styles") == std::string::npos && part.name.find("Types") == std::string::npos)
      text += "==== " + part.name + "\n" + part.bytes + "\n";
  return text;
}

// Tags are closed in the order in which they were opened; nothing but a name stands in an entity.
bool well_formed(std::string_view text) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '&') {
      const auto end = text.find(';', at);
      if (end == std::string_view::npos || end - at > 6) return false;
    }
    if (static_cast<unsigned char>(text[at]) < 0x20 && text[at] != '\n' && text[at] != '\t') return false;
    if (text[at] == '>') return false;
    if (text[at] != '<') continue;
    const auto end = text.find('>', at);
    if (end == std::string_view::npos) return false;
    const std::string_view tag = text.substr(at + 1, end - at - 1);
    at = end;
    if (tag.starts_with('?') || tag.starts_with('!') || tag.ends_with('/')) continue;
    if (!tag.starts_with('/'))
      open.push_back(std::string(tag.substr(0, tag.find_first_of(" \n"))));
    else if (open.empty() || "/" + open.back() != tag)
      return false;
    else
      open.pop_back();
  }
  return open.empty();
}

// Words made of what XML, CSV, LaTeX, Turtle, Markdown and JSON treat specially.
std::string nasty(std::mt19937& random) {
  static const std::vector<std::string> pieces{
      "<", ">", "&", "&amp;", "\"", "'", "\"\"\"", "\\", "{", "}", "$", "%", "_", "^", "~", "#", "@", "=", "+", "-", ",", ";",
      "|", "`", "*", "[", "]", "]]>", "<!--", "</w:t>", "_x0041_", "\t", "é", "公", "😀", "word", "another", " ", "’", "\xEF\xBF\xBE"};
  std::string text;
  for (std::size_t n = 1 + random() % 12; n > 0; --n) text += pieces[random() % pieces.size()];
  return "w" + text;  // an item has a word
}

}  // namespace

TEST_CASE("documents render as they did") {
  const auto evidence = cited(library(), "which outcome measures have causal evidence?");
  const auto missing = cited(library(), "which outcome measures have cost-benefit evidence?");
  const auto beside = cited(library(), "compare barriers across \"NHS\" and \"private sector\"");
  for (const auto& [name, a] : {std::pair("evidence", &evidence), std::pair("missing", &missing), std::pair("beside", &beside)}) {
    golden(std::string(name) + ".html", rendered(*a, "html"));
    golden(std::string(name) + ".docx.parts", shown(docx_of(*a, options_of())));
    golden(std::string(name) + ".xlsx.parts", shown(xlsx_of(*a, options_of())));
  }
  golden("evidence.markdown", rendered(evidence, "markdown"));
  golden("evidence-vancouver.html", rendered(evidence, "html", options_of("vancouver")));
  for (const char* format : {"ris", "bibtex", "csl-json"}) golden(std::string("evidence.") + format, rendered(evidence, format));
}

TEST_CASE("the same answer gives the same office files") {
  const auto a = cited(library(), "list claims");
  for (const char* format : {"docx", "xlsx"}) {
    const auto once = rendered(a, format);
    CHECK(once.starts_with("PK"));
    CHECK(once == rendered(a, format));
  }
  CHECK(zipped({{"a", "1"}}) != zipped({{"a", "2"}}));
}

TEST_CASE("a page is one file, and says what a printed answer must") {
  const auto page = rendered(cited(library(), "which outcome measures have causal evidence?"), "html");
  for (const char* must : {"<html lang=\"en\">", "scope=\"col\"", "scope=\"row\"", "@media print", "<h1>", "2026-03-14", "Searched"})
    CHECK_THAT(page, Contains(must));
  for (const char* never : {"<script", "src=", "@import", "url("}) CHECK_THAT(page, !Contains(never));
}

TEST_CASE("a Word file has a footnote for every reference to one") {
  for (const ZipPart& part : docx_of(cited(library(), "list claims"), options_of())) {
    if (part.name != "word/document.xml") continue;
    CHECK_THAT(part.bytes, Contains("<w:tblHeader/>") || Contains("<w:pStyle w:val=\"Quote\"/>"));
    CHECK_THAT(part.bytes, Contains("<w:footnoteReference w:id=\"1\"/>"));
    CHECK_THAT(part.bytes, Contains("<w:pStyle w:val=\"Heading1\"/>"));
  }
}

TEST_CASE("whatever words documents hold, every format keeps its form") {
  std::mt19937 random(7);
  for (int round = 0; round < 40; ++round) {
    Document d(nasty(random) + ".txt", {{Attribute::title, nasty(random)},
                                        {Attribute::authors, std::vector<std::string>{nasty(random), "Able, A."}}});
    for (int i = 0; i < 4; ++i) d.claim(nasty(random), "finding", "none");
    const auto graph = graph_of({d}, {});
    const auto a = cited(graph, "list claims");
    for (const auto& parts : {docx_of(a, options_of()), xlsx_of(a, options_of())})
      for (const ZipPart& part : parts) {
        INFO(part.name << "\n" << part.bytes);
        REQUIRE(well_formed(part.bytes));
      }
    const auto json = evident::parse_json(rendered(a, "csl-json"));
    REQUIRE(json);
    const auto page = rendered(a, "html");
    const auto main = page.find("<main>");
    std::string body = page.substr(main, page.find("</main>") + 7 - main);
    for (const std::string single : {"<br>"})
      for (auto at = body.find(single); at != std::string::npos; at = body.find(single)) body.erase(at, single.size());
    for (auto at = body.find("<input"); at != std::string::npos; at = body.find("<input"))
      body.erase(at, body.find('>', at) + 1 - at);
    INFO(body);
    REQUIRE(well_formed(body));
  }
}

TEST_CASE("cells of a spreadsheet give every text back, and none of them runs") {
  std::mt19937 random(11);
  for (int round = 0; round < 4000; ++round) {
    std::string text = nasty(random).substr(1);
    if (round % 3 == 0) text = std::string(random() % 3, '\'') + "=" + text;
    const std::string cell = evident::runs_as_formula(text) ? "'" + text : text;
    CHECK(evident::before_protection(cell) == text);
    if (!evident::is_plain_number(cell)) CHECK((cell.empty() || std::string_view("=+-@\t\r\n").find(cell[0]) == std::string_view::npos));
  }
  for (const char* number : {"-5", "+3.2", "-0.5"}) CHECK_FALSE(evident::runs_as_formula(number));
  for (const char* formula : {"-5+1", "=1", "@a", "+a", "-", "＝1", "'=1", "''@x", "\tx"}) CHECK(evident::runs_as_formula(formula));
}

TEST_CASE("what leaves the house has the first words of each quotation and the hash of the whole") {
  Document d("d.txt", {});
  const std::string words = "Trust between partners cut waiting times in all four towns.";
  d.claim(words, "finding", "causal");
  const auto graph = graph_of({d}, {});
  auto a = cited(graph, "list claims");
  without_text(a, 3);
  for (const char* format : {"html", "markdown", "csv", "json", "plain", "table"}) {
    const auto text = rendered(a, format);
    INFO(format);
    CHECK_THAT(text, Contains("Trust between partners"));
    CHECK_THAT(text, !Contains("waiting times in all four towns"));
  }
  CHECK(a.rows.at(0).witnesses.at(0).at(0).sha256 == evident::sha256_hex(words));
  CHECK_THAT(rendered(a, "html"), Contains(evident::sha256_hex(words)));
  std::string none = "one two";
  CHECK(evident::first_words(none, 0));
  CHECK(none == "…");
  std::string all = "one two";
  CHECK_FALSE(evident::first_words(all, 2));
  CHECK(all == "one two");
}
