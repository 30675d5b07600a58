// Cutting follows the marks of XML 1.0 (comments, CDATA, processing instructions, the document type with its
// own subset, tags with quoted attributes) and counts how deep it is; what is cut out is parsed by pugixml,
// the only place that sees it.
#include "ingest/readers/bibliographic/xml_records.hpp"

#include <algorithm>
#include <cstring>
#include <pugixml.hpp>
#include <string>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"

namespace evident::ingest {
namespace {

std::string_view local(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

// A tag or mark of XML.
struct Mark {
  enum What { none, open, close, empty, other } what = none;
  std::string_view name;  // without prefix
  std::size_t begin = 0, end = 0;
};

std::size_t after(std::string_view text, std::string_view end, std::size_t at) {
  const std::size_t found = text.find(end, at);
  return found == std::string_view::npos ? text.size() : found + end.size();
}

// "<!DOCTYPE a [ … ]>": brackets and quoted strings within.
std::size_t after_declaration(std::string_view text, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = text.find(c, at + 1);
      if (at == std::string_view::npos) return text.size();
    } else if (c == '[') {
      ++depth;
    } else if (c == ']') {
      --depth;
    } else if (c == '>' && depth <= 0) {
      return at + 1;
    }
  }
  return text.size();
}

Mark next_mark(std::string_view text, std::size_t at) {
  Mark mark;
  const void* found = at < text.size() ? std::memchr(text.data() + at, '<', text.size() - at) : nullptr;
  if (!found) return mark;
  mark.begin = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
  const std::string_view rest = text.substr(mark.begin);
  mark.what = Mark::other;
  if (rest.starts_with("<!--")) {
    mark.end = after(text, "-->", mark.begin + 4);
  } else if (rest.starts_with("<![CDATA[")) {
    mark.end = after(text, "]]>", mark.begin + 9);
  } else if (rest.starts_with("<?")) {
    mark.end = after(text, "?>", mark.begin + 2);
  } else if (rest.starts_with("<!")) {
    mark.end = after_declaration(text, mark.begin + 2);
  } else {
    const bool closing = rest.starts_with("</");
    std::size_t k = mark.begin + (closing ? 2 : 1);
    const std::size_t from = k;
    while (k < text.size() && !blank(text[k]) && text[k] != '>' && text[k] != '/') ++k;
    mark.name = local(text.substr(from, k - from));
    while (k < text.size() && text[k] != '>') {
      if (text[k] == '"' || text[k] == '\'') {
        const std::size_t quote = text.find(text[k], k + 1);
        if (quote == std::string_view::npos)
          k = text.size() - 1;
        else
          k = quote;
      }
      ++k;
    }
    mark.end = std::min(k + 1, text.size());
    mark.what = closing                                                  ? Mark::close
                : text[mark.end - 1] == '>' && text[mark.end - 2] == '/' ? Mark::empty
                                                                         : Mark::open;
  }
  return mark;
}

}  // namespace

struct XmlTree::Parser {
  pugi::xml_document document;
};

XmlTree::XmlTree() : parser_(std::make_unique<Parser>()) {}
XmlTree::~XmlTree() = default;

