// One pass over the bytes finds the line ends; each line is then trimmed and its mark read (bullet, number,
// #, >, rule). Nothing here looks at neighbouring lines, except that a rule of = or - right under a line is
// kept apart as an underline: whether a mark really opens a list or a heading is decided in outline.cpp.
#include "ingest/readers/lines.hpp"

#include <algorithm>
#include <cstring>

#include "support/text.hpp"

namespace evident::ingest {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool ascii_blank(char c) { return c == ' ' || c == '\t'; }

// The length of the white space character at the start of text, 0 when there is none.
std::size_t blank_length(std::string_view t) {
  if (t.empty()) return 0;
  const auto c = static_cast<unsigned char>(t[0]);
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (c < 0x80) return 0;
  if (t.size() >= 2 && c == 0xC2 && (t[1] == '\xA0' || t[1] == '\x85')) return 2;
  if (t.size() < 3) return 0;
  const auto d = static_cast<unsigned char>(t[1]), e = static_cast<unsigned char>(t[2]);
  if (c == 0xE2 && d == 0x80 && (e <= 0x8B || e == 0xA8 || e == 0xA9 || e == 0xAF)) return 3;
  if (c == 0xE3 && d == 0x80 && e == 0x80) return 3;
  if (c == 0xEF && d == 0xBB && e == 0xBF) return 3;
  return 0;
}

// The value of a Roman number of one case, 0 when it is none.
int roman(std::string_view t) {
  static constexpr std::string_view kLetters = "ivxlcdm";
  static constexpr int kValues[] = {1, 5, 10, 50, 100, 500, 1000};
  if (t.empty() || t.size() > 8) return 0;
  const bool upper = t[0] >= 'A' && t[0] <= 'Z';
  int total = 0, before = 0;
  for (auto c = t.rbegin(); c != t.rend(); ++c) {
    if ((*c >= 'A' && *c <= 'Z') != upper) return 0;
    const auto at = kLetters.find(static_cast<char>(upper ? *c + 32 : *c));
    if (at == std::string_view::npos) return 0;
    const int value = kValues[at];
    total += value < before ? -value : value;
    before = std::max(before, value);
  }
  return total;
}

struct Mark {
  MarkStyle style = MarkStyle::none;
  std::size_t begin = 0, end = 0, words = 0;  // offsets in the line
  int number = 0;
  std::uint8_t depth = 0;
  std::uint32_t bullet = 0;
};

// "1.", "1)", "(1)", "[1]", "1.2", "a)", "IV.", and "1st" before more than one blank, at the start of t.
Mark ordered_mark(std::string_view t) {
  Mark mark;
  std::size_t i = 0;
  const char open = t[0] == '(' || t[0] == '[' ? t[0] : '\0';
  if (open) ++i;
  const std::size_t from = i;
  while (i < t.size() && i - from < 3 && digit(t[i])) mark.number = mark.number * 10 + (t[i++] - '0');
  if (i > from) {
    if (i < t.size() && digit(t[i])) return {};
    mark.style = open == '[' ? MarkStyle::bracket : MarkStyle::number;
    mark.depth = 1;
    while (!open && i + 1 < t.size() && t[i] == '.' && digit(t[i + 1]) && mark.depth < 6) {
      std::size_t k = i + 1;
      while (k < t.size() && digit(t[k])) ++k;
      if (k - i > 3) return {};
      i = k;
      ++mark.depth;
    }
  } else {
    while (i < t.size() && i - from < 6 && ((t[i] >= 'a' && t[i] <= 'z') || (t[i] >= 'A' && t[i] <= 'Z')))
      ++i;
    const std::string_view letters = t.substr(from, i - from);
    if (letters.empty() || open == '[') return {};
    const int value = roman(letters);
    const bool closed = i < t.size() && t[i] == ')';
    if (letters.size() == 1 && letters[0] >= 'a') {
      mark.style = value == 1 || value == 5 || value == 10 ? MarkStyle::roman : MarkStyle::letter;
      mark.number = mark.style == MarkStyle::roman ? value : letters[0] - 'a' + 1;
    } else if (letters.size() == 1 && (closed || open) && value != 1) {
      mark.style = MarkStyle::letter;
      mark.number = letters[0] - 'A' + 1;
    } else if (value > 0 && value < 60 && letters != "C" && letters != "D" && letters != "L" &&
               letters != "M") {
      mark.style = MarkStyle::roman;
      mark.number = value;
    } else {
      return {};
    }
    mark.depth = 1;
  }
  mark.begin = from;
  mark.end = i;
  const bool ordinal = mark.style == MarkStyle::number && mark.depth == 1 && !open && i + 3 < t.size() &&
                       (t.substr(i, 2) == "st" || t.substr(i, 2) == "nd" || t.substr(i, 2) == "rd" ||
                        t.substr(i, 2) == "th") &&
                       ascii_blank(t[i + 2]) && ascii_blank(t[i + 3]);
  if (ordinal) i += 2;
  const char close = i < t.size() ? t[i] : '\0';
  if (!ordinal && (open == '(' ? close != ')' : open == '[' ? close != ']' : close != '.' && close != ')')) {
    // "1.2 Aims" carries no point after its number.
    if (mark.depth < 2 || open || close != ' ') return {};
  } else if (!ordinal) {
    ++i;
  }
  if (i >= t.size() || !blank_length(t.substr(i))) return {};
  while (i < t.size()) {
    const std::size_t n = blank_length(t.substr(i));
    if (!n) break;
    i += n;
  }
  if (i >= t.size()) return {};
  mark.words = i;
  return mark;
}

Mark bullet_mark(std::string_view t) {
  static constexpr std::string_view kAscii = "-*+";
  // Bullets of word processors and their converters, the private-use one of Symbol fonts among them.
  static constexpr std::string_view kOthers[] = {"•", "–", "·", "▪", "●", "◦",           "‣",
                                                 "■", "□", "○", "➢", "✓", "✔", "✗", "✘",
                                                 "→", "►", "▶", "▸", "❖", "☐", "☑", "×", "\xEF\x82\xB7"};
  Mark mark;
  std::size_t n = 0;
  bool needs_blank = true;
  if (kAscii.find(t[0]) != std::string_view::npos) {
    n = 1;
  } else if ((t[0] == 'o' || t[0] == 'x') && t.size() > 2 && (t[1] == '\t' || (t[0] == 'x' && t[1] == ' '))) {
    n = 1;
  } else if (static_cast<unsigned char>(t[0]) >= 0x80) {
    for (const auto b : kOthers)
      if (t.substr(0, b.size()) == b) {
        n = b.size();
        needs_blank = b == "–" || b == "·" || b == "→" || b == "×";
      }
  }
  if (n == 0) return {};
  std::size_t i = n;
  while (i < t.size()) {
    const std::size_t blank = blank_length(t.substr(i));
    if (!blank) break;
    i += blank;
  }
  if (i >= t.size() || (needs_blank && i == n)) return {};
  mark.style = MarkStyle::bullet;
  for (std::size_t k = 0; k < n; ++k) mark.bullet = mark.bullet << 8 | static_cast<unsigned char>(t[k]);
  mark.end = n;
  mark.words = i;
  // "- 1. Lead": a converter's bullet before a number that was printed.
  if (const Mark inner = ordered_mark(t.substr(i)); inner.style != MarkStyle::none && inner.depth == 1) {
    mark.style = inner.style;
    mark.number = inner.number;
    mark.begin = i + inner.begin;
    mark.end = i + inner.end;
    mark.words = i + inner.words;
    mark.depth = 0;
  }
  return mark;
}

// A line of one repeated character, blanks between allowed: 0 or the character.
char rule_character(std::string_view t) {
  const char c = t[0];
  if (c != '-' && c != '*' && c != '_' && c != '=' && c != '~') return 0;
  std::size_t n = 0;
  for (const char d : t) {
    if (d == c)
      ++n;
    else if (d != ' ')
      return 0;
  }
  return n >= 3 ? c : 0;
}

void read_mark(std::string_view text, Line& line) {
  const std::string_view t = text.substr(line.begin, line.end - line.begin);
  line.words = line.begin;
  const char c = t[0];
  const bool ascii = static_cast<unsigned char>(c) < 0x80;
  if (c == '#') {
    std::size_t n = 0;
    while (n < t.size() && t[n] == '#') ++n;
    if (n > 6 || n >= t.size() || !ascii_blank(t[n])) return;
    line.kind = LineKind::atx;
    line.depth = static_cast<std::uint8_t>(n);
    while (n < t.size() && ascii_blank(t[n])) ++n;
    line.words = line.begin + static_cast<std::uint32_t>(n);
    return;
  }
  if ((c == '`' || c == '~') && t.size() >= 3 && t[1] == c && t[2] == c) {
    line.kind = LineKind::fence;
    return;
  }
  if (c == '>') {
    line.kind = LineKind::quote;
    std::size_t n = 0;
    while (n < t.size() && (t[n] == '>' || ascii_blank(t[n]))) ++n;
    line.words = line.begin + static_cast<std::uint32_t>(n);
    return;
  }
  if (const char r = rule_character(t)) {
    line.kind = r == '=' ? LineKind::underline : LineKind::rule;
    return;
  }
  Mark mark;
  if (digit(c) || c == '(' || c == '[' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
    mark = ordered_mark(t);
  // "  x Use the draw …": a cross drawn with a letter.
  const bool cross = c == 'x' && line.indent > 0;
  if (mark.style == MarkStyle::none && (!ascii || c == '-' || c == '*' || c == '+' || c == 'o' || cross))
    mark = bullet_mark(t);
  if (mark.style == MarkStyle::none) return;
  line.kind = LineKind::item;
  line.style = mark.style;
  line.number = mark.number;
  line.depth = mark.depth;
  line.bullet = mark.bullet;
  line.mark_begin = line.begin + static_cast<std::uint32_t>(mark.begin);
  line.mark_end = line.begin + static_cast<std::uint32_t>(mark.end);
  line.words = line.begin + static_cast<std::uint32_t>(mark.words);
}

// How often a rare character stands in the text.
std::size_t count_of(std::string_view text, char c) {
  std::size_t n = 0;
  for (std::size_t at = text.find(c); at != std::string_view::npos; at = text.find(c, at + 1)) ++n;
  return n;
}

// The length of the line end at text[i], 0 when there is none.
std::size_t line_end_length(std::string_view text, std::size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (c == '\n' || c == '\f' || c == '\v') return 1;
  if (c == '\r') return i + 1 < text.size() && text[i + 1] == '\n' ? 2 : 1;
  if (c == 0xC2 && i + 1 < text.size() && text[i + 1] == '\x85') return 2;
  if (c == 0xE2 && i + 2 < text.size() && text[i + 1] == '\x80' &&
      (text[i + 2] == '\xA8' || text[i + 2] == '\xA9'))
    return 3;
  return 0;
}

}  // namespace

void read_line_mark(std::string_view text, Line& line) { read_mark(text, line); }

std::size_t leading_blanks(std::string_view text) {
  std::size_t i = 0;
  while (const std::size_t n = blank_length(text.substr(i))) i += n;
  return i;
}

std::size_t trailing_blanks(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    if (blank_length(text.substr(end - 1, 1)))
      end -= 1;
    else if (end >= 2 && blank_length(text.substr(end - 2, 2)) == 2)
      end -= 2;
    else if (end >= 3 && blank_length(text.substr(end - 3, 3)) == 3)
      end -= 3;
    else
      break;
  }
  return text.size() - end;
}

