// From lines to blocks, shared by the readers of text formats: outline.cpp makes blocks out of lines,
// arrange.cpp then settles what only the whole document tells (title, levels, quotations, running heads,
// slides).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "ingest/document.hpp"
#include "ingest/readers/lines.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::ingest {

// Heading ranks: a lower one stands outside. Markdown's # to ###### are 1 to 6.
inline constexpr std::uint8_t kRankSlide = 7, kRankPart = 10, kRankCapitals = 20, kRankNumberedOuter = 30,
                              kRankOrdinary = 40, kRankNumberedInner = 50, kRankLabel = 60, kRankRunIn = 70;

// What is known of a block beyond Block, while the document is put in order; one a block.
struct Trait {
  std::uint8_t rank = 0;      // headings
  std::uint8_t depth = 0;     // numbered headings: 1 for "3.", 2 for "3.1"
  bool candidate = false;     // a line that looks like a title; whether it is one depends on its neighbours
  bool marked = false;        // a heading by its marks (#, underline, bold), not by its looks
  bool break_before = false;  // a rule or a new page stands above
  bool front = false;         // before the first running text
  bool lead_in = false;       // ends with a colon or dots: the list below hangs from it
  bool joined = false;        // no empty line between it and the block above
  bool boxed = false;         // within a box that a heading opens
  bool box_begins = false;    // the heading that opens it
  std::uint16_t blanks = 0;   // empty lines above
};

struct Outline {
  std::vector<Trait> traits;          // one a block of the document
  std::vector<std::string> contents;  // folded entries of a table of contents
  std::size_t rules = 0;              // thematic breaks
  bool slide_format = false;          // the front matter names a slide format
};

// Fills document.blocks but for headings' levels, Block::heading, Block::slide.
Result<Outline> outline(Document& document, const std::vector<Line>& lines, const Limits& limits,
                        const Cancel& cancel);
// Settles the rest. Links and levels are final afterwards.
void arrange(Document& document, Outline& outline, const Limits& limits);

// outline and arrange over document.text: what the text and Markdown readers call.
Result<void> read_lines(Document& document, const Limits& limits, const Cancel& cancel);

}  // namespace evident::ingest
