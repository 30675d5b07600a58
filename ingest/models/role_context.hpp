// Sentences of an abstract judged once more, by how likely each label is in the whole of it: which sentences stand beside this one, whether
// another looks more like the aim, where the methods begin. The chain, that sees one sentence behind, cannot know.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "ingest/models/model_file.hpp"

namespace evident::ingest::models {

// Labels by their meaning, in the order of a model's.
enum RoleNumber : std::uint32_t { kBackground, kObjective, kMethods, kResults, kConclusions, kRoleNumbers };

// The numbers of each sentence; training and labelling share them. Keeps its memory from call to call.
class RoleContext {
 public:
  static constexpr std::size_t kNumbers = 73;
  using Numbers = std::array<double, kNumbers>;
  using Probabilities = std::array<double, kRoleNumbers>;

  // `probabilities`: kRoleNumbers a sentence, in the order of the abstract. Valid until the next call.
  std::span<const Numbers> make(std::span<const double> probabilities);

 private:
  struct Abstract;
  std::vector<Numbers> numbers_;
};

// Multinomial logistic regression over these numbers: a row of the table a number, a lane a label.
class RoleContextModel {
 public:
  static constexpr std::uint32_t kBits = 7, kLanes = 8;
  static_assert(RoleContext::kNumbers <= 1u << kBits && kRoleNumbers <= kLanes);
  static bool fits(const Table& table) { return table.bits == kBits && table.lanes == kLanes; }

  RoleContextModel() = default;
  explicit RoleContextModel(const Table& table);
  // Puts the probabilities in the place of those that they are judged by.
  void judge(std::span<double> probabilities);

 private:
  typedef double Two __attribute__((vector_size(2 * sizeof(double))));
  static constexpr std::size_t kTwos = (kRoleNumbers + 1) / 2;
  std::array<std::array<Two, kTwos>, RoleContext::kNumbers> weights_{};
  RoleContext context_;
};

}  // namespace evident::ingest::models
