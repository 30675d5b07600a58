// From what a person coded to evidence: the work as a source with its record, the study, and an item a code.
#pragma once
#include <string_view>

#include "graph/items.hpp"
#include "ingest/coding/coded_work.hpp"
#include "ingest/extract/extract.hpp"
#include "ingest/link/lexicon.hpp"
#include "ingest/records/record_document.hpp"

namespace evident::ingest {

// The record of a coded work; its views are into the work's text.
void read_record(const CodedWork& work, BibliographicRecord& record);

// place.format: "coding table", "EPPI-Reviewer"; identity as record_identity() gives it. extract: what is made of an abstract.
graph::DocumentEvidence coded_evidence(const CodedWork& work, const BibliographicRecord& record, const RecordPlace& place,
                                       std::string_view identity, const Lexicon& lexicon,
                                       const ExtractAll& extract);

// The item of a code that was found, over words that stand in the text given: all but its links.
graph::Item coded_item(const HumanCode& code, std::string_view text, std::string_view coder);

// Links studies to what was looked for in them, once the items that stand in codes.items from `first` on are linked: item i is
// of the code of[i - first]. study: its index. Codes that have no item link their study only.
void link_codes(graph::DocumentEvidence& evidence, std::uint32_t study, std::uint32_t first, const std::vector<const HumanCode*>& of,
                const std::vector<const HumanCode*>& others, const Lexicon& lexicon);

}  // namespace evident::ingest
