// Teaches which reading of a reference is the better one: of each list of readings the likelihood of the
// best, and how many fields are right on average, are raised (AdaGrad; Duchi, Hazan & Singer 2011). One
// thread, own random numbers, own exponential: the same bytes each time.
#pragma once
#include <cstdint>
#include <vector>

#include "ingest/models/readings.hpp"

namespace evident::training {

// The readings of one reference.
struct ReadingList {
  struct Reading {
    std::vector<std::uint32_t> pieces, rows;  // the pieces' numbers; the rows of the whole
    ingest::models::ReadingFacts facts{};
    std::uint8_t way = 0;
    double worth = 0;  // field F1
  };
  std::vector<std::vector<std::uint32_t>> pieces;  // rows of each
  std::vector<Reading> readings;
  double weight = 1;
};

struct ReadingSettings {
  std::uint32_t bits = 0;          // of the rows that features are hashed to
  std::uint32_t least_lists = 20;  // a row of fewer lists is not kept
  std::size_t rounds = 4, averaged = 2;
  double rate = 0.03, pull = 1e-3;  // towards zero, at each use
};

// The tables of ReadingJudge: flags of the rows that are kept, their weights, weights of the facts.
std::vector<ingest::models::WideTable> teach_readings(std::vector<ReadingList> lists,
                                                      const ReadingSettings& settings);

}  // namespace evident::training
