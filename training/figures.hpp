// Precision, recall and F1 from counts of what was and what was said.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace evident::training {

class Confusion {
 public:
  explicit Confusion(std::vector<std::string> labels) : labels_(std::move(labels)), counts_(labels_.size() * labels_.size()) {}

  void add(std::size_t gold, std::size_t said) { ++counts_[gold * labels_.size() + said]; }
  void add(const Confusion& other) {
    for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += other.counts_[k];
  }
  std::size_t total() const;
  double precision(std::size_t label) const;
  double recall(std::size_t label) const;
  double f1(std::size_t label) const;
  double weighted_f1() const;  // by how often each label is right
  double macro_f1() const;     // over the labels that occur
  double accuracy() const;
  const std::vector<std::string>& labels() const { return labels_; }
  // A row of a Markdown table a label, with precision, recall, F1 and number.
  std::string per_label() const;

 private:
  std::size_t gold(std::size_t label) const;
  std::size_t said(std::size_t label) const;
  std::vector<std::string> labels_;
  std::vector<std::size_t> counts_;
};

}  // namespace evident::training
