#include "query/execute/operators/group_count.hpp"

#include <algorithm>
#include <bit>

#include "query/execute/operators/ways.hpp"
#include "query/second_thread.hpp"

namespace evident::query {

using graph::Node;

namespace {
constexpr std::uint32_t kNone = KeyColumn::kNone;
constexpr Node kBatch = 8192;             // nodes between two looks at the cancellation

void once(std::vector<std::uint32_t>& cells) {
  if (cells.size() < 2) return;
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
}
}  // namespace

bool lay_out(const std::vector<KeyColumn>& keys, Cells& cells) {
  std::uint64_t size = 1;
  cells.stride.assign(keys.size(), 0);
  for (std::size_t k = keys.size(); k-- > 0;) {
    cells.stride[k] = static_cast<std::uint32_t>(size);
    size *= std::max<std::uint64_t>(1, keys[k].size());
    if (size > GroupCount::kCells) return false;
  }
  cells.size = static_cast<std::uint32_t>(size);
  return true;
}

GroupCount::GroupCount(const Program& program, std::vector<KeyColumn>& keys, std::vector<std::size_t> counted)
    : program_(program), keys_(keys), counted_(std::move(counted)), reducer_(program) {
  keys_of_.resize(program.domains.size());
  for (std::size_t k = 0; k < keys.size(); ++k) keys_of_[keys[k].variable()].push_back(k);
  std::vector<bool> done(counted_.size());
  for (std::size_t value = 0; value < counted_.size(); ++value) {
    if (done[value]) continue;
    // Not one that can follow another.
    bool follows = false;
    for (std::size_t other = 0; other < counted_.size(); ++other)
      follows = follows || (other != value && !done[other] && is_follower(counted_[other], counted_[value]));
    if (follows) continue;
    Pass pass = pass_of(value);
    done[value] = true;
    for (std::size_t other = 0; other < counted_.size(); ++other)
      if (!done[other] && is_follower(counted_[value], counted_[other])) {
        pass.followers.push_back(other);
        done[other] = true;
      }
    passes_.push_back(std::move(pass));
  }
  for (std::size_t value = 0; value < counted_.size(); ++value)
    if (!done[value]) passes_.push_back(pass_of(value));
}

GroupCount::Pass GroupCount::pass_of(std::size_t value) const {
  Pass pass;
  pass.value = value;
  pass.tree = rooted(program_, counted_[value]);
  pass.keyed.assign(program_.domains.size(), false);
  for (const std::size_t v : pass.tree.order) {
    if (!keys_of_[v].empty()) pass.keyed[v] = true;
    if (pass.keyed[v]) pass.keyed[pass.tree.parent[v]] = true;
  }
  pass.only.assign(program_.domains.size(), kSeveral);
  for (std::size_t v = 0; v < program_.domains.size(); ++v) {
    std::size_t keyed = 0;
    for (const std::size_t c : pass.tree.children[v])
      if (pass.keyed[c]) {
        pass.only[v] = c;
        ++keyed;
      }
    if (keyed != 1 || !keys_of_[v].empty()) pass.only[v] = kSeveral;
  }
  return pass;
}

bool GroupCount::pays_two(double edges) const {
  constexpr double kForTwo = 300'000;
  return (edges >= kForTwo || count_way != CountWay::cheapest) && SecondThread::has_processor();
}

// The source of an item: always one, and items are numbered in the order of theirs.
bool GroupCount::is_follower(std::size_t root, std::size_t variable) const {
  if (!keys_of_[variable].empty()) return false;
  for (const Join& join : program_.joins) {
    if (!join.single() || join.step.edge != graph::Edge::contains) continue;
    const std::size_t source = join.step.forwards ? join.from : join.to;
    if (source == variable && join.other(source) == root) {
      const auto& kinds = program_.domains[root].all_kinds();
      return kinds.size() == 1 && graph::info(kinds[0]).role == graph::KindRole::item;
    }
  }
  return false;
}

double GroupCount::combinations(const Pass& pass, std::size_t variable) const {
  double all = 1;
  // Of things no more than are left of them.
  const auto left = static_cast<double>(const_cast<Reducer&>(reducer_).live(variable).size());
  for (const std::size_t k : keys_of_[variable]) {
    const double size = std::max<std::uint32_t>(1, keys_[k].size());
    all *= keys_[k].one_thing() ? std::min(size, left) : size;
  }
  for (const std::size_t c : pass.tree.children[variable])
    if (pass.keyed[c]) all *= combinations(pass, c);
  return all;
}

// How many edges are followed from one node of a name.
double GroupCount::work_of(const Pass& pass, std::size_t variable) const {
  double all = 1;
  for (const std::size_t c : pass.tree.children[variable])
    if (pass.keyed[c]) all += program_.fan(pass.tree.join[c], variable) * work_of(pass, c);
  return all;
}

bool GroupCount::run(Cells& cells, const Cancel* cancel) {
  cells.counts.resize(counted_.size());
  for (Pass& pass : passes_) {
    reducer_.reset();
    reducer_.run(pass.tree, pass.keyed);
    const bool first = &pass == &passes_.front();
    if (first)
      for (KeyColumn& key : keys_) {
        // Few are only those that were found before the keys were asked; other passes may find others.
        if (const Live& live = reducer_.live(key.variable());
            passes_.size() == 1 && live.form() == Live::Form::few)
          key.settle(&live.few());
        else
          key.settle(program_.domains[key.variable()].few() ? &*program_.domains[key.variable()].few() : nullptr);
      }
    if (first && !lay_out(keys_, cells)) return false;
    if (first) stride_ = cells.stride;
    if (!count(pass, cells, cancel)) return false;
  }
  return true;
}

std::uint32_t GroupCount::own(std::size_t variable, Node n) const {
  std::uint32_t cell = 0;
  for (const std::size_t k : keys_of_[variable]) {
    const std::uint32_t code = keys_[k].code(n);
    if (code == kNone) return kNone;
    cell += code * stride_[k];
  }
  return cell;
}

void GroupCount::cells_of(std::size_t variable, const std::vector<Node>& nodes, std::vector<std::uint32_t>& cells) const {
  const auto& keys = keys_of_[variable];
  cells.resize(nodes.size());
  if (keys.size() != 1) {
    for (std::size_t i = 0; i < nodes.size(); ++i) cells[i] = own(variable, nodes[i]);
    return;
  }
  keys_[keys[0]].codes(nodes.data(), nodes.size(), cells.data());
  const std::uint32_t stride = stride_[keys[0]];
  for (std::uint32_t& cell : cells) cell = cell == kNone ? kNone : cell * stride;
}

// The cells that the branch reaches from a node of the root, in place of those reached from the node before.
inline void GroupCount::collect(const Pass& pass, const Branch& branch, Node n, Reached& into) const {
  const auto next = branch.lane[n];
  // Claims of one source come one after the other: what it leads to is known.
  if (next.size() == 1) {
    if (next[0] == into.one) return;
    into.one = next[0];
  } else {
    into.one = graph::kNoNode;
  }
  if (branch.form != Branch::Form::masks) return collect_lists(pass, branch, next, into);
  std::uint64_t mask = 0;
  const auto size = static_cast<Node>(branch.masks.size());
  for (const Node m : next)
    if (const Node at = m - branch.first; at < size) mask |= branch.masks[at];
  std::uint32_t* cell = into.cells.data();  // 64 of them
  for (; mask; mask &= mask - 1) *cell++ = branch.cell_of_bit[static_cast<std::size_t>(std::countr_zero(mask))];
  into.size = static_cast<std::size_t>(cell - into.cells.data());
}

void GroupCount::collect_lists(const Pass& pass, const Branch& branch, std::span<const Node> next,
                               Reached& into) const {
  const Live& live = *branch.live;
  into.cells.clear();
  if (branch.form == Branch::Form::leaf) {
    for (const Node m : next)
      if (const std::uint32_t cell = leaf_cell(branch.variable, m); cell != kNone) into.cells.push_back(cell);
    if (!branch.distinct) once(into.cells);
  } else {
    for (const Node m : next)
      if (live.has(m)) gather(pass, branch.variable, m, into.cells);
    once(into.cells);
  }
  into.size = into.cells.size();
}

// Where what it leads to is all there is between two numbers (the claims of a source), their own lists stand one
// after the other and are read as one. False: it is not so.
bool GroupCount::gather_run(const Pass& pass, std::size_t variable, Node n, std::vector<std::uint32_t>& into) const {
  const std::size_t c = pass.only[variable], d = pass.only[c];
  if (d == kSeveral || !pass.tree.children[d].empty() || tables_[d].empty()) return false;
  const Live& live = const_cast<Reducer&>(reducer_).live(c);
  if (live.form() != Live::Form::plain) return false;
  const Domain& domain = program_.domains[c];
  std::span<const Node> next = program_.joins[pass.tree.join[c]].next(variable, n);
  while (!next.empty() && next.front() < domain.first()) next = next.subspan(1);
  while (!next.empty() && next.back() >= domain.last()) next = next.first(next.size() - 1);
  if (next.empty()) return true;
  if (next.back() - next.front() + 1 != next.size()) return false;
  const auto run = program_.joins[pass.tree.join[d]].lane(c).run(next.front(), next.back() + 1);
  if (!run || !run->starts) return false;
  const Node* const begin = run->targets + run->starts[next.front() - run->first];
  const Node* const end = run->targets + run->starts[next.back() - run->first + 1];
  const std::vector<std::uint32_t>& table = tables_[d];
  const Node first = program_.domains[d].first(), size = static_cast<Node>(table.size() - 1);
  std::size_t at = into.size();
  into.resize(at + static_cast<std::size_t>(end - begin));
  for (const Node* m = begin; m != end; ++m) {
    const std::uint32_t cell = table[std::min<Node>(*m - first, size)];
    into[at] = cell;
    at += cell != kNone;
  }
  into.resize(at);
  return true;
}

// Every combination that a node of that variable reaches in its own subtree.
void GroupCount::gather(const Pass& pass, std::size_t variable, Node n, std::vector<std::uint32_t>& into) const {
  if (const std::size_t c = pass.only[variable]; c != kSeveral) {
    const Live& live = const_cast<Reducer&>(reducer_).live(c);
    const bool leaf = pass.tree.children[c].empty();
    if (gather_run(pass, variable, n, into)) return;
    for (const Node m : program_.joins[pass.tree.join[c]].next(variable, n)) {
      if (!leaf) {
        if (live.has(m)) gather(pass, c, m, into);
      } else if (const std::uint32_t cell = leaf_cell(c, m); cell != kNone) {
        into.push_back(cell);
      }
    }
    return;
  }
  const std::uint32_t mine = own(variable, n);
  if (mine == kNone) return;
  std::vector<std::uint32_t> all{mine}, one, next;
  for (const std::size_t c : pass.tree.children[variable]) {
    if (!pass.keyed[c]) continue;
    one.clear();
    const Join& join = program_.joins[pass.tree.join[c]];
    const Live& live = const_cast<Reducer&>(reducer_).live(c);
    const bool leaf = std::none_of(pass.tree.children[c].begin(), pass.tree.children[c].end(),
                                   [&](std::size_t d) { return pass.keyed[d]; });
    for (const Node m : join.next(variable, n)) {
      if (!live.has(m)) continue;
      if (!leaf) {
        gather(pass, c, m, one);
      } else if (const std::uint32_t cell = own(c, m); cell != kNone) {
        one.push_back(cell);
      }
    }
    once(one);
    if (one.empty()) return;
    if (all.size() == 1 && &c == &pass.tree.children[variable].back()) {
      for (const auto b : one) into.push_back(all[0] + b);
      return;
    }
    next.clear();
    for (const auto a : all)
      for (const auto b : one) next.push_back(a + b);
    std::swap(all, next);
  }
  into.insert(into.end(), all.begin(), all.end());
}

// Of keys at the end of a branch: what is left of them, and the cell of each, in one look.
void GroupCount::fill_tables(const Pass& pass) {
  constexpr std::size_t kSmall = 65'536;
  tables_.assign(program_.domains.size(), {});
  for (std::size_t v = 0; v < program_.domains.size(); ++v) {
    const Domain& domain = program_.domains[v];
    Live& live = reducer_.live(v);
    if (v == pass.tree.root || keys_of_[v].empty() || domain.last() - domain.first() > kSmall ||
        live.form() == Live::Form::few || reducer_.live(pass.tree.root).size() < 1000)
      continue;
    if (std::any_of(pass.tree.children[v].begin(), pass.tree.children[v].end(),
                    [&](std::size_t c) { return pass.keyed[c]; }))
      continue;
    live.settle();
    tables_[v].assign(domain.last() - domain.first() + 1, kNone);  // and one that is asked for all others
    live.each([&](Node n) { tables_[v][n - domain.first()] = own(v, n); });
  }
}

// The masks of a branch whose nodes lead on to keys: from the keys back where that is less to do.
void GroupCount::fill_masks(const Pass& pass, Branch& branch) {
  const std::size_t v = branch.variable;
  const Live& live = reducer_.live(v);
  const Domain& domain = program_.domains[v];
  branch.first = domain.first();
  branch.masks.assign(domain.last() - domain.first(), 0);
  std::vector<std::uint32_t>& cell_of_bit = branch.cell_of_bit;
  cell_of_bit.clear();
  std::vector<std::uint8_t> bits;  // plus 1, of each cell
  const auto bit_of = [&](std::uint32_t cell) -> std::size_t {
    if (cell >= bits.size()) bits.resize(cell + 1);
    if (!bits[cell]) {
      cell_of_bit.push_back(cell);
      bits[cell] = static_cast<std::uint8_t>(cell_of_bit.size());
    }
    return bits[cell] - 1u;
  };
  std::vector<std::size_t> keyed;
  for (const std::size_t c : pass.tree.children[v])
    if (pass.keyed[c]) keyed.push_back(c);
  const bool one_leaf = keys_of_[v].empty() && keyed.size() == 1 &&
                        std::none_of(pass.tree.children[keyed[0]].begin(), pass.tree.children[keyed[0]].end(),
                                     [&](std::size_t d) { return pass.keyed[d]; });
  if (one_leaf) {
    const std::size_t c = keyed[0];
    const Join::Lane lane = program_.joins[pass.tree.join[c]].lane(c);
    Live& ends = reducer_.live(c);
    ends.settle();
    const bool any = live.form() == Live::Form::plain;
    std::vector<Node> nodes;
    std::vector<std::uint32_t> cells;
    const auto take = [&] {
      cells_of(c, nodes, cells);
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (cells[i] == kNone) continue;
        const std::uint64_t bit = std::uint64_t{1} << (bit_of(cells[i]) & 63);
        for (const Node n : lane[nodes[i]])
          if (any ? domain.within(n) : live.has(n)) branch.masks[n - branch.first] |= bit;
      }
      nodes.clear();
    };
    ends.each([&](Node m) {
      nodes.push_back(m);
      if (nodes.size() == kBatch) take();
    });
    take();
    return;
  }
  reducer_.live(v).settle();
  std::vector<std::uint32_t> cells;
  live.each([&](Node n) {
    cells.clear();
    gather(pass, v, n, cells);
    for (const auto cell : cells) branch.masks[n - branch.first] |= std::uint64_t{1} << bit_of(cell);
  });
}

