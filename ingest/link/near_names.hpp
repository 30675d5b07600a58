// Names that say the same in other words or in another order, over all documents of a library.
#pragma once
#include <string>
#include <string_view>

namespace evident::ingest {

// Equal for names that differ only in the order of their telling words, their inflection and spelling, in words that
// say little ("issues", "level of") and in words of corpus/cues/near-words.tsv ("absence" and "lack"). Empty: nothing
// tells. Words that turn the sense stay.
std::string near_key(std::string_view name);

}  // namespace evident::ingest
