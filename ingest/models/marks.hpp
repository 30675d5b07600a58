// A sentence as the models see it: words without their case, numbers without their value, marks one by one. Text that was cut
// into tokens beforehand ("( n = @ )") gives the same as the text it came from.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/models/hashing.hpp"

namespace evident::ingest::models {

struct Mark {
  enum class Kind : std::uint8_t { word, number, sign };
  FeatureHash hash = 0;    // of the folded word; one for all numbers
  FeatureHash prefix = 0;  // of the first four letters; 0 for words that are hardly longer
  FeatureHash suffix = 0;  // of the last three letters; 0 likewise
  std::uint32_t begin = 0, end = 0;
  Kind kind = Kind::sign;
  char sign = 0;  // the character, when it is one
};

// Replaces what `marks` held, keeping its memory.
void marks_of(std::string_view text, std::vector<Mark>& marks);

}  // namespace evident::ingest::models
