// What each sentence of an abstract or a section does: background, objective, methods, results, conclusions.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/models/chain.hpp"
#include "ingest/models/classifier.hpp"
#include "ingest/models/marks.hpp"
#include "ingest/models/once.hpp"
#include "ingest/models/role_context.hpp"

namespace evident::ingest::models {

constexpr std::uint32_t kRoleFeatures = 1;  // raise it with any change of what RoleFeatures or RoleContext makes

// The features of a sequence of sentences; training and labelling share it. Keeps its memory from call to call.
class RoleFeatures {
 public:
  RoleFeatures(std::uint32_t node_bits, std::uint32_t edge_bits) : node_bits_(node_bits), edge_bits_(edge_bits) {}
  std::span<const Features> make(std::span<const std::string_view> sentences);

 private:
  void words(const std::vector<Mark>& marks, std::size_t quarter, Features& out) const;
  void start_and_end(const std::vector<Mark>& marks, Features& out) const;
  void place(const std::vector<Mark>& marks, std::size_t i, std::size_t n, bool cut_before, Features& out) const;
  void step(const std::vector<Mark>& marks, std::size_t i, std::size_t n, bool cut_before, Features& out) const;
  std::uint32_t node(FeatureHash h) const { return static_cast<std::uint32_t>(h >> (64 - node_bits_)); }
  std::uint32_t edge(FeatureHash h) const { return static_cast<std::uint32_t>(h >> (64 - edge_bits_)); }

  std::uint32_t node_bits_, edge_bits_;
  std::vector<std::vector<Mark>> marks_;
  std::vector<Features> features_;
  OnceFilter once_;
};

class RoleModel {
 public:
  // The model must have been made by the same features; opened by open_model(). Of two tables: the chain alone, of any labels; of three:
  // its sentences are judged once more in their context.
  static Result<RoleModel> make(const Model& model);
  // One a sentence; valid until the next call.
  std::span<const Labelled> label(std::span<const std::string_view> sentences);
  std::string_view name(std::uint32_t label) const { return labels_[label]; }
  // Of that sentence of the last call: a number a label, together 1.
  std::span<const double> probabilities(std::size_t sentence) const {
    return std::span(marginals_.node).subspan(sentence * labels_.size(), labels_.size());
  }
  // Of all sentences of the last call, one after the other.
  std::span<const double> all_probabilities() const { return marginals_.node; }

 private:
  explicit RoleModel(const Model& model);
  void judge_in_context();
  std::vector<std::string_view> labels_;
  ChainModel chain_;
  RoleFeatures features_;
  ChainScores scores_;
  ChainMarginals marginals_;
  bool in_context_;
  RoleContextModel context_;
  std::vector<std::uint32_t> path_;
  std::vector<Labelled> out_;
};

}  // namespace evident::ingest::models
