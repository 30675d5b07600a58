// Chains against all of them, found by trying every one: in small libraries made at random, the same each time.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "query/prepared.hpp"
#include "unit/query/evidence_world.hpp"

using namespace evident;
using namespace evident::query;
using namespace evident::query::testing;
using evident::graph::Graph;
using evident::graph::kNoNode;
using evident::graph::Node;

namespace {

constexpr std::array<std::string_view, 8> kThings{"alder", "birch", "cedar", "elder", "hazel", "maple", "rowan", "willow"};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<std::size_t>(state_ >> 33) % n;
  }

 private:
  std::uint64_t state_;
};

// Claims about one to three things each, some of them evidence of differing strength.
Graph library(std::uint64_t seed) {
  Dice dice(seed);
  Document document("trees.txt", {{Attribute::doc_type, std::string("study")}});
  constexpr std::string_view kDesigns[] = {"rct", "quasi_experimental", "before_after", "survey"};
  std::vector<std::uint32_t> studies;
  for (const auto design : kDesigns)
    studies.push_back(document.add(Kind::study, "A study by " + std::string(design) + ".",
                                   {{Attribute::design, std::string(design)}}));
  const std::size_t claims = 6 + dice.below(14);
  for (std::size_t i = 0; i < claims; ++i) {
    std::set<std::string> about;
    for (std::size_t n = 1 + dice.below(3); n > 0; --n)
      about.insert("urn:" + std::string(kThings[dice.below(kThings.size())]));
    const bool finding = dice.below(3) != 0;
    const auto claim = document.claim("Claim number " + std::to_string(i) + ".", finding ? "finding" : "opinion",
                                      finding ? "causal" : "none", {about.begin(), about.end()});
    if (finding) document.link(claim, Edge::rests_on, studies[dice.below(studies.size())]);
  }
  std::vector<graph::Concept> concepts;
  for (const auto thing : kThings)
    concepts.push_back(concept_of("urn:" + std::string(thing), Kind::measure, std::string(thing), {}, "outcome"));
  return graph_of({document}, std::move(concepts));
}

struct Way {
  std::size_t steps = 0;
  int weakest = 0;
  std::string words;
};

// Every chain of different things in which a claim joins each two neighbours and speaks of none before them.
class Every {
 public:
  Every(const Graph& graph, Node from, Node to, std::size_t most) : graph_(graph), to_(to), most_(most) {
    chain_.push_back(from);
    go(5);
  }
  std::vector<Way> found;

 private:
  bool about(Node claim, Node thing) const {
    const auto all = graph_.out(claim, Edge::about);
    return std::find(all.begin(), all.end(), thing) != all.end();
  }
  int strength(Node claim) const {
    const auto rating = graph_.choice(claim, Attribute::rating);
    return rating ? *rating + 1 : 0;
  }
  void go(int weakest) {
    if (chain_.back() == to_) {
      std::string words;
      for (const Node n : chain_) words += (words.empty() ? "" : " → ") + std::string(graph_.label(n));
      found.push_back({chain_.size() - 1, weakest, words});
      return;
    }
    if (chain_.size() > most_) return;
    const auto things = graph_.nodes(Kind::measure);
    for (Node next = things.first; next < things.last; ++next) {
      if (std::find(chain_.begin(), chain_.end(), next) != chain_.end()) continue;
      int strongest = -1;
      for (const Node claim : graph_.in(next, Edge::about)) {
        if (!about(claim, chain_.back())) continue;
        const bool earlier = std::any_of(chain_.begin(), chain_.end() - 1, [&](Node e) { return about(claim, e); });
        if (!earlier) strongest = std::max(strongest, strength(claim));
      }
      if (strongest < 0) continue;
      chain_.push_back(next);
      go(std::min(weakest, strongest));
      chain_.pop_back();
    }
  }

  const Graph& graph_;
  Node to_;
  std::size_t most_;
  std::vector<Node> chain_;
};

std::string said(int weakest) {
  constexpr std::string_view kWords[] = {"no evidence", "weak", "limited", "moderate", "strong"};
  return std::string(kWords[weakest]);
}

TEST_CASE("chains are all there are, the shortest or the strongest first, and the first alone is one of the shortest") {
  std::size_t compared = 0, long_ones = 0, several = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Graph graph = library(seed);
    const auto things = graph.nodes(Kind::measure);
    for (Node from = things.first; from < things.last; from += 2) {
      const Node to = things.first + static_cast<Node>((from - things.first + 1 + seed % 6) % things.size());
      if (from == to || graph.in(from, Edge::about).empty() || graph.in(to, Edge::about).empty()) continue;
      const std::string question = "how is exactly \"" + std::string(graph.label(from)) + "\" connected to exactly \"" +
                                   std::string(graph.label(to)) + "\" within 5 steps over about";
      INFO("library " << seed << ": " << question);
      auto every = Every(graph, from, to, 5).found;
      std::stable_sort(every.begin(), every.end(), [](const Way& a, const Way& b) { return a.steps < b.steps; });
      const Answer shortest = answer(graph, question);
      REQUIRE(shortest.rows.size() == std::min<std::size_t>(10, every.size()));
      std::map<std::string, Way> known;
      for (const Way& way : every) known.emplace(way.words, way);
      std::set<std::string> seen;
      for (std::size_t i = 0; i < shortest.rows.size(); ++i) {
        CHECK(std::get<double>(shortest.rows[i].values[0]) == static_cast<double>(every[i].steps));
        const auto& words = std::get<std::string>(shortest.rows[i].values[1]);
        CHECK(seen.insert(words).second);
        REQUIRE(known.count(words) == 1);
        CHECK(known[words].steps == every[i].steps);
      }
      CHECK(noticed(shortest, "N31") == (every.size() > 10));

      std::stable_sort(every.begin(), every.end(), [](const Way& a, const Way& b) {
        return a.weakest != b.weakest ? a.weakest > b.weakest : a.steps < b.steps;
      });
      const Answer strongest = answer(graph, question + " by the strongest way");
      REQUIRE(strongest.rows.size() == shortest.rows.size());
      for (std::size_t i = 0; i < strongest.rows.size(); ++i) {
        CHECK(std::get<double>(strongest.rows[i].values[0]) == static_cast<double>(every[i].steps));
        CHECK(std::get<std::string>(strongest.rows[i].values[2]) == said(every[i].weakest));
        const auto& words = std::get<std::string>(strongest.rows[i].values[1]);
        REQUIRE(known.count(words) == 1);
        CHECK(said(known[words].weakest) == said(every[i].weakest));
      }

      auto prepared = Prepared::prepare(graph, question + " | limit 1");
      REQUIRE(prepared);
      std::string rows;
      REQUIRE(prepared->rows({}, 0, nullptr, rows));
      CHECK(rows == cells_json(answer(graph, question + " | limit 1")));
      ++compared;
      several += every.size() > 10;
      long_ones += !every.empty() && std::get<double>(shortest.rows[0].values[0]) >= 3;
    }
  }
  CHECK(compared > 150);
  CHECK(several > 5);
  CHECK(long_ones > 5);
}

}  // namespace
