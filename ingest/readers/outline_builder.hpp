// The walk of outline(), one class over several files: outline.cpp, outline_lists.cpp, outline_tables.cpp,
// outline_text.cpp and outline_paragraphs.cpp. For those files alone.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/readers/outline.hpp"

namespace evident::ingest {

// The bold mark at the end closes the one at the start, and no other stands between them.
bool ends_in_emphasis(std::string_view t);

class OutlineBuilder {
 public:
  OutlineBuilder(Document& document, const std::vector<Line>& lines, const Limits& limits,
                 const Cancel& cancel)
      : document_(document), text_(document.text), lines_(lines), limits_(limits), cancel_(cancel) {}

  Result<Outline> run();

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
  Trait& trait() { return outline_.traits.back(); }
  void close_lists() { open_.clear(); }

  // What takes lines from i on returns the index of the first line behind them, 0 when it takes none.

  // ---- outline.cpp
  Block& emit(BlockKind kind, std::size_t begin, std::size_t end, const Line& at);
  void heading(std::size_t begin, std::size_t end, const Line& at, std::uint8_t rank, bool marked);
  std::size_t front_matter();
  std::size_t step(std::size_t i);
  bool interrupts_nothing(std::size_t i) const;
  std::size_t fence(std::size_t i);
  std::size_t comment(std::size_t i);
  std::size_t slide_line(std::size_t i);
  std::size_t quote_lines(std::size_t i);

  // ---- outline_lists.cpp
  bool numbered_heading(std::size_t i) const;
  std::size_t item(std::size_t i);
  bool place(const Line& line);
  bool resumes(const Line& line) const;
  bool led_in_anew() const;
  bool lone_footnote(std::size_t i);

  // ---- outline_tables.cpp
  void row(const Line& line, char divider, bool header);
  bool pipe_rule(const Line& line) const;
  std::size_t pipe_table(std::size_t i);
  std::size_t tab_table(std::size_t i);
  std::string_view last_cell(const Line& line) const;
  bool table_header(const Line& line, std::size_t tabs) const;
  void contents_entry(std::string_view entry);

  // ---- outline_columns.cpp
  std::size_t column_table(std::size_t i);

  // ---- outline_text.cpp
  std::size_t group_end(std::size_t i) const;
  bool broken_by_hand(std::size_t k, std::size_t widest) const;
  std::size_t text_group(std::size_t i);
  bool broken_by_hand_soon(std::size_t k, std::size_t end) const;
  bool short_lines(std::size_t i, std::size_t end);
  bool labelled_lines(std::size_t i, std::size_t end);
  bool plain_list(std::size_t i, std::size_t end);
  std::size_t title_above_credits(std::size_t i, std::size_t end);
  std::size_t text_lines(std::size_t k, std::size_t first, std::size_t end, std::size_t widest, bool wrapped);
  bool after_quotation() const;
  bool ends_quote(std::size_t from, std::size_t last) const;
  void head(const Line& line, std::string_view t, bool bold);

  // ---- outline_paragraphs.cpp
  bool small_furniture(const Line& line, std::string_view t);
  bool credits(const Line& line, std::string_view t);
  void paragraph(const Line& line, std::size_t begin, std::size_t end);
  bool said_and_signed(const Line& line, std::size_t begin, std::string_view t);

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
  bool bare_labels_ = false;  // "Methods We asked …": parts of an abstract named without a colon
  bool front_ = true, seen_heading_ = false, has_title_ = false, paged_ = false, break_ = false,
       starred_before_ = false;
  bool no_backtick_close_ = false, no_tilde_close_ = false, no_comment_close_ = false;
};

}  // namespace evident::ingest
