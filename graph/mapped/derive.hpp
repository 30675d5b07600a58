// Attributes that no extractor gives: computed over the linked graph each time it is built, so that every
// correction of what they rest on flows through. docs/warrant.md has the rules for people.
#pragma once
#include "graph/mapped/draft.hpp"

namespace evident::graph {

// Code::limit: an addition changes too much of the graph before.
Result<void> derive(Draft& draft);

}  // namespace evident::graph
