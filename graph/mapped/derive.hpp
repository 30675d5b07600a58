// Attributes that no extractor gives: computed over the linked graph each time it is built, so that every
// correction of what they rest on flows through. docs/warrant.md has the rules for people.
#pragma once
#include "graph/mapped/draft.hpp"

namespace evident::graph {

void derive(Draft& draft);

}  // namespace evident::graph
