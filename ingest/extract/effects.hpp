// Effects with their uncertainty, as a sentence prints them: "OR 1.23 (95% CI 1.01–1.50; P = .03)", "1.23 [1.01, 1.50]",
// "hazard ratio, 0·75; 95% confidence interval, 0·57 to 1·00", "p<0.001". What is printed, nothing reckoned.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace evident::ingest {

struct EffectSize {
  std::string_view measure;  // choice of Attribute::effect_measure; empty: the text does not say
  std::optional<double> value, low, high;
  std::optional<double> level;  // of the interval, in per cent
  std::optional<double> p;
  char p_sign = '=';  // <, > or =
  std::uint32_t begin = 0, end = 0;  // bytes of the words
};

// In the order of the text; a p-value that stands by itself is one without a value.
std::vector<EffectSize> effects_of(std::string_view words);
// The one to show: with an interval before one without, with a value before a p-value alone; null: none.
const EffectSize* main_effect(const std::vector<EffectSize>& all);

}  // namespace evident::ingest
