// What is said more than once counts once: a restatement with what it restates, a translation with what it
// translates, a digest with the work it digests. The edges of the graph say so; everything that counts asks
// here.
#pragma once
#include <cstddef>
#include <vector>

#include "graph/graph.hpp"
#include "graph/node_set.hpp"

namespace evident::query {

using graph::NodeSet;

// What the node says again, else itself: nodes with the same first telling are one thing, which counts once.
// Of a digest it is the work, which need not be held: then an entry of it stands for it.
graph::Node first_telling(const graph::Graph& graph, graph::Node node);
// Leaves each thing once, as it is first told; returns how many went. Sources all stay: each is a document of
// its own, whatever work it tells of.
std::size_t leave_out_repeats(const graph::Graph& graph, NodeSet& set);
// Works among these sources, each once; again: how many sources tell of a work that is counted already.
std::size_t works_among(const graph::Graph& graph, std::vector<graph::Node> sources,
                        std::size_t* again = nullptr);

}  // namespace evident::query
