// An answer as the parts of a page: what a heading, a table and quotations under its rows are made of. Shared by the
// formats that are documents.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "query/answer.hpp"
#include "query/citations/style.hpp"

namespace evident::query {

struct Quoted {
  const Witness* witness;
  std::string side;  // of a comparison or map: the column it belongs to
};
struct OutlineRow {
  const Row* row;
  std::size_t number;  // from 1
  std::vector<Quoted> quotations;
  std::size_t left_out = 0;      // passages that the answer does not hold
  std::vector<std::string> why;  // of its gap, where no cell says it
  std::vector<Quoted> stated_by;
};
struct Fact {
  std::string label, text;
};
struct Outline {
  std::string question, read_as, headline;
  std::vector<std::size_t> columns;  // those of the answer that say more than the quotation
  std::vector<OutlineRow> rows;
  std::vector<Fact> about;  // reading, date, denominators, version: what a printed answer must carry
};
// No line of it has control characters.
Outline outline_of(const Answer& answer, const RenderOptions& options);

// How one answer cites, in the style that was asked for.
class Citations {
 public:
  Citations(const Answer& answer, const RenderOptions& options);

  const Style& style() const { return style_; }
  Runs in_text(const Witness& witness) const;
  // Places in Answer::sources, in the order of the list.
  const std::vector<std::size_t>& order() const { return list_.order(); }
  Runs reference(std::size_t source) const { return list_.reference(source); }
  std::size_t number(std::size_t source) const { return numbers_[source]; }  // in the list, from 1
  const Record& record(std::size_t source) const { return records_[source]; }
  const std::vector<Record>& records() const { return records_; }

 private:
  const Style& style_;
  const std::vector<Record> records_;
  const Bibliography list_;
  std::vector<std::size_t> numbers_;
};

Locator locator_of(const Witness& witness);
// What a citation's locator does not say of the place: the section where there are no pages, the row of a table.
std::string further_place(const Witness& witness);
// The records of an answer's sources, with keys.
std::vector<Record> records_of(const Answer& answer);
// The language of a source's words, where its record names one alone; else empty.
std::string language_of(const Record& record);

}  // namespace evident::query
