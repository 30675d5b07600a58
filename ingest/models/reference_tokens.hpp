// A reference as the model sees it: words, numbers and marks one by one, each with what can be said of it alone and of the
// clause that it stands in.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/models/hashing.hpp"

namespace evident::ingest::models {

struct ReferenceToken {
  enum class Kind : std::uint8_t {
    start, end,  // before the first and after the last
    year,        // 1500 to 2029
    four_digits, one_digit, two_digits, three_digits, more_digits,
    sign, month, initial, short_capitals, capitals, short_name, name, other_script, word
  };
  std::uint32_t begin = 0, end = 0;
  bool after_space = false;
  Kind kind = Kind::sign;
  std::uint8_t cue = 0;  // which kind of word that tells fields apart ("eds", "vol", "press"); 0: none
  FeatureHash word = 0, shape = 0, suffix = 0, prefix = 0;

  bool is_word() const { return kind >= Kind::month; }  // no number, no mark
};

// Words and numbers cut where letters meet digits ("e27749" is two), every mark by itself. Replaces what `tokens` held.
void reference_tokens(std::string_view text, std::vector<ReferenceToken>& tokens);

}  // namespace evident::ingest::models
