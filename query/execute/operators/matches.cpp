#include "query/execute/operators/matches.hpp"

#include <algorithm>

#include "query/execute/operators/ways.hpp"
#include "query/second_thread.hpp"

namespace evident::query {

using graph::Node;

namespace {
constexpr std::size_t kForTwo = 150'000;  // beginnings that pay a second thread
}

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
  std::vector<bool> later(n);  // asked for behind the place at hand
  for (const std::size_t v : counted_)
    if (v != kMatches) later[v] = true;
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = 0; k <= i; ++k)
      if (later[order_[k].variable]) order_[i].kept.push_back(order_[k].variable);
    for (const std::size_t j : order_[i].joins) later[program_.joins[j].other(order_[i].variable)] = true;
    for (const auto& differ : order_[i].differ) later[differ.first] = true;
  }
}

std::string MatchCount::order() const {
  std::string text;
  for (const Place& place : order_) text += (text.empty() ? "from " : " to ") + program_.names[place.variable];
  return text;
}

bool MatchCount::run(Cells& cells, const Cancel* cancel) {
  for (const Join& join : program_.joins)
    if (!join.has_lists()) return false;
  for (KeyColumn& key : keys_) {
    const auto& few = program_.domains[key.variable()].few();
    key.settle(few ? &*few : nullptr);
  }
  if (!lay_out(keys_, cells)) return false;
  stride_ = cells.stride;
  cancel_ = cancel;
  reducer_.reset();
  Rooted alone;  // the conditions on single things only
  reducer_.run(alone, {});
  live_.clear();
  for (Place& place : order_) {
    place.lanes.clear();
    for (const std::size_t j : place.joins) {
      const std::size_t other = program_.joins[j].other(place.variable);
      place.lanes.emplace_back(other, program_.joins[j].lane(other));
    }
    reducer_.live(place.variable).settle();
    live_.push_back(&reducer_.live(place.variable));
  }
  const Live& begin = *live_[0];
  const bool pays = begin.size() >= kForTwo || count_way != CountWay::cheapest;
  const std::size_t threads = pays && SecondThread::has_processor() ? 2 : 1;
  works_.resize(threads);
  auto& works = works_;
  const Node first = begin.domain().first(), last = begin.domain().last();
  if (threads == 2) {
    const Node middle = first + (last - first) / 2;
    const auto run = [&](Node from, Node to, Work& work) {
      reset(work, cells.size);
      search(from, to, work);
    };
    SecondThread second([&] { run(middle, last, works[1]); });
    run(first, middle, works[0]);
    second.join();
    for (std::size_t value = 0; value < counted_.size(); ++value) {
      for (std::size_t i = 0; i < cells.size; ++i) works[0].counts[value][i] += works[1].counts[value][i];
      works[0].things[value].insert(works[0].things[value].end(), works[1].things[value].begin(),
                                    works[1].things[value].end());
    }
  } else {
    reset(works[0], cells.size);
    search(first, last, works[0]);
  }
  for (const Work& work : works)
    if (work.stopped) return false;
  for (std::size_t value = 0; value < counted_.size(); ++value) {
    auto& pairs = works[0].things[value];
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (const std::uint64_t pair : pairs) ++works[0].counts[value][pair >> 32];
  }
  std::swap(cells.counts, works[0].counts);
  return true;
}

void MatchCount::reset(Work& work, std::size_t cells) const {
  work.partial.resize(order_.size());
  for (std::size_t place = 0; place < order_.size(); ++place) {
    Partial& partial = work.partial[place];
    partial.size = 0;
    partial.match.resize(program_.domains.size());
    for (const std::size_t v : order_[place].kept) partial.match[v].resize(kBatch);
    partial.cells.resize(kBatch);
    partial.lists.resize(place + 1 < order_.size() ? order_[place + 1].lanes.size() : 0);
    for (auto& lists : partial.lists) lists.resize(kBatch);
  }
  work.counts.resize(counted_.size());
  for (auto& counts : work.counts) counts.assign(cells, 0);
  work.things.assign(counted_.size(), {});
  work.steps = 0;
  work.stopped = false;
}

void MatchCount::search(Node first, Node last, Work& work) const {
  const Live& live = *live_[0];
  bool go_on = true;
  // One that leads nowhere over the next edge is in no match.
  const graph::Neighbours* next = order_.size() > 1 ? order_[1].lanes[0].second.neighbours() : nullptr;
  const auto take = [&](Node n) {
    if (!next || !(*next)[n].empty()) go_on = go_on && begin_with(n, work);
  };
  if (next && live.form() == Live::Form::plain)
    next->each_with_some(first, last, take);
  else
    live.each(first, last, take);
  if (go_on && work.partial[0].size) go_on = extend(1, work);
  work.stopped = !go_on;
}

