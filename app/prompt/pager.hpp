#pragma once
#include <string_view>

namespace evident::app {

// Writes to standard output; what is longer than the terminal is high goes through $PAGER, or less when that
// is not set. False when standard output is closed or full.
bool print_paged(std::string_view text);

}  // namespace evident::app