bool GroupCount::count_range(const Pass& pass, const std::vector<Branch>& branches, Node first, Node last, Work& work,
                             const Cancel* cancel) const {
  const std::size_t root = pass.tree.root;
  const Live& live = const_cast<Reducer&>(reducer_).live(root);
  const std::vector<Join::Lane> follow = follow_lanes(pass);
  std::vector<Reached> sets(branches.size());
  for (Reached& set : sets) set.cells.resize(64);
  const bool by_key = !keys_of_[root].empty();
  std::vector<Node> leading(follow.size()), before(follow.size());  // before: to see that they come in order
  std::uint32_t* const counted = work.cells.data();
  const std::size_t followers = follow.size();
  const bool listed = work.listed;
  const auto add = [&](std::uint32_t cell) {
    if (listed) return work.list.push_back(cell);
    ++counted[cell];
    for (std::size_t f = 0; f < followers; ++f)
      if (work.last[f][cell] != leading[f]) {
        work.last[f][cell] = leading[f];
        ++work.counts[f][cell];
      }
  };
  const auto take = [&](Node n) {
    const std::uint32_t mine = by_key ? own(root, n) : 0;
    if (mine == kNone) return;
    for (std::size_t b = 0; b < branches.size(); ++b) {
      collect(pass, branches[b], n, sets[b]);
      if (sets[b].size == 0) return;
    }
    for (std::size_t f = 0; f < follow.size(); ++f) {
      leading[f] = follow[f][n].front();
      if (leading[f] < before[f]) work.in_order = false;
      before[f] = leading[f];
    }
    switch (branches.size()) {
      case 0:
        return add(mine);
      case 1: {
        const std::uint32_t* cell = sets[0].cells.data();
        for (const std::uint32_t* end = cell + sets[0].size; cell != end; ++cell) add(mine + *cell);
        return;
      }
      case 2: {
        const std::uint32_t *a = sets[0].cells.data(), *const ends = a + sets[0].size;
        const std::uint32_t *const begin = sets[1].cells.data(), *const end = begin + sets[1].size;
        for (; a != ends; ++a) {
          const std::uint32_t row = mine + *a;
          for (const std::uint32_t* b = begin; b != end; ++b) add(row + *b);
        }
        return;
      }
      default: {
        std::vector<std::uint32_t> all{mine}, more;
        for (const Reached& set : sets) {
          more.clear();
          for (const auto a : all)
            for (std::size_t b = 0; b < set.size; ++b) more.push_back(a + set.cells[b]);
          std::swap(all, more);
        }
        for (const auto cell : all) add(cell);
      }
    }
  };
  for (Node begin = first; begin < last; begin += std::min<Node>(kBatch, last - begin)) {
    if (cancel && cancel->requested()) return work.ok = false;
    live.each(begin, begin + std::min<Node>(kBatch, last - begin), take);
  }
  return true;
}

