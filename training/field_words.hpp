// Counts in which fields words stand, and makes the table that ingest/models/field_words.hpp reads.
#pragma once
#include <array>
#include <map>
#include <vector>

#include "ingest/models/field_words.hpp"
#include "training/reference_sets.hpp"

namespace evident::training {

class FieldWordCounts {
 public:
  void add(const Reference& reference);
  // Of the words that two references have.
  ingest::models::WideTable table() const;

 private:
  using Counts = std::array<std::uint32_t, ingest::models::kFieldKinds>;
  std::map<ingest::models::FeatureHash, Counts> seen_, own_;
  std::vector<ingest::models::ReferenceToken> tokens_;
};

}  // namespace evident::training
