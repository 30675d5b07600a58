// Multinomial logistic regression over a few numbers a case, the weights pulled towards zero by their squares. The best weights are found by
// the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Liu & Nocedal 1989); no random numbers: the same bytes each time.
#pragma once
#include <cstdint>
#include <vector>

namespace evident::training {

struct LogisticSettings {
  std::size_t numbers = 0, labels = 0;  // of each case; of all
  double pull = 1;                      // times half the sum of the squares, against the log-likelihood of all cases
  int most_steps = 200;
};

// `cases`: settings.numbers for each of `labels`, one case after the other. A weight for each number and label, label by label within a number.
std::vector<double> logistic(const std::vector<double>& cases, const std::vector<std::uint32_t>& labels, const LogisticSettings& settings);

}  // namespace evident::training
