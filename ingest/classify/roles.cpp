// The sentences of an abstract follow an order: what was known, the aim, how, what was found, what it means. A trained chain reads
// them together, cues weigh with it; what a heading says outranks both (classify.cpp).
#include "ingest/models/roles.hpp"

#include <algorithm>
#include <array>

#include "ingest/classify/classify.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/models/shipped.hpp"

namespace evident::ingest {
namespace {

// The model's labels in the words of Attribute::role.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kRoles{
    {{"BACKGROUND", "background"}, {"OBJECTIVE", "aim"}, {"METHODS", "method"}, {"RESULTS", "finding"}, {"CONCLUSIONS", "conclusion"}}};

std::string_view role_of(std::string_view label) {
  const auto role = std::find_if(kRoles.begin(), kRoles.end(), [&](const auto& r) { return r.first == label; });
  EV_REQUIRE(role != kRoles.end());
  return role->second;
}

// Opened once; it travels inside the program, so that it is always there and whole.
const models::Model& shipped_model() {
  static const models::Shipped shipped = models::find_model("roles").value();
  return shipped.model;
}

// How much a point of a cue weighs against the model, as a logarithm of odds. Journals that the model learned from head the aim as
// "Background" as often as not, and it has seen health research only: words that tell a part by themselves count with it.
constexpr double kPoint = 0.8;

models::RoleModel& role_model() {
  thread_local models::RoleModel model = models::RoleModel::make(shipped_model()).value();  // it keeps its working memory
  return model;
}

}  // namespace

std::vector<AbstractRole> model_roles(std::span<const std::string_view> sentences) {
  models::RoleModel& model = role_model();
  std::vector<AbstractRole> roles;
  roles.reserve(sentences.size());
  for (const models::Labelled& read : model.label(sentences)) roles.push_back({role_of(model.name(read.label)), read.score});
  return roles;
}

std::vector<AbstractRole> abstract_roles(std::span<const std::string_view> sentences) {
  models::RoleModel& model = role_model();
  static const CueList& list = cues("roles");
  std::vector<AbstractRole> roles;
  roles.reserve(sentences.size());
  const std::size_t n = model.label(sentences).size();
  for (std::size_t s = 0; s < n; ++s) {
    const auto probabilities = model.probabilities(s);
    const auto matches = list.match(Tokens(sentences[s]));
    AbstractRole best;
    double most = -1;
    for (std::uint32_t label = 0; label < probabilities.size(); ++label) {
      const std::string_view role = role_of(model.name(label));
      int points = 0;
      for (const CueMatch& m : matches)
        if (m.label == role) points += m.weight;
      const double value =
          points == 0 ? probabilities[label] : probabilities[label] * models::portable_exp(kPoint * points);
      if (value <= most) continue;
      most = value;
      best = {role, static_cast<float>(probabilities[label])};
    }
    roles.push_back(best);
  }
  return roles;
}

}  // namespace evident::ingest
