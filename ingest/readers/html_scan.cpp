// Parsing is linear for pages that people write; hostile ones make it quadratic, or the tree deeper than the
// stack. Both show in the tags. Depth is counted from above: an element is closed by its own end tag, not by
// one that a table or cell shields it from; elements whose end tag may be left out are not counted, as none
// of them nests without another between.
#include <algorithm>
#include <string>

#include "ingest/readers/bounds.hpp"
#include "ingest/readers/html.hpp"
#include "ingest/readers/shape.hpp"

namespace evident::ingest::html {
namespace {

constexpr std::size_t kAttributes = 500;      // of one tag
constexpr std::size_t kReopened = 4'000'000;  // formatting elements opened again, all in all

bool listed(std::string_view name, std::string_view list) {  // list: "|a|b|"
  for (std::size_t at = list.find(name); at != std::string_view::npos; at = list.find(name, at + 1))
    if (at > 0 && list[at - 1] == '|' && at + name.size() < list.size() && list[at + name.size()] == '|')
      return true;
  return false;
}

constexpr std::string_view kVoid =
    "|area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|keygen|frame|basefont|bgsound|"
    "image|";
constexpr std::string_view kEndImplied =
    "|p|li|dt|dd|option|optgroup|tr|td|th|tbody|thead|tfoot|colgroup|rb|rt|rtc|rp|html|head|body|";
constexpr std::string_view kFormatting = "|a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u|";
constexpr std::string_view kShields = "|table|caption|applet|object|marquee|template|svg|math|";
constexpr std::string_view kRaw = "|script|style|textarea|title|xmp|iframe|noembed|noframes|";

class Scan {
 public:
  Scan(std::string_view page, const Limits& limits) : page_(page), limits_(limits) {}

  Result<void> run() {
    for (std::size_t i = page_.find('<'); i != std::string_view::npos; i = page_.find('<', i)) {
      if (page_.substr(i, 4) == "<!--") {
        i = behind(i + 4, "-->");
      } else if (i + 1 < page_.size() && page_[i + 1] == '/') {
        i = closing(i + 2);
      } else if (i + 1 < page_.size() && ((page_[i + 1] | 0x20) >= 'a' && (page_[i + 1] | 0x20) <= 'z')) {
        EV_TRY(i, opening(i));
      } else {
        ++i;
      }
    }
    return {};
  }

 private:
  std::size_t behind(std::size_t from, std::string_view mark) const {
    const std::size_t at = page_.find(mark, from);
    return at == std::string_view::npos ? page_.size() : at + mark.size();
  }
  std::string name_at(std::size_t i) const {
    const std::size_t end = std::min(page_.find_first_of(" \t\r\n\f/>", i), page_.size());
    return ascii_lower(page_.substr(i, std::min<std::size_t>(end - i, 24)));
  }

  std::size_t closing(std::size_t i) {
    const std::string name = name_at(i);
    if (listed(name, kFormatting) && formatting_ > 0) --formatting_;
    for (std::size_t k = open_.size(); k-- > 0;) {
      if (open_[k] == name) {
        open_.resize(k);
        break;
      }
      if (listed(open_[k], kShields)) break;
    }
    return std::min(page_.find('>', i), page_.size());
  }

  Result<std::size_t> opening(std::size_t i) {
    const std::string name = name_at(i + 1);
    std::size_t k = i + 1 + name.size(), attributes = 0;
    bool gap = false, self_closing = false;
    for (; k < page_.size() && page_[k] != '>'; ++k) {
      const char c = page_[k];
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '/';
      self_closing = c == '/';
      if (!space && gap) ++attributes;
      gap = space;
      if (c == '=') {
        std::size_t value = k + 1;
        while (value < page_.size() && (page_[value] == ' ' || page_[value] == '\n')) ++value;
        if (value < page_.size() && (page_[value] == '"' || page_[value] == '\'')) {
          k = std::min(page_.find(page_[value], value + 1), page_.size() - 1);
          gap = true;
        }
      }
    }
    if (attributes > kAttributes)
      return too_much("a tag with " + std::to_string(attributes) + " attributes", i);
    if (listed(name, kVoid)) return k;
    // Within drawings and formulas a tag may close itself.
    if (self_closing && std::any_of(open_.begin(), open_.end(),
                                    [](const std::string& o) { return o == "svg" || o == "math"; }))
      return k;
    if (++tags_ > limits_.blocks) return too_much("more than " + std::to_string(limits_.blocks) + " tags", i);
    if (listed(name, kFormatting)) {
      if (++formatting_ > kMarkupDepth) return too_deep(i);
    } else {
      reopened_ += formatting_;
      if (reopened_ > kReopened) return too_much("formatting that is opened again and again", i);
    }
    if (!listed(name, kEndImplied)) {
      open_.push_back(name);
      if (open_.size() > kMarkupDepth) return too_deep(i);
    }
    if (listed(name, kRaw)) {
      // Its text holds no tags.
      const std::string close = "</" + name;
      std::size_t at = k;
      while ((at = page_.find("</", at)) != std::string_view::npos &&
             ascii_lower(page_.substr(at, close.size())) != close)
        ++at;
      return std::min(at, page_.size());
    }
    return k;
  }

  Result<std::size_t> too_deep(std::size_t at) const {
    return fail(Code::limit, "its elements are nested more than " + std::to_string(kMarkupDepth) + " deep",
                "leave it out if you do not know where it comes from", {{}, at, at + 1});
  }
  Result<std::size_t> too_much(const std::string& what, std::size_t at) const {
    return fail(Code::limit, "it has " + what, "leave it out if you do not know where it comes from",
                {{}, at, at + 1});
  }

  std::string_view page_;
  const Limits& limits_;
  std::vector<std::string> open_;
  std::size_t formatting_ = 0, reopened_ = 0, tags_ = 0;
};

}  // namespace

Result<void> scan(std::string_view page, const Limits& limits) { return Scan(page, limits).run(); }

}  // namespace evident::ingest::html
