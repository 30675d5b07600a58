// What is made from the mapped graph is believed only if no block of it was found damaged meanwhile; else the graph is
// rebuilt from the base and it is made again.
#pragma once
#include <optional>
#include <type_traits>

#include "app/commands.hpp"
#include "graph/graph.hpp"

namespace evident::app {

// make(graph), and again with a rebuilt one where needed. graph: opened, and replaced by the rebuilt one.
template <class Make>
auto believed(const Common& common, graph::Graph& graph, Make&& make)
    -> Result<std::invoke_result_t<Make, const graph::Graph&>> {
  auto made = make(static_cast<const graph::Graph&>(graph));
  if (graph.damage().empty()) return made;
  EV_TRY(graph, graph::Graph::open(common.base, Files::real(), {.rebuild = true}));
  made = make(static_cast<const graph::Graph&>(graph));
  if (const std::string damage = graph.damage(); !damage.empty())
    return fail(Code::corrupt, damage + ", and so is the one made in its place",
                "look at the disk; another program may be changing the file");
  return made;
}

}  // namespace evident::app
