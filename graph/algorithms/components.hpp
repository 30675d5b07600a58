// What hangs together: by edges in whichever direction, or (strongly) so that there is a way there and back.
#pragma once
#include <cstdint>
#include <vector>

#include "graph/algorithms/network.hpp"
#include "support/limits.hpp"

namespace evident::graph {

struct Parts {
  std::vector<std::uint32_t> of;     // the part of each place; parts are numbered by their first place
  std::vector<std::uint32_t> sizes;  // nodes in each
  bool whole = true;                 // else it was cut short, and the parts say nothing
};

Parts connected_parts(const Network& network, Budget& budget);
Parts strong_parts(const Network& network, Budget& budget);

}  // namespace evident::graph