Result<void> XmlTree::parse(std::string_view slice, std::uint64_t at) {
  nodes_.clear();
  attributes_.clear();
  const auto outcome = parser_->document.load_buffer(
      slice.data(), slice.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!outcome) {
    const auto where = at + static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(outcome.offset, 0));
    return fail(Code::bad_input, std::string("is no well-formed XML: ") + outcome.description(),
                "export it again", {"", where, where});
  }
  // Depth first, with the place where a node's next sibling or first child is noted.
  const auto add = [&](const pugi::xml_node& node) {
    Node one;
    if (node.type() == pugi::node_element) {
      one.name = local(node.name());
      one.attributes = static_cast<std::uint32_t>(attributes_.size());
      for (const pugi::xml_attribute& attribute : node.attributes())
        attributes_.push_back({local(attribute.name()), attribute.value()});
      one.attributes_end = static_cast<std::uint32_t>(attributes_.size());
    } else {
      one.text = node.value();
      const std::ptrdiff_t offset = node.offset_debug();
      const std::size_t from = offset < 0 ? 0 : static_cast<std::size_t>(offset);
      const std::size_t to =
          node.type() == pugi::node_cdata ? slice.find("]]>", from) : slice.find('<', from);
      const std::string_view raw = slice.substr(from, std::min(to, slice.size()) - from), words = bare(raw);
      one.begin = at + from + static_cast<std::size_t>(words.empty() ? 0 : words.data() - raw.data());
      one.end = one.begin + words.size();
    }
    nodes_.push_back(one);
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  };
  struct Walk {
    pugi::xml_node node;
    std::uint32_t at;
    std::uint32_t last_child = 0;
  };
  std::vector<Walk> path{{parser_->document.document_element(), 0}};
  add(path.front().node);
  std::vector<pugi::xml_node> next{path.front().node.first_child()};
  while (!path.empty()) {
    const pugi::xml_node node = next.back();
    if (!node) {
      path.pop_back();
      next.pop_back();
      continue;
    }
    next.back() = node.next_sibling();
    if (node.type() != pugi::node_element && node.type() != pugi::node_pcdata &&
        node.type() != pugi::node_cdata)
      continue;
    const std::uint32_t made = add(node);
    Walk& parent = path.back();
    (parent.last_child ? nodes_[parent.last_child].next : nodes_[parent.at].child) = made;
    parent.last_child = made;
    if (node.type() == pugi::node_element) {
      path.push_back({node, made});
      next.push_back(node.first_child());
    }
  }
  return {};
}

XmlElement XmlTree::root() const { return nodes_.empty() ? XmlElement() : XmlElement(this, 0); }

std::string_view XmlElement::name() const { return tree_ ? node().name : std::string_view(); }

std::string_view XmlElement::attribute(std::string_view name) const {
  if (tree_)
    for (std::uint32_t i = node().attributes; i < node().attributes_end; ++i)
      if (tree_->attributes_[i].name == name) return tree_->attributes_[i].value;
  return {};
}

XmlElement XmlElement::first() const {
  if (!tree_) return {};
  for (std::uint32_t i = node().child; i; i = tree_->nodes_[i].next)
    if (!tree_->nodes_[i].name.empty()) return {tree_, i};
  return {};
}

XmlElement XmlElement::next() const {
  if (!tree_) return {};
  for (std::uint32_t i = node().next; i; i = tree_->nodes_[i].next)
    if (!tree_->nodes_[i].name.empty()) return {tree_, i};
  return {};
}

XmlElement XmlElement::child(std::string_view name) const {
  for (XmlElement one = first(); one; one = one.next())
    if (one.name() == name) return one;
  return {};
}

XmlElement XmlElement::path(std::initializer_list<std::string_view> names) const {
  XmlElement at = *this;
  for (const std::string_view name : names) at = at.child(name);
  return at;
}

void XmlElement::each(std::string_view name, const std::function<void(const XmlElement&)>& take) const {
  for (XmlElement one = first(); one; one = one.next())
    if (name.empty() || one.name() == name) take(one);
}

std::string_view XmlElement::text(WordStore& store) const {
  if (!tree_) return {};
  // Nodes stand in the order of the document: all that are in this one stand together behind it.
  const auto& nodes = tree_->nodes_;
  std::size_t size = 0;
  std::vector<std::uint32_t> open{at_};
  std::vector<std::string_view> parts;
  while (!open.empty()) {
    const std::uint32_t i = open.back();
    open.pop_back();
    if (nodes[i].next && i != at_) open.push_back(nodes[i].next);
    if (nodes[i].name.empty()) {
      parts.push_back(nodes[i].text);
      size += nodes[i].text.size();
    } else if (nodes[i].child) {
      open.push_back(nodes[i].child);
    }
  }
  const auto squeezed = [](std::string_view words) {
    for (std::size_t i = 0; i < words.size(); ++i)
      if (blank(words[i]) && (words[i] != ' ' || (i + 1 < words.size() && blank(words[i + 1])))) return false;
    return true;
  };
  if (parts.size() == 1 && squeezed(bare(parts.front()))) return bare(parts.front());
  char* to = store.room(size);
  std::size_t used = 0;
  bool gap = false;
  for (const std::string_view part : parts)
    for (const char c : part) {
      if (blank(c)) {
        gap = true;
        continue;
      }
      if (gap && used) to[used++] = ' ';
      gap = false;
      to[used++] = c;
    }
  return store.taken(used);
}

