// A copy of the base that any SQLite tool opens.
#include <fmt/format.h>

#include <filesystem>

#include "app/export/format.hpp"
#include "graph/base/copy.hpp"

namespace evident::app {
namespace {

Result<std::string> write(const ExportJob& job) {
  EV_CHECK(graph::copy_base(job.common.base, job.arguments.output));
  std::error_code error;
  return fmt::format("{}: {} bytes.\n", job.arguments.output, std::filesystem::file_size(job.arguments.output, error));
}

const RegisterExport kSqlite({.name = "sqlite",
                              .doc = "a copy of the library, of one state",
                              .to = ExportFormat::To::file,
                              .write = write});

}  // namespace
}  // namespace evident::app
