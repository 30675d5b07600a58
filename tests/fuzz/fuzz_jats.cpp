// Any bytes behind the beginning of an article in JATS.
#include <cstdint>
#include <string>

#include "document_holds.hpp"
#include "ingest/readers/reader.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Cancel cancel;
  const std::string rest(reinterpret_cast<const char*>(data), size);
  const auto document = read_document(
      "a.nxml", "<?xml version=\"1.0\"?><article article-type=\"research-article\">" + rest + "</article>",
      {}, cancel);
  if (!document)
    require(!document.error().message.empty());
  else
    require_document(*document);
  return 0;
}
