// What the formats have in common: lines with tags, dates, names of people, pages, and the last touches to a
// record.
#pragma once
#include <cstdint>
#include <string_view>
#include <utility>

#include "ingest/readers/bibliographic/record.hpp"

namespace evident::ingest {

// The lines of a text, ended by LF, CRLF or CR alone, or by the end.
class LineReader {
 public:
  explicit LineReader(std::string_view text);
  // The next line without its end; false: there is none.
  bool next();
  std::string_view line() const { return line_; }
  std::uint64_t begin() const { return static_cast<std::uint64_t>(line_.data() - text_.data()); }
  std::uint64_t end() const { return begin() + line_.size(); }
  std::uint64_t after() const { return at_; }  // where the next line begins

 private:
  std::string_view text_, line_;
  std::size_t at_ = 0;
  std::size_t feed_ = std::string_view::npos;  // the next LF, found once for all CRs before it
};

// ASCII blanks off both ends.
std::string_view bare(std::string_view words);
bool same_word(std::string_view words, std::string_view lower_case);  // ASCII case ignored
std::string_view number_in(std::string_view words);                   // the first run of digits; empty: none

// A value over several lines, joined by single blanks. The lines are added in their order; text() is one of
// them while there is only one.
class JoinedLines {
 public:
  void begin(std::string_view words, std::uint64_t at);  // at: where words begin in the text
  void add(std::string_view words, std::uint64_t at, WordStore& store, std::string_view between = " ");
  bool empty() const { return text_.empty(); }
  std::string_view text() const { return text_; }
  std::uint64_t from() const { return from_; }
  std::uint64_t to() const { return to_; }

 private:
  std::string_view text_;
  char* room_ = nullptr;
  std::size_t capacity_ = 0;
  std::uint64_t from_ = 0, to_ = 0;
};

// Such a date in ISO 8601, as exactly as it is known; empty without a year.
std::string iso_date(std::string_view words);
// A date as exports print it: "2005/07/15/", "2005///spring", "2005-07-15", "20050715", "2009 May-Jun", "Aug
// 1 2019", "15 July 2005", "2015/october". Adds RecordField::date in ISO 8601 and RecordField::year; nothing
// where no year of four digits is found. The year is taken from the first date only.
void add_date(BibliographicRecord& record, std::string_view tag, std::string_view words, std::uint64_t begin,
              std::uint64_t end);
// One to twelve; 0: no month. English, German, French and Spanish names and their openings of three letters
// and more.
int month_of(std::string_view word);

// "Family, Given, Suffix"; "Family GH" with initials behind it as MEDLINE has them; else a name that is not
// divided.
void add_person(BibliographicRecord& record, RecordField field, std::string_view tag, std::string_view words,
                std::uint64_t begin, std::uint64_t end);

// Words that hold several values between marks: "a; b; c". Each keeps its own place when words is a part of
// the text.
void add_each(BibliographicRecord& record, RecordField field, std::string_view tag, std::string_view words,
              std::string_view marks, std::uint64_t begin, std::uint64_t end);

// As tables write several people in one cell: "Roe, J.; Doe, J.", "Roe, Jane and Doe, John", "Roe J., Doe J."
void add_authors(BibliographicRecord& record, RecordField field, std::string_view tag, std::string_view words, std::uint64_t begin,
                 std::uint64_t end);

// An identifier in words that say which it is: a DOI, "[pmid]", "PMC123"; false: none of them.
bool add_identifier(BibliographicRecord& record, std::string_view tag, std::string_view words,
                    std::uint64_t begin, std::uint64_t end);
// An ISBN or ISSN by its digits (ISO 2108, ISO 3297), several of them separately; else a field without
// meaning.
void add_standard_numbers(BibliographicRecord& record, std::string_view tag, std::string_view words,
                          std::uint64_t begin, std::uint64_t end);
// What a tag means: the field, and how its words are read.
enum class Form : std::uint8_t {
  words,
  person,
  people,  // several between semicolons
  date,
  first_page,
  last_page,   // joined to the first
  number,      // ISBN or ISSN
  list,        // several between semicolons
  identifier,  // a DOI, PMID or PMCID if it is one, else as it is
};
struct Meaning {
  RecordField field = RecordField::other;
  Form form = Form::words;
};
// Adds what the words of one tag say; nothing when they are blank.
void put(BibliographicRecord& record, Meaning meaning, std::string_view tag, std::string_view words,
         std::uint64_t begin, std::uint64_t end);

// The tags of a format, by linear search: for formats with few tags or few records.
struct NamedTag {
  std::string_view name;
  Meaning meaning;
};
template <std::size_t N>
Meaning meaning_of(const NamedTag (&tags)[N], std::string_view name) {
  for (const NamedTag& tag : tags)
    if (tag.name == name) return tag.meaning;
  return {};
}
struct NamedType {
  std::string_view name;  // lower case
  RecordType type;
};
template <std::size_t N>
RecordType type_among(const NamedType (&types)[N], std::string_view name,
                      RecordType otherwise = RecordType::other) {
  for (const NamedType& known : types)
    if (same_word(name, known.name)) return known.type;
  return otherwise;
}

// What every format does when a record is whole: a DOI that stands in an address or a note only, a PMID that
// is an accession number of PubMed; the surest venue comes first.
void finish_record(BibliographicRecord& record);

}  // namespace evident::ingest
