#include "ingest/models/classifier.hpp"

#include <algorithm>

namespace evident::ingest::models {

tl::unexpected<Error> made_for_another_version(const Model& model) {
  return fail(Code::corrupt, "the model '" + std::string(model.name) + "' was made for another version of Evident",
              "fetch the program and its models anew");
}

Result<Classifier> Classifier::make(const Model& model, std::uint32_t features) {
  if (model.features != features || !fits_chain(model) || model.tables.size() != 1) return made_for_another_version(model);
  return Classifier(model);
}

Labelled Classifier::classify(const Features& features) {
  chain_.score({&features, 1}, scores_);
  marginals(scores_, marginals_, false);
  const auto best = std::max_element(scores_.node.begin(), scores_.node.end());
  const auto label = static_cast<std::uint32_t>(best - scores_.node.begin());
  return {label, static_cast<float>(marginals_.node[label])};
}

}  // namespace evident::ingest::models