bool MatchCount::begin_with(Node n, Work& work) const {
  Partial& partial = work.partial[0];
  std::uint32_t cell = 0;
  if (!add_keys(order_[0], n, cell)) return true;
  for (const std::size_t v : order_[0].kept) partial.match[v][partial.size] = n;
  partial.cells[partial.size] = cell;
  if (order_.size() == 1 || ++partial.size == kBatch) {
    partial.size = std::max<std::size_t>(partial.size, 1);
    return extend(1, work);
  }
  return true;
}

bool MatchCount::add_keys(const Place& at, Node n, std::uint32_t& cell) const {
  for (const std::size_t k : at.keys) {
    const std::uint32_t code = keys_[k].code(n);
    if (code == KeyColumn::kNone) return false;
    cell += code * stride_[k];
  }
  return true;
}

inline bool MatchCount::fits(const Place& at, std::size_t but, Node n, const Partial& from, std::size_t p) const {
  for (std::size_t i = 0; i < at.lanes.size(); ++i) {
    if (i == but) continue;
    const auto next = from.lists[i][p];
    if (next.size() > 8 ? !std::binary_search(next.begin(), next.end(), n)
                        : std::find(next.begin(), next.end(), n) == next.end())
      return false;
  }
  for (const auto& [other, same] : at.differ)
    if ((from.match[other][p] == n) != same) return false;
  return true;
}

// A match one name longer. False: stopped.
inline bool MatchCount::take(std::size_t place, std::size_t p, Node n, Work& work) const {
  const Place& at = order_[place];
  const Partial& from = work.partial[place - 1];
  Partial& to = work.partial[place];
  std::uint32_t cell = from.cells[p];
  if (!add_keys(at, n, cell)) return true;
  for (const std::size_t v : at.kept) to.match[v][to.size] = v == at.variable ? n : from.match[v][p];
  to.cells[to.size] = cell;
  return ++to.size < kBatch || extend(place + 1, work);
}

// All that stand at the place before, by one name more. False: stopped.
bool MatchCount::extend(std::size_t place, Work& work) const {
  Partial& from = work.partial[place - 1];
  if ((cancel_ && cancel_->requested()) || work.steps > kSteps) return false;
  if (place == order_.size()) {
    for (std::size_t value = 0; value < counted_.size(); ++value) {
      auto& counts = work.counts[value];
      for (std::size_t p = 0; p < from.size; ++p)
        if (counted_[value] == kMatches)
          ++counts[from.cells[p]];
        else
          work.things[value].push_back(std::uint64_t{from.cells[p]} << 32 | from.match[counted_[value]][p]);
    }
    from.size = 0;
    return true;
  }
  const Place& at = order_[place];
  for (std::size_t i = 0; i < at.lanes.size(); ++i) {
    const Join::Lane lane = at.lanes[i].second;
    const Node* const match = from.match[at.lanes[i].first].data();
    auto* const lists = from.lists[i].data();
    for (std::size_t p = 0; p < from.size; ++p) lists[p] = lane[match[p]];
    for (std::size_t p = 0; p < from.size; ++p) __builtin_prefetch(lists[p].data());
  }
  const Live& live = *live_[place];
  for (std::size_t p = 0; p < from.size; ++p) {
    std::size_t shortest = 0;
    for (std::size_t i = 1; i < at.lanes.size(); ++i)
      if (from.lists[i][p].size() < from.lists[shortest][p].size()) shortest = i;
    work.steps += from.lists[shortest][p].size();
    for (const Node n : from.lists[shortest][p])
      if (live.has(n) && fits(at, shortest, n, from, p) && !take(place, p, n, work)) return false;
  }
  from.size = 0;
  return work.partial[place].size == 0 || extend(place + 1, work);
}

MatchFinder::MatchFinder(const Program& program, const std::vector<KeyColumn>& keys, std::optional<std::size_t> root)
    : program_(program), keys_(keys), reducer_(program) {
  if (root) reducer_.know(*root);
  for (const KeyColumn& key : keys)
    if (key.one_thing() && !key.may_be_missing()) reducer_.know(key.variable());
  Rooted alone;  // the conditions on single things only
  reducer_.run(alone, {});
}

