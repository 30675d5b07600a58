#include "query/execute/operators/list_count.hpp"

#include <algorithm>
#include <array>

namespace evident::query {

using graph::Node;

namespace {

constexpr std::size_t kBatch = 1024;

struct Batch {
  std::array<Node, kBatch> nodes;
  std::array<std::uint32_t, kBatch> cells, codes;
};

// Those of the list that are left, without a branch that cannot be foretold.
std::size_t passing(const Live& live, std::span<const Node> list, Node* into) {
  const Node first = live.domain().first(), size = live.domain().last() - first;
  std::size_t n = 0;
  if (size == 0) return 0;
  if (live.form() == Live::Form::bits) {
    const RangeBits& bits = live.bits();
    const std::uint64_t* const words = bits.words().data();
    const Node base = bits.base();
    for (const Node node : list) {
      const bool within = node - first < size;
      const Node at = within ? node - base : 0;
      into[n] = node;
      n += within & static_cast<unsigned>(words[at / 64] >> (at % 64));
    }
  } else if (live.form() == Live::Form::plain) {
    for (const Node node : list) {
      into[n] = node;
      n += node - first < size;
    }
  } else {
    for (const Node node : list)
      if (live.has(node)) into[n++] = node;
  }
  return n;
}

// How often what they lead to changes. last: before them, and then of them. False: out of order.
bool count_changes(const Join::Lane& lane, const ListCount::SideBySide& run, const Node* nodes, std::size_t n, Node& last,
                   std::uint32_t& changes) {
  std::uint32_t times = 0;
  bool in_order = true;
  Node before = last;
  const auto take = [&](Node now) {
    in_order &= before == graph::kNoNode || now >= before;
    times += now != before;
    before = now;
  };
  std::size_t i = 0;
  if (run.lists && !run.lists->starts)  // ascending: the new ones stand behind
    for (const Node* const targets = run.lists->targets; i < n && nodes[i] < run.until; ++i)
      take(targets[nodes[i] - run.lists->first]);
  for (; i < n; ++i) {
    const auto next = lane[nodes[i]];
    if (next.size() != 1) return false;
    take(next[0]);
  }
  last = before;
  changes += times;
  return in_order;
}

}  // namespace

bool ListCount::run(const Input& input, const Group* begin, const Group* end,
                    const std::vector<std::vector<std::uint32_t>*>& counts, const Cancel* cancel) {
  Batch batch;
  std::vector<Node> last(input.follow.size());
  for (const Group* group = begin; group != end; ++group) {
    std::fill(last.begin(), last.end(), graph::kNoNode);
    std::span<const Node> list = input.lane[group->node];
    while (!list.empty()) {
      if (cancel && cancel->requested()) return false;
      const auto some = list.first(std::min(list.size(), kBatch));
      list = list.subspan(some.size());
      const std::size_t n = passing(*input.root, some, batch.nodes.data());
      if (n == 0) continue;
      for (std::size_t f = 0; f < input.follow.size(); ++f)
        if (!count_changes(input.follow[f], input.runs[f], batch.nodes.data(), n, last[f], (*counts[f + 1])[group->cell]))
          return false;
      if (input.own.empty()) {
        (*counts[0])[group->cell] += static_cast<std::uint32_t>(n);
        continue;
      }
      std::fill_n(batch.cells.begin(), n, group->cell);
      for (const auto& [key, stride] : input.own) {
        key->codes(batch.nodes.data(), n, batch.codes.data());
        for (std::size_t i = 0; i < n; ++i)
          batch.cells[i] = batch.codes[i] == KeyColumn::kNone || batch.cells[i] == KeyColumn::kNone
                               ? KeyColumn::kNone
                               : batch.cells[i] + batch.codes[i] * stride;
      }
      for (std::size_t i = 0; i < n; ++i)
        if (batch.cells[i] != KeyColumn::kNone) ++(*counts[0])[batch.cells[i]];
    }
  }
  return true;
}

}  // namespace evident::query
