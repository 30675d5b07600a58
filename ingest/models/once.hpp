// Whether a feature is there counts, not how often: a sentence with ten numbers is no ten times a result.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

namespace evident::ingest::models {

// Takes repeats out of lists of rows. One small table that stays near the processor: of two rows that want the same place in it the
// later one wins, so a repeat may slip through; it does so in training and in labelling alike.
class OnceFilter {
 public:
  void begin() { ++round_; }
  void apply(std::vector<std::uint32_t>& rows) {
    std::size_t kept = 0;
    const std::uint64_t round = round_ << 32;
    for (const std::uint32_t row : rows) {
      std::uint64_t& seen = seen_[(row ^ row >> 11) % seen_.size()];
      const std::uint64_t now = round | row;
      rows[kept] = row;  // in the place of a repeat comes the next row: no branch to guess
      kept += seen != now;
      seen = now;
    }
    rows.resize(kept);
  }

 private:
  std::array<std::uint64_t, 2048> seen_{};
  std::uint64_t round_ = 0;
};

}  // namespace evident::ingest::models
