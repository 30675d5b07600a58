// One text, one label: a chain of length one.
#pragma once
#include <string_view>
#include <vector>

#include "ingest/models/chain.hpp"

namespace evident::ingest::models {

struct Labelled {
  std::uint32_t label;
  float score;  // the probability that the model itself gives the label
};

class Classifier {
 public:
  // An error unless the model was made by features of that number.
  static Result<Classifier> make(const Model& model, std::uint32_t features);

  std::uint32_t node_bits() const { return chain_.node_table().bits; }
  std::string_view name(std::uint32_t label) const { return labels_[label]; }
  Labelled classify(const Features& features);

 private:
  explicit Classifier(const Model& model) : labels_(model.labels), chain_(model) {}
  std::vector<std::string_view> labels_;
  ChainModel chain_;
  ChainScores scores_;
  ChainMarginals marginals_;
};

// What a model of other features, or of other tables, is answered.
tl::unexpected<Error> made_for_another_version(const Model& model);

}  // namespace evident::ingest::models
