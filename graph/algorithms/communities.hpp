// What keeps together: groups with more between their members than chance would put there (modularity), found
// by the Louvain method. It was preferred to label propagation, which depends on the order in which labels are
// passed on and makes one group of everything where most things are joined; and modularity is a figure that
// can be shown.
#pragma once
#include <cstdint>
#include <vector>

#include "graph/algorithms/components.hpp"
#include "graph/algorithms/network.hpp"
#include "support/limits.hpp"

namespace evident::graph {

struct Communities {
  Parts parts;            // numbered by their first place; what is joined to nothing is a part of its own
  double modularity = 0;  // from -1/2 to 1; 0: no more than chance
};

// Weights count; edges are taken both ways.
Communities communities(const Network& network, Budget& budget);
// Of a division into parts.
double modularity_of(const Network& network, const std::vector<std::uint32_t>& parts);

}  // namespace evident::graph
