// The declarations agree with themselves, with the page made from them, and with the gold standard's fields.
#include "graph/schema/schema.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "graph/base/keys.hpp"
#include "graph/base/sql_schema.hpp"
#include "graph/mapped/sealed_file.hpp"
#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ostringstream all;
  all << std::ifstream(path, std::ios::binary).rdbuf();
  return all.str();
}

TEST_CASE("names find what they name, and no name is used twice") {
  for (const KindInfo& k : kinds()) CHECK(kind_named(k.name) == k.id);
  for (const AttributeInfo& a : attributes()) CHECK(attribute_named(a.name) == a.id);
  for (const EdgeInfo& e : edges()) CHECK(edge_named(e.name) == e.id);
  CHECK_FALSE(kind_named("unicorn"));
  CHECK_FALSE(attribute_named(""));
  CHECK_FALSE(choice_named(Attribute::role, "hearsay"));
}

TEST_CASE("every attribute is on some kind, once; derived ones are among them") {
  std::set<Attribute> used;
  for (const KindInfo& k : kinds()) {
    std::set<Attribute> of_kind;
    for (Attribute a : k.attributes) {
      CHECK(of_kind.insert(a).second);
      CHECK(has(k.id, a));
      used.insert(a);
    }
    for (Attribute a : k.derived) CHECK(of_kind.contains(a));
  }
  for (const AttributeInfo& a : attributes()) {
    INFO(a.name);
    CHECK(used.contains(a.id));
  }
}

TEST_CASE("choices have values, nothing else has; values and words are apart") {
  for (const AttributeInfo& a : attributes()) {
    INFO(a.name);
    CHECK((a.type == Type::choice) == !a.choices.empty());
    CHECK(a.choices.size() < 255);
    CHECK_FALSE(a.words.empty());
    CHECK_FALSE(a.doc.empty());
    std::set<std::string_view> ids, words;
    for (const Choice& c : a.choices) {
      CHECK(ids.insert(c.id).second);
      CHECK_FALSE(c.doc.empty());
      for (std::string_view word : c.words) CHECK(words.insert(word).second);
    }
  }
}

TEST_CASE("the enumerations of choices count as the tables do") {
  CHECK(info(Attribute::role).choices[static_cast<std::size_t>(choice::role::finding)].id == "finding");
  CHECK(info(Attribute::design).choices[static_cast<std::size_t>(choice::design::opinion)].id == "opinion");
  CHECK(info(Attribute::design).choices.back().id == "opinion");
  CHECK(info(Attribute::warrant).choices[static_cast<std::size_t>(choice::warrant::over_claim)].id ==
        "over_claim");
}

TEST_CASE("nouns come in singular and plural, and say what they are") {
  for (const Noun& noun : nouns()) {
    INFO(noun.words.front());
    CHECK((noun.words.size() == 1 || noun.words.size() % 2 == 0));
    CHECK_FALSE(noun.meanings.empty());
    std::set<Kind> seen;
    for (const Noun::Meaning& m : noun.meanings) {
      CHECK(seen.insert(m.kind).second);
      for (const Test& t : m.condition) CHECK(has(m.kind, t.attribute));
    }
  }
}

TEST_CASE("an adjective means one thing of one kind, by an attribute that kind has") {
  std::map<std::pair<std::string_view, Kind>, std::size_t> seen;
  for (const Adjective& a : adjectives()) {
    INFO(a.word << " " << info(a.kind).name);
    CHECK(++seen[{a.word, a.kind}] == 1);
    CHECK_FALSE(a.condition.empty());
    for (const Test& t : a.condition) {
      CHECK(has(a.kind, t.attribute));
      CHECK_FALSE(t.values.empty());
    }
  }
}

TEST_CASE("words of one form are unambiguous between two kinds") {
  std::set<std::tuple<Form, std::string_view, Kind, Kind>> seen;
  for (const Relation& r : relations()) {
    CHECK_FALSE(r.path.empty());
    CHECK((r.form == Form::have) == r.words.empty());
    std::vector<std::string_view> words = r.words;
    if (words.empty()) words.push_back("");
    for (std::string_view word : words) {
      INFO(word << ": " << info(r.subject).name << ", " << info(r.object).name);
      CHECK(seen.insert({r.form, word, r.subject, r.object}).second);
    }
  }
}

