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

// Counts documents that wait to be read together. More of them, or of their bytes, than this would gain nothing.
class Together {
 public:
  static constexpr std::size_t kDocuments = 24, kBytes = 64u << 10;
  explicit Together(std::size_t documents = kDocuments) : most_(documents) {}
  // Whether they are enough, with this one.
  bool add(std::size_t bytes) {
    bytes_ += bytes;
    return ++documents_ >= most_ || bytes_ >= kBytes;
  }

 private:
  std::size_t most_, documents_ = 0, bytes_ = 0;
};

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
