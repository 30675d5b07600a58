// The page of each passage as it is printed: what a person looks for, where the file counts its pages otherwise.
#pragma once
#include "ingest/extract/extractor.hpp"

namespace evident::ingest {

// Sets printed_page where the document knows another label of the page than its number.
void tell_printed_pages(Extraction& extraction);

}  // namespace evident::ingest
