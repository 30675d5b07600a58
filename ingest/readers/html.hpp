// The parts of the reader of web pages: html.cpp knows the file, html_scan.cpp looks at its tags before a
// tree is built, html_main.cpp finds the page's own text, html_walk.cpp writes it down, html_record.cpp reads
// its head.
#pragma once
#include <gumbo.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/readers/compose.hpp"

namespace evident::ingest::html {

// What building and walking the tree may cost, told from the tags alone: nesting, attributes of one tag, and
// formatting elements that are left open, which a parser must open again in every paragraph. Errors: limit.
Result<void> scan(std::string_view page, const Limits& limits);

std::string_view name_of(const GumboNode* node);  // lower case; empty for what is no element
std::string_view attribute(const GumboNode* node, const char* name);
bool is_element(const GumboNode* node);
const GumboVector& children(const GumboNode* node);
std::string text_of(const GumboNode* node);  // all words below it, white space collapsed

// Where the page's own text stands, and what within it is not: navigation, banners, notices, links to other
// pages.
class MainText {
 public:
  explicit MainText(const GumboNode* document);
  const GumboNode* root() const { return root_; }
  const GumboNode* heading_outside() const {
    return heading_;
  }  // the page's h1 where the root holds none, or null
  bool dropped(const GumboNode* node) const;

 private:
  struct Measure {
    std::size_t text = 0, linked = 0, links = 0;  // bytes of text, bytes of it within links, links
    bool inputs = false;
    std::size_t headings = 0;
  };
  Measure measure(const GumboNode* node, bool in_link);
  bool dropped_by_name(const GumboNode* node) const;
  bool dropped_by_looks(const GumboNode* node) const;
  void choose(const GumboNode* node);
  const Measure& of(const GumboNode* node) const;
  std::size_t kept(const GumboNode* node) const;

  std::unordered_map<const GumboNode*, Measure> measures_;
  const GumboNode *body_ = nullptr, *root_ = nullptr, *heading_ = nullptr, *main_ = nullptr;
  std::vector<const GumboNode*> articles_;
};

// Writes the text down. The composer's limits end the walk early.
void walk(const MainText& main, Composer& out);

// One page of several: its text below what stands there already. Errors: limit.
Result<void> add_page(std::string_view bytes, const Limits& limits, Composer& out);

// Citation tags (as Google Scholar asks for them), schema.org in JSON-LD, Dublin Core, and what pages say for
// previews.
std::vector<DocumentField> record_of(const GumboNode* document);

}  // namespace evident::ingest::html
