// What a sentence in another language than English does: by the part it stands in and by the cues of its language
// (corpus/cues/other-languages.tsv). Wording and polarity are left unsaid.
#pragma once
#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"

namespace evident::ingest {

SentenceLabel label_in_other_language(const Document& document, const Sentence& sentence, std::string_view words,
                                      const Tokens& tokens, const Structure& structure, Topic topic);

}  // namespace evident::ingest
