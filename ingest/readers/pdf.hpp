// The parts of the reader of PDF files: pdf.cpp runs poppler's pdftotext in a child process and says what is
// wrong with a file, pdf_lines.cpp reads its words and boxes, pdf_order.cpp finds columns, pdf_layout.cpp
// tells running heads, notes and headings from text by where and how large they stand, pdf_text.cpp writes
// the text down.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ingest/readers/outline.hpp"

namespace evident::ingest::pdf {

// Lengths are points, counted from the top left of the page.
struct Line {
  enum class As { text, furniture, note, heading } as = As::text;
  float left = 0, top = 0, right = 0, bottom = 0;
  float size = 0;        // height of its words, the middle one
  float column = 0;      // how far to the right lines of its column reach
  float margin = 0;      // where lines of its column begin
  float first_word = 0;  // width of its first word
  int page = 0;          // from 1
  bool opens = false;    // poppler begins a block with it
  int depth = 0;         // of a heading, 1 the largest
  std::string words;
};

struct Pages {
  std::vector<Line> lines;  // in reading order
  std::vector<float> heights;
  float leading = 0;          // space between the lines of a paragraph; below 0 where letters' boxes overlap
  std::string title, author;  // as the file's properties name them
};

// The output of pdftotext -bbox-layout. Errors: limit (pages).
Result<Pages> read_words(std::string_view output);

// Brings the lines of each page into reading order and joins those that are pieces of one.
void put_in_order(Pages& pages);

// Sets Line::as, depth and column. Returns the labels of the pages as printed, empty where they are their
// numbers.
std::vector<std::string> arrange_pages(Pages& pages);

// Fills text, blocks and page_marks.
Result<void> write_text(Document& document, const Pages& pages, const Limits& limits, const Cancel& cancel);

}  // namespace evident::ingest::pdf
