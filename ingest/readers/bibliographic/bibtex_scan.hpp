// The grammar of a .bib file (Oren Patashnik, "BibTeXing", 1988; biblatex's manual, 2), read entry by entry
// where it stands: entries in braces or parentheses, values in braces, quotation marks, numbers and names of
// @string, joined by #.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/readers/bibliographic/record.hpp"

namespace evident::ingest {

struct BibtexField {
  std::string_view name;   // as written
  std::string_view value;  // without its delimiters; of several pieces or a name of @string, put together
  std::size_t begin = 0, end = 0;  // of the value in the text, its delimiters left out where it is one piece
};
struct BibtexEntry {
  std::string_view type;  // as written
  std::string_view key;
  std::size_t begin = 0, end = 0;  // from "@"
  std::vector<BibtexField> fields;
};

class BibtexScanner {
 public:
  explicit BibtexScanner(std::string_view text) : text_(text) {}
  // The next entry that describes a work, from the place reached; @string is remembered, @comment and
  // @preamble passed over. False: there is none. Words that had to be put together are kept in store.
  bool next(BibtexEntry& entry, WordStore& store);
  // Starts at that place again, as for an entry that another one refers to.
  void go_to(std::size_t at) { at_ = at; }
  std::size_t at() const { return at_; }

 private:
  bool find_entry();
  bool read_entry(BibtexEntry& entry, WordStore& store);
  void skip_blanks();
  std::string_view name();
  bool value(BibtexField& field, WordStore& store);
  std::string_view delimited(char close);
  bool entry_begins_here(std::size_t at) const;
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  std::string_view text_;
  std::size_t at_ = 0;
  std::unordered_map<std::string, std::string> strings_;  // by name in lower case
};

}  // namespace evident::ingest
