// One walk down the tree. Words open the part that their place asks for; the borders of block elements close
// it.
#include <algorithm>
#include <array>

#include "ingest/readers/grid.hpp"
#include "ingest/readers/html.hpp"
#include "ingest/readers/shape.hpp"

namespace evident::ingest::html {
namespace {

constexpr std::array<std::string_view, 30> kBlocks{
    "address", "article", "aside",   "blockquote", "body",       "center", "dd",     "details",
    "div",     "dl",      "dt",      "fieldset",   "figcaption", "figure", "footer", "form",
    "header",  "hgroup",  "hr",      "legend",     "li",         "main",   "ol",     "p",
    "pre",     "section", "summary", "table",      "ul",         "html"};

bool is_block(std::string_view name) {
  return std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end();
}

struct Where {
  int depth = 0;        // of lists
  bool item = false;    // within an item: what is closed goes on as a further paragraph of it
  bool quoted = false;  // within a quotation
  bool inside = false;  // a heading, caption or cell: inner borders part words, nothing more
  bool bold = false;
};

class Walk {
 public:
  Walk(const MainText& main, Composer& out) : main_(main), out_(out) {}

  void run() {
    if (const GumboNode* heading = main_.heading_outside()) element(heading, "h1", {});
    node(main_.root(), {});
    out_.close();
  }

 private:
  void inner(const GumboNode* of, const Where& where) {
    const GumboVector& all = children(of);
    for (unsigned i = 0; i < all.length && out_.goes_on(); ++i)
      node(static_cast<const GumboNode*>(all.data[i]), where);
  }

  void node(const GumboNode* n, const Where& where) {
    if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_CDATA) {
      words(n->v.text.text, where);
    } else if (n->type == GUMBO_NODE_WHITESPACE) {
      out_.blank();
    } else if (n->type == GUMBO_NODE_DOCUMENT) {
      inner(n, where);
    } else if (is_element(n) && !main_.dropped(n)) {
      element(n, name_of(n), where);
    }
  }

  // Opens the part that words here belong to.
  void need(const Where& where) {
    if (out_.is_open()) return;
    if (where.quoted) {
      const std::int32_t first = quotation_;
      out_.open(BlockKind::quotation).parent = first;
      if (first < 0) quotation_ = static_cast<std::int32_t>(out_.size());
    } else if (where.item) {
      out_.continuation();
    } else {
      out_.open(BlockKind::paragraph);
    }
  }

  void words(std::string_view text, const Where& where) {
    if (leading_blanks(text) == text.size()) return out_.blank();
    need(where);
    out_.bold(where.bold);
    out_.words(text);
    breaks_ = 0;
  }

  // The border of a block: an item that has no words yet stays open.
  void border(const Where& where) {
    if (where.inside) return out_.blank();
    if (out_.is_open() && !out_.has_words()) return;
    out_.close();
  }

  void element(const GumboNode* n, std::string_view name, Where where) {
    const std::string_view language = attribute(n, "lang");
    if (!language.empty() && is_block(name)) {
      const auto before = out_.language();
      border(where);
      out_.set_language(language);
      known_element(n, name, where);
      border(where);
      out_.set_language(before);
    } else {
      known_element(n, name, where);
    }
  }

  void known_element(const GumboNode* n, std::string_view name, Where where) {
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !where.inside) {
      out_.heading(name[1] - '0');
      where.inside = true;
      inner(n, where);
      out_.close();
    } else if (name == "br") {
      if (where.inside) return out_.blank();
      if (++breaks_ >= 2) return border(where);
      out_.line_break();
    } else if (name == "ul" || name == "ol") {
      list(n, name == "ol", where);
    } else if (name == "table") {
      table(n, where);
    } else if (name == "blockquote") {
      border(where);
      where.quoted = true;
      quotation_ = -1;
      inner(n, where);
      border(where);
      quotation_ = -1;
    } else if ((name == "cite" || name == "footer" || name == "figcaption") && where.quoted) {
      border(where);
      out_.open(BlockKind::attribution);
      where.inside = true;
      inner(n, where);
      out_.close();
    } else if (name == "figcaption" || name == "caption") {
      border(where);
      out_.open(BlockKind::caption);
      where.inside = true;
      inner(n, where);
      out_.close();
    } else if (name == "dt" && !where.inside) {
      out_.item(where.depth + 1, false, "•");
      inner(n, where);
      out_.close();
    } else if (name == "dd" && !where.inside) {
      border(where);
      where.item = true;
      inner(n, where);
      border(where);
    } else if (name == "pre" && !where.inside) {
      preformatted(n, where);
    } else if (name == "sup") {
      need(where);
      out_.raised(text_of(n));
    } else if (name == "q") {
      words("“", where);
      inner(n, where);
      out_.words("”");
    } else if (name == "b" || name == "strong") {
      where.bold = true;
      inner(n, where);
    } else if (is_block(name)) {
      border(where);
      breaks_ = 0;
      inner(n, where);
      border(where);
    } else {
      inner(n, where);
    }
  }

