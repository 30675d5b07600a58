// Any bytes as an RTF file: what does not begin as one is put into a group of one.
#include <cstdint>
#include <string>

#include "document_holds.hpp"
#include "ingest/readers/reader.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Cancel cancel;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.starts_with("{\\rtf")) bytes = "{\\rtf1\\ansi " + bytes + "}";
  const auto document = read_document("a.rtf", std::move(bytes), {}, cancel);
  if (!document)
    require(!document.error().message.empty());
  else
    require_document(*document);
  return 0;
}
