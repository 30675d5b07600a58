// An extractor finds items of some kinds in a document. One file an extractor: it registers itself, nothing
// else is edited.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/items.hpp"
#include "ingest/document.hpp"
#include "ingest/sentences/sentences.hpp"

namespace evident::ingest {

class Lexicon;     // ingest/link/lexicon.hpp
struct Structure;  // ingest/classify/structure.hpp

// What classification says of one sentence. Choices by their schema id; the reasons name the heading, cue or
// list.
struct SentenceLabel {
  std::string role;  // choice of Attribute::role, empty: not a claim
  std::string polarity, causal, cost, direction;
  bool hedged = false;
  bool kept = false;  // a claim though nothing tells its role, wording and polarity: in another language
  std::string speaker, voice, standing;
  std::string reason;
};

// What one document's extraction works on; extractors run in the order of their `order` and see what earlier
// ones found.
struct Extraction {
  const Document& document;
  const std::vector<Sentence>& sentences;
  const std::vector<SentenceLabel>& labels;  // one a sentence
  graph::DocumentEvidence& evidence;         // items[0] is the source, made by the first extractor
  const Structure& structure;                // headings, lead-ins, cases, genre
  const Lexicon& lexicon;                    // the vocabularies' labels

  // A passage over bytes [begin, end) of the document, with section, page, slide and paragraph filled in.
  graph::Passage passage(std::uint32_t begin, std::uint32_t end) const;
  // Adds an item and returns its index.
  std::uint32_t add(graph::Kind kind, std::uint32_t begin, std::uint32_t end, std::string_view extractor,
                    std::string reason);

  // Document::section() by the heading, -1: none; each is put together once.
  mutable std::unordered_map<std::int32_t, std::string> sections = {};
};

struct Extractor {
  std::string_view name;  // "measures"
  std::vector<graph::Kind> makes;
  int order;             // sources 0, studies 10, case studies 20, lists 30, claims 40 …
  std::string_view doc;  // one line: what it goes by
  void (*run)(Extraction& extraction);
};

struct RegisterExtractor {
  explicit RegisterExtractor(Extractor extractor);
};
// Sorted by order, then name.
const std::vector<Extractor>& extractors();

}  // namespace evident::ingest
