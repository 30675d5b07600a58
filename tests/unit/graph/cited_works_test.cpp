// What references name is one source a work, held or only cited; what a reviewer says of two sources counts above the rule.
#include <algorithm>
#include <map>

#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "unit/folder.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

Value year(int of) { return std::int64_t{of}; }
Value names(std::vector<std::string> all) { return all; }

struct Citing : Written {
  Citing(const std::string& name, const std::string& text) : Written(name, text) {}
  std::uint32_t cites(std::string_view words, std::vector<std::pair<Attribute, Value>> attributes,
                      std::string_view kind = "citation") {
    attributes.emplace_back(Attribute::ref_kind, text(kind));
    const std::uint32_t at = add(Kind::reference, words, std::move(attributes));
    if (kind != "self") link(0, Edge::cites, at);
    return at;
  }
};

struct Shelf {
  Folder folder;
  std::filesystem::path path = folder.path / "library.evd";
  Base base;

  Shelf() : base(open()) {}
  void store(const Written& one) {
    const auto run = base.begin_run("test");
    REQUIRE(run);
    const auto kept = base.store(one.evidence, *run, "1");
    if (!kept) FAIL(kept.error().message);
  }
  std::vector<StoredItem> sources() const {
    std::vector<StoredItem> all;
    REQUIRE(base.each_item([&](StoredItem&& item) {
      if (item.item.kind == Kind::source) all.push_back(std::move(item));
    }));
    return all;
  }
  // "title < title": who cites whom, by the titles, from sources only.
  std::vector<std::string> citations() const {
    std::map<std::int64_t, std::string> title;
    for (const StoredItem& s : sources()) title[s.id] = s.item.text(Attribute::title) ? *s.item.text(Attribute::title) : "?";
    std::vector<std::string> all;
    REQUIRE(base.each_link([&](StoredLink&& link) {
      if (link.edge == Edge::cites && title.contains(link.from))
        all.push_back(title[link.from] + " > " + (title.contains(link.to_item) ? title[link.to_item] : "a reference"));
    }));
    std::sort(all.begin(), all.end());
    return all;
  }
  std::string key_of(std::string_view title) const {
    for (const StoredItem& s : sources())
      if (s.item.text(Attribute::title) && *s.item.text(Attribute::title) == title) return s.key;
    FAIL("no such source");
    return {};
  }
  Result<Correction> say(std::string item, std::string_view field, std::string value) {
    return base.correct({0, {}, std::move(item), std::string(field), std::move(value), "Ada", "looked at both", {}});
  }

 private:
  Base open() const {
    auto opened = Base::open(path, Access::create);
    REQUIRE(opened);
    return std::move(*opened);
  }
};

Citing north() {
  Citing one("north.txt", "Care in the north\nRoe J. Sharing budgets between two councils. 2001.\nPoe A. Rivers. 1999.\n");
  one.cites("Roe J. Sharing budgets between two councils. 2001.",
            {{Attribute::title, text("Sharing budgets between two councils")}, {Attribute::authors, names({"Roe J."})}, {Attribute::year, year(2001)}});
  one.cites("Poe A. Rivers. 1999.",
            {{Attribute::title, text("Rivers")}, {Attribute::authors, names({"Poe A."})}, {Attribute::year, year(1999)}});
  return one;
}
Citing south() {
  Citing one("south.txt", "Care in the south\nRoe, J (2001) Sharing budgets between two councils, doi 10.5/SHARE\nPoe, A. Rivers, 1999\nA remark.\n");
  one.cites("Roe, J (2001) Sharing budgets between two councils, doi 10.5/SHARE",
            {{Attribute::title, text("Sharing Budgets Between Two Councils")},
             {Attribute::authors, names({"Roe, Jane"})},
             {Attribute::year, year(2001)},
             {Attribute::doi, text("10.5/SHARE")}},
            "footnote");
  one.cites("Poe, A. Rivers, 1999",
            {{Attribute::title, text("Rivers")}, {Attribute::authors, names({"Poe, A."})}, {Attribute::year, year(1999)}});
  one.cites("A remark.", {});
  return one;
}

TEST_CASE("one work is one source, whoever cites it and however") {
  Shelf shelf;
  shelf.store(south());
  shelf.store(north());
  const auto all = shelf.sources();
  REQUIRE(all.size() == 4);
  CHECK(all[0].item.text(Attribute::file) != nullptr);
  CHECK(all[1].follows());
  CHECK(all[1].source == all[0].id);
  CHECK(all[1].item.passage.quote == "Roe J. Sharing budgets between two councils. 2001.");
  CHECK(*all[1].item.text(Attribute::doi) == "10.5/SHARE");  // told by the other reference
  CHECK(shelf.citations() == std::vector<std::string>{"Care in the north > Rivers", "Care in the north > Sharing budgets between two councils",
                                                      "Care in the south > Rivers", "Care in the south > Sharing budgets between two councils",
                                                      "Care in the south > a reference"});
}

TEST_CASE("the works are the same whatever came first, and keep their keys when others cite them too") {
  Shelf one, other;
  one.store(south());
  const std::string before = one.key_of("Sharing Budgets Between Two Councils");
  one.store(north());
  other.store(north());
  other.store(south());
  std::vector<std::string> a, b;
  for (const StoredItem& s : one.sources()) a.push_back(s.key);
  for (const StoredItem& s : other.sources()) b.push_back(s.key);
  CHECK(a == b);
  CHECK(one.key_of("Sharing budgets between two councils") == before);
  const auto found = one.base.items_with_key(before.substr(0, 12), 2);
  REQUIRE(found);
  REQUIRE(found->size() == 1);
  CHECK(found->front().follows());
}

