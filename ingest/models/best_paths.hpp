// The best paths through a chain, one after the other: a search backwards from the last place, led by the exact score of the best way from
// the first place to each (Soong & Huang 1991, the tree-trellis search).
#pragma once
#include <cstdint>
#include <queue>
#include <utility>
#include <vector>

#include "ingest/models/chain.hpp"

namespace evident::ingest::models {

class BestPaths {
 public:
  // The scores must outlive the search. Paths that are worse than the best by more than `window` are not looked for.
  void start(const ChainScores& scores, float window);
  // The next path and its score; false when there is none, or when finding it would take too long.
  bool next(std::vector<std::uint32_t>& path, float& score);

 private:
  // The end of a path, from a place on.
  struct End {
    float best;   // score of the best path that ends so
    float score;  // of its steps, and of the places behind the first
    std::uint32_t place, label, next;
  };
  void push(const End& end);
  float at(std::size_t place, std::size_t label) const { return best_[place * scores_->labels + label]; }

  const ChainScores* scores_ = nullptr;
  float least_ = 0;
  std::vector<float> best_;  // of the ways that lead to each place and label
  std::vector<End> ends_;
  // By score, and of equals the one that was found first.
  std::priority_queue<std::pair<float, std::int64_t>> open_;
};

}  // namespace evident::ingest::models
