// A base that is not there yet, filled from tables at once.
#pragma once
#include <filesystem>
#include <memory>
#include <string_view>

#include "graph/base/load.hpp"

namespace evident::graph {

Result<std::unique_ptr<TableStore>> fresh_base(const std::filesystem::path& path, std::string_view version);

}  // namespace evident::graph
