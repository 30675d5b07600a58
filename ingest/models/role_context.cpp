#include "ingest/models/role_context.hpp"

#include <algorithm>
#include <cstdlib>

#include "ingest/models/chain.hpp"
#include "ingest/models/portable_log.hpp"

namespace evident::ingest::models {

using Probabilities = RoleContext::Probabilities;

// What is asked of the whole before its sentences are gone through.
struct RoleContext::Abstract {
  std::span<const double> all;
  std::size_t n;
  Probabilities most{}, mean{};
  std::size_t first_methods, first_results;  // n: none

  explicit Abstract(std::span<const double> probabilities) : all(probabilities), n(all.size() / kRoleNumbers), first_methods(n), first_results(n) {
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t k = 0; k < kRoleNumbers; ++k) {
        most[k] = std::max(most[k], at(i)[k]);
        mean[k] += at(i)[k] / static_cast<double>(n);
      }
      if (at(i)[kMethods] > 0.5) first_methods = i;
      if (at(i)[kResults] > 0.5) first_results = i;
    }
  }
  const double* at(std::size_t i) const { return all.data() + i * kRoleNumbers; }
};

std::span<const RoleContext::Numbers> RoleContext::make(std::span<const double> probabilities) {
  constexpr double kLeast = 1e-4;  // a probability below is as good as none
  const Abstract a(probabilities);
  const std::size_t n = a.n;
  if (numbers_.size() < n) numbers_.resize(n);
  // The likeliest aim before and behind each sentence; the second waits in the sentence's own place.
  double aim_before = 0, aim_behind = 0;
  for (std::size_t i = n; i-- > 0;) {
    numbers_[i][0] = aim_behind;
    aim_behind = std::max(aim_behind, a.at(i)[kObjective]);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double* p = a.at(i);
    Numbers& numbers = numbers_[i];
    aim_behind = numbers[0];
    std::size_t count = 0;
    const auto put = [&](double number) { numbers[count++] = number; };
    const auto put_whether = [&](bool is) { numbers[count++] = is; };
    put(1);
    for (std::size_t k = 0; k < kRoleNumbers; ++k) put(portable_log(std::max(p[k], kLeast)));
    for (const std::ptrdiff_t far : {-2, -1, 1, 2}) {
      const std::ptrdiff_t there = static_cast<std::ptrdiff_t>(i) + far;
      const bool outside = there < 0 || there >= static_cast<std::ptrdiff_t>(n);
      for (std::size_t k = 0; k < kRoleNumbers; ++k) put(outside ? 0 : a.at(static_cast<std::size_t>(there))[k]);
      put_whether(outside);
    }
    for (const double most : a.most) put(most);
    for (const double mean : a.mean) put(mean);
    const double background = p[kBackground], objective = p[kObjective], other_aim = std::max(aim_before, aim_behind);
    const bool is_aim = objective >= other_aim;
    put(other_aim);
    put(other_aim * background);
    put(other_aim * objective);
    put_whether(is_aim);
    put(is_aim ? background : 0);
    for (const double aim : {aim_before, aim_behind}) {
      put(aim);
      put(aim * background);
      put(aim * objective);
    }
    const std::ptrdiff_t to_methods = static_cast<std::ptrdiff_t>(a.first_methods) - static_cast<std::ptrdiff_t>(i);
    const bool methods_next = to_methods == 1;
    for (std::ptrdiff_t far = 0; far <= 4; ++far) put_whether(to_methods == far);
    put_whether(to_methods < 0);
    put(methods_next ? background : 0);
    put(methods_next ? objective : 0);
    put_whether(methods_next && i == 0);
    put_whether(methods_next && i == 1);
    put_whether(i == 0);
    put_whether(i == 1);
    put_whether(i + 1 == n);
    put_whether(i + 2 == n);
    put(static_cast<double>(i) / static_cast<double>(n));
    put_whether(i >= a.first_results);
    put_whether(a.first_methods == n);
    put_whether(a.first_results == n);
    for (std::size_t at = 1; at <= 3; ++at) put_whether(a.first_methods == at);
    put(static_cast<double>(std::min<std::size_t>(n, 25)) / 10);
    EV_REQUIRE(count == kNumbers);
    aim_before = std::max(aim_before, objective);
  }
  return {numbers_.data(), n};
}

RoleContextModel::RoleContextModel(const Table& table) {
  EV_REQUIRE(fits(table));
  for (std::uint32_t row = 0; row < weights_.size(); ++row)
    for (std::size_t k = 0; k < kRoleNumbers; ++k) {
      const int number = table.row(row)[k];
      weights_[row][k / 2][k % 2] = static_cast<double>(table.scale) * (number * std::abs(number));
    }
}

void RoleContextModel::judge(std::span<double> probabilities) {
  const auto all = context_.make(probabilities);
  const auto here = [&](std::size_t i) { return probabilities.subspan(i * kRoleNumbers, kRoleNumbers); };
  for (std::size_t i = 0; i < all.size(); ++i) {
    static_assert(kTwos == 3);
    Two first{}, second{}, third{};  // by their names, so that they stay in registers
    for (std::size_t row = 0; row < weights_.size(); ++row) {
      const double number = all[i][row];
      if (number == 0) continue;  // half of them are
      first += number * weights_[row][0];
      second += number * weights_[row][1];
      third += number * weights_[row][2];
    }
    const Two sums[]{first, second, third};
    const auto scores = here(i);
    for (std::size_t k = 0; k < kRoleNumbers; ++k) scores[k] = sums[k / 2][k % 2];
    const double most = *std::max_element(scores.begin(), scores.end());
    for (double& score : scores) score -= most;
  }
  portable_exp(probabilities);  // of all at once: several cost little more than one
  for (std::size_t i = 0; i < all.size(); ++i) {
    double sum = 0;
    for (const double value : here(i)) sum += value;
    for (double& value : here(i)) value /= sum;
  }
}

}  // namespace evident::ingest::models