std::vector<GroupCount::Branch> GroupCount::branches_of(const Pass& pass) {
  const std::size_t root = pass.tree.root;
  std::vector<Branch> branches;
  for (const std::size_t c : pass.tree.children[root]) {
    if (!pass.keyed[c]) continue;
    Branch branch;
    branch.variable = c;
    branch.join = pass.tree.join[c];
    const bool leaf = std::none_of(pass.tree.children[c].begin(), pass.tree.children[c].end(),
                                   [&](std::size_t d) { return pass.keyed[d]; });
    if (leaf) {
      branch.distinct = std::all_of(keys_of_[c].begin(), keys_of_[c].end(),
                                    [&](std::size_t k) { return keys_[k].one_thing(); });
      reducer_.live(c).settle();
    } else if (combinations(pass, c) <= 64) {
      branch.form = Branch::Form::masks;
      fill_masks(pass, branch);
    } else {
      branch.form = Branch::Form::lists;
      for (std::size_t v = 0; v < program_.domains.size(); ++v)
        if (pass.keyed[v] && reducer_.live(root).size() > 1000) reducer_.live(v).settle();
    }
    branch.live = &reducer_.live(c);
    branch.lane = program_.joins[branch.join].lane(root);
    branches.push_back(std::move(branch));
  }
  return branches;
}

