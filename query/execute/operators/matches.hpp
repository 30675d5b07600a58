// Matches one by one, for patterns with a circle, things that must differ, or counts of matches: counted as
// they are found, never kept.
//
// The order of the names is chosen once: every beginning is tried on paper, always going on over the edge that
// leads to fewest, and the order with the fewest partial matches is taken. A name that several edges lead to is
// looked for in the shortest list and checked in the others.
//
// Some hundred matches are made longer at a time: the lists that they need are asked for all together, so that the
// memory brings one while others are on their way.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "graph/graph.hpp"
#include "query/execute/operators/group_count.hpp"
#include "query/execute/operators/key_column.hpp"
#include "query/execute/operators/program.hpp"
#include "query/execute/operators/reduce.hpp"
#include "query/second_thread.hpp"
#include "support/limits.hpp"

namespace evident::query {

inline constexpr std::size_t kMatches = ~std::size_t{0};  // counted: the matches themselves

class MatchCount {
 public:
  MatchCount(const Program& program, std::vector<KeyColumn>& keys, std::vector<std::size_t> counted);
  // False: stopped, or more than kSteps things were tried; the general way then says what to do.
  bool run(Cells& cells, const Cancel* cancel);
  // "from a:claim to b:claim to m:measure".
  std::string order() const;

 private:
  struct Place {  // of the order
    std::size_t variable = 0;
    std::vector<std::size_t> joins;                          // to names before it
    std::vector<std::pair<std::size_t, Join::Lane>> lanes;   // the same: from which name, and where it leads
    std::vector<std::pair<std::size_t, bool>> differ;        // names before it, whether they must be the same
    std::vector<std::size_t> keys;
    std::vector<std::size_t> kept;  // names up to this one that are asked for later
  };
  struct alignas(kApart) Partial {  // matches of the first names, many side by side
    std::size_t size = 0;
    std::vector<std::vector<graph::Node>> match;  // one a name; those that are still asked for
    std::vector<std::uint32_t> cells;
    std::vector<std::vector<std::span<const graph::Node>>> lists;  // one an edge to the next name
  };
  struct alignas(kApart) Work {  // of one thread
    std::vector<Partial> partial;  // one a place
    std::vector<std::vector<std::uint32_t>> counts;  // one a value
    std::vector<std::vector<std::uint64_t>> things;  // one a value: cell and thing, for distinct counts
    std::uint64_t steps = 0;  // things tried
    bool stopped = false;
  };
  static constexpr std::size_t kBatch = 512;
  static constexpr std::uint64_t kSteps = 1'000'000'000;  // of one thread; some seconds
  void put_in_order();
  void reset(Work& work, std::size_t cells) const;
  void search(graph::Node first, graph::Node last, Work& work) const;
  bool begin_with(graph::Node n, Work& work) const;
  bool extend(std::size_t place, Work& work) const;
  bool take(std::size_t place, std::size_t p, graph::Node n, Work& work) const;
  bool fits(const Place& at, std::size_t but, graph::Node n, const Partial& from, std::size_t p) const;
  bool add_keys(const Place& at, graph::Node n, std::uint32_t& cell) const;

  const Program& program_;
  std::vector<KeyColumn>& keys_;
  std::vector<std::size_t> counted_;
  Reducer reducer_;
  std::vector<Place> order_;
  std::vector<const Live*> live_;  // one a place
  std::vector<std::uint32_t> stride_;
  std::vector<Work> works_;
  const Cancel* cancel_ = nullptr;
};

// Some matches of one row, for the words that it rests on: those of its key values, or of its thing.
class MatchFinder {
 public:
  static constexpr std::size_t kTried = 16;  // things tried for each match that is asked for, once one was found
  // root: whose thing of_thing() is asked for; none with keys. What stands there, or under a key that is one thing, was
  // found before: whether it exists with others is not looked for again.
  MatchFinder(const Program& program, const std::vector<KeyColumn>& keys, std::optional<std::size_t> root = {});
  // codes: one a key. One thing after the other, each match as many as the pattern has names; in the order of
  // their things. most: matches; of a larger group these are looked at only.
  void of_codes(const std::vector<std::uint32_t>& codes, std::size_t most, std::vector<graph::Node>& found);
  void of_thing(std::size_t variable, graph::Node thing, std::size_t most, std::vector<graph::Node>& found);

 private:
  struct Key {
    const KeyColumn* column;
    std::uint32_t code;  // that of the row
  };
  struct Edge {  // to a name before
    std::size_t join = 0, other = 0;
    std::optional<Join::Lane> lane;      // none: it is walked
    std::span<const graph::Node> list;   // where it leads from what stands there now
    std::size_t at = 0;                  // of the list: what is before was asked about
  };
  struct Place {
    std::size_t variable = 0;
    std::vector<Edge> edges;
    std::vector<std::pair<std::size_t, bool>> differ;
    std::vector<Key> keys;
  };
  static constexpr std::size_t kBlock = 64;  // things tried at a time
  void put_in_order(const std::vector<bool>& fixed);
  void search(std::size_t most, std::vector<graph::Node>& found);
  bool extend(std::size_t place);
  bool take(std::size_t place, std::span<const graph::Node> things, const Edge* along);
  bool take_one(std::size_t place, graph::Node n, const Edge* along);
  bool take_block(std::size_t place, std::span<const graph::Node> things, const Edge* along);
  std::size_t with_the_keys(const Place& at, std::span<const graph::Node> things, graph::Node* kept, std::uint32_t* nth);
  bool enough() const { return tried_ > kTried * most_ && looked_ > 0; }
  bool joined(Place& at, graph::Node n, const Edge* along);
  bool leads_to(Edge& edge, std::size_t variable, graph::Node n);
  const std::vector<graph::Node>& walked(std::size_t join, std::size_t variable, graph::Node from);

  const Program& program_;
  const std::vector<KeyColumn>& keys_;
  Reducer reducer_;
  std::vector<Place> order_;
  std::vector<bool> ordered_for_;
  std::vector<graph::Node> fixed_, match_;
  std::vector<std::uint32_t> codes_;
  std::vector<std::pair<std::uint64_t, std::vector<graph::Node>>> walks_;  // over several hops, kept
  std::vector<graph::Node>* found_ = nullptr;
  std::size_t looked_ = 0, tried_ = 0, most_ = 0;
};

}  // namespace evident::query
