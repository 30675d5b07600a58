// A group of text lines becomes headings, credits and paragraphs: a line is judged by its looks and by where
// it was broken. A line that ends early although the next word had room was broken by hand and may stand
// alone; lines that run on are one paragraph.
#include <algorithm>
#include <string_view>

#include "ingest/readers/outline_builder.hpp"
#include "ingest/readers/shape.hpp"

namespace evident::ingest {
namespace {

// Lines wider than this are whole paragraphs: nobody wraps a text there.
constexpr std::size_t kWrapColumns = 160;

std::size_t width(const Line& line) { return line.end - line.begin; }

bool credit(std::string_view t) {
  return date_line(t) || byline(t) || person_line(t) || credit_line(t) || journal_line(t) || address_line(t) ||
         author_line(t);
}

bool table_note(std::string_view t) {
  const std::string l = ascii_lower(without_emphasis(t).substr(0, 12));
  for (const std::string_view label : {"source:", "sources:", "note:", "notes:", "base:", "n = ", "n="})
    if (l.starts_with(label)) return true;
  return false;
}

bool name_pair(std::string_view a, std::string_view b) { return name_line(a) && name_line(b); }

bool bold_line(std::string_view t) {
  return t.size() > 4 && (t.substr(0, 2) == "**" || t.substr(0, 2) == "__") && ends_in_emphasis(t);
}

}  // namespace

// Past the last line of the group of text lines that starts at i.
std::size_t OutlineBuilder::group_end(std::size_t i) const {
  std::size_t end = i + 1;
  while (end < lines_.size()) {
    const Line& line = lines_[end];
    if (line.blanks > 0) break;
    if (line.kind == LineKind::item ? interrupts_nothing(end) : line.kind != LineKind::text) break;
    if (line.tabs >= 2 || (line.tabs == 1 && end + 1 < lines_.size() && lines_[end + 1].tabs > 0 &&
                           lines_[end + 1].blanks == 0))
      break;
    if (note_mark(whole(line)) || slide_mark(whole(line))) break;
    if (line.pipes > 0 &&
        (text_[line.begin] == '|' ||
         (end + 1 < lines_.size() && lines_[end + 1].pipes > 0 && pipe_rule(lines_[end + 1]))))
      break;
    ++end;
  }
  return end;
}

// The line was broken by hand: the next word had still had room.
bool OutlineBuilder::broken_by_hand(std::size_t k, std::size_t widest) const {
  const std::string_view next = whole(lines_[k + 1]);
  std::size_t first = next.find(' ');
  if (first == std::string_view::npos) first = next.size();
  return width(lines_[k]) + 1 + first < widest;
}

std::size_t OutlineBuilder::text_group(std::size_t i) {
  // The frame of a page stands above its title.
  if (front_ && !seen_heading_ && !has_title_ && site_leftover(whole(lines_[i]))) {
    emit(BlockKind::furniture, lines_[i].begin, lines_[i].end, lines_[i]);
    return i + 1;
  }
  const std::size_t end = group_end(i);
  // Underlined by = or -: a heading, if it can be one.
  if (end < lines_.size() && lines_[end].blanks == 0 &&
      (lines_[end].kind == LineKind::underline || lines_[end].kind == LineKind::rule)) {
    const char c = text_[lines_[end].begin];
    const std::string_view t = span(lines_[i].begin, lines_[end - 1].end);
    if ((c == '=' || c == '-') && end - i <= 3 && title_like(t, 25, 200) &&
        !(front_ && has_title_ && credit(t))) {
      heading(lines_[i].begin, lines_[end - 1].end, lines_[i], c == '=' ? 1 : 2, true);
      return end + 1;
    }
  }
  std::size_t widest = 0;
  bool wrapped = false;
  for (std::size_t k = i; k < end; ++k) {
    widest = std::max(widest, width(lines_[k]));
    if (k + 1 < end && !ends_sentence(whole(lines_[k])) && !ends_with_colon(whole(lines_[k])) &&
        !(title_like(whole(lines_[k])) && broken_by_hand_soon(k, end)))
      wrapped = true;
  }
  if (widest > kWrapColumns) wrapped = false;
  if (end - i > 1 && (labelled_lines(i, end) || plain_list(i, end) || short_lines(i, end))) return end;
  if (const std::size_t below = title_above_credits(i, end)) {
    for (std::size_t k = below; k < end;) k = text_lines(k, below, end, widest, false);
    return end;
  }
  for (std::size_t k = i; k < end;) k = text_lines(k, i, end, widest, wrapped);
  return end;
}

bool OutlineBuilder::broken_by_hand_soon(std::size_t k, std::size_t end) const {
  std::size_t widest = 0;
  for (std::size_t m = k; m < end && m < k + 4; ++m) widest = std::max(widest, width(lines_[m]));
  return broken_by_hand(k, widest);
}

// A list that lost its bullets: below a heading, three or more short lines broken by hand, none of which ends a
// sentence. Each is a paragraph. True when taken.
bool OutlineBuilder::plain_list(std::size_t i, std::size_t end) {
  const std::size_t n = end - i;
  if (n < 3 || n > 20 || document_.blocks.empty() || document_.blocks.back().kind != BlockKind::heading ||
      (front_ && !seen_heading_) || lines_[i].blanks == 0)
    return false;
  if (end < lines_.size() && lines_[end].blanks == 0) return false;
  std::size_t names = 0;
  for (std::size_t k = i; k < end; ++k) {
    const std::string_view t = whole(lines_[k]);
    const std::size_t words = count_words(t, 14);
    if (t.size() > 70 || words < 2 || words > 12 || ends_sentence(t) || ends_with_colon(t) || credit(t) ||
        starts_lower(t) != starts_lower(whole(lines_[i])) || t.find('|') != std::string_view::npos)
      return false;
    if (k + 1 < end && !broken_by_hand(k, 76)) return false;
    names += name_line(t);
  }
  if (names * 2 >= n || all_capitals(span(lines_[i].begin, lines_[end - 1].end))) return false;
  for (std::size_t k = i; k < end; ++k) paragraph(lines_[k], lines_[k].begin, lines_[k].end);
  return true;
}

// The first lines of a document with credits right below them, without an empty line: the lines above the first
// credit are the title. The index of that credit, 0 when there is none.
std::size_t OutlineBuilder::title_above_credits(std::size_t i, std::size_t end) {
  if (!front_ || seen_heading_ || has_title_ || i > 2) return 0;
  std::size_t first = i + 1;
  while (first < end && !credit(whole(lines_[first]))) ++first;
  if (first == end || first > i + 3) return 0;
  for (std::size_t k = i; k < first; ++k)
    if (!title_like(whole(lines_[k]), 22, 140) || credit(whole(lines_[k]))) return 0;
  bool capitals = true;
  for (std::size_t k = i; k < first; ++k) capitals = capitals && all_capitals(whole(lines_[k]));
  heading(lines_[i].begin, lines_[first - 1].end, lines_[i], capitals ? kRankCapitals : kRankOrdinary, false);
  return first;
}

// "Who: …", "Where: …", "When: …" on lines of their own: each is a paragraph with the lines that go on behind it,
// whatever it looks like. True when taken.
bool OutlineBuilder::labelled_lines(std::size_t i, std::size_t end) {
  std::size_t labels = 0, others = 0, first = end;
  for (std::size_t k = i; k < end; ++k)
    if (label_and_value(whole(lines_[k])) > 0) {
      if (++labels == 1) first = k;
    } else {
      others += labels > 0;
    }
  if (labels < 3 || labels < others || first > i + 1) return false;
  // What stands above the first label heads the group.
  if (first > i) {
    const std::string_view t = whole(lines_[i]);
    if (!title_like(t, 16) || credit(t)) return false;
    head(lines_[i], t, bold_line(t));
  }
  for (std::size_t k = first; k < end;) {
    std::size_t last = k + 1;
    while (last < end && label_and_value(whole(lines_[last])) == 0) ++last;
    if (!credits(lines_[k], whole(lines_[k]))) paragraph(lines_[k], lines_[k].begin, lines_[last - 1].end);
    k = last;
  }
  return true;
}

// A group of short lines that is one thing: a title over several lines, or a list of names. True when
// taken.
bool OutlineBuilder::short_lines(std::size_t i, std::size_t end) {
  const std::size_t n = end - i;
  if (n > 12) return false;
  bool capitals = true, running = true, names = true, tiny = true,
       titles = end - i <= 3 && front_ && !seen_heading_;
  std::size_t total = 0;
  for (std::size_t k = i; k < end; ++k) {
    const std::string_view t = whole(lines_[k]);
    if (t.size() > 90) return false;
    total += count_words(t, 30);
    tiny = tiny && t.size() <= 45;
    capitals = capitals && all_capitals(t);
    running = running && (k == i || starts_lower(t));
    names = names && name_line(t);
    if (k + 1 < end && ends_sentence(t)) running = titles = false;
    if (ends_with_colon(t) && k + 1 == end) running = titles = false;
    const std::string_view bare = ends_with_colon(t) ? t.substr(0, t.size() - 1) : t;
    titles = titles && title_like(bare, 14, 75) && !(k > i && credit(t));
  }
  const std::string_view t = span(lines_[i].begin, lines_[end - 1].end);
  if (total > 26 || (!title_like(t, 26, 220))) return false;
  if (names && n >= 2 && !(front_ && !seen_heading_)) {
    for (std::size_t k = i; k < end; ++k)
      emit(BlockKind::metadata, lines_[k].begin, lines_[k].end, lines_[k]);
    return true;
  }
  const bool alone = end >= lines_.size() || lines_[end].blanks > 0 || lines_[end].kind == LineKind::item;
  if (!alone || !(capitals || running || titles)) return false;
  if (total > 14 && !front_) return false;
  if (!tiny && !front_ && total > 10) return false;
  heading(lines_[i].begin, lines_[end - 1].end, lines_[i], capitals ? kRankCapitals : kRankOrdinary, false);
  return true;
}

// Takes the lines from k that belong together; the index behind them.
std::size_t OutlineBuilder::text_lines(std::size_t k, std::size_t first, std::size_t end, std::size_t widest,
                                       bool wrapped) {
  const Line& line = lines_[k];
  const std::string_view t = whole(line);
  // Lines under a line of credits are read one by one, whatever the group looks like.
  const bool under_credit = k > first &&
                            (document_.blocks.back().kind == BlockKind::metadata ||
                             document_.blocks.back().kind == BlockKind::furniture) &&
                            document_.blocks.back().end == lines_[k - 1].end;
  const bool alone = k == first || !wrapped || under_credit;
  // "Next" over a list heads it; elsewhere it turns the page.
  const bool next_steps = k + 1 == end && end < lines_.size() && lines_[end].kind == LineKind::item && t.size() == 4 &&
                          ascii_lower(t) == "next";
  if (alone && !next_steps && small_furniture(line, t)) return k + 1;
  if (const std::size_t mark = note_mark(t); mark > 0 && k == first) {
    const std::size_t begin = line.begin + mark + leading_blanks(t.substr(mark));
    if (begin < lines_[end - 1].end) {
      emit(BlockKind::footnote, begin, lines_[end - 1].end, line).marker = std::string(t.substr(0, mark));
      return end;
    }
  }
  // "Source: school census" under a table or a chart.
  if (k == first && k + 1 == end && t.size() < 160 && !document_.blocks.empty() && table_note(t) &&
      (document_.blocks.back().kind == BlockKind::table_row || document_.blocks.back().kind == BlockKind::caption)) {
    emit(BlockKind::caption, line.begin, line.end, line);
    return k + 1;
  }
  if (alone && credits(line, t)) return k + 1;
  const bool list_below =
      k + 1 == end && end < lines_.size() && lines_[end].kind == LineKind::item && lines_[end].blanks == 0;
  const bool last_alone = k + 1 == end && (k == first || !wrapped);
  // Who said what stands above; not a heading, so that a numbered list may go on behind it.
  if (k == first && k + 1 == end && line.blanks <= 2 && after_quotation() && attribution_like(t)) {
    emit(BlockKind::paragraph, line.begin, line.end, line);
    return k + 1;
  }
  if (k + 1 == end && k == first && caption_like(t)) {
    emit(BlockKind::caption, line.begin, line.end, line);
    return k + 1;
  }
  // The sentence goes on in the list below: it heads nothing.
  if (k + 1 == end && end < lines_.size() && lines_[end].kind == LineKind::item && lines_[end].blanks <= 1 &&
      (k == first || !wrapped) && breaks_off(t)) {
    paragraph(line, line.begin, line.end);
    trait().lead_in = true;
    return k + 1;
  }
  // A line that can head what follows.
  if ((k == first || ends_sentence(whole(lines_[k - 1])) || !wrapped) &&
      title_like(t, front_ && !seen_heading_ ? 25 : 14, front_ && !seen_heading_ ? 180 : 110)) {
    const bool bold = bold_line(t);
    if (k + 1 < end) {
      const std::string_view next = whole(lines_[k + 1]);
      if (!starts_lower(next) && broken_by_hand(k, widest) && !name_pair(t, next)) {
        head(line, t, bold);
        return k + 1;
      }
    } else if (last_alone || list_below) {
      head(line, t, bold);
      return k + 1;
    }
  }
  if (k == first && section_name(t) && ends_with_colon(t)) {
    const std::size_t colon = t.find_last_of(":");
    const std::string_view name = without_emphasis(t.substr(0, colon));
    const std::size_t begin = static_cast<std::size_t>(name.data() - text_.data());
    heading(begin, begin + name.size(), line, kRankRunIn, true);
    return k + 1;
  }
  std::size_t last = k;
  while (last + 1 < end) {
    const std::string_view here = whole(lines_[last]);
    if (!wrapped && (widest > kWrapColumns || ends_sentence(here) || ends_with_colon(here))) break;
    const std::string_view next = whole(lines_[last + 1]);
    if (wrapped && ends_sentence(here) && title_like(next) && last + 2 < end && !starts_lower(next) &&
        !ends_sentence(next) && broken_by_hand(last + 1, widest) && broken_by_hand(last, widest))
      break;
    if (ends_quote(k, last) && attribution_like(next)) break;
    ++last;
  }
  paragraph(line, line.begin, lines_[last].end);
  return last + 1;
}

bool OutlineBuilder::after_quotation() const {
  if (document_.blocks.empty()) return false;
  const Block& before = document_.blocks.back();
  if (before.kind == BlockKind::quotation) return true;
  if (before.kind != BlockKind::paragraph) return false;
  const Quoting q = quoting(document_.words(before));
  return q == Quoting::whole || q == Quoting::closes;
}

bool OutlineBuilder::ends_quote(std::size_t from, std::size_t last) const {
  if (text_[lines_[from].begin] != '"' && static_cast<unsigned char>(text_[lines_[from].begin]) < 0x80)
    return false;
  const char c = text_[lines_[last].end - 1];
  return c == '"' || static_cast<unsigned char>(c) >= 0x80 || c == '.';
}

void OutlineBuilder::head(const Line& line, std::string_view t, bool bold) {
  std::size_t begin = line.begin, end = line.end;
  if (bold) {
    begin += 2;
    end -= 2;
  }
  std::uint8_t rank = kRankOrdinary;
  if (group_label(span(begin, end)))
    rank = kRankLabel;
  else if (all_capitals(t))
    rank = kRankCapitals;
  heading(begin, end, line, rank, bold);
}

}  // namespace evident::ingest