TEST_CASE("a work that is held is no other source") {
  Shelf shelf;
  shelf.store(north());
  Written held("rivers.txt", "Rivers\nThey rise.\n");
  held.evidence.items[0].set(Attribute::authors, names({"Ann Poe"}));
  held.evidence.items[0].set(Attribute::year, year(1999));
  shelf.store(held);
  CHECK(shelf.sources().size() == 3);
  CHECK(shelf.citations() == std::vector<std::string>{"Care in the north > Rivers", "Care in the north > Sharing budgets between two councils"});
}

TEST_CASE("another year, author or DOI is another work; no work cites itself") {
  Shelf shelf;
  Citing one("a.txt", "A review of everything\nLong enough to be one title A.\nLong enough to be one title B.\nLong enough to be one title C.\nSelf.\nHow to cite.\n");
  const auto like = [&](std::string_view words, int when, std::string who, std::string doi) {
    std::vector<std::pair<Attribute, Value>> all{{Attribute::title, text("Long enough to be one title")}, {Attribute::year, year(when)}, {Attribute::authors, names({who})}};
    if (!doi.empty()) all.emplace_back(Attribute::doi, text(doi));
    one.cites(words, all);
  };
  like("Long enough to be one title A.", 2001, "Roe J", "10.5/a");
  like("Long enough to be one title B.", 2002, "Roe J", "");
  like("Long enough to be one title C.", 2001, "Doe J", "");
  one.evidence.items[0].set(Attribute::doi, text("10.5/self"));
  one.cites("Self.", {{Attribute::doi, text("10.5/SELF")}});
  one.cites("How to cite.", {{Attribute::title, text("A review of everything")}}, "self");
  shelf.store(one);
  CHECK(shelf.sources().size() == 4);
  const auto citations = shelf.citations();
  CHECK(citations.size() == 4);
  CHECK(std::count(citations.begin(), citations.end(), "A review of everything > a reference") == 1);
}

TEST_CASE("a reviewer says that two are one work, or two, and takes it back") {
  Shelf shelf;
  shelf.store(north());
  Written article("article.txt", "Sharing budgets\nIt was cheap.\n"), preprint("preprint.txt", "Shared budgets\nIt was cheap, we think.\n");
  article.add(Kind::claim, "It was cheap.");
  preprint.add(Kind::claim, "It was cheap, we think.");
  shelf.store(article);
  shelf.store(preprint);
  REQUIRE(shelf.sources().size() == 5);
  const std::string one = shelf.key_of("Shared budgets"), other = shelf.key_of("Sharing budgets"),
                    cited = shelf.key_of("Sharing budgets between two councils");
  const auto claims = [&] {
    std::size_t n = 0;
    REQUIRE(shelf.base.each_item([&](StoredItem&& item) { n += item.item.kind == Kind::claim; }));
    return n;
  };
  REQUIRE(shelf.say(one, kSameWork, other));
  CHECK(shelf.sources().size() == 4);
  CHECK(claims() == 1);
  CHECK(shelf.key_of("Sharing budgets") == other);
  REQUIRE(shelf.say(cited, kSameWork, one));  // which the other stands for
  CHECK(shelf.sources().size() == 3);
  CHECK(shelf.citations() == std::vector<std::string>{"Care in the north > Rivers", "Care in the north > Sharing budgets"});
  CHECK(!shelf.say(cited, kSameWork, other));  // they are already
  CHECK(!shelf.say(one, kSameWork, one));
  REQUIRE(shelf.say(cited, kOtherWork, one));
  CHECK(shelf.sources().size() == 4);
  REQUIRE(shelf.base.undo(1, "Ada"));
  CHECK(shelf.sources().size() == 5);
  CHECK(claims() == 2);
  REQUIRE(Graph::open(shelf.path));
}

TEST_CASE("a larger graph that only grew knows what new references name") {
  Shelf shelf;
  shelf.store(north());
  const Graph::Opening at_once{.extend_from = 0};
  REQUIRE(Graph::open(shelf.path, Files::real(), at_once));
  Citing fresh("west.txt", "Care in the west\nMoe B. Wells and springs of the region. 2003.\n");
  fresh.cites("Moe B. Wells and springs of the region. 2003.",
              {{Attribute::title, text("Wells and springs of the region")}, {Attribute::authors, names({"Moe B."})}, {Attribute::year, year(2003)}});
  shelf.store(fresh);
  shelf.store(south());  // cites what was cited before
  const auto grown = Graph::open(shelf.path, Files::real(), at_once);
  const auto anew = Graph::open(shelf.path, Files::real(), {.rebuild = true});
  REQUIRE(grown);
  REQUIRE(anew);
  const auto cited = [](const Graph& graph) {
    std::vector<std::string> all;
    const NodeRange range = graph.nodes(Kind::source);
    for (Node n = range.first; n < range.last; ++n)
      for (const Node to : graph.out(n, Edge::cites))
        all.push_back(std::string(graph.id(n)) + " " + std::string(graph.id(to)));
    std::sort(all.begin(), all.end());
    return all;
  };
  CHECK(cited(*grown) == cited(*anew));
  CHECK(cited(*anew).size() == 6);
}

}  // namespace
}  // namespace evident::graph
