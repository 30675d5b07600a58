// What is printed at the same height on several pages and differs in its numbers only is a running head or a
// page number. Headings are larger than most of the text; notes are smaller and stand at the foot of a page
// behind a mark.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "ingest/readers/pdf.hpp"
#include "ingest/readers/shape.hpp"
#include "support/text.hpp"

namespace evident::ingest::pdf {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

bool roman_number(std::string_view t) {
  return !t.empty() && t.size() <= 7 && t.find_first_not_of("ivxl") == std::string_view::npos;
}

// Numbers, and a page's small roman number at either end, are all alike.
std::string alike(std::string_view words) {
  std::string out;
  for (std::size_t i = 0; i < words.size();) {
    if (digit(words[i])) {
      out += '#';
      while (i < words.size() && digit(words[i])) ++i;
    } else {
      out += words[i++];
    }
  }
  const std::size_t space = out.rfind(' ');
  const std::size_t last = space == std::string::npos ? 0 : space + 1;
  if (roman_number(std::string_view(out).substr(last))) out.replace(last, out.npos, "#");
  const std::size_t first = std::min(out.find(' '), out.size());
  if (roman_number(std::string_view(out).substr(0, first))) out.replace(0, first, "#");
  return ascii_lower(out);
}

// The height of most of the letters, to a tenth of a point.
float body_size(const std::vector<Line>& lines) {
  std::map<int, std::size_t> letters;
  for (const Line& line : lines) letters[static_cast<int>(std::lround(line.size * 10))] += line.words.size();
  const auto most = std::max_element(letters.begin(), letters.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == letters.end() ? 0 : static_cast<float>(most->first) / 10;
}

class Layout {
 public:
  explicit Layout(Pages& pages) : pages_(pages), body_(body_size(pages.lines)) {
    std::size_t i = 0;
    for (std::size_t page = 1; page <= pages.heights.size(); ++page) {
      const std::size_t from = i;
      while (i < pages.lines.size() && pages.lines[i].page == static_cast<int>(page)) ++i;
      ranges_.emplace_back(from, i);
    }
  }

  void run() {
    leading();
    furniture();
    notes();
    headings();
    columns();
  }

  // The number printed on each page, where most of them differ from its place by the same.
  std::vector<std::string> labels() const {
    std::vector<std::string> out(ranges_.size());
    std::map<int, std::size_t> shifts;
    std::size_t romans = 0;
    for (std::size_t p = 0; p < ranges_.size(); ++p)
      for (std::size_t i = ranges_[p].first; i < ranges_[p].second; ++i) {
        const Line& line = pages_.lines[i];
        if (line.as != Line::As::furniture || line.words.empty()) continue;
        const auto words = short_words(line.words, 40);
        for (const std::string_view w : {words.empty() ? std::string_view() : words.front(),
                                         words.empty() ? std::string_view() : words.back()}) {
          if (!w.empty() && w.size() < 6 && std::all_of(w.begin(), w.end(), digit)) {
            out[p] = std::string(w);
            ++shifts[std::atoi(out[p].c_str()) - static_cast<int>(p) - 1];
            break;
          }
          if (roman_number(w) && out[p].empty()) {
            out[p] = std::string(w);
            ++romans;
            break;
          }
        }
      }
    const auto most = std::max_element(shifts.begin(), shifts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == shifts.end() || (most->second < 2 && romans == 0)) return {};
    const bool steady = most->second * 3 >= ranges_.size() * 2 - std::min(ranges_.size(), romans * 2);
    if (!steady || (most->first == 0 && romans == 0)) return {};
    // A number that does not fit is a year or a volume.
    for (std::size_t p = 0; p < out.size(); ++p)
      if (!out[p].empty() && digit(out[p][0]) &&
          std::atoi(out[p].c_str()) - static_cast<int>(p) - 1 != most->first)
        out[p] = static_cast<int>(p) + 1 + most->first > 0
                     ? std::to_string(static_cast<int>(p) + 1 + most->first)
                     : "";
    return out;
  }

 private:
  // The middle space between lines that poppler holds for one block.
  void leading() {
    std::vector<float> gaps;
    for (std::size_t i = 1; i < pages_.lines.size(); ++i) {
      const Line &above = pages_.lines[i - 1], &line = pages_.lines[i];
      if (line.opens || line.page != above.page || line.top <= above.top ||
          std::abs(line.size - above.size) > 0.5f)
        continue;
      gaps.push_back(line.top - above.bottom);
    }
    if (gaps.empty()) return;
    const auto at = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), at, gaps.end());
    pages_.leading = std::clamp(*at, -0.4f * body_, 1.5f * body_);
  }

