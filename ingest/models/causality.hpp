// How a sentence is worded: none, correlational, conditional, causal. The wording decides, not what the study can carry.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/models/classifier.hpp"
#include "ingest/models/marks.hpp"
#include "ingest/models/word_classes.hpp"

namespace evident::ingest::models {

constexpr std::uint32_t kCausalityFeatures = 2002;  // raise it with any change of what CausalityFeatures makes

class CausalityFeatures {
 public:
  explicit CausalityFeatures(std::uint32_t bits);
  const Features& make(std::string_view sentence);

 private:
  struct Word {
    FeatureHash hash, five, six, ending;  // whole, its first five and six letters, its last two when it is longer than four
    std::uint32_t classes;
  };
  struct ClassAt {
    std::uint32_t class_number, word;
  };
  void read(std::string_view sentence);
  void words();
  void classes();
  void pairs();
  void parts();
  void rules(std::string_view sentence);
  std::uint32_t row(FeatureHash h) const { return static_cast<std::uint32_t>(h >> (64 - bits_)); }
  void add(FeatureHash h) { features_.own.push_back(row(h)); }

  std::uint32_t bits_;
  WordClasses word_classes_;
  std::string lower_, plain_;  // a word; the sentence in lower case, its words and marks with a blank between any two
  std::vector<Mark> marks_;
  std::vector<Word> words_;
  std::vector<ClassAt> sequence_;
  Features features_;
};

class CausalityModel {
 public:
  static Result<CausalityModel> make(const Model& model);
  Labelled label(std::string_view sentence) { return classifier_.classify(features_.make(sentence)); }
  std::string_view name(std::uint32_t label) const { return classifier_.name(label); }

 private:
  explicit CausalityModel(Classifier classifier) : classifier_(std::move(classifier)), features_(classifier_.node_bits()) {}
  Classifier classifier_;
  CausalityFeatures features_;
};

}  // namespace evident::ingest::models
