// The page's own text is told by what authors mark (main, article, roles), by the names they give to what
// surrounds it, and by the share of linked words; a part that holds most of the page is never left out,
// whatever it is called.
#include <algorithm>
#include <array>

#include "ingest/readers/html.hpp"
#include "ingest/readers/shape.hpp"

namespace evident::ingest::html {
namespace {

template <std::size_t N>
bool among(std::string_view name, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// Never shown, or no text.
constexpr std::array<std::string_view, 26> kUnseen{
    "script", "style", "noscript", "template", "iframe", "svg",      "canvas",   "audio",    "video",
    "object", "embed", "applet",   "button",   "input",  "select",   "textarea", "datalist", "dialog",
    "head",   "title", "link",     "meta",     "map",    "frameset", "noframes", "menu"};
// Parts of class names and ids, whole between hyphens, underscores and capitals.
constexpr std::array<std::string_view, 58> kAround{"nav",         "navbar",      "navigation",
                                                   "menu",        "submenu",     "breadcrumb",
                                                   "breadcrumbs", "cookie",      "cookies",
                                                   "consent",     "gdpr",        "banner",
                                                   "masthead",    "sidebar",     "footer",
                                                   "share",       "sharing",     "social",
                                                   "related",     "recommended", "recommendations",
                                                   "newsletter",  "subscribe",   "subscription",
                                                   "signup",      "promo",       "promotion",
                                                   "advert",      "adverts",     "advertisement",
                                                   "ad",          "ads",         "sponsor",
                                                   "comments",    "disqus",      "popup",
                                                   "modal",       "overlay",     "skip",
                                                   "toolbar",     "pagination",  "pager",
                                                   "tags",        "widget",      "widgets",
                                                   "print",       "hidden",      "invisible",
                                                   "trending",    "popular",     "mostread",
                                                   "readnext",    "outbrain",    "taboola",
                                                   "paywall",     "login",       "search",
                                                   "toc"};
constexpr std::array<std::string_view, 9> kRoles{"navigation",  "banner",        "contentinfo",
                                                 "search",      "complementary", "dialog",
                                                 "alertdialog", "menu",          "menubar"};

// Whether a word of a class or id is among kAround: "site-nav", "relatedPosts", "cookie_notice".
bool named_around(std::string_view names) {
  std::string word;
  for (std::size_t i = 0; i <= names.size(); ++i) {
    const char c = i < names.size() ? names[i] : ' ';
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool capital = c >= 'A' && c <= 'Z' && i > 0 && names[i - 1] >= 'a' && names[i - 1] <= 'z';
    if (!letter || capital) {
      if (among(std::string_view(word), kAround)) return true;
      word.clear();
    }
    if (letter) word += static_cast<char>(c | 0x20);
  }
  return false;
}

}  // namespace

MainText::MainText(const GumboNode* document) {
  measure(document, false);
  choose(document);
  if (!root_) root_ = body_ ? body_ : document;
  if (of(root_).headings > 0) heading_ = nullptr;
}

const MainText::Measure& MainText::of(const GumboNode* node) const {
  static const Measure kNone;
  const auto at = measures_.find(node);
  return at == measures_.end() ? kNone : at->second;
}

// Bottom-up, so that each part knows how much text it holds. What is never shown counts as nothing.
MainText::Measure MainText::measure(const GumboNode* node, bool in_link) {
  Measure all;
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) {
    const std::string_view words = node->v.text.text;
    all.text = static_cast<std::size_t>(std::count_if(
        words.begin(), words.end(), [](char c) { return c != ' ' && c != '\n' && c != '\t' && c != '\r'; }));
    if (in_link) all.linked = all.text;
    return all;
  }
  const std::string_view name = name_of(node);
  if (name == "input" || name == "select" || name == "textarea") all.inputs = true;
  if (name != "body" && name != "html" && among(name, kUnseen)) return all;
  const bool link =
      name == "a" && !attribute(node, "href").empty() && !attribute(node, "href").starts_with('#');
  const GumboVector& inner = children(node);
  for (unsigned i = 0; i < inner.length; ++i) {
    const Measure m = measure(static_cast<const GumboNode*>(inner.data[i]), in_link || link);
    all.text += m.text;
    all.linked += m.linked;
    all.links += m.links;
    all.headings += m.headings;
    all.inputs = all.inputs || m.inputs;
  }
  all.links += link;
  all.headings += name == "h1" && all.text > 0;
  measures_.emplace(node, all);
  if (name == "body") body_ = node;
  return all;
}

// The footer of a quotation says whose words they are.
bool in_quotation(const GumboNode* node) {
  for (node = node->parent; node; node = node->parent)
    if (is_element(node) && name_of(node) == "blockquote") return true;
  return false;
}

bool MainText::dropped_by_name(const GumboNode* node) const {
  const std::string_view name = name_of(node);
  if (name == "footer") return !in_quotation(node);
  if (name == "aside") return true;
  if (among(attribute(node, "role"), kRoles)) return true;
  if (of(node).headings > 0) return false;  // the page's title may stand in a "banner"
  return named_around(attribute(node, "class")) || named_around(attribute(node, "id"));
}

// A list or box of links: a menu. Entries of a list of references have words beside their links.
bool MainText::dropped_by_looks(const GumboNode* node) const {
  const std::string_view name = name_of(node);
  const Measure& m = of(node);
  if (name == "form") return m.inputs && m.text < 200;
  if (name != "ul" && name != "ol" && name != "div" && name != "section" && name != "table" && name != "p" &&
      name != "span")
    return false;
  return m.links >= 3 && m.linked * 10 >= m.text * 8 && m.text / m.links < 40;
}

bool MainText::dropped(const GumboNode* node) const {
  if (!is_element(node)) return false;
  const std::string_view name = name_of(node);
  if (name == "body" || name == "html" || name == "main" || node == root_) return false;
  if (among(name, kUnseen) || name == "nav") return true;
  if (gumbo_get_attribute(&node->v.element.attributes, "hidden") || attribute(node, "aria-hidden") == "true")
    return true;
  std::string style(attribute(node, "style").substr(0, 400));
  std::erase(style, ' ');
  style = ascii_lower(style);
  if (style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos)
    return true;
  const Measure& m = of(node);
  if (m.text * 2 > of(root_ ? root_ : body_ ? body_ : node).text) return false;
  // What stands above and below the text of the whole page; an article has a header of its own.
  if (name == "header" && m.headings == 0 && node->parent == body_) return true;
  return dropped_by_name(node) || dropped_by_looks(node);
}

std::size_t MainText::kept(const GumboNode* node) const {
  if (node->type == GUMBO_NODE_TEXT) return of(node).text;
  if (dropped(node)) return 0;
  std::size_t out = of(node).text;
  const GumboVector& inner = children(node);
  for (unsigned i = 0; i < inner.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(inner.data[i]);
    if (is_element(child)) out -= of(child).text - kept(child);
  }
  return out;
}

void MainText::choose(const GumboNode* document) {
  std::vector<const GumboNode*> waiting{document};
  while (!waiting.empty()) {
    const GumboNode* node = waiting.back();
    waiting.pop_back();
    const std::string_view name = name_of(node);
    if (!main_ && (name == "main" || attribute(node, "role") == "main")) main_ = node;
    if (name == "article" || attribute(node, "role") == "article") articles_.push_back(node);
    if (name == "h1" && !heading_ && of(node).text > 0) heading_ = node;
    if (name != "html" && name != "body" && name != "?" && !name.empty() && among(name, kUnseen)) continue;
    const GumboVector& inner = children(node);
    for (unsigned i = inner.length; i-- > 0;) waiting.push_back(static_cast<const GumboNode*>(inner.data[i]));
  }
  if (!body_) return;
  const std::size_t all = kept(body_);
  if (main_ && of(main_).text * 10 >= all * 3) root_ = main_;
  // One article that holds most of the text; several are a page of teasers, or of comments.
  const GumboNode* largest = nullptr;
  for (const GumboNode* article : articles_)
    if (!largest || of(article).text > of(largest).text) largest = article;
  const std::size_t within = root_ ? of(root_).text : all;
  if (largest && of(largest).text * 10 >= within * 5) root_ = largest;
}

}  // namespace evident::ingest::html
