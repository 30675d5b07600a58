#include "ingest/models/best_paths.hpp"

#include <algorithm>
#include <limits>

namespace evident::ingest::models {
namespace {

constexpr std::size_t kMostEnds = 400'000;
constexpr std::uint32_t kNone = 0xffffffffu;

}  // namespace

void BestPaths::start(const ChainScores& scores, float window) {
  scores_ = &scores;
  ends_.clear();
  open_ = {};
  const std::size_t n = scores.n, labels = scores.labels;
  best_.assign(n * labels, std::numeric_limits<float>::lowest());
  if (n == 0) return;
  std::copy_n(scores.at(0), labels, best_.begin());
  for (std::size_t i = 1; i < n; ++i) {
    const float* step = scores.step(i);
    float* here = best_.data() + i * labels;
    for (std::size_t from = 0; from < labels; ++from)
      for (std::size_t to = 0; to < labels; ++to) here[to] = std::max(here[to], at(i - 1, from) + step[from * labels + to]);
    for (std::size_t to = 0; to < labels; ++to) here[to] += scores.at(i)[to];
  }
  const auto last = static_cast<std::uint32_t>(n - 1);
  least_ = *std::max_element(best_.end() - static_cast<std::ptrdiff_t>(labels), best_.end()) - window;
  for (std::uint32_t label = 0; label < labels; ++label) push({at(last, label), 0, last, label, kNone});
}

void BestPaths::push(const End& end) {
  if (end.best < least_) return;
  open_.emplace(end.best, -static_cast<std::int64_t>(ends_.size()));
  ends_.push_back(end);
}

bool BestPaths::next(std::vector<std::uint32_t>& path, float& score) {
  while (!open_.empty() && ends_.size() < kMostEnds) {
    const auto number = static_cast<std::uint32_t>(-open_.top().second);
    open_.pop();
    const End end = ends_[number];
    if (end.place == 0) {
      path.clear();
      for (std::uint32_t at = number; at != kNone; at = ends_[at].next) path.push_back(ends_[at].label);
      score = end.best;
      return true;
    }
    const std::size_t labels = scores_->labels;
    const float* step = scores_->step(end.place);
    const float from_here = end.score + scores_->at(end.place)[end.label];
    for (std::uint32_t from = 0; from < labels; ++from) {
      const float behind = from_here + step[from * labels + end.label];
      push({at(end.place - 1, from) + behind, behind, end.place - 1, from, number});
    }
  }
  return false;
}

}  // namespace evident::ingest::models
