// Any bytes behind the beginning of a web page.
#include <cstdint>
#include <string>

#include "document_holds.hpp"
#include "ingest/readers/reader.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Cancel cancel;
  const std::string rest(reinterpret_cast<const char*>(data), size);
  const auto document = read_document("a.html", "<!DOCTYPE html>" + rest + "", {}, cancel);
  if (!document)
    require(!document.error().message.empty());
  else
    require_document(*document);
  return 0;
}
