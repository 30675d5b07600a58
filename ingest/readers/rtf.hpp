// What an RTF file says, as it says it (Rich Text Format Specification 1.9.1): paragraphs with their
// formatting, rows of tables, and what is anchored in them. rtf_parse.cpp reads the bytes, rtf.cpp makes a
// document of it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ingest/readers/docx_styles.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::ingest {

// The next piece of a file's bytes: groups, control words with their number, characters.
class RtfTokens {
 public:
  struct Token {
    enum class Kind { open, close, word, symbol, text, byte, end } kind = Kind::end;
    std::string_view word;  // a control word, a control symbol, or plain bytes
    bool numbered = false;
    int number = 0;  // of a control word; of a byte, its value
  };
  explicit RtfTokens(std::string_view bytes) : bytes_(bytes) {}
  Token next();  // the bytes that \bin announces are passed over with it

 private:
  Token control();
  std::string_view bytes_;
  std::size_t at_ = 0;
};

struct RtfStory;

struct RtfParagraph {
  int style = 0;
  int outline = 9;      // from 0; 9: body text
  int list = 0;         // 0: none
  int depth = 0;        // within it, from 0
  bool listed = false;  // its mark was printed
  std::string mark;     // as printed: "1.", "(a)", "•"

  struct Stretch {
    std::uint32_t begin;
    enum class Kind : std::uint8_t { words, line_break, note } kind;
    bool bold, raised;
  };
  std::string text;
  std::vector<Stretch> stretches;  // from their beginning to that of the next
  std::vector<RtfStory> notes, boxes;

  bool empty() const { return text.empty() && notes.empty() && boxes.empty(); }
};

struct RtfRow {
  struct Column {
    int right = 0;         // where it ends, in twips
    bool goes_on = false;  // the cell above goes on in it
  };
  struct Shape {
    bool header = false;
    std::vector<Column> columns;
  };
  std::shared_ptr<const Shape> shape;  // rows may share one
  std::vector<std::vector<RtfParagraph>> cells;
};

using RtfPart = std::variant<RtfParagraph, RtfRow>;

// A note or a text box.
struct RtfStory {
  std::vector<RtfPart> parts;
};

struct RtfStyles {
  struct Named {
    int based_on = -1;
    DocxStyle own;
  };
  struct Level {
    int format = 23;  // \levelnfc: 0 decimal, 1 and 2 roman, 3 and 4 letters, 23 bullet, 255 none
    int start = 1;
  };
  std::map<int, Named> styles;
  std::map<int, std::vector<Level>> definitions;  // by \listid
  std::map<int, int> lists;                       // \ls to \listid

  DocxStyle of(int style) const;  // with what it is based on
  const Level* level(int list, int depth) const;
};

struct RtfInfo {
  std::string title, author;
};

// Takes the parts of the text in their order.
class RtfSink {
 public:
  virtual ~RtfSink() = default;
  virtual void take(RtfPart part) = 0;
  virtual bool goes_on() = 0;
};

// Styles are filled before the first part is handed out. Errors: bad_input (ends before its groups do), limit
// (groups nested deeper than kMarkupDepth; more than kTableCells cells; more than limits.blocks paragraphs
// and rows in one table, or in the notes and boxes of one paragraph).
Result<RtfInfo> parse_rtf(std::string_view bytes, const Limits& limits, RtfStyles& styles, RtfSink& sink);

}  // namespace evident::ingest
