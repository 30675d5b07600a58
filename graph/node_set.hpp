// A set of nodes as bits, in the order of their numbers.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace evident::graph {

// Words that begin as nought without being written: of a large set the system hands out pages only where bits are
// set, which is most of what a new process pays for a set of a million nodes.
template <class Word>
struct Zeroed {
  static_assert(std::is_trivial_v<Word>);
  using value_type = Word;
  Zeroed() = default;
  template <class Other>
  explicit Zeroed(const Zeroed<Other>&) {}

  Word* allocate(std::size_t count) {
    if (void* words = std::calloc(count, sizeof(Word))) return static_cast<Word*>(words);
    throw std::bad_alloc();
  }
  void deallocate(Word* words, std::size_t) { std::free(words); }
  template <class Made, class... From>
  void construct(Made* word, From&&... from) {
    if constexpr (sizeof...(From) != 0) *word = Made(std::forward<From>(from)...);
  }
  bool operator==(const Zeroed&) const { return true; }
};

class NodeSet {
 public:
  NodeSet() = default;
  explicit NodeSet(std::uint32_t size) : words_((size + 63) / 64) {}

  void add(std::uint32_t node) { words_[node / 64] |= std::uint64_t{1} << (node % 64); }
  bool has(std::uint32_t node) const { return words_[node / 64] >> (node % 64) & 1; }
  // Whether it was not there.
  bool insert(std::uint32_t node) {
    const std::uint64_t bit = std::uint64_t{1} << (node % 64);
    const bool fresh = !(words_[node / 64] & bit);
    words_[node / 64] |= bit;
    return fresh;
  }
  std::size_t size() const {
    std::size_t count = 0;
    for (const auto word : words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  bool empty() const {
    for (const auto word : words_)
      if (word) return false;
    return true;
  }
  NodeSet& operator&=(const NodeSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  NodeSet& operator|=(const NodeSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  NodeSet& operator-=(const NodeSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }
  template <class Take>
  void each(Take&& take) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word; word &= word - 1)
        take(static_cast<std::uint32_t>(i * 64 + static_cast<unsigned>(std::countr_zero(word))));
  }

  // 64 nodes a word; a kind's range may be combined a word at a time.
  std::span<std::uint64_t> words() { return words_; }
  std::span<const std::uint64_t> words() const { return words_; }

 private:
  std::vector<std::uint64_t, Zeroed<std::uint64_t>> words_;  // never shrinks, so that what it holds was nought
};

}  // namespace evident::graph
