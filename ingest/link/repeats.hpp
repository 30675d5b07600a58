// Links between what one document says in several places, and from what it says to the works it cites.
#pragma once
#include "ingest/extract/extractor.hpp"

namespace evident::ingest {

// `restates`: from an item to the earlier item of the document that says the same, so that both count once.
// - statistics: the same value, unit and comparator (or one of them "about"), groups that agree, and words
//   that agree;
// - claims, recommendations, evidence statements, definitions: the words of one within those of the other
// (but
//   for one word in twelve), Dice at least 0.8 of at least five telling words, the same numbers, denied as
//   often, and not said by two different speakers;
// - measures, barriers, success factors, hallmarks: the same name of the same group, or of the same case.
void link_repeats(Extraction& extraction);

// `cites`: from the source to the works in its references, from claims, statistics and recommendations to the
// works whose mark they carry; `summary_of`: from a digest to the work it digests; `translates`: from a
// translation to what is said in the passage it translates.
void link_works(Extraction& extraction);

}  // namespace evident::ingest
