// What a person coded outranks what the machine found of the same work. Nothing of it is stored but the codes: it follows
// from them whenever a base is read, and goes with them.
//
// - A coded study stands in the place of the one study that the machine found there: it takes over what leads to that one,
//   and what the code does not say is filled in from it. Where the machine found several, the coded one stands beside them.
// - What a person looked for in a work (coded_for) and did not code in it is not named there, whatever the machine read.
#pragma once
#include <cstdint>
#include <vector>

#include "graph/base/same_works.hpp"
#include "graph/base/sqlite.hpp"
#include "graph/items.hpp"

namespace evident::graph {

// Sources, by their rows, in which something stands that a person coded. Cheap: an index of those alone is kept.
Result<std::vector<std::int64_t>> coded_sources(Database& database);
// Adds to what is hidden and what stands instead; to be called when it is known who stands for whom.
Result<void> let_codes_outrank(Database& database, const std::vector<std::int64_t>& coded, SameWorks& same);

// Keeps that index; after a source was stored, in the same transaction.
Result<void> note_codes(Database& database, std::int64_t source, const DocumentEvidence& evidence, std::int64_t run);

}  // namespace evident::graph
