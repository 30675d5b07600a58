// Causal wording: sentences of conclusions in PubMed, labelled by what they claim. The set is under GPL-3, and so is the model.
#include "ingest/models/causality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "training/figures.hpp"
#include "training/tables.hpp"
#include "training/tasks.hpp"
#include "training/trainer.hpp"

namespace evident::training {
namespace {

using namespace ingest::models;

const std::vector<std::string> kLabels{"none", "correlational", "conditional", "causal"};
const std::vector<std::string> kNamesInData{"none", "correlational", "conditional_causal", "direct_causal"};
constexpr int kFolds = 5;

struct Example {
  Sequence sequence;
  int fold;
};

Settings settings() {
  Settings s;
  s.labels = kLabels.size();
  s.node_bits = 17;
  s.node_lanes = 4;
  s.rounds = 25;
  s.averaged = 10;
  s.rate = 0.05;
  s.left_out = 0.5;
  s.runs = 5;
  s.least_sequences = 3;
  return s;
}

Result<std::vector<Example>> read_examples(const std::filesystem::path& data) {
  const auto path = data / "causal_pubmed" / "train.tsv";
  EV_TRY(const TextTable table, TextTable::read(path));
  CausalityFeatures features(settings().node_bits);
  std::vector<Example> out;
  std::vector<std::size_t> of_label(kLabels.size());
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto label = std::find(kNamesInData.begin(), kNamesInData.end(), table.at(r, "label"));
    if (label == kNamesInData.end()) return fail(Code::bad_input, fmt::format("{}: row {} has an unknown label", path.string(), r + 1));
    const auto number = static_cast<std::uint32_t>(label - kNamesInData.begin());
    ++of_label[number];
    out.push_back({{{features.make(table.at(r, "text"))}, {number}, 1}, std::atoi(std::string(table.at(r, "cv_fold")).c_str())});
  }
  // Rare labels count more, by the square root of how rare they are: all four count the same in what is measured.
  for (Example& e : out)
    e.sequence.weight = std::sqrt(static_cast<float>(out.size()) / static_cast<float>(kLabels.size() * of_label[e.sequence.labels[0]]));
  return out;
}

std::string model_of(const std::vector<Example>& examples, int without_fold) {
  std::vector<const Sequence*> sequences;
  for (const Example& e : examples)
    if (e.fold != without_fold) sequences.push_back(&e.sequence);
  return write_model("causality", "GPL-3.0-or-later", kCausalityFeatures, kLabels, train(sequences, settings()));
}

Result<std::string> make(const std::filesystem::path& data) {
  EV_TRY(const auto examples, read_examples(data));
  return model_of(examples, -1);
}

// The model that ships has seen every sentence there is, so five others are measured, each on the fifth that it has not seen.
Result<std::string> measure(const std::filesystem::path& data, std::string_view) {
  EV_TRY(const auto examples, read_examples(data));
  Confusion counts(kLabels);
  for (int fold = 0; fold < kFolds; ++fold) {
    const AlignedBytes bytes(model_of(examples, fold));
    EV_TRY(const Model model, open_model(bytes.view()));
    EV_TRY(Classifier classifier, Classifier::make(model, kCausalityFeatures));
    for (const Example& e : examples)
      if (e.fold == fold) counts.add(e.sequence.labels[0], classifier.classify(e.sequence.places[0]).label);
  }
  return fmt::format("causal_pubmed, five folds: macro F1 {:.2f}, accuracy {:.2f} ({} sentences)\n\n", counts.macro_f1(), counts.accuracy(), counts.total()) + counts.per_label();
}

}  // namespace

const Task kCausality{"causality", "gpl-3/causality.model", make, measure};

}  // namespace evident::training