TEST_CASE("a design carries causation only when it sets a result against what would have been") {
  std::set<std::string_view> carrying;
  for (std::size_t i = 0; i < info(Attribute::design).choices.size(); ++i)
    if (carries_causation(static_cast<choice::design>(i)))
      carrying.insert(info(Attribute::design).choices[i].id);
  CHECK(carrying == std::set<std::string_view>{"rct", "quasi_experimental", "natural_experiment",
                                               "interrupted_time_series", "meta_analysis"});
}

TEST_CASE("every kind with items has a table with a column an extracted attribute") {
  const std::string sql = create_statements();
  for (const KindInfo& k : kinds()) {
    const bool table = sql.find("CREATE TABLE \"" + std::string(k.name) + "\" (") != std::string::npos;
    INFO(k.name);
    CHECK(table == (k.role != KindRole::concept_ && k.id != Kind::mention));
    if (!table) continue;
    for (Attribute a : stored_attributes(k.id)) {
      CHECK(kind_table(k.id, k.name).find("\"" + std::string(info(a).name) + "\"") != std::string::npos);
      CHECK(std::find(k.derived.begin(), k.derived.end(), a) == k.derived.end());
    }
  }
}

TEST_CASE("docs/schema.md is the page made from the declarations") {
  const fs::path page = fs::path(EVIDENT_SOURCE_DIR) / "docs" / "schema.md";
  if (std::getenv("EVIDENT_UPDATE_GOLDEN") && !std::getenv("CI"))
    std::ofstream(page, std::ios::binary) << schema_reference();
  const bool same = read(page) == schema_reference();
  INFO("run test_graph with EVIDENT_UPDATE_GOLDEN=1 to write docs/schema.md again");
  CHECK(same);
}

// Whoever changes a layout changes its version, its page in docs/formats and then this line.
TEST_CASE("the layouts on disk are those of their versions") {
  std::string layout;
#define PART(id) layout.append(#id).append(" ");
  EVIDENT_PARTS(PART)
#undef PART
  layout += std::to_string(sizeof(MappedHeader)) + " " + std::to_string(sizeof(SectionEntry)) + " " +
            std::to_string(kBlock);
  CHECK(std::to_string(kMappedVersion) + " " + xxh128_hex(layout) == "3 f863572d1ed1eefb355a38522ab3e978");
  CHECK(std::to_string(kBaseVersion) + " " + xxh128_hex(fixed_tables()) ==
        "2 fecfe99c23b02a2c06ad689b2f47e979");
}

// "| kind, kind | attribute, attribute [{part, part}], … | …": names before the first semicolon of the second
// cell.
TEST_CASE("every field of the gold standard is declared") {
  const fs::path gold = fs::path(EVIDENT_SOURCE_DIR).parent_path() / "shared" / "gold" / "README.md";
  if (!fs::exists(gold)) {
    WARN("skipped: " << gold.filename().string() << " of the gold standard is not here");
    return;
  }
  std::istringstream lines(read(gold));
  std::size_t fields = 0;
  bool table = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("| kind |")) table = true;
    if (!table || !line.starts_with("| ") || line.starts_with("| kind |")) continue;
    std::vector<std::string> cells;
    std::istringstream row(line.substr(1));
    for (std::string cell; std::getline(row, cell, '|');) cells.emplace_back(trim(cell));
    REQUIRE(cells.size() >= 2);
    std::istringstream kinds_of_row(cells[0]);
    for (std::string kind_name; std::getline(kinds_of_row, kind_name, ',');) {
      const auto kind = kind_named(trim(kind_name));
      INFO(kind_name);
      REQUIRE(kind);
      const auto stored = stored_attributes(*kind);
      int depth = 0;
      std::string name;
      for (const char c : cells[1] + ",") {
        if (c == '[' || c == '{') ++depth;
        if (c == ']' || c == '}') --depth;
        if (depth > 0) continue;
        if (c != ',') {
          name.push_back(c);
          continue;
        }
        const std::string_view word =
            trim(std::string_view(name).substr(0, name.find_first_of("[ ]", name.find_first_not_of(' '))));
        const auto attribute = attribute_named(word);
        INFO(word);
        CHECK(attribute);
        if (attribute) CHECK(std::find(stored.begin(), stored.end(), *attribute) != stored.end());
        ++fields;
        name.clear();
      }
    }
  }
  CHECK(fields > 40);
}

}  // namespace
}  // namespace evident::graph
