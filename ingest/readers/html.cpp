// Web pages as browsers save them, through Gumbo (the HTML5 algorithm of the WHATWG).
#include "ingest/readers/html.hpp"

#include <uchardet.h>

#include <memory>

#include "ingest/readers/reader.hpp"
#include "ingest/readers/shape.hpp"
#include "support/charset.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace html {

bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

std::string_view name_of(const GumboNode* node) {
  if (!is_element(node)) return {};
  if (node->v.element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(node->v.element.tag);
  return "?";
}

std::string_view attribute(const GumboNode* node, const char* name) {
  if (!is_element(node)) return {};
  const GumboAttribute* a = gumbo_get_attribute(&node->v.element.attributes, name);
  return a ? std::string_view(a->value) : std::string_view();
}

const GumboVector& children(const GumboNode* node) {
  static const GumboVector kNone{nullptr, 0, 0};
  if (node->type == GUMBO_NODE_DOCUMENT) return node->v.document.children;
  return is_element(node) ? node->v.element.children : kNone;
}

static void gather(const GumboNode* node, std::string& out) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE)
    out += node->v.text.text;
  const GumboVector& inner = children(node);
  for (unsigned i = 0; i < inner.length; ++i) gather(static_cast<const GumboNode*>(inner.data[i]), out);
}

std::string text_of(const GumboNode* node) {
  std::string out;
  gather(node, out);
  return squeeze(out);
}

}  // namespace html

namespace {

// The start of the page in lower case, zeros of UTF-16 left out.
std::string head_of(std::string_view bytes) {
  std::string head;
  for (const char c : bytes.substr(0, 2048))
    if (c != '\0' && static_cast<unsigned char>(c) < 0x80) head += c;
  head = ascii_lower(head);
  for (;;) {  // comments may stand above
    head.erase(0, leading_blanks(head));
    if (head.starts_with("<?xml"))
      head.erase(0, std::min(head.find("?>"), head.size() - 2) + 2);
    else if (head.starts_with("<!--"))
      head.erase(0, std::min(head.find("-->"), head.size() - 3) + 3);
    else
      return head;
  }
}

int recognise(std::string_view bytes, std::string_view extension) {
  if (bytes.find('<') == std::string_view::npos) return 0;
  const std::string head = head_of(bytes);
  if (head.starts_with("<!doctype html") || head.starts_with("<html")) return 90;
  const bool named =
      extension == ".html" || extension == ".htm" || extension == ".xhtml" || extension == ".xht";
  if (!named) return 0;
  for (const std::string_view tag :
       {"<head", "<body", "<p", "<div", "<h1", "<h2", "<table", "<title", "<meta", "<ul", "<article"})
    if (head.find(tag) != std::string::npos) return 80;
  return 0;
}

// The character set that a meta tag names, among the first bytes as the standard asks (there 1,024).
std::string declared_charset(std::string_view bytes) {
  const std::string head = ascii_lower(bytes.substr(0, 4096));
  for (std::size_t at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at + 5)) {
    const std::string_view tag = std::string_view(head).substr(at, head.find('>', at) - at);
    std::size_t from = tag.find("charset");
    if (from == std::string_view::npos) continue;
    from += 7;
    while (from < tag.size() &&
           (tag[from] == ' ' || tag[from] == '=' || tag[from] == '"' || tag[from] == '\''))
      ++from;
    const std::size_t to = std::min(tag.find_first_of(" \"';/>", from), tag.size());
    if (to > from) return std::string(tag.substr(from, to - from));
  }
  return {};
}

std::string guessed_charset(std::string_view bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> guess(uchardet_new(), uchardet_delete);
  uchardet_handle_data(guess.get(), bytes.data(), std::min<std::size_t>(bytes.size(), 1u << 20));
  uchardet_data_end(guess.get());
  return uchardet_get_charset(guess.get());
}

// Mark, declaration, valid UTF-8, guess, in this order. A declared UTF-8 that is none was declared by
// mistake.
std::string decoded(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return decode_as(bytes, bytes[0] == '\xFE' ? "UTF-16BE" : "UTF-16LE").value_or("");
  if (!first_invalid_utf8(bytes)) return std::string(bytes.substr(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0));
  std::string charset = declared_charset(bytes);
  // The standard's rule: these names mean Windows-1252.
  if (charset == "iso-8859-1" || charset == "latin1" || charset == "us-ascii" || charset == "ascii")
    charset = "windows-1252";
  if (charset.starts_with("utf")) charset.clear();
  for (const std::string& name : {charset, guessed_charset(bytes), std::string("windows-1252")})
    if (!name.empty())
      if (auto text = decode_as(bytes, name)) return std::move(*text);
  return {};
}

struct Destroy {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

using Tree = std::unique_ptr<GumboOutput, Destroy>;
Result<Tree> tree_of(const std::string& page, const Limits& limits) {
  EV_CHECK(html::scan(page, limits));
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  return Tree(gumbo_parse_with_options(&options, page.data(), page.size()));
}

Result<void> read(Document& document, std::string_view bytes, const Limits& limits, const Cancel& cancel) {
  const std::string page = decoded(bytes);
  EV_TRY(const Tree tree, tree_of(page, limits));
  document.record = html::record_of(tree->document);
  const html::MainText main(tree->document);
  Composer out(document, limits, cancel, Composer::Judge::words);
  html::walk(main, out);
  return out.finish();
}

const RegisterReader registered{
    {"html", {".html", ".htm", ".xhtml"}, "web pages as browsers save them", recognise, nullptr, read}};

}  // namespace

Result<void> html::add_page(std::string_view bytes, const Limits& limits, Composer& out) {
  const std::string page = decoded(bytes);
  EV_TRY(const Tree tree, tree_of(page, limits));
  const MainText main(tree->document);
  walk(main, out);
  return {};
}

}  // namespace evident::ingest
