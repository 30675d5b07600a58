// Numbers as people write them in prose: "37%", "two-thirds", "one in five", "£1.6 million", "9,680+", "six
// to eight weeks", "not a single person". Only the expression; what it counts is for the caller.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/tokens.hpp"
#include "ingest/classify/word_memo.hpp"

namespace evident::ingest {

struct NumberExpression {
  enum class Kind : std::uint8_t {
    share,     // of a whole: 37%, a third, one in five, the majority
    points,    // percentage points
    money,     // in whole units of unit
    duration,  // unit is "months", "weeks" …
    rate,      // per 1,000, an effect size, a score: unit as printed
    count,     // anything else that has a noun after it
  };
  Kind kind = Kind::count;
  std::size_t first = 0, last = 0;   // words, qualifier and unit included
  std::size_t number = 0;            // the first word of the number itself
  std::uint32_t begin = 0, end = 0;  // bytes of the text that was split
  std::string value;                 // plain decimal, or "low-high"
  std::string unit;  // "%", "percentage points", "GBP", "EUR", "USD", "months" …; counts: empty
  std::string_view comparator = "eq";  // choices of Attribute::comparator
  bool in_words = false;               // a third, one in ten, the majority
  bool bracketed = false;              // stands alone in brackets: "satisfied (98%)"
  std::size_t reach = 0;               // the last word of a figure in brackets that it announces, or last
  bool pair = false;                   // the second of "from 22 to six" or "nine, compared with 57"
  bool explained = false;              // followed by its own figure in brackets: "over half (54%)"
};

// All number expressions of a sentence in reading order, none overlapping. Years, ordinals, list numbers,
// p-values and confidence intervals are left out.
std::vector<NumberExpression> number_expressions(std::string_view text, const Tokens& tokens);

// A whole number in digits ("1,996") or in words ("eight hundred and six"); length: words it takes.
struct PlainNumber {
  double value = 0;
  std::size_t length = 1;
  bool digits = false;
};
std::optional<PlainNumber> plain_number(const Tokens& tokens, std::size_t i);

// What a word is in a number; not 0: one may begin at it.
std::uint32_t word_of_number(std::string_view word);
using NumberWords = WordMemo<word_of_number>;
std::optional<PlainNumber> number_at(const NumberWords& known, const Tokens& tokens, std::size_t i);
// The same for who asks of many words.
inline std::optional<PlainNumber> plain_number(const NumberWords& known, const Tokens& tokens, std::size_t i) {
  if (i >= tokens.size() || known(tokens, i) == 0) return std::nullopt;
  return number_at(known, tokens, i);
}

// A number as a plain decimal without a trailing zero: 1600000, 0.21.
std::string decimal(double value);

}  // namespace evident::ingest
