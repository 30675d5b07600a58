// The facts that a sentence tells of a study: who was asked, where, when, how many answered, what it looked
// at. Each function reads one sentence; which sentences tell of which study is for the caller.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

struct SamplePart {
  std::int64_t count = 0;  // 0: not given
  std::string who;         // as printed
  std::string head;        // the folded head noun, by which tellings of the same part meet
};
struct Sample {
  std::vector<SamplePart> people, bodies, sites, works;
  std::optional<std::int64_t> asked;  // those invited, sent to or eligible
  std::string asked_who;              // "980 households"
  bool empty() const { return people.empty() && bodies.empty() && sites.empty() && works.empty(); }
};
// "30 managers and seven nurses", "10 interviews with informants", "tenants (n = 12)", "412 of 980
// households".
Sample sample_of(std::string_view words, const Tokens& tokens);

// "between May and July 2012", "in spring 2014", "over 18 months", "2011-2014" as printed. loose: a bare
// "in 2014" counts too.
std::optional<std::string> period_of(std::string_view words, const Tokens& tokens, bool loose);

// In per cent: "a response rate of 43.5%", "62 per cent responded".
std::optional<double> response_rate_of(const Tokens& tokens, const Sample& sample);

// What the sentence says that the study looks at, as printed; at most two.
std::vector<std::string> objects_of(std::string_view words, const Tokens& tokens);
// The larger project: "a larger Department of Health funded project on …".
std::optional<std::string> larger_project_of(std::string_view words, const Tokens& tokens);
// "ongoing", "finished" or empty.
std::string_view status_of(const Tokens& tokens);
// The kind of place: "primary schools" of "in 12 primary schools".
std::optional<std::string> setting_of(std::string_view words, const Tokens& tokens);

}  // namespace evident::ingest
