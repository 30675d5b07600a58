// Boxes and lists that an author drew with signs which mean something else.
#pragma once
#include <string_view>
#include <vector>

#include "ingest/readers/lines.hpp"

namespace evident::ingest {

// Rewrites, before blocks are made of them: quoted passages that a heading opens (they are boxes of the author's
// own words, not quotations), boxes drawn with + - and |, and > as the bullet of a list.
void open_boxes(std::string_view text, std::vector<Line>& lines);

}  // namespace evident::ingest
