// A copy of a base, and when its runs were: what exports need beside what a Base gives.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "support/result.hpp"

namespace evident::graph {

// The whole base, of one state whatever other programs store meanwhile, in a file without a log beside it; one that stands
// there is replaced when the copy is whole.
Result<void> copy_base(const std::filesystem::path& base, const std::filesystem::path& to);

struct RunInfo {
  std::int64_t id;
  std::string version, started, finished;  // of the program; ISO 8601 in UTC, finished empty where it was broken off
};
Result<std::vector<RunInfo>> runs_of(const std::filesystem::path& base);

}  // namespace evident::graph
