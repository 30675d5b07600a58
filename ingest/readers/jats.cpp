// Articles in JATS or its forebear, the NLM Journal Publishing DTD, as PubMed Central gives them: sections to
// headings, tables to rows, lists of references to numbered items. What is marked is trusted; nothing is
// guessed from looks.
#include "ingest/readers/jats.hpp"

#include <algorithm>

#include "ingest/readers/grid.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/xml.hpp"

namespace evident::ingest {
namespace {

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

int recognise(std::string_view bytes, std::string_view extension) {
  const std::string_view head = bytes.substr(0, 4096);
  const std::size_t root = head.find("<article");
  if (root == std::string_view::npos || root + 8 >= head.size()) return 0;
  const char after = head[root + 8];
  if (after != ' ' && after != '>' && after != '\n' && after != '\r' && after != '\t') return 0;
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || head[first] != '<') return 0;
  const bool declared = head.find("<?xml") != std::string_view::npos ||
                        head.find("<!DOCTYPE article") != std::string_view::npos;
  const bool typed = head.substr(root, 400).find("article-type=") != std::string_view::npos ||
                     head.find("<front>") != std::string_view::npos ||
                     head.find("JATS") != std::string_view::npos;
  if (head.find("<html") < root) return 0;
  return typed && (declared || extension == ".nxml" || extension == ".xml") ? 95 : 0;
}

Result<void> read(Document& document, std::string_view bytes, const Limits& limits, const Cancel& cancel) {
  pugi::xml_document xml;
  EV_CHECK(load_xml(xml, bytes));
  pugi::xml_node article = child(xml, "article");
  if (!article)
    for (const pugi::xml_node& root : xml.children())
      if (!article) article = child(root, "article");
  if (!article) return fail(Code::bad_input, "no article is in it", "check the file, or leave it out");
  return JatsWalk(document, limits, cancel).run(article);
}

const RegisterReader registered{{"jats",
                                 {".nxml", ".xml"},
                                 "articles in JATS XML, as PubMed Central gives them",
                                 recognise,
                                 nullptr,
                                 read}};

}  // namespace

Result<void> JatsWalk::run(const pugi::xml_node& article) {
  out_.set_language(value(article, "lang"));
  front(child(article, "front"), true);
  parts(child(article, "body"), 1);
  back(child(article, "back"));
  // Letters to the editor and the like stand beside the article; its translations are its own words.
  for (const pugi::xml_node& sub : article.children()) {
    if (local_name(sub) != "sub-article" || value(sub, "article-type") != "translation") continue;
    out_.set_language(value(sub, "lang"));
    const pugi::xml_node stub = child(sub, "front-stub");
    front(stub ? stub : child(sub, "front"), false);
    parts(child(sub, "body"), 1);
    back(child(sub, "back"));
  }
  return out_.finish();
}

bool JatsWalk::is_part(const pugi::xml_node& node) const {
  return one_of(local_name(node), {"sec",
                                   "p",
                                   "list",
                                   "def-list",
                                   "disp-quote",
                                   "fig",
                                   "fig-group",
                                   "table-wrap",
                                   "table-wrap-group",
                                   "boxed-text",
                                   "disp-formula",
                                   "disp-formula-group",
                                   "speech",
                                   "verse-group",
                                   "preformat",
                                   "code",
                                   "statement",
                                   "supplementary-material",
                                   "fn-group",
                                   "app",
                                   "app-group",
                                   "ack",
                                   "notes",
                                   "glossary",
                                   "ref-list",
                                   "media",
                                   "graphic"});
}

void JatsWalk::parts(const pugi::xml_node& node, int level) {
  for (const pugi::xml_node& inner : node.children()) {
    if (!out_.goes_on()) return;
    if (inner.type() == pugi::node_element) part(inner, level);
  }
}

void JatsWalk::part(const pugi::xml_node& node, int level) {
  const std::string_view name = local_name(node);
  if (name == "p" || name == "disp-formula" || name == "verse-line") return paragraph(node, level);
  if (one_of(name, {"sec", "app", "boxed-text", "statement"})) return section(node, level);
  if (name == "list") return list(node, 1, level);
  if (name == "def-list") return definitions(node);
  if (one_of(name, {"disp-quote", "speech", "verse-group"})) return quotation(node, level);
  if (name == "table-wrap") return table(node, level);
  if (one_of(name, {"fig", "supplementary-material", "media"})) return caption(node, level);
  if (name == "fn") return note(node, level);
  if (name == "ref-list") return references(node, level);
  if (name == "ack") return section(node, level, "Acknowledgements");
  if (name == "glossary") return section(node, level, "Abbreviations");
  if (one_of(name, {"notes", "fn-group", "app-group", "fig-group", "table-wrap-group", "disp-formula-group",
                    "bio"}))
    return section(node, level);
  if (name == "preformat" || name == "code") {
    out_.open(BlockKind::code);
    out_.words(text_of(node));
    out_.close();
  }
}

