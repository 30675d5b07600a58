// How long the algorithms take over a base, beside Boost.Graph's own over its own containers and over the mapped
// graph itself, on the same data in the same run: influence and what hangs together over citations, the shortest
// way between two measures over what claims are about, clusters of measures. Medians of --rounds (11), by the clock
// and of the processor's time of all threads, which says more where others use the machine. What each finds is
// compared, so that nobody is fast by finding something else; it measures and never fails.
//
//   bench_algorithms BASE [--rounds N] [--between ID ID]
#include <fmt/format.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/two_bit_color_map.hpp>
#include <chrono>
#include <ctime>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "graph/algorithms/betweenness.hpp"
#include "graph/algorithms/communities.hpp"
#include "graph/algorithms/components.hpp"
#include "graph/algorithms/page_rank.hpp"
#include "graph/algorithms/paths.hpp"
#include "graph/algorithms/together.hpp"
#include "graph/mapped/boost_graph.hpp"

namespace {

using namespace evident;
using namespace evident::graph;

constexpr std::uint64_t kPlenty = 1'000'000'000'000;
int rounds = 11;

double processor_time() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}
double median(std::vector<double> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}
struct Time {
  double clock, processor;  // milliseconds
};
Time timed(const std::function<void()>& work) {
  std::vector<double> clock, processor;
  for (int i = 0; i < rounds; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const double used = processor_time();
    work();
    processor.push_back(processor_time() - used);
    clock.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  return {median(std::move(clock)), median(std::move(processor))};
}
void tell(const std::string& what, Time time, const std::string& found) {
  fmt::print("{:<52} {:>10.3f} ms {:>10.3f} ms   {}\n", what, time.clock, time.processor, found);
}

using Rows = boost::compressed_sparse_row_graph<boost::directedS>;
using Lists = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
using UndirectedLists = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;

std::string top_of(const std::vector<double>& rank) {
  std::vector<std::uint32_t> places(rank.size());
  std::iota(places.begin(), places.end(), 0u);
  const auto n = std::min<std::size_t>(20, places.size());
  std::partial_sort(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(n), places.end(),
                    [&](auto a, auto b) { return rank[a] != rank[b] ? rank[a] > rank[b] : a < b; });
  places.resize(n);
  std::sort(places.begin(), places.end());
  std::uint64_t mix = 0;
  for (const auto p : places) mix = mix * 1'000'003 + p;
  return fmt::format("first 20: {:016x}", mix);
}

void over_citations(const Graph& graph) {
  const NodeRange works = graph.nodes(Kind::source);
  Network network = Network::over(graph, Edge::cites, works);
  fmt::print("\n{} works, {} citations\n", network.size(), network.num_edges());
  tell("citations of the mapped graph as a network", timed([&] { network = Network::over(graph, Edge::cites, works); }),
       "no edge copied");
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (std::uint32_t i = 0; i < network.size(); ++i)
    for (const auto to : network.out(i)) edges.emplace_back(i, network.place(to));
  const Lists lists(edges.begin(), edges.end(), network.size());

  PageRank ours;
  const Time own_ms = timed([&] {
    Budget budget(kPlenty);
    ours = page_rank(network, {}, budget);
  });
  tell(fmt::format("influence, solved in {} pass{}", ours.passes, ours.passes == 1 ? "" : "es"), own_ms, top_of(ours.rank));
  std::vector<double> theirs(network.size());
  const Time ms = timed([&] {
    boost::graph::page_rank(lists,
                            boost::make_iterator_property_map(theirs.begin(), get(boost::vertex_index, lists)),
                            boost::graph::n_iterations(20), 0.85, network.size());
  });
  tell("  Boost.Graph, adjacency_list, 20 rounds", ms, top_of(theirs));

  Parts parts;
  Time own = timed([&] {
    Budget budget(kPlenty);
    parts = connected_parts(network, budget);
  });
  tell("separate groups", own, fmt::format("{} groups", parts.sizes.size()));
  const UndirectedLists undirected(edges.begin(), edges.end(), network.size());
  std::vector<int> of(network.size());
  int count = 0;
  own = timed([&] { count = boost::connected_components(undirected, of.data()); });
  tell("  Boost.Graph, adjacency_list", own, fmt::format("{} groups", count));

  own = timed([&] {
    Budget budget(kPlenty);
    parts = strong_parts(network, budget);
  });
  tell("strong groups", own, fmt::format("{} groups", parts.sizes.size()));
  const Rows rows(boost::edges_are_sorted, edges.begin(), edges.end(), network.size());
  own = timed([&] {
    count = static_cast<int>(boost::strong_components(
        rows, boost::make_iterator_property_map(of.begin(), get(boost::vertex_index, rows))));
  });
  tell("  Boost.Graph, compressed_sparse_row_graph", own, fmt::format("{} groups", count));

  Betweenness between;
  own = timed([&] {
    Budget budget(kPlenty);
    between = betweenness(network, {16, 16, 2}, budget);
  });
  tell("centrality, ways of 16 works followed, 2 threads", own, fmt::format("{} works joined", between.joined));
}

struct Found {};
class Until : public boost::default_bfs_visitor {
 public:
  Until(std::vector<std::uint32_t>& distance, Node end) : distance_(&distance), end_(end) {}
  template <class G>
  void tree_edge(const typename boost::graph_traits<G>::edge_descriptor& edge, const G& graph) {
    (*distance_)[target(edge, graph)] = (*distance_)[source(edge, graph)] + 1;
    if (target(edge, graph) == end_) throw Found{};
  }

 private:
  std::vector<std::uint32_t>* distance_;
  Node end_;
};

void between_measures(const Graph& graph, Node from, Node to) {
  fmt::print("\nthe shortest way from {} to {} over what claims are about\n", graph.id(from), graph.id(to));
  Ways ways;
  const Node begin[] = {from}, end[] = {to};
  Time ms = timed([&] {
    Budget budget(kPlenty);
    ways = shortest_ways(graph, Edge::about, begin, end, 12, 1, budget);
  });
  tell("from both ends", ms, ways.found.empty() ? "none" : fmt::format("{} edges", ways.found[0].size() - 1));
  ms = timed([&] {
    Budget budget(kPlenty);
    ways = shortest_ways(graph, Edge::about, begin, end, 12, 1000, budget);
  });
  tell("all of them, up to 1000", ms, fmt::format("{} ways", ways.found.size()));
  const EdgeView about(graph, Edge::about);
  const Undirected<EdgeView> both{&about};
  std::vector<std::uint32_t> distance;
  ms = timed([&] {
    distance.assign(index_bound(about), 0);
    try {
      boost::queue<Node> queue;
      boost::breadth_first_visit(both, from, queue, Until(distance, to),
                                 boost::make_two_bit_color_map(index_bound(about), get(boost::vertex_index, about)));
    } catch (const Found&) {
    }
  });
  tell("  Boost.Graph on the mapped graph, from one end", ms, fmt::format("{} edges", distance[to]));
  std::vector<std::pair<Node, Node>> edges_of;
  for (auto [e, last] = edges(about); e != last; ++e) edges_of.emplace_back((*e).from, (*e).to);
  const UndirectedLists lists(edges_of.begin(), edges_of.end(), index_bound(about));
  ms = timed([&] {
    distance.assign(index_bound(about), 0);
    try {
      boost::queue<std::size_t> queue;
      boost::breadth_first_visit(lists, from, queue, Until(distance, to),
                                 boost::make_two_bit_color_map(index_bound(about), get(boost::vertex_index, lists)));
    } catch (const Found&) {
    }
  });
  tell("  Boost.Graph, adjacency_list, from one end", ms, fmt::format("{} edges", distance[to]));
}

void over_measures(const Graph& graph) {
  const Kind kinds[] = {Kind::measure};
  Together all = [&] {
    Budget budget(kPlenty);
    return together(graph, kinds, budget);
  }();
  fmt::print("\n{} measures, {} pairs that stand together in {} places\n", all.network.size(),
             all.network.num_edges(), all.places);
  tell("measures that stand together", timed([&] {
         Budget budget(kPlenty);
         all = together(graph, kinds, budget);
       }),
       "");
  Communities found;
  const Time ms = timed([&] {
    Budget budget(kPlenty);
    found = communities(all.network, budget);
  });
  tell("clusters of measures", ms, fmt::format("{} clusters, modularity {:.4f}", found.parts.sizes.size(), found.modularity));
}

Node first_used(const Graph& graph, bool last) {
  const NodeRange range = graph.nodes(Kind::measure);
  Node found = kNoNode;
  for (Node n = range.first; n < range.last; ++n)
    if (!graph.in(n, Edge::about).empty() && (last || found == kNoNode)) found = n;
  return found;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print("bench_algorithms BASE [--rounds N] [--between ID ID]\n");
    return 2;
  }
  auto graph = Graph::open(arguments[1]);
  if (!graph) {
    fmt::print("{}\n", graph.error().message);
    return 1;
  }
  Node from = first_used(*graph, false), to = first_used(*graph, true);
  for (int i = 2; i < count; ++i) {
    const std::string option = arguments[i];
    if (option == "--rounds" && i + 1 < count) rounds = std::max(1, std::stoi(arguments[++i]));
    if (option == "--between" && i + 2 < count) {
      from = graph->find(arguments[++i]).value_or(kNoNode);
      to = graph->find(arguments[++i]).value_or(kNoNode);
    }
  }
  fmt::print("{:<52} {:>10}    {:>10}\n", "", "clock", "processor");
  over_citations(*graph);
  if (from != kNoNode && to != kNoNode)
    between_measures(*graph, from, to);
  else
    fmt::print("\nthere are no two measures to go between\n");
  over_measures(*graph);
}
