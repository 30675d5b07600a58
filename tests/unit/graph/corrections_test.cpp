// What a reviewer decides is read instead of what was extracted, outlives a new ingest, and is taken back.
#include "graph/corrections.hpp"

#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "unit/folder.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

struct Library {
  Folder folder;
  std::filesystem::path path = folder.path / "library.evd";
  Base base;
  Written report{"report.txt", "A report\nBeds fell by a third.\nBeds rose.\nNo money.\nLack of money.\n"};

  Library() : base(open()) {
    report.add(Kind::claim, "Beds fell by a third.", {{Attribute::role, text("finding")}});
    report.add(Kind::claim, "Beds rose.", {{Attribute::role, text("finding")}});
    report.candidate(Kind::barrier, "candidate:barrier/no money", "No money");
    report.candidate(Kind::barrier, "candidate:barrier/lack of money", "Lack of money");
    report.link(report.add(Kind::barrier, "No money."), Edge::names, "candidate:barrier/no money");
    report.link(report.add(Kind::barrier, "Lack of money."), Edge::names, "candidate:barrier/lack of money");
    report.link(1, Edge::may_contradict, 2);
    store("1");
  }
  void store(std::string_view version) {
    const auto run = base.begin_run("test");
    REQUIRE(run);
    REQUIRE(base.store(report.evidence, *run, version));
  }
  StoredItem item(std::string_view quote) const {
    std::optional<StoredItem> found;
    REQUIRE(base.each_item([&](StoredItem&& item) {
      if (item.item.passage.quote == quote) found = std::move(item);
    }));
    REQUIRE(found);
    return std::move(*found);
  }
  std::size_t links(Edge edge) const {
    std::size_t n = 0;
    REQUIRE(base.each_link([&](StoredLink&& link) { n += link.edge == edge; }));
    return n;
  }
  Correction correct(std::string item, std::string field, std::optional<std::string> value) {
    auto kept = base.correct({0, {}, std::move(item), std::move(field), std::move(value), "Ada", "read it again", {}});
    if (!kept) FAIL(kept.error().message);
    return *kept;
  }
  Code refused(std::string item, std::string field, std::optional<std::string> value) {
    const auto kept = base.correct({0, {}, std::move(item), std::move(field), std::move(value), "Ada", "why", {}});
    REQUIRE(!kept);
    CHECK(!kept.error().fix.empty());
    return kept.error().code;
  }

 private:
  Base open() const {
    auto opened = Base::open(path, Access::create);
    if (!opened) FAIL(opened.error().message);
    return std::move(*opened);
  }
};

TEST_CASE("a corrected attribute is read instead of the extracted one, survives a new ingest and is taken back") {
  Library library;
  const std::string key = library.item("Beds rose.").key, before = *library.base.fingerprint();
  library.correct(key, "role", "opinion");
  CHECK(library.item("Beds rose.").item.is(Attribute::role, "opinion"));
  CHECK(library.item("Beds rose.").item.reason == "as written; role corrected by Ada: read it again");
  CHECK(*library.base.fingerprint() != before);
  library.store("2");
  CHECK(library.item("Beds rose.").item.is(Attribute::role, "opinion"));
  const Correction last = library.correct(key, "role", "Background");  // by its words; the later one counts
  CHECK(library.item("Beds rose.").item.is(Attribute::role, "background"));
  REQUIRE(library.base.undo(last.number, "Bob"));
  CHECK(library.item("Beds rose.").item.is(Attribute::role, "opinion"));
  CHECK(!library.base.undo(last.number, "Bob"));
  library.correct(key, "role", {});
  CHECK(library.item("Beds rose.").item.text(Attribute::role) == nullptr);
  CHECK(library.base.corrections(key)->size() == 3);
  CHECK(library.base.corrections()->at(1).undone.find(" by Bob") != std::string::npos);
  CHECK(library.base.verify()->empty());
}

TEST_CASE("the graph beside a base is made anew when something was decided or taken back") {
  Library library;
  const auto first = Graph::open(library.path, Files::real());
  REQUIRE(first);
  const Correction kept = library.correct(library.item("Beds rose.").key, "role", "opinion");
  const auto second = Graph::open(library.path, Files::real());
  REQUIRE(second);
  CHECK(second->fingerprint() != first->fingerprint());
  REQUIRE(library.base.undo(kept.number, "Ada"));
  const auto third = Graph::open(library.path, Files::real());
  REQUIRE(third);
  CHECK(third->fingerprint() == first->fingerprint());
}

TEST_CASE("a contradiction is confirmed or refused, and the offer goes either way") {
  Library library;
  const std::string one = library.item("Beds fell by a third.").key, other = library.item("Beds rose.").key;
  const Correction yes = library.correct(one, "contradicts", other);
  CHECK(library.links(Edge::contradicts) == 1);
  CHECK(library.links(Edge::may_contradict) == 0);
  library.correct(other, "not contradicts", one);  // said of the same pair, the other way round
  CHECK(library.links(Edge::contradicts) == 0);
  CHECK(library.links(Edge::may_contradict) == 0);
  REQUIRE(library.base.undo(2, "Ada"));
  REQUIRE(library.base.undo(yes.number, "Ada"));
  CHECK(library.links(Edge::contradicts) == 0);
  CHECK(library.links(Edge::may_contradict) == 1);
}

TEST_CASE("two names become one thing with both names") {
  Library library;
  library.correct("candidate:barrier/lack of money", std::string(kSameAs), "candidate:barrier/no money");
  std::size_t named = 0;
  REQUIRE(library.base.each_link([&](StoredLink&& link) { named += link.to_concept == "candidate:barrier/no money"; }));
  CHECK(named == 2);
  CHECK(library.base.candidates()->empty());
  const auto vocabulary = library.base.vocabulary();
  REQUIRE(vocabulary);
  REQUIRE(vocabulary->concepts.size() == 1);
  CHECK(vocabulary->concepts[0].label == "No money");
  CHECK(vocabulary->concepts[0].alternatives == std::vector<std::string>{"Lack of money"});
  CHECK(library.refused("candidate:barrier/no money", std::string(kSameAs), "candidate:barrier/lack of money") == Code::bad_argument);
  REQUIRE(library.base.undo(1, "Ada"));
  CHECK(library.base.candidates()->size() == 2);
  CHECK(library.base.vocabulary()->concepts.empty());
}

TEST_CASE("what cannot be corrected is refused with what can") {
  Library library;
  const std::string claim = library.item("Beds rose.").key, barrier = library.item("No money.").key;
  CHECK(library.refused("no such key", "role", "opinion") == Code::not_found);
  CHECK(library.refused(claim, "colour", "red") == Code::bad_argument);
  CHECK(library.refused(claim, "role", "joke") == Code::bad_argument);
  CHECK(library.refused(claim, "contradicts", barrier) == Code::bad_argument);
  CHECK(library.refused(claim, "contradicts", claim) == Code::bad_argument);
  CHECK(library.refused("candidate:barrier/no money", std::string(kSameAs), "candidate:barrier/none") == Code::not_found);
  CHECK(library.base.corrections()->empty());
}

TEST_CASE("what was decided about a removed source goes with it") {
  Library library;
  library.correct(library.item("Beds rose.").key, "role", "opinion");
  library.correct("candidate:barrier/lack of money", std::string(kSameAs), "candidate:barrier/no money");
  REQUIRE(library.base.remove("report.txt"));
  CHECK(library.base.corrections()->empty());
}

}  // namespace
}  // namespace evident::graph
