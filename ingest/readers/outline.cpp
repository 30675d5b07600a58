// One walk over the lines, deciding by the mark of the line and at most a few neighbours: lists and their
// trees, tables, quoted passages, code, front matter, and groups of text lines, which are split into
// headings, credits and paragraphs. Every line is looked at a bounded number of times, so the work grows with
// the text and no faster.
#include "ingest/readers/outline.hpp"

#include <algorithm>
#include <string_view>

#include "ingest/readers/shape.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

// Lines wider than this are whole paragraphs: nobody wraps a text there.
constexpr std::size_t kWrapColumns = 160;

class Builder {
 public:
  Builder(Document& document, const std::vector<Line>& lines, const Limits& limits, const Cancel& cancel)
      : document_(document), text_(document.text), lines_(lines), limits_(limits), cancel_(cancel) {}

  Result<Outline> run() {
    std::size_t i = front_matter();
    std::size_t steps = 0;
    while (i < lines_.size()) {
      if ((++steps & 0xFFF) == 0 && cancel_.requested()) return fail(Code::cancelled, "stopped");
      if (document_.blocks.size() > limits_.blocks)
        return fail(Code::limit, "the document has more than " + std::to_string(limits_.blocks) + " blocks",
                    "split the document into parts", {{}, lines_[i].begin, lines_[i].end});
      i = step(i);
    }
    return std::move(outline_);
  }

 private:
  struct Open {  // a list item whose children may follow
    std::uint16_t indent;
    MarkStyle style;
    std::uint32_t bullet;
    std::int32_t number;
    std::int32_t block;
  };

  std::string_view words(const Line& line) const { return text_.substr(line.words, line.end - line.words); }
  std::string_view whole(const Line& line) const { return text_.substr(line.begin, line.end - line.begin); }
  std::string_view span(std::size_t begin, std::size_t end) const { return text_.substr(begin, end - begin); }

  Block& emit(BlockKind kind, std::size_t begin, std::size_t end, const Line& at) {
    Block block;
    block.kind = kind;
    block.begin = static_cast<std::uint32_t>(begin);
    block.end = static_cast<std::uint32_t>(end);
    block.page = paged_ ? at.page + 1 : 0;
    Trait trait;
    trait.blanks = at.blanks;
    trait.front = front_;
    trait.joined = at.blanks == 0 && !document_.blocks.empty();
    trait.break_before = break_;
    break_ = false;
    document_.blocks.push_back(std::move(block));
    outline_.traits.push_back(trait);
    return document_.blocks.back();
  }
  Trait& trait() { return outline_.traits.back(); }

  void heading(std::size_t begin, std::size_t end, const Line& at, std::uint8_t rank, bool marked) {
    emit(BlockKind::heading, begin, end, at);
    trait().rank = rank;
    trait().marked = marked;
    trait().candidate = !marked;
    close_lists();
    last_number_ = 0;
    in_references_ = reference_section(span(begin, end));
    // Publisher, title and a second title line may stand above the credits; sections do not.
    if (++headings_ > 3 || rank == kRankRunIn ||
        (headings_ > 1 && (marked || section_name(span(begin, end)))))
      front_ = false;
    seen_heading_ = true;
  }

  void close_lists() { open_.clear(); }

