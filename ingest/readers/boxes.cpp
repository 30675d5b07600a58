// Authors set case examples and notes apart with whatever their format offers: a Markdown quotation that begins
// with a heading, a frame of plus signs and bars. What stands in such a box is the document's own text. And in
// plain text > is as good a bullet as any.
#include "ingest/readers/boxes.hpp"

#include "ingest/readers/shape.hpp"

namespace evident::ingest {
namespace {

std::string_view words_of(std::string_view text, const Line& line) {
  return text.substr(line.words, line.end - line.words);
}
std::string_view whole(std::string_view text, const Line& line) {
  return text.substr(line.begin, line.end - line.begin);
}

// One past the last quoted line that follows line i without an empty line.
std::size_t quoted_until(const std::vector<Line>& lines, std::size_t i) {
  std::size_t end = i + 1;
  while (end < lines.size() && lines[end].kind == LineKind::quote && lines[end].blanks == 0) ++end;
  return end;
}

bool heading_mark(std::string_view words) {
  const std::size_t n = words.find_first_not_of('#');
  return n != std::string_view::npos && n > 0 && n <= 6 && words[n] == ' ';
}

// Three lines are short enough to be items, none ends a sentence, opens a quotation or signs one.
bool bullets(std::string_view text, const std::vector<Line>& lines, std::size_t i, std::size_t end) {
  if (end - i < 2 || end - i > 20) return false;
  for (std::size_t k = i; k < end; ++k) {
    const std::string_view w = words_of(text, lines[k]);
    if (w.size() < 3 || w.size() > 70 || ends_sentence(w) || ends_with_colon(w) || w.back() == ',' || w.front() == '"' ||
        static_cast<unsigned char>(w.front()) == 0xE2 || w.front() == '*' || w.front() == '-' || attribution_like(w) ||
        heading_mark(w) || text.substr(lines[k].begin, 2) == ">>" || count_words(w, 13) > 12)
      return false;
  }
  return true;
}

// Below a heading or a line that ends with a colon.
bool introduced(std::string_view text, const std::vector<Line>& lines, std::size_t i) {
  if (i == 0) return false;
  const Line& above = lines[i - 1];
  if (above.kind == LineKind::atx || above.kind == LineKind::underline) return true;
  return above.kind == LineKind::text &&
         (ends_with_colon(whole(text, above)) || (title_like(whole(text, above)) && (i < 2 || above.blanks > 0)));
}

// "+------+", "+======+======+"
bool frame(std::string_view t) {
  if (t.size() < 5 || t.front() != '+' || t.back() != '+') return false;
  return t.find_first_not_of("+-=") == std::string_view::npos;
}
bool framed(std::string_view t) {
  return t.size() > 4 && t.front() == '|' && t.back() == '|' && t.find('|', 1) == t.size() - 1;
}

}  // namespace

void open_boxes(std::string_view text, std::vector<Line>& lines) {
  std::vector<Line> out;
  out.reserve(lines.size());
  std::uint16_t skipped = 0;  // empty lines of a box that are kept as distance
  const auto put = [&](Line line) {
    line.blanks = static_cast<std::uint16_t>(line.blanks + skipped);
    skipped = 0;
    out.push_back(line);
  };
  for (std::size_t i = 0; i < lines.size();) {
    const Line& line = lines[i];
    if (line.kind == LineKind::quote && line.words < line.end) {
      const std::size_t end = quoted_until(lines, i);
      if (heading_mark(words_of(text, line)) && end > i + 1) {
        for (std::size_t k = i; k < end; ++k) {
          Line inner = lines[k];
          if (inner.words >= inner.end) {
            ++skipped;
            continue;
          }
          inner.begin = inner.words;
          inner.indent = 0;
          inner.kind = LineKind::text;
          inner.boxed = true;
          if (k == i) inner.box_begins = true;
          read_line_mark(text, inner);
          put(inner);
        }
        skipped = std::max<std::uint16_t>(skipped, 1);
        i = end;
        continue;
      }
      if (bullets(text, lines, i, end) && introduced(text, lines, i)) {
        for (std::size_t k = i; k < end; ++k) {
          Line item = lines[k];
          item.kind = LineKind::item;
          item.style = MarkStyle::bullet;
          item.bullet = '>';
          item.mark_begin = item.begin;
          item.mark_end = item.begin + 1;
          put(item);
        }
        i = end;
        continue;
      }
    }
    if (line.kind == LineKind::text && frame(whole(text, line))) {
      std::size_t end = i + 1;
      while (end < lines.size() && end < i + 60 && framed(whole(text, lines[end]))) ++end;
      if (end > i + 1 && end < lines.size() && frame(whole(text, lines[end]))) {
        for (std::size_t k = i + 1; k < end; ++k) {
          Line inner = lines[k];
          std::string_view t = whole(text, inner);
          inner.end = inner.begin + static_cast<std::uint32_t>(t.size() - 1);
          inner.begin += 1;
          inner.begin += static_cast<std::uint32_t>(leading_blanks(text.substr(inner.begin, inner.end - inner.begin)));
          inner.end -= static_cast<std::uint32_t>(trailing_blanks(text.substr(inner.begin, inner.end - inner.begin)));
          if (inner.begin >= inner.end) {
            ++skipped;
            continue;
          }
          inner.words = inner.begin;
          inner.pipes = 0;
          inner.indent = 0;
          if (k == i + 1) inner.blanks = std::max<std::uint16_t>(inner.blanks, 1);
          read_line_mark(text, inner);
          put(inner);
        }
        skipped = std::max<std::uint16_t>(skipped, 1);
        i = end + 1;
        continue;
      }
    }
    put(line);
    ++i;
  }
  lines = std::move(out);
}

}  // namespace evident::ingest
