// The registry of extractors and what they share: passages and items.
#include "ingest/extract/extractor.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "support/result.hpp"

namespace evident::ingest {
namespace {

std::vector<Extractor>& registry() {
  static std::vector<Extractor> all;
  return all;
}

}  // namespace

RegisterExtractor::RegisterExtractor(Extractor extractor) {
  auto& all = registry();
  all.push_back(std::move(extractor));
  std::sort(all.begin(), all.end(), [](const Extractor& a, const Extractor& b) {
    return std::tie(a.order, a.name) < std::tie(b.order, b.name);
  });
}

const std::vector<Extractor>& extractors() { return registry(); }

graph::Passage Extraction::passage(std::uint32_t begin, std::uint32_t end) const {
  EV_REQUIRE(begin < end && end <= document.text.size());
  graph::Passage out;
  out.begin = begin;
  out.end = end;
  out.quote = document.text.substr(begin, end - begin);
  // Blocks are in reading order: the last one that begins at or before the passage holds it.
  const auto after = std::upper_bound(document.blocks.begin(), document.blocks.end(), begin,
                                      [](std::uint32_t at, const Block& b) { return at < b.begin; });
  if (after == document.blocks.begin()) return out;
  const auto index = static_cast<std::size_t>(after - document.blocks.begin()) - 1;
  const auto [section, fresh] = sections.try_emplace(document.blocks[index].heading);
  if (fresh) section->second = document.section(index);
  out.section = section->second;
  out.page = document.page_at(index, begin);
  out.slide = document.blocks[index].slide;
  out.paragraph = static_cast<int>(index) + 1;
  return out;
}

std::uint32_t Extraction::add(graph::Kind kind, std::uint32_t begin, std::uint32_t end,
                              std::string_view extractor, std::string reason) {
  graph::Item item{kind, passage(begin, end), {}, std::string(extractor), std::move(reason), {}};
  item.attributes.reserve(8);  // most have no more
  evidence.items.push_back(std::move(item));
  return static_cast<std::uint32_t>(evidence.items.size() - 1);
}

}  // namespace evident::ingest
