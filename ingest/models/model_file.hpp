// A trained model as one file: a head, its labels, and tables of small integers that are read where they lie. The layout is
// docs/formats/model.md. One format for classifiers (sequences of one) and for chains.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace evident::ingest::models {

// rows x lanes numbers n of one byte; a weight is scale * n * |n|: most weights are small, and their differences count as much as
// those of the few large ones.
struct Table {
  const std::int8_t* numbers = nullptr;
  std::uint32_t bits = 0;  // 2^bits rows
  std::uint32_t lanes = 0;
  float scale = 0;

  std::uint32_t row_of(std::uint64_t hash) const { return static_cast<std::uint32_t>(hash >> (64 - bits)); }
  const std::int8_t* row(std::uint32_t r) const { return numbers + static_cast<std::size_t>(r) * lanes; }
};

struct Model {
  std::string_view name, licence;
  std::uint32_t features = 0;  // number of the rules that make features; code and file must agree
  std::vector<std::string_view> labels;
  std::vector<Table> tables;
};

// The model in these bytes, which must outlive it and lie at an address that is a multiple of 16. Everything is checked: a
// damaged or foreign file is an error, never a wrong answer.
Result<Model> open_model(std::string_view bytes);

// What a training program has: weights not yet made small.
struct WideTable {
  std::uint32_t bits = 0, lanes = 0;
  std::vector<float> weights;
  std::string bytes{};  // in place of weights, written as they are: a table that holds no weights
};
std::string write_model(std::string_view name, std::string_view licence, std::uint32_t features,
                        const std::vector<std::string>& labels, const std::vector<WideTable>& tables);

}  // namespace evident::ingest::models
