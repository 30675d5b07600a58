// Writes down the text of a document whose format says what its parts are (HTML, JATS, Office files): words
// in reading order, and the blocks with them. Readers walk their tree and tell it what they meet.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/readers/outline.hpp"

namespace evident::ingest {

class Composer {
 public:
  // The words are judged too where the markup says little: credits, captions, leftovers of sites among the
  // paragraphs. Formats that mark all of these have them judged only where a heading is run into a paragraph.
  enum class Judge { words, run_ins };

  Composer(Document& document, const Limits& limits, const Cancel& cancel, Judge judge)
      : document_(document), limits_(limits), cancel_(cancel), judge_(judge) {}

  // Of what is opened from now on; 0: none.
  void set_page(int page) { page_ = page; }
  void set_slide(int slide) { slide_ = slide; }
  void set_language(std::string_view code);  // ISO 639-1, as declared; empty: not declared

  // A part: opened, filled with words, closed. Opening closes the one before. A part without words leaves no
  // block.
  Block& open(BlockKind kind);
  Block& heading(int level);  // 1 outermost
  Block& item(int level, bool ordered, std::string_view marker);
  Block& continuation();  // a further paragraph of the last item
  // number: as the program that keeps the table numbers it; 0: it does not.
  void row(bool header, int number = 0) {
    Block& block = open(BlockKind::table_row);
    block.header = header;
    block.row = number;
  }
  void next_cell();  // before each cell of a row, the first one too
  bool is_open() const { return open_; }
  BlockKind open_kind() const { return block_.kind; }
  bool has_words() const { return open_ && document_.text.size() > begin_; }
  std::string language() const { return language_[0] ? std::string(language_.data(), 2) : std::string(); }

  // White space is collapsed; without an open part a paragraph is opened, unless there are no words in it.
  void words(std::string_view text);
  void blank();       // one blank, unless there is one
  void line_break();  // within a part
  // Words that were set above the line: digits become the characters that are (²), so that they do not run
  // into the word.
  void raised(std::string_view text);
  void bold(bool on);  // what comes is bold or not; a paragraph that is bold throughout may be a heading

  void close();
  // Whether anything was written yet.
  bool empty() const { return document_.blocks.empty() && !open_; }
  std::size_t size() const { return document_.blocks.size(); }

  // Settles headings, quotations and links. Errors: limit (blocks, cells, size of the text), cancelled.
  Result<void> finish();
  // The same limits, for long walks to look at: false when one was met.
  bool goes_on();

 private:
  Block& add(Block block, std::uint32_t begin, std::uint32_t end);
  void judge(std::uint32_t begin, std::uint32_t end);
  bool furniture_or_credits(std::string_view text) const;
  void paragraph(std::uint32_t begin, std::uint32_t end);
  std::int32_t parent_of_item(int level);
  void part_heading(std::uint32_t begin, std::uint32_t end, std::uint8_t rank);

  Document& document_;
  const Limits& limits_;
  const Cancel& cancel_;
  const Judge judge_;
  Outline outline_;
  Block block_;  // the open one
  bool open_ = false, gap_ = false, bold_ = false, all_bold_ = true;
  int rank_ = 0, page_ = 0, slide_ = 0;
  std::array<char, 2> language_{};
  std::uint32_t begin_ = 0;
  std::vector<std::int32_t> items_;  // the last item of each level
  std::size_t cells_ = 0;
  int paragraphs_in_front_ = 0;
  bool front_ = true;
  std::optional<Error> error_;
};

}  // namespace evident::ingest
