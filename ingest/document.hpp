// What every reader produces and nothing else: blocks of text with their place in the original, in reading
// order.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/text.hpp"

namespace evident::ingest {

enum class BlockKind : std::uint8_t {
  title,  // the document's title
  heading,
  slide_title,
  paragraph,
  list_item,    // bullet or number; its children follow it, one deeper
  table_row,    // one row; cells in Block::cells; the first row of a table has header = true
  quotation,    // set apart or between quotation marks as a paragraph of its own
  attribution,  // the line under a quotation that says whose words they are
  caption,
  footnote,   // its mark is Block::marker
  metadata,   // authors, affiliation, journal line, date, DOI: front matter that is no prose
  furniture,  // page numbers, running heads, site navigation, descriptions of decoration: kept, never
              // extracted from
  code,
};

struct Cell {
  std::uint32_t begin, end;
};

struct Block {
  BlockKind kind = BlockKind::paragraph;
  std::uint32_t begin = 0;  // bytes in Document::text, marker and trailing white space left out
  std::uint32_t end = 0;
  int level = 0;         // headings: 1 outermost; list items: 1 outermost
  bool ordered = false;  // list items: numbered
  std::string marker;    // "3", "IV", "-", "²"; as printed without its point
  std::int32_t parent =
      -1;  // list items: the item or lead-in paragraph they stand under; paragraphs: the item they continue;
           // attribution, and further paragraphs of a quotation: the quotation's first block; else -1
  std::int32_t heading = -1;  // the index of the nearest heading above
  int page = 0, slide = 0;    // 0: none
  bool header = false;        // table rows
  int row = 0;                // table rows: as the program that keeps the table numbers them, from 1; 0: not known
  std::array<char, 2> language{};  // ISO 639-1, as the file declares it for this part; zeros: it does not
  std::vector<Cell> cells;    // table rows
};

// One field of the record that a file carries beside its words: tags in the head of a web page, the front matter of an
// article, the properties of an office file.
struct DocumentField {
  enum class Name : std::uint8_t {
    title,
    subtitle,
    author,  // one field a person, in their order, the family name last
    date,    // ISO 8601: 2019, 2019-05, 2019-05-24
    venue,
    publisher,
    doi,
    url,
    funder,
  } name;
  std::string value;
  std::string_view origin;  // for people: "its citation tags"; static
  bool sure = true;  // false: what programs fill in by themselves; taken only where the words say nothing
};

// From this byte of the text on, words stand on this page. Blocks may run over pages.
struct PageMark {
  std::uint32_t begin;
  int page;
};

struct Document {
  std::string name;  // the file's name without folders
  std::string path;
  std::string content_hash;  // sha256 of the file's bytes
  std::string format;        // the reader's name
  std::string text;          // UTF-8; for a text file in UTF-8 its bytes, unchanged; for what is marked up or
                             // binary its words in reading order, as the reader wrote them down
  Encoding encoding = Encoding::utf8;
  bool slides = false;  // a slide deck
  std::vector<Block> blocks;
  std::vector<DocumentField> record;       // what the file says of the work, in the order in which it is to be believed
  std::vector<PageMark> page_marks;      // ascending; empty: Block::page says all
  std::vector<std::string> page_labels;  // of page 1 on, as printed ("iv"); empty: the pages are only counted

  // The page at a byte of block i; 0: none.
  int page_at(std::size_t block, std::uint32_t offset) const;
  std::string_view words(const Block& block) const {
    return std::string_view(text).substr(block.begin, block.end - block.begin);
  }
  // The headings above a block, outermost first.
  std::vector<std::int32_t> heading_chain(std::size_t block) const;
  // Those headings' words joined by " › ", for people.
  std::string section(std::size_t block) const;
};

}  // namespace evident::ingest
