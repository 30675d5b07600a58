// The language of a paragraph, from its script or its commonest words.
#pragma once
#include <string_view>

namespace evident::ingest {

// ISO 639-1 ("en", "cy", "zh" …), or empty where it cannot be told. Looks at the opening of the text only.
std::string_view language_of(std::string_view words);

}  // namespace evident::ingest
