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
    for (const std::uint32_t row : rows) {
      std::uint64_t& seen = seen_[(row ^ row >> 11) % seen_.size()];
      const std::uint64_t now = round_ << 32 | row;
      if (seen == now) continue;
      seen = now;
      rows[kept++] = row;
    }
    rows.resize(kept);
  }

 private:
  std::array<std::uint64_t, 2048> seen_{};
  std::uint64_t round_ = 0;
};

}  // namespace evident::ingest::models
