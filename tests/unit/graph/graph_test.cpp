// The read interface over evidence written by hand.
#include "graph/graph.hpp"

#include "graph/mapped/build.hpp"
#include "graph/mapped/sealed_file.hpp"
#include "support/text.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

Written joint_teams() {
  Written w("field-2003.txt",
            "Joint teams\nReadmission rates fell because teams shared records.\nManagers named "
            "trust.\nLittle evidence exists of cost.\n");
  w.evidence.items[0].set(Attribute::authors, std::vector<std::string>{"Field, J.", "Edward van der Peck"});
  w.evidence.items[0].set(Attribute::year, std::int64_t{2003});
  w.add(
      Kind::claim, "Readmission rates fell because teams shared records.",
      {{Attribute::role, text("finding")}, {Attribute::causal, text("causal")}, {Attribute::hedged, false}});
  const auto mention =
      w.add(Kind::measure, "Readmission rates", {{Attribute::name, text("readmission rates")}});
  w.link(mention, Edge::names, "urn:evident:measures/readmissions");
  w.link(1, Edge::about, "urn:evident:measures/readmissions");
  w.candidate(Kind::success_factor, "candidate:success_factor/trust", "trust");
  w.link(w.add(Kind::success_factor, "trust", {{Attribute::rank, std::int64_t{1}}}), Edge::names,
         "candidate:success_factor/trust");
  w.add(Kind::study, "Managers named trust.", {{Attribute::participants, Json(Json::Array{})}});
  return w;
}
Graph graph_of(const std::vector<DocumentEvidence>& documents) {
  auto graph = build_graph(input_of(documents, small_vocabulary()));
  if (!graph) FAIL(graph.error().message);
  return std::move(*graph);
}

TEST_CASE("nodes are grouped by kind; mentions and the things they name are apart") {
  const Graph g = graph_of({joint_teams().evidence});
  CHECK(g.nodes(Kind::source).size() == 1);
  CHECK(g.nodes(Kind::claim).size() == 1);
  CHECK(g.nodes(Kind::mention).size() == 2);
  CHECK(g.nodes(Kind::measure).size() == 2);
  CHECK(g.nodes(Kind::success_factor).size() == 1);
  std::size_t count = 0;
  g.each_node([&](Kind kind, Node n) {
    ++count;
    CHECK(g.kind(n) == kind);
  });
  CHECK(count == g.count_nodes());
  const Node trust = g.nodes(Kind::success_factor).first;
  CHECK(g.label(trust) == "trust");
  CHECK(g.choice(trust, Attribute::candidate) == 1);
  CHECK_FALSE(g.passage(trust));
  const auto mentions = g.in(trust, Edge::names);
  REQUIRE(mentions.size() == 1);
  CHECK(g.number(mentions[0], Attribute::rank) == 1.0);
  CHECK(g.passage(mentions[0])->quote == "trust");
}

TEST_CASE("what was worked out of a graph is made once and kept under its name") {
  const Graph g = graph_of({joint_teams().evidence});
  int made = 0;
  const auto make = [&] { return std::vector<int>(3, ++made); };
  const auto first = g.kept<std::vector<int>>("threes", make);
  CHECK(g.kept<std::vector<int>>("threes", make) == first);
  CHECK(*first == std::vector<int>(3, 1));
  CHECK(*g.kept<std::vector<int>>("other threes", make) == std::vector<int>(3, 2));
  CHECK(made == 2);
  const auto nested = g.kept<int>("of another", [&] { return g.kept<std::vector<int>>("threes", make)->front() + 1; });
  CHECK(*nested == 2);  // what is being made may ask for what is kept
}

