// Markdown for a report: a table, then each row's quotations as blockquotes with place and citation, then
// sources. Words of documents are escaped, so that they show as they stand.
#include <algorithm>

#include "query/render/words.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

constexpr std::size_t kQuotations = 3;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (std::string_view("\\`*_[]<>|#~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

void quotation(std::string& out, const Answer& answer, const Witness& witness) {
  out += "> " + escaped(quote_text(witness)) + "\n>\n> — " + escaped(answer.sources[witness.source].citation);
  if (const auto place = place_of(witness); !place.empty()) out += ", " + escaped(place);
  out += " [" + std::to_string(witness.source + 1) + "]";
  if (!witness.badges.empty()) out += " *" + escaped(join(witness.badges, ", ")) + "*";
  out += "\n\n";
}

std::string render(const Answer& answer, const RenderOptions&) {
  std::string out = "## " + escaped(squeeze(answer.question)) + "\n\n";
  if (!answer.read_as.empty()) out += "*Read as: " + escaped(answer.read_as) + "*\n\n";
  if (const auto line = headline(answer); !line.empty()) out += "**" + escaped(line) + "**\n\n";
  const auto repeats = repeats_quotation(answer);
  std::vector<std::size_t> shown;
  for (std::size_t c = 0; c < answer.columns.size(); ++c)
    if (!repeats[c]) shown.push_back(c);
  if (!answer.rows.empty() && !shown.empty()) {
    std::string rule = "| --- |";
    out += "| |";
    for (const std::size_t c : shown) {
      out += " " + escaped(answer.columns[c].name) + " |";
      rule += answer.columns[c].type == "number" ? " ---: |" : " --- |";
    }
    out += "\n" + rule + "\n";
    for (std::size_t r = 0; r < answer.rows.size(); ++r) {
      out += "| " + std::to_string(r + 1) + " |";
      for (const std::size_t c : shown) out += " " + escaped(cell_text(answer.rows[r].values[c])) + " |";
      out += "\n";
    }
    out += "\n";
  }
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
    const Row& row = answer.rows[r];
    const auto all = quotations(row, kQuotations);
    if (all.shown.empty() && row.gap.empty()) continue;
    out += "**" + std::to_string(r + 1) + "** ";
    for (const std::size_t c : shown)
      if (const auto text = cell_text(row.values[c]); !text.empty()) {
        out += escaped(text);
        break;
      }
    out += "\n\n";
    if (!row.cells.empty()) {
      const auto sides = side_quotations(answer, row, kQuotations);
      std::string side;
      for (const OfSide& one : sides.shown) {
        if (one.side != side) out += escaped(one.side) + ":\n\n";
        side = one.side;
        quotation(out, answer, *one.witness);
      }
      if (sides.left_out) out += "… and " + std::to_string(sides.left_out) + " more passages\n\n";
      continue;
    }
    for (const Witness* witness : all.shown) quotation(out, answer, *witness);
    if (all.left_out) out += "… and " + std::to_string(all.left_out) + " more passages\n\n";
    for (const Gap& gap : row.gap) {
      out += "Why: " + escaped(gap.why) + "\n\n";
      for (const Witness& witness : gap.stated_by) quotation(out, answer, witness);
    }
  }
  for (const Gap& gap : answer.gap) {
    out += (answer.rows.empty() ? "**Why:** " : "**Beside it:** ") + escaped(gap.why) + "\n\n";
    for (const Witness& witness : gap.stated_by) quotation(out, answer, witness);
  }
  if (!answer.emptied_by.empty()) out += "Step by step: " + escaped(answer.emptied_by) + "\n\n";
  if (!answer.near_misses.empty()) out += "### Near, but not counted\n\n";
  for (const NearMiss& miss : answer.near_misses) {
    out += std::to_string(miss.count) + " " + escaped(miss.why) + "\n\n";
    for (const Witness& witness : miss.witnesses) quotation(out, answer, witness);
  }
  for (const Notice& notice : answer.notices) out += "- " + escaped(notice.text) + "\n";
  if (!answer.searched.scope.empty()) out += "- Searched: " + escaped(searched_text(answer)) + "\n";
  if (!answer.sources.empty()) out += "\n### Sources\n\n";
  for (std::size_t i = 0; i < answer.sources.size(); ++i) {
    const auto lines = record_lines(answer.sources[i]);
    out += std::to_string(i + 1) + ". " +
           (lines.empty() ? escaped(answer.sources[i].reference) : escaped(answer.sources[i].file)) + "\n";
    if (lines.empty()) continue;
    out += "\n   ```\n";
    for (const std::string& line : lines) out += "   " + line + "\n";
    out += "   ```\n";
  }
  return out;
}

const RegisterFormat kMarkdown(
    {"markdown", "for a report: a table, quotations with place and citation, a list of sources", render});

}  // namespace
}  // namespace evident::query
