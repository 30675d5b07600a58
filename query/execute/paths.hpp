// How one thing is connected to another: chains of things of which each two neighbours stand in one passage.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/bind/plan.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/quote.hpp"

namespace evident::query {

struct Chain {
  struct Hop {
    graph::Node from, to;
    std::vector<graph::Node> passages;  // each shows it, what rests on more first; or
    bool pairs = false;                 // each two of them: one claim about the other
  };
  std::vector<Hop> hops;
  std::size_t steps = 0;      // passages on the way
  std::uint32_t weakest = 0;  // asked for by strength: that of its weakest passage; 0: no evidence
};
struct Chains {
  std::vector<Chain> found;  // shortest first
  bool more = false;         // there are others, or the search was cut short
  // Where nothing leads there: passages of one source that speak of either, a pair a source.
  std::vector<std::pair<graph::Node, graph::Node>> beside;
  std::size_t near = 0;      // things within so many steps of where it should lead
};

inline constexpr std::size_t kChains = 10;

// "trust → shared goals → quality of life", with a quotation a hop.
// strongest: with how strong its weakest link is.
Row chain_row(const graph::Graph& graph, const Chain& chain, bool strongest, Quoter& quoter);

// At most `most` of them.
Chains chains(Evaluator& evaluator, const Connected& asked, std::size_t most = kChains);

// What a chain leads over; the rest are the passages between.
bool is_station(graph::Kind kind);
// "trust → shared goals → quality of life".
std::string chain_words(const graph::Graph& graph, const std::vector<graph::Node>& stations);

}  // namespace evident::query
