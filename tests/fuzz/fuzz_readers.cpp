// Any bytes as a file of any of the reader's names: a document that keeps its promises, or an error that says
// why. PDF files are read by a program of its own: fuzz_pdf takes what that program says.
#include <cstdint>
#include <string>

#include "document_holds.hpp"
#include "ingest/readers/reader.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Cancel cancel;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.find("%PDF-") != std::string::npos) return 0;
  for (const char* name : {"a.txt", "a.md", "a.qmd", "a.csv", "a.html", "a.nxml"}) {
    const auto document = read_document(name, bytes, {}, cancel);
    if (!document)
      require(!document.error().message.empty());
    else
      require_document(*document);
  }
  return 0;
}
