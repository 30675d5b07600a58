// Turtle is read back by serd, JSON-LD as JSON, GraphML by what its keys declare; copies are whole. What other readers make of
// them is in tests/behaviour/exports.py.
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "graph/base.hpp"
#include "graph/base/copy.hpp"
#include "graph/exchange/rdf.hpp"
#include "graph/vocabulary/skos.hpp"
#include "support/json.hpp"
#include "unit/folder.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

using Catch::Contains;

const std::string kHostile = "He said \"\"\"no\"\"\" \\ <b>&amp; \t 100% of {it} é 公 😀 @en ^^<x> ]]> .";

struct Filled : Folder {
  Filled() {
    Written d("report.txt", "Die Übersicht\nEr sagt: " + kHostile + " Trust cut readmissions.\nTrust grew.\n");
    d.evidence.items[0].set(Attribute::authors, std::vector<std::string>{"Baker, Bea", "Able <A>"});
    d.evidence.items[0].set(Attribute::year, std::int64_t{2003});
    d.evidence.items[0].set(Attribute::venue, text("Journal of \"Care\""));
    d.add(Kind::claim, kHostile, {{Attribute::role, text("opinion")}});
    const auto cut = d.add(Kind::claim, "Trust cut readmissions.", {{Attribute::role, text("finding")}, {Attribute::hedged, false}});
    const auto grew = d.add(Kind::claim, "Trust grew.");
    const auto barrier = d.add(Kind::barrier, "Er sagt");
    d.link(cut, Edge::about, "urn:evident:measures/readmissions");
    d.link(cut, Edge::may_support, grew);
    d.candidate(Kind::barrier, "candidate:barrier/vat \"regimes\"", "VAT \"regimes\"");
    d.link(barrier, Edge::names, "candidate:barrier/vat \"regimes\"");
    auto base = Base::open(this->base(), Access::create);
    REQUIRE(base);
    REQUIRE(base->store_vocabulary(small_vocabulary(), "v"));
    const auto run = base->begin_run("1");
    REQUIRE(run);
    const auto stored = base->store(d.evidence, *run, "1");
    if (!stored) FAIL(stored.error().message);
    REQUIRE(base->finish_run(*run));
    REQUIRE(base->each_item([&](StoredItem&& item) { keys[item.item.passage.quote] = item.key; }));
  }
  Selection everything;
  Cancel cancel;
  std::map<std::string, std::string> keys;  // by quotation
};

std::string whole(Result<std::string> text) {
  if (!text) FAIL(text.error().message);
  return std::move(*text);
}

