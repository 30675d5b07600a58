// Trains a classifier as one line a label, each against all the others: logistic regression whose weights are
// pulled towards zero by their squares, over features that count as much as they tell the label from the rest
// (the logarithm of how much oftener it has them; Wang & Manning 2012, "Baselines and bigrams"). The best
// weights are found to the last digits by Newton's method with conjugate gradients (Lin, Weng & Keerthi
// 2008), so that no random numbers are needed. Where few texts teach many features it does better than
// trainer.hpp.
#pragma once
#include <cstdint>
#include <vector>

#include "training/trainer.hpp"

namespace evident::training {

struct RestSettings {
  std::uint32_t bits = 18, lanes = 4;  // of the table; as many lanes as labels or more
  std::size_t labels = 0;
  double cost = 1;      // of a mistake, against that of large weights
  double rareness = 1;  // a label counts by how much rarer it is than the mean label, to this power
  std::uint32_t least_sequences = 3;  // a row seen in fewer sequences stays zero
  bool with_shared = true;            // else the features of Features::shared are left aside
};

// Sequences of one place; their weights are not looked at. The rows of Features::place are not weighed by
// what they tell.
ingest::models::WideTable against_rest(const std::vector<const Sequence*>& sequences,
                                       const RestSettings& settings);

}  // namespace evident::training
