// What a person coded of one work, whatever program kept it: a row of a coding table, a reference of a reviewing program.
// Its text is written down by whoever reads it, a line a cell; fields, facts and codes are byte ranges of that text.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/items.hpp"
#include "ingest/readers/bibliographic/fields.hpp"

namespace evident::ingest {

// A file in which people coded.
struct CodingFile {
  std::filesystem::path path;
  std::string bytes;
  std::string mapping_name, mapping;  // of the file beside it, empty: there is none
};

// What a person said of one matter.
enum class CodeAnswer : std::uint8_t {
  found,         // it is there
  not_found,     // looked for, not there
  no_result,     // the work looked at it and reports no result
  not_studied,   // the work did not look at it
};

// What a code is of: an item of some kind with what its name says already ("outcome measure": a measure, of outcomes), or what
// the study is about, or whom it asked.
struct CodeMeaning {
  enum class What : std::uint8_t { item, about, participants } what = What::item;
  graph::Kind kind = graph::Kind::theme;
  std::vector<std::pair<graph::Attribute, graph::Value>> attributes = {};
};

struct HumanCode {
  CodeMeaning meaning;
  std::string name;     // of the thing; empty: its words are the name
  CodeAnswer answer = CodeAnswer::found;
  std::uint64_t begin = 0, end = 0;  // the quotation, in the text
  int page = 0;                      // of the work, as it was coded; 0: not known
  std::string section;               // where the code stands: "coding.xlsx, sheet Codes, row 3, column F"
  std::string reason;                // for people
  std::string belongs_to;            // what tells it from others with the same words
  std::vector<std::pair<graph::Attribute, graph::Value>> attributes;  // of the item, as coded
};

struct CodedWork {
  std::string text;
  struct Field {
    Meaning meaning;
    std::string tag;
    std::uint64_t begin = 0, end = 0;
  };
  std::vector<Field> fields;  // of its record
  std::vector<std::pair<graph::Attribute, graph::Value>> study;
  std::vector<HumanCode> codes;
  std::string section;  // of the work as a whole: "coding.xlsx, sheet Codes, row 3"
  std::string coder;    // a person, or the file

  // Adds "LABEL: WORDS" as a line, white space collapsed; the place of the words. Empty where there are none.
  std::pair<std::uint64_t, std::uint64_t> add_line(std::string_view label, std::string_view words);
};

// Whether words say that something was found, was not, and so on; by default the words people commonly write in such cells.
struct AnswerWords {
  std::vector<std::string> found, not_found, no_result, not_studied;

  AnswerWords();
  // Of words as somebody wrote them; nothing: they are none of these.
  std::optional<CodeAnswer> of(std::string_view words) const;
};

// The choice of an attribute that people call so: by its id, the schema's words, or (designs) the vocabulary's.
class Lexicon;
std::optional<std::string> choice_said(const Lexicon& lexicon, graph::Attribute attribute, std::string_view words);
// "1,204 people" → 1204; nothing where no number stands.
std::optional<std::int64_t> count_said(std::string_view words);

}  // namespace evident::ingest
