// Which paragraphs translate which others of the same document.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "ingest/classify/languages.hpp"
#include "ingest/document.hpp"

namespace evident::ingest {

struct Translation {
  std::size_t block, original;  // blocks
  std::string_view language, original_language;
};
// In the order of the text. languages: languages_of(document).
std::vector<Translation> translations_of(const Document& document, const std::vector<BlockLanguage>& languages);

}  // namespace evident::ingest
