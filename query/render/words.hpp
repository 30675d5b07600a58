// What every format for people needs: cells, places and quotations as words.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/answer.hpp"

namespace evident::query {

std::string number_text(double number);
// Lists are joined by "; "; missing is empty.
std::string cell_text(const CellValue& value);
// "p. 4", "slide 3", "section “Findings”, paragraph 5"; never bytes.
std::string place_of(const Witness& witness);
// The quotation on one line, without control characters.
std::string quote_text(const Witness& witness);
// Control characters would let a document write on a reader's terminal.
std::string printable(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view between);

// A row's quotations, each once: the whole first set, then others up to `most`; left_out counts the rest.
struct Quotations {
  std::vector<const Witness*> shown;
  std::size_t left_out = 0;
};
Quotations quotations(const Row& row, std::size_t most);

// The quotations of a row of a comparison or map, side by side: of each side the first `most`, or the
// record of what is absent.
struct OfSide {
  std::string side;  // the name of its column
  const Witness* witness;
};
struct SideQuotations {
  std::vector<OfSide> shown;
  std::size_t left_out = 0;
};
SideQuotations side_quotations(const Answer& answer, const Row& row, std::size_t most);

// Columns that say no more than the quotation under the row.
std::vector<bool> repeats_quotation(const Answer& answer);

// "None found in 5 documents (…)" or the sentence the answer brings; empty for plain rows.
// The lines of a reference that is a record of several, as "cite as ris" makes it; none of any other.
std::vector<std::string> record_lines(const SourceView& source);
std::string headline(const Answer& answer);
// "Looked through: …".
std::string searched_text(const Answer& answer);

}  // namespace evident::query
