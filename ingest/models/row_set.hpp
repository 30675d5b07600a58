// Rows of a table in ascending order, each once, as a sort would leave them but without comparing: a bit for each that is there, and a bit
// for each word of 64 of these, so that few words are looked at.
#pragma once
#include <bit>
#include <cstdint>
#include <vector>

namespace evident::ingest::models {

class RowSet {
 public:
  // All rows are below 2 to the power of `bits`.
  explicit RowSet(std::uint32_t bits) : rows_(words(bits)), filled_(words(bits > 6 ? bits - 6 : 0)) {}

  void order(std::vector<std::uint32_t>& rows) {
    for (const std::uint32_t row : rows) {
      rows_[row / 64] |= std::uint64_t{1} << row % 64;
      filled_[row / 4096] |= std::uint64_t{1} << row / 64 % 64;
    }
    rows.clear();
    for (std::uint32_t f = 0; f < filled_.size(); ++f)
      for (; filled_[f] != 0; filled_[f] &= filled_[f] - 1) {
        const auto word = f * 64 + static_cast<std::uint32_t>(std::countr_zero(filled_[f]));
        for (; rows_[word] != 0; rows_[word] &= rows_[word] - 1)
          rows.push_back(word * 64 + static_cast<std::uint32_t>(std::countr_zero(rows_[word])));
      }
  }

 private:
  static std::size_t words(std::uint32_t bits) { return bits > 6 ? std::size_t{1} << (bits - 6) : 1; }
  std::vector<std::uint64_t> rows_, filled_;  // all 0 between calls
};

}  // namespace evident::ingest::models
