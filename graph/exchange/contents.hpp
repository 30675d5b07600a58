// What of a base an export writes: everything, or the items that an answer holds with their sources and concepts. Things come
// in the order of each_item(), then their links, then the concepts, so that nothing but ids is kept in memory.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base.hpp"
#include "support/limits.hpp"

namespace evident::graph {

struct Selection {
  bool everything = true;
  std::vector<std::string> ids;      // sorted: of items, sources and concepts
  std::optional<std::size_t> words;  // of each quotation at most
};

// Where the words of an item stand in its source's text, in characters (Unicode code points), with what stands around them.
struct InText {
  std::uint64_t begin = 0, end = 0;
  std::string before, after;  // some words
};

class ContentsSink {
 public:
  virtual ~ContentsSink() = default;
  // source: the key of the source it stands in; its own for a source. in_text: nothing where no text is stored.
  virtual void item(const StoredItem& item, std::string_view source, const std::optional<InText>& in_text) = 0;
  // to: the key of an item or the id of a concept.
  virtual void link(std::string_view from, Edge edge, std::string_view to, bool to_concept, std::string_view reason) = 0;
  virtual void concept_entry(const Concept& entry, bool candidate) = 0;
};
Result<void> each_content(const std::filesystem::path& base, const Selection& selection, const Cancel& cancel,
                          ContentsSink& sink);

}  // namespace evident::graph
