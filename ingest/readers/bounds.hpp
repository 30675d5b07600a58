// What a hostile file may cost a reader, beside Limits: fixed, because no user has a reason to change it.
// docs/limits.md says what happens at each.
#pragma once
#include <cstddef>

namespace evident::ingest {

inline constexpr std::size_t kMarkupDepth = 512;       // elements within elements: HTML, XML
inline constexpr std::size_t kTableCells = 4'000'000;  // cells of one document, those that spans add included
inline constexpr std::size_t kPages = 5'000;           // pages of one PDF file

}  // namespace evident::ingest
