// How well extraction was measured to do: the card that travels inside the program.
#pragma once
#include "graph/quality.hpp"
#include "support/result.hpp"

namespace evident::app {

Result<const graph::QualityCard*> quality_card();
// The same for answers, which do without where it cannot be read.
const graph::QualityCard* known_quality();

}  // namespace evident::app
