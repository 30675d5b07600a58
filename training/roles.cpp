// Sentence roles: structured abstracts whose headings were taken away, from three sources whose text may be trained on.
#include "ingest/models/roles.hpp"

#include <fmt/format.h>

#include <array>

#include "training/figures.hpp"
#include "training/tables.hpp"
#include "training/tasks.hpp"
#include "training/trainer.hpp"

namespace evident::training {
namespace {

using namespace ingest::models;

constexpr std::array<const char*, 3> kSets{"roles_pubmed20k_sample", "roles_rct_pmc", "roles_medline"};
const std::vector<std::string> kLabels{"BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS"};

struct Abstract {
  std::vector<std::string> sentences;
  std::vector<std::uint32_t> labels;
};

Result<std::vector<Abstract>> read_abstracts(const std::filesystem::path& path) {
  EV_TRY(const TextTable table, TextTable::read(path));
  std::vector<Abstract> out;
  std::string_view last;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    if (const auto id = table.at(r, "doc_id"); r == 0 || id != last) {
      out.emplace_back();
      last = id;
    }
    const auto label = std::find(kLabels.begin(), kLabels.end(), table.at(r, "label"));
    if (label == kLabels.end()) return fail(Code::bad_input, fmt::format("{}: row {} has an unknown label", path.string(), r + 1));
    out.back().sentences.emplace_back(table.at(r, "text"));
    out.back().labels.push_back(static_cast<std::uint32_t>(label - kLabels.begin()));
  }
  return out;
}

std::vector<std::string_view> views(const std::vector<std::string>& sentences) { return {sentences.begin(), sentences.end()}; }

Settings settings() {
  Settings s;
  s.labels = kLabels.size();
  s.node_bits = 18;
  s.node_lanes = 16;
  s.edge_bits = 16;
  s.edge_lanes = 32;
  s.rounds = 15;
  s.averaged = 6;
  s.rate = 0.02;
  s.left_out = 0.4;
  s.runs = 4;
  return s;
}

Result<std::string> make(const std::filesystem::path& data) {
  const Settings s = settings();
  RoleFeatures features(s.node_bits, s.edge_bits);
  std::vector<Sequence> sequences;
  for (const char* set : kSets) {
    EV_TRY(const auto abstracts, read_abstracts(data / set / "train.tsv"));
    for (const Abstract& a : abstracts) {
      const auto made = features.make(views(a.sentences));
      sequences.push_back({{made.begin(), made.end()}, a.labels});
    }
  }
  std::vector<const Sequence*> all;
  for (const Sequence& sequence : sequences) all.push_back(&sequence);
  return write_model("roles", "Apache-2.0", kRoleFeatures, kLabels, train(all, s));
}

Result<std::string> measure(const std::filesystem::path& data, std::string_view bytes) {
  EV_TRY(const Model model, open_model(bytes));
  EV_TRY(RoleModel roles, RoleModel::make(model));
  std::string out;
  Confusion together(kLabels);
  for (const char* set : kSets) {
    EV_TRY(const auto abstracts, read_abstracts(data / set / "dev.tsv"));
    Confusion counts(kLabels);
    for (const Abstract& a : abstracts) {
      const auto labelled = roles.label(views(a.sentences));
      for (std::size_t i = 0; i < a.labels.size(); ++i) counts.add(a.labels[i], labelled[i].label);
    }
    out += fmt::format("{} dev: weighted F1 {:.2f}, macro F1 {:.2f}, accuracy {:.2f} ({} sentences)\n", set, counts.weighted_f1(), counts.macro_f1(), counts.accuracy(), counts.total());
    together.add(counts);
  }
  return out + "\n" + together.per_label();
}

}  // namespace

const Task kRoles{"roles", "roles.model", make, measure};

}  // namespace evident::training
