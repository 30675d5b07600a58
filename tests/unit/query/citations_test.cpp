// The table of works in citations.cases, and what a list of several adds to it.
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "query/citations/exchange.hpp"
#include "query/citations/style.hpp"
#include "support/json.hpp"

using namespace evident::query;
using Catch::Contains;

namespace {

struct Case {
  std::string name;
  Record record;
  Locator place;
  std::map<std::string, std::string> expected;  // by style
};

Record::Type type_named(const std::string& name) {
  const std::map<std::string, Record::Type> types{
      {"article", Record::Type::article},   {"book", Record::Type::book},
      {"chapter", Record::Type::chapter},   {"report", Record::Type::report},
      {"web_page", Record::Type::web_page}, {"slides", Record::Type::slides},
      {"thesis", Record::Type::thesis},     {"conference_paper", Record::Type::conference_paper},
      {"dataset", Record::Type::dataset},   {"other", Record::Type::other}};
  REQUIRE(types.contains(name));
  return types.at(name);
}

void set(Case& one, const std::string& field, const std::string& value) {
  Record& r = one.record;
  const std::map<std::string, std::string*> texts{
      {"title", &r.title},   {"translated_title", &r.translated_title}, {"container", &r.container},
      {"volume", &r.volume}, {"issue", &r.issue},                       {"pages", &r.pages},
      {"number", &r.number}, {"publisher", &r.publisher},               {"place", &r.place},
      {"doi", &r.doi},       {"edition", &r.edition},                   {"url", &r.url},
      {"date", &r.date},     {"accessed", &r.accessed},                 {"language", &r.language},
      {"file", &r.file}};
  if (style_named(field))
    one.expected[field] = value;
  else if (const auto text = texts.find(field); text != texts.end())
    *text->second = value;
  else if (field == "author")
    r.authors.push_back(parse_name(value));
  else if (field == "editor")
    r.editors.push_back(parse_name(value));
  else if (field == "note")
    r.notes.push_back(value);
  else if (field == "type")
    r.type = type_named(value);
  else if (field == "year")
    r.year = std::stoi(value);
  else if (field == "page")
    one.place.page = std::stoi(value);
  else if (field == "slide")
    one.place.slide = std::stoi(value);
  else if (field == "paragraph")
    one.place.paragraph = std::stoi(value);
  else
    FAIL("no field '" << field << "'");
}

std::vector<Case> cases() {
  std::ifstream file(std::string(EVIDENT_SOURCE_DIR) + "/tests/unit/query/citations.cases");
  REQUIRE(file);
  std::vector<Case> all;
  std::string line;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    const auto colon = line.find(": ");
    REQUIRE(colon != std::string::npos);
    const std::string field = line.substr(0, colon), value = line.substr(colon + 2);
    if (field == "case") {
      all.push_back({value, {}, {}, {}});
    } else {
      REQUIRE_FALSE(all.empty());
      set(all.back(), field, value);
    }
  }
  return all;
}

std::string marked(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) text += run.italic ? "*" + run.text + "*" : run.text;
  return text;
}

Record work(const std::string& author, int year, const std::string& title) {
  Record record;
  record.type = Record::Type::book;
  if (!author.empty()) record.authors.push_back(parse_name(author));
  record.title = title;
  record.year = year;
  return record;
}

}  // namespace

TEST_CASE("works are cited as the guides of the styles have it") {
  const auto all = cases();
  CHECK(all.size() >= 25);
  for (const Case& one : all) {
    CHECK(one.expected.size() == styles().size());  // every style has its column
    for (const auto& [name, expected] : one.expected) {
      INFO(one.name << ", " << name);
      const std::vector<Record> records{one.record};
      const Bibliography list(*style_named(name), records);
      CHECK(marked(list.in_text(0, one.place)) + " || " + marked(list.reference(0)) == expected);
    }
  }
}

TEST_CASE("styles register themselves, sorted by name") {
  for (const char* name : {"apa", "chicago", "harvard", "vancouver"}) CHECK(style_named(name));
  CHECK(style_named(kUsualStyle));
  CHECK_FALSE(style_named("telegraph"));
  CHECK(std::is_sorted(styles().begin(), styles().end(), [](const Style& a, const Style& b) { return a.name < b.name; }));
}

