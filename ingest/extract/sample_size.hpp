// How many took part in a study, as its text states it: "318 subjects were randomised", "patients (N = 112)", "a total of
// 9025 women". Percentages, doses, ages, groups and what came of them are not; arms alone are told as arms.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

struct StatedSize {
  std::int64_t count = 0;
  std::string who;           // as printed: "adult patients"; "participants" where the text has no word for them
  std::string head;          // the folded head noun
  int score = 0;             // how surely it is the whole of a sample; from kWholeSample on it may be told as one
  bool arm = false;          // of one group: "placebo (n = 35)", "17 in each group"
  std::size_t first = 0;     // the word at which the number stands
};
inline constexpr int kWholeSample = 5;

// In the order of the text.
std::vector<StatedSize> stated_sizes(std::string_view words, const Tokens& tokens);

}  // namespace evident::ingest
