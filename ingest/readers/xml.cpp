#include "ingest/readers/xml.hpp"
#include "ingest/readers/bounds.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "support/charset.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

// One pass over the tags before a tree is built: how deep they nest, and whether the document type declares
// entities. Comments, CDATA sections, instructions and quoted values hold no tags.
Result<void> scan(std::string_view xml) {
  std::size_t depth = 0;
  const auto pass = [&](std::size_t i, std::string_view close) {
    const std::size_t at = xml.find(close, i);
    return at == std::string_view::npos ? xml.size() : at + close.size();
  };
  for (std::size_t i = xml.find('<'); i != std::string_view::npos && i + 1 < xml.size();
       i = xml.find('<', i)) {
    const std::string_view rest = xml.substr(i);
    if (rest.starts_with("<!--")) {
      i = pass(i + 4, "-->");
    } else if (rest.starts_with("<![CDATA[")) {
      i = pass(i + 9, "]]>");
    } else if (rest.starts_with("<?")) {
      i = pass(i + 2, "?>");
    } else if (rest.starts_with("<!")) {
      const std::size_t end = pass(i, ">");
      const std::size_t subset = rest.substr(0, end - i).find('[');
      if (subset != std::string_view::npos) {
        const std::size_t close = pass(i + subset, "]");
        if (xml.substr(i, close - i).find("<!ENTITY") != std::string_view::npos)
          return fail(Code::bad_input, "its document type declares entities, which are never loaded",
                      "save it without them if you trust it", {{}, i, close});
        i = pass(close, ">");
      } else {
        i = end;
      }
    } else {
      const bool closes = rest[1] == '/';
      std::size_t k = i + 1;
      char quote = 0;
      for (; k < xml.size() && (quote || xml[k] != '>'); ++k)
        if (quote ? xml[k] == quote : xml[k] == '"' || xml[k] == '\'') quote = quote ? '\0' : xml[k];
      if (closes)
        depth -= depth > 0;
      else if (k > i + 1 && xml[k - 1] != '/' && ++depth > kMarkupDepth)
        return fail(Code::limit,
                    "its elements are nested more than " + std::to_string(kMarkupDepth) + " deep",
                    "leave it out if you do not know where it comes from", {{}, i, i + 1});
      i = k;
    }
  }
  return {};
}

// The encoding that the declaration names, lower case; empty: none.
std::string declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::min<std::size_t>(bytes.find("?>"), 200));
  if (!head.starts_with("<?xml")) return {};
  const std::size_t at = head.find("encoding=");
  if (at == std::string_view::npos || at + 10 >= head.size()) return {};
  const char quote = head[at + 9];
  std::string name(head.substr(at + 10, head.find(quote, at + 10) - at - 10));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return name;
}

void gather(const pugi::xml_node& node, std::string& out) {
  for (const pugi::xml_node& inner : node.children()) {
    if (inner.type() == pugi::node_pcdata || inner.type() == pugi::node_cdata)
      out += inner.value();
    else
      gather(inner, out);
  }
}

}  // namespace

Result<void> load_xml(pugi::xml_document& xml, std::string_view bytes) {
  std::string decoded;
  const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
                    bytes.starts_with(std::string_view("<\0?", 3)) ||
                    bytes.starts_with(std::string_view("\0<\0?", 4));
  if (wide) {
    const bool big = bytes[0] == '\xFE' || bytes[0] == '\0';
    if (auto text = decode_as(bytes, big ? "UTF-16BE" : "UTF-16LE")) decoded = std::move(*text);
    bytes = decoded;
  } else if (const std::string name = declared_encoding(bytes);
             !name.empty() && name != "utf-8" && name != "us-ascii") {
    auto text = decode_as(bytes, name);
    if (!text) return fail(Code::bad_input, "its encoding '" + name + "' is not known", "save it as UTF-8");
    decoded = std::move(*text);
    bytes = decoded;
  } else if (const auto invalid = first_invalid_utf8(bytes)) {
    return fail(Code::bad_input, "it is not valid UTF-8, first at byte " + std::to_string(*invalid),
                "fetch or save it again", {{}, *invalid, *invalid + 1});
  }
  EV_CHECK(scan(bytes));
  const unsigned options = pugi::parse_default | pugi::parse_ws_pcdata;
  const auto result = xml.load_buffer(bytes.data(), bytes.size(), options, pugi::encoding_utf8);
  if (!result) {
    const auto at = static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(result.offset, 0));
    std::string why = result.description();
    if (!why.empty()) why[0] = static_cast<char>(why[0] | 0x20);
    return fail(Code::bad_input, "its XML is broken at byte " + std::to_string(at) + ": " + why,
                "it may be cut short: fetch or save it again", {{}, at, at});
  }
  return {};
}

std::string_view local_name(const pugi::xml_node& node) {
  const char* name = node.name();
  const char* colon = std::strchr(name, ':');
  return colon ? colon + 1 : name;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& inner : node.children())
    if (inner.type() == pugi::node_element && local_name(inner) == name) return inner;
  return {};
}

pugi::xml_attribute attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& a : node.attributes()) {
    const char* colon = std::strchr(a.name(), ':');
    if (name == (colon ? colon + 1 : a.name())) return a;
  }
  return {};
}

std::string text_of(const pugi::xml_node& node) {
  std::string out;
  gather(node, out);
  return squeeze(out);
}

}  // namespace evident::ingest