const Json* by_id(const Json& document, const std::string& id) {
  for (const Json& one : *document.find("@graph")->array())
    if (*one.find("@id")->string() == id && one.find("@type")) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("the vocabulary in the Turtle that is written is the one that is read") {
  Filled f;
  const std::string turtle = whole(as_turtle(f.base(), f.everything, f.cancel));
  Vocabulary read;
  const auto done = read_skos("export.ttl", turtle, read);
  if (!done) FAIL(done.error().message + "\n" + turtle);
  std::map<std::string, Concept> found;
  for (const Concept& c : read.concepts) found[c.id] = c;
  for (const Concept& c : small_vocabulary().concepts) {
    REQUIRE(found.contains(c.id));
    CHECK(found[c.id].label == c.label);
    CHECK(found[c.id].alternatives == c.alternatives);
    CHECK(found[c.id].broader == c.broader);
    CHECK(found[c.id].kind == c.kind);
  }
  CHECK(found["urn:evident:candidate:barrier/vat%20%22regimes%22"].label == "VAT \"regimes\"");
}

TEST_CASE("JSON-LD holds passages with their words, their places in characters and in bytes") {
  Filled f;
  const auto document = parse_json(whole(as_json_ld(f.base(), f.everything, f.cancel)));
  REQUIRE(document);
  const Json* claim = by_id(*document, "urn:evident:item:" + f.keys[kHostile]);
  REQUIRE(claim);
  const auto& selectors = *claim->find("oa:hasTarget")->find("oa:hasSelector")->array();
  REQUIRE(selectors.size() == 3);
  CHECK(*selectors[0].find("oa:exact")->string() == kHostile);
  CHECK(*selectors[0].find("oa:prefix")->string() == "Die Übersicht\nEr sagt: ");
  CHECK(*selectors[1].find("oa:start")->find("@value")->string() == "23");  // the Ü is one character and two bytes
  CHECK(*selectors[2].find("oa:start")->find("@value")->string() == "24");
  const Json* source = by_id(*document, "urn:evident:item:" + f.keys["Die Übersicht"]);
  REQUIRE(source);
  const auto& authors = *source->find("bibo:authorList")->find("@list")->array();
  REQUIRE(authors.size() == 2);  // in their order
  CHECK(*authors[0].find("@id")->string() == "urn:evident:author:Baker,%20Bea");
  CHECK(*authors[1].find("@id")->string() == "urn:evident:author:Able%20%3CA%3E");
}

TEST_CASE("a selection has its items, their sources and concepts, and nothing else") {
  Filled f;
  Selection some;
  some.everything = false;
  some.ids = {f.keys["Die Übersicht"], f.keys["Trust cut readmissions."]};
  std::sort(some.ids.begin(), some.ids.end());
  const std::string json = whole(as_json_ld(f.base(), some, f.cancel));
  CHECK_THAT(json, Contains(f.keys["Trust cut readmissions."]) && Contains("measures/readmissions") && Contains("outcome-measure"));
  CHECK_THAT(json, !Contains("urn:evident:item:" + f.keys[kHostile]) && !Contains("regimes"));
  CHECK_THAT(json, !Contains("may_support"));  // its other end is not there
}

TEST_CASE("without text only the first words are written, and the hash of all") {
  Filled f;
  f.everything.words = 2;
  for (const auto write : {as_turtle, as_json_ld, as_graphml}) {
    const std::string out = whole(write(f.base(), f.everything, f.cancel));
    CHECK_THAT(out, Contains("Trust cut …") && !Contains("Trust cut readmissions"));
    CHECK_THAT(out, Contains(sha256_hex("Trust cut readmissions.")));
  }
}

TEST_CASE("GraphML declares every key that it uses, and every edge joins two nodes") {
  Filled f;
  const std::string xml = whole(as_graphml(f.base(), f.everything, f.cancel));
  std::set<std::string> keys, nodes;
  std::istringstream lines(xml);
  std::size_t edges = 0;
  const auto attribute = [](const std::string& line, const std::string& name, std::size_t from = 0) {
    const auto at = line.find(name + "=\"", from);
    REQUIRE(at != std::string::npos);
    return line.substr(at + name.size() + 2, line.find('"', at + name.size() + 2) - at - name.size() - 2);
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("<key")) keys.insert(attribute(line, "id"));
    if (line.starts_with("<node")) nodes.insert(attribute(line, "id"));
    if (line.starts_with("<edge")) {
      ++edges;
      CHECK(nodes.contains(attribute(line, "source")));
      CHECK(nodes.contains(attribute(line, "target")));
    }
    for (auto at = line.find("<data"); at != std::string::npos; at = line.find("<data", at + 1))
      CHECK(keys.contains(attribute(line, "key", at)));
  }
  CHECK(nodes.size() == 5 + 3);  // items and concepts
  CHECK(edges == 4 + 3 + 1);     // contains, links, broader
}

TEST_CASE("a copy is the same base, and takes the place of what stood there") {
  Filled f;
  const auto to = f.write("copy.evd", "something else");
  REQUIRE(copy_base(f.base(), to));
  const auto a = Base::open(f.base(), Access::read), b = Base::open(to, Access::read);
  REQUIRE(b);
  CHECK(a->fingerprint().value() == b->fingerprint().value());
  CHECK(b->verify().value().empty());
  CHECK_FALSE(copy_base(f.base(), f.base()));
  CHECK_FALSE(copy_base(f.path / "nothing.evd", to));
  CHECK(runs_of(f.base()).value().size() == 1);
}

}  // namespace evident::graph
