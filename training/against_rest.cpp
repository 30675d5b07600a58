#include "training/against_rest.hpp"

#include <algorithm>
#include <cmath>

#include "ingest/models/portable_log.hpp"

namespace evident::training {

using namespace ingest::models;

namespace {

constexpr std::uint32_t kLeftOut = 0xffffffffu;
using Numbers = std::vector<double>;

double product(const Numbers& a, const Numbers& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// The rows that are used, numbered anew, and which of them each text has.
struct Texts {
  std::vector<std::uint32_t> rows;               // of the table, one a column
  std::vector<std::uint8_t> always;              // a column of Features::place
  std::vector<std::vector<std::uint32_t>> have;  // the columns of each text
  std::vector<std::uint32_t> labels;

  Texts(const std::vector<const Sequence*>& sequences, const RestSettings& set) {
    std::vector<std::uint32_t> seen(std::size_t{1} << set.bits), column(seen.size(), kLeftOut),
        last(seen.size());
    std::vector<std::uint8_t> of_place(seen.size());
    const auto each_row = [&](const Sequence& s, auto&& use) {
      const Features& f = s.places[0];
      for (const auto* part : {&f.place, &f.own, &f.shared})
        if (part != &f.shared || set.with_shared)
          for (const std::uint32_t row : *part) use(row, part == &f.place);
    };
    std::uint32_t number = 0;
    for (const Sequence* s : sequences) {
      ++number;
      each_row(*s, [&](std::uint32_t row, bool place) {
        seen[row] += last[row] != number;
        last[row] = number;
        of_place[row] |= place;
      });
    }
    for (std::uint32_t row = 0; row < seen.size(); ++row) {
      if (seen[row] < set.least_sequences) continue;
      column[row] = static_cast<std::uint32_t>(rows.size());
      rows.push_back(row);
      always.push_back(of_place[row]);
    }
    for (const Sequence* s : sequences) {
      auto& columns = have.emplace_back();
      each_row(*s, [&](std::uint32_t row, bool) {
        if (column[row] != kLeftOut) columns.push_back(column[row]);
      });
      std::sort(columns.begin(), columns.end());
      columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
      labels.push_back(s->labels[0]);
    }
  }
};

// One label against the rest.
class Line {
 public:
  Line(const Texts& texts, std::uint32_t label, const RestSettings& set)
      : texts_(texts), sign_(texts.have.size()), cost_(texts.have.size()) {
    std::size_t its = 0;
    for (std::size_t i = 0; i < sign_.size(); ++i) {
      sign_[i] = texts.labels[i] == label ? 1 : -1;
      its += sign_[i] > 0;
    }
    const double rarer =
        its == 0 ? 1 : static_cast<double>(sign_.size()) / static_cast<double>(set.labels * its);
    const double weight = portable_exp(set.rareness * portable_log(rarer));
    for (std::size_t i = 0; i < sign_.size(); ++i) cost_[i] = set.cost * (sign_[i] > 0 ? weight : 1);
    tell();
  }

  // The weight of each column.
  Numbers best() {
    constexpr int kMostSteps = 60;
    constexpr double kNear = 1e-4;  // of the slope at the beginning
    Numbers w(texts_.rows.size()), step, slope;
    Numbers sums = scores(w);
    double value = loss(w, sums), first = 0;
    for (int n = 0; n < kMostSteps; ++n) {
      const double size = slope_at(w, sums, slope);
      if (n == 0) first = size;
      if (size <= kNear * first) break;
      newton_step(slope, step);
      const double downhill = product(slope, step);
      const Numbers along = scores(step);
      double length = 1;
      for (int halved = 0; halved < 30; ++halved, length /= 2) {
        Numbers there = w, sums_there = sums;
        for (std::size_t k = 0; k < w.size(); ++k) there[k] += length * step[k];
        for (std::size_t i = 0; i < sums.size(); ++i) sums_there[i] += length * along[i];
        const double found = loss(there, sums_there);
        if (found > value + 1e-4 * length * downhill) continue;
        w = std::move(there);
        sums = std::move(sums_there);
        value = found;
        break;
      }
    }
    for (std::size_t k = 0; k < w.size(); ++k) w[k] *= telling_[k];
    return w;
  }

 private:
  void tell() {
    const std::size_t n = texts_.rows.size();
    Numbers its(n, 1), others(n, 1);  // as if each had been seen once more
    for (std::size_t i = 0; i < sign_.size(); ++i)
      for (const std::uint32_t k : texts_.have[i]) (sign_[i] > 0 ? its : others)[k] += 1;
    double all = 0, rest = 0;
    for (std::size_t k = 0; k < n; ++k) {
      all += its[k];
      rest += others[k];
    }
    telling_.resize(n);
    for (std::size_t k = 0; k < n; ++k)
      telling_[k] = texts_.always[k] ? 1 : std::fabs(portable_log(its[k] / all / (others[k] / rest)));
  }

  Numbers scores(const Numbers& w) const {
    Numbers out(sign_.size());
    Numbers scaled = w;
    for (std::size_t k = 0; k < w.size(); ++k) scaled[k] *= telling_[k];
    for (std::size_t i = 0; i < out.size(); ++i)
      for (const std::uint32_t k : texts_.have[i]) out[i] += scaled[k];
    return out;
  }

  // To each column what the texts that have it give, added to `w`.
  void back(const Numbers& of_texts, const Numbers& w, Numbers& out) const {
    out.assign(w.size(), 0);
    for (std::size_t i = 0; i < of_texts.size(); ++i)
      for (const std::uint32_t k : texts_.have[i]) out[k] += of_texts[i];
    for (std::size_t k = 0; k < w.size(); ++k) out[k] = out[k] * telling_[k] + w[k];
  }

  double loss(const Numbers& w, const Numbers& sums) const {
    double sum = product(w, w) / 2;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const double margin = sign_[i] * sums[i];
      sum += cost_[i] * ((margin < 0 ? -margin : 0) + portable_log(1 + portable_exp(-std::fabs(margin))));
    }
    return sum;
  }

  // The slope at w; its length. What the second derivative needs is kept.
  double slope_at(const Numbers& w, const Numbers& sums, Numbers& slope) {
    Numbers pulls(sums.size());
    curve_.resize(sums.size());
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const double right = 1 / (1 + portable_exp(-sign_[i] * sums[i]));
      pulls[i] = -cost_[i] * sign_[i] * (1 - right);
      curve_[i] = cost_[i] * right * (1 - right);
    }
    back(pulls, w, slope);
    return std::sqrt(product(slope, slope));
  }

