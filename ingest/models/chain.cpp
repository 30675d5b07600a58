#include "ingest/models/chain.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>

namespace evident::ingest::models {

double portable_exp(double x) {
  if (x < -700) return 0;
  if (x > 700) x = 700;
  // e^x = 2^k e^r with |r| <= ln 2 / 2; the series to the eleventh power is exact to the last bits there.
  const double k = std::floor(x * 1.4426950408889634 + 0.5);
  const double r = (x - k * 6.93145751953125e-1) - k * 1.42860682030941723212e-6;
  double sum = 1;
  for (int i = 11; i >= 1; --i) sum = 1 + sum * r / i;
  return sum * std::bit_cast<double>((static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023)) << 52);
}

namespace {

// portable_exp() of two numbers at once: the same steps in the same order, so the same bits. Two fit a register of every machine; the
// divisions of one two wait while those of the next are done.
typedef double Two __attribute__((vector_size(16)));
constexpr std::size_t kTwo = sizeof(Two) / sizeof(double);

Two portable_exps(Two values) {
  typedef std::int32_t Small __attribute__((vector_size(8)));
  typedef std::int64_t Bits __attribute__((vector_size(16)));
  const Two most = Two{} + 700.0;
  const Bits nothing = values < -most;
  const Two x = nothing ? -most : values > most ? most : values;
  const Two near = x * 1.4426950408889634 + 0.5;
  const Two cut = __builtin_convertvector(__builtin_convertvector(near, Small), Two);  // towards nought
  const Two k = cut > near ? cut - 1.0 : cut;
  const Two r = (x - k * 6.93145751953125e-1) - k * 1.42860682030941723212e-6;
  Two sum = Two{} + 1.0;
#pragma GCC unroll 11
  for (int i = 11; i >= 1; --i) sum = 1.0 + sum * r / static_cast<double>(i);
  const Bits power = (__builtin_convertvector(__builtin_convertvector(k, Small), Bits) + 1023) << 52;
  return nothing ? Two{} : sum * reinterpret_cast<Two>(power);
}

}  // namespace

void portable_exp(std::span<double> values) {
  std::size_t i = 0;
  for (; i + kTwo <= values.size(); i += kTwo) {
    Two two;
    __builtin_memcpy(&two, values.data() + i, sizeof two);
    two = portable_exps(two);
    __builtin_memcpy(values.data() + i, &two, sizeof two);
  }
  if (i < values.size()) values[i] = portable_exps(Two{values[i], 0})[0];
}

void ChainScores::reset(std::size_t places, std::size_t k) {
  n = places;
  labels = k;
  node.assign(n * k, 0);
  matrix.assign(n, 0);
  matrices = 0;
  first.clear();
  steps.clear();
}

ChainScores::Step ChainScores::step(std::size_t i, std::span<const Features> sequence, std::size_t kept) {
  const std::size_t size = labels * labels;
  for (std::size_t x = matrices; x-- > 0 && matrices - x <= kept;) {
    if (sequence[first[x]].edge != sequence[i].edge) continue;
    matrix[i] = static_cast<std::uint32_t>(x);
    return {steps.data() + x * size, false};
  }
  matrix[i] = static_cast<std::uint32_t>(matrices++);
  first.push_back(static_cast<std::uint32_t>(i));
  steps.resize(matrices * size, 0);
  return {steps.data() + (matrices - 1) * size, true};
}

void best_path(const ChainScores& scores, std::vector<std::uint32_t>& path) {
  const std::size_t n = scores.n, labels = scores.labels;
  path.assign(n, 0);
  if (n == 0) return;
  thread_local std::vector<float> best;
  thread_local std::vector<std::uint32_t> from;
  best.assign(scores.node.begin(), scores.node.begin() + static_cast<std::ptrdiff_t>(n * labels));
  from.assign(n * labels, 0);
  for (std::size_t i = 1; i < n; ++i) {
    const float* step = scores.step(i);
    for (std::size_t to = 0; to < labels; ++to) {
      std::size_t winner = 0;
      float most = best[(i - 1) * labels] + step[to];
      for (std::size_t k = 1; k < labels; ++k) {
        const float value = best[(i - 1) * labels + k] + step[k * labels + to];
        if (value > most) {
          most = value;
          winner = k;
        }
      }
      best[i * labels + to] += most;
      from[i * labels + to] = static_cast<std::uint32_t>(winner);
    }
  }
  const auto last = best.begin() + static_cast<std::ptrdiff_t>((n - 1) * labels);
  path[n - 1] = static_cast<std::uint32_t>(std::max_element(last, last + static_cast<std::ptrdiff_t>(labels)) - last);
  for (std::size_t i = n - 1; i > 0; --i) path[i - 1] = from[i * labels + path[i]];
}

