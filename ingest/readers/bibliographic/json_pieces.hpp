// The pieces of a JSON text where they stand, so that each keeps its place; what they say is read by
// support/json.
#pragma once
#include <functional>
#include <string_view>

namespace evident::ingest {

// The end of the value that begins at `at` (a string, number, word, array or object); the text's end when it
// is not closed. Depth does not matter: nothing recurses.
std::size_t json_value_end(std::string_view text, std::size_t at);

// The members of the object, or the elements of the array (with an empty name), that text begins with. take
// returns whether to go on. name: as it stands between its quotation marks. Returns whether the whole was
// well enough formed to be cut to its end.
bool each_json_piece(std::string_view text,
                     const std::function<bool(std::string_view name, std::string_view value)>& take);

}  // namespace evident::ingest