  // Conjugate gradients: a step for which the second derivative times it is nearly the slope, downwards.
  void newton_step(const Numbers& slope, Numbers& step) const {
    constexpr int kMost = 40;
    constexpr double kNear = 0.1;
    step.assign(slope.size(), 0);
    Numbers left = slope, way, bent;
    for (double& x : left) x = -x;
    way = left;
    double size = product(left, left);
    const double enough = kNear * kNear * size;
    for (int n = 0; n < kMost && size > enough; ++n) {
      Numbers along = scores(way);
      for (std::size_t i = 0; i < along.size(); ++i) along[i] *= curve_[i];
      back(along, way, bent);
      const double length = size / product(way, bent);
      for (std::size_t k = 0; k < step.size(); ++k) {
        step[k] += length * way[k];
        left[k] -= length * bent[k];
      }
      const double next = product(left, left);
      for (std::size_t k = 0; k < way.size(); ++k) way[k] = left[k] + next / size * way[k];
      size = next;
    }
  }

  const Texts& texts_;
  Numbers sign_, cost_, telling_, curve_;
};

}  // namespace

WideTable against_rest(const std::vector<const Sequence*>& sequences, const RestSettings& settings) {
  const Texts texts(sequences, settings);
  WideTable table{settings.bits, settings.lanes,
                  std::vector<float>((std::size_t{1} << settings.bits) * settings.lanes)};
  // Of two labels one line tells both.
  const std::size_t lines = settings.labels == 2 ? 1 : settings.labels;
  for (std::uint32_t label = 0; label < lines; ++label) {
    const Numbers weights = Line(texts, label, settings).best();
    for (std::size_t k = 0; k < weights.size(); ++k)
      table.weights[std::size_t{texts.rows[k]} * settings.lanes + label] = static_cast<float>(weights[k]);
  }
  return table;
}

}  // namespace evident::training
