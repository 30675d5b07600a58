// Which features a model keeps: of the many rows that features can be hashed to, those few that help have a row in its table, and share
// it with nothing.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace evident::ingest::models {

class KeptRows {
 public:
  // Without flags every row is kept, under its own number.
  KeptRows() = default;
  // A bit a row, the lowest of each byte first, as many as 64 or more; the bytes must outlive it.
  explicit KeptRows(std::string_view flags) : flags_(flags), before_(flags.size() / 8) {
    for (std::size_t word = 0; word < before_.size(); ++word) {
      before_[word] = kept_;
      kept_ += static_cast<std::uint32_t>(std::popcount(word_of(word)));
    }
  }

  std::uint32_t size() const { return kept_; }
  bool has(std::uint32_t row) const { return before_.empty() || (word_of(row / 64) >> (row % 64) & 1); }
  // The number of a row among those that are kept; it must be one of them.
  std::uint32_t number(std::uint32_t row) const {
    if (before_.empty()) return row;
    return before_[row / 64] + static_cast<std::uint32_t>(std::popcount(word_of(row / 64) & ((std::uint64_t{1} << (row % 64)) - 1)));
  }

 private:
  std::uint64_t word_of(std::size_t word) const {
    std::uint64_t bits;
    std::memcpy(&bits, flags_.data() + word * sizeof bits, sizeof bits);
    return bits;
  }

  std::string_view flags_;
  std::vector<std::uint32_t> before_;  // how many are kept before each word of 64
  std::uint32_t kept_ = 0;
};

}  // namespace evident::ingest::models