  void list(const GumboNode* n, bool ordered, Where where) {
    if (where.inside) return inner(n, where);
    out_.close();
    int number = std::max(std::atoi(std::string(attribute(n, "start")).c_str()), 0);
    if (attribute(n, "start").empty()) number = 1;
    ++where.depth;
    const GumboVector& all = children(n);
    for (unsigned i = 0; i < all.length && out_.goes_on(); ++i) {
      const auto* entry = static_cast<const GumboNode*>(all.data[i]);
      if (!is_element(entry) || main_.dropped(entry)) continue;
      const std::string_view name = name_of(entry);
      if (name == "ul" || name == "ol") {
        list(entry, name == "ol", where);
        continue;
      }
      if (name != "li") {
        node(entry, where);
        continue;
      }
      out_.item(where.depth, ordered, ordered ? std::to_string(number++) : "•");
      Where within = where;
      within.item = true;
      inner(entry, within);
      out_.close();
    }
  }

  void preformatted(const GumboNode* n, const Where& where) {
    border(where);
    const GumboVector& all = children(n);
    const bool code = all.length > 0 && name_of(static_cast<const GumboNode*>(all.data[0])) == "code";
    std::string text;
    raw(n, text);
    if (code) {
      out_.open(BlockKind::code);
      out_.words(text);
      return out_.close();
    }
    // Typed text: empty lines part paragraphs.
    for (std::size_t from = 0; from < text.size();) {
      std::size_t to = text.find("\n\n", from);
      if (to == std::string::npos) to = text.size();
      words(std::string_view(text).substr(from, to - from), where);
      border(where);
      from = to + 2;
    }
  }
  static void raw(const GumboNode* n, std::string& out) {
    if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE) out += n->v.text.text;
    const GumboVector& all = children(n);
    for (unsigned i = 0; i < all.length; ++i) raw(static_cast<const GumboNode*>(all.data[i]), out);
  }

  // ---- tables

  struct Shape {
    std::size_t rows = 0, columns = 0;
    bool holds_blocks = false, heads = false;
  };
  void measure(const GumboNode* n, Shape& shape, std::size_t& columns) const {
    const GumboVector& all = children(n);
    for (unsigned i = 0; i < all.length; ++i) {
      const auto* inside = static_cast<const GumboNode*>(all.data[i]);
      const std::string_view name = name_of(inside);
      if (name == "table" || name == "h1" || name == "h2" || name == "h3" || name == "article" ||
          name == "main")
        shape.holds_blocks = true;
      if (name == "tr") {
        ++shape.rows;
        columns = 0;
      }
      if (name == "td" || name == "th") shape.columns = std::max(shape.columns, ++columns);
      shape.heads = shape.heads || name == "th" || name == "thead";
      measure(inside, shape, columns);
    }
  }

  void table(const GumboNode* n, const Where& where) {
    Shape shape;
    std::size_t columns = 0;
    measure(n, shape, columns);
    // Tables that only place things on the page.
    const std::string_view role = attribute(n, "role");
    if (where.inside || role == "presentation" || role == "none" || shape.holds_blocks || shape.columns < 2 ||
        shape.rows < 2) {
      border(where);
      return cells_as_text(n, where);
    }
    out_.close();
    Grid grid(out_);
    bool first = true;
    rows(n, grid, shape.heads, first, false);
    out_.close();
  }

  void cells_as_text(const GumboNode* n, const Where& where) {
    const GumboVector& all = children(n);
    for (unsigned i = 0; i < all.length && out_.goes_on(); ++i) {
      const auto* inside = static_cast<const GumboNode*>(all.data[i]);
      const std::string_view name = name_of(inside);
      if (name == "tbody" || name == "thead" || name == "tfoot" || name == "tr") {
        cells_as_text(inside, where);
      } else {
        border(where);
        node(inside, where);
        border(where);
      }
    }
  }

  void rows(const GumboNode* n, Grid& grid, bool heads, bool& first, bool in_head) {
    const GumboVector& all = children(n);
    for (unsigned i = 0; i < all.length && out_.goes_on(); ++i) {
      const auto* inside = static_cast<const GumboNode*>(all.data[i]);
      const std::string_view name = name_of(inside);
      if (name == "caption") {
        element(inside, name, {});
      } else if (name == "thead" || name == "tbody" || name == "tfoot") {
        rows(inside, grid, heads, first, name == "thead");
      } else if (name == "tr") {
        row(inside, grid, in_head || (first && !heads));
        first = false;
      }
    }
  }

  void row(const GumboNode* n, Grid& grid, bool header) {
    const GumboVector& all = children(n);
    bool any = false, only_heads = true;
    for (unsigned i = 0; i < all.length; ++i) {
      const std::string_view name = name_of(static_cast<const GumboNode*>(all.data[i]));
      any = any || name == "th";
      only_heads = only_heads && name != "td";
    }
    grid.row(header || (any && only_heads));
    for (unsigned i = 0; i < all.length; ++i) {
      const auto* cell = static_cast<const GumboNode*>(all.data[i]);
      if (name_of(cell) != "td" && name_of(cell) != "th") continue;
      grid.cell(span(cell, "colspan"), span(cell, "rowspan"));
      Where within;
      within.inside = true;
      inner(cell, within);
    }
    grid.end_row();
  }
  static std::size_t span(const GumboNode* cell, const char* name) {
    const int n = std::atoi(std::string(attribute(cell, name).substr(0, 5)).c_str());
    return n > 1 ? static_cast<std::size_t>(n) : 1;
  }

  const MainText& main_;
  Composer& out_;
  std::int32_t quotation_ = -1;
  int breaks_ = 0;
};

}  // namespace

void walk(const MainText& main, Composer& out) { Walk(main, out).run(); }

}  // namespace evident::ingest::html
