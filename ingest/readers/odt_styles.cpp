#include "ingest/readers/odt.hpp"

#include <algorithm>

#include "ingest/readers/numerals.hpp"
#include "ingest/readers/office.hpp"
#include "ingest/readers/shape.hpp"
#include "ingest/readers/xml.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kDepths = 10;  // of a list, as the format has them

// Names of styles are English in the file whatever the program's language; blanks are written as "_20_".
void by_name(std::string_view name, OdtStyle& style) {
  std::string words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name.substr(i, 4) == "_20_") {
      words += ' ';
      i += 3;
    } else {
      words += name[i];
    }
  }
  words = ascii_lower(words);
  if (words == "title" || words == "subtitle") style.as = OdtStyle::As::title;
  if (words == "quotations" || words == "quote" || words == "intense quote") style.as = OdtStyle::As::quotation;
  if (words == "caption" || words == "illustration" || words == "table" || words == "figure" || words == "drawing") style.as = OdtStyle::As::caption;
  if (words.starts_with("contents ")) style.as = OdtStyle::As::contents;
  if (words == "preformatted text") style.as = OdtStyle::As::code;
  if (words.starts_with("heading ") && words.size() > 8) {
    style.as = OdtStyle::As::heading;
    style.level = number(std::string_view(words).substr(8), 1, 12);
  }
}

}  // namespace

OdtStyles::OdtStyles(const pugi::xml_node& styles, const pugi::xml_node& content) {
  for (const pugi::xml_node& all : {child(styles, "styles"), child(styles, "automatic-styles"), child(content, "automatic-styles")}) gather(all);
}

void OdtStyles::gather(const pugi::xml_node& all) {
  for (const pugi::xml_node& node : all.children()) {
    const std::string_view kind = local_name(node);
    if (kind == "list-style") {
      std::vector<Level>& levels = lists_[std::string(value(node, "name"))];
      levels.assign(kDepths, {});
      for (const pugi::xml_node& one : node.children()) {
        const auto depth = static_cast<std::size_t>(attribute(one, "level") ? number(value(one, "level"), 1, kDepths) : 1) - 1;
        if (local_name(one) != "list-level-style-number") continue;
        levels[depth].format = std::string(value(one, "num-format"));
        if (attribute(one, "start-value")) levels[depth].start = number(value(one, "start-value"), 0, 100'000);
      }
    }
    if (kind != "style") continue;
    Named style;
    style.based_on = std::string(value(node, "parent-style-name"));
    by_name(value(node, "name"), style.own);
    if (attribute(node, "default-outline-level") && !value(node, "default-outline-level").empty() && style.own.as == OdtStyle::As::text) {
      style.own.as = OdtStyle::As::heading;
      style.own.level = number(value(node, "default-outline-level"), 1, 12);
    }
    const pugi::xml_node letters = child(node, "text-properties");
    const std::string_view weight = value(letters, "font-weight");
    style.bold_said = !weight.empty();
    style.own.bold = weight == "bold" || (weight.size() == 3 && weight >= std::string_view("600"));
    const std::string_view position = value(letters, "text-position");  // "super 58%" or "33% 58%"
    style.own.raised = position.starts_with("super") || number(position, -100, 100) > 0;
    style.own.hidden = value(letters, "display") == "none";
    styles_[std::string(value(node, "name"))] = std::move(style);
  }
}

OdtStyle OdtStyles::of(std::string_view style) const {
  OdtStyle out;
  bool bold_said = false;
  std::string name(style);
  for (int steps = 0; steps < 12 && !name.empty(); ++steps) {  // a style may be based on itself in a broken file
    const auto at = styles_.find(name);
    if (at == styles_.end()) break;
    const OdtStyle& own = at->second.own;
    if (out.as == OdtStyle::As::text) {
      out.as = own.as;
      out.level = own.level;
    }
    if (!bold_said && at->second.bold_said) {
      out.bold = own.bold;
      bold_said = true;
    }
    out.raised = out.raised || own.raised;
    out.hidden = out.hidden || own.hidden;
    name = at->second.based_on;
  }
  return out;
}

const OdtStyles::Level* OdtStyles::level(std::string_view list, int depth) const {
  const auto at = lists_.find(list);
  if (at == lists_.end()) return nullptr;
  return &at->second[static_cast<std::size_t>(std::clamp(depth, 0, static_cast<int>(kDepths) - 1))];
}

int OdtStyles::start(std::string_view list, int depth) const {
  const Level* here = level(list, depth);
  return here ? here->start : 1;
}

std::string OdtStyles::mark(std::string_view list, int depth, int count, bool& ordered) const {
  const Level* here = level(list, depth);
  ordered = here && !here->format.empty();
  if (!ordered) return "•";
  const std::string& format = here->format;
  if (format == "a" || format == "A") return counted_in_letters(count, format == "A");
  if (format == "i" || format == "I") return counted_in_roman(count, format == "I");
  return std::to_string(count);
}

}  // namespace evident::ingest
