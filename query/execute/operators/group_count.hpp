// Groups of the matches of a pattern, with counts of distinct things, without enumerating the matches.
//
// The tree is rooted at the thing that is counted: each of its nodes adds one to every cell that it reaches, a
// cell being a combination of key values. What a branch reaches is a set of cells: one where its key is read
// of the neighbour itself, a mask where at most 64 combinations are possible, else a short list gathered on
// the way. Cost: the edges of the root's nodes, once, and a cell's increment for each that is reached.
//
// Another thing that is counted needs no pass of its own where the root leads to just one of it and these come
// in order (claims to their sources): it is counted whenever it changes in a cell.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "query/execute/operators/key_column.hpp"
#include "query/execute/operators/program.hpp"
#include "query/execute/operators/reduce.hpp"
#include "query/second_thread.hpp"
#include "support/limits.hpp"

namespace evident::query {

struct Cells {
  std::vector<std::uint32_t> stride;               // one a key, the first the largest
  std::uint32_t size = 0;
  std::vector<std::vector<std::uint32_t>> counts;  // one a value
  // Where few are filled: counts are of these cells, ascending, and of no others.
  bool sparse = false;
  std::vector<std::uint32_t> filled;
};

// Sets the strides for these keys. False: too many combinations.
bool lay_out(const std::vector<KeyColumn>& keys, Cells& cells);

class GroupCount {
 public:
  static constexpr std::uint32_t kCells = 1u << 22;
  static constexpr std::size_t kSeveral = ~std::size_t{0};

  // counted: the variable of each value. keys: must outlive this.
  GroupCount(const Program& program, std::vector<KeyColumn>& keys, std::vector<std::size_t> counted);
  // False: stopped, or too many cells.
  bool run(Cells& cells, const Cancel* cancel);
  void trace(Trace* trace) {
    trace_ = trace;
    reducer_.trace(trace);
  }

 private:
  struct Pass {
    Rooted tree;
    std::vector<bool> keyed;  // whether a subtree has a key
    std::vector<std::size_t> only;  // of a name without a key: its only child that has some; else kSeveral
    std::size_t value = 0;
    std::vector<std::size_t> followers;  // values
    mutable std::vector<graph::Node> until;  // one a lane to a follower: see by_lists(); found once
  };
  struct Branch {
    std::size_t variable = 0, join = 0;
    enum class Form { leaf, masks, lists } form = Form::leaf;
    bool distinct = false;  // no cell twice from one node
    std::vector<std::uint64_t> masks;
    graph::Node first = 0;
    std::vector<std::uint32_t> cell_of_bit;
    const Live* live = nullptr;
    Join::Lane lane;
  };
  struct alignas(kApart) Work {  // what one thread counts for itself
    std::vector<std::uint32_t> cells;
    bool listed = false;                                   // each that is reached is written down instead
    std::vector<std::uint32_t> list, sorted;
    std::vector<std::vector<std::uint32_t>> counts, last;  // one a follower: how many, and which was seen last
    bool ok = true, in_order = true;
    void reset(std::size_t size, std::size_t followers);
  };

  Pass pass_of(std::size_t value) const;
  bool is_follower(std::size_t root, std::size_t variable) const;
  bool count(Pass& pass, Cells& cells, const Cancel* cancel);
  std::vector<Branch> branches_of(const Pass& pass);
  // The ways to count, the first that fits: eight cells at once, by sorting, from the groups' side, node by node. Nothing: it
  // does not fit; false: stopped.
  std::optional<bool> by_lists(const Pass& pass, const std::vector<Branch>& branches, const Cancel* cancel);
  std::optional<bool> by_lanes(const Pass& pass, const std::vector<Branch>& branches, std::uint32_t cells,
                               const Cancel* cancel);
  std::optional<bool> by_sorting(const Pass& pass, const std::vector<Branch>& branches, Cells& cells, const Cancel* cancel);
  bool one_by_one(const Pass& pass, const std::vector<Branch>& branches, const Cancel* cancel);
  // Where a thread of two may begin so that no source whose claims are counted stands on both sides.
  graph::Node middle_of(const Pass& pass) const;
  bool pays_two(double edges) const;
  std::vector<Join::Lane> follow_lanes(const Pass& pass) const;
  bool leads_to_source(const Pass& pass, std::size_t join) const;
  bool wide_masks(const Pass& pass, const Branch& branch, std::vector<std::uint64_t>& masks, graph::Node& first,
                  std::vector<std::uint32_t>& cell_of_bit) const;
  bool count_range(const Pass& pass, const std::vector<Branch>& branches, graph::Node first, graph::Node last,
                   Work& work, const Cancel* cancel) const;
  void fill_tables(const Pass& pass);
  std::uint32_t leaf_cell(std::size_t variable, graph::Node n) const {
    const auto& table = tables_[variable];
    if (!table.empty()) {
      const graph::Node at = n - program_.domains[variable].first();
      return at < table.size() ? table[at] : KeyColumn::kNone;
    }
    return const_cast<Reducer&>(reducer_).live(variable).has(n) ? own(variable, n) : KeyColumn::kNone;
  }
  void fill_masks(const Pass& pass, Branch& branch);
  std::uint32_t own(std::size_t variable, graph::Node n) const;
  // The same of many.
  void cells_of(std::size_t variable, const std::vector<graph::Node>& nodes, std::vector<std::uint32_t>& cells) const;
  void gather(const Pass& pass, std::size_t variable, graph::Node n, std::vector<std::uint32_t>& into) const;
  bool gather_run(const Pass& pass, std::size_t variable, graph::Node n, std::vector<std::uint32_t>& into) const;
  struct Reached {  // by a branch from the node at hand
    std::vector<std::uint32_t> cells;
    std::size_t size = 0;
    graph::Node one = graph::kNoNode;  // the only neighbour that led there
  };
  void collect(const Pass& pass, const Branch& branch, graph::Node n, Reached& into) const;
  void collect_lists(const Pass& pass, const Branch& branch, std::span<const graph::Node> next, Reached& into) const;
  double work_of(const Pass& pass, std::size_t variable) const;
  double combinations(const Pass& pass, std::size_t variable) const;

  const Program& program_;
  std::vector<KeyColumn>& keys_;
  std::vector<std::size_t> counted_;
  std::vector<std::vector<std::size_t>> keys_of_;  // of each variable
  std::vector<Pass> passes_;
  Reducer reducer_;
  std::vector<std::uint32_t> stride_;
  std::vector<Work> works_;
  std::string how_;                                 // the last pass was counted, for people
  std::vector<std::vector<std::uint32_t>> tables_;  // of names in small ranges: the cell of each node, or kNone
  Trace* trace_ = nullptr;
};

}  // namespace evident::query
