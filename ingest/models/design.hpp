// The design of the study that a title and an abstract report.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/models/classifier.hpp"
#include "ingest/models/marks.hpp"

namespace evident::ingest::models {

constexpr std::uint32_t kDesignFeatures = 3002;  // raise it with any change of what DesignFeatures makes

class DesignFeatures {
 public:
  explicit DesignFeatures(std::uint32_t bits) : bits_(bits) {}
  const Features& make(std::string_view title, std::string_view abstract);
  // The row that every record has.
  static std::uint32_t row_of_all(std::uint32_t bits);

 private:
  std::uint32_t part(std::string_view text, FeatureHash where);  // how many cues of trials it has
  void words(FeatureHash where);
  void cues(FeatureHash where);
  void around_chance(FeatureHash where);
  std::uint32_t row(FeatureHash h) const { return static_cast<std::uint32_t>(h >> (64 - bits_)); }
  void add(FeatureHash h) { features_.own.push_back(row(h)); }
  void add_cue(FeatureHash h) { features_.shared.push_back(row(h)); }

  std::uint32_t bits_;
  std::vector<Mark> marks_;
  std::vector<std::uint32_t> word_at_, found_;
  std::string plain_;
  Features features_;
};

// What a record says where the model has no answer of its own: told by the cues of corpus/cues/designs.tsv.
std::string_view design_by_cues(std::string_view title, std::string_view abstract);

class DesignModel {
 public:
  static Result<DesignModel> make(const Model& model);
  struct Answer {
    std::string_view design;  // a value of the schema
    float score;              // the model's probability of its own label, also where cues told which
  };
  Answer label(std::string_view title, std::string_view abstract);

 private:
  explicit DesignModel(Classifier classifier) : classifier_(std::move(classifier)), features_(classifier_.node_bits()) {}
  Classifier classifier_;
  DesignFeatures features_;
};

}  // namespace evident::ingest::models
