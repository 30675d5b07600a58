// What every document must keep, whatever bytes it was made of.
#pragma once
#include "holds.hpp"
#include "ingest/document.hpp"
#include "ingest/sentences/sentences.hpp"

inline void require_document(const evident::ingest::Document& document) {
  using namespace evident;
  using namespace evident::ingest;
  require(!first_invalid_utf8(document.text));
  std::size_t last = 0;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const Block& b = document.blocks[i];
    require(b.begin >= last && b.begin < b.end && b.end <= document.text.size());
    require(boundary(document.text, b.begin) && boundary(document.text, b.end));
    require(b.parent < static_cast<std::int32_t>(i) && b.heading < static_cast<std::int32_t>(i));
    for (const Cell& c : b.cells) require(b.begin <= c.begin && c.begin <= c.end && c.end <= b.end);
    (void)document.section(i);
    (void)document.page_at(i, b.begin);
    last = b.end;
  }
  last = 0;
  for (const Sentence& s : sentences_of(document)) {
    const Block& b = document.blocks[static_cast<std::size_t>(s.block)];
    require(s.begin >= last && s.begin < s.end && s.begin >= b.begin && s.end <= b.end);
    require(boundary(document.text, s.begin) && boundary(document.text, s.end));
    last = s.end;
  }
}
