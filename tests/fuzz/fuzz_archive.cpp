// Any bytes as a ZIP archive: every file in it is read or refused.
#include <cstdint>
#include <string>

#include "holds.hpp"
#include "ingest/readers/archives.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = "PK\x03\x04" + std::string(reinterpret_cast<const char*>(data), size);
  (void)is_archive_of_files(bytes);
  const auto done = each_file_within(
      "a.zip", bytes, [](std::string_view name) { return name.ends_with("json"); },
      [](std::string path, Result<std::string> content) {
        require(path.starts_with("a.zip › "));
        if (!content) require(!content.error().message.empty());
        return true;
      });
  if (!done) require(!done.error().message.empty());
  return 0;
}
