// Causal wording: sentences of conclusions in PubMed, labelled by what they claim. The set is under GPL-3, and so is the model.
#include "ingest/models/causality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "training/against_rest.hpp"
#include "training/figures.hpp"
#include "training/tables.hpp"
#include "training/tasks.hpp"

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

RestSettings settings() {
  RestSettings s;
  s.labels = kLabels.size();
  s.lanes = 4;
  s.least_sequences = 4;
  s.rareness = 1.3;  // so that the rare labels are said about as often as they are right
  return s;
}

Result<std::vector<Example>> read_examples(const std::filesystem::path& data) {
  const auto path = data / "causal_pubmed" / "train.tsv";
  EV_TRY(const TextTable table, TextTable::read(path));
  CausalityFeatures features(settings().bits);
  std::vector<Example> out;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto label = std::find(kNamesInData.begin(), kNamesInData.end(), table.at(r, "label"));
    if (label == kNamesInData.end()) return fail(Code::bad_input, fmt::format("{}: row {} has an unknown label", path.string(), r + 1));
    const auto number = static_cast<std::uint32_t>(label - kNamesInData.begin());
    out.push_back({{{features.make(table.at(r, "text"))}, {number}, 1}, std::atoi(std::string(table.at(r, "cv_fold")).c_str())});
  }
  return out;
}

// Half of it all features, half without parts of words.
WideTable table_of(const std::vector<const Sequence*>& sequences) {
  RestSettings s = settings();
  s.with_shared = false;
  WideTable table = against_rest(sequences, s);
  s.with_shared = true;
  s.cost = 0.3;
  const WideTable other = against_rest(sequences, s);
  for (std::size_t k = 0; k < table.weights.size(); ++k) table.weights[k] = (table.weights[k] + other.weights[k]) / 2;
  return table;
}

std::string model_of(const std::vector<Example>& examples, int without_fold) {
  std::vector<const Sequence*> sequences;
  for (const Example& e : examples)
    if (e.fold != without_fold) sequences.push_back(&e.sequence);
  return write_model("causality", "GPL-3.0-or-later", kCausalityFeatures, kLabels, {table_of(sequences)});
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
