// Ids of tables, mapping files, and tables that go on with others.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "graph/base.hpp"
#include "graph/tables/ids.hpp"
#include "graph/tables/load.hpp"
#include "graph/tables/mapping.hpp"
#include "graph/tables/table.hpp"
#include "unit/folder.hpp"

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

TEST_CASE("ids are found again, numbers and others") {
  Ids ids;
  CHECK(ids.find("1") == 0);
  CHECK(ids.add("1", 10));
  CHECK(ids.add("claim:1", 11));
  CHECK(ids.add("claim:01", 12));  // another text
  CHECK(ids.add("7000000000", 13));
  CHECK(ids.add("900000000", 14));  // too far from the others for a place of its own
  CHECK(ids.add("x", 15));
  CHECK(ids.add("claim:", 16));
  CHECK(ids.add("0", 17));
  CHECK(ids.add("a:b:3", -18));
  CHECK_FALSE(ids.add("1", 20));
  CHECK_FALSE(ids.add("900000000", 20));
  CHECK_FALSE(ids.add("claim:01", 20));
  CHECK(ids.find("1") == 10);
  CHECK(ids.find("claim:1") == 11);
  CHECK(ids.find("claim:01") == 12);
  CHECK(ids.find("7000000000") == 13);
  CHECK(ids.find("900000000") == 14);
  CHECK(ids.find("x") == 15);
  CHECK(ids.find("claim:") == 16);
  CHECK(ids.find("0") == 17);
  CHECK(ids.find("a:b:3") == -18);
  CHECK(ids.find("claim:2") == 0);
  CHECK(ids.find("source:1") == 0);
  CHECK(ids.find("") == 0);
  for (int i = 2; i < 5000; ++i) CHECK(ids.add(std::to_string(i), i));
  for (int i = 2; i < 5000; ++i) CHECK(ids.find(std::to_string(i)) == i);
  CHECK(ids.find("900000000") == 14);
}

TEST_CASE("an id that was too far away stays the one it was when others have come near") {
  Ids ids;
  CHECK(ids.add("20000", 1));
  for (int i = 1; i < 4000; ++i) CHECK(ids.add(std::to_string(i), i + 1));
  CHECK_FALSE(ids.add("20000", 5));
  CHECK(ids.add("20001", 6));
  CHECK_FALSE(ids.add("20000", 5));
  CHECK(ids.find("20000") == 1);
}

TEST_CASE("a mapping says what is wrong with it") {
  const auto fault = [](std::string_view json) {
    const auto rules = read_mapping("m.json", json);
    return rules ? std::string() : rules.error().message;
  };
  CHECK(fault(R"({"tables": {"a.tsv": {"kind": "claim"}}})") == "");
  CHECK(fault("{") .starts_with("m.json is no JSON"));
  CHECK(fault("[]") == "m.json has no \"tables\"");
  CHECK(fault(R"({"tables": {"a": {"kind": "planet"}}})") == "m.json on a: there is no kind 'planet'");
  CHECK(fault(R"({"tables": {"a": {"edge": "likes", "from": {}}}})") == "m.json on a: there is no edge 'likes'");
  CHECK(fault(R"({"tables": {"a": {"edge": "about"}}})") == "m.json on a: an edge needs \"from\"");
  CHECK(fault(R"({"tables": {"a": {}}})") == "m.json on a does not say what the table holds");
  CHECK(fault(R"({"tables": {"a": {"kind": "claim", "colour": 1}}})") ==
        "m.json on a says \"colour\", which means nothing there");
  CHECK(fault(R"({"tables": {"a": {"kind": "claim", "columns": {"x": {"to": "participants", "as": [{}]}}}}})") ==
        "m.json on a, column \"x\": \"as\" has no place for the cell");
}

TEST_CASE("rows that go on with others are found in any order, and all must be somebody's") {
  Folder folder;
  TableRule rule;
  rule.file = "pages.tsv";
  rule.what = TableRule::What::more;
  rule.id = "claim";
  const auto more_of = [&](std::string_view text) {
    auto table = Table::open(folder.write("pages.tsv", text), rule);
    if (!table) FAIL(table.error().message);
    return More(std::move(*table));
  };
  const auto page = [](More& more, std::string_view id) {
    const auto found = more.at(id);
    if (!found) return found.error().message;
    return *found ? std::string(more.table().cell(1)) : std::string("none");
  };
  More walked = more_of("claim\tpage\n1\ta\n2\tb\n3\tc\n");
  for (const auto& [id, expected] : {std::pair("1", "a"), std::pair("2", "b"), std::pair("3", "c")})
    CHECK(page(walked, id) == expected);
  CHECK(walked.finish("claim.tsv"));
  More mixed = more_of("claim\tpage\n1\ta\n3\tc\n2\tb\n");
  for (const auto& [id, expected] :
       {std::pair("1", "a"), std::pair("2", "b"), std::pair("3", "c"), std::pair("4", "none")})
    CHECK(page(mixed, id) == expected);
  CHECK(mixed.finish("claim.tsv"));
  More left = more_of("claim\tpage\n1\ta\n2\tb\n9\tz\n");
  CHECK(page(left, "1") == "a");
  CHECK(page(left, "2") == "b");
  CHECK(left.finish("claim.tsv").error().message == "pages.tsv, line 4: '9' is no id of claim.tsv");
  More twice = more_of("claim\tpage\n1\ta\n1\tb\n2\tc\n");
  CHECK(page(twice, "1") == "a");
  CHECK(page(twice, "2") == "pages.tsv, line 3: '1' has two rows");
}

