// Any bytes as what pdftotext says of a PDF file.
#include <cstdint>
#include <string>

#include "document_holds.hpp"
#include "ingest/readers/pdf.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Cancel cancel;
  auto pages = pdf::read_words({reinterpret_cast<const char*>(data), size});
  if (!pages) return 0;
  (void)pdf::arrange_pages(*pages);
  Document document;
  document.name = "a.pdf";
  if (pdf::write_text(document, *pages, {}, cancel)) require_document(document);
  return 0;
}