std::pair<std::uint64_t, std::uint64_t> XmlElement::place() const {
  if (!tree_) return {0, 0};
  const auto& nodes = tree_->nodes_;
  std::uint64_t begin = 0, end = 0;
  std::vector<std::uint32_t> open{at_};
  while (!open.empty()) {
    const std::uint32_t i = open.back();
    open.pop_back();
    if (nodes[i].next && i != at_) open.push_back(nodes[i].next);
    if (!nodes[i].name.empty()) {
      if (nodes[i].child) open.push_back(nodes[i].child);
    } else if (!bare(nodes[i].text).empty()) {
      if (end == 0) begin = nodes[i].begin;
      end = std::max(end, nodes[i].end);
    }
  }
  return {begin, end};
}

void add_xml(BibliographicRecord& record, RecordField field, std::string_view tag,
             const XmlElement& element) {
  const std::string_view words = element.text(record.words);
  if (words.empty()) return;
  const auto [begin, end] = element.place();
  record.add(field, tag, words, begin, end);
}

Result<void> each_xml_record(std::string_view text, std::initializer_list<std::string_view> names,
                             const std::function<Result<void>(const XmlElement& element, std::uint64_t begin,
                                                              std::uint64_t end)>& take,
                             const Cancel& cancel) {
  const auto is_record = [&](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  XmlTree tree;
  std::size_t depth = 0, record_depth = 0, record_begin = 0, at = 0;
  bool open = false;
  for (;;) {
    const Mark mark = next_mark(text, at);
    if (mark.what == Mark::none) break;
    at = mark.end;
    bool whole = false;
    if (mark.what == Mark::open || mark.what == Mark::empty) {
      if (!open && is_record(mark.name)) {
        open = true;
        record_begin = mark.begin;
        record_depth = depth;
        whole = mark.what == Mark::empty;
      }
      if (mark.what == Mark::open && ++depth > kXmlDepth)
        return fail(Code::limit, "its elements are more than " + std::to_string(kXmlDepth) + " deep",
                    "check the export", {"", mark.begin, mark.end});
    } else if (mark.what == Mark::close) {
      if (depth > 0) --depth;
      whole = open && depth == record_depth;
    }
    if (open && mark.end - record_begin > kRecordBytes)
      return fail(Code::limit, "a record has more than " + std::to_string(kRecordBytes) + " bytes",
                  "check that its element is closed", {"", record_begin, mark.end});
    if (!whole) continue;
    if (cancel.requested()) return fail(Code::cancelled, "stopped while reading records");
    open = false;
    EV_CHECK(tree.parse(text.substr(record_begin, mark.end - record_begin), record_begin));
    EV_CHECK(take(tree.root(), record_begin, mark.end));
  }
  if (open)
    return fail(Code::bad_input,
                "its last record, which begins at byte " + std::to_string(record_begin) + ", is not complete",
                "export it again, or mend the end of the file", {"", record_begin, text.size()});
  return {};
}

Result<void> read_xml_records(
    std::string_view text, std::initializer_list<std::string_view> names,
    const std::function<void(BibliographicRecord& record, const XmlElement& element)>& fill,
    const RecordSink& sink, const Cancel& cancel) {
  BibliographicRecord record;
  return each_xml_record(
      text, names,
      [&](const XmlElement& element, std::uint64_t begin, std::uint64_t end) -> Result<void> {
        record.clear();
        record.begin = begin;
        record.end = end;
        fill(record, element);
        finish_record(record);
        return sink(record);
      },
      cancel);
}

std::string_view xml_root(std::string_view head) {
  if (bare(head).substr(0, 1) != "<") return {};
  for (std::size_t at = 0;;) {
    const Mark mark = next_mark(head, at);
    if (mark.what == Mark::none || mark.what == Mark::close) return {};
    if (mark.what != Mark::other) return mark.name;
    at = mark.end;
  }
}

}  // namespace evident::ingest