namespace {

// Forward and backward with every place scaled to a sum of 1, so that nothing overflows and no logarithm is needed.
void exponentials(const ChainScores& s, ChainMarginals& m) {
  const std::size_t labels = s.labels;
  m.node_exp.resize(s.n * labels);
  for (std::size_t i = 0; i < s.n; ++i) {
    const float most = *std::max_element(s.at(i), s.at(i) + labels);
    for (std::size_t k = 0; k < labels; ++k) m.node_exp[i * labels + k] = s.at(i)[k] - most;
  }
  portable_exp(m.node_exp);
  const std::size_t size = labels * labels;
  m.step_exp.resize(s.matrices * size);
  for (std::size_t x = 0; x < s.matrices; ++x) {
    const float* step = s.steps.data() + x * size;
    const float most = *std::max_element(step, step + size);
    for (std::size_t k = 0; k < size; ++k) m.step_exp[x * size + k] = step[k] - most;
  }
  portable_exp(m.step_exp);
}

void normalise(double* values, std::size_t labels, double& sum) {
  sum = 0;
  for (std::size_t k = 0; k < labels; ++k) sum += values[k];
  if (sum <= 0) sum = 1e-300;  // every path ruled out: only a model of absurd weights
  for (std::size_t k = 0; k < labels; ++k) values[k] /= sum;
}

}  // namespace

void marginals(const ChainScores& s, ChainMarginals& m, bool with_steps) {
  const std::size_t n = s.n, labels = s.labels, size = labels * labels;
  exponentials(s, m);
  m.alpha.assign(n * labels, 0);
  m.beta.assign(n * labels, 1);
  m.norm.assign(n, 1);
  m.node.resize(n * labels);
  m.steps.assign(with_steps ? s.matrices * size : 0, 0);
  const auto step = [&](std::size_t i) { return m.step_exp.data() + s.matrix[i] * size; };
  for (std::size_t i = 0; i < n; ++i) {
    double* a = m.alpha.data() + i * labels;
    if (i == 0) {
      std::fill(a, a + labels, 1.0);
    } else {
      const double* before = a - labels;
      const double* w = step(i);
      for (std::size_t from = 0; from < labels; ++from)
        for (std::size_t to = 0; to < labels; ++to) a[to] += before[from] * w[from * labels + to];
    }
    for (std::size_t k = 0; k < labels; ++k) a[k] *= m.node_exp[i * labels + k];
    normalise(a, labels, m.norm[i]);
  }
  for (std::size_t i = n; i-- > 1;) {
    const double* b = m.beta.data() + i * labels;
    double* before = m.beta.data() + (i - 1) * labels;
    const double* w = step(i);
    for (std::size_t from = 0; from < labels; ++from) {
      double sum = 0;
      for (std::size_t to = 0; to < labels; ++to) sum += w[from * labels + to] * m.node_exp[i * labels + to] * b[to];
      before[from] = sum / m.norm[i];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < labels; ++k) m.node[i * labels + k] = m.alpha[i * labels + k] * m.beta[i * labels + k];
    normalise(m.node.data() + i * labels, labels, sum);
  }
  if (!with_steps) return;
  for (std::size_t i = 1; i < n; ++i) {
    const double* a = m.alpha.data() + (i - 1) * labels;
    const double* b = m.beta.data() + i * labels;
    const double* w = step(i);
    double* out = m.steps.data() + s.matrix[i] * size;
    for (std::size_t from = 0; from < labels; ++from)
      for (std::size_t to = 0; to < labels; ++to)
        out[from * labels + to] += a[from] * w[from * labels + to] * m.node_exp[i * labels + to] * b[to] / m.norm[i];
  }
}

namespace {
constexpr std::size_t kStepsKept = 8;
}

bool fits_chain(const Model& model) {
  const std::size_t labels = model.labels.size();
  return !model.tables.empty() && model.tables.size() <= 2 && model.tables[0].lanes >= labels && model.tables[0].lanes <= kMostNodeLanes &&
         (model.tables.size() < 2 || model.tables[1].lanes >= labels * labels);
}