void JatsWalk::section(const pugi::xml_node& node, int level, const char* unnamed) {
  const pugi::xml_node label = child(node, "label"), title = child(node, "title");
  const bool titled = !text_of(title).empty();
  if (titled || unnamed) {
    out_.heading(level);
    if (const std::string printed = text_of(label); titled && !printed.empty()) {
      out_.words(printed);
      out_.blank();
    }
    if (titled)
      inline_words(title, level);
    else
      out_.words(unnamed);
    out_.close();
  }
  parts(node, titled || unnamed ? level + 1 : level);
}

void JatsWalk::paragraph(const pugi::xml_node& node, int level, BlockKind kind) {
  out_.open(kind);
  inline_words(node, level);
  out_.close();
  pending_notes(level);
}

void JatsWalk::inline_words(const pugi::xml_node& node, int level) {
  for (const pugi::xml_node& inner : node.children()) {
    if (inner.type() == pugi::node_pcdata || inner.type() == pugi::node_cdata) {
      out_.words(inner.value());
      continue;
    }
    if (inner.type() != pugi::node_element) continue;
    const std::string_view name = local_name(inner);
    if (one_of(name,
               {"tex-math", "object-id", "inline-graphic", "graphic", "label", "alt-text", "long-desc"}))
      continue;
    if (name == "sup") {
      out_.raised(text_of(inner));
    } else if (name == "break") {
      out_.line_break();
    } else if (name == "fn") {
      notes_.push_back(inner);
    } else if (name == "p" || name == "title") {  // within a caption, a note or a quotation
      out_.blank();
      inline_words(inner, level);
      out_.blank();
    } else if (is_part(inner) && out_.open_kind() != BlockKind::table_row) {
      out_.close();
      part(inner, level);
    } else {
      if (name == "ext-link" && text_of(inner).empty()) out_.words(value(inner, "href"));
      inline_words(inner, level);
    }
  }
}

void JatsWalk::list(const pugi::xml_node& node, int depth, int level) {
  const std::string_view type = value(node, "list-type");
  const bool ordered = one_of(type, {"order", "alpha-lower", "alpha-upper", "roman-lower", "roman-upper"});
  int number = 0;
  for (const pugi::xml_node& entry : node.children()) {
    if (local_name(entry) != "list-item") continue;
    ++number;
    std::string marker = text_of(child(entry, "label"));
    while (!marker.empty() && (marker.back() == '.' || marker.back() == ')')) marker.pop_back();
    if (marker.empty()) marker = ordered ? std::to_string(number) : "•";
    out_.item(depth, ordered, marker);
    bool first = true;
    for (const pugi::xml_node& inner : entry.children()) {
      const std::string_view name = local_name(inner);
      if (name == "list") {
        list(inner, depth + 1, level);
      } else if (name == "p" || name == "title") {
        if (!first || !out_.is_open()) out_.continuation();
        inline_words(inner, level);
        first = false;
      } else if (inner.type() == pugi::node_element && name != "label") {
        part(inner, level);
      }
    }
    out_.close();
    pending_notes(level);
  }
}

void JatsWalk::definitions(const pugi::xml_node& node) {
  if (const std::string title = text_of(child(node, "title")); !title.empty()) {
    out_.open(BlockKind::paragraph);
    out_.words(title + ":");
    out_.close();
  }
  for (const pugi::xml_node& entry : node.children()) {
    if (local_name(entry) != "def-item") continue;
    out_.item(1, false, "•");
    out_.words(text_of(child(entry, "term")) + ": " + text_of(child(entry, "def")));
    out_.close();
  }
}

