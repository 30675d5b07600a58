// Counts what a branch reaches together with what else is known of a node of the root, eight cells at once.
//
// The cells that the branch reaches are the bits of a mask. Bits are spread over bytes, and the bytes are added to
// a row: what shares all the other keys. A row is emptied into whole numbers before a byte can run over. Another
// branch may lead to one thing of each node (claims to their source): its part of the row is looked up when that
// thing changes, whether it reaches one cell (a year) or several (the designs of its studies, as one mask).
//
// Cost: a load an edge of the branch, an addition for each node and eight cells, and a look-up for each thing.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "graph/graph.hpp"
#include "query/execute/operators/key_column.hpp"
#include "query/execute/operators/program.hpp"
#include "query/execute/operators/reduce.hpp"
#include "query/second_thread.hpp"
#include "support/limits.hpp"

namespace evident::query {

class alignas(kApart) LaneCount {
 public:
  static constexpr std::size_t kRows = 4096, kWords = 16'384;  // words: rows times eight cells
  static constexpr std::uint64_t kNothing = ~std::uint64_t{0};

  struct Wide {
    Join::Lane lane;
    std::vector<std::uint64_t> masks;  // of each node from `first` on, and an empty one at the end
    graph::Node first = 0;
    std::vector<std::uint32_t> cell_of_bit;
  };
  struct Side {
    Join::Lane lane;
    std::size_t rows = 0;                              // how many there can be; 0: it is not known, and they are masks
    std::function<std::uint64_t(graph::Node)> key;     // the row, or the mask; kNothing: it is in no match
    std::function<void(std::uint64_t, std::vector<std::uint32_t>&)> cells;  // that a key stands for
  };
  struct Own {  // a key of the root itself
    const KeyColumn* key = nullptr;
    std::uint32_t stride = 0;
  };
  struct Input {
    const Live* root = nullptr;
    Wide wide;
    std::vector<Side> side;  // one at most
    std::vector<Own> own;
  };

  // Whether rows of so many own keys, and sides, are few enough.
  static bool fits(std::size_t own, std::size_t side, std::size_t bits);
  explicit LaneCount(const Input& input);
  // Those of [first, last). False: stopped, or it cannot be done this way (see failed()).
  bool run(graph::Node first, graph::Node last, const Cancel* cancel);
  bool failed() const { return failed_; }
  void add_to(std::vector<std::uint32_t>& cells);

 private:
  static constexpr graph::Node kBatch = 1024;
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  // Nodes one after the other are added to different copies of a row, so that none waits for the one before.
  static constexpr std::size_t kCopies = 4;
  template <class Lists>
  void take(std::size_t n, const Lists& lists);
  template <std::size_t kWidth, class Lists>
  void take_words(std::size_t n, const Lists& lists);
  void find_things(graph::Node begin, graph::Node end, std::size_t n);
  std::uint32_t row_of(graph::Node thing);
  std::uint32_t row_of_mask(std::uint64_t mask);
  void grow(std::size_t rows);
  void empty(std::size_t copy);

  const Input& in_;
  std::size_t own_ = 1, words_ = 0;      // rows of the root's own keys; words of a row
  std::vector<std::uint64_t> sums_;      // of each copy of each row, eight bytes a word
  std::vector<std::uint8_t> times_;      // one a copy: how often it was added to since it was emptied
  std::vector<std::uint32_t> totals_;    // of each row, one a byte
  std::vector<std::uint64_t> keys_;      // of the sides, by their part of the row
  std::vector<std::uint32_t> slots_;     // a table of masks: where they are in keys_, plus 1
  std::array<graph::Node, kBatch> nodes_;
  std::array<graph::Node, kBatch> things_;  // that they lead to, of one side
  std::array<std::uint32_t, kBatch> rows_, code_;
  graph::Node thing_ = graph::kNoNode;   // that the last node led to
  std::uint32_t base_ = 0;               // and its part of the row
  bool failed_ = false;
};

}  // namespace evident::query
