// How works are cited: in the text with the place of the words, and in the list at the end. One file a style; each
// registers itself.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/citations/record.hpp"

namespace evident::query {

struct Run {
  std::string text;
  bool italic = false;
};
using Runs = std::vector<Run>;
std::string plain(const Runs& runs);

// Where in the work the words stand; 0 and empty: not known.
struct Locator {
  int page = 0, slide = 0, paragraph = 0;
  std::string section;
  std::string printed_page = {};  // where it is not the page's number in the file
};

struct Cited {
  const Record* record;
  std::size_t number = 0;  // in the list, from 1
  std::string letter;      // "a", where the list has other works of the same people and year
};

struct Style {
  std::string_view name;  // "apa"
  std::string_view doc;   // "APA, 7th edition: author and date"
  bool numbered;          // the list is in the order of citing; else by author
  Runs (*in_text)(const Cited& cited, const Locator& place);  // with its brackets
  Runs (*reference)(const Cited& cited);                      // without the number of a numbered list
};
struct RegisterStyle {
  explicit RegisterStyle(Style style);
};
const std::vector<Style>& styles();  // sorted by name
const Style* style_named(std::string_view name);
inline constexpr std::string_view kUsualStyle = "harvard";

// The works that one text cites. records: in the order of citing; they outlive it.
class Bibliography {
 public:
  Bibliography(const Style& style, const std::vector<Record>& records);

  Runs in_text(std::size_t record, const Locator& place) const;
  // With what the record lacks and what a reader must know of it, in square brackets behind.
  Runs reference(std::size_t record) const;
  // The records in the order of the list.
  const std::vector<std::size_t>& order() const { return order_; }
  bool numbered() const { return style_.numbered; }

 private:
  const Style& style_;
  std::vector<Cited> cited_;
  std::vector<std::size_t> order_;
};

// ---- what the styles share ----

// Text that grows by parts; stop() ends a part with a full stop where it has no end yet.
class Line {
 public:
  Line& add(std::string_view text);
  Line& italic(std::string_view text);
  Line& stop();
  Line& blank();  // unless it is empty or ends with one
  bool ends_sentence() const;
  Runs take() { return std::move(runs_); }

 private:
  void append(std::string_view text, bool italic);
  Runs runs_;
};

// What stands for the author in the text: up to `most` family names joined by `between` and `last`, else the first and
// `others`; the title where nobody is named (the second part says so), and the file's name where there is no title.
struct Short {
  std::string text;
  bool is_title = false;
};
Short short_names(const Record& record, std::size_t most, std::string_view last, std::string_view others);

// ", p. 4", else the slide, else the paragraph; nothing where none is known. page, slide: what stands before the number.
std::string place_words(const Locator& place, std::string_view page = "p. ", std::string_view slide = "slide ");

std::string ordinal(std::string_view edition);  // "2nd" of "2"; another text stays
// "2nd ed." of the edition "2", "2nd", "2nd edition" or "Second ed." where `word` is "ed."; another text stays.
std::string edition_words(const Record& record, std::string_view word);
bool first_edition(const Record& record);  // which no style but APA's names
bool is_number(std::string_view text);
std::string month_name(int month);               // "May"
struct Day {
  int year = 0, month = 0, day = 0;  // 0: not known
};
Day day_of(std::string_view iso);
// "45–67" of "45-67" and "45--67".
std::string page_range(std::string_view pages, std::string_view dash);
std::string doi_address(const Record& record);  // "https://doi.org/10.1000/1"; empty without one
std::string address(const Record& record);      // that of the DOI, else its own
std::string language_name(std::string_view iso);
std::string title_or_note(const Record& record);  // "[title not known]" for none
bool edited(const Record& record);                // its editors stand in the author's place
bool issued_by_author(const Record& record);      // the publisher stands in the author's place already

}  // namespace evident::query
