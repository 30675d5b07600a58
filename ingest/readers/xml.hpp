// XML files that nobody vouches for: DOCTYPEs are passed over and nothing outside of the file is ever loaded.
#pragma once
#include <pugixml.hpp>
#include <string_view>

#include "support/result.hpp"

namespace evident::ingest {

// Errors: bad_input (not well-formed, with the byte; entities declared by the file itself; no UTF-8), limit
// (elements nested deeper than kMarkupDepth, met before anything is built).
Result<void> load_xml(pugi::xml_document& xml, std::string_view bytes);

// The name without its prefix: "p" of "w:p".
std::string_view local_name(const pugi::xml_node& node);
// The first child, or attribute, of that local name; null when there is none.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
pugi::xml_attribute attribute(const pugi::xml_node& node, std::string_view name);
inline std::string_view value(const pugi::xml_node& node, std::string_view name) {
  return attribute(node, name).value();
}
// All words below a node, white space collapsed.
std::string text_of(const pugi::xml_node& node);

}  // namespace evident::ingest
