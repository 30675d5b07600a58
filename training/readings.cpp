#include "training/readings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "ingest/models/chain.hpp"
#include "ingest/models/kept_rows.hpp"
#include "training/trainer.hpp"

namespace evident::training {
namespace {

using namespace ingest::models;
using Rows = std::vector<std::uint32_t>;

constexpr std::size_t kWays = ReadingJudge::kLanes;

template <class Do>
void each_run_of_rows(ReadingList& list, Do apply) {
  for (Rows& rows : list.pieces) apply(rows);
  for (ReadingList::Reading& reading : list.readings) apply(reading.rows);
}

// Flags of the rows that many lists have.
std::string flags_of(std::vector<ReadingList>& lists, const ReadingSettings& set) {
  const std::size_t rows = std::size_t{1} << set.bits;
  std::vector<std::uint32_t> count(rows), last(rows);
  std::uint32_t number = 0;
  for (ReadingList& list : lists) {
    ++number;
    each_run_of_rows(list, [&](const Rows& run) {
      for (const std::uint32_t row : run)
        if (std::exchange(last[row], number) != number) ++count[row];
    });
  }
  std::string flags(rows / 8, '\0');
  for (std::size_t row = 0; row < rows; ++row)
    if (count[row] >= set.least_lists) flags[row / 8] = static_cast<char>(flags[row / 8] | 1 << (row % 8));
  return flags;
}

// A weight of its own and what pulled at it.
struct Weight {
  float value = 0, squares = 1, sum = 0;

  void move(double slope, double rate) {
    const auto s = static_cast<float>(slope);
    squares += s * s;
    value -= static_cast<float>(rate) * s / std::sqrt(squares);
  }
};

// Each row has a weight for both ways of parting, and one for each beside it.
class Teacher {
 public:
  Teacher(const std::vector<ReadingList>& lists, std::size_t rows, const ReadingSettings& set)
      : lists_(lists),
        set_(set),
        shared_(rows),
        of_way_(rows * kWays),
        order_(lists.size()),
        is_touched_(rows),
        slopes_(rows * kWays) {
    std::iota(order_.begin(), order_.end(), 0u);
    facts_[kLikelihood].value = 1;
    facts_[kOrder].value = 0.5f;
    facts_[kLikelierWay].value = 2;
  }

  void run() {
    Random random(1);
    for (std::size_t round = 0; round < set_.rounds; ++round) {
      for (std::size_t i = order_.size(); i > 1; --i)
        std::swap(order_[i - 1], order_[random.below(static_cast<std::uint32_t>(i))]);
      rate_ = set_.rate * (1 - 0.9 * static_cast<double>(round) / static_cast<double>(set_.rounds));
      for (const std::uint32_t at : order_) learn(lists_[at]);
      if (round + set_.averaged < set_.rounds) continue;
      for (std::vector<Weight>* weights : {&shared_, &of_way_})
        for (Weight& w : *weights) w.sum += w.value;
      for (Weight& w : facts_) w.sum += w.value;
    }
  }

  WideTable rows_table(std::uint32_t bits) const {
    WideTable out{bits, kWays, std::vector<float>((std::size_t{1} << bits) * kWays)};
    for (std::size_t row = 0; row < shared_.size(); ++row)
      for (std::size_t way = 0; way < kWays; ++way)
        out.weights[row * kWays + way] = mean(shared_[row]) + mean(of_way_[row * kWays + way]);
    return out;
  }
  WideTable facts_table() const {
    WideTable out{ReadingJudge::kFactBits, 1, std::vector<float>(std::size_t{1} << ReadingJudge::kFactBits)};
    for (std::size_t k = 0; k < kReadingFacts; ++k) out.weights[k] = mean(facts_[k]);
    return out;
  }

 private:
  float mean(const Weight& w) const { return w.sum / static_cast<float>(set_.averaged); }

  double sum_of(const Rows& rows, std::size_t way) const {
    double sum = 0;
    for (const std::uint32_t row : rows)
      sum += static_cast<double>(shared_[row].value) + static_cast<double>(of_way_[row * kWays + way].value);
    return sum;
  }

  void score(const ReadingList& list) {
    pieces_.resize(list.pieces.size() * kWays);
    for (std::size_t p = 0; p < list.pieces.size(); ++p)
      for (std::size_t way = 0; way < kWays; ++way) pieces_[p * kWays + way] = sum_of(list.pieces[p], way);
    chances_.clear();
    for (const ReadingList::Reading& r : list.readings) {
      double score = sum_of(r.rows, r.way);
      for (const std::uint32_t p : r.pieces) score += pieces_[p * kWays + r.way];
      for (std::size_t k = 0; k < kReadingFacts; ++k)
        score += static_cast<double>(facts_[k].value) * static_cast<double>(r.facts[k]);
      chances_.push_back(score);
    }
    const double most = *std::max_element(chances_.begin(), chances_.end());
    for (double& chance : chances_) chance -= most;
    portable_exp(chances_);
    const double all = std::accumulate(chances_.begin(), chances_.end(), 0.0);
    for (double& chance : chances_) chance /= all;
  }

