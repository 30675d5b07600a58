// Of many rows only those that are shown are put in order: they must be those that putting all in order gives.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <tuple>

#include "query/execute/order.hpp"
#include "unit/query/evidence_world.hpp"

using namespace evident::query;
using namespace evident::query::testing;
using evident::graph::Graph;
using evident::graph::Node;

namespace {

// Claims of few words, so that many begin alike or are the same, some with letters that are none of ASCII, at the beginning
// and behind it.
Graph many_claims() {
  constexpr const char* kWords[] = {"Trust", "trust,", "among", "“staff”", "état", "can't", "a", "(grew)", "co\xC2\xAD\noperation", "2019"};
  std::mt19937 next(7);
  std::vector<Document> documents;
  for (int d = 0; d < 3; ++d) {
    documents.emplace_back("many-" + std::to_string(d) + ".txt", Attributes{{Attribute::year, Value(std::int64_t{2000 + d})}});
    for (int i = 0; i < 7'500; ++i) {
      std::string words;
      for (std::size_t w = 0, n = 1 + next() % 6; w < n; ++w) words += (w ? " " : "") + std::string(kWords[next() % std::size(kWords)]);
      documents.back().claim(words, i % 3 ? "finding" : "opinion", "none");
    }
  }
  return graph_of(documents, {});
}

std::vector<Node> nodes_of(const Answer& answer) {
  std::vector<Node> nodes;
  for (const Row& row : answer.rows) nodes.push_back(row.node);
  return nodes;
}

}  // namespace

TEST_CASE("the first of many rows are those that all in order begin with") {
  const Graph graph = many_claims();
  std::vector<std::tuple<std::string, std::string, Node>> labels;
  for (auto range = graph.nodes(Kind::claim); range.first < range.last; ++range.first)
    labels.emplace_back(order_key(graph.label(range.first)), graph.id(range.first), range.first);
  REQUIRE(labels.size() > 20'000);
  std::sort(labels.begin(), labels.end());
  std::vector<Node> by_label, latest;
  for (const auto& [key, id, node] : labels) by_label.push_back(node);
  for (const char* name : {"many-2.txt", "many-1.txt", "many-0.txt"})
    for (const Node node : by_label)
      if (graph.text(graph.in(node, Edge::contains).front(), Attribute::file) == name) latest.push_back(node);
  const auto first = [](const std::vector<Node>& of, std::size_t n) { return std::vector<Node>(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(n)); };
  for (const std::size_t rows : {1u, 20u, 5'000u, 10'000u}) {
    AskOptions options;
    options.rows = rows;
    const Answer all = answer(graph, "list claims", options);
    CHECK(all.total_rows == labels.size());
    CHECK(nodes_of(all) == first(by_label, rows));
    CHECK(nodes_of(answer(graph, "list claims | sort by year descending", options)) == first(latest, rows));
  }
  CHECK(nodes_of(answer(graph, "list claims | limit 50")) == first(by_label, 50));
  CHECK(nodes_of(answer(graph, "list claims | sort by year descending | limit 50")) == first(latest, 50));
  CHECK(nodes_of(answer(graph, "list claims | skip 9000 | limit 10")) ==
        std::vector<Node>(by_label.begin() + 9'000, by_label.begin() + 9'010));
  CHECK(answer(graph, "how many claims?").number == static_cast<double>(labels.size()));
}
