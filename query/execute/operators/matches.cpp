#include "query/execute/operators/matches.hpp"

#include <algorithm>

namespace evident::query {

using graph::Node;

MatchCount::MatchCount(const Program& program, std::vector<KeyColumn>& keys, std::vector<std::size_t> counted)
    : program_(program), keys_(keys), counted_(std::move(counted)), reducer_(program) {
  put_in_order();
}

void MatchCount::put_in_order() {
  const std::size_t n = program_.domains.size();
  double best = -1;
  std::vector<std::size_t> best_order;
  for (std::size_t begin = 0; begin < n; ++begin) {
    std::vector<std::size_t> order{begin};
    std::vector<bool> placed(n);
    placed[begin] = true;
    double size = static_cast<double>(program_.domains[begin].size());
    double cost = size;
    while (order.size() < n) {
      std::size_t next = n;
      double least = 0;
      for (std::size_t v = 0; v < n; ++v) {
        if (placed[v]) continue;
        double factor = -1;
        for (std::size_t j = 0; j < program_.joins.size(); ++j) {
          const Join& join = program_.joins[j];
          if (join.from != v && join.to != v) continue;
          const std::size_t from = join.other(v);
          if (!placed[from]) continue;
          const double fan = program_.fan(j, from);
          const double whole = static_cast<double>(program_.domains[v].last() - program_.domains[v].first());
          const double kept = std::min(1.0, static_cast<double>(program_.domains[v].size()) / std::max(1.0, whole));
          // Each further edge to it is a condition.
          factor = factor < 0 ? fan * kept : std::min(factor, fan * kept) * 0.1;
        }
        if (factor < 0) continue;
        if (next == n || factor < least) next = v, least = factor;
      }
      size *= least;
      cost += size;
      placed[next] = true;
      order.push_back(next);
    }
    if (best < 0 || cost < best) best = cost, best_order = std::move(order);
  }
  std::vector<bool> placed(n);
  for (const std::size_t v : best_order) {
    Place place;
    place.variable = v;
    for (std::size_t j = 0; j < program_.joins.size(); ++j) {
      const Join& join = program_.joins[j];
      if ((join.from == v || join.to == v) && placed[join.other(v)]) place.joins.push_back(j);
    }
    for (const Differ& differ : program_.differ) {
      if (differ.a == v && placed[differ.b]) place.differ.emplace_back(differ.b, differ.same);
      if (differ.b == v && placed[differ.a]) place.differ.emplace_back(differ.a, differ.same);
    }
    for (std::size_t k = 0; k < keys_.size(); ++k)
      if (keys_[k].variable() == v) place.keys.push_back(k);
    placed[v] = true;
    order_.push_back(std::move(place));
  }
}

bool MatchCount::run(Cells& cells, const Cancel* cancel) {
  for (const Join& join : program_.joins)
    if (!join.has_lists()) return false;
  for (KeyColumn& key : keys_) {
    const auto& few = program_.domains[key.variable()].few();
    key.settle(few ? &*few : nullptr);
  }
  if (!lay_out(keys_, cells)) return false;
  cells.counts.assign(counted_.size(), std::vector<std::uint32_t>(cells.size, 0));
  cells_ = &cells;
  cancel_ = cancel;
  looked_ = 0;
  things_.assign(counted_.size(), {});
  match_.assign(program_.domains.size(), graph::kNoNode);
  reducer_.reset();
  Rooted alone;  // the conditions on single things only
  reducer_.run(alone, {});
  for (std::size_t v = 0; v < program_.domains.size(); ++v) reducer_.live(v).settle();
  bool go_on = true;
  reducer_.live(order_[0].variable).each([&](Node n) {
    if (!go_on) return;
    match_[order_[0].variable] = n;
    std::uint32_t cell = 0;
    for (const std::size_t k : order_[0].keys) {
      const std::uint32_t code = keys_[k].code(n);
      if (code == KeyColumn::kNone) return;
      cell += code * cells_->stride[k];
    }
    go_on = extend(1, cell);
  });
  if (!go_on) return false;
  for (std::size_t value = 0; value < counted_.size(); ++value) {
    auto& pairs = things_[value];
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (const std::uint64_t pair : pairs) ++cells.counts[value][pair >> 32];
  }
  return true;
}

bool MatchCount::fits(const Place& at, std::size_t but, Node n) const {
  for (const std::size_t j : at.joins) {
    if (j == but) continue;
    const Join& join = program_.joins[j];
    const std::size_t other = join.other(at.variable);
    const auto next = join.next(other, match_[other]);
    if (!std::binary_search(next.begin(), next.end(), n)) return false;
  }
  for (const auto& [other, same] : at.differ)
    if ((match_[other] == n) != same) return false;
  return true;
}

void MatchCount::found(std::uint32_t cell) {
  for (std::size_t value = 0; value < counted_.size(); ++value)
    if (counted_[value] == kMatches)
      ++cells_->counts[value][cell];
    else
      things_[value].push_back(std::uint64_t{cell} << 32 | match_[counted_[value]]);
}

// False: stopped.
bool MatchCount::extend(std::size_t place, std::uint32_t cell) {
  if (place == order_.size()) {
    found(cell);
    return true;
  }
  const Place& at = order_[place];
  if ((++looked_ & 4095) == 0 && cancel_ && cancel_->requested()) return false;
  std::size_t shortest = at.joins[0];
  std::span<const Node> next;
  for (const std::size_t j : at.joins) {
    const std::size_t other = program_.joins[j].other(at.variable);
    const auto list = program_.joins[j].next(other, match_[other]);
    if (j == at.joins[0] || list.size() < next.size()) next = list, shortest = j;
  }
  const Live& live = reducer_.live(at.variable);
  for (const Node n : next) {
    if (!live.has(n) || !fits(at, shortest, n)) continue;
    std::uint32_t longer = cell;
    bool known = true;
    for (const std::size_t k : at.keys) {
      const std::uint32_t code = keys_[k].code(n);
      known = known && code != KeyColumn::kNone;
      longer += code * cells_->stride[k];
    }
    if (!known) continue;
    match_[at.variable] = n;
    if (!extend(place + 1, longer)) return false;
  }
  return true;
}

}  // namespace evident::query
