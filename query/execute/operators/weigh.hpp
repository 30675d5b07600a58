// How many matches a pattern without circles has, without finding them: a node has as many as the product, over
// the edges that lead on from it, of what the nodes at their ends have together.
//
// Where each of them has just one, that is the length of a list. Rooted at the name with the fewest nodes, so that
// large kinds are met as lists; what a node of a small kind has is kept. Cost: the lists that have to be looked into.
#pragma once
#include <cstdint>
#include <vector>

#include "graph/graph.hpp"
#include "query/execute/operators/program.hpp"
#include "query/execute/operators/reduce.hpp"

namespace evident::query {

class Weigher {
 public:
  static bool can(const Program& program);
  explicit Weigher(const Program& program);
  // Of the whole pattern.
  std::uint64_t all();
  // Of the matches in which a name stands for a node that `wanted` says.
  template <class Wanted>
  std::uint64_t of(std::size_t variable, Wanted&& wanted) {
    take_root(variable);
    std::uint64_t sum = 0;
    reducer_.live(variable).settle();
    reducer_.live(variable).each([&](graph::Node n) {
      if (wanted(n)) sum += weight(variable, n);
    });
    return sum;
  }

 private:
  void take_root(std::size_t root);
  std::uint64_t weight(std::size_t variable, graph::Node n);
  std::uint64_t along(std::size_t variable, std::size_t child, graph::Node n);
  double cost(std::size_t root);

  const Program& program_;
  Reducer reducer_;
  Rooted tree_;
  std::vector<bool> one_;  // names of which every node that is reached has just one match
  std::vector<std::vector<std::uint64_t>> known_;  // of small kinds, plus 1
};

}  // namespace evident::query
