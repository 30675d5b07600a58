// What the words of one sentence show, wherever it stands: classify.cpp weighs it against the part of the document.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

// What should be done, and not a question about it or an inverted condition.
bool recommends(const std::vector<CueMatch>& roles);

// What should be, and not only what somebody needs.
bool says_should(const std::vector<CueMatch>& roles);

// "Do not …", "should not", "No school should …".
bool advises_against(std::string_view text, const Tokens& tokens);

// A list of themes says what was talked about, which is neither good nor bad.
bool lists_themes(const Tokens& tokens);

// "Skippers talked of …", "Three quarters of wardens told us that …": who was asked, and a verb of answering.
bool told_by_those_asked(const Tokens& tokens);

// "We asked wardens to name the obstacles": how it was asked, and no obstacle.
bool asks_for_names(const Tokens& tokens);

// "Districts spent $14.2 million in 2022": with its sign of money or a word for it, and nothing that is only wished.
bool gives_sum(const Tokens& tokens);

// What stands behind a quotation that the text begins with, of at most so many bytes; nothing: it begins otherwise.
std::optional<std::string_view> behind_quotation(std::string_view text, std::size_t most);

// “Meanwhile use” – the lending of …; "Long waiting" means that …
bool defines_term(std::string_view text);

// "in line with earlier work (Roe 2010)": the sentence's own result beside another's.
bool compares_with_others(const Tokens& tokens);

// "NHS respondents" of "54% of NHS respondents feel …": the words after "% of", up to a verb of saying or
// asking.
std::string surveyed(std::string_view text, const Tokens& tokens);

// "half", "three quarters", "54 %".
bool tells_share(const Tokens& tokens);

// "respondents", "surveyed".
bool names_asked(const Tokens& tokens);

}  // namespace evident::ingest
