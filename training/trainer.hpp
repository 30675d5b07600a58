// Trains a chain (or, with sequences of one, a classifier): the likelihood of the labels is raised sequence by sequence with steps
// that shrink as a weight is used (AdaGrad; Duchi, Hazan & Singer 2011), with features left out at random so that none is relied on
// alone, and the weights of the last rounds averaged. One thread, own random numbers, own exponential: the same bytes each time.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "ingest/models/chain.hpp"

namespace evident::training {

struct Sequence {
  std::vector<ingest::models::Features> places;
  std::vector<std::uint32_t> labels;
  float weight = 1;
};

struct Settings {
  std::uint32_t node_bits = 18, node_lanes = 16;
  std::uint32_t edge_bits = 16, edge_lanes = 0;  // no lanes: no steps, a classifier
  std::size_t labels = 0;
  std::size_t rounds = 12;
  double rate = 0.02, left_out = 0.3, pull = 1e-5;  // pull: towards zero, at each use
  double damping = 1e-2;                            // as if a weight had been used that much: the rare take smaller steps
  std::uint32_t least_sequences = 2;                // a row seen in fewer sequences stays zero
  std::size_t steps_kept = 1;                       // more: steps differ by few features, none left out, and one matrix serves many places
  std::size_t averaged = 5;                         // the last rounds
  std::size_t runs = 1;                             // from different random numbers, their weights averaged
  std::uint64_t seed = 1;
};

// xorshift64*; Marsaglia 2003, Vigna 2016.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ull + 1) {}
  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ * 0x2545f4914f6cdd1dull;
  }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32); }
  // True so many times in 2^32.
  bool one_of(std::uint64_t in_four_billion) { return (next() >> 32) < in_four_billion; }

 private:
  std::uint64_t state_;
};

// The tables of a model: node weights and, when there are steps, edge weights.
std::vector<ingest::models::WideTable> train(const std::vector<const Sequence*>& sequences, const Settings& settings);

}  // namespace evident::training
