// Lines become paragraphs where the page shows it: a line that ends although the next word had room was
// broken by hand; a paragraph goes on in the next column or on the next page when its last line is full and
// no sentence ended. Running heads and notes wait until the paragraph that they interrupt is over. outline()
// and arrange() then judge the paragraphs as those of any text.
#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "ingest/readers/pdf.hpp"
#include "ingest/readers/shape.hpp"
#include "support/divided.hpp"
#include "support/text.hpp"

namespace evident::ingest::pdf {
namespace {

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// The hyphen at a line's end: its bytes, 0 for none.
std::size_t hyphen_at_end(std::string_view words) {
  for (const std::string_view mark : {"-", "\xC2\xAD", "‐"})
    if (words.size() > mark.size() && words.ends_with(mark) && letter(words[words.size() - mark.size() - 1]))
      return mark.size();
  return 0;
}
std::string_view last_word(std::string_view words) {
  std::size_t at = words.size();
  while (at > 0 && letter(words[at - 1])) --at;
  return words.substr(at);
}
std::string_view first_word(std::string_view words) {
  std::size_t end = 0;
  while (end < words.size() && letter(words[end])) ++end;
  return words.substr(0, end);
}

class Writer {
 public:
  Writer(Document& document, const Pages& pages) : document_(document), text_(document.text), pages_(pages) {}

  std::vector<ingest::Line> run() {
    learn_words();
    for (const Line& line : pages_.lines) {
      if (line.words.empty()) continue;
      switch (line.as) {
        case Line::As::furniture:
        case Line::As::note:
          waiting_.push_back(&line);
          break;
        case Line::As::heading:
          write(line, before_ && before_->as == Line::As::heading && before_->depth == line.depth &&
                              before_->page == line.page && line.top > before_->top &&
                              line.top - before_->bottom < pages_.leading + 0.3f * line.size
                          ? How::join
                          : How::apart);
          break;
        case Line::As::text:
          write(line, how(line));
          break;
      }
    }
    flush_waiting();
    text_ += '\n';
    return std::move(lines_);
  }

 private:
  enum class How { join, below, apart };  // below: a line of its own, with no empty line between

  // The words that stand undivided somewhere, also with hyphens of their own.
  void learn_words() {
    bool divided = false;  // by the line above
    for (const Line& line : pages_.lines) {
      const std::size_t hyphen = hyphen_at_end(line.words), whole = line.words.size() - hyphen;
      for (std::size_t i = 0; i < line.words.size();) {
        if (!letter(line.words[i])) {
          ++i;
          continue;
        }
        const std::string_view word = first_word(std::string_view(line.words).substr(i));
        std::size_t end = i + word.size();
        const bool inner =
            end + 1 < line.words.size() && line.words[end] == '-' && letter(line.words[end + 1]);
        if (inner) {
          const std::string_view second = first_word(std::string_view(line.words).substr(end + 1));
          known_.insert(ascii_lower(word) + "-" + ascii_lower(second));
        }
        const bool piece = (hyphen > 0 && end == whole) || (divided && i == 0);
        if (!piece) known_.insert(ascii_lower(word));
        i = end;
      }
      divided = hyphen > 0;
    }
  }

  // Whether the next word had had room behind the line.
  static bool broken_by_hand(const Line& line, const Line& next) {
    return line.column - line.right > next.first_word + 0.8f * line.size;
  }

  How how(const Line& line) const {
    if (!before_ || before_->as != Line::As::text) return How::apart;
    const Line& above = *before_;
    const bool over = ends_sentence(above.words) || ends_with_colon(above.words);
    const bool same_size = std::abs(above.size - line.size) < 0.08f * line.size;
    const bool full = !broken_by_hand(above, line);
    const bool straight_below =
        above.page == line.page && line.top > above.top && line.left < above.right && line.right > above.left;
    const bool close = straight_below && line.top - above.bottom < pages_.leading + 0.3f * line.size;
    if (tabbed(line) || tabbed(above)) return close ? How::below : How::apart;
    // A bullet begins an item; a number only where the line above is over.
    if (const LineMark mark = marked(line);
        mark == LineMark::bullet || (mark == LineMark::number && (over || !full)))
      return close ? How::below : How::apart;
    if (straight_below) {
      if (!close) return How::apart;
      if (!full) return over ? How::apart : How::below;
      // The first line of a paragraph may be indented, with no space above it.
      if (over && line.left > above.left + 0.8f * line.size && line.left > line.margin + 0.8f * line.size)
        return How::apart;
      return How::join;
    }
    // The next column or page.
    if (!same_size || !full || over) return How::apart;
    const bool divided = hyphen_at_end(above.words) > 0;
    return starts_lower(line.words) || divided || begins_with_number(line.words) ? How::join : How::apart;
  }
  static bool tabbed(const Line& line) { return line.words.find('\t') != std::string::npos; }
  static bool begins_with_number(std::string_view words) { return words[0] >= '0' && words[0] <= '9'; }

  // "• ", "1. ", "(a) ": what begins an item.
  enum class LineMark { none, bullet, number };
  static LineMark marked(const Line& line) {
    ingest::Line probe;
    probe.end = static_cast<std::uint32_t>(line.words.size());
    read_line_mark(line.words, probe);
    if (probe.kind != LineKind::item) return LineMark::none;
    return probe.style == MarkStyle::bullet ? LineMark::bullet : LineMark::number;
  }

  void write(const Line& line, How how) {
    if (how == How::join && !lines_.empty()) {
      join(line);
    } else {
      flush_waiting();
      begin(line, how == How::below ? 0 : 1);
    }
    before_ = &line;
  }