void JatsWalk::quotation(const pugi::xml_node& node, int level) {
  std::int32_t first = -1;
  const auto passage = [&](const pugi::xml_node& words) {
    out_.open(BlockKind::quotation).parent = first;
    inline_words(words, level);
    out_.close();
    if (first < 0 && out_.size() > 0) first = static_cast<std::int32_t>(out_.size()) - 1;
  };
  for (const pugi::xml_node& inner : node.children()) {
    const std::string_view name = local_name(inner);
    if (name == "p" || name == "verse-line") passage(inner);
    if (name == "list") list(inner, 1, level);
  }
  for (const char* by : {"attrib", "speaker"})
    if (const std::string who = text_of(child(node, by)); !who.empty()) {
      out_.open(BlockKind::attribution);
      out_.words(who);
      out_.close();
    }
}

void JatsWalk::caption(const pugi::xml_node& node, int level) {
  std::string label = text_of(child(node, "label"));
  out_.open(BlockKind::caption);
  if (!label.empty()) {
    if (label.back() != '.' && label.back() != ':') label += '.';
    out_.words(label);
    out_.blank();
  }
  if (const pugi::xml_node words = child(node, "caption")) inline_words(words, level);
  out_.close();
  pending_notes(level);
}

void JatsWalk::table(const pugi::xml_node& node, int level) {
  caption(node, level);
  pugi::xml_node rows = child(node, "table");
  if (!rows) rows = child(child(node, "alternatives"), "table");
  Grid grid(out_);
  bool first = true;
  const auto number = [](const pugi::xml_node& cell, std::string_view name) {
    return static_cast<std::size_t>(std::clamp(attribute(cell, name).as_int(1), 1, 1000));
  };
  for (const pugi::xml_node& group : rows.children()) {
    const std::string_view part = local_name(group);
    if (!one_of(part, {"thead", "tbody", "tfoot", "tr"})) continue;
    const auto row = [&](const pugi::xml_node& tr) {
      const bool all_heads = child(tr, "th") && !child(tr, "td");
      grid.row(part == "thead" || all_heads || (first && !child(rows, "thead")));
      first = false;
      for (const pugi::xml_node& cell : tr.children()) {
        if (!one_of(local_name(cell), {"td", "th"})) continue;
        grid.cell(number(cell, "colspan"), number(cell, "rowspan"));
        inline_words(cell, level);
      }
      grid.end_row();
    };
    if (part == "tr") row(group);
    for (const pugi::xml_node& tr : group.children()) {
      if (!out_.goes_on()) return;
      if (part != "tr" && local_name(tr) == "tr") row(tr);
    }
  }
  const pugi::xml_node foot = child(node, "table-wrap-foot");
  for (const pugi::xml_node& inner : foot.children())
    if (local_name(inner) == "fn" || local_name(inner) == "p") note(inner, level);
  pending_notes(level);
}

void JatsWalk::note(const pugi::xml_node& node, int level) {
  Block& block = out_.open(BlockKind::footnote);
  block.marker = text_of(child(node, "label")).substr(0, 16);
  inline_words(node, level);
  out_.close();
}

void JatsWalk::pending_notes(int level) {
  std::vector<pugi::xml_node> notes;
  notes.swap(notes_);
  for (const pugi::xml_node& inner : notes) note(inner, level);
}

void JatsWalk::back(const pugi::xml_node& node) { parts(node, 1); }

void JatsWalk::references(const pugi::xml_node& node, int level) {
  out_.heading(level);
  const std::string title = text_of(child(node, "title"));
  out_.words(title.empty() ? "References" : title);
  out_.close();
  int number = 0;
  for (const pugi::xml_node& ref : node.children()) {
    if (local_name(ref) == "ref-list") references(ref, level + 1);
    if (local_name(ref) == "p") paragraph(ref, level);
    if (local_name(ref) != "ref" || !out_.goes_on()) continue;
    ++number;
    std::string marker = text_of(child(ref, "label"));
    std::erase_if(marker, [](char c) { return c == '.' || c == '[' || c == ']' || c == ')' || c == '('; });
    const bool numbered = marker.empty() || (marker[0] >= '0' && marker[0] <= '9');
    out_.item(1, true, numbered && !marker.empty() ? marker : std::to_string(number));
    bool first = true;
    pugi::xml_node from = ref;
    if (const pugi::xml_node all = child(ref, "citation-alternatives")) from = all;
    for (const pugi::xml_node& inner : from.children()) {
      if (!one_of(local_name(inner),
                  {"mixed-citation", "element-citation", "citation", "nlm-citation", "note"}))
        continue;
      if (!first && from != ref) break;  // the same in another form
      if (!first) out_.blank();
      out_.words(jats_citation(inner));
      first = false;
    }
    out_.close();
  }
}

}  // namespace evident::ingest
