#include "query/execute/operators/lane_count.hpp"

#include <algorithm>

namespace evident::query {

using graph::Node;

namespace {

// Each bit of a byte as a byte of its own.
constexpr std::array<std::uint64_t, 256> spread_bits() {
  std::array<std::uint64_t, 256> all{};
  for (std::size_t byte = 0; byte < 256; ++byte)
    for (unsigned bit = 0; bit < 8; ++bit)
      if (byte >> bit & 1) all[byte] |= std::uint64_t{1} << (8 * bit);
  return all;
}
constexpr auto kSpread = spread_bits();

std::size_t words_of(std::size_t bits) { return std::max<std::size_t>(1, (bits + 7) / 8); }

struct Lists {  // that stand one after the other
  graph::Neighbours::Run run;
  std::span<const Node> operator[](Node n) const {
    const std::uint32_t begin = run.starts[n - run.first];
    return {run.targets + begin, run.starts[n - run.first + 1] - begin};
  }
};

}  // namespace

bool LaneCount::fits(std::size_t own, std::size_t side, std::size_t bits) {
  return own <= kRows && side <= kRows && own * side <= kRows && own * side * words_of(bits) <= kWords;
}

LaneCount::LaneCount(const Input& input) : in_(input), words_(words_of(input.wide.cell_of_bit.size())) {
  for (const Own& own : in_.own) own_ *= std::max<std::uint32_t>(1, own.key->size());
  const std::size_t sides = in_.side.empty() ? 1 : in_.side[0].rows;
  if (!sides) slots_.assign(2 * kRows, 0);
  for (std::size_t key = 0; key < sides; ++key) keys_.push_back(key);
  grow(sides * own_);
}

void LaneCount::grow(std::size_t rows) {
  sums_.resize(rows * kCopies * words_);
  times_.resize(rows * kCopies);
  totals_.resize(rows * words_ * 8);
}

std::uint32_t LaneCount::row_of_mask(std::uint64_t mask) {
  std::size_t at = (mask * 0x9e3779b97f4a7c15u >> 40) % slots_.size();
  for (; slots_[at]; at = (at + 1) % slots_.size())
    if (keys_[slots_[at] - 1] == mask) return slots_[at] - 1;
  const std::size_t row = keys_.size();
  if (!fits(own_, row + 1, in_.wide.cell_of_bit.size())) {
    failed_ = true;
    return kNone;
  }
  keys_.push_back(mask);
  slots_[at] = static_cast<std::uint32_t>(row + 1);
  grow(keys_.size() * own_);
  return static_cast<std::uint32_t>(row);
}

std::uint32_t LaneCount::row_of(Node thing) {
  const Side& side = in_.side[0];
  const std::uint64_t key = side.key(thing);
  if (key == kNothing) return kNone;
  const std::uint32_t row = side.rows ? static_cast<std::uint32_t>(key) : key ? row_of_mask(key) : kNone;
  return row == kNone ? kNone : row * static_cast<std::uint32_t>(own_);
}

void LaneCount::empty(std::size_t copy) {
  const std::size_t row = copy / kCopies;
  for (std::size_t w = 0; w < words_; ++w) {
    std::uint64_t& sum = sums_[copy * words_ + w];
    for (unsigned lane = 0; lane < 8; ++lane) totals_[(row * words_ + w) * 8 + lane] += sum >> (8 * lane) & 255;
    sum = 0;
  }
  times_[copy] = 0;
}

template <std::size_t kWidth, class Lists>
void LaneCount::take_words(std::size_t n, const Lists& lists) {
  const std::uint64_t* const masks = in_.wide.masks.data();
  const Node first = in_.wide.first, size = static_cast<Node>(in_.wide.masks.size() - 1);
  const std::size_t words = kWidth ? kWidth : words_;
  std::uint64_t* const sums = sums_.data();
  std::uint8_t* const times = times_.data();
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t row = rows_[i];
    const std::span<const Node> list = lists[nodes_[i]];
    if (row == kNone || list.empty()) continue;
    const Node* const begin = list.data();
    const std::size_t last = list.size() - 1;
    const auto mask_at = [=](std::size_t k) { return masks[std::min<Node>(begin[k] - first, size)]; };
    // Most lists are short: four without asking how many, some of them twice.
    std::uint64_t mask = mask_at(0) | mask_at(std::min<std::size_t>(1, last)) | mask_at(std::min<std::size_t>(2, last)) |
                         mask_at(std::min<std::size_t>(3, last));
    for (std::size_t k = 4; k <= last; ++k) mask |= mask_at(k);
    const std::size_t copy = row * kCopies + i % kCopies;
    std::uint64_t* const sum = sums + copy * words;
    for (std::size_t w = 0; w < words; ++w, mask >>= 8) sum[w] += kSpread[mask & 255];
    if (++times[copy] == 255) empty(copy);
  }
}

