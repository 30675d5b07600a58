// From documents to their evidence: sentences, structure, classification, every extractor, links. Touches no file.
#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "graph/items.hpp"
#include "ingest/document.hpp"
#include "ingest/extract/extractor.hpp"

namespace evident::ingest {

// More documents, or bytes of their texts, gain nothing by being read together.
inline constexpr std::size_t kReadTogether = 24;
inline constexpr std::size_t kBytesTogether = 64u << 10;

struct ExtractHooks {
  // Adds what people coded, behind all extractors and before languages and links are told.
  std::function<void(Extraction&)> coded = {};
  // Called after each step, with its name, for programs that measure.
  std::function<void(std::string_view)> step = {};
};

using ExtractAll = std::function<std::vector<graph::DocumentEvidence>(std::span<const Document* const>)>;

// The evidence of each document, in their order: the same as of each alone. Each step is done for all of them before the
// next, so that its code and its tables are near the processor when the next document comes: to fetch them from farther
// caches takes longer than to read an abstract. The documents must stay where they are meanwhile.
std::vector<graph::DocumentEvidence> extract_all(std::span<const Document* const> documents, const Lexicon& lexicon,
                                                 const ExtractHooks& hooks = {});

}  // namespace evident::ingest
