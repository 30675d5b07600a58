#include "training/trainer.hpp"

#include <cmath>
#include <numeric>

namespace evident::training {
namespace {

using namespace ingest::models;

// Weights with the sum of the squares of what pulled at each.
struct Weights {
  std::uint32_t bits = 0, lanes = 0;
  float damping = 0;
  std::vector<float> values, squares, sum;

  void make(std::uint32_t table_bits, std::uint32_t table_lanes, double damped) {
    damping = static_cast<float>(damped);
    bits = table_bits;
    lanes = table_lanes;
    values.assign((std::size_t{1} << bits) * lanes, 0);
    squares = values;
    sum = values;
  }
  void move(std::size_t at, float slope, float rate, float pull) {
    const float s = slope + pull * values[at];
    squares[at] += s * s;
    values[at] -= rate * s / std::sqrt(squares[at] + damping);
  }
};

class Trainer {
 public:
  Trainer(const std::vector<const Sequence*>& sequences, const Settings& settings)
      : sequences_(sequences), set_(settings), random_(settings.seed), order_(sequences.size()) {
    node_.make(set_.node_bits, set_.node_lanes, set_.damping);
    if (set_.edge_lanes) edge_.make(set_.edge_bits, set_.edge_lanes, set_.damping);
    std::iota(order_.begin(), order_.end(), 0u);
    count_rows();
  }

  std::vector<WideTable> run() {
    for (std::size_t round = 0; round < set_.rounds; ++round) {
      for (std::size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[random_.below(static_cast<std::uint32_t>(i))]);
      rate_ = static_cast<float>(set_.rate * (1 - 0.9 * static_cast<double>(round) / static_cast<double>(set_.rounds)));
      for (const std::uint32_t at : order_) learn(*sequences_[at]);
      if (round + set_.averaged >= set_.rounds) {
        for (Weights* w : {&node_, &edge_})
          for (std::size_t k = 0; k < w->values.size(); ++k) w->sum[k] += w->values[k];
      }
    }
    const auto rounds = static_cast<float>(std::min(set_.averaged, set_.rounds));
    std::vector<WideTable> out;
    for (Weights* w : {&node_, &edge_}) {
      if (w->values.empty()) continue;
      for (float& value : w->sum) value /= rounds;
      out.push_back({w->bits, w->lanes, std::move(w->sum)});
    }
    return out;
  }

 private:
  // Rows that hardly any sequence has are noise, and would share their places with useful ones.
  void count_rows() {
    std::vector<std::uint32_t> node_last(std::size_t{1} << set_.node_bits), edge_last(set_.edge_lanes ? std::size_t{1} << set_.edge_bits : 0);
    node_seen_.assign(node_last.size(), 0);
    edge_seen_.assign(edge_last.size(), 0);
    std::uint32_t number = 0;
    for (const Sequence* sequence : sequences_) {
      ++number;
      const auto count = [&](const std::vector<std::uint32_t>& rows, std::vector<std::uint32_t>& last, std::vector<std::uint8_t>& seen) {
        for (const std::uint32_t row : rows) {
          if (last[row] == number) continue;
          last[row] = number;
          if (seen[row] < 255) ++seen[row];
        }
      };
      for (const Features& f : sequence->places) {
        count(f.own, node_last, node_seen_);
        count(f.shared, node_last, node_seen_);
        count(f.place, node_last, node_seen_);
        if (set_.edge_lanes) count(f.edge, edge_last, edge_seen_);
      }
    }
  }

  void thin(const std::vector<std::uint32_t>& from, const std::vector<std::uint8_t>& seen, double left_out, std::vector<std::uint32_t>& to) {
    to.clear();
    const auto threshold = static_cast<std::uint64_t>(left_out * 4294967296.0);
    for (const std::uint32_t row : from)
      if (seen[row] >= set_.least_sequences && (threshold == 0 || !random_.one_of(threshold))) to.push_back(row);
  }

  void thin(const Sequence& sequence) {
    thinned_.resize(sequence.places.size());
    for (std::size_t i = 0; i < sequence.places.size(); ++i) {
      thin(sequence.places[i].own, node_seen_, set_.left_out, thinned_[i].own);
      thin(sequence.places[i].shared, node_seen_, set_.left_out, thinned_[i].shared);
      thin(sequence.places[i].place, node_seen_, 0, thinned_[i].place);
      if (set_.edge_lanes) thin(sequence.places[i].edge, edge_seen_, set_.steps_kept > 1 ? 0 : set_.left_out / 2, thinned_[i].edge);
    }
  }

