// What a sentence about results says happened to an outcome, under one treatment against another: it increased, it decreased, or no
// difference was found. Whether more of it is good is another question.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/models/classifier.hpp"
#include "ingest/models/marks.hpp"
#include "ingest/models/row_set.hpp"
#include "ingest/models/word_classes.hpp"

namespace evident::ingest::models {

constexpr std::uint32_t kDirectionFeatures = 4001;  // raise it with any change of what DirectionFeatures makes

class DirectionFeatures {
 public:
  explicit DirectionFeatures(std::uint32_t bits);
  const Features& make(std::string_view sentence);

 private:
  struct ClassAt {
    std::uint32_t class_number, mark;
  };
  void read(std::string_view sentence);
  void words();
  void classes();
  void figures(std::string_view sentence);
  std::uint32_t row(FeatureHash h) const { return static_cast<std::uint32_t>(h >> (64 - bits_)); }
  void add(FeatureHash h) { features_.own.push_back(row(h)); }

  std::uint32_t bits_;
  WordClasses word_classes_;
  std::string lower_;
  std::vector<Mark> marks_;
  std::vector<FeatureHash> stems_;  // of each mark: its first five letters
  std::vector<ClassAt> sequence_;
  Features features_;
  RowSet row_set_;
};

class DirectionModel {
 public:
  static Result<DirectionModel> make(const Model& model);
  Labelled label(std::string_view sentence) { return classifier_.classify(features_.make(sentence)); }
  std::string_view name(std::uint32_t label) const { return classifier_.name(label); }

 private:
  explicit DirectionModel(Classifier classifier) : classifier_(std::move(classifier)), features_(classifier_.node_bits()) {}
  Classifier classifier_;
  DirectionFeatures features_;
};

}  // namespace evident::ingest::models
