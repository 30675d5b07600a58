// Any bytes as a document, through every extractor and the linker: items whose quotations stand at their
// places, links that lead somewhere, and the same again from the same bytes.
#include <cstdint>
#include <string>

#include "holds.hpp"
#include "ingest/ingest.hpp"
#include "ingest/readers/reader.hpp"

using namespace evident;
using namespace evident::ingest;

namespace {

const graph::Vocabulary& vocabulary() {
  static const graph::Vocabulary all = [] {
    auto read = shipped_vocabulary();
    require(read.has_value());
    return *read;
  }();
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 << 16) return 0;
  const Cancel cancel;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"a.txt", "a.md"}) {
    const auto document = read_document(name, bytes, {}, cancel);
    if (!document) continue;
    const graph::DocumentEvidence evidence = extract(*document, vocabulary());
    require(!evidence.items.empty() && evidence.items.front().kind == graph::Kind::source);
    for (const graph::Item& item : evidence.items) {
      const graph::Passage& p = item.passage;
      require(p.begin <= p.end && p.end <= evidence.text.size());
      require(evidence.text.compare(p.begin, p.end - p.begin, p.quote) == 0);
      require(boundary(evidence.text, p.begin) && boundary(evidence.text, p.end));
      require(!item.extractor.empty() && !item.reason.empty());
    }
    for (const graph::Link& link : evidence.links) {
      require(link.from < evidence.items.size());
      if (const auto* to = std::get_if<std::uint32_t>(&link.to)) require(*to < evidence.items.size());
    }
    const graph::DocumentEvidence again = extract(*document, vocabulary());
    require(again.items.size() == evidence.items.size() && again.links.size() == evidence.links.size());
  }
  return 0;
}
