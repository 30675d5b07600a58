// The language of each passage: from its script, from its commonest words and how its words are written, else from
// the text around it.
#pragma once
#include <string_view>
#include <vector>

#include "ingest/document.hpp"

namespace evident::ingest {

// ISO 639-1 ("en", "cy", "zh" …), or empty where it cannot be told. Looks at the opening of the text only.
std::string_view language_of(std::string_view words);

// Choices of Attribute::language and Attribute::language_by.
struct BlockLanguage {
  std::string_view code;     // never empty
  std::string_view told_by;  // "script", "words", "around", "document", "assumed"
  bool own() const { return told_by == "script" || told_by == "words"; }
};
// One a block. What is too short to tell is in the language of the blocks around it where these agree, else in that
// of most of the document.
std::vector<BlockLanguage> languages_of(const Document& document);

// "12,3" is a fraction in that language, "1.234" a whole number.
bool writes_decimal_comma(std::string_view language);

}  // namespace evident::ingest
