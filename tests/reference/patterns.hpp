// Patterns of random shape, asked of random libraries in both ways that the engine has: match by match, and by
// its operators. Whole answers must be the same, byte for byte.
#pragma once
#include <cstddef>
#include <cstdint>

namespace evident::reference {

// False, and the first difference printed, where they are not.
bool patterns_agree(std::uint64_t seed, std::size_t questions, std::size_t size);

}  // namespace evident::reference
