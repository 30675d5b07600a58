// Markdown for a report: a table, then each row's quotations as blockquotes with citations that pandoc and its like
// understand, [@key, p. 4], then sources; the records behind the keys stand in the front matter, as CSL-JSON. Words of
// documents are escaped, so that they show as they stand.
#include <algorithm>

#include "query/citations/exchange.hpp"
#include "query/render/outline.hpp"
#include "query/render/words.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

constexpr std::size_t kQuotations = 3;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (std::string_view("\\`*_[]<>|#~@$").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string marked(const Runs& runs) {
  std::string out;
  for (const Run& run : runs) out += run.italic && !run.text.empty() ? "*" + escaped(run.text) + "*" : escaped(run.text);
  return out;
}

class Page {
 public:
  Page(const Answer& answer, const RenderOptions& options)
      : answer_(answer), outline_(outline_of(answer, options)), cites_(answer, options) {}

  std::string text() {
    front_matter();
    out_ += "## " + escaped(outline_.question) + "\n\n";
    if (!outline_.read_as.empty()) out_ += "*Read as: " + escaped(outline_.read_as) + "*\n\n";
    if (!outline_.headline.empty()) out_ += "**" + escaped(outline_.headline) + "**\n\n";
    table();
    for (const OutlineRow& row : outline_.rows) words(row);
    for (const Gap& gap : answer_.gap) {
      out_ += (answer_.rows.empty() ? "**Why:** " : "**Beside it:** ") + escaped(gap.why) + "\n\n";
      for (const Witness& witness : gap.stated_by) quotation(witness);
    }
    if (!answer_.emptied_by.empty()) out_ += "Step by step: " + escaped(answer_.emptied_by) + "\n\n";
    if (!answer_.near_misses.empty()) out_ += "### Near, but not counted\n\n";
    for (const NearMiss& miss : answer_.near_misses) {
      out_ += std::to_string(miss.count) + " " + escaped(miss.why) + "\n\n";
      for (const Witness& witness : miss.witnesses) quotation(witness);
    }
    for (const Notice& notice : answer_.notices) out_ += "- " + escaped(notice.text) + "\n";
    if (!answer_.searched.scope.empty()) out_ += "- Searched: " + escaped(searched_text(answer_)) + "\n";
    sources();
    return std::move(out_);
  }

 private:
  // YAML, of which JSON is a part.
  void front_matter() {
    out_ += "---\ntitle: " + json_string(outline_.question) + "\nlang: en\n";
    if (!cites_.records().empty()) out_ += "references:\n";
    for (const Record& record : cites_.records()) out_ += "- " + csl_item(record) + "\n";
    out_ += "---\n\n";
  }

  void table() {
    if (outline_.rows.empty() || outline_.columns.empty()) return;
    std::string rule = "| --- |";
    out_ += "| |";
    for (const std::size_t c : outline_.columns) {
      out_ += " " + escaped(answer_.columns[c].name) + " |";
      rule += answer_.columns[c].type == "number" ? " ---: |" : " --- |";
    }
    out_ += "\n" + rule + "\n";
    for (const OutlineRow& row : outline_.rows) {
      out_ += "| " + std::to_string(row.number) + " |";
      for (const std::size_t c : outline_.columns) out_ += " " + escaped(cell_text(row.row->values[c])) + " |";
      out_ += "\n";
    }
    out_ += "\n";
  }

  void words(const OutlineRow& row) {
    if (row.quotations.empty() && row.row->gap.empty()) return;
    out_ += "**" + std::to_string(row.number) + "** ";
    for (const std::size_t c : outline_.columns)
      if (const auto text = cell_text(row.row->values[c]); !text.empty()) {
        out_ += escaped(text);
        break;
      }
    out_ += "\n\n";
    std::string side;
    std::size_t shown = 0, left_out = row.left_out;
    for (const Quoted& one : row.quotations) {
      if (one.side != side) {
        out_ += escaped(one.side) + ":\n\n";
        shown = 0;
      }
      side = one.side;
      if (++shown <= kQuotations)
        quotation(*one.witness);
      else
        ++left_out;
    }
    if (left_out) out_ += "… and " + std::to_string(left_out) + " more passages\n\n";
    for (const std::string& why : row.why) out_ += "Why: " + escaped(why) + "\n\n";
    for (const Quoted& one : row.stated_by) quotation(*one.witness);
  }

  void quotation(const Witness& witness) {
    out_ += "> " + escaped(quote_text(witness)) + "\n>\n> — [@" + cites_.record(witness.source).key;
    if (const auto place = place_of(witness); !place.empty()) out_ += ", " + escaped(place);
    out_ += "]";
    if (!witness.badges.empty()) out_ += " *" + escaped(join(witness.badges, ", ")) + "*";
    if (!witness.sha256.empty()) out_ += " (shortened; SHA-256 of the whole quotation `" + witness.sha256 + "`)";
    out_ += "\n\n";
  }

  void sources() {
    if (!answer_.sources.empty()) out_ += "\n### Sources\n\n";
    for (const std::size_t source : cites_.order()) {
      const auto lines = record_lines(answer_.sources[source]);
      out_ += std::to_string(cites_.number(source)) + ". `" + cites_.record(source).key + "` " +
              (lines.empty() ? marked(cites_.reference(source)) : escaped(answer_.sources[source].file)) + "\n";
      if (lines.empty()) continue;
      out_ += "\n   ```\n";
      for (const std::string& line : lines) out_ += "   " + line + "\n";
      out_ += "   ```\n";
    }
  }

  const Answer& answer_;
  const Outline outline_;
  const Citations cites_;
  std::string out_;
};

std::string render(const Answer& answer, const RenderOptions& options) { return Page(answer, options).text(); }

const RegisterFormat kMarkdown(
    {"markdown", "for a report: a table, quotations with citations for pandoc, the records of the sources", render, true});

}  // namespace
}  // namespace evident::query
