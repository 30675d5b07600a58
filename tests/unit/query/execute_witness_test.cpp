// What is said to be enough is enough: a library that holds nothing but the words of one witness set (with
// the source they stand in and what they rest on) still yields the row, and without any one of them it does
// not.
#include <catch2/catch.hpp>
#include <set>

#include "unit/query/evidence_world.hpp"

using namespace evident::query;
using namespace evident::query::testing;
using evident::graph::Graph;
using evident::graph::kNoNode;

namespace {

// The documents cut down to items with these words, and to what they rest on in the same document.
Graph only(const World& world, const std::set<std::string>& words) {
  std::vector<Document> documents;
  for (const Document& whole : world.documents) {
    const auto& evidence = whole.evidence;
    std::vector<bool> kept(evidence.items.size());
    for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = words.count(evidence.items[i].passage.quote) > 0;
    for (bool more = true; more;) {
      more = false;
      for (const auto& link : evidence.links) {
        const auto* to = std::get_if<std::uint32_t>(&link.to);
        if (!to || !kept[link.from] || kept[*to]) continue;
        kept[*to] = more = true;
      }
    }
    if (std::find(kept.begin(), kept.end(), true) == kept.end()) continue;
    kept[0] = true;
    Document cut = whole;
    cut.evidence.items.clear();
    cut.evidence.links.clear();
    std::vector<std::uint32_t> place(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (!kept[i]) continue;
      place[i] = static_cast<std::uint32_t>(cut.evidence.items.size());
      cut.evidence.items.push_back(evidence.items[i]);
    }
    for (const auto& link : evidence.links) {
      const auto* to = std::get_if<std::uint32_t>(&link.to);
      if (!kept[link.from] || (to && !kept[*to])) continue;
      auto moved = link;
      moved.from = place[link.from];
      if (to) moved.to = place[*to];
      cut.evidence.links.push_back(std::move(moved));
    }
    documents.push_back(std::move(cut));
  }
  return graph_of(documents, world.concepts);
}

// What a row is, whatever the graph numbers it.
std::string row_name(const Graph& graph, const Row& row) {
  if (row.node != kNoNode) return row.kind + " " + std::string(graph.label(row.node));
  std::string name;
  for (const CellValue& value : row.values)
    if (const auto* text = std::get_if<std::string>(&value)) name += *text + " | ";
  return name;
}

bool yields(const World& world, const std::set<std::string>& words, const char* question,
            const std::string& row) {
  const Graph graph = only(world, words);
  const auto answered = ask(graph, question, {});
  if (!answered) return false;  // a name that nothing bears any more
  for (const Row& one : answered->rows)
    if (row_name(graph, one) == row) return true;
  return false;
}

}  // namespace

TEST_CASE("a witness set alone yields its row, and no part of it does") {
  const World world = partnership_world();
  const Graph whole = graph_of(world.documents, world.concepts);
  std::size_t sets = 0, parts = 0;
  for (const char* question :
       {"which outcome measures have causal evidence?",
        "which measures have claims?",
        "which barriers are named by \"NHS\" and \"private sector\"?",
        "which barriers are named by \"NHS\" or \"private sector\"?",
        "which success factors are shared by at least 2 case studies?",
        "which success factors are shared by at least 3 case studies?",
        "which success factors are shared by more than 1 case examples?",
        "list claims about \"trust between partners\"",
        "list claims that are hedged",
        "which measures have opinions or have causal evidence?",
        "which measures have evidence from qualitative studies?",
        "which groups name barriers?",
        "list barriers | follow groups",
        "list success factors | follow case studies",
        "list barriers named by NHS | union (list barriers named by \"private sector\")",
        "list barriers named by NHS | intersect (list barriers named by \"private sector\")",
        "let @led = which case studies report \"leadership\"; list case studies | intersect @led",
        "list measures where number of claims >= 1",
        "match (c:claim)-[about]->(m:measure) | show c.text, m.name",
        "match (c:claim)-[about]->(m:measure), (c)-[rests_on]->(s:study) where s.design = randomised | show "
        "m.name, s.name",
        "match (n:mention)-[names]->(b:barrier), (n)-[named_by]->(g:group) | show b.name, g.name",
        "match (n:mention)-[names]->(b:barrier) where exists (n)-[named_by]->(:group) | show b.name"}) {
    const Answer found = answer(whole, question);
    INFO(question);
    CHECK_FALSE(found.rows.empty());
    for (const Row& row : found.rows) {
      const std::string name = row_name(whole, row);
      INFO(name);
      CHECK(row.witnesses.size() <= 16);
      for (const auto& set : row.witnesses) {
        std::set<std::string> words;
        for (const Witness& witness : set) words.insert(witness.quote);
        // What is listed must be named somewhere, also where what is said of it is said of a narrower thing.
        if (row.node != kNoNode && !whole.in(row.node, Edge::broader).empty())
          for (const Edge edge : {Edge::names, Edge::named_by})
            for (const auto mention : whole.in(row.node, edge))
              words.insert(std::string(whole.passage(mention)->quote));
        CHECK(yields(world, words, question, name));
        ++sets;
        for (const Witness& witness : set) {
          if (set.size() < 2) break;
          const std::string& one = witness.quote;
          INFO("without: " << one);
          auto rest = words;
          rest.erase(one);
          CHECK_FALSE(yields(world, rest, question, name));
          ++parts;
        }
      }
    }
  }
  CHECK(sets > 60);
  CHECK(parts > 20);
}
