// Reading order by a recursive cut: where a page has a gutter, what stands left of it is read before what
// stands right; lines that cross the gutter part the page into bands. Without a gutter lines are read from
// the top down, and what stands beside each other is one line, because wide gaps of justified text, bullets
// and cells of tables come apart in the input.
#include <algorithm>
#include <map>

#include "ingest/readers/pdf.hpp"

namespace evident::ingest::pdf {
namespace {

constexpr std::size_t kMostLines = 2'000;  // of a page that is put in order; a page of text has some hundred
constexpr int kCuts = 4;                   // columns within columns

bool same_row(const Line& a, const Line& b) {
  const float overlap = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return overlap > 0.5f * std::min(a.bottom - a.top, b.bottom - b.top);
}

// Three quarters of the values are no greater: a column of text may hold many short lines, but not short ones alone.
float upper(std::vector<float> values) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 3 / 4);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

class Order {
 public:
  explicit Order(std::vector<Line>& lines) : lines_(lines) {}

  void run() {
    std::vector<Line> out;
    out.reserve(lines_.size());
    std::vector<std::pair<std::size_t, std::size_t>> pages;
    for (std::size_t from = 0; from < lines_.size();) {
      std::size_t to = from;
      while (to < lines_.size() && lines_[to].page == lines_[from].page) ++to;
      pages.emplace_back(from, to);
      from = to;
    }
    usual_gutter(pages);
    for (const auto& [from, to] : pages) {
      order_.clear();
      std::vector<std::size_t> all;
      for (std::size_t i = from; i < to; ++i) all.push_back(i);
      if (all.size() > kMostLines)
        order_ = all;
      else
        cut(all, kCuts);
      join(out);
    }
    lines_ = std::move(out);
  }

 private:
  // Where most pages have it; 0: nowhere.
  void usual_gutter(const std::vector<std::pair<std::size_t, std::size_t>>& pages) {
    std::map<int, std::size_t> at;
    for (const auto& [from, to] : pages) {
      std::vector<std::size_t> all;
      for (std::size_t i = from; i < to; ++i) all.push_back(i);
      if (all.size() > kMostLines) continue;
      if (const float x = gutter(all); x > 0) ++at[static_cast<int>(x / 12)];
    }
    for (const auto& [x, count] : at)
      if (count * 2 >= pages.size()) usual_ = (static_cast<float>(x) + 0.5f) * 12;
  }

  // The x of a gutter that parts these lines, 0 for none: few lines cross it, lines on both sides stand
  // beside each other and fill their side, as cells of tables do not.
  float gutter(const std::vector<std::size_t>& all) const {
    if (all.size() < 6) return 0;
    float left = 1e9f, right = 0, best = 0;
    for (const std::size_t i : all) {
      left = std::min(left, lines_[i].left);
      right = std::max(right, lines_[i].right);
    }
    std::size_t fewest = all.size();
    for (const std::size_t i : all) {
      const float x = lines_[i].left - 1;
      if (x < left + 0.2f * (right - left) || x > left + 0.8f * (right - left)) continue;
      const std::size_t crossing = crossing_at(all, x);
      if (crossing >= fewest || crossing * 4 > all.size() || !parts(all, x, left, right)) continue;
      fewest = crossing;
      best = x;
    }
    return best;
  }
  std::size_t crossing_at(const std::vector<std::size_t>& all, float x) const {
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](std::size_t i) { return crosses(lines_[i], x); }));
  }
  // Also what stands in the gutter, as a page's number may.
  static bool crosses(const Line& line, float x) {
    return line.left < x - 1 && line.right > x - 0.4f * line.size;
  }

  bool parts(const std::vector<std::size_t>& all, float x, float left, float right) const {
    std::vector<float> widths[2], sizes;
    float top[2] = {1e9f, 1e9f}, bottom[2] = {0, 0};
    for (const std::size_t i : all) {
      const Line& line = lines_[i];
      if (crosses(line, x)) continue;
      const int side = line.left >= x - 1 ? 1 : 0;
      widths[side].push_back(line.right - line.left);
      sizes.push_back(line.size);
      top[side] = std::min(top[side], line.top);
      bottom[side] = std::max(bottom[side], line.bottom);
    }
    if (widths[0].size() < 3 || widths[1].size() < 3) return false;
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    const float size = *middle;  // of the text, whatever headings there are
    const bool beside = std::min(bottom[0], bottom[1]) - std::max(top[0], top[1]) > 2 * size;
    return beside && upper(widths[0]) > 0.45f * (x - left) && upper(widths[1]) > 0.45f * (right - x);
  }

  void cut(std::vector<std::size_t> all, int cuts) {
    std::stable_sort(all.begin(), all.end(),
                     [&](std::size_t a, std::size_t b) { return lines_[a].top < lines_[b].top; });
    float x = cuts > 0 ? gutter(all) : 0;
    // A page with little on it has the gutter of the others.
    if (x == 0 && cuts == kCuts && usual_ > 0 && crossing_at(all, usual_) * 4 <= all.size()) x = usual_;
    if (x == 0) {
      rows(all);
      return;
    }
    std::vector<std::size_t> left, right;
    const auto flush = [&] {
      if (!left.empty() && right.empty()) {
        rows(left);
      } else {
        if (!left.empty()) cut(left, cuts - 1);
        if (!right.empty()) cut(right, cuts - 1);
      }
      left.clear();
      right.clear();
    };
    for (const std::size_t i : all) {
      if (crosses(lines_[i], x)) {
        flush();
        order_.push_back(i);
      } else {
        (lines_[i].left >= x - 1 ? right : left).push_back(i);
      }
    }
    flush();
  }

  // From the top down, and from the left within a row; sorted by top already.
  void rows(const std::vector<std::size_t>& all) {
    for (std::size_t i = 0; i < all.size();) {
      std::size_t end = i + 1;
      while (end < all.size() && same_row(lines_[all[i]], lines_[all[end]])) ++end;
      std::vector<std::size_t> row(all.begin() + static_cast<std::ptrdiff_t>(i),
                                   all.begin() + static_cast<std::ptrdiff_t>(end));
      std::stable_sort(row.begin(), row.end(),
                       [&](std::size_t a, std::size_t b) { return lines_[a].left < lines_[b].left; });
      order_.insert(order_.end(), row.begin(), row.end());
      i = end;
    }
  }

  // What follows each other in a row of one column is one line; cells of a table are parted by tabs.
  void join(std::vector<Line>& out) {
    const std::size_t first = out.size();
    for (const std::size_t i : order_) {
      Line& line = lines_[i];
      if (out.size() > first) {
        Line& before = out.back();
        const float gap = line.left - before.right;
        const bool sizes = std::max(line.size, before.size) < 1.25f * std::min(line.size, before.size);
        if (same_row(before, line) && gap > -1 && sizes) {
          const bool mark = before.words.size() <= 5;  // a bullet or a number, however far from its words
          before.words += (gap > 3 * line.size && !mark ? "\t" : " ") + line.words;
          before.right = std::max(before.right, line.right);
          before.top = std::min(before.top, line.top);
          before.bottom = std::max(before.bottom, line.bottom);
          continue;
        }
      }
      out.push_back(std::move(line));
    }
  }

  std::vector<Line>& lines_;
  std::vector<std::size_t> order_;
  float usual_ = 0;
};

}  // namespace

void put_in_order(Pages& pages) { Order(pages.lines).run(); }

}  // namespace evident::ingest::pdf