  void furniture() {
    struct Seen {
      std::set<int> pages;
      std::vector<std::size_t> lines;
    };
    std::map<std::pair<std::string, int>, Seen> seen;
    for (const auto& [from, to] : ranges_) {
      // The three lines that stand highest and the three that stand lowest.
      std::vector<std::size_t> order;
      for (std::size_t i = from; i < to; ++i)
        if (!pages_.lines[i].words.empty()) order.push_back(i);
      std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return pages_.lines[a].top != pages_.lines[b].top ? pages_.lines[a].top < pages_.lines[b].top : a < b;
      });
      const std::size_t most = std::min<std::size_t>(3, order.size());
      std::set<std::size_t> edge(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most));
      edge.insert(order.end() - static_cast<std::ptrdiff_t>(most), order.end());
      for (const std::size_t i : edge) {
        const Line& line = pages_.lines[i];
        const float height = pages_.heights[static_cast<std::size_t>(line.page) - 1];
        if (line.top > height * 0.15f && line.bottom < height * 0.85f) continue;
        if (line.words.size() > 200) continue;
        Seen& at = seen[{alike(line.words), static_cast<int>(std::lround(line.top / 6))}];
        at.pages.insert(line.page);
        at.lines.push_back(i);
        // A page's number alone at its edge needs no second page.
        if (page_number(line.words) && line.words.size() <= 16) pages_.lines[i].as = Line::As::furniture;
      }
    }
    for (const auto& [key, at] : seen) {
      // Left and right pages may differ; a neighbouring height is the same one rounded otherwise.
      std::size_t pages = at.pages.size();
      if (const auto near = seen.find({key.first, key.second + 1}); near != seen.end())
        pages += near->second.pages.size();
      if (const auto near = seen.find({key.first, key.second - 1}); near != seen.end())
        pages += near->second.pages.size();
      if (pages < (ranges_.size() <= 4 ? 2 : 3)) continue;
      for (const std::size_t i : at.lines) pages_.lines[i].as = Line::As::furniture;
    }
  }

  // From a marked line at the foot of a page to the end of its text, all of it smaller than the body.
  void notes() {
    for (const auto& [from, to] : ranges_) {
      bool open = false;
      for (std::size_t i = from; i < to; ++i) {
        Line& line = pages_.lines[i];
        if (line.words.empty() || line.as == Line::As::furniture) continue;
        const float height = pages_.heights[static_cast<std::size_t>(line.page) - 1];
        const bool small = line.size < body_ * 0.93f;
        const bool marked = note_mark(line.words) > 0 || digit(line.words[0]) || line.words[0] == '*';
        if (!small) open = false;
        if (small && marked && line.top > height * 0.5f && below_is_small(i, to)) open = true;
        if (open) line.as = Line::As::note;
      }
    }
  }
  // A note stands in a column whose text ends above it.
  bool below_is_small(std::size_t i, std::size_t to) const {
    const Line& note = pages_.lines[i];
    for (std::size_t k = i + 1; k < to; ++k) {
      const Line& line = pages_.lines[k];
      if (line.as == Line::As::furniture || line.words.empty()) continue;
      const bool same_column = line.left < note.right && line.right > note.left;
      if (same_column && line.top > note.top && line.size >= body_ * 0.93f) return false;
    }
    return true;
  }

  void headings() {
    std::map<int, std::size_t, std::greater<>> sizes;
    const auto large = [&](const Line& line) {
      return line.as == Line::As::text && !line.words.empty() && line.size >= body_ * 1.12f &&
             line.words.size() < 200;
    };
    for (const Line& line : pages_.lines)
      if (large(line)) ++sizes[static_cast<int>(std::lround(line.size * 2))];
    int depth = 0, before = -10;
    std::map<int, int> depths;
    for (const auto& [size, count] : sizes) {
      if (before - size > 1 || depth == 0) depth = std::min(depth + 1, 6);  // half a point is no step
      depths[size] = depth;
      before = size;
    }
    for (std::size_t i = 0; i < pages_.lines.size(); ++i) {
      Line& line = pages_.lines[i];
      if (!large(line)) continue;
      // Prose in large type: three lines and more of one size that end a sentence.
      std::size_t run = 1;
      while (i + run < pages_.lines.size() && large(pages_.lines[i + run]) && !pages_.lines[i + run].opens &&
             std::abs(pages_.lines[i + run].size - line.size) < 0.5f)
        ++run;
      const bool prose = run > 4 || (run > 2 && ends_sentence(pages_.lines[i + run - 1].words));
      for (std::size_t k = i; k < i + run; ++k) {
        if (prose) continue;
        pages_.lines[k].as = Line::As::heading;
        pages_.lines[k].depth = depths[static_cast<int>(std::lround(line.size * 2))];
      }
      i += run - 1;
    }
  }

  // How far lines that begin where this one does reach: what a line ends before was broken by hand.
  void columns() {
    for (const auto& [from, to] : ranges_)
      for (std::size_t i = from; i < to; ++i) {
        Line& line = pages_.lines[i];
        line.column = line.right;
        const std::size_t first = i > from + 40 ? i - 40 : from, last = std::min(to, i + 40);
        for (std::size_t k = first; k < last; ++k)
          if (std::abs(pages_.lines[k].left - line.left) < 3 * body_ &&
              std::abs(pages_.lines[k].size - line.size) < 1)
            line.column = std::max(line.column, pages_.lines[k].right);
      }
    for (const auto& [from, to] : ranges_)
      for (std::size_t i = from; i < to; ++i) {
        Line& line = pages_.lines[i];
        line.margin = line.left;
        const std::size_t first = i > from + 40 ? i - 40 : from, last = std::min(to, i + 40);
        for (std::size_t k = first; k < last; ++k)
          if (std::abs(pages_.lines[k].column - line.column) < body_)
            line.margin = std::min(line.margin, pages_.lines[k].left);
      }
  }

  Pages& pages_;
  const float body_;
  std::vector<std::pair<std::size_t, std::size_t>> ranges_;  // of lines, one a page
};

}  // namespace

std::vector<std::string> arrange_pages(Pages& pages) {
  Layout layout(pages);
  layout.run();
  return layout.labels();
}

}  // namespace evident::ingest::pdf
