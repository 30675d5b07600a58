// In which language the words of each item are.
#pragma once
#include "ingest/extract/extractor.hpp"

namespace evident::ingest {

// Sets Attribute::language and language_by of every item that has them, by the block its words stand in.
void tell_languages(Extraction& extraction);

}  // namespace evident::ingest