template <class Lists>
void LaneCount::take(std::size_t n, const Lists& lists) {
  switch (words_) {
    case 1:
      return take_words<1>(n, lists);
    case 2:
      return take_words<2>(n, lists);
    case 3:
      return take_words<3>(n, lists);
    default:
      return take_words<0>(n, lists);
  }
}

// The rows of those at hand by what they lead to.
void LaneCount::find_things(Node begin, Node end, std::size_t n) {
  const Join::Lane& lane = in_.side[0].lane;
  if (const auto run = lane.run(begin, end); run && !run->starts) {
    for (std::size_t i = 0; i < n; ++i) things_[i] = run->targets[nodes_[i] - run->first];
  } else {
    for (std::size_t i = 0; i < n; ++i) {
      const auto next = lane[nodes_[i]];
      things_[i] = next.empty() ? graph::kNoNode : next[0];
      failed_ |= next.size() > 1;  // which this cannot do
    }
  }
  for (std::size_t i = 0; i < n && !failed_; ++i) {
    if (things_[i] != thing_) {
      thing_ = things_[i];
      base_ = thing_ == graph::kNoNode ? kNone : row_of(thing_);
    }
    rows_[i] = base_ == kNone || rows_[i] == kNone ? kNone : rows_[i] + base_;
  }
}

bool LaneCount::run(Node first, Node last, const Cancel* cancel) {
  for (Node begin = first; begin < last; begin += std::min<Node>(kBatch, last - begin)) {
    if (cancel && cancel->requested()) return false;
    const Node end = begin + std::min<Node>(kBatch, last - begin);
    std::size_t n = 0;
    in_.root->each(begin, end, [&](Node node) { nodes_[n++] = node; });
    if (n == 0) continue;
    std::fill_n(rows_.begin(), n, 0u);
    std::uint32_t size = 1;
    for (const Own& own : in_.own) {
      own.key->codes(nodes_.data(), n, code_.data());
      for (std::size_t i = 0; i < n; ++i)
        rows_[i] = code_[i] == KeyColumn::kNone || rows_[i] == kNone ? kNone : rows_[i] + code_[i] * size;
      size *= std::max<std::uint32_t>(1, own.key->size());
    }
    if (!in_.side.empty()) find_things(begin, end, n);
    if (failed_) return false;
    if (const auto run = in_.wide.lane.run(begin, end); run && run->starts)
      take(n, Lists{*run});
    else
      take(n, in_.wide.lane);
  }
  return true;
}

void LaneCount::add_to(std::vector<std::uint32_t>& cells) {
  std::vector<std::uint32_t> beside{0};
  for (std::size_t copy = 0; copy < times_.size(); ++copy) empty(copy);
  for (std::size_t row = 0; row < keys_.size() * own_; ++row) {
    std::uint32_t own = 0;
    std::size_t code = row % own_;
    for (const Own& key : in_.own) {
      const std::size_t size = std::max<std::uint32_t>(1, key.key->size());
      own += static_cast<std::uint32_t>(code % size) * key.stride;
      code /= size;
    }
    if (!in_.side.empty()) {
      beside.clear();
      in_.side[0].cells(keys_[row / own_], beside);
    }
    for (std::size_t bit = 0; bit < in_.wide.cell_of_bit.size(); ++bit)
      if (const std::uint32_t times = totals_[row * words_ * 8 + bit])
        for (const std::uint32_t other : beside) cells[own + other + in_.wide.cell_of_bit[bit]] += times;
  }
}

}  // namespace evident::query
