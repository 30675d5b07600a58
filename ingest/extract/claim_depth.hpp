// What a sentence says beside its effect: with what it compares, of whom it speaks, after how long, who measured. As
// printed; what it does not say stays empty.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

// "usual care" of "compared with usual care", "the control group" of "than in the control group".
std::optional<std::string> comparison_of(std::string_view words, const Tokens& tokens);
// "older tenants" of "among older tenants", "patients with asthma".
std::optional<std::string> population_of(std::string_view words, const Tokens& tokens);
// "12 months" of "at 12 months", "two years" of "followed for two years"; no age, no length of what was done.
std::optional<std::string> follow_up_of(std::string_view words, const Tokens& tokens);
// "teachers" of "as rated by teachers", "self-reported", "hospital records".
std::optional<std::string> measured_by_of(std::string_view words, const Tokens& tokens);

}  // namespace evident::ingest
