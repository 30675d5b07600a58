// Words that were divided at a line's end. Their hyphen is kept as a soft one (U+00AD), as Unicode has it for
// a hyphen that is there for the line's sake alone; for comparison and on one line the word is whole.
#pragma once
#include <string>
#include <string_view>

namespace evident {

inline constexpr std::string_view kDivision = "\xC2\xAD\n";

inline bool has_divided_words(std::string_view text) {
  return text.find(kDivision) != std::string_view::npos;
}

inline std::string undivided(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t from = 0;;) {
    const std::size_t at = text.find(kDivision, from);
    out.append(text.substr(from, at - from));
    if (at == std::string_view::npos) return out;
    from = at + kDivision.size();
  }
}

}  // namespace evident
