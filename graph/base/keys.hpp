// Keys that survive a new ingest, and digests of what a document says. docs/formats/evidence-base.md defines
// both.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "graph/items.hpp"
#include "support/result.hpp"

namespace evident::graph {

// The DOI of the evidence's source in lower case and without a resolver; empty when it has none.
std::string source_doi(const DocumentEvidence& evidence);
std::string plain_doi(std::string_view doi);
// By DOI if any, else by content. ordinal: 0, or a higher one when another source took that key first.
std::string source_key(const DocumentEvidence& evidence, unsigned ordinal = 0);
// One a item, items[0] being the source: kind, what it belongs to, its normalised quotation, its ordinal
// among equals.
std::vector<std::string> item_keys(std::string_view source_key, const std::vector<Item>& items);
// Everything the evidence says, item by item: equal digests, nothing to store.
std::string evidence_digest(const DocumentEvidence& evidence, const std::vector<std::string>& keys);

// The attributes a table of that kind holds: those extracted; for named kinds, those of a mention.
std::vector<Attribute> stored_attributes(Kind kind);
// Whether value can be kept under attribute: its type, and for a choice one of the declared ids.
bool fits(Attribute attribute, const Value& value);
// As text, for digests and for columns that hold texts and records: JSON for lists and records, ids for
// choices.
std::string value_text(const Value& value);

// Everything that makes evidence unfit to be kept, as the first fault found; the fault is an extractor's.
Result<void> check_evidence(const DocumentEvidence& evidence);

}  // namespace evident::graph
