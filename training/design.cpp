// Study design from title and abstract: MEDLINE records with their publication types. The set is under GPL-3, and so is the model.
#include "ingest/models/design.hpp"

#include <fmt/format.h>

#include "training/figures.hpp"
#include "training/tables.hpp"
#include "training/tasks.hpp"
#include "training/trainer.hpp"

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

Settings settings() {
  Settings s;
  s.labels = kLabels.size();
  s.node_bits = 18;
  s.node_lanes = 2;
  s.rounds = 20;
  s.averaged = 8;
  s.rate = 0.03;
  s.left_out = 0.5;
  s.least_sequences = 5;
  s.runs = 3;
  return s;
}

std::string model_of(const std::vector<Record>& records, std::size_t folds, std::size_t without) {
  DesignFeatures features(settings().node_bits);
  std::vector<Sequence> sequences;
  for (std::size_t i = 0; i < records.size(); ++i)
    if (folds == 0 || i % folds != without) sequences.push_back({{features.make(records[i].title, records[i].abstract)}, {records[i].label}});
  std::vector<const Sequence*> all;
  for (const Sequence& sequence : sequences) all.push_back(&sequence);
  return write_model("design", "GPL-3.0-or-later", kDesignFeatures, kLabels, train(all, settings()));
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
  constexpr std::size_t kFolds = 5;
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
