// Which way a pass of GroupCount is counted, where a faster one than node by node fits.
#include <algorithm>
#include <array>
#include <bit>

#include "query/execute/operators/group_count.hpp"
#include "query/execute/operators/lane_count.hpp"
#include "query/execute/operators/list_count.hpp"
#include "query/execute/operators/ways.hpp"
#include "query/second_thread.hpp"

namespace evident::query {

using graph::Node;

namespace {
constexpr std::uint32_t kNone = KeyColumn::kNone;
}

std::vector<Join::Lane> GroupCount::follow_lanes(const Pass& pass) const {
  const std::size_t root = pass.tree.root;
  std::vector<Join::Lane> follow;
  for (const std::size_t value : pass.followers)
    for (const Join& join : program_.joins)
      if (join.single() && join.step.edge == graph::Edge::contains &&
          ((join.from == root && join.to == counted_[value]) || (join.to == root && join.from == counted_[value])))
        follow.push_back(join.lane(root));
  return follow;
}

Node GroupCount::middle_of(const Pass& pass) const {
  const Domain& domain = program_.domains[pass.tree.root];
  const Node first = domain.first(), last = domain.last();
  Node middle = first + (last - first) / 2;
  for (const Join::Lane& lane : follow_lanes(pass))
    while (middle > first && middle < last) {
      const auto a = lane[middle - 1], b = lane[middle];
      if (!a.empty() && !b.empty() && a.front() != b.front()) break;
      ++middle;
    }
  return middle;
}

// From an item to its source: one thing, and the same for many items one after the other.
bool GroupCount::leads_to_source(const Pass& pass, std::size_t j) const {
  const Join& join = program_.joins[j];
  if (!join.single() || join.step.edge != graph::Edge::contains) return false;
  const std::size_t item = join.step.forwards ? join.to : join.from;
  return item == pass.tree.root;
}

// One branch, to the groups themselves. From their side an edge costs a bit; from the other a place in a table
// and a random cell.
std::optional<bool> GroupCount::by_lists(const Pass& pass, const std::vector<Branch>& branches, const Cancel* cancel) {
  constexpr double kDearer = 6, kLeast = 1000;
  if (!takes(CountWay::lists) || branches.size() != 1 || branches[0].form != Branch::Form::leaf) return {};
  const std::size_t root = pass.tree.root, c = branches[0].variable, j = branches[0].join;
  if (keys_of_[c].size() != 1 || !keys_[keys_of_[c][0]].one_thing()) return {};
  if (!keys_of_[root].empty() && !pass.followers.empty()) return {};
  Live& root_live = reducer_.live(root);
  const Live& groups_live = *branches[0].live;
  const double edges = static_cast<double>(groups_live.size()) * program_.fan(j, c);
  const double otherwise = static_cast<double>(root_live.size()) * program_.fan(j, root);
  if (count_way == CountWay::cheapest && (edges > kDearer * otherwise || otherwise < kLeast)) return {};
  root_live.index();

  ListCount::Input input;
  input.root = &root_live;
  input.lane = program_.joins[j].lane(c);
  input.follow = follow_lanes(pass);
  const Node first = root_live.domain().first();
  // Of a graph with new documents behind it, the lists up to the first that they change.
  for (std::size_t i = pass.until.size(); i < input.follow.size(); ++i) {
    const Join::Lane& lane = input.follow[i];
    Node until = root_live.domain().last();
    if (!lane.run(first, until)) {
      Node right = first;  // so far it is right, and wrong at `until`
      while (until - right > 1) {
        const Node middle = right + (until - right) / 2;
        (lane.run(first, middle) ? right : until) = middle;
      }
      until = right;
    }
    pass.until.push_back(until);
  }
  for (std::size_t i = 0; i < input.follow.size(); ++i)
    input.runs.push_back({input.follow[i].run(first, pass.until[i]), pass.until[i]});
  for (const std::size_t k : keys_of_[root]) input.own.emplace_back(&keys_[k], stride_[k]);
  std::vector<ListCount::Group> groups;
  std::vector<std::size_t> before;  // edges before each
  std::size_t all = 0;
  groups_live.each([&](Node n) {
    const std::uint32_t cell = leaf_cell(c, n);
    if (cell == kNone) return;
    groups.push_back({n, cell});
    before.push_back(all);
    all += input.lane[n].size();
  });
  Work& work = works_[0];
  std::vector<std::vector<std::uint32_t>*> counts{&work.cells};
  for (auto& follower : work.counts) counts.push_back(&follower);
  const bool two = pays_two(static_cast<double>(all));
  how_ = std::string(two ? "two threads" : "one thread") + ", from the side of " + program_.names[c];
  if (!pass.followers.empty()) how_ += ", sources on the way";
  const auto* const begin = groups.data();
  const auto* const end = begin + groups.size();
  bool fine = true;
  if (two) {
    const auto* const middle =
        begin + (std::lower_bound(before.begin(), before.end(), all / 2) - before.begin());
    bool other = true;
    SecondThread second([&] { other = ListCount::run(input, middle, end, counts, cancel); });
    fine = ListCount::run(input, begin, middle, counts, cancel);
    second.join();
    fine = fine && other;
  } else {
    fine = ListCount::run(input, begin, end, counts, cancel);
  }
  if (fine) return true;
  if (cancel && cancel->requested()) return false;
  work.in_order = false;  // what follows is counted in passes of its own, the rest as well: once more, alone
  Pass alone = pass;
  alone.followers.clear();
  work.reset(work.cells.size(), pass.followers.size());
  const auto again = by_lists(alone, branches, cancel);
  work.in_order = false;
  return again;
}

// The cells that a branch reaches as bits, for each node that the root leads to, and an empty one at the end.
bool GroupCount::wide_masks(const Pass& pass, const Branch& branch, std::vector<std::uint64_t>& masks, Node& first,
                            std::vector<std::uint32_t>& cell_of_bit) const {
  constexpr std::size_t kNodes = 1u << 20;
  if (branch.form == Branch::Form::masks) {
    masks = branch.masks;
    first = branch.first;
    cell_of_bit = branch.cell_of_bit;
    masks.push_back(0);
    return !cell_of_bit.empty();
  }
  const Domain& domain = program_.domains[branch.variable];
  if (branch.form != Branch::Form::leaf || combinations(pass, branch.variable) > 64 ||
      domain.last() - domain.first() > kNodes)
    return false;
  first = domain.first();
  masks.assign(domain.last() - first + 1, 0);
  branch.live->each([&](Node n) {
    const std::uint32_t cell = leaf_cell(branch.variable, n);
    if (cell == kNone) return;
    auto at = std::find(cell_of_bit.begin(), cell_of_bit.end(), cell);
    if (at == cell_of_bit.end()) at = cell_of_bit.insert(at, cell);
    masks[n - first] = std::uint64_t{1} << ((at - cell_of_bit.begin()) & 63);
  });
  return !cell_of_bit.empty() && cell_of_bit.size() <= 64;
}

// One branch that reaches few cells, the root's own keys, and at most one branch more: over the source.
std::optional<bool> GroupCount::by_lanes(const Pass& pass, const std::vector<Branch>& branches, std::uint32_t cells,
                                         const Cancel* cancel) {
  constexpr std::size_t kLeast = 5000;  // nodes
  const std::size_t root = pass.tree.root;
  const Live& live = reducer_.live(root);
  if (!takes(CountWay::lanes) || !pass.followers.empty() || branches.empty() || branches.size() > 2) return {};
  constexpr std::uint32_t kSparse = 32;  // so many cells for a node are better sorted
  if (count_way == CountWay::cheapest && (live.size() < kLeast || cells / kSparse > live.size())) return {};
  const Branch *wide = nullptr, *side = nullptr;
  for (const Branch& branch : branches) {
    const bool source = leads_to_source(pass, branch.join);
    if (!source && !wide)
      wide = &branch;
    else if (source && !side && branch.form != Branch::Form::lists)
      side = &branch;
    else
      return {};
  }
  LaneCount::Input input;
  if (!wide || !wide_masks(pass, *wide, input.wide.masks, input.wide.first, input.wide.cell_of_bit)) return {};
  input.wide.lane = wide->lane;
  input.root = &live;
  std::size_t own = 1;
  for (const std::size_t k : keys_of_[root]) {
    input.own.push_back({&keys_[k], stride_[k]});
    own *= std::max<std::uint32_t>(1, keys_[k].size());
  }
  std::size_t sides = 1;
  if (side) {
    LaneCount::Side one;
    one.lane = side->lane;
    if (side->form == Branch::Form::masks) {
      one.key = [side](Node n) {
        const Node at = n - side->first;
        return at < side->masks.size() ? side->masks[at] : 0;
      };
      one.cells = [side](std::uint64_t mask, std::vector<std::uint32_t>& into) {
        for (; mask; mask &= mask - 1) into.push_back(side->cell_of_bit[static_cast<std::size_t>(std::countr_zero(mask))]);
      };
    } else {
      one.rows = 1;
      const auto& keys = keys_of_[side->variable];
      for (const std::size_t k : keys) one.rows *= std::max<std::uint32_t>(1, keys_[k].size());
      one.key = [this, side, &keys](Node n) {
        if (!side->live->has(n)) return LaneCount::kNothing;
        std::uint64_t row = 0;
        for (const std::size_t k : keys) {
          const std::uint32_t code = keys_[k].code(n);
          if (code == kNone) return LaneCount::kNothing;
          row = row * std::max<std::uint32_t>(1, keys_[k].size()) + code;
        }
        return row;
      };
      one.cells = [this, &keys](std::uint64_t row, std::vector<std::uint32_t>& into) {
        std::uint32_t cell = 0;
        for (std::size_t i = keys.size(); i-- > 0;) {
          const std::size_t size = std::max<std::uint32_t>(1, keys_[keys[i]].size());
          cell += static_cast<std::uint32_t>(row % size) * stride_[keys[i]];
          row /= size;
        }
        into.push_back(cell);
      };
      sides = one.rows;
    }
    input.side.push_back(std::move(one));
  }
  if (!LaneCount::fits(own, sides, input.wide.cell_of_bit.size())) return {};
  const Node first = live.domain().first(), last = live.domain().last();
  const bool two = pays_two(static_cast<double>(live.size()) * work_of(pass, root));
  how_ = std::string(two ? "two threads" : "one thread") + ", " + program_.names[wide->variable] + " eight cells at once";
  if (side) how_ += ", a row for each " + program_.names[side->variable];
  LaneCount one(input), other(input);
  bool fine = true;
  if (two) {
    const Node middle = middle_of(pass);
    bool second_fine = true;
    SecondThread second([&] { second_fine = other.run(middle, last, cancel); });
    fine = one.run(first, middle, cancel);
    second.join();
    fine = fine && second_fine;
  } else {
    fine = one.run(first, last, cancel);
  }
  if (!fine) return one.failed() || other.failed() ? std::nullopt : std::optional(false);
  works_[0].reset(cells, 0);
  one.add_to(works_[0].cells);
  if (two) other.add_to(works_[0].cells);
  return true;
}

namespace {

// By digits of eleven bits, the last first; `other` is room for as many.
void sort_by_digits(std::vector<std::uint32_t>& list, std::vector<std::uint32_t>& other, std::uint32_t most) {
  constexpr unsigned kBits = 11;
  constexpr std::uint32_t kDigits = 1u << kBits;
  other.resize(list.size());
  for (unsigned shift = 0; shift < 32 && most >> shift; shift += kBits) {
    std::array<std::uint32_t, kDigits> place{};
    for (const std::uint32_t cell : list) ++place[cell >> shift & (kDigits - 1)];
    std::uint32_t begin = 0;
    for (std::uint32_t& one : place) {
      const std::uint32_t times = one;
      one = begin;
      begin += times;
    }
    for (const std::uint32_t cell : list) other[place[cell >> shift & (kDigits - 1)]++] = cell;
    std::swap(list, other);
  }
}

}  // namespace

// Many cells of which few are reached: each that is reached is written down, and the list sorted. Cost: two or
// three copies of the list, against clearing, adding up and looking through all cells.
std::optional<bool> GroupCount::by_sorting(const Pass& pass, const std::vector<Branch>& branches, Cells& cells,
                                           const Cancel* cancel) {
  constexpr std::uint32_t kMany = 1u << 17;
  constexpr std::size_t kParts = 16, kAsked = 64;  // one in so many nodes is asked how many cells it reaches
  if (!takes(CountWay::sorted) || !pass.followers.empty() || passes_.size() != 1) return {};
  const bool asked_for = count_way == CountWay::sorted;
  if (cells.size < kMany && !asked_for) return {};
  const std::size_t root = pass.tree.root;
  const Live& live = reducer_.live(root);
  const Node first = live.domain().first(), last = live.domain().last();
  Work &one = works_[0], &other = works_[1];
  for (Work* work : {&one, &other}) {
    work->ok = work->listed = true;
    work->list.clear();
  }
  const Node part = (last - first) / kParts, asked = part / kAsked;
  std::size_t reached = 0;  // cells, about
  if (asked && !asked_for) {
    for (std::size_t i = 0; i < kParts; ++i) {
      const Node begin = first + static_cast<Node>(i) * part;
      count_range(pass, branches, begin, begin + asked, one, cancel);
    }
    reached = one.list.size() * kAsked;
    if (reached > cells.size / 2) return {};
    one.list.clear();
  } else if (!asked_for && static_cast<double>(live.size()) * work_of(pass, root) > cells.size / 2) {
    return {};
  }
  const bool two = pays_two(static_cast<double>(live.size()) * work_of(pass, root));
  how_ = std::string(two ? "two threads" : "one thread") + ", the cells that are reached, sorted";
  const auto run = [&](Node begin, Node end, Work& work) {
    work.list.reserve((two ? reached / 2 : reached) / 8 * 9);
    count_range(pass, branches, begin, end, work, cancel);
    sort_by_digits(work.list, work.sorted, cells.size);
  };
  if (two) {
    const Node middle = middle_of(pass);
    SecondThread second([&] { run(middle, last, other); });
    run(first, middle, one);
    second.join();
  } else {
    run(first, last, one);
  }
  one.listed = other.listed = false;
  if (!one.ok || !other.ok) return false;
  cells.sparse = true;
  cells.filled.clear();
  std::vector<std::uint32_t>& counts = cells.counts[pass.value];
  counts.clear();
  const auto& a = one.list;
  const auto& b = other.list;
  counts.reserve(a.size() + b.size());
  cells.filled.reserve(a.size() + b.size());
  for (std::size_t i = 0, k = 0; i < a.size() || k < b.size();) {
    const std::uint32_t cell = k == b.size() || (i < a.size() && a[i] <= b[k]) ? a[i] : b[k];
    const std::size_t before = i + k;
    while (i < a.size() && a[i] == cell) ++i;
    while (k < b.size() && b[k] == cell) ++k;
    cells.filled.push_back(cell);
    counts.push_back(static_cast<std::uint32_t>(i + k - before));
  }
  return true;
}

}  // namespace evident::query