bool GroupCount::one_by_one(const Pass& pass, const std::vector<Branch>& branches, const Cancel* cancel) {
  const std::size_t root = pass.tree.root;
  const Live& live = reducer_.live(root);
  const Node first = live.domain().first(), last = live.domain().last();
  const bool two = pays_two(static_cast<double>(live.size()) * work_of(pass, root));
  how_ = two ? "two threads" : "one thread";
  for (const Branch& branch : branches)
    how_ += ", " + program_.names[branch.variable] +
            (branch.form == Branch::Form::leaf ? " read" : branch.form == Branch::Form::masks ? " by masks" : " by lists");
  if (!pass.followers.empty()) how_ += ", sources on the way";
  Work& one = works_[0];
  if (!two) {
    count_range(pass, branches, first, last, one, cancel);
    return one.ok;
  }
  Work& other = works_[1];
  const Node middle = middle_of(pass);
  SecondThread second([&] {
    other.reset(one.cells.size(), pass.followers.size());
    count_range(pass, branches, middle, last, other, cancel);
  });
  count_range(pass, branches, first, middle, one, cancel);
  second.join();
  for (std::size_t i = 0; i < one.cells.size(); ++i) one.cells[i] += other.cells[i];
  for (std::size_t f = 0; f < pass.followers.size(); ++f)
    for (std::size_t i = 0; i < one.cells.size(); ++i) one.counts[f][i] += other.counts[f][i];
  one.in_order = one.in_order && other.in_order;
  return one.ok && other.ok;
}

