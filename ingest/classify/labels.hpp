// Sentences that only name what follows them in their paragraph.
#pragma once
#include "ingest/classify/structure.hpp"

namespace evident::ingest {

// "METHODS." as a sentence of its own, "How we did it. We interviewed …": what it announces; none: it is no label.
Topic lone_label(const Document& document, const Sentence& sentence);

}  // namespace evident::ingest
