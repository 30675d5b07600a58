// Sentences judged once more by the whole abstract, and how that is learned, on invented numbers.
#include <catch2/catch.hpp>

#include <cmath>

#include "ingest/models/role_context.hpp"
#include "ingest/models/roles.hpp"
#include "training/logistic.hpp"
#include "training/tasks.hpp"
#include "training/trainer.hpp"

using namespace evident;
using namespace evident::ingest::models;
using namespace evident::training;

namespace {

const std::vector<std::string> kLabels{"BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS"};
// Three sentences: what looks most like background, like the aim, and like methods.
const std::vector<double> kProbabilities{0.6, 0.4, 0, 0, 0, 0.1, 0.8, 0.1, 0, 0, 0, 0.05, 0.9, 0.05, 0};

WideTable context_table() { return {RoleContextModel::kBits, RoleContextModel::kLanes, std::vector<float>((1u << RoleContextModel::kBits) * RoleContextModel::kLanes)}; }
float& weight(WideTable& table, std::size_t number, RoleNumber label) { return table.weights[number * table.lanes + label]; }

// A table's judgement of these probabilities, by way of a model file.
std::vector<double> judged(const WideTable& table, std::vector<double> probabilities) {
  const AlignedBytes bytes(write_model("roles", "Apache-2.0", kRoleFeatures, kLabels, {table}));
  const auto model = open_model(bytes.view());
  REQUIRE(model);
  RoleContextModel(model->tables[0]).judge(probabilities);
  return probabilities;
}

}  // namespace

TEST_CASE("what the context counts: neighbours, other aims, where the methods begin") {
  RoleContext context;
  const auto all = context.make(kProbabilities);
  REQUIRE(all.size() == 3);
  constexpr std::size_t kBefore = 12, kOtherAim = 40, kToMethods = 51;
  for (const auto& numbers : all) CHECK(numbers[0] == 1);
  CHECK(all[0][1] == Approx(std::log(0.6)));
  CHECK(all[0][3] == Approx(std::log(1e-4)));  // no probability is taken for none at all
  CHECK(all[0][kBefore + 5] == 1);             // no sentence before the first
  CHECK(all[1][kBefore] == 0.6);
  CHECK(all[1][kBefore + 5] == 0);
  CHECK(all[0][kOtherAim] == 0.8);
  CHECK(all[0][kOtherAim + 3] == 0);
  CHECK(all[1][kOtherAim] == 0.4);
  CHECK(all[1][kOtherAim + 3] == 1);
  CHECK(all[0][kToMethods + 2] == 1);  // two sentences on
  CHECK(all[1][kToMethods + 1] == 1);
  CHECK(all[2][kToMethods] == 1);
  CHECK(context.make({}).empty());
}

TEST_CASE("a context that weighs the logarithms alone changes nothing; one that asks for another aim moves the label") {
  WideTable table = context_table();
  for (const RoleNumber label : {kBackground, kObjective, kMethods, kResults, kConclusions}) weight(table, 1 + label, label) = 1;
  const auto same = judged(table, kProbabilities);
  for (std::size_t i = 0; i < same.size(); ++i) CHECK(same[i] == Approx(kProbabilities[i]).margin(2e-4));
  weight(table, 40, kBackground) = 1;  // whoever stands beside a likelier aim
  const auto moved = judged(table, kProbabilities);
  CHECK(moved[0] > same[0]);
  double sum = 0;
  for (std::size_t k = 0; k < kRoleNumbers; ++k) sum += moved[k];
  CHECK(sum == Approx(1));
}

TEST_CASE("a context of another width, or of other labels, is refused") {
  const WideTable node{1, 16, std::vector<float>(32)}, edge{1, 32, std::vector<float>(64)};
  const auto opens = [&](const WideTable& context, const std::vector<std::string>& labels) {
    const AlignedBytes bytes(write_model("roles", "Apache-2.0", kRoleFeatures, labels, {node, edge, context}));
    const auto model = open_model(bytes.view());
    REQUIRE(model);
    return RoleModel::make(*model).has_value();
  };
  CHECK(opens(context_table(), kLabels));
  CHECK_FALSE(opens({RoleContextModel::kBits, 4, std::vector<float>(4u << RoleContextModel::kBits)}, kLabels));
  CHECK_FALSE(opens({1, RoleContextModel::kLanes, std::vector<float>(2 * RoleContextModel::kLanes)}, kLabels));
  CHECK_FALSE(opens(context_table(), {"BACKGROUND", "METHODS"}));
}

TEST_CASE("logistic regression finds how often each label is, and what tells it") {
  LogisticSettings s;
  s.numbers = 1;
  s.labels = 3;
  s.pull = 1e-6;
  const auto often = logistic({1, 1, 1, 1, 1, 1}, {0, 0, 0, 1, 1, 2}, s);
  CHECK(often[0] - often[2] == Approx(std::log(3.0)).epsilon(1e-3));
  CHECK(often[1] - often[2] == Approx(std::log(2.0)).epsilon(1e-3));
  s.numbers = 2;
  s.labels = 2;
  s.pull = 0.1;
  const std::vector<double> cases{1, -2, 1, -1, 1, 1, 1, 2};
  const auto told = logistic(cases, {0, 0, 1, 1}, s);
  CHECK(told[3] - told[2] > 1);
  CHECK(told == logistic(cases, {0, 0, 1, 1}, s));
}