  // YAML between two lines of three hyphens, or "% title" lines: the index of the first line behind it.
  std::size_t front_matter() {
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
  static std::size_t key_length(std::string_view t) {
    if (t.substr(0, 2) == "- ") return key_length(t.substr(2)) ? key_length(t.substr(2)) + 2 : 0;
    std::size_t i = 0;
    while (i < t.size() && i < 40 &&
           ((t[i] >= 'a' && t[i] <= 'z') || (t[i] >= 'A' && t[i] <= 'Z') || t[i] == '-' || t[i] == '_'))
      ++i;
    return i > 0 && i < t.size() && t[i] == ':' && (i + 1 == t.size() || t[i + 1] == ' ') ? i : 0;
  }

  std::size_t step(std::size_t i) {
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
    if (const std::size_t next = pipe_table(i)) return next;
    if (const std::size_t next = tab_table(i)) return next;
    return text_group(i);
  }

  // A number in the middle of wrapped prose opens no list; a list does not follow from a line that is not
  // over.
  bool interrupts_nothing(std::size_t i) const {
    const Line& line = lines_[i];
    if (line.blanks > 0 || i == 0 || line.style == MarkStyle::bullet || line.bullet != 0) return true;
    const Line& before = lines_[i - 1];
    if (before.kind != LineKind::text || line.number == 1) return true;
    if (before.end - before.begin < 45) return true;
    return ends_with_colon(whole(before)) || ends_sentence(whole(before));
  }

  std::size_t fence(std::size_t i) {
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
  std::size_t comment(std::size_t i) {
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

  std::size_t quote_lines(std::size_t i) {
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

  // ---- lists ----

  bool numbered_heading(std::size_t i) const {
    const Line& line = lines_[i];
    if (line.depth == 0 || (line.style != MarkStyle::number && line.style != MarkStyle::roman &&
                            line.style != MarkStyle::letter))
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
    if (next.kind == LineKind::item && next.style == line.style && next.number == line.number + 1)
      return false;
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
  static bool ends_in_emphasis(std::string_view t) {
    return t.size() > 4 && t.substr(t.size() - 2) == "**" && t.find("**", 2) == t.size() - 2;
  }

  std::size_t item(std::size_t i) {
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
    } else if (!continues && !resumes(line)) {
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
    Block& block = emit(BlockKind::list_item, line.words, end, line);
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
  bool place(const Line& line) {
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
  bool resumes(const Line& line) const {
    return line.style != MarkStyle::bullet && line.style == last_style_ && last_number_ > 0 &&
           line.number == last_number_ + 1;
  }

  // "* p < 0.05": a remark under a table or text, not a list of one.
  bool lone_footnote(std::size_t i) {
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

  // ---- tables ----

  static std::string_view trimmed(std::string_view t) {
    t.remove_prefix(leading_blanks(t));
    return t.substr(0, t.size() - trailing_blanks(t));
  }

  void row(const Line& line, char divider, bool header) {
    std::size_t begin = divider == '|' ? line.begin : line.raw, end = line.end;
    if (divider == '|') {
      if (text_[begin] == '|') ++begin;
      if (end > begin && text_[end - 1] == '|') --end;
    } else {
      begin += span(begin, begin + 3) == "\xEF\xBB\xBF" ? 3 : 0;
    }
    Block& block = emit(BlockKind::table_row, line.begin, line.end, line);
    block.header = header;
    std::size_t at = begin;
    while (true) {
      std::size_t stop = at;
      while (stop < end &&
             !(text_[stop] == divider && (divider == '\t' || stop == 0 || text_[stop - 1] != '\\')))
        ++stop;
      const std::string_view cell = span(at, stop);
      std::size_t from = at + leading_blanks(cell);
      std::size_t to = stop;
      if (from >= to || leading_blanks(cell) == cell.size()) {
        from = to = std::max<std::size_t>(line.begin, std::min<std::size_t>(at, line.end));
      } else {
        to -= trailing_blanks(span(from, to));
      }
      block.cells.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
      if (stop >= end) break;
      at = stop + 1;
    }
  }

  bool pipe_rule(const Line& line) const {
    const std::string_view t = whole(line);
    bool dash = false;
    for (const char c : t) {
      if (c == '-')
        dash = true;
      else if (c != '|' && c != ':' && c != ' ' && c != '+' && c != '=')
        return false;
    }
    return dash && line.pipes + (t.front() == '+') > 0;
  }

  std::size_t pipe_table(std::size_t i) {
    const Line& line = lines_[i];
    if (line.pipes == 0) return 0;
    const bool followed = i + 1 < lines_.size() && lines_[i + 1].blanks == 0 && lines_[i + 1].pipes > 0;
    const bool ruled = followed && pipe_rule(lines_[i + 1]);
    if (!ruled && !(text_[line.begin] == '|' && followed)) return 0;
    std::size_t end = i + 1;
    while (end < lines_.size() && lines_[end].blanks == 0 && lines_[end].pipes > 0) ++end;
    close_lists();
    bool first = true;
    for (std::size_t k = i; k < end; ++k) {
      if (pipe_rule(lines_[k])) continue;
      row(lines_[k], '|', first && ruled);
      first = false;
    }
    return end;
  }

  std::size_t tab_table(std::size_t i) {
    const Line& line = lines_[i];
    if (line.tabs == 0) return 0;
    std::size_t end = i + 1, most = line.tabs;
    while (end < lines_.size() && lines_[end].blanks == 0 && lines_[end].kind == LineKind::text &&
           (lines_[end].tabs > 0 || (most >= 2 && text_[lines_[end].raw] == '\t'))) {
      most = std::max<std::size_t>(most, lines_[end].tabs);
      ++end;
    }
    if (most < 2 && end - i < 2) return 0;
    close_lists();
    // A table of contents: the last cells are page numbers.
    std::size_t paged = 0;
    for (std::size_t k = i; k < end; ++k) paged += page_number(last_cell(lines_[k]));
    if (most == 1 && paged * 3 >= (end - i) * 2) {
      for (std::size_t k = i; k < end; ++k) {
        contents_entry(span(lines_[k].begin, lines_[k].begin + whole(lines_[k]).find('\t')));
        emit(BlockKind::furniture, lines_[k].begin, lines_[k].end, lines_[k]);
      }
      return end;
    }
    for (std::size_t k = i; k < end; ++k) row(lines_[k], '\t', k == i && table_header(line, most));
    return end;
  }
  std::string_view last_cell(const Line& line) const {
    const std::string_view t = whole(line);
    const std::size_t tab = t.rfind('\t');
    return tab == std::string_view::npos ? std::string_view() : trimmed(t.substr(tab));
  }
  // Three columns and more have a header; two may be a list of names.
  bool table_header(const Line& line, std::size_t tabs) const {
    if (tabs >= 2) return line.tabs + 1u >= tabs;
    const std::string_view t = whole(line);
    const std::string head = ascii_lower(trimmed(t.substr(0, t.find('\t'))));
    static constexpr std::string_view kHeads[] = {
        "name",    "names",        "measure",  "measures",     "indicator", "stage",   "process stage",
        "outcome", "outcomes",     "item",     "factor",       "group",     "author",  "authors",
        "study",   "organisation", "category", "barrier",      "theme",     "year",    "site",
        "role",    "variable",     "domain",   "organization", "concept",   "criteria"};
    return std::find(std::begin(kHeads), std::end(kHeads), head) != std::end(kHeads);
  }
  void contents_entry(std::string_view entry) {
    if (outline_.contents.size() < 500 && entry.size() < 200) outline_.contents.push_back(fold(entry));
  }

  // ---- text ----

  static std::size_t width(const Line& line) { return line.end - line.begin; }

  // Past the last line of the group of text lines that starts at i.
  std::size_t group_end(std::size_t i) const {
    std::size_t end = i + 1;
    while (end < lines_.size()) {
      const Line& line = lines_[end];
      if (line.blanks > 0) break;
      if (line.kind == LineKind::item ? interrupts_nothing(end) : line.kind != LineKind::text) break;
      if (line.tabs >= 2 || (line.tabs == 1 && end + 1 < lines_.size() && lines_[end + 1].tabs > 0 &&
                             lines_[end + 1].blanks == 0))
        break;
      if (note_mark(whole(line))) break;
      if (line.pipes > 0 &&
          (text_[line.begin] == '|' ||
           (end + 1 < lines_.size() && lines_[end + 1].pipes > 0 && pipe_rule(lines_[end + 1]))))
        break;
      ++end;
    }
    return end;
  }

  // The line was broken by hand: the next word had still had room.
  bool broken_by_hand(std::size_t k, std::size_t widest) const {
    const std::string_view next = whole(lines_[k + 1]);
    std::size_t first = next.find(' ');
    if (first == std::string_view::npos) first = next.size();
    return width(lines_[k]) + 1 + first < widest;
  }

  std::size_t text_group(std::size_t i) {
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
    if (end - i > 1 && short_lines(i, end)) return end;
    for (std::size_t k = i; k < end;) k = text_lines(k, i, end, widest, wrapped);
    return end;
  }
  bool broken_by_hand_soon(std::size_t k, std::size_t end) const {
    std::size_t widest = 0;
    for (std::size_t m = k; m < end && m < k + 4; ++m) widest = std::max(widest, width(lines_[m]));
    return broken_by_hand(k, widest);
  }

  // A group of short lines that is one thing: a title over several lines, or a list of names. True when
  // taken.
  bool short_lines(std::size_t i, std::size_t end) {
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

  bool credit(std::string_view t) const {
    return date_line(t) || person_line(t) || credit_line(t) || journal_line(t) || address_line(t) ||
           author_line(t);
  }

  // Takes the lines from k that belong together; the index behind them.
  std::size_t text_lines(std::size_t k, std::size_t first, std::size_t end, std::size_t widest,
                         bool wrapped) {
    const Line& line = lines_[k];
    const std::string_view t = whole(line);
    // Lines under a line of credits are read one by one, whatever the group looks like.
    const bool under_credit = k > first &&
                              (document_.blocks.back().kind == BlockKind::metadata ||
                               document_.blocks.back().kind == BlockKind::furniture) &&
                              document_.blocks.back().end == lines_[k - 1].end;
    const bool alone = k == first || !wrapped || under_credit;
    if (alone && small_furniture(line, t)) return k + 1;
    if (const std::size_t mark = note_mark(t); mark > 0 && k == first) {
      const std::size_t begin = line.begin + mark + leading_blanks(t.substr(mark));
      if (begin < lines_[end - 1].end) {
        emit(BlockKind::footnote, begin, lines_[end - 1].end, line).marker = std::string(t.substr(0, mark));
        return end;
      }
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
  bool after_quotation() const {
    if (document_.blocks.empty()) return false;
    const Block& before = document_.blocks.back();
    if (before.kind == BlockKind::quotation) return true;
    if (before.kind != BlockKind::paragraph) return false;
    const Quoting q = quoting(document_.words(before));
    return q == Quoting::whole || q == Quoting::closes;
  }
  bool ends_quote(std::size_t from, std::size_t last) const {
    if (text_[lines_[from].begin] != '"' && static_cast<unsigned char>(text_[lines_[from].begin]) < 0x80)
      return false;
    const char c = text_[lines_[last].end - 1];
    return c == '"' || static_cast<unsigned char>(c) >= 0x80 || c == '.';
  }
  static bool name_pair(std::string_view a, std::string_view b) { return name_line(a) && name_line(b); }
  static bool bold_line(std::string_view t) {
    return t.size() > 4 && (t.substr(0, 2) == "**" || t.substr(0, 2) == "__") && ends_in_emphasis(t);
  }

  void head(const Line& line, std::string_view t, bool bold) {
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

  bool small_furniture(const Line& line, std::string_view t) {
    if (t.size() > 4000) return false;
    const bool dots =
        t.size() < 200 &&
        (t.find(".....") != std::string_view::npos || t.find(". . . .") != std::string_view::npos) &&
        t.back() >= '0' && t.back() <= '9';
    if (dots) contents_entry(t.substr(0, t.find(". .") < t.find("...") ? t.find(". .") : t.find("...")));
    if (!dots && !page_number(t) && !site_leftover(t) && !decoration(t)) return false;
    emit(BlockKind::furniture, line.begin, line.end, line);
    return true;
  }

  // Credits of the document: authors, dates, affiliations. Anywhere only where the words leave no doubt.
  bool credits(const Line& line, std::string_view t) {
    const bool early = front_ && document_.blocks.size() < 40;
    const std::size_t near = document_.blocks.size();
    bool is = date_line(t) || person_line(t) || credit_label(t);
    if (!is && early) {
      const bool titled = seen_heading_ || has_title_;
      is = journal_line(t) || address_line(t) || (titled && (credit_line(t) || author_line(t)));
      // A line in italics under the title says what the document is.
      is = is || (titled && near > 0 && t.size() > 2 && t.size() < 400 && (t[0] == '*' || t[0] == '_') &&
                  t[1] != t[0] && t.back() == t[0] && t.find(t[0], 1) == t.size() - 1);
      if (!is && titled && t.size() < 120 && !ends_sentence(t) && near > 0) {
        // "BMJ Open, August 2019" under the authors, and what stands under "Designed by".
        const auto w = short_words(t, 20);
        const bool dated = !w.empty() && w.size() <= 14 && w.back().size() == 4 &&
                           (w.back().substr(0, 2) == "19" || w.back().substr(0, 2) == "20");
        is = (dated && t.find(',') != std::string_view::npos);
      }
    }
    if (!is && t.size() < 60 && near > 0 && title_like(t)) {
      const Block& before = document_.blocks.back();
      is = before.kind == BlockKind::metadata && credit_label(document_.words(before));
    }
    if (!is && t.size() < 160 && !ends_sentence(t) && !ends_with_colon(t)) {
      const std::string l = ascii_lower(t.substr(0, 24));
      for (const std::string_view cue :
           {"supported by ", "sponsored by ", "funded by ", "designed by ", "printed by "})
        is = is || std::string_view(l).substr(0, cue.size()) == cue;
    }
    if (!is) return false;
    emit(BlockKind::metadata, line.begin, line.end, line);
    close_lists();
    return true;
  }

  void paragraph(const Line& line, std::size_t begin, std::size_t end) {
    const std::string_view t = span(begin, end);
    const bool indented = !open_.empty() && line.indent > open_.front().indent && line.blanks > 0;
    std::int32_t parent = -1;
    if (indented) {
      while (open_.size() > 1 && open_.back().indent >= line.indent) open_.pop_back();
      parent = open_.back().block;
    } else {
      close_lists();
    }
    // One short remark may stand among the credits; running text ends them.
    if (t.size() > 200 || ++front_paragraphs_ > 1) front_ = false;
    starred_before_ = starred_before_ || has_star(t);
    if (caption_like(t)) {
      emit(BlockKind::caption, begin, end, line);
      return;
    }
    if (said_and_signed(line, begin, t)) return;
    const RunIn start = run_in_at_start(t);
    std::size_t from = 0;
    if (start.end > start.begin) {
      heading(begin + start.begin, begin + start.end, line, kRankRunIn, true);
      from = start.body;
    }
    while (from < t.size()) {
      const RunIn next = run_in_inside(t, from);
      const std::size_t until = next.end > next.begin ? next.begin : t.size();
      std::size_t stop = until;
      while (stop > from && (t[stop - 1] == '*' || t[stop - 1] == '_') && until < t.size()) --stop;
      stop -= trailing_blanks(t.substr(from, stop - from));
      if (stop > from) {
        emit(BlockKind::paragraph, begin + from, begin + stop, line).parent = parent;
        trait().lead_in =
            ends_with_colon(t.substr(from, stop - from)) || ends_with_ellipsis(t.substr(from, stop - from));
      }
      if (until == t.size()) break;
      heading(begin + next.begin, begin + next.end, line, kRankRunIn, true);
      from = next.body;
    }
  }
  // “Words.” – Speaker, on one line: two blocks.
  bool said_and_signed(const Line& line, std::size_t begin, std::string_view t) {
    const bool curly = t.substr(0, 3) == "“";
    if (!curly && t[0] != '"') return false;
    const std::size_t close = t.find(curly ? "”" : "\"", 1);
    if (close == std::string_view::npos) return false;
    const std::size_t behind = close + (curly ? 3 : 1);
    const std::size_t blank = leading_blanks(t.substr(behind));
    const std::string_view rest = t.substr(behind + blank);
    const bool dash = rest.substr(0, 3) == "—" || rest.substr(0, 3) == "–" || rest.substr(0, 2) == "- ";
    const bool bracket = !rest.empty() && rest.front() == '(' && rest.back() == ')' &&
                         attribution_like(rest.substr(1, rest.size() - 2));
    if (rest.size() > 160 || !((dash && attribution_like(rest)) || bracket)) return false;
    emit(BlockKind::quotation, begin, begin + behind, line);
    const auto quotation = static_cast<std::int32_t>(document_.blocks.size()) - 1;
    const std::size_t from = behind + blank + (bracket ? 1 : dash_length(rest));
    if (from < t.size())
      emit(BlockKind::attribution, begin + from, begin + t.size() - (bracket ? 1 : 0), line).parent =
          quotation;
    return true;
  }
  // A star behind a word that closes no emphasis: somewhere below there is a note to it.
  static bool has_star(std::string_view t) {
    for (std::size_t at = t.find('*'); at != std::string_view::npos; at = t.find('*', at + 1)) {
      const bool lone = (at == 0 || t[at - 1] != '*') &&
                        (at + 1 == t.size() || (t[at + 1] != '*' && (t[at + 1] == ' ' || t[at + 1] == ')' ||
                                                                     t[at + 1] == '.' || t[at + 1] == ',')));
      if (lone && at > 0 && t[at - 1] != ' ' &&
          std::count(t.begin(), t.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(at, 400)),
                     '*') %
                  2 ==
              0)
        return true;
    }
    return false;
  }

  Document& document_;
  std::string_view text_;
  const std::vector<Line>& lines_;
  const Limits& limits_;
  const Cancel& cancel_;
  Outline outline_;
  std::vector<Open> open_;
  std::int32_t list_parent_ = -1, last_number_ = 0;
  MarkStyle last_style_ = MarkStyle::none;
  int front_paragraphs_ = 0, headings_ = 0;
  bool loose_list_ = false, in_references_ = false;
  bool front_ = true, seen_heading_ = false, has_title_ = false, paged_ = false, break_ = false,
       starred_before_ = false;
  bool no_backtick_close_ = false, no_tilde_close_ = false, no_comment_close_ = false;
};

}  // namespace

Result<Outline> outline(Document& document, const std::vector<Line>& lines, const Limits& limits,
                        const Cancel& cancel) {
  return Builder(document, lines, limits, cancel).run();
}

Result<void> read_lines(Document& document, const Limits& limits, const Cancel& cancel) {
  EV_TRY(const auto lines, split_lines(document.text, limits, cancel));
  EV_TRY(auto draft, outline(document, lines, limits, cancel));
  arrange(document, draft, limits);
  return {};
}

}  // namespace evident::ingest