  // How the loss changes with the score of each reading: half minus the logarithm of how likely the best are,
  // less twice the worth to expect.
  void find_slopes(const ReadingList& list) {
    constexpr double kShareOfLikelihood = 0.5, kShareOfWorth = 2;
    double best = 0, best_chance = 0, expected = 0;
    for (const auto& r : list.readings) best = std::max(best, r.worth);
    for (std::size_t k = 0; k < chances_.size(); ++k) {
      expected += chances_[k] * list.readings[k].worth;
      if (list.readings[k].worth == best) best_chance += chances_[k];
    }
    reading_slopes_.clear();
    for (std::size_t k = 0; k < chances_.size(); ++k) {
      const double worth = list.readings[k].worth, aim = worth == best ? chances_[k] / best_chance : 0;
      reading_slopes_.push_back(list.weight * (kShareOfLikelihood * (chances_[k] - aim) -
                                               kShareOfWorth * chances_[k] * (worth - expected)));
    }
  }

  void pull_at(const Rows& rows, std::size_t way, double slope) {
    for (const std::uint32_t row : rows) {
      if (!std::exchange(is_touched_[row], true)) touched_.push_back(row);
      slopes_[row * kWays + way] += slope;
    }
  }

  void learn(const ReadingList& list) {
    constexpr double kLeast = 1e-3;  // what pulls less is let be
    score(list);
    find_slopes(list);
    touched_.clear();
    pieces_.assign(list.pieces.size() * kWays, 0);
    std::array<double, kReadingFacts> of_facts{};
    for (std::size_t k = 0; k < list.readings.size(); ++k) {
      const auto& r = list.readings[k];
      const double slope = reading_slopes_[k];
      if (std::fabs(slope) < kLeast) continue;
      for (std::size_t f = 0; f < kReadingFacts; ++f) of_facts[f] += slope * static_cast<double>(r.facts[f]);
      for (const std::uint32_t p : r.pieces) pieces_[p * kWays + r.way] += slope;
      pull_at(r.rows, r.way, slope);
    }
    for (std::size_t p = 0; p < list.pieces.size(); ++p)
      for (std::size_t way = 0; way < kWays; ++way)
        if (std::fabs(pieces_[p * kWays + way]) >= kLeast)
          pull_at(list.pieces[p], way, pieces_[p * kWays + way]);
    move(of_facts);
  }

  void move(const std::array<double, kReadingFacts>& of_facts) {
    constexpr double kSlower = 0.3;
    const auto pulled = [&](Weight& w, double slope) {
      w.move(slope + set_.pull * static_cast<double>(w.value), rate_);
    };
    for (const std::uint32_t row : touched_) {
      is_touched_[row] = false;
      double all = 0;
      for (std::size_t way = 0; way < kWays; ++way) {
        const double slope = std::exchange(slopes_[row * kWays + way], 0);
        if (slope != 0) pulled(of_way_[row * kWays + way], slope);
        all += slope;
      }
      if (all != 0) pulled(shared_[row], all);
    }
    for (std::size_t k = 0; k < kReadingFacts; ++k) facts_[k].move(of_facts[k], kSlower * rate_);
  }

  const std::vector<ReadingList>& lists_;
  const ReadingSettings& set_;
  std::vector<Weight> shared_, of_way_;
  std::array<Weight, kReadingFacts> facts_;
  std::vector<std::uint32_t> order_, touched_;
  std::vector<std::uint8_t> is_touched_;
  std::vector<double> slopes_, pieces_, chances_, reading_slopes_;
  double rate_ = 0;
};

}  // namespace

std::vector<WideTable> teach_readings(std::vector<ReadingList> lists, const ReadingSettings& settings) {
  std::string flags = flags_of(lists, settings);
  const KeptRows kept(flags);
  std::uint32_t bits = 1;
  while (std::size_t{1} << bits < kept.size()) ++bits;
  for (ReadingList& list : lists)
    each_run_of_rows(list, [&](Rows& rows) {
      std::erase_if(rows, [&](std::uint32_t row) { return !kept.has(row); });
      for (std::uint32_t& row : rows) row = kept.number(row);
    });
  Teacher teacher(lists, kept.size(), settings);
  teacher.run();
  std::vector<WideTable> out;
  out.push_back({settings.bits - 3, 1, {}, flags});
  out.push_back(teacher.rows_table(bits));
  out.push_back(teacher.facts_table());
  return out;
}

}  // namespace evident::training
