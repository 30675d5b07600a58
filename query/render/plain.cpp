// Label and value, one a line, no alignment: for screen readers, for mail, for grep.
#include "query/render/words.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

constexpr std::size_t kQuotations = 5;

void say(std::string& out, std::string_view label, const std::string& value) {
  if (value.empty()) return;
  out += label;
  out += ": ";
  out += printable(value);
  out += '\n';
}

void quotation(std::string& out, const Answer& answer, const Witness& witness) {
  say(out, "Quotation", "\"" + quote_text(witness) + "\"");
  say(out, "Place", place_of(witness));
  say(out, "Source", std::to_string(witness.source + 1) + ", " + answer.sources[witness.source].citation);
  say(out, "Marks", join(witness.badges, ", "));
}

std::string render(const Answer& answer, const RenderOptions&) {
  std::string out;
  say(out, "Question", squeeze(answer.question));
  say(out, "Read as", answer.read_as);
  say(out, "Answer", headline(answer));
  const auto repeats = repeats_quotation(answer);
  if (!answer.rows.empty())
    say(out, "Rows",
        std::to_string(answer.rows.size()) +
            (answer.rows.size() == answer.total_rows ? "" : " of " + std::to_string(answer.total_rows)));
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
    const Row& row = answer.rows[r];
    out += "\nRow: " + std::to_string(r + 1) + "\n";
    for (std::size_t c = 0; c < answer.columns.size(); ++c)
      if (!repeats[c]) say(out, answer.columns[c].name, cell_text(row.values[c]));
    if (!row.cells.empty()) {
      const auto sides = side_quotations(answer, row, kQuotations);
      for (const OfSide& one : sides.shown) {
        say(out, "Of", one.side);
        quotation(out, answer, *one.witness);
      }
      if (sides.left_out) say(out, "More passages", std::to_string(sides.left_out));
      continue;
    }
    const auto all = quotations(row, kQuotations);
    for (const Witness* witness : all.shown) quotation(out, answer, *witness);
    if (all.left_out) say(out, "More passages", std::to_string(all.left_out));
    for (const Gap& gap : row.gap) {
      say(out, "Why", gap.why);
      for (const Witness& witness : gap.stated_by) quotation(out, answer, witness);
    }
  }
  out += '\n';
  for (const Gap& gap : answer.gap) {
    say(out, answer.rows.empty() ? "Why" : "Beside it", gap.why);
    for (const Witness& witness : gap.stated_by) quotation(out, answer, witness);
  }
  say(out, "Step by step", answer.emptied_by);
  for (const NearMiss& miss : answer.near_misses) {
    say(out, "Near, but not counted", std::to_string(miss.count) + " " + miss.why);
    for (const Witness& witness : miss.witnesses) quotation(out, answer, witness);
  }
  for (const Notice& notice : answer.notices) say(out, "Note", notice.text);
  if (!answer.searched.scope.empty()) say(out, "Searched", searched_text(answer));
  for (std::size_t i = 0; i < answer.sources.size(); ++i) {
    if (const auto lines = record_lines(answer.sources[i]); !lines.empty()) {
      say(out, "Source " + std::to_string(i + 1), answer.sources[i].file);
      for (const std::string& line : lines) out += line + "\n";
      continue;
    }
    say(out, "Source " + std::to_string(i + 1),
        answer.sources[i].reference +
            (answer.sources[i].file.empty() ? "" : " (" + answer.sources[i].file + ")"));
  }
  return out;
}

const RegisterFormat kPlain({"plain", "label: value, one a line; for screen readers and mail", render});

}  // namespace
}  // namespace evident::query