void GroupCount::Work::reset(std::size_t size, std::size_t followers) {
  ok = in_order = true;
  listed = false;
  cells.assign(size, 0);
  counts.resize(followers);
  last.resize(followers);
  for (auto& one : counts) one.assign(size, 0);
  for (auto& seen : last) seen.assign(size, graph::kNoNode);
}

bool GroupCount::count(Pass& pass, Cells& cells, const Cancel* cancel) {
  const std::size_t root = pass.tree.root;
  Trace::Timed timed(trace_);
  reducer_.live(root).settle();
  fill_tables(pass);
  const std::vector<Branch> branches = branches_of(pass);
  works_.resize(2);  // kept for the next run: memory that was touched before costs nothing to have again
  Work& work = works_[0];
  const auto told = [&](std::size_t filled) {
    return Trace::Operator{"group and count " + program_.names[root] + " (" + program_.domains[root].how() + ")", how_,
                           reducer_.live(root).size(), filled, 0};
  };
  cells.sparse = false;
  std::optional<bool> done = by_lanes(pass, branches, cells.size, cancel);
  if (!done) {
    done = by_sorting(pass, branches, cells, cancel);
    if (done) {
      timed.done([&] { return told(cells.filled.size()); });
      return *done;
    }
    work.reset(cells.size, pass.followers.size());
    done = by_lists(pass, branches, cancel);
    if (!done) done = one_by_one(pass, branches, cancel);
  }
  if (!*done) return false;
  timed.done([&] {
    return told(static_cast<std::size_t>(
        std::count_if(work.cells.begin(), work.cells.end(), [](std::uint32_t n) { return n != 0; })));
  });
  std::swap(cells.counts[pass.value], work.cells);
  if (!work.in_order) {  // each in a pass of its own then
    for (const KeyColumn& key : keys_)
      if (key.among_few()) return false;
    for (const std::size_t value : pass.followers) {
      Pass own = pass_of(value);
      reducer_.reset();
      reducer_.run(own.tree, own.keyed);
      if (!count(own, cells, cancel)) return false;
    }
    return true;
  }
  for (std::size_t f = 0; f < pass.followers.size(); ++f)
    std::swap(cells.counts[pass.followers[f]], work.counts[f]);
  return true;
}

}  // namespace evident::query
