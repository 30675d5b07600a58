// Questions in people's own words: each must be answered, or met with a proposal that runs.
#pragma once
#include <filesystem>

namespace evident::conformance {

// The questions of folder/raw_questions.txt, asked of the library it names. What comes of each is printed, then
// the shares; 1 where a question has neither an answer nor a proposal that runs.
int ask_raw_questions(const std::filesystem::path& folder);

}  // namespace evident::conformance
