// The output is XHTML of one shape that poppler writes, a tag a line; it is scanned, not parsed, because it
// may be larger than a tree of it could be.
#include <algorithm>
#include <charconv>

#include "ingest/readers/bounds.hpp"
#include "ingest/readers/pdf.hpp"
#include "support/text.hpp"

namespace evident::ingest::pdf {
namespace {

// The number in NAME="…" of a tag, 0 when there is none.
float number_in(std::string_view tag, std::string_view name) {
  const std::size_t at = tag.find(name);
  if (at == std::string_view::npos) return 0;
  float n = 0;
  const char* from = tag.data() + at + name.size() + 2;
  if (from >= tag.data() + tag.size()) return 0;
  std::from_chars(from, tag.data() + tag.size(), n);
  return std::clamp(n, -100'000.0f, 100'000.0f);
}

std::string plain(std::string_view words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view rest = words.substr(i);
    const auto entity = [&](std::string_view name, char c) {
      if (!rest.starts_with(name)) return false;
      out += c;
      i += name.size() - 1;
      return true;
    };
    if (words[i] == '&' && (entity("&amp;", '&') || entity("&lt;", '<') || entity("&gt;", '>') ||
                            entity("&quot;", '"') || entity("&apos;", '\'')))
      continue;
    if (static_cast<unsigned char>(words[i]) >= 0x20 && words[i] != 0x7F) out += words[i];
  }
  return out;
}

constexpr std::string_view kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

struct Word {
  float left, top, right, bottom;
  std::string text;
  bool raised = false;
};

// A number set smaller and higher than the words beside it is a mark; its digits become those that say so.
void raise_marks(std::vector<Word>& words, float size, float bottom) {
  for (Word& w : words) {
    const bool digits = !w.text.empty() && w.text.size() <= 9 &&
                        std::all_of(w.text.begin(), w.text.end(),
                                    [](char c) { return (c >= '0' && c <= '9') || c == ',' || c == '-'; });
    if (!digits || w.bottom - w.top > size * 0.8f || w.bottom > bottom - size * 0.15f) continue;
    std::string up;
    for (const char c : w.text)
      if (c >= '0' && c <= '9')
        up += kRaised[c - '0'];
      else
        up += c;
    w.text = std::move(up);
    w.raised = true;
  }
}

// One line out of its words. The middle height counts, so that one raised or large letter does not.
void finish(Line& line, std::vector<Word>& words) {
  std::vector<float> heights, bottoms;
  for (const Word& w : words) {
    heights.push_back(w.bottom - w.top);
    bottoms.push_back(w.bottom);
  }
  std::nth_element(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2),
                   heights.end());
  std::nth_element(bottoms.begin(), bottoms.begin() + static_cast<std::ptrdiff_t>(bottoms.size() / 2),
                   bottoms.end());
  line.size = heights[heights.size() / 2];
  raise_marks(words, line.size, bottoms[bottoms.size() / 2]);
  line.left = words.front().left;
  line.top = words.front().top;
  line.bottom = words.front().bottom;
  line.right = words.front().right;
  line.first_word = words.front().right - words.front().left;
  const Word* before = nullptr;
  for (const Word& w : words) {
    line.left = std::min(line.left, w.left);
    line.right = std::max(line.right, w.right);
    line.top = std::min(line.top, w.top);
    line.bottom = std::max(line.bottom, w.bottom);
    const bool joined = before && ((w.raised && w.left - before->right < line.size * 0.2f) ||
                                   (before->raised && w.left - before->right < line.size * 0.05f));
    if (!line.words.empty() && !joined) line.words += ' ';
    line.words += w.text;
    before = &w;
  }
}

}  // namespace

Result<Pages> read_words(std::string_view xml) {
  Pages pages;
  Line line;
  std::vector<Word> words;
  bool opens = false;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    const std::size_t close = xml.find('>', at);
    if (close == std::string_view::npos) break;
    const std::string_view tag = xml.substr(at + 1, close - at - 1);
    if (tag.starts_with("word ")) {
      const std::size_t end = xml.find("</word>", close);
      if (end == std::string_view::npos) break;
      std::string text = plain(xml.substr(close + 1, end - close - 1));
      if (!trim(text).empty() && !first_invalid_utf8(text))
        words.push_back({number_in(tag, "xMin"), number_in(tag, "yMin"), number_in(tag, "xMax"),
                         number_in(tag, "yMax"), std::move(text), false});
      at = end;
    } else if (tag == "/line") {
      if (!words.empty()) {
        line.page = static_cast<int>(pages.heights.size());
        line.opens = opens;
        finish(line, words);
        pages.lines.push_back(std::move(line));
        opens = false;
      }
      line = {};
      words.clear();
    } else if (tag.starts_with("block ")) {
      opens = true;
    } else if (tag.starts_with("page ")) {
      pages.heights.push_back(number_in(tag, "height"));
      if (pages.heights.size() > kPages)
        return fail(Code::limit, "it has more than " + std::to_string(kPages) + " pages",
                    "split it into parts");
    } else if (tag == "title" && pages.heights.empty()) {
      pages.title = squeeze(plain(xml.substr(close + 1, xml.find("</title>", close) - close - 1)));
    } else if (tag.starts_with("meta name=\"Author\"") && pages.heights.empty()) {
      const std::size_t from = tag.find("content=\"");
      if (from != std::string_view::npos)
        pages.author = squeeze(plain(tag.substr(from + 9, tag.rfind('"') - from - 9)));
    }
  }
  if (first_invalid_utf8(pages.title)) pages.title.clear();
  if (first_invalid_utf8(pages.author)) pages.author.clear();
  return pages;
}

}  // namespace evident::ingest::pdf
