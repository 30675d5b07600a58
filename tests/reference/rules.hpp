// What must hold between the engine's answers to related questions, whatever the library: no second opinion
// is needed for these.
#pragma once
#include <cstddef>
#include <cstdint>

namespace evident::reference {

// Tries each rule on that many generated pairs; prints what breaks one and how many were tried. Whether all
// hold.
bool rules_hold(std::uint64_t seed, std::size_t pairs, std::size_t size);

}  // namespace evident::reference
