// Direction of an effect: passages of trials that say what happened to an outcome, from a set whose licence lets a model ship.
#include "ingest/models/direction.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/classify/classify.hpp"
#include "training/figures.hpp"
#include "training/tables.hpp"
#include "training/tasks.hpp"
#include "training/trainer.hpp"

namespace evident::training {
namespace {

using namespace ingest::models;

const std::vector<std::string> kLabels{"increased", "decreased", "no_difference"};
constexpr std::uint32_t kNoDifference = 2;

struct Passage {
  std::string text;
  std::uint32_t label;
};

Result<std::vector<Passage>> read_passages(const std::filesystem::path& path) {
  EV_TRY(const TextTable table, TextTable::read(path));
  std::vector<Passage> out;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto label = std::find(kLabels.begin(), kLabels.end(), table.at(r, "label"));
    if (label == kLabels.end()) continue;  // a few rows have none
    out.push_back({std::string(table.at(r, "evidence")), static_cast<std::uint32_t>(label - kLabels.begin())});
  }
  return out;
}

Settings settings() {
  Settings s;
  s.labels = kLabels.size();
  s.node_bits = 17;
  s.node_lanes = 3;
  s.rounds = 20;
  s.averaged = 8;
  s.rate = 0.1;
  s.damping = 3;
  s.left_out = 0.5;
  s.runs = 3;
  s.least_sequences = 2;
  return s;
}

Result<std::string> make(const std::filesystem::path& data) {
  EV_TRY(const auto passages, read_passages(data / "evidence_inference2" / "train.tsv"));
  DirectionFeatures features(settings().node_bits);
  std::vector<Sequence> sequences;
  for (const Passage& p : passages) sequences.push_back({{features.make(p.text)}, {p.label}});
  std::vector<const Sequence*> all;
  for (const Sequence& sequence : sequences) all.push_back(&sequence);
  return write_model("direction", "Apache-2.0", kDirectionFeatures, kLabels, train(all, settings()));
}

// Beside the model stand the rules, which tell "no difference" alone: whether more of an outcome is good is not asked here.
Result<std::string> measure(const std::filesystem::path& data, std::string_view bytes) {
  EV_TRY(const Model model, open_model(bytes));
  EV_TRY(DirectionModel directions, DirectionModel::make(model));
  EV_TRY(const auto passages, read_passages(data / "evidence_inference2" / "dev.tsv"));
  Confusion counts(kLabels), none({"no_difference", "a difference"}), by_rules({"no_difference", "a difference"});
  for (const Passage& p : passages) {
    const auto said = directions.label(p.text).label;
    counts.add(p.label, said);
    none.add(p.label != kNoDifference, said != kNoDifference);
    by_rules.add(p.label != kNoDifference, ingest::polarity_of(ingest::Tokens(p.text)).direction != "none");
  }
  const auto of_none = [](std::string_view what, const Confusion& c) {
    return fmt::format("no difference, {}: precision {:.1f}, recall {:.1f}, F1 {:.2f}\n", what, c.precision(0), c.recall(0), c.f1(0));
  };
  return fmt::format("evidence_inference2 dev: macro F1 {:.2f}, accuracy {:.2f} ({} passages)\n", counts.macro_f1(), counts.accuracy(), counts.total()) +
         of_none("model", none) + of_none("rules", by_rules) + "\n" + counts.per_label();
}

}  // namespace

const Task kDirection{"direction", "direction.model", make, measure};

}  // namespace evident::training
