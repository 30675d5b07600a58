// Two sorted rows of texts read as one: those of a graph and of an addition to it.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace evident::graph {

// Two sorted rows of texts as one. Where both have a text it is one.
class Merged {
 public:
  Merged() = default;
  template <class Text>
  Merged(std::uint64_t first, std::uint64_t second, Text&& place_in_first) : first_(first) {
    for (std::uint64_t i = 0; i < second; ++i) {
      const auto [place, equal] = place_in_first(i);
      insertions_.push_back({place, i, equal});
    }
    for (const Insertion& one : insertions_) {
      starts_.push_back(one.place + fresh_);
      fresh_ += !one.equal;
    }
  }
  std::uint64_t size() const { return first_ + fresh_; }
  struct Place {
    std::optional<std::uint64_t> first, second;
  };
  Place operator[](std::uint64_t i) const {
    // The insertions before i: their places in the whole row ascend.
    std::uint64_t low = 0, high = starts_.size();
    while (low < high) {
      const std::uint64_t middle = (low + high) / 2;
      if (starts_[middle] <= i)
        low = middle + 1;
      else
        high = middle;
    }
    if (low == 0) return {i, {}};
    const Insertion& last = insertions_[low - 1];
    if (starts_[low - 1] == i)
      return last.equal ? Place{last.place, last.second} : Place{{}, last.second};
    return {last.place + (i - starts_[low - 1]) - !last.equal, {}};
  }

 private:
  struct Insertion {
    std::uint64_t place;   // in the first row, where it stands or would
    std::uint64_t second;
    bool equal;
  };
  std::uint64_t first_ = 0, fresh_ = 0;
  std::vector<Insertion> insertions_;
  std::vector<std::uint64_t> starts_;  // of the insertions in the whole row
};

}  // namespace evident::graph
