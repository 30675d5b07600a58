// Any bytes as a document, through every extractor and the linker: items whose quotations stand at their
// places, links that lead somewhere, and the same alone as beside another document.
#include <cstdint>
#include <string>
#include <vector>

#include "holds.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/extract/extract.hpp"
#include "ingest/ingest.hpp"
#include "ingest/link/lexicon.hpp"
#include "ingest/readers/reader.hpp"

using namespace evident;
using namespace evident::ingest;

namespace {

const Lexicon& lexicon() {
  static const graph::Vocabulary all = [] {
    auto read = shipped_vocabulary();
    require(read.has_value());
    return *read;
  }();
  static const Lexicon labels(all);
  return labels;
}

void check(const graph::DocumentEvidence& evidence) {
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
}

}  // namespace

// What is made once would count as the time of the first input.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  make_cues();
  lexicon();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 << 16) return 0;
  const Cancel cancel;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  std::vector<Document> documents;
  for (const char* name : {"a.txt", "a.md"})
    if (auto document = read_document(name, bytes, {}, cancel)) documents.push_back(std::move(*document));
  std::vector<const Document*> all;
  for (const Document& document : documents) all.push_back(&document);
  const auto together = extract_all(all, lexicon());
  for (std::size_t i = 0; i < all.size(); ++i) {
    check(together[i]);
    const graph::DocumentEvidence alone = std::move(extract_all({&all[i], 1}, lexicon()).front());
    require(alone.items.size() == together[i].items.size() && alone.links.size() == together[i].links.size());
  }
  return 0;
}
