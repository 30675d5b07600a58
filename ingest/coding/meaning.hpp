// What the words mean by which people call a code or a group of codes: "Barriers", "outcome measure", "Facilitators of joint
// work". By the nouns and adjectives that the schema declares, so that a word added there is known here.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "ingest/coding/coded_work.hpp"

namespace evident::ingest {

// Of the words as a whole. Nothing: they name no kind of thing.
std::optional<CodeMeaning> meaning_of(std::string_view words);
// Of words that name a group of codes: also "KIND of …", "reported KIND".
std::optional<CodeMeaning> group_meaning_of(std::string_view words);
// "barrier, success factor, outcome measure, …": for errors.
std::string meanings_known();

}  // namespace evident::ingest
