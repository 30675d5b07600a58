// New documents behind a graph that stands: what is read must be what a graph built anew gives, whatever the numbers
// of its nodes.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "graph/base.hpp"
#include "graph/graph.hpp"
#include "unit/folder.hpp"
#include "unit/graph/evidence.hpp"

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

class Library {
 public:
  Library() {
    auto base = Base::open(path(), Access::create);
    REQUIRE(base);
    base_.emplace(std::move(*base));
    REQUIRE(base_->store_vocabulary(small_vocabulary(), "1"));
  }
  fs::path path() const { return folder_.base(); }
  fs::path added() const { return folder_.path / "evidence.evd.graph.added"; }
  void store(const DocumentEvidence& evidence) {
    const auto run = base_->begin_run("test");
    REQUIRE(run);
    const auto outcome = base_->store(evidence, *run, "1");
    if (!outcome) FAIL(outcome.error().message);
    REQUIRE(base_->finish_run(*run));
  }
  Base& base() { return *base_; }
  Graph open(Graph::Opening how = {}) {
    auto graph = Graph::open(path(), Files::real(), how);
    if (!graph) FAIL(graph.error().message);
    return std::move(*graph);
  }
  Graph extended() { return open({.extend_from = 0}); }

 private:
  Folder folder_;
  std::optional<Base> base_;
};

// A study whose finding says of trust what `polarity` says, by an author of its own and one whom all share.
DocumentEvidence study(const std::string& name, const std::string& polarity, int year = 2003) {
  Written w(name + ".txt", "Study of " + name + "\nWe asked " + name + " people.\nTrust in " + name +
                               " changed outcomes.\nStaff lacked time in " + name + ".\n");
  w.evidence.items[0].set(Attribute::authors, std::vector<std::string>{"Field, J.", name + ", A."});
  w.evidence.items[0].set(Attribute::year, std::int64_t{year});
  const auto study = w.add(Kind::study, "We asked " + name + " people.", {{Attribute::design, text("rct")}});
  const auto claim = w.add(Kind::claim, "Trust in " + name + " changed outcomes.",
                           {{Attribute::role, text("finding")}, {Attribute::polarity, text(polarity)}});
  w.link(claim, Edge::rests_on, study);
  w.link(claim, Edge::about, "urn:evident:measures/readmissions");
  w.candidate(Kind::barrier, "candidate:barrier/lack of time", "lack of time");
  w.candidate(Kind::barrier, "candidate:barrier/" + name, "time in " + name);
  const auto shared = w.add(Kind::barrier, "Staff lacked time", {{Attribute::rank, std::int64_t{1}}});
  w.link(shared, Edge::names, "candidate:barrier/lack of time");
  const auto own = w.add(Kind::barrier, "time in " + name, {{Attribute::rank, std::int64_t{7}}});
  w.link(own, Edge::names, "candidate:barrier/" + name);
  return w.evidence;
}