TEST_CASE("what is loaded is the same, whether into a new base or into one that is there") {
  Folder folder;
  folder.write("source.csv", "id,title,year,doi,source\ns1,One,2001,10.1/X,\ns2,\"Two, or more\",,,\ns3,Cited,,,s2\n");
  folder.write("claim.csv", "id,source,quote,role,hedged,about\nc1,s1,Words.,finding,true,\"[\"\"a\"\",\"\"b\"\"]\"\nc2,s2,Others.,,,\n");
  folder.write("study.csv", "id,source,design,participants,response_rate\nt1,s1,rct,\"[{\"\"count\"\": 12}]\",62.5\n");
  folder.write("measure.csv", "id,label,alternatives,candidate\nm1,trust,\"[\"\"confidence\"\"]\",\nm2,beds,,true\nm3,faith,,\n");
  folder.write("broader.csv", "from,to\nm1,m3\n");
  folder.write("about.csv", "from,to,reason\nc1,m1,said\nc1,m2,\nc2,m2,\nc1,m1,said\n");
  folder.write("supports.csv", "from,to\nc2,c1\n");
  const Cancel never;
  const fs::path fresh = folder.path / "fresh.evd", held = folder.path / "held.evd";
  const auto loaded = load_tables(fresh, folder.path, {}, "test", never);
  if (!loaded) FAIL(loaded.error().message << " " << loaded.error().fix);
  { REQUIRE(Base::open(held, Access::create)); }
  const auto added = load_tables(held, folder.path, {}, "test", never);
  if (!added) FAIL(added.error().message);
  CHECK(loaded->items == 6);
  CHECK(loaded->concepts == 3);
  CHECK(loaded->links == 5);
  CHECK(added->added == loaded->added);
  const auto a = Base::open(fresh, Access::read), b = Base::open(held, Access::read);
  CHECK(*a->fingerprint() == *b->fingerprint());
  std::vector<std::string> items[2], links[2];
  for (int i : {0, 1}) {
    const Base& base = i ? *b : *a;
    REQUIRE(base.each_item([&](StoredItem&& s) { items[i].push_back(s.key + " " + s.item.passage.quote); }));
    REQUIRE(base.each_link([&](StoredLink&& l) {
      links[i].push_back(std::to_string(l.from) + " " + std::string(info(l.edge).name) + " " +
                         std::to_string(l.to_item) + l.to_concept + l.reason);
    }));
    CHECK(base.verify()->empty());
    CHECK(base.candidates()->size() == 1);
    CHECK(base.vocabulary()->concepts.size() == 2);
  }
  CHECK(items[0] == items[1]);
  CHECK(links[0] == links[1]);
  CHECK(items[0] == std::vector<std::string>{"s1 One", "c1 Words.", "t1 rct, [{\"count\": 12}], 62.5",
                                             "s2 Two, or more", "c2 Others.", "s3 Cited"});
  CHECK(links[0].size() == 4);
  const auto again = load_tables(fresh, folder.path, {}, "test", never);
  CHECK(again->added == 0);
  CHECK(again->changed == 0);
  CHECK(*Base::open(fresh, Access::read)->fingerprint() == *b->fingerprint());
}

TEST_CASE("many sources are read ahead in the same order, and reading stops when nobody takes any more") {
  Folder folder;
  std::string sources = "id,title\n", claims = "id,source,quote\n";
  for (int i = 1; i <= 3000; ++i) {
    sources += "source:" + std::to_string(i) + ",Title " + std::to_string(i) + "\n";
    for (const char* which : {"a", "b"})
      claims += "claim:" + std::to_string(i) + which + ",source:" + std::to_string(3001 - i) + ",Words " +
                std::to_string(i) + which + "\n";
  }
  folder.write("source.csv", sources);
  folder.write("claim.csv", claims);
  const Cancel never;
  REQUIRE(load_tables(folder.path / "e.evd", folder.path, {}, "test", never));
  const auto base = Base::open(folder.path / "e.evd", Access::read);
  std::vector<std::string> keys, expected;
  REQUIRE(base->each_item([&](StoredItem&& item) { keys.push_back(item.key); }));
  for (int i = 1; i <= 3000; ++i)
    for (const std::string& key : {"source:" + std::to_string(i), "claim:" + std::to_string(3001 - i) + "a",
                                   "claim:" + std::to_string(3001 - i) + "b"})
      expected.push_back(key);
  CHECK(keys == expected);
  struct Enough {};
  std::size_t taken = 0;
  CHECK_THROWS_AS((void)base->each_item([&](StoredItem&&) {
    if (++taken == 5) throw Enough();
  }),
                  Enough);
  CHECK(base->verify()->empty());
}

}  // namespace
}  // namespace evident::graph
