// A linear chain of labels (a conditional random field; Lafferty, McCallum & Pereira 2001) over scores that come from tables of
// weights. A sequence of one is a classifier (multinomial logistic regression), so there is one code for both.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "ingest/models/model_file.hpp"

namespace evident::ingest::models {

// What is seen at one place of a sequence, as rows of the tables.
struct Features {
  std::vector<std::uint32_t> own;     // of this place alone
  std::vector<std::uint32_t> shared;  // of this place, and seen from the places before and after it
  std::vector<std::uint32_t> place;   // as own; training never leaves them out
  std::vector<std::uint32_t> edge;    // of the step from the place before to this one

  void clear() {
    own.clear();
    shared.clear();
    place.clear();
    edge.clear();
  }
};

// Scores of a sequence of n places over K labels.
struct ChainScores {
  std::size_t n = 0, labels = 0;
  std::vector<float> node;              // n x K
  std::vector<std::uint32_t> matrix;    // which of the steps leads to each place
  std::vector<float> steps;             // matrices of K x K, from x to
  std::size_t matrices = 0;
  std::vector<std::uint32_t> first;     // of each matrix: the place that it was made for

  void reset(std::size_t places, std::size_t k);
  float* at(std::size_t i) { return node.data() + i * labels; }
  const float* at(std::size_t i) const { return node.data() + i * labels; }
  // The matrix of place i. It is that of an earlier place whose features of a step are the same, if it is among the `kept`
  // latest matrices; else a new one of zeros.
  struct Step {
    float* weights;
    bool is_new;
  };
  Step step(std::size_t i, std::span<const Features> sequence, std::size_t kept);
  const float* step(std::size_t i) const { return steps.data() + std::size_t{matrix[i]} * labels * labels; }
};

// Probabilities of a sequence, and room to work in.
struct ChainMarginals {
  std::vector<double> node;   // n x K: of each label at each place
  std::vector<double> steps;  // matrices x K x K: expected number of each step through each matrix; only if asked for
  std::vector<double> alpha, beta, node_exp, step_exp, norm;
};

// e^x, the same on every machine: the C library's may differ in the last bit.
double portable_exp(double x);
// Of each of them, in its place: the same bits, several at a time.
void portable_exp(std::span<double> values);

void best_path(const ChainScores& scores, std::vector<std::uint32_t>& path);
void marginals(const ChainScores& scores, ChainMarginals& out, bool with_steps);

// A model's scores. Table 0: a row holds K numbers for its own place and, if it is three times as wide, K for the place after
// and K for the place before. Table 1, when there is one: K x K numbers a row.
class ChainModel {
 public:
  explicit ChainModel(const Model& model);

  std::size_t labels() const { return labels_; }
  const Table& node_table() const { return node_; }
  const Table& edge_table() const { return edge_; }
  bool has_edges() const { return edge_.numbers != nullptr; }
  // No memory is taken once `scores` has served a sequence as long.
  void score(std::span<const Features> sequence, ChainScores& scores) const;

 private:
  std::size_t labels_;
  Table node_, edge_;
};

// Whether the tables are as wide as that many labels need.
constexpr std::size_t kMostNodeLanes = 256;
bool fits_chain(const Model& model);

}  // namespace evident::ingest::models
