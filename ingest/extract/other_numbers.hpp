// Numbers as other languages than English write them: "12,3 %", "1.234,5 Mio. Euro", "2,4 millions d'euros",
// "百分之十八", "2.5万元". Years, p-values, confidence levels, lengths of time and sizes of samples are left out.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evident::ingest {

struct OtherNumber {
  enum class Kind : std::uint8_t { share, points, money, count } kind = Kind::count;
  std::uint32_t begin = 0, end = 0;    // bytes, qualifier and unit included
  std::string value;                   // plain decimal, or "low-high"
  std::string unit;                    // "%", "percentage points", "EUR" …; of counts the word behind the number
  std::string_view comparator = "eq";  // choices of Attribute::comparator
};

// In reading order. language: ISO 639-1, decides what commas and points mean.
std::vector<OtherNumber> other_numbers(std::string_view sentence, std::string_view language);

// "n = 120", "(n＝600)": the first sample size of the sentence, or empty.
std::string sample_size(std::string_view sentence, std::string_view language);

}  // namespace evident::ingest
