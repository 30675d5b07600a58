// Sentence roles: structured abstracts whose headings were taken away, from three sources whose text may be trained on.
#include "ingest/models/roles.hpp"

#include <fmt/format.h>

#include <array>

#include "training/figures.hpp"
#include "training/logistic.hpp"
#include "training/tables.hpp"
#include "training/tasks.hpp"
#include "training/trainer.hpp"

namespace evident::training {
namespace {

using namespace ingest::models;

constexpr std::array<const char*, 3> kSets{"roles_pubmed20k_sample", "roles_rct_pmc", "roles_medline"};
// In the order of ingest::models::RoleNumber.
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

// The second look is taught what chains say of abstracts that they have not seen.
constexpr std::size_t kFolds = 5, kRunsOfFolds = 1;

struct Taught {
  std::vector<Abstract> abstracts;
  std::vector<Sequence> sequences;
};

Result<Taught> read_taught(const std::filesystem::path& data) {
  const Settings s = settings();
  RoleFeatures features(s.node_bits, s.edge_bits);
  Taught out;
  for (const char* set : kSets) {
    EV_TRY(auto abstracts, read_abstracts(data / set / "train.tsv"));
    for (Abstract& a : abstracts) {
      const auto made = features.make(views(a.sentences));
      out.sequences.push_back({{made.begin(), made.end()}, a.labels});
      out.abstracts.push_back(std::move(a));
    }
  }
  return out;
}

struct Cases {
  std::vector<double> numbers;
  std::vector<std::uint32_t> labels;
};

Result<Cases> cases_of_folds(const Taught& taught) {
  Settings s = settings();
  s.runs = kRunsOfFolds;
  RoleContext context;
  Cases out;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<const Sequence*> others;
    for (std::size_t i = 0; i < taught.sequences.size(); ++i)
      if (i % kFolds != fold) others.push_back(&taught.sequences[i]);
    const AlignedBytes bytes(write_model("roles", "Apache-2.0", kRoleFeatures, kLabels, train(others, s)));
    EV_TRY(const Model model, open_model(bytes.view()));
    EV_TRY(RoleModel roles, RoleModel::make(model));
    for (std::size_t i = fold; i < taught.abstracts.size(); i += kFolds) {
      const Abstract& a = taught.abstracts[i];
      roles.label(views(a.sentences));
      for (const auto& numbers : context.make(roles.all_probabilities())) out.numbers.insert(out.numbers.end(), numbers.begin(), numbers.end());
      out.labels.insert(out.labels.end(), a.labels.begin(), a.labels.end());
    }
  }
  return out;
}

WideTable context_table(const Cases& cases) {
  LogisticSettings s;
  s.numbers = RoleContext::kNumbers;
  s.labels = kRoleNumbers;
  s.pull = 5;
  s.most_steps = 120;
  const std::vector<double> weights = logistic(cases.numbers, cases.labels, s);
  WideTable table{RoleContextModel::kBits, RoleContextModel::kLanes, std::vector<float>((std::size_t{1} << RoleContextModel::kBits) * RoleContextModel::kLanes)};
  for (std::size_t row = 0; row < s.numbers; ++row)
    for (std::size_t label = 0; label < s.labels; ++label)
      table.weights[row * table.lanes + label] = static_cast<float>(weights[row * s.labels + label]);
  return table;
}

Result<std::string> make(const std::filesystem::path& data) {
  EV_TRY(const Taught taught, read_taught(data));
  EV_TRY(const Cases cases, cases_of_folds(taught));
  std::vector<const Sequence*> all;
  for (const Sequence& sequence : taught.sequences) all.push_back(&sequence);
  auto tables = train(all, settings());
  tables.push_back(context_table(cases));
  return write_model("roles", "Apache-2.0", kRoleFeatures, kLabels, tables);
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
