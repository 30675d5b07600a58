// CSV after RFC 4180: one line a row, lines end in CR LF; numbers are numbers. A text that a spreadsheet would run as a
// formula gets an apostrophe in front, and so does one that looks like that already, so that taking one apostrophe off
// whatever begins with apostrophes and such a sign gives every text back (docs/formats/exports.md).
#include <cmath>

#include "query/render/outline.hpp"
#include "query/render/words.hpp"
#include "support/json.hpp"
#include "support/spreadsheet.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

std::string cell(std::string text) {
  if (runs_as_formula(text)) text.insert(text.begin(), '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c;
    if (c == '"') quoted += '"';
  }
  return quoted + "\"";
}

// Lists and texts as they are; control characters stay inside the quotation marks.
std::string value(const CellValue& held) {
  if (const auto* text = std::get_if<std::string>(&held)) return cell(*text);
  if (const auto* list = std::get_if<std::vector<std::string>>(&held)) return cell(join(*list, "; "));
  if (const auto* number = std::get_if<double>(&held))
    return *number == std::floor(*number) ? number_text(*number) : print_json(Json(*number));
  return cell(cell_text(held));
}

// A cell of a comparison or map, with its first quotation and where that stands.
std::string of_side(const Answer& answer, const Cell& side) {
  std::vector<std::string> ranks;
  for (const double rank : side.ranks) ranks.push_back(number_text(rank));
  std::string out = cell(side.status) + "," + std::to_string(side.passages) + "," +
                    std::to_string(side.sources) + "," + std::to_string(side.studies) + "," +
                    cell(join(ranks, "; ")) + ",";
  if (side.witnesses.empty()) return out + ",,";
  const Witness& first = side.witnesses.front();
  const auto place = place_of(first);
  return out + cell(first.quote) + "," +
         cell(answer.sources[first.source].citation + (place.empty() ? "" : ", " + place)) + ",";
}

std::string render(const Answer& answer, const RenderOptions& options) {
  std::string out = options.byte_order_mark ? "\xEF\xBB\xBF" : "";
  for (const Column& column : answer.columns) out += cell(column.name) + ",";
  for (const Side& side : answer.sides) {
    const std::string& name = answer.columns[side.column].name;
    for (const char* what :
         {" status", " passages", " sources", " studies", " ranks", " quotation", " place"})
      out += cell(name + what) + ",";
  }
  bool gaps = false;
  for (const Row& row : answer.rows) gaps = gaps || !row.gap.empty();
  if (gaps) out += "gap,why,";
  out += "quotation,file,begin,end,citation,badges,further quotations\r\n";
  for (const Row& row : answer.rows) {
    for (const CellValue& held : row.values) out += value(held) + ",";
    for (const Cell& side : row.cells) out += of_side(answer, side);
    if (gaps) out += row.gap.empty() ? ",," : cell(row.gap[0].status) + "," + cell(row.gap[0].why) + ",";
    const auto all = quotations(row, 16);
    if (all.shown.empty()) {
      out += ",,,,,,\r\n";
      continue;
    }
    const Witness& first = *all.shown.front();
    const SourceView& source = answer.sources[first.source];
    std::vector<std::string> further;
    for (std::size_t i = 1; i < all.shown.size(); ++i) further.push_back(squeeze(all.shown[i]->quote));
    out += cell(first.quote) + "," + cell(source.file) + "," + std::to_string(first.begin) + "," +
           std::to_string(first.end) + "," + cell(source.citation) + "," + cell(join(first.badges, "; ")) +
           "," + cell(join(further, " / ")) + "\r\n";
  }
  return out;
}

const RegisterFormat kCsv({"csv",
                           "for a spreadsheet: one line a row with its first quotation and where it stands",
                           render});

}  // namespace
}  // namespace evident::query
