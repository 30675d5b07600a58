#include "training/logistic.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

#include "ingest/models/chain.hpp"
#include "ingest/models/portable_log.hpp"

namespace evident::training {
namespace {

using ingest::models::portable_exp;
using ingest::models::portable_log;
using Numbers = std::vector<double>;

double product(const Numbers& a, const Numbers& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

void add(Numbers& to, double times, const Numbers& what) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += times * what[i];
}

class Loss {
 public:
  Loss(const Numbers& cases, const std::vector<std::uint32_t>& labels, const LogisticSettings& s) : cases_(cases), labels_(labels), set_(s) {}

  // At these weights, and its slope.
  double at(const Numbers& w, Numbers& slope) const {
    const std::size_t k = set_.labels;
    slope = w;
    for (double& x : slope) x *= set_.pull;
    double sum = set_.pull * product(w, w) / 2;
    Numbers scores(k);
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      const double* numbers = cases_.data() + i * set_.numbers;
      std::fill(scores.begin(), scores.end(), 0.0);
      for (std::size_t n = 0; n < set_.numbers; ++n) {
        if (numbers[n] == 0) continue;
        for (std::size_t label = 0; label < k; ++label) scores[label] += numbers[n] * w[n * k + label];
      }
      const double most = *std::max_element(scores.begin(), scores.end()), its = scores[labels_[i]] - most;
      for (double& x : scores) x -= most;
      portable_exp(scores);
      double all = 0;
      for (const double x : scores) all += x;
      sum += portable_log(all) - its;
      for (std::size_t label = 0; label < k; ++label) scores[label] = scores[label] / all - (label == labels_[i]);
      for (std::size_t n = 0; n < set_.numbers; ++n) {
        if (numbers[n] == 0) continue;
        for (std::size_t label = 0; label < k; ++label) slope[n * k + label] += numbers[n] * scores[label];
      }
    }
    return sum;
  }

 private:
  const Numbers& cases_;
  const std::vector<std::uint32_t>& labels_;
  const LogisticSettings& set_;
};

// The last steps and what they did to the slope: what is known of the curvature.
class Curvature {
 public:
  void learn(Numbers step, Numbers change) {
    const double along = product(step, change);
    if (along <= 0) return;
    known_.push_back({std::move(step), std::move(change), along});
    if (known_.size() > kKept) known_.pop_front();
  }
  // Downhill, as far as the curvature says.
  Numbers way(const Numbers& slope) const {
    Numbers way = slope, shares;
    for (double& x : way) x = -x;
    for (auto k = known_.rbegin(); k != known_.rend(); ++k) {
      shares.push_back(product(k->step, way) / k->along);
      add(way, -shares.back(), k->change);
    }
    const double size = known_.empty() ? 1 / std::sqrt(product(slope, slope)) : known_.back().along / product(known_.back().change, known_.back().change);
    for (double& x : way) x *= size;
    for (const Known& k : known_) {
      add(way, shares.back() - product(k.change, way) / k.along, k.step);
      shares.pop_back();
    }
    return way;
  }

 private:
  static constexpr std::size_t kKept = 10;
  struct Known {
    Numbers step, change;
    double along;
  };
  std::deque<Known> known_;
};

}  // namespace

Numbers logistic(const Numbers& cases, const std::vector<std::uint32_t>& labels, const LogisticSettings& settings) {
  constexpr double kNear = 1e-5;  // of the slope at the beginning
  const Loss loss(cases, labels, settings);
  Curvature curvature;
  Numbers w(settings.numbers * settings.labels), slope, there, slope_there;
  double value = loss.at(w, slope);
  const double first = product(slope, slope);
  for (int n = 0; n < settings.most_steps && product(slope, slope) > kNear * kNear * first; ++n) {
    const Numbers way = curvature.way(slope);
    const double downhill = product(slope, way);
    double length = 1, found = value;
    bool better = false;
    for (int halved = 0; halved < 30 && !better; ++halved, length /= 2) {
      there = w;
      add(there, length, way);
      found = loss.at(there, slope_there);
      better = found <= value + 1e-4 * length * downhill;
    }
    if (!better) break;
    Numbers step = there, change = slope_there;
    add(step, -1, w);
    add(change, -1, slope);
    curvature.learn(std::move(step), std::move(change));
    std::swap(w, there);
    std::swap(slope, slope_there);
    value = found;
  }
  return w;
}

}  // namespace evident::training