  void begin(const Line& line, std::uint16_t blanks) {
    if (!text_.empty()) text_ += blanks ? "\n\n" : "\n";
    ingest::Line out;
    out.raw = out.begin = out.words = static_cast<std::uint32_t>(text_.size());
    mark_page(line.page);
    text_ += line.words;
    out.end = static_cast<std::uint32_t>(text_.size());
    out.blanks = lines_.empty() ? 0 : blanks;
    out.page = static_cast<std::uint16_t>(line.page - 1);
    out.tabs = static_cast<std::uint16_t>(
        std::min<std::ptrdiff_t>(std::count(line.words.begin(), line.words.end(), '\t'), 1000));
    out.indent = static_cast<std::uint16_t>(
        std::clamp((line.left - line.margin) / std::max(1.0f, line.size * 0.5f), 0.0f, 200.0f));
    if (line.as == Line::As::heading) {
      out.kind = LineKind::atx;
      out.depth = static_cast<std::uint8_t>(line.depth);
    }
    lines_.push_back(out);
  }

  void join(const Line& line) {
    const std::string_view above = std::string_view(text_).substr(lines_.back().begin);
    const std::size_t hyphen = hyphen_at_end(above);
    const bool address = in_address(above);
    const bool range =
        above.size() > 1 && above.back() == '-' && digit_before(above) && begins_with_number(line.words);
    if (range || address) {  // "2016-" and "17", a long address: printed without a blank
    } else if (hyphen == 0 || !starts_lower(line.words)) {
      if (!text_.ends_with("—") && !text_.ends_with("/")) text_ += ' ';
    } else {
      const std::string left = ascii_lower(last_word(above.substr(0, above.size() - hyphen)));
      const std::string right = ascii_lower(first_word(line.words));
      // The word as it stands elsewhere decides whether it has a hyphen of its own; most have none.
      const bool own = hyphen == 1 && !known_.contains(left + right) &&
                       (known_.contains(left + "-" + right) ||
                        (known_.contains(left) && known_.contains(right) && left.size() > 3));
      if (!own) {
        text_.resize(text_.size() - hyphen);
        text_ += kDivision;
      }
    }
    mark_page(line.page);
    text_ += line.words;
    lines_.back().end = static_cast<std::uint32_t>(text_.size());
  }

  static bool digit_before(std::string_view words) {
    const char c = words[words.size() - 2];
    return c >= '0' && c <= '9';
  }
  // A web address that goes on in the next line: parted behind a hyphen, slash or the like.
  static bool in_address(std::string_view words) {
    const std::size_t blank = words.find_last_of(" \n\t");
    const std::string_view last = blank == std::string_view::npos ? words : words.substr(blank + 1);
    if (last.find("://") == std::string_view::npos && !last.starts_with("www.") &&
        !last.starts_with("doi.org/"))
      return false;
    return std::string_view("-/_?&=%.#").find(last.back()) != std::string_view::npos;
  }

  void mark_page(int page) {
    if (document_.page_marks.empty() || document_.page_marks.back().page != page)
      document_.page_marks.push_back({static_cast<std::uint32_t>(text_.size()), page});
  }

  // Running heads are kept in the text and are no blocks; notes are paragraphs behind a raised mark.
  void flush_waiting() {
    std::vector<const Line*> waiting;
    waiting.swap(waiting_);
    const Line* note = nullptr;
    for (const Line* line : waiting) {
      if (line->as == Line::As::furniture) {
        if (!text_.empty()) text_ += "\n\n";
        mark_page(line->page);
        text_ += line->words;
        continue;
      }
      const bool marked = raised_mark(line->words) || note_mark(line->words) > 0;
      if (note && !marked && note->page == line->page) {
        join(*line);
      } else {
        Line own = *line;
        raise(own.words);
        begin(own, 1);
      }
      note = line;
    }
  }
  static bool raised_mark(std::string_view words) {
    std::size_t i = 0;
    while (i < words.size() && words[i] >= '0' && words[i] <= '9') ++i;
    return i > 0 && i <= 3 && i < words.size() && (words[i] == ' ' || words[i] == '.');
  }
  // "3 See …" to "³ See …", as a note's mark is.
  static void raise(std::string& words) {
    static constexpr std::string_view kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    if (!raised_mark(words)) return;
    std::string mark;
    std::size_t i = 0;
    for (; words[i] >= '0' && words[i] <= '9'; ++i) mark += kRaised[words[i] - '0'];
    words = mark + words.substr(i + (words[i] == '.'));
  }

  Document& document_;
  std::string& text_;
  const Pages& pages_;
  std::unordered_set<std::string> known_;
  std::vector<ingest::Line> lines_;
  std::vector<const Line*> waiting_;
  const Line* before_ = nullptr;
};

}  // namespace

Result<void> write_text(Document& document, const Pages& pages, const Limits& limits, const Cancel& cancel) {
  std::vector<ingest::Line> lines = Writer(document, pages).run();
  if (document.text.size() > limits.document_bytes)
    return fail(Code::limit, "its text has more than " + std::to_string(limits.document_bytes) + " bytes",
                "split it into parts");
  for (ingest::Line& line : lines)
    if (line.kind == LineKind::text) read_line_mark(document.text, line);
  EV_TRY(auto draft, outline(document, lines, limits, cancel));
  arrange(document, draft, limits);
  for (std::size_t i = 0; i < document.blocks.size(); ++i)
    document.blocks[i].page = document.page_at(i, document.blocks[i].begin);
  return {};
}

}  // namespace evident::ingest::pdf
