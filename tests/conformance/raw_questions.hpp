// Questions in people's own words: each must be answered, or met with a proposal that runs.
#pragma once
#include <filesystem>

namespace evident::conformance {

// The questions of folder/raw_questions.txt, asked of the library it names. What comes of each is printed, then
// the shares; 1 where fewer than `floor` have an answer or a proposal that runs.
int ask_raw_questions(const std::filesystem::path& folder, std::size_t floor);

}  // namespace evident::conformance