ChainModel::ChainModel(const Model& model) : labels_(model.labels.size()), node_(model.tables[0]) {
  EV_REQUIRE(fits_chain(model));
  if (model.tables.size() > 1) edge_ = model.tables[1];
}

namespace {

// A row is somewhere in some megabytes: it is asked for while those before it are added.
constexpr std::size_t kRowsAhead = 12;
void ask_for(const Table& table, const std::vector<std::uint32_t>& rows, std::size_t i) {
  if (i < rows.size()) __builtin_prefetch(table.row(rows[i]));
}
void ask_for_first(const Table& table, const std::vector<std::uint32_t>& rows) {
  for (std::size_t i = 0; i < kRowsAhead; ++i) ask_for(table, rows, i);
}

void add_row(const Table& table, std::uint32_t row, std::int32_t* sums) {
  const std::int8_t* numbers = table.row(row);
  for (std::size_t lane = 0; lane < table.lanes; ++lane) sums[lane] += numbers[lane] * std::abs(numbers[lane]);
}

// The same for rows of 16 numbers, and of twice as many: all in registers. n * |n| lies between -128 * 128 and 127 * 127, so that
// the sum of two fits 16 bits and only every other one is made wide.
void add_sixteen(const Table& table, const std::vector<std::uint32_t>& rows, std::size_t lane, std::int32_t* sums) {
  typedef std::int8_t Narrow __attribute__((vector_size(16)));
  typedef std::int16_t Half __attribute__((vector_size(32)));
  typedef std::int32_t Wide __attribute__((vector_size(64)));
  const auto product = [&](std::size_t i, Half& out) {
    ask_for(table, rows, i + kRowsAhead);
    Narrow numbers;
    __builtin_memcpy(&numbers, table.row(rows[i]) + lane, sizeof numbers);
    const Half half = __builtin_convertvector(numbers, Half);
    const Half sign = half >> 15;
    out = half * ((half ^ sign) - sign);
  };
  Wide total{};
  std::size_t i = 0;
  for (; i + 1 < rows.size(); i += 2) {
    Half one, other;
    product(i, one);
    product(i + 1, other);
    total += __builtin_convertvector(one + other, Wide);
  }
  if (i < rows.size()) {
    Half last;
    product(i, last);
    total += __builtin_convertvector(last, Wide);
  }
  for (std::size_t k = 0; k < 16; ++k) sums[lane + k] += total[k];
}

void add_rows(const Table& table, const std::vector<std::uint32_t>& rows, std::int32_t* sums) {
  ask_for_first(table, rows);
  if (table.lanes % 16 == 0 && table.lanes <= 32)
    for (std::size_t lane = 0; lane < table.lanes; lane += 16) add_sixteen(table, rows, lane, sums);
  else
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ask_for(table, rows, i + kRowsAhead);
      add_row(table, rows[i], sums);
    }
}

}  // namespace

void ChainModel::score(std::span<const Features> sequence, ChainScores& scores) const {
  const std::size_t n = sequence.size(), labels = labels_;
  scores.reset(n, labels);
  const bool neighbours = node_.lanes >= 3 * labels;
  std::array<std::int32_t, kMostNodeLanes> sums{};
  for (std::size_t i = 0; i < n; ++i) {
    std::fill_n(sums.begin(), node_.lanes, 0);
    add_rows(node_, sequence[i].shared, sums.data());
    if (neighbours)
      for (std::size_t k = 0; k < labels; ++k) {
        if (i + 1 < n) scores.at(i + 1)[k] += node_.scale * static_cast<float>(sums[labels + k]);
        if (i > 0) scores.at(i - 1)[k] += node_.scale * static_cast<float>(sums[2 * labels + k]);
      }
    add_rows(node_, sequence[i].own, sums.data());
    add_rows(node_, sequence[i].place, sums.data());
    for (std::size_t k = 0; k < labels; ++k) scores.at(i)[k] += node_.scale * static_cast<float>(sums[k]);
  }
  thread_local std::vector<std::int32_t> steps;
  steps.assign(edge_.lanes, 0);
  for (std::size_t i = 1; i < n; ++i) {
    const auto [step, is_new] = scores.step(i, sequence, kStepsKept);
    if (!is_new || !has_edges()) continue;
    std::fill(steps.begin(), steps.end(), 0);
    add_rows(edge_, sequence[i].edge, steps.data());
    for (std::size_t k = 0; k < labels * labels; ++k) step[k] = edge_.scale * static_cast<float>(steps[k]);
  }
}

}  // namespace evident::ingest::models
