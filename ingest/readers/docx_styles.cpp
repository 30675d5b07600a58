#include "ingest/readers/docx_styles.hpp"

#include <algorithm>

#include "ingest/readers/compose.hpp"
#include "ingest/readers/numerals.hpp"
#include "ingest/readers/office.hpp"
#include "ingest/readers/shape.hpp"
#include "ingest/readers/xml.hpp"

namespace evident::ingest {
namespace {

constexpr int kDepths = 9;  // of a list, as the format has them

std::string counted(int n, const std::string& format) {
  if (format == "lowerLetter" || format == "upperLetter") return counted_in_letters(n, format[0] == 'u');
  if (format == "lowerRoman" || format == "upperRoman") return counted_in_roman(n, format[0] == 'u');
  return std::to_string(n);
}

}  // namespace

void style_by_name(std::string_view printed, DocxStyle& style) {
  const std::string name = ascii_lower(printed);
  if (name == "title") style.as = DocxStyle::As::title;
  if (name == "subtitle") style.as = DocxStyle::As::subtitle;
  if (name == "quote" || name == "intense quote" || name == "block text" || name == "quotations")
    style.as = DocxStyle::As::quotation;
  if (name == "caption" || name == "table of figures") style.as = DocxStyle::As::caption;
  if (name.starts_with("toc ") || name == "table of figures") style.as = DocxStyle::As::contents;
  if (name.starts_with("html preformatted") || name == "plain text") style.as = DocxStyle::As::text;
  if (name.starts_with("contents ") && name.size() == 10) style.as = DocxStyle::As::contents;
  if (name == "preformatted text") style.as = DocxStyle::As::code;
  if (name == "source code") style.as = DocxStyle::As::code;
  if (name.starts_with("heading ") && name.size() == 9 && name[8] >= '1' && name[8] <= '9') {
    style.as = DocxStyle::As::heading;
    style.level = name[8] - '0';
  }
  if (name.starts_with("list bullet") || name.starts_with("list number")) {
    style.as = DocxStyle::As::list;
    if (name.back() >= '2' && name.back() <= '5') style.depth = name.back() - '1';
  }
}

DocxStyles::DocxStyles(const pugi::xml_document& styles, const pugi::xml_document& numbering) {
  for (const pugi::xml_node& style : child(styles, "styles").children()) {
    if (local_name(style) != "style" || value(style, "type") == "character") continue;
    Named named;
    named.based_on = value(child(style, "basedOn"), "val");
    style_by_name(value(child(style, "name"), "val"), named.own);
    const pugi::xml_node paragraph = child(style, "pPr");
    if (const pugi::xml_node outline = child(paragraph, "outlineLvl");
        outline && named.own.as == DocxStyle::As::text) {
      const int level = number(value(outline, "val"), 0, 9);
      if (level < 9) {
        named.own.as = DocxStyle::As::heading;
        named.own.level = level + 1;
      }
    }
    const pugi::xml_node list = child(paragraph, "numPr");
    named.own.list = value(child(list, "numId"), "val");
    if (list) named.own.depth = number(value(child(list, "ilvl"), "val"), 0, kDepths - 1);
    named.own.bold = is_on(child(child(style, "rPr"), "b"));
    styles_.emplace(std::string(value(style, "styleId")), std::move(named));
  }
  const pugi::xml_node all = child(numbering, "numbering");
  for (const pugi::xml_node& node : all.children()) {
    if (local_name(node) == "abstractNum") {
      List list;
      list.levels.resize(kDepths);
      list.counts.assign(kDepths, 0);
      for (const pugi::xml_node& level : node.children()) {
        if (local_name(level) != "lvl") continue;
        Level& at = list.levels[static_cast<std::size_t>(number(value(level, "ilvl"), 0, kDepths - 1))];
        at.format = value(child(level, "numFmt"), "val");
        at.text = std::string(value(child(level, "lvlText"), "val").substr(0, 60));
        if (const pugi::xml_node start = child(level, "start"))
          at.start = number(value(start, "val"), 0, 100000);
      }
      abstract_.emplace(std::string(value(node, "abstractNumId")), std::move(list));
    } else if (local_name(node) == "num") {
      lists_.emplace(std::string(value(node, "numId")),
                     std::string(value(child(node, "abstractNumId"), "val")));
    }
  }
}

void inherit(DocxStyle& style, const DocxStyle& base) {
  if (style.as == DocxStyle::As::text) {
    style.as = base.as;
    style.level = base.level;
  }
  if (style.list.empty()) {
    style.list = base.list;
    style.depth = std::max(style.depth, base.depth);
  }
  style.bold = style.bold || base.bold;
}

bool open_styled(Composer& out, const DocxStyle& style, int outline) {
  using As = DocxStyle::As;
  if (style.as == As::heading || outline < 9)
    out.heading(style.as == As::heading ? style.level : outline + 1);
  else if (style.as == As::title || style.as == As::subtitle)
    out.open(BlockKind::title);
  else if (style.as == As::quotation)
    out.open(BlockKind::quotation);
  else if (style.as == As::caption)
    out.open(BlockKind::caption);
  else if (style.as == As::contents)
    out.open(BlockKind::furniture);
  else if (style.as == As::code)
    out.open(BlockKind::code);
  else
    return false;
  return true;
}

DocxStyle DocxStyles::of(std::string_view style_id) const {
  DocxStyle out;
  std::string id(style_id);
  // A style may be based on itself in a broken file.
  for (int steps = 0; steps < 12 && !id.empty(); ++steps) {
    const auto at = styles_.find(id);
    if (at == styles_.end()) break;
    inherit(out, at->second.own);
    id = at->second.based_on;
  }
  return out;
}

std::string DocxStyles::next_mark(const std::string& list, int depth, bool& ordered) {
  ordered = false;
  const auto definition = lists_.find(list);
  const auto at = definition == lists_.end() ? abstract_.end() : abstract_.find(definition->second);
  if (at == abstract_.end()) return "•";
  List& numbers = at->second;
  const auto here = static_cast<std::size_t>(std::clamp(depth, 0, kDepths - 1));
  const Level& level = numbers.levels[here];
  if (level.format == "bullet" || level.format == "none" || level.format.empty()) return "•";
  ordered = true;
  int& count = numbers.counts[here];
  count = count == 0 ? level.start : count + 1;
  std::fill(numbers.counts.begin() + static_cast<std::ptrdiff_t>(here) + 1, numbers.counts.end(), 0);
  std::string out;
  for (std::size_t i = 0; i < level.text.size(); ++i) {
    if (level.text[i] == '%' && i + 1 < level.text.size() && level.text[i + 1] >= '1' &&
        level.text[i + 1] <= '9') {
      const auto of = static_cast<std::size_t>(level.text[i + 1] - '1');
      out += counted(std::max(numbers.counts[of], 1), numbers.levels[of].format);
      ++i;
    } else {
      out += level.text[i];
    }
  }
  while (!out.empty() && (out.back() == '.' || out.back() == ')' || out.back() == ' ')) out.pop_back();
  while (!out.empty() && (out.front() == '(' || out.front() == ' ')) out.erase(out.begin());
  return out.empty() ? std::to_string(count) : out;
}

}  // namespace evident::ingest