  void add(const std::vector<std::uint32_t>& rows, std::size_t lane, float* to) const {
    for (const std::uint32_t row : rows) {
      const float* w = node_.values.data() + std::size_t{row} * node_.lanes + lane;
      for (std::size_t k = 0; k < set_.labels; ++k) to[k] += w[k];
    }
  }

  bool neighbours() const { return node_.lanes >= 3 * set_.labels; }

  void score() {
    const std::size_t n = thinned_.size(), labels = set_.labels;
    scores_.reset(n, labels);
    for (std::size_t i = 0; i < n; ++i) {
      const Features& f = thinned_[i];
      add(f.own, 0, scores_.at(i));
      add(f.shared, 0, scores_.at(i));
      add(f.place, 0, scores_.at(i));
      if (neighbours() && i + 1 < n) add(f.shared, labels, scores_.at(i + 1));
      if (neighbours() && i > 0) add(f.shared, 2 * labels, scores_.at(i - 1));
    }
    for (std::size_t i = 1; i < n; ++i) {
      const auto [step, is_new] = scores_.step(i, thinned_, set_.steps_kept);
      if (!is_new || !set_.edge_lanes) continue;
      for (const std::uint32_t row : thinned_[i].edge) {
        const float* w = edge_.values.data() + std::size_t{row} * edge_.lanes;
        for (std::size_t k = 0; k < labels * labels; ++k) step[k] += w[k];
      }
    }
  }

  void move(const std::vector<std::uint32_t>& rows, std::size_t lane, const float* slope) {
    for (const std::uint32_t row : rows)
      for (std::size_t k = 0; k < set_.labels; ++k) node_.move(std::size_t{row} * node_.lanes + lane + k, slope[k], rate_, static_cast<float>(set_.pull));
  }

  void learn(const Sequence& sequence) {
    const std::size_t n = sequence.places.size(), labels = set_.labels, size = labels * labels;
    thin(sequence);
    score();
    marginals(scores_, found_, set_.edge_lanes != 0);
    slopes_.resize(n * labels);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t k = 0; k < labels; ++k)
        slopes_[i * labels + k] = sequence.weight * static_cast<float>(found_.node[i * labels + k] - (sequence.labels[i] == k ? 1 : 0));
    for (std::size_t i = 0; i < n; ++i) {
      const Features& f = thinned_[i];
      const float* slope = slopes_.data() + i * labels;
      move(f.own, 0, slope);
      move(f.shared, 0, slope);
      move(f.place, 0, slope);
      if (neighbours() && i + 1 < n) move(f.shared, labels, slope + labels);
      if (neighbours() && i > 0) move(f.shared, 2 * labels, slope - labels);
    }
    if (!set_.edge_lanes) return;
    for (std::size_t i = 1; i < n; ++i) found_.steps[scores_.matrix[i] * size + sequence.labels[i - 1] * labels + sequence.labels[i]] -= 1;
    for (std::size_t x = 0; x < scores_.matrices; ++x) {
      const double* slope = found_.steps.data() + x * size;
      for (const std::uint32_t row : thinned_[scores_.first[x]].edge)
        for (std::size_t k = 0; k < size; ++k) edge_.move(std::size_t{row} * edge_.lanes + k, sequence.weight * static_cast<float>(slope[k]), rate_, static_cast<float>(set_.pull));
    }
  }

  const std::vector<const Sequence*>& sequences_;
  const Settings& set_;
  Random random_;
  std::vector<std::uint32_t> order_;
  Weights node_, edge_;
  std::vector<std::uint8_t> node_seen_, edge_seen_;
  float rate_ = 0;
  std::vector<Features> thinned_;
  ChainScores scores_;
  ChainMarginals found_;
  std::vector<float> slopes_;
};

}  // namespace

std::vector<WideTable> train(const std::vector<const Sequence*>& sequences, const Settings& settings) {
  std::vector<WideTable> mean;
  Settings run = settings;
  for (std::size_t r = 0; r < settings.runs; ++r, ++run.seed) {
    std::vector<WideTable> tables = Trainer(sequences, run).run();
    if (mean.empty())
      mean = std::move(tables);
    else
      for (std::size_t t = 0; t < mean.size(); ++t)
        for (std::size_t k = 0; k < mean[t].weights.size(); ++k) mean[t].weights[k] += tables[t].weights[k];
  }
  for (WideTable& table : mean)
    for (float& weight : table.weights) weight /= static_cast<float>(settings.runs);
  return mean;
}

}  // namespace evident::training
