// What kind of document it is and how much of it is here.
#pragma once
#include <vector>

#include "ingest/classify/structure.hpp"

namespace evident::ingest {

// Fills doc_type, depth, invented, digest and abstract_like; the cases must be known. topics: of headings and lead-ins
// themselves, one a block.
void find_genre(const Document& document, const std::vector<Sentence>& sentences, const std::vector<Topic>& topics,
                Structure& out);

}  // namespace evident::ingest