// All that can be read of a graph, by ids, so that the numbers of nodes do not show.
std::string all_of(const Graph& g) {
  std::map<std::string, std::string> nodes;
  const auto ids = [&g](std::span<const Node> some) {
    std::vector<std::string> all;
    for (const Node n : some) all.emplace_back(g.id(n));
    std::sort(all.begin(), all.end());
    std::string text;
    for (const auto& id : all) text += " " + id;
    return text;
  };
  std::vector<Neighbours> out, in;
  for (const EdgeInfo& e : edges()) {
    out.push_back(g.neighbours(e.id, true));
    in.push_back(g.neighbours(e.id, false));
  }
  g.each_node([&](Kind kind, Node n) {
    std::ostringstream all;
    all << info(kind).name << " '" << g.label(n) << "' " << g.reason(n) << " words " << g.num_words(n);
    if (const auto p = g.passage(n))
      all << " @" << g.id(p->source) << ":" << p->begin << "-" << p->end << " '" << p->quote << "' " << p->section << " "
          << p->page << "/" << p->paragraph;
    for (const Attribute a : info(kind).attributes) {
      if (!g.has(n, a)) continue;
      all << "\n    " << info(a).name << "=";
      switch (info(a).type) {
        case Type::choice: all << int{*g.choice(n, a)} << "," << int{g.choices(kind, a)[n]}; break;
        case Type::boolean: all << int{*g.choice(n, a)} << "," << int{g.choices(kind, a)[n]}; break;
        case Type::integer:
        case Type::number:
        case Type::year: all << *g.number(n, a) << "," << g.numbers(kind, a)[n]; break;
        case Type::texts:
          for (const auto s : g.list(n, a)) all << g.string(s) << ";";
          break;
        default: all << g.text(n, a);
      }
    }
    for (const EdgeInfo& e : edges()) {
      const auto k = static_cast<std::size_t>(e.id);
      all << "\n    " << e.name << " >" << ids(g.out(n, e.id)) << " <" << ids(g.in(n, e.id));
      CHECK(ids(out[k][n]) == ids(g.out(n, e.id)));
      CHECK(ids(in[k][n]) == ids(g.in(n, e.id)));
      CHECK(std::is_sorted(g.in(n, e.id).begin(), g.in(n, e.id).end()));
    }
    CHECK(g.find(g.id(n)) == n);
    nodes[std::string(g.id(n))] = all.str();
  });
  std::ostringstream text;
  for (const auto& [id, all] : nodes) text << id << ": " << all << "\n";
  for (std::size_t i = 0; i < g.num_names(); ++i) {
    const auto name = g.name(i);
    CHECK(ids(g.named(name.key)) == ids(name.nodes));
    text << "name " << name.key << " '" << name.shown << "'" << ids(name.nodes) << "\n";
  }
  for (std::size_t i = 0; i < g.num_stems(); ++i) {
    text << "stem " << g.stem_at(i);
    std::map<std::string, std::uint32_t> found;
    Node last = 0;
    for (const auto& one : g.occurrences({std::string(g.stem_at(i))})) {
      CHECK(one.node >= last);
      last = one.node;
      found[std::string(g.id(one.node))] = one.times;
    }
    for (const auto& [id, times] : found) text << " " << id << "x" << times;
    text << "\n";
  }
  text << "phrase" << ids(g.mentioning("changed outcomes")) << "\n";
  for (const KindInfo& k : kinds())
    for (const Attribute a : k.attributes)
      if (info(a).type == Type::choice)
        for (std::uint8_t value = 0; value < info(a).choices.size(); ++value) {
          NodeSet set(g.num_nodes());
          g.select(k.id, {{a, {value}}}, set);
          std::vector<Node> members;
          set.each([&](Node n) { members.push_back(n); });
          CHECK(g.count(k.id, {{a, {value}}}) == members.size());
          if (!members.empty()) text << k.name << " " << info(a).name << " " << int{value} << ids(members) << "\n";
        }
  for (const KindInfo& k : kinds())
    for (const Attribute a : k.attributes) {
      std::size_t with = 0;
      for (NodeRange r = g.nodes(k.id); r.first < r.last; ++r.first) with += g.has(r.first, a);
      CHECK(g.count_with(k.id, a) == with);
    }
  std::set<std::string> parts{"a", "trust", " time", "zz", "", std::string(300, 'a')};
  for (std::size_t i = 0; i < g.num_names(); ++i)  // of all lengths, from every place
    for (std::size_t at = 0; at < g.name(i).key.size(); ++at) parts.emplace(g.name(i).key.substr(at, 2 + at % 5));
  for (const std::string& part : parts) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < g.num_names(); ++i)
      if (g.name(i).key.find(part) != std::string_view::npos) found.push_back(i);
    CHECK(g.names_with(part) == found);
  }
  const auto all = static_cast<Node>(g.num_nodes());
  for (const EdgeInfo& e : edges())
    for (const bool forwards : {true, false}) {
      const Neighbours next = g.neighbours(e.id, forwards);
      for (const auto& [begin, end] : {std::pair{Node{0}, all}, {Node{1}, all - 1}, {all / 3, all / 2}, {all / 2, all / 2}}) {
        std::vector<Node> taken, with_some;
        next.each_with_some(begin, end, [&](Node n) { taken.push_back(n); });
        for (Node n = begin; n < end; ++n)
          if (!next[n].empty()) with_some.push_back(n);
        CHECK(std::includes(taken.begin(), taken.end(), with_some.begin(), with_some.end()));
        CHECK((taken.empty() || (taken.front() >= begin && taken.back() < end)));
      }
    }
  text << g.count_nodes() << " nodes, " << g.num_edges() << " edges, " << g.num_words() << " words, "
       << g.num_quotations() << " quotations, " << g.fingerprint() << "\n";
  return text.str();
}

TEST_CASE("new documents behind a graph read as in a graph built anew") {
  Library library;
  library.store(study("Alder", "positive"));
  library.store(study("Birch", "positive", 2010));
  (void)library.open();
  CHECK_FALSE(fs::exists(library.added()));
  library.store(study("Cedar", "negative"));
  library.store(study("Dogwood", "positive", 1999));
  const std::string extended = all_of(library.extended());
  REQUIRE(fs::exists(library.added()));
  CHECK(extended == all_of(library.extended()));  // from its file
  CHECK(extended == all_of(library.open({.rebuild = true})));
  CHECK_FALSE(fs::exists(library.added()));
}

TEST_CASE("what changes more than new documents do is built anew") {
  Library library;
  library.store(study("Alder", "positive"));
  library.store(study("Birch", "negative"));
  (void)library.open();
  library.store(study("Cedar", "negative"));
  (void)library.extended();
  REQUIRE(fs::exists(library.added()));
  SECTION("a document is replaced") {
    DocumentEvidence changed = study("Alder", "negative");
    changed.text += "More.\n";
    changed.content_hash = sha256_hex(changed.text);
    library.store(changed);
  }
  SECTION("a document is removed") { CHECK(library.base().remove("Birch.txt") == std::size_t{1}); }
  SECTION("the vocabulary is another") {
    Vocabulary other = small_vocabulary();
    other.concepts[1].label = "returns";
    REQUIRE(library.base().store_vocabulary(other, "2"));
  }
  const Graph graph = library.extended();
  CHECK_FALSE(fs::exists(library.added()));
  CHECK(all_of(graph) == all_of(library.open({.rebuild = true})));
}

TEST_CASE("a damaged file of additions is made again") {
  Library library;
  library.store(study("Alder", "positive"));
  (void)library.open();
  library.store(study("Cedar", "negative"));
  const std::string right = all_of(library.extended());
  for (const std::uintmax_t cut : {1u, 100u, 3000u}) {
    fs::resize_file(library.added(), fs::file_size(library.added()) - cut);
    CHECK(all_of(library.extended()) == right);
  }
}

}  // namespace
}  // namespace evident::graph
