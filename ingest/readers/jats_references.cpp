#include <algorithm>

#include "ingest/readers/jats.hpp"
#include "ingest/readers/xml.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

// Whether the entry is printed as a whole, with what stands between its parts.
bool printed(const pugi::xml_node& citation) {
  for (const pugi::xml_node& inner : citation.children())
    if (inner.type() == pugi::node_pcdata && !trim(inner.value()).empty()) return true;
  return false;
}

// "Doe JA": names as lists of references give them.
std::string name_of(const pugi::xml_node& name) {
  std::string out = text_of(child(name, "surname"));
  const std::string given = text_of(child(name, "given-names"));
  if (!given.empty()) out += (out.empty() ? "" : " ") + given;
  if (const std::string suffix = text_of(child(name, "suffix")); !suffix.empty()) out += " " + suffix;
  return out;
}

void names_in(const pugi::xml_node& node, std::string& out) {
  for (const pugi::xml_node& inner : node.children()) {
    const std::string_view kind = local_name(inner);
    std::string name;
    if (kind == "name") name = name_of(inner);
    if (kind == "string-name" || kind == "collab") name = text_of(inner);
    if (kind == "etal") name = "et al";
    if (kind == "person-group") {
      names_in(inner, out);
      continue;
    }
    if (!name.empty()) out += (out.empty() ? "" : ", ") + name;
  }
}

// Ends with one point, whatever it ended with.
void sentence(std::string& out, std::string part) {
  while (!part.empty() && (part.back() == '.' || part.back() == ',' || part.back() == ' ')) part.pop_back();
  if (part.empty()) return;
  if (!out.empty()) out += ' ';
  out += part;
  if (part.back() != '?' && part.back() != '!') out += '.';
}

}  // namespace

std::string jats_citation(const pugi::xml_node& c) {
  if (printed(c) || local_name(c) == "note") return text_of(c);
  const auto part = [&](std::string_view name) { return text_of(child(c, name)); };
  std::string out, authors;
  names_in(c, authors);
  sentence(out, authors);
  sentence(out, part("article-title").empty() ? part("chapter-title") : part("article-title"));
  sentence(out, part("source"));
  const std::string place = part("publisher-loc"), publisher = part("publisher-name");
  sentence(out, place.empty() || publisher.empty() ? publisher + place : place + ": " + publisher);
  std::string issue = part("year");
  if (!part("volume").empty()) issue += ";" + part("volume");
  if (!part("issue").empty()) issue += "(" + part("issue") + ")";
  const std::string first = part("fpage").empty() ? part("elocation-id") : part("fpage");
  if (!first.empty())
    issue += ":" + first + (part("lpage").empty() || part("lpage") == first ? "" : "-" + part("lpage"));
  sentence(out, issue);
  sentence(out, part("comment"));
  for (const pugi::xml_node& id : c.children())
    if (local_name(id) == "pub-id" && value(id, "pub-id-type") == "doi") {
      out += " doi: " + text_of(id);
      break;
    }
  if (const std::string link = part("ext-link"); !link.empty()) out += " " + link;
  return out.empty() ? text_of(c) : out;
}

}  // namespace evident::ingest