Result<std::vector<Line>> split_lines(std::string_view text, const Limits& limits, const Cancel& cancel) {
  std::vector<Line> lines;
  lines.reserve(std::min<std::size_t>(text.size() / 60 + 16, 1u << 20));
  const std::size_t most = limits.blocks * 4;
  std::size_t start = 0, number = 1;
  std::uint32_t blanks = 0, page = 0;
  const auto add = [&](std::size_t from, std::size_t to) {
    const std::string_view whole = text.substr(from, to - from);
    const std::size_t lead = leading_blanks(whole);
    if (lead == whole.size()) {
      ++blanks;
      return;
    }
    Line line;
    line.raw = static_cast<std::uint32_t>(from);
    line.begin = static_cast<std::uint32_t>(from + lead);
    line.end = static_cast<std::uint32_t>(to - trailing_blanks(whole));
    std::uint32_t columns = 0;
    for (std::size_t i = 0; i < lead; ++i) {
      if (whole[i] == '\t')
        columns = (columns / 4 + 1) * 4;
      else if ((whole[i] & 0xC0) != 0x80)
        ++columns;
    }
    if (from == 0 && whole.substr(0, 3) == "\xEF\xBB\xBF" && columns > 0)
      --columns;  // the mark of byte order
    line.indent = static_cast<std::uint16_t>(std::min<std::uint32_t>(columns, 0xFFFF));
    line.blanks = static_cast<std::uint16_t>(std::min<std::uint32_t>(blanks, 0xFFFF));
    line.page = static_cast<std::uint16_t>(std::min<std::uint32_t>(page, 0xFFFF));
    read_mark(text, line);
    const std::string_view kept = text.substr(line.words, line.end - line.words);
    line.tabs = static_cast<std::uint16_t>(std::min<std::size_t>(count_of(kept, '\t'), 0xFFFF));
    line.pipes = static_cast<std::uint16_t>(std::min<std::size_t>(count_of(kept, '|'), 0xFFFF));
    lines.push_back(line);
    blanks = 0;
  };
  const auto too_long = [&](std::size_t length) {
    return fail(Code::limit,
                "line " + std::to_string(number) + " is " + std::to_string(length) +
                    " bytes long, more than the " + std::to_string(limits.line_bytes) +
                    " that a line of text may have",
                "check that the file is text; break the line, or save the document as text again",
                {{}, start, start + length});
  };
  for (std::size_t i = 0; i < text.size();) {
    // Eight bytes at a time while none is a control character or beyond ASCII.
    if (i + 8 <= text.size()) {
      std::uint64_t eight;
      std::memcpy(&eight, text.data() + i, 8);
      if (!(((eight - 0x0E0E0E0E0E0E0E0Eu) | eight) & 0x8080808080808080u)) {
        i += 8;
        continue;
      }
    }
    const auto c = static_cast<unsigned char>(text[i]);
    if (c > 0x0D && c != 0xC2 && c != 0xE2) {
      ++i;
      continue;
    }
    const std::size_t length = line_end_length(text, i);
    if (length == 0) {
      ++i;
      continue;
    }
    if (i - start > limits.line_bytes) return too_long(i - start);
    add(start, i);
    if (text[i] == '\f') {
      ++page;
      blanks = std::max(blanks, 2u);  // a new page parts what stands on it from what stands above
    }
    if (lines.size() > most)
      return fail(Code::limit, "the text has more than " + std::to_string(most) + " lines",
                  "split the document into parts", {{}, start, i});
    if ((number & 0xFFF) == 0 && cancel.requested()) return fail(Code::cancelled, "stopped");
    ++number;
    i += length;
    start = i;
  }
  if (text.size() - start > limits.line_bytes) return too_long(text.size() - start);
  if (start < text.size()) add(start, text.size());
  return lines;
}

}  // namespace evident::ingest
