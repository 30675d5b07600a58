// A base of format 1 can be read as it is and becomes one of format 2 when it is written to.
#include <sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "graph/tables/load.hpp"
#include "unit/graph/evidence.hpp"
#include "unit/folder.hpp"

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

std::string sql(const fs::path& path, const std::string& statement) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  std::string result;
  char* message = nullptr;
  const auto row = [](void* into, int, char** values, char**) {
    static_cast<std::string*>(into)->append(values[0] ? values[0] : "NULL").append("\n");
    return 0;
  };
  sqlite3_exec(handle, statement.c_str(), row, &result, &message);
  if (message) result = message;
  sqlite3_free(message);
  sqlite3_close(handle);
  return result;
}

// What the second format changed, taken back.
constexpr const char* kFirstFormat = R"sql(
ALTER TABLE link RENAME TO link_2;
CREATE TABLE link (
  id INTEGER PRIMARY KEY, from_item INTEGER NOT NULL REFERENCES item(id), edge TEXT NOT NULL,
  to_item INTEGER REFERENCES item(id), to_concept TEXT, reason TEXT NOT NULL,
  CHECK ((to_item IS NULL) <> (to_concept IS NULL)));
CREATE INDEX link_from ON link(from_item);
CREATE INDEX link_to ON link(to_item) WHERE to_item IS NOT NULL;
CREATE INDEX link_concept ON link(to_concept) WHERE to_concept IS NOT NULL;
INSERT INTO link (from_item, edge, to_item, to_concept, reason)
  SELECT l.from_item, e.name, l.to_item, c.id, l.reason FROM link_2 l JOIN edge_kind e ON e.number = l.edge
  LEFT JOIN concept_id c ON c.number = l.to_concept ORDER BY l.from_item, l.ordinal;
DROP TABLE link_2; DROP TABLE edge_kind; DROP TABLE concept_id; DROP INDEX item_key; DROP INDEX item_retired;
ALTER TABLE concept DROP COLUMN loaded;
PRAGMA user_version = 1;
)sql";

std::vector<std::string> links_of(const Base& base) {
  std::vector<std::string> links;
  REQUIRE(base.each_link([&](StoredLink&& l) {
    links.push_back(std::to_string(l.from) + " " + std::string(info(l.edge).name) + " " +
                    std::to_string(l.to_item) + " " + l.to_concept + " " + l.reason);
  }));
  return links;
}

Written report(const char* name) {
  Written w(name, "A report\nBeds fell by a third.\nTrust matters.\n");
  const auto claim = w.add(Kind::claim, "Beds fell by a third.", {{Attribute::role, text("finding")}});
  const auto study = w.add(Kind::study, "Beds fell by a third.", {{Attribute::design, text("rct")}});
  w.link(claim, Edge::rests_on, study);
  w.link(claim, Edge::about, "urn:evident:measures/readmissions");
  w.candidate(Kind::success_factor, "candidate:success_factor/trust", "trust");
  w.link(w.add(Kind::success_factor, "Trust"), Edge::names, "candidate:success_factor/trust");
  return w;
}

TEST_CASE("a base of the first format is read as it is, and brought to the second when it is written to") {
  Folder folder;
  std::vector<std::string> links;
  std::string fingerprint;
  {
    auto base = Base::open(folder.base(), Access::create);
    REQUIRE(base->store_vocabulary(small_vocabulary(), "v1"));
    REQUIRE(base->store(report("a.txt").evidence, *base->begin_run("test"), "1"));
    links = links_of(*base);
    fingerprint = *base->fingerprint();
  }
  REQUIRE(links.size() == 3);
  REQUIRE(sql(folder.base(), kFirstFormat) == "");
  {
    const auto base = Base::open(folder.base(), Access::read);
    REQUIRE(base);
    CHECK(links_of(*base) == links);
    CHECK(*base->fingerprint() == fingerprint);
    CHECK(base->verify()->empty());
    CHECK(base->vocabulary()->concepts.size() == 2);
    CHECK(Graph::open(folder.base()));
  }
  CHECK(sql(folder.base(), "PRAGMA user_version") == "1\n");
  {
    auto base = Base::open(folder.base(), Access::write);
    REQUIRE(base);
    CHECK(links_of(*base) == links);
    CHECK(*base->fingerprint() == fingerprint);
    CHECK(base->verify()->empty());
    REQUIRE(base->store(report("a.txt").evidence, *base->begin_run("test"), "1"));
    CHECK(links_of(*base) == links);
    CHECK(*base->remove("a.txt") == 1);
    CHECK(links_of(*base).empty());
    CHECK(base->verify()->empty());
  }
  CHECK(sql(folder.base(), "PRAGMA user_version") == "2\n");
  CHECK(sql(folder.base(), "SELECT count(*) FROM concept_id") == "0\n");
}

TEST_CASE("a vocabulary leaves the concepts of tables alone, and takes over those it has itself") {
  Folder folder;
  std::ofstream(folder.path / "measure.csv")
      << "id,label\nm1,beds\nurn:evident:measures/readmissions,came back\n";
  const Cancel never;
  REQUIRE(load_tables(folder.base(), folder.path, {}, "test", never));
  auto base = Base::open(folder.base(), Access::write);
  CHECK(base->vocabulary()->concepts.size() == 2);
  REQUIRE(base->store_vocabulary(small_vocabulary(), "v1"));
  CHECK(base->verify()->empty());
  const auto all = base->vocabulary();
  REQUIRE(all->concepts.size() == 3);
  for (const Concept& c : all->concepts) CHECK(c.label != "came back");
  REQUIRE(base->store_vocabulary(Vocabulary{}, "v2"));
  CHECK(base->verify()->empty());
  REQUIRE(base->vocabulary()->concepts.size() == 1);
  CHECK(base->vocabulary()->concepts[0].id == "m1");
}

}  // namespace
}  // namespace evident::graph
