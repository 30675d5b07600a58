#include "graph/algorithms/components.hpp"

#include <algorithm>
#include <limits>

namespace evident::graph {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// Numbers in the order in which they first appear.
Parts numbered(std::vector<std::uint32_t> of, bool whole) {
  Parts parts;
  std::vector<std::uint32_t> number(of.size(), kNone);
  for (auto& part : of) {
    if (number[part] == kNone) {
      number[part] = static_cast<std::uint32_t>(parts.sizes.size());
      parts.sizes.push_back(0);
    }
    part = number[part];
    ++parts.sizes[part];
  }
  parts.of = std::move(of);
  parts.whole = whole;
  return parts;
}

}  // namespace

// Sets are joined edge by edge (union and find, halving the way to the first of the set).
Parts connected_parts(const Network& network, Budget& budget) {
  const std::uint32_t n = network.size();
  std::vector<std::uint32_t> up(n);
  for (std::uint32_t i = 0; i < n; ++i) up[i] = i;
  const auto first_of = [&](std::uint32_t i) {
    for (; up[i] != i; i = up[i]) up[i] = up[up[i]];
    return i;
  };
  for (std::uint32_t i = 0; i < n; ++i) {
    if (!budget.spend(network.out(i).size() + 1)) break;
    for (const auto neighbour : network.out(i)) {
      const auto a = first_of(i), b = first_of(network.place(neighbour));
      up[std::max(a, b)] = std::min(a, b);
    }
  }
  for (std::uint32_t i = 0; i < n; ++i) up[i] = first_of(i);
  return numbered(std::move(up), !budget.over());
}

// Tarjan's search with a stack of its own: a chain of a million citations is no deeper than a short one.
Parts strong_parts(const Network& network, Budget& budget) {
  const std::uint32_t n = network.size();
  std::vector<std::uint32_t> order(n, kNone), low(n), part(n, kNone), next(n, 0), open, way;
  std::uint32_t count = 0;
  for (std::uint32_t start = 0; start < n; ++start) {
    if (order[start] != kNone) continue;
    way.push_back(start);
    while (!way.empty()) {
      const std::uint32_t at = way.back();
      const auto out = network.out(at);
      if (next[at] == 0 && order[at] == kNone) {
        if (!budget.spend(out.size() + 1)) return numbered(std::vector<std::uint32_t>(n, 0), false);
        order[at] = low[at] = count++;
        open.push_back(at);
      }
      bool deeper = false;
      while (next[at] < out.size() && !deeper) {
        const std::uint32_t to = network.place(out[next[at]++]);
        if (order[to] == kNone) {
          way.push_back(to);
          deeper = true;
        } else if (part[to] == kNone) {
          low[at] = std::min(low[at], order[to]);
        }
      }
      if (deeper) continue;
      way.pop_back();
      if (!way.empty()) low[way.back()] = std::min(low[way.back()], low[at]);
      if (low[at] != order[at]) continue;
      std::uint32_t member;
      do {
        member = open.back();
        open.pop_back();
        part[member] = at;
      } while (member != at);
    }
  }
  return numbered(std::move(part), true);
}

}  // namespace evident::graph
