// Breadth-first search of Boost.Graph over the mapped file itself, without a copy: the undirected view, with
// the edges that may not be used filtered out.
#include "graph/mapped/distances.hpp"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/two_bit_color_map.hpp>
#include <boost/pending/queue.hpp>

#include "graph/mapped/boost_graph.hpp"

namespace evident::graph {
namespace {

struct Usable {
  const std::function<bool(Edge, Node, Node)>* along = nullptr;
  bool operator()(const EdgeDescriptor& edge) const { return (*along)(edge.kind, edge.from, edge.to); }
};

struct Enough {};  // everything that is near enough has been seen

class Measure : public boost::default_bfs_visitor {
 public:
  Measure(std::vector<std::uint32_t>& to, std::uint32_t most, const std::function<bool()>& step)
      : to_(&to), most_(most), step_(&step) {}
  template <class G>
  void examine_vertex(Node node, const G&) {
    if ((*to_)[node] >= most_) throw Enough{};
  }
  template <class G>
  void examine_edge(const EdgeDescriptor&, const G&) {
    if (!(*step_)()) throw Enough{};
  }
  template <class G>
  void tree_edge(const EdgeDescriptor& edge, const G&) {
    (*to_)[edge.to] = (*to_)[edge.from] + 1;
  }

 private:
  std::vector<std::uint32_t>* to_;
  std::uint32_t most_;
  const std::function<bool()>* step_;
};

}  // namespace

std::vector<std::uint32_t> distances(const Graph& graph, std::span<const Node> ends, std::uint32_t most,
                                     const std::function<bool(Edge, Node, Node)>& along,
                                     const std::function<bool()>& step) {
  std::vector<std::uint32_t> to(graph.num_nodes(), kFar);
  for (const Node end : ends) to[end] = 0;
  const WholeView whole(graph);
  const Undirected<WholeView> both{&whole};
  const boost::filtered_graph<Undirected<WholeView>, Usable> view(both, Usable{&along});
  boost::queue<Node> queue;
  const auto colours = boost::make_two_bit_color_map(index_bound(whole), get(boost::vertex_index, whole));
  try {
    boost::breadth_first_visit(view, ends.begin(), ends.end(), queue, Measure(to, most, step), colours);
  } catch (const Enough&) {
  }
  return to;
}

}  // namespace evident::graph
