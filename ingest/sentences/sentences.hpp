// Sentences of a document: a scan for final points that knows citation marks, initials, abbreviations and
// list numbers; ICU is asked only where a script has final marks that the scan does not know.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/document.hpp"

namespace evident::ingest {

struct Sentence {
  std::uint32_t begin = 0;  // bytes in Document::text, trimmed
  std::uint32_t end = 0;
  std::int32_t block = 0;     // index in Document::blocks
  std::uint32_t ordinal = 0;  // within its block, from 0
};

// The sentences of one stretch of text, as offsets from its start.
std::vector<std::pair<std::uint32_t, std::uint32_t>> split_sentences(std::string_view text);
// Of every block that holds prose (titles, headings, furniture, code and table rows left out), in reading
// order. A list item, quotation or caption is at least one sentence.
std::vector<Sentence> sentences_of(const Document& document);

}  // namespace evident::ingest
