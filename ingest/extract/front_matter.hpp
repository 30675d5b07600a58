// Names, dates and titles as the first lines of a document print them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/tokens.hpp"
#include "ingest/extract/spans.hpp"

namespace evident::ingest {

// The names of a byline, up to the first piece that is none.
std::vector<std::string> people_in(std::string_view line);

struct Date {
  int year = 0, month = 0, day = 0;
  bool empty() const { return year == 0; }
  std::string iso() const {
    std::string out = std::to_string(year);
    if (month) out += (month < 10 ? "-0" : "-") + std::to_string(month);
    if (month && day) out += (day < 10 ? "-0" : "-") + std::to_string(day);
    return out;
  }
};

// The first date in a short line: "12 July 2016", "May 6, 2018", "November 2012", "2007".
Date date_in(const Tokens& tokens);

// A paragraph at the head of a document that prints title, authors and date on lines of their own.
struct FrontLines {
  Span title;  // of the text; empty: the first line is none
  std::vector<std::string> authors;
  Date date;
};
FrontLines front_lines(std::string_view text, Span paragraph);

bool in_capitals(std::string_view line);
// "The Harbour Ledger | Opinion", "Research Digest, issue 34": the name of a series or part of a site.
bool is_masthead(std::string_view line);

}  // namespace evident::ingest
