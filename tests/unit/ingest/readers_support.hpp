// Helpers of the readers' tests: read a text by name, find blocks by their words.
#pragma once
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "ingest/readers/reader.hpp"

namespace evident::ingest::test {

inline Document read(std::string_view name, std::string bytes) {
  const Cancel cancel;
  auto document = read_document(std::string(name), std::move(bytes), {}, cancel);
  if (!document) FAIL(document.error().message);
  return std::move(*document);
}

// The index of the first block with these words; the test fails when there is none.
inline std::size_t at(const Document& document, std::string_view words) {
  for (std::size_t i = 0; i < document.blocks.size(); ++i)
    if (document.words(document.blocks[i]) == words) return i;
  std::string all;
  for (const Block& b : document.blocks)
    all += "\n[" + std::to_string(static_cast<int>(b.kind)) + "] " + std::string(document.words(b));
  FAIL("no block \"" << words << "\" among" << all);
  return 0;
}

inline BlockKind kind(const Document& document, std::string_view words) {
  return document.blocks[at(document, words)].kind;
}

// The words of the block that a block stands under, "" for none.
inline std::string parent(const Document& document, std::string_view words) {
  const std::int32_t p = document.blocks[at(document, words)].parent;
  return p < 0 ? "" : std::string(document.words(document.blocks[static_cast<std::size_t>(p)]));
}
inline std::string section(const Document& document, std::string_view words) {
  return document.section(at(document, words));
}

// What every document must satisfy, whatever the bytes were. Returns what is broken, "" for nothing.
std::string broken_invariant(const Document& document);

}  // namespace evident::ingest::test
