// Study design from title and abstract: MEDLINE records with their publication types. The set is under GPL-3, and so is the model.
#include "ingest/models/design.hpp"

#include <fmt/format.h>

#include "training/against_rest.hpp"
#include "training/figures.hpp"
#include "training/tables.hpp"
#include "training/tasks.hpp"

namespace evident::training {
namespace {

using namespace ingest::models;

// Only trials are marked reliably here; other designs are told by headings that many records lack, and are left to the cues.
const std::vector<std::string> kLabels{"rct", "other"};

struct Record {
  std::string title, abstract;
  std::uint32_t label;
};

std::uint32_t label_of(std::string_view labels) {
  return ("|" + std::string(labels) + "|").find("|rct|") != std::string::npos ? 0 : 1;
}

Result<std::vector<Record>> read_records(const std::filesystem::path& path) {
  EV_TRY(const TextTable table, TextTable::read(path));
  std::vector<Record> out;
  for (std::size_t r = 0; r < table.rows(); ++r)
    out.push_back({std::string(table.at(r, "title")), std::string(table.at(r, "abstract")), label_of(table.at(r, "labels"))});
  return out;
}

RestSettings settings() {
  RestSettings s;
  s.labels = kLabels.size();
  s.bits = 18;
  s.lanes = 2;
  s.cost = 0.03;
  return s;
}

// Half of it all features, half the words alone: what the cues say is believed less.
WideTable table_of(const std::vector<const Sequence*>& sequences) {
  RestSettings s = settings();
  WideTable table = against_rest(sequences, s);
  s.with_shared = false;
  const WideTable words = against_rest(sequences, s);
  for (std::size_t k = 0; k < table.weights.size(); ++k) table.weights[k] = (table.weights[k] + words.weights[k]) / 2;
  return table;
}

double score(const WideTable& table, const Sequence& sequence) {
  double sum = 0;
  const Features& f = sequence.places[0];
  for (const auto* rows : {&f.place, &f.own, &f.shared})
    for (const std::uint32_t row : *rows) sum += table.weights[std::size_t{row} * table.lanes];
  return sum;
}

constexpr std::size_t kFolds = 5;

// How high a score must be for a trial: where F1 is highest in five folds of what is trained on, each scored by a model that has not seen it. F1
// is the mean over a little way to both sides, since its peaks are chance.
double threshold_of(const std::vector<const Sequence*>& sequences) {
  constexpr std::size_t kBeside = 3;  // texts that share a fold; not the folds of measure()
  std::vector<double> scores(sequences.size());
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<const Sequence*> others;
    for (std::size_t i = 0; i < sequences.size(); ++i)
      if (i / kBeside % kFolds != fold) others.push_back(sequences[i]);
    const WideTable table = table_of(others);
    for (std::size_t i = 0; i < sequences.size(); ++i)
      if (i / kBeside % kFolds == fold) scores[i] = score(table, *sequences[i]);
  }
  constexpr int kFarthest = 20, kSide = 4;
  constexpr double kStep = 0.05;
  std::vector<double> f1;
  for (int t = -kFarthest - kSide; t <= kFarthest + kSide; ++t) {
    std::size_t right = 0, counted = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const bool is = sequences[i]->labels[0] == 0, said = scores[i] > kStep * t;
      right += 2 * (is && said);
      counted += is + said;
    }
    f1.push_back(counted ? static_cast<double>(right) / static_cast<double>(counted) : 0);
  }
  double most = -1, best = 0;
  for (int t = 0; t <= 2 * kFarthest; ++t) {
    double sum = 0;
    for (int k = 0; k <= 2 * kSide; ++k) sum += f1[static_cast<std::size_t>(t + k)];
    if (sum <= most) continue;
    most = sum;
    best = kStep * (t - kFarthest);
  }
  return best;
}

std::string model_of(const std::vector<Record>& records, std::size_t folds, std::size_t without) {
  DesignFeatures features(settings().bits);
  std::vector<Sequence> sequences;
  for (std::size_t i = 0; i < records.size(); ++i)
    if (folds == 0 || i % folds != without) sequences.push_back({{features.make(records[i].title, records[i].abstract)}, {records[i].label}});
  std::vector<const Sequence*> all;
  for (const Sequence& sequence : sequences) all.push_back(&sequence);
  WideTable table = table_of(all);
  table.weights[std::size_t{DesignFeatures::row_of_all(settings().bits)} * table.lanes] -= static_cast<float>(threshold_of(all));
  return write_model("design", "GPL-3.0-or-later", kDesignFeatures, kLabels, {table});
}

Result<std::string> make(const std::filesystem::path& data) {
  EV_TRY(const auto records, read_records(data / "design_medline" / "train.tsv"));
  return model_of(records, 0, 0);
}

std::string figures(std::string_view what, const Confusion& c) {
  return fmt::format("{}: RCT precision {:.1f}, recall {:.1f}, F1 {:.2f} ({} records)\n", what, c.precision(0), c.recall(0), c.f1(0), c.total());
}

Result<std::string> measure(const std::filesystem::path& data, std::string_view bytes) {
  EV_TRY(const Model model, open_model(bytes));
  EV_TRY(DesignModel designs, DesignModel::make(model));
  EV_TRY(const auto records, read_records(data / "design_medline" / "dev.tsv"));
  Confusion counts(kLabels);
  for (const Record& r : records) counts.add(r.label, designs.label(r.title, r.abstract).design == "rct" ? 0 : 1);
  EV_TRY(const auto training, read_records(data / "design_medline" / "train.tsv"));
  Confusion crossed(kLabels);
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const AlignedBytes made(model_of(training, kFolds, fold));
    EV_TRY(const Model other, open_model(made.view()));
    EV_TRY(DesignModel others, DesignModel::make(other));
    for (std::size_t i = fold; i < training.size(); i += kFolds)
      crossed.add(training[i].label, others.label(training[i].title, training[i].abstract).design == "rct" ? 0 : 1);
  }
  return figures("design_medline dev", counts) + figures("design_medline train, five folds", crossed);
}

}  // namespace

const Task kDesign{"design", "gpl-3/design.model", make, measure};

}  // namespace evident::training
