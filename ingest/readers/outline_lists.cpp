// Items and their trees: the open items are a stack, and a new one stands under the last that its indentation
// and its mark leave open. Numbered lines that look and stand like headings are taken out first.
#include <algorithm>
#include <string_view>

#include "ingest/readers/outline_builder.hpp"
#include "ingest/readers/shape.hpp"

namespace evident::ingest {

bool ends_in_emphasis(std::string_view t) {
  return t.size() > 4 && t.substr(t.size() - 2) == "**" && t.find("**", 2) == t.size() - 2;
}

bool OutlineBuilder::numbered_heading(std::size_t i) const {
  const Line& line = lines_[i];
  if (line.depth == 0 ||
      (line.style != MarkStyle::number && line.style != MarkStyle::roman && line.style != MarkStyle::letter))
    return false;
  const std::string_view t = words(line);
  if (!title_like(t) || ends_sentence(t) || reference_like(t) || in_references_) {
    if (!(title_like(t) && t.back() == '?')) return false;
  }
  if (in_references_ || line.tabs > 0) return false;
  if (line.depth >= 2) return true;
  const bool bold = text_[line.words] == '*';
  if (bold && !ends_in_emphasis(t)) return false;
  if (i > 0 && line.blanks == 0 && lines_[i - 1].kind != LineKind::atx &&
      lines_[i - 1].kind != LineKind::rule)
    return false;
  if (i + 1 >= lines_.size()) return false;
  const Line& next = lines_[i + 1];
  const bool loose = next.blanks > 0;
  if (next.kind == LineKind::item && next.style == line.style && next.number == line.number + 1) return false;
  // The next of a list whose items stand apart, or the last of one.
  if (i > 0 && !open_.empty() && open_.front().style == line.style &&
      open_.front().number == line.number - 1 && loose_list_)
    return false;
  if (next.kind == LineKind::item) return loose || next.indent <= line.indent;
  if (!loose) return false;
  if (next.kind == LineKind::rule || next.kind == LineKind::underline) return false;
  // What is indented below belongs to an item.
  return next.indent <= line.indent;
}

std::size_t OutlineBuilder::item(std::size_t i) {
  const Line& line = lines_[i];
  if (numbered_heading(i)) {
    const bool decimal = line.depth >= 2;
    heading(line.begin, line.end, line, kRankNumberedInner, true);
    trait().depth = decimal ? line.depth : 1;
    return i + 1;
  }
  if (line.depth >= 2 && !title_like(words(line), 60, 2000)) return text_group(i);
  if (open_.empty() && lone_footnote(i)) {
    emit(BlockKind::footnote, line.words, line.end, line).marker =
        std::string(span(line.begin, line.begin + 1));
    return i + 1;
  }
  // Lines that go on with the item.
  std::size_t last = i;
  while (last + 1 < lines_.size()) {
    const Line& next = lines_[last + 1];
    if (next.blanks > 0 ||
        (next.kind != LineKind::text && !(next.kind == LineKind::item && !interrupts_nothing(last + 1))))
      break;
    const std::string_view before = whole(lines_[last]);
    const bool over = ends_sentence(before) || ends_with_colon(before);
    if (!(next.indent > line.indent || starts_lower(whole(next)) || (!over && before.size() >= 50))) break;
    if (note_mark(whole(next))) break;
    ++last;
  }
  const std::size_t end = lines_[last].end;
  const bool ordered = line.style != MarkStyle::bullet;

  const bool continues = place(line);
  std::int32_t parent = list_parent_;
  if (!open_.empty()) {
    parent = open_.back().block;
  } else if (!continues && (!resumes(line) || led_in_anew())) {
    parent = -1;
    if (!document_.blocks.empty() && trait().lead_in)
      parent = static_cast<std::int32_t>(document_.blocks.size()) - 1;
    list_parent_ = parent;
    last_number_ = 0;
  }
  if (open_.empty()) {
    loose_list_ = last_number_ > 0 && line.blanks > 0;
    if (ordered) last_number_ = line.number;
    last_style_ = line.style;
  }
  // "- [ ] Agree who pays": the box to tick is no word.
  std::size_t begin = line.words;
  const std::string_view box = span(begin, end).substr(0, 4);
  if (box == "[ ] " || box == "[x] " || box == "[X] ") begin += 4;
  Block& block = emit(BlockKind::list_item, begin, end, line);
  block.ordered = ordered;
  block.marker = ordered ? std::string(span(line.mark_begin, line.mark_end))
                         : std::string(span(line.begin, line.mark_end));
  block.parent = parent;
  block.level = static_cast<int>(std::min(open_.size() + 1, limits_.heading_depth));
  trait().lead_in = ends_with_colon(span(line.words, end));
  open_.push_back({line.indent, line.style, line.bullet, line.number,
                   static_cast<std::int32_t>(document_.blocks.size()) - 1});
  front_ = false;
  return last + 1;
}

// Closes the items that the new one does not stand under. True: the list that was open goes on.
bool OutlineBuilder::place(const Line& line) {
  if (open_.empty()) return false;
  const auto like = [&](const Open& o) {
    return o.style == line.style && (line.style != MarkStyle::bullet || o.bullet == line.bullet);
  };
  // Right-aligned numbers: " 9." over "10.".
  for (std::size_t k = open_.size(); k-- > 0;) {
    const Open& o = open_[k];
    const int shift = static_cast<int>(o.indent) - static_cast<int>(line.indent);
    if (line.style == MarkStyle::number && like(o) && o.number + 1 == line.number && shift >= -1 &&
        shift <= 2) {
      open_.resize(k);
      return true;
    }
  }
  std::size_t keep = open_.size();
  while (keep > 0 && open_[keep - 1].indent > line.indent) --keep;
  if (keep < open_.size() && (keep == 0 || open_[keep - 1].indent < line.indent)) {
    // Out to an indentation that was not there: a sibling of the outermost item that is deeper.
    open_.resize(keep);
    return true;
  }
  open_.resize(keep);
  if (open_.empty() || open_.back().indent < line.indent) return true;
  // The same indentation: a sibling of one of the same mark, else a child of what stands above.
  for (std::size_t k = open_.size(); k-- > 0 && open_[k].indent == line.indent;)
    if (like(open_[k])) {
      open_.resize(k);
      return true;
    }
  if (line.blanks > 0 && !trait().lead_in) {
    std::size_t k = open_.size();
    while (k > 0 && open_[k - 1].indent == line.indent) --k;
    open_.resize(k);
    return k > 0;
  }
  return true;
}

// A numbered list goes on behind paragraphs that belong to its last item.
bool OutlineBuilder::resumes(const Line& line) const {
  return line.style != MarkStyle::bullet && line.style == last_style_ && last_number_ > 0 &&
         line.number == last_number_ + 1;
}

// "Districts should" above items 4 and 5: the numbers go on, what introduces them is another line.
bool OutlineBuilder::led_in_anew() const {
  if (document_.blocks.empty() || !outline_.traits.back().lead_in) return false;
  const Block& before = document_.blocks.back();
  return before.kind == BlockKind::paragraph && breaks_off(document_.words(before));
}

// "* p < 0.05": a remark under a table or text, not a list of one.
bool OutlineBuilder::lone_footnote(std::size_t i) {
  const Line& line = lines_[i];
  if (line.style != MarkStyle::bullet || text_[line.begin] != '*') return false;
  if (i + 1 < lines_.size() && lines_[i + 1].kind == LineKind::item && lines_[i + 1].bullet == line.bullet)
    return false;
  if (i > 0 && lines_[i - 1].kind == LineKind::item) return false;
  const std::string_view t = words(line);
  if (t.substr(0, 2) == "p " || t.substr(0, 2) == "p<" || t.substr(0, 2) == "P " || t.substr(0, 2) == "P<")
    return true;
  if (document_.blocks.empty() || trait().lead_in) return false;
  return ends_sentence(t) && starred_before_;
}

}  // namespace evident::ingest
