// One walk over the lines, deciding by the mark of the line and at most a few neighbours: marked headings,
// quoted passages, code and front matter here, the rest in the other files of outline_builder.hpp. Every line
// is looked at a bounded number of times, so the work grows with the text and no faster.
#include "ingest/readers/outline.hpp"

#include <algorithm>
#include <string_view>

#include "ingest/readers/boxes.hpp"
#include "ingest/readers/outline_builder.hpp"
#include "ingest/readers/shape.hpp"

namespace evident::ingest {
namespace {

std::size_t key_length(std::string_view t) {
  if (t.substr(0, 2) == "- ") return key_length(t.substr(2)) ? key_length(t.substr(2)) + 2 : 0;
  std::size_t i = 0;
  while (i < t.size() && i < 40 &&
         ((t[i] >= 'a' && t[i] <= 'z') || (t[i] >= 'A' && t[i] <= 'Z') || t[i] == '-' || t[i] == '_'))
    ++i;
  return i > 0 && i < t.size() && t[i] == ':' && (i + 1 == t.size() || t[i + 1] == ' ') ? i : 0;
}

}  // namespace

Result<Outline> OutlineBuilder::run() {
  std::size_t i = front_matter();
  std::size_t steps = 0, labels = 0;
  for (std::size_t k = 0; k < lines_.size() && k < 80; ++k)
    labels += lines_[k].kind == LineKind::text && bare_label(whole(lines_[k])).end > 0;
  bare_labels_ = labels >= 3;
  while (i < lines_.size()) {
    if ((++steps & 0xFFF) == 0 && cancel_.requested()) return fail(Code::cancelled, "stopped");
    if (document_.blocks.size() > limits_.blocks)
      return fail(Code::limit, "the document has more than " + std::to_string(limits_.blocks) + " blocks",
                  "split the document into parts", {{}, lines_[i].begin, lines_[i].end});
    i = step(i);
  }
  return std::move(outline_);
}

Block& OutlineBuilder::emit(BlockKind kind, std::size_t begin, std::size_t end, const Line& at) {
  Block block;
  block.kind = kind;
  block.begin = static_cast<std::uint32_t>(begin);
  block.end = static_cast<std::uint32_t>(end);
  block.page = paged_ ? at.page + 1 : 0;
  Trait trait;
  trait.blanks = at.blanks;
  trait.front = front_;
  trait.boxed = at.boxed;
  trait.box_begins = at.box_begins;
  trait.joined = at.blanks == 0 && !document_.blocks.empty();
  trait.break_before = break_;
  break_ = false;
  document_.blocks.push_back(std::move(block));
  outline_.traits.push_back(trait);
  return document_.blocks.back();
}

void OutlineBuilder::heading(std::size_t begin, std::size_t end, const Line& at, std::uint8_t rank,
                             bool marked) {
  emit(BlockKind::heading, begin, end, at);
  trait().rank = rank;
  trait().marked = marked;
  trait().candidate = !marked;
  close_lists();
  last_number_ = 0;
  in_references_ = reference_section(span(begin, end));
  // Publisher, title and a second title line may stand above the credits; sections do not.
  if (++headings_ > 3 || rank == kRankRunIn || (headings_ > 1 && (marked || section_name(span(begin, end)))))
    front_ = false;
  seen_heading_ = true;
}

// YAML between two lines of three hyphens, or "% title" lines: the index of the first line behind it.
std::size_t OutlineBuilder::front_matter() {
  paged_ = !lines_.empty() && lines_.back().page > 0;
  if (lines_.empty() || whole(lines_[0]) != "---") return 0;
  std::size_t close = 1;
  while (close < lines_.size() && close < 200 && whole(lines_[close]) != "---" &&
         whole(lines_[close]) != "...")
    ++close;
  if (close >= lines_.size() || close >= 200) return 0;
  // A rule at the top of a plain text is no front matter: there are "key: value" lines in it, and the first
  // is one.
  if (close == 1 || !key_length(words(lines_[1]))) return 0;
  std::string_view key;
  for (std::size_t i = 1; i < close; ++i) {
    const Line& line = lines_[i];
    const std::string_view t = whole(line);
    const std::size_t length = key_length(t);
    std::size_t begin = line.begin, end = line.end;
    if (length > 0) {
      if (line.indent == 0) key = t.substr(0, length);
      begin += length + 1;
      begin += leading_blanks(span(begin, end));
    } else if (line.kind == LineKind::item) {
      begin = line.words;
    }
    std::string_view nested = length > 0 && line.indent > 0 ? t.substr(0, length) : std::string_view();
    if (nested.substr(0, 2) == "- ") nested.remove_prefix(2);
    if (end - begin >= 2 && (text_[begin] == '"' || text_[begin] == '\'') && text_[end - 1] == text_[begin])
      ++begin, --end;
    if (t.find("revealjs") != std::string_view::npos || t.find("beamer") != std::string_view::npos ||
        t.find("pptx") != std::string_view::npos || t.substr(0, 11) == "marp: true" ||
        t.find("slidy") != std::string_view::npos)
      outline_.slide_format = true;
    if (begin >= end) continue;
    const bool names = key == "title" || key == "subtitle" || key == "author" || key == "authors" ||
                       key == "date" || key == "institute" || key == "affiliation" || key == "abstract" ||
                       key == "doi" || key == "keywords";
    if (!names) continue;
    if (key == "title" || key == "subtitle") {
      emit(BlockKind::title, begin, end, line);
      has_title_ = true;
    } else if (key == "abstract") {
      if (span(begin, end) != "|" && span(begin, end) != ">") emit(BlockKind::paragraph, begin, end, line);
    } else if (nested.empty() || nested == "name" || nested == "affiliation" || nested == "given" ||
               nested == "family") {
      emit(BlockKind::metadata, begin, end, line);
    }
  }
  seen_heading_ = has_title_;
  return close + 1;
}

std::size_t OutlineBuilder::step(std::size_t i) {
  const Line& line = lines_[i];
  if (paged_ && i > 0 && lines_[i - 1].page != line.page) break_ = true;
  switch (line.kind) {
    case LineKind::fence:
      if (const std::size_t next = fence(i)) return next;
      break;
    case LineKind::rule:
    case LineKind::underline:
      ++outline_.rules;
      break_ = true;
      close_lists();
      return i + 1;
    case LineKind::atx: {
      std::size_t end = line.end;
      while (end > line.words && text_[end - 1] == '#') --end;
      if (end < line.end && end > line.words && text_[end - 1] != ' ') end = line.end;
      // {#id .class} behind a heading belongs to the format.
      if (text_[end - 1] == '}') {
        const std::size_t open = span(line.words, end).rfind('{');
        if (open != std::string_view::npos && open > 0) end = line.words + open;
      }
      end -= trailing_blanks(span(line.words, end));
      if (end <= line.words) {
        break_ = true;  // "## " alone opens a slide without a title
        return i + 1;
      }
      heading(line.words, end, line, line.depth, true);
      return i + 1;
    }
    case LineKind::quote:
      return quote_lines(i);
    case LineKind::item:
      if (!interrupts_nothing(i)) break;
      return item(i);
    case LineKind::text:
      break;
  }
  if (const std::size_t next = comment(i)) return next;
  if (const std::size_t next = slide_line(i)) return next;
  if (const std::size_t next = pipe_table(i)) return next;
  if (const std::size_t next = tab_table(i)) return next;
  if (const std::size_t next = column_table(i)) return next;
  return text_group(i);
}

// A line that says where a slide begins is a rule; what stands behind the number, or on the line below it, is
// the slide's title.
std::size_t OutlineBuilder::slide_line(std::size_t i) {
  const Line& line = lines_[i];
  const std::size_t mark = slide_mark(whole(line));
  if (mark == 0) return 0;
  ++outline_.rules;
  close_lists();
  if (line.begin + mark < line.end) {
    break_ = true;
    heading(line.begin + mark, line.end, line, 1, true);
    return i + 1;
  }
  emit(BlockKind::furniture, line.begin, line.end, line);
  break_ = true;
  const std::size_t next = i + 1;
  if (next < lines_.size() && lines_[next].blanks <= 1 && lines_[next].kind == LineKind::text &&
      outline_.rules > 1 && title_like(whole(lines_[next]), 16) && !starts_lower(whole(lines_[next]))) {
    heading(lines_[next].begin, lines_[next].end, lines_[next], 1, true);
    return next + 1;
  }
  return next;
}

// A number in the middle of wrapped prose opens no list; a list does not follow from a line that is not
// over.
bool OutlineBuilder::interrupts_nothing(std::size_t i) const {
  const Line& line = lines_[i];
  if (line.blanks > 0 || i == 0 || line.style == MarkStyle::bullet || line.bullet != 0) return true;
  const Line& before = lines_[i - 1];
  if (before.kind != LineKind::text || line.number == 1) return true;
  if (before.end - before.begin < 45) return true;
  return ends_with_colon(whole(before)) || ends_sentence(whole(before));
}

std::size_t OutlineBuilder::fence(std::size_t i) {
  const Line& line = lines_[i];
  const char c = text_[line.begin];
  const bool wait = c == '`' ? !no_backtick_close_ : !no_tilde_close_;
  if (!wait) return 0;
  for (std::size_t k = i + 1; k < lines_.size(); ++k) {
    if (lines_[k].kind != LineKind::fence || text_[lines_[k].begin] != c) continue;
    const std::string_view mark = whole(lines_[k]);
    if (std::any_of(mark.begin(), mark.end(), [&](char d) { return d != c; })) continue;
    if (k > i + 1) emit(BlockKind::code, lines_[i + 1].begin, lines_[k - 1].end, line);
    close_lists();
    return k + 1;
  }
  (c == '`' ? no_backtick_close_ : no_tilde_close_) = true;
  return 0;
}

// <!-- … --> and lines of pure layout markup (::: columns).
std::size_t OutlineBuilder::comment(std::size_t i) {
  const Line& line = lines_[i];
  const std::string_view t = whole(line);
  if (t.substr(0, 3) == ":::") {
    emit(BlockKind::furniture, line.begin, line.end, line);
    return i + 1;
  }
  if (t.substr(0, 4) != "<!--" || no_comment_close_) return 0;
  for (std::size_t k = i; k < lines_.size(); ++k) {
    if (whole(lines_[k]).find("-->") == std::string_view::npos) continue;
    emit(BlockKind::furniture, line.begin, lines_[k].end, line);
    return k + 1;
  }
  no_comment_close_ = true;
  return 0;
}

std::size_t OutlineBuilder::quote_lines(std::size_t i) {
  close_lists();
  std::size_t k = i;
  std::int32_t first = -1;
  while (k < lines_.size() && lines_[k].kind == LineKind::quote && (k == i || lines_[k].blanks == 0)) {
    if (lines_[k].words >= lines_[k].end) {
      ++k;
      continue;
    }
    std::size_t m = k;
    while (m + 1 < lines_.size() && lines_[m + 1].kind == LineKind::quote && lines_[m + 1].blanks == 0 &&
           lines_[m + 1].words < lines_[m + 1].end && !attribution_like(words(lines_[m + 1])))
      ++m;
    const bool names = first >= 0 && k == m && attribution_like(words(lines_[k]));
    const std::size_t dash = names ? dash_length(words(lines_[k])) : 0;
    emit(names ? BlockKind::attribution : BlockKind::quotation, lines_[k].words + dash, lines_[m].end,
         lines_[k])
        .parent = first;
    if (first < 0) first = static_cast<std::int32_t>(document_.blocks.size()) - 1;
    k = m + 1;
  }
  return std::max(k, i + 1);
}

Result<Outline> outline(Document& document, const std::vector<Line>& lines, const Limits& limits,
                        const Cancel& cancel) {
  return OutlineBuilder(document, lines, limits, cancel).run();
}

Result<void> read_lines(Document& document, const Limits& limits, const Cancel& cancel) {
  EV_TRY(auto lines, split_lines(document.text, limits, cancel));
  open_boxes(document.text, lines);
  EV_TRY(auto draft, outline(document, lines, limits, cancel));
  arrange(document, draft, limits);
  return {};
}

}  // namespace evident::ingest
