// Any bytes as a project of REFI-QDA: as it is, and as the project file of an archive with a text in it.
#include <cstdint>
#include <string>

#include "holds.hpp"
#include "ingest/coding/refi.hpp"
#include "stored_zip.hpp"
#include "support/text.hpp"

using namespace evident;
using namespace evident::ingest;

namespace {

void holds(const CodingFile& file) {
  const Cancel cancel;
  const auto project = read_refi(file, {}, cancel);
  if (!project) return require(!project.error().message.empty());
  for (const CodedText& text : project->texts) {
    std::uint64_t last = 0;
    for (const CodedPassage& one : text.passages) {
      require(one.code.begin < one.code.end && one.code.end <= text.document.text.size() && last <= one.code.begin);
      require(boundary(text.document.text, one.code.begin) && boundary(text.document.text, one.code.end));
      require(!first_invalid_utf8(one.code.name) && !one.coder.empty());
      last = one.code.begin;
    }
  }
  for (const auto& [path, error] : project->failed) require(!path.empty() && !error.message.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 << 16) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)is_refi_project(bytes);
  holds({"a.qdpx", bytes, {}, {}});
  holds({"a.qdpx", stored_zip({{"project.qde", bytes}, {"Sources/t.txt", "\xEF\xBB\xBFWe met.\r\nCold rooms and caf\xC3\xA9s.\r\n"}}), {}, {}});
  return 0;
}
