// Any bytes as a file of any of the reader's names: a document that keeps its promises, or an error that says
// why.
#include <cstdint>
#include <string>

#include "holds.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/sentences/sentences.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Cancel cancel;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"a.txt", "a.md", "a.qmd"}) {
    const auto document = read_document(name, bytes, {}, cancel);
    if (!document) {
      require(!document.error().message.empty());
      continue;
    }
    require(!first_invalid_utf8(document->text));
    std::size_t last = 0;
    for (std::size_t i = 0; i < document->blocks.size(); ++i) {
      const Block& b = document->blocks[i];
      require(b.begin >= last && b.begin < b.end && b.end <= document->text.size());
      require(boundary(document->text, b.begin) && boundary(document->text, b.end));
      require(b.parent < static_cast<std::int32_t>(i) && b.heading < static_cast<std::int32_t>(i));
      for (const Cell& c : b.cells) require(b.begin <= c.begin && c.begin <= c.end && c.end <= b.end);
      (void)document->section(i);
      last = b.end;
    }
    last = 0;
    for (const Sentence& s : sentences_of(*document)) {
      const Block& b = document->blocks[static_cast<std::size_t>(s.block)];
      require(s.begin >= last && s.begin < s.end && s.begin >= b.begin && s.end <= b.end);
      require(boundary(document->text, s.begin) && boundary(document->text, s.end));
      last = s.end;
    }
  }
  return 0;
}