TEST_CASE("works of the same people and year get letters, in the order of the list") {
  const std::vector<Record> records{work("Cook, C.", 2010, "Zebra"), work("Able, A.", 2011, "One"),
                                    work("Cook, C.", 2010, "Apple"), work("Cook, C.", 0, "Undated"),
                                    work("Cook, C.", 0, "Another")};
  const Bibliography apa(*style_named("apa"), records);
  CHECK(apa.order() == std::vector<std::size_t>{1, 2, 0, 4, 3});
  CHECK(plain(apa.in_text(0, {})) == "(Cook, 2010b)");
  CHECK(plain(apa.in_text(2, {})) == "(Cook, 2010a)");
  CHECK(plain(apa.in_text(1, {})) == "(Able, 2011)");
  CHECK(plain(apa.in_text(4, {})) == "(Cook, n.d.-a)");
  CHECK_THAT(plain(apa.reference(0)), Contains("(2010b)"));
  const Bibliography vancouver(*style_named("vancouver"), records);
  CHECK(vancouver.order() == std::vector<std::size_t>{0, 1, 2, 3, 4});
  CHECK(plain(vancouver.in_text(2, {})) == "(3)");
}

TEST_CASE("names are read as records print them") {
  const auto parts = [](const char* printed) {
    const PersonName n = parse_name(printed);
    return n.particle + "|" + n.family + "|" + n.given + "|" + n.suffix + (n.body ? "|body" : "");
  };
  CHECK(parts("Field J.E.") == "|Field|J.E.|");
  CHECK(parts("Field JE") == "|Field|JE|");
  CHECK(parts("Field, J.E.") == "|Field|J.E.|");
  CHECK(parts("Jane Mary Field") == "|Field|Jane Mary|");
  CHECK(parts("Jane van der Cook") == "van der|Cook|Jane|");
  CHECK(parts("van der Berg J.") == "van der|Berg|J.|");
  CHECK(parts("Miller, Jr, Tom") == "|Miller|Tom|Jr");
  CHECK(parts("Tom Miller III") == "|Miller|Tom|III");
  CHECK(parts("Department of Health") == "|Department of Health|||body");
  CHECK(parts("Institute for Care, Leeds") == "|Institute for Care, Leeds|||body");
  CHECK(parts("Plato") == "|Plato|||body");
  CHECK(parts("王小明") == "|王小明||");
  CHECK(parts("Иванов И.П.") == "|Иванов|И.П.|");
  CHECK(parts("") == "||||body");
  CHECK(initials_of(parse_name("Martin, Jean-Paul K."), ".", " ", true) == "J.-P. K.");
  CHECK(initials_of(parse_name("Martin, Jean-Paul K."), "", "", false) == "JPK");
}

TEST_CASE("keys are told apart, whatever the names") {
  std::vector<Record> records{work("Cook, C.", 2010, "A"), work("Cook, D.", 2010, "B"), work("Cook, E.", 2010, "C"),
                              work("", 2010, "Cook 2010b"), work("", 0, "")};
  records.back().file = "notes.txt";
  give_keys(records);
  std::set<std::string> keys;
  for (const Record& record : records) keys.insert(record.key);
  CHECK(keys.size() == records.size());
  CHECK(records[0].key == "cook2010a");
  CHECK(records.back().key == "notestxtnd");
}

TEST_CASE("whatever a record holds, the files for reference managers keep their form") {
  Record hostile = work("Able, A}{\\", 2001, "50% of $5 & _more_ #1 ~ ^ {braces} \\end\nER  - \"quoted\"\tand @tag");
  hostile.url = "https://example.org/a{b}c\\d e";
  hostile.publisher = "A and B, Ltd";
  std::vector<Record> records{hostile, work("Baker, B.", 2002, "Plain")};
  give_keys(records);

  const std::string bib = bibtex(records);
  int depth = 0;
  for (std::size_t i = 0; i < bib.size(); ++i) {
    if (bib[i] == '\\') {
      ++i;
      continue;
    }
    depth += bib[i] == '{' ? 1 : bib[i] == '}' ? -1 : 0;
    REQUIRE(depth >= 0);
  }
  CHECK(depth == 0);
  CHECK_THAT(bib, Contains("50\\% of \\$5 \\& \\_more\\_ \\#1"));
  CHECK_THAT(bib, Contains("https://example.org/a%7Bb%7Dc%5Cd%20e"));

  std::istringstream lines(ris(records));
  std::string line;
  std::size_t ends = 0;
  while (std::getline(lines, line)) {
    REQUIRE(line.ends_with('\r'));
    if (line == "\r") continue;
    CHECK(line.substr(2, 4) == "  - ");
    ends += line.starts_with("ER");
  }
  CHECK(ends == 2);

  const auto json = evident::parse_json(csl_json(records));
  REQUIRE(json);
  CHECK(json->array()->size() == 2);
  CHECK(*json->array()->at(0).find("title")->string() == hostile.title);
}