void MatchFinder::of_codes(const std::vector<std::uint32_t>& codes, std::size_t most, std::vector<Node>& found) {
  codes_ = codes;
  fixed_.assign(program_.domains.size(), graph::kNoNode);
  for (std::size_t k = 0; k < keys_.size(); ++k)
    if (const Node n = keys_[k].only_node(codes[k]); n != graph::kNoNode) fixed_[keys_[k].variable()] = n;
  search(most, found);
}
void MatchFinder::of_thing(std::size_t variable, Node thing, std::size_t most, std::vector<Node>& found) {
  codes_.clear();
  fixed_.assign(program_.domains.size(), graph::kNoNode);
  fixed_[variable] = thing;
  search(most, found);
}

// Things that are known first, then always over the edge that leads to fewest.
void MatchFinder::put_in_order(const std::vector<bool>& fixed) {
  if (!order_.empty() && fixed == ordered_for_) return;
  ordered_for_ = fixed;
  order_.clear();
  const std::size_t n = program_.domains.size();
  std::vector<bool> placed(n);
  while (order_.size() < n) {
    std::size_t best = n;
    double least = 0;
    for (std::size_t v = 0; v < n; ++v) {
      if (placed[v]) continue;
      double cost = fixed[v] || program_.domains[v].few() ? 0 : 1e12 + static_cast<double>(program_.domains[v].size());
      if (!order_.empty() && cost > 0)
        for (std::size_t j = 0; j < program_.joins.size(); ++j) {
          const Join& join = program_.joins[j];
          if ((join.from == v || join.to == v) && placed[join.other(v)]) {
            const double whole = static_cast<double>(program_.domains[v].last() - program_.domains[v].first());
            cost = std::min(cost, program_.fan(j, join.other(v)) * static_cast<double>(program_.domains[v].size()) /
                                      std::max(1.0, whole));
          }
        }
      if (best == n || cost < least) best = v, least = cost;
    }
    Place place;
    place.variable = best;
    for (std::size_t j = 0; j < program_.joins.size(); ++j) {
      const Join& join = program_.joins[j];
      if ((join.from != best && join.to != best) || !placed[join.other(best)]) continue;
      place.edges.push_back({j, join.other(best), {}, {}});
      if (join.has_lists()) place.edges.back().lane = join.lane(join.other(best));
    }
    for (const Differ& differ : program_.differ) {
      if (differ.a == best && placed[differ.b]) place.differ.emplace_back(differ.b, differ.same);
      if (differ.b == best && placed[differ.a]) place.differ.emplace_back(differ.a, differ.same);
    }
    placed[best] = true;
    order_.push_back(std::move(place));
  }
}

void MatchFinder::search(std::size_t most, std::vector<Node>& found) {
  std::vector<bool> fixed;
  for (const Node n : fixed_) fixed.push_back(n != graph::kNoNode);
  put_in_order(fixed);
  for (Place& place : order_) {
    place.keys.clear();
    for (std::size_t k = 0; k < codes_.size(); ++k)
      if (keys_[k].variable() == place.variable) place.keys.push_back({&keys_[k], codes_[k]});
  }
  const std::size_t width = program_.domains.size(), begin = found.size();
  match_.assign(width, graph::kNoNode);
  found_ = &found;
  looked_ = tried_ = 0;
  most_ = most;
  extend(0);
  std::vector<std::vector<Node>> rows;
  for (std::size_t at = begin; at < found.size(); at += width)
    rows.emplace_back(found.begin() + static_cast<std::ptrdiff_t>(at),
                      found.begin() + static_cast<std::ptrdiff_t>(at + width));
  std::sort(rows.begin(), rows.end());
  found.resize(begin);
  for (const auto& row : rows) found.insert(found.end(), row.begin(), row.end());
}

const std::vector<Node>& MatchFinder::walked(std::size_t j, std::size_t variable, Node from) {
  const std::uint64_t key = std::uint64_t{from} << 16 | j << 1 | (variable == program_.joins[j].from);
  for (const auto& [known, nodes] : walks_)
    if (known == key) return nodes;
  auto& walk = walks_.emplace_back();
  walk.first = key;
  program_.joins[j].walk(variable, {&from, 1}, walk.second);
  return walk.second;
}

// Whether it leads to n, of `variable`; things are asked about in ascending order.
bool MatchFinder::leads_to(Edge& edge, std::size_t variable, Node n) {
  if (!edge.lane && program_.domains[variable].few()) {  // from the side that is one thing: its ways are kept
    const auto& next = walked(edge.join, variable, n);
    return std::binary_search(next.begin(), next.end(), match_[edge.other]);
  }
  const auto& list = edge.list;
  std::size_t step = 1;
  while (edge.at + step < list.size() && list[edge.at + step] < n) edge.at += step, step *= 2;
  const auto last = list.begin() + static_cast<std::ptrdiff_t>(std::min(edge.at + step, list.size()));
  const auto found = std::lower_bound(list.begin() + static_cast<std::ptrdiff_t>(edge.at), last, n);
  edge.at = static_cast<std::size_t>(found - list.begin());
  return edge.at < list.size() && list[edge.at] == n;
}

