// Names of people as BibTeX parts them.
#pragma once
#include <string_view>

#include "ingest/readers/bibliographic/record.hpp"

namespace evident::ingest {

// A list of names between "and" at brace depth nought. at: where words begin in the text; 0 with end for
// words that do not stand in the text as they are (put together of pieces): then all have the place [begin,
// end). "First von Last", "von Last, First", "von Last, Jr, First" (Oren Patashnik, "BibTeXing", 1988,
// section 4; "Designing BibTeX Styles", section 5), biblatex's "family=…, given=…"; "others" is kept as a
// field without meaning.
void add_bibtex_names(BibliographicRecord& record, RecordField field, std::string_view tag,
                      std::string_view words, std::uint64_t begin, std::uint64_t end);

}  // namespace evident::ingest
