// What may leave the house of a text: its first words.
#pragma once
#include <cstddef>
#include <string>

namespace evident {

// Of whatever is no quotation so many stay at least: a name is no passage.
inline constexpr std::size_t kNameWords = 10;

// text cut to so many words, with "…" behind them; true: it was longer.
bool first_words(std::string& text, std::size_t words);

}  // namespace evident
