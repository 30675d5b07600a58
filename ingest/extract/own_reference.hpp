// The one reference by which a document names the work that it is or tells of: "Source: Roe, A. (2014)
// 'Title', Journal", "Cite as: …", or a citation among its first lines.
#pragma once
#include <optional>

#include "ingest/extract/citation.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/spans.hpp"

namespace evident::ingest {

struct OwnReference {
  Span span;  // without its label
  Citation work;
  bool labelled = false;
};
// "Digest of", "The article", "How to cite": a label before the work that the document is or tells of.
bool labels_own_work(std::string_view label);

// Nothing where there are several: then they are a list of works.
std::optional<OwnReference> own_reference(const Extraction& extraction);

}  // namespace evident::ingest