TEST_CASE("columns: what is missing is nothing, never false or zero") {
  const Graph g = graph_of({joint_teams().evidence});
  const Node source = 0, claim = g.nodes(Kind::claim).first, study = g.nodes(Kind::study).first;
  CHECK(g.text(source, Attribute::title) == "Joint teams");
  CHECK(g.number(source, Attribute::year) == 2003.0);
  CHECK_FALSE(g.has(source, Attribute::doi));
  CHECK_FALSE(g.choice(source, Attribute::doc_type));
  CHECK(g.text(source, Attribute::file) == "field-2003.txt");
  REQUIRE(g.list(source, Attribute::authors).size() == 2);
  CHECK(g.string(g.list(source, Attribute::authors)[1]) == "Edward van der Peck");
  CHECK(g.choice(claim, Attribute::hedged) == 0);
  CHECK(g.choice(claim, Attribute::role) == static_cast<std::uint8_t>(choice::role::finding));
  CHECK_FALSE(g.has(claim, Attribute::polarity));
  CHECK_FALSE(g.has(claim, Attribute::doi));  // no such attribute
  CHECK_FALSE(g.has(study, Attribute::participants));
  CHECK(g.satisfies(claim, {{Attribute::role, {4, static_cast<std::uint8_t>(choice::role::finding)}}}));
  CHECK_FALSE(g.satisfies(claim, {{Attribute::polarity, {0}}}));
}

TEST_CASE("every item is contained in its source, which is its passage's") {
  const Graph g = graph_of({joint_teams().evidence});
  const auto contained = g.out(0, Edge::contains);
  CHECK(contained.size() == 4);
  for (Node n : contained) CHECK(g.passage(n)->source == 0);
  CHECK(g.passage(0)->source == 0);
}

TEST_CASE("names: labels, synonyms, titles, files and authors, by label_key") {
  const Graph g = graph_of({joint_teams().evidence});
  for (std::string_view name :
       {"Joint Teams", "Field", "van der Peck", "Field 2003", "Field and van der Peck",
        "Field & van der Peck 2003", "Field and van der Peck 2003", "Field et al 2003", "field-2003.txt",
        "field-2003"}) {
    INFO(name);
    const auto nodes = g.named(label_key(name));
    REQUIRE(nodes.size() ==
            (name == "Field" || name == "van der Peck" ? 2 : 1));  // a work's, and an author's
    CHECK(nodes[0] == 0);
  }
  for (std::string_view name : {"readmissions", "Readmission rate", "readmission rates"}) {
    INFO(name);
    REQUIRE(g.named(label_key(name)).size() == 1);
    CHECK(g.id(g.named(label_key(name))[0]) == "urn:evident:measures/readmissions");
  }
  CHECK(g.named("no such thing").empty());
  CHECK(g.named("").empty());
  for (std::size_t i = 1; i < g.num_names(); ++i) CHECK(g.name(i - 1).key < g.name(i).key);
}

TEST_CASE("mentioning finds whole words next to each other, whatever their inflection") {
  const Graph g = graph_of({joint_teams().evidence});
  const Node claim = g.nodes(Kind::claim).first;
  const auto holds = [&](std::string_view words, Node node) {
    const auto found = g.mentioning(words);
    CHECK(std::is_sorted(found.begin(), found.end()));
    return std::find(found.begin(), found.end(), node) != found.end();
  };
  CHECK(holds("readmission rate", claim));
  CHECK(holds("TEAM sharing record", claim));
  CHECK(holds("team", claim));
  CHECK_FALSE(holds("record shared", claim));      // order
  CHECK_FALSE(holds("readmission fell", claim));   // not next to each other
  CHECK_FALSE(holds("tea", claim));                // whole words
  CHECK_FALSE(holds("records. Managers", claim));  // not across items
  CHECK(g.mentioning("").empty());
  CHECK(g.mentioning("…").empty());
  CHECK(g.mentioning("zebra").empty());
}

TEST_CASE("documents are ordered by name, whatever order they came in; the bytes are equal") {
  Written a("a.txt", "Alpha\nBeds fell.\n"), b("b.txt", "Beta\nBeds rose.\n");
  a.add(Kind::claim, "Beds fell.");
  b.add(Kind::claim, "Beds rose.");
  GraphInput one = input_of({a.evidence, b.evidence}), two = input_of({b.evidence, a.evidence});
  one.fingerprint = two.fingerprint = "same";
  const auto first = build_mapped(one), second = build_mapped(two);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(*first == *second);
}

TEST_CASE("links to what does not exist are refused, not dropped") {
  Written a("a.txt", "Alpha\nBeds fell.\n");
  a.link(a.add(Kind::claim, "Beds fell."), Edge::about, "urn:evident:nowhere");
  const auto graph = build_graph(input_of({a.evidence}));
  REQUIRE_FALSE(graph);
  CHECK(graph.error().code == Code::corrupt);
  CHECK(graph.error().message.find("urn:evident:nowhere") != std::string::npos);
}

