#include "ingest/document.hpp"

#include <algorithm>

namespace evident::ingest {

std::vector<std::int32_t> Document::heading_chain(std::size_t block) const {
  std::vector<std::int32_t> chain;
  // Links point backwards, so this ends.
  for (std::int32_t at = block < blocks.size() ? blocks[block].heading : -1; at >= 0;
       at = blocks[static_cast<std::size_t>(at)].heading)
    chain.push_back(at);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

int Document::page_at(std::size_t block, std::uint32_t offset) const {
  if (page_marks.empty()) return blocks[block].page;
  const auto after = std::upper_bound(page_marks.begin(), page_marks.end(), offset,
                                      [](std::uint32_t at, const PageMark& mark) { return at < mark.begin; });
  return after == page_marks.begin() ? 0 : std::prev(after)->page;
}

std::string Document::section(std::size_t block) const {
  std::string section;
  for (const std::int32_t at : heading_chain(block)) {
    if (!section.empty()) section += " › ";
    section += squeeze(words(blocks[static_cast<std::size_t>(at)]));
  }
  return section;
}

}  // namespace evident::ingest