// Of at most kBlock things those that may stand there by themselves, and where each was among them.
std::size_t MatchFinder::with_the_keys(const Place& at, std::span<const Node> things, Node* kept, std::uint32_t* nth) {
  const Live& live = reducer_.live(at.variable);
  std::size_t n = 0;
  for (std::uint32_t i = 0; i < things.size(); ++i) {
    kept[n] = things[i];
    nth[n] = i;
    n += live.has(things[i]);
  }
  for (const Key& key : at.keys) {
    std::uint32_t codes[kBlock];
    key.column->codes(kept, n, codes);
    std::size_t left = 0;
    for (std::size_t i = 0; i < n; ++i) {
      kept[left] = kept[i];
      nth[left] = nth[i];
      left += codes[i] == key.code;
    }
    n = left;
  }
  return n;
}

// along: the edge that n was found over, which need not be asked again.
inline bool MatchFinder::joined(Place& at, Node n, const Edge* along) {
  for (Edge& edge : at.edges)
    if (&edge != along && !leads_to(edge, at.variable, n)) return false;
  for (const auto& [other, same] : at.differ)
    if ((match_[other] == n) != same) return false;
  return true;
}

// things: ascending. False: enough was found.
bool MatchFinder::take_block(std::size_t place, std::span<const Node> things, const Edge* along) {
  Place& at = order_[place];
  const std::size_t v = at.variable;
  Node kept[kBlock];
  std::uint32_t nth[kBlock];
  const std::size_t n = with_the_keys(at, things, kept, nth);
  if (n > 1 && place + 1 < order_.size())  // the memory brings the lists of all while the first is looked at
    for (const Edge& next : order_[place + 1].edges)
      for (std::size_t i = 0; next.lane && next.other == v && i < n; ++i) __builtin_prefetch((*next.lane)[kept[i]].data());
  std::size_t counted = 0;
  for (std::size_t i = 0; i < n; ++i) {
    tried_ += nth[i] + 1 - counted;
    counted = nth[i] + 1;
    if (enough()) return false;
    if (!joined(at, kept[i], along)) continue;
    match_[v] = kept[i];
    if (!extend(place + 1)) return false;
  }
  tried_ += things.size() - counted;
  return !enough();
}
// The same of one thing, as most places have: the room for a block costs more than the thing.
bool MatchFinder::take_one(std::size_t place, Node n, const Edge* along) {
  ++tried_;
  if (enough()) return false;
  Place& at = order_[place];
  if (!reducer_.live(at.variable).has(n)) return true;
  for (const Key& key : at.keys)
    if (key.column->code(n) != key.code) return true;
  if (!joined(at, n, along)) return true;
  match_[at.variable] = n;
  return extend(place + 1);
}
bool MatchFinder::take(std::size_t place, std::span<const Node> things, const Edge* along) {
  if (things.size() == 1) return take_one(place, things[0], along);
  for (std::size_t i = 0; i < things.size(); i += kBlock)
    if (!take_block(place, things.subspan(i, std::min(kBlock, things.size() - i)), along)) return false;
  return true;
}

bool MatchFinder::extend(std::size_t place) {
  if (place == order_.size()) {
    found_->insert(found_->end(), match_.begin(), match_.end());
    return ++looked_ < most_;
  }
  Place& at = order_[place];
  const auto& few = program_.domains[at.variable].few();
  const Edge* shortest = nullptr;
  for (Edge& edge : at.edges) {
    edge.at = 0;
    if (edge.lane)
      edge.list = (*edge.lane)[match_[edge.other]];
    else if (!few)
      edge.list = walked(edge.join, edge.other, match_[edge.other]);
    if (!shortest || edge.list.size() < shortest->list.size()) shortest = &edge;
  }
  if (const Node fixed = fixed_[at.variable]; fixed != graph::kNoNode) return take_one(place, fixed, nullptr);
  if (few) return take(place, *few, nullptr);
  if (shortest) return take(place, shortest->list, shortest);
  bool go_on = true;
  Live& live = reducer_.live(at.variable);
  live.settle();
  std::vector<Node> block;
  live.each([&](Node n) {
    if (!go_on) return;
    block.push_back(n);
    if (block.size() < kBlock) return;
    go_on = take(place, block, nullptr);
    block.clear();
  });
  return go_on && take(place, block, nullptr);
}

}  // namespace evident::query