TEST_CASE("a value that its attribute cannot have is refused") {
  Written a("a.txt", "Alpha\nBeds fell.\n");
  a.add(Kind::claim, "Beds fell.", {{Attribute::role, text("hearsay")}});
  CHECK_FALSE(build_graph(input_of({a.evidence})));
}

TEST_CASE("an empty graph is a graph") {
  const Graph g = graph_of({});
  CHECK(g.nodes(Kind::source).size() == 0);
  CHECK(g.nodes(Kind::measure).size() == 2);
}

// Raising kMappedVersion is the way to change the layout: this digest then changes with it.
TEST_CASE("a mapped file: every truncation is refused, every flipped byte is refused, found or without effect") {
  auto bytes = build_mapped(input_of({joint_teams().evidence}, small_vocabulary()));
  REQUIRE(bytes);
  const auto whole = Graph::from_bytes(owned_bytes(*bytes));
  REQUIRE(whole);
  CHECK(whole->verify().empty());
  MappedHeader header;
  std::memcpy(&header, bytes->data(), sizeof header);
  std::vector<bool> holds(bytes->size(), false);  // bytes that are in a section, not between two
  for (std::uint32_t i = 0; i < header.sections; ++i) {
    SectionEntry entry;
    std::memcpy(&entry, bytes->data() + header.table + i * sizeof entry, sizeof entry);
    std::fill_n(holds.begin() + static_cast<std::ptrdiff_t>(entry.offset), entry.size, true);
  }
  for (std::size_t at = 0; at < bytes->size(); at += 1 + at / 997) {
    std::string broken = *bytes;
    broken[at] = static_cast<char>(broken[at] ^ 0x20);
    const auto graph = Graph::from_bytes(owned_bytes(broken));
    if (at < sizeof header || at >= header.table) CHECK_FALSE(graph);
    if (holds[at]) CHECK((!graph || !graph->verify().empty()));
    CHECK_FALSE(Graph::from_bytes(owned_bytes(bytes->substr(0, at))));
  }
}

// An answer that touches a damaged block is known to be none; one that does not is as it was.
TEST_CASE("damage is found when its block is first read, not before and not never") {
  auto bytes = build_mapped(input_of({joint_teams().evidence}, small_vocabulary()));
  REQUIRE(bytes);
  const auto at = bytes->find("Joint teams");
  REQUIRE(at != std::string::npos);
  (*bytes)[at] = 'P';
  const auto graph = Graph::from_bytes(owned_bytes(*bytes));
  REQUIRE(graph);
  CHECK(graph->nodes(Kind::claim).size() == 1);
  CHECK(graph->out(0, Edge::contains).size() == 4);
  CHECK(graph->damage().empty());
  CHECK(graph->label(0).empty());
  CHECK(graph->damage().find("string_bytes") != std::string::npos);
}

// A byte changed *with* its checksum: whatever is accepted must be safe to read.
TEST_CASE("a mapped file with a fitting checksum and wrong numbers cannot be believed into a crash") {
  auto bytes = build_mapped(input_of({joint_teams().evidence}, small_vocabulary()));
  REQUIRE(bytes);
  std::size_t refused = 0;
  for (std::size_t at = sizeof(MappedHeader); at < bytes->size(); ++at) {
    std::string broken = *bytes;
    broken[at] = static_cast<char>(broken[at] ^ 0x81);
    seal(broken);
    const auto graph = Graph::from_bytes(owned_bytes(broken));
    if (!graph) {
      ++refused;
      continue;
    }
    graph->each_node([&](Kind, Node n) {
      (void)graph->label(n).size();
      (void)graph->id(n).size();
      if (const auto p = graph->passage(n)) CHECK(graph->kind(p->source) == Kind::source);
      for (const EdgeInfo& e : edges()) {
        for (Node to : graph->out(n, e.id)) CHECK(to < graph->num_nodes());
        for (Node to : graph->neighbours(e.id, true)[n]) CHECK(to < graph->num_nodes());
        for (Node to : graph->neighbours(e.id, false)[n]) CHECK(to < graph->num_nodes());
      }
    });
    (void)graph->mentioning("readmission rates fell");
  }
  CHECK(refused > 0);
}

}  // namespace
}  // namespace evident::graph
