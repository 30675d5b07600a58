// One page that needs nothing else: no script, no font, no picture. A table with the words each row rests on under it,
// which may be folded on the screen and are always printed; sources with links to them; and what a printed answer must
// carry: question, reading, date, denominators. Colours have a contrast of 4.5:1 and more (WCAG 2.2 AA).
#include "query/render/outline.hpp"
#include "query/render/words.hpp"
#include "query/render/xml.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

constexpr std::size_t kOpen = 3;  // quotations of a row that are shown at once

constexpr std::string_view kStyle = R"css(
:root{--ink:#1d1d1b;--soft:#57534e;--rule:#d6d3d1;--paper:#fffefb;--mark:#f6f3ec;--link:#1d4f91;--accent:#8a3b12}
@media (prefers-color-scheme:dark){:root{--ink:#eceae6;--soft:#b5afa7;--rule:#4a4641;--paper:#1b1a18;--mark:#262421;--link:#9cc3f5;--accent:#f0a877}}
*{box-sizing:border-box}
html{font:100%/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%}
body{max-width:62rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
h1{font:600 1.9rem/1.2 Georgia,Cambria,"Noto Serif","Liberation Serif",serif;margin:.2rem 0 .8rem;text-wrap:balance}
h2{font:600 1.2rem/1.3 Georgia,Cambria,"Noto Serif","Liberation Serif",serif;margin:2.4rem 0 .7rem}
p{margin:.4rem 0}
a{color:var(--link)}
.kicker{letter-spacing:.08em;text-transform:uppercase;font-size:.75rem;color:var(--soft);margin:0}
.read{color:var(--soft);max-width:48rem}
.answer{font-size:1.15rem;font-weight:600;max-width:48rem}
.switch{margin:1.2rem .2rem .6rem 0;vertical-align:middle}
label.switch{font-size:.9rem;color:var(--soft)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums lining-nums}
caption{text-align:left;color:var(--soft);font-size:.85rem;padding-bottom:.4rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .4rem 0}
thead th{border-top:2px solid var(--ink);border-bottom:1px solid var(--ink);font-size:.85rem}
tbody{border-bottom:1px solid var(--rule)}
tbody:last-of-type{border-bottom:2px solid var(--ink)}
th.n,td.n{text-align:right}
th[scope=row]{font-weight:600}
td.place{color:var(--soft);width:2.2rem}
td.words{padding:0 0 .9rem 0}
figure{margin:.35rem 0 .75rem 2.2rem;max-width:46rem}
blockquote{margin:0;padding:.1rem 0 .1rem .9rem;border-left:3px solid var(--rule);font:1rem/1.5 Georgia,Cambria,"Noto Serif","Liberation Serif",serif}
figcaption{padding:.15rem 0 0 1.05rem;font-size:.85rem;color:var(--soft)}
.side{font-weight:600;color:var(--ink)}
.badge{display:inline-block;border:1px solid var(--rule);background:var(--mark);border-radius:3px;padding:0 .35rem;margin:0 .25rem .1rem 0;color:var(--accent);font-size:.8rem}
.why{margin-left:2.2rem;max-width:46rem}
.hash{font-size:.75rem;overflow-wrap:anywhere}
.fold{margin:0 .4rem 0 2.2rem}
.fold+label{font-size:.85rem;color:var(--link);cursor:pointer}
.note{border-left:3px solid var(--accent);background:var(--mark);padding:.5rem .9rem;margin:.5rem 0;max-width:50rem}
ol.sources{list-style:none;padding:0;margin:0;max-width:50rem}
ol.sources li{display:grid;grid-template-columns:2.2rem 1fr;margin:.45rem 0}
ol.sources .number{color:var(--soft)}
ol.sources .file{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
li:target,figure:target{background:var(--mark)}
pre{white-space:pre-wrap;font-size:.85rem;margin:.2rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;font-size:.9rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
input:focus-visible,a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
@media screen{#words:not(:checked)~main .words-row{display:none}.fold:not(:checked)~.more{display:none}}
@media (max-width:40rem){body{padding:1.2rem .9rem}figure,.why,.fold{margin-left:.4rem}dl{grid-template-columns:1fr}dt{margin-top:.4rem}}
@media print{:root{--ink:#000;--soft:#333;--rule:#bbb;--paper:#fff;--mark:#fff;--link:#000;--accent:#333}
@page{size:A4;margin:18mm 16mm}html{font-size:9.5pt}body{max-width:none;padding:0}.switch,.fold,.fold+label{display:none}
.scroll{overflow:visible}thead{display:table-header-group}figure,li,.note{break-inside:avoid}h2{break-after:avoid}tr.values{break-after:avoid;break-inside:avoid}a{text-decoration:none}}
)css";

class Page {
 public:
  Page(const Answer& answer, const RenderOptions& options)
      : answer_(answer), outline_(outline_of(answer, options)), cites_(answer, options) {}

  std::string text() {
    head();
    out_ += "<main>\n";
    if (!outline_.rows.empty()) table();
    gaps();
    near_misses();
    notices();
    sources();
    about();
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void element(std::string_view open, std::string_view text, std::string_view close) {
    out_ += open;
    out_ += xml(text);
    out_ += close;
  }
  static std::string html(const Runs& runs) {
    std::string text;
    for (const Run& run : runs) text += run.italic ? "<i>" + xml(run.text) + "</i>" : xml(run.text);
    return text;
  }

  void head() {
    const std::string title = xml(outline_.question);
    out_ += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>" +
            title + "</title>\n<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n<header>\n" +
            "<p class=\"kicker\">Question and answer</p>\n<h1>" + title + "</h1>\n";
    if (!outline_.read_as.empty()) element("<p class=\"read\">Read as: ", outline_.read_as, "</p>\n");
    if (!outline_.headline.empty()) element("<p class=\"answer\">", outline_.headline, "</p>\n");
    out_ += "</header>\n";
    if (has_words())
      out_ += "<input type=\"checkbox\" id=\"words\" class=\"switch\" checked> <label for=\"words\" "
              "class=\"switch\">Show the words that each row rests on</label>\n";
  }
  bool has_words() const {
    for (const OutlineRow& row : outline_.rows)
      if (!row.quotations.empty() || !row.why.empty()) return true;
    return false;
  }
  bool is_number(std::size_t column) const {
    return answer_.columns[column].type == "number" || answer_.columns[column].type == "year";
  }

  void table() {
    const std::size_t wide = outline_.columns.size() + 1;
    out_ += "<div class=\"scroll\">\n<table>\n<caption>" + std::to_string(outline_.rows.size());
    if (outline_.rows.size() != answer_.total_rows) out_ += " of " + std::to_string(answer_.total_rows);
    out_ += std::string(answer_.total_rows == 1 ? " row" : " rows") + "</caption>\n<thead><tr><th scope=\"col\">#</th>";
    for (const std::size_t c : outline_.columns)
      out_ += "<th scope=\"col\"" + std::string(is_number(c) ? " class=\"n\"" : "") + ">" +
              xml(printable(answer_.columns[c].name)) + "</th>";
    if (outline_.columns.empty()) out_ += "<th scope=\"col\">words</th>";
    out_ += "</tr></thead>\n";
    for (const OutlineRow& row : outline_.rows) one_row(row, outline_.columns.empty() ? 2 : wide);
    out_ += "</table>\n</div>\n";
  }

  void one_row(const OutlineRow& row, std::size_t wide) {
    const std::string number = std::to_string(row.number);
    out_ += "<tbody id=\"row-" + number + "\">\n";
    if (!outline_.columns.empty()) {
      out_ += "<tr class=\"values\"><td class=\"place\">" + number + "</td>";
      for (std::size_t i = 0; i < outline_.columns.size(); ++i) {
        const std::size_t c = outline_.columns[i];
        const std::string cell = xml(cell_text(row.row->values[c]));
        out_ += i == 0 ? "<th scope=\"row\"" : "<td";
        out_ += std::string(is_number(c) ? " class=\"n\"" : "") + ">" + cell + (i == 0 ? "</th>" : "</td>");
      }
      out_ += "</tr>\n";
    }
    const bool words = !row.quotations.empty() || !row.why.empty() || !row.stated_by.empty() || row.left_out;
    if (words || outline_.columns.empty()) {
      out_ += outline_.columns.empty() ? "<tr class=\"words-row\"><td class=\"place\">" + number + "</td><td class=\"words\">\n"
                                       : "<tr class=\"words-row\"><td class=\"words\" colspan=\"" + std::to_string(wide) + "\">\n";
      quotations(row, number);
      out_ += "</td></tr>\n";
    }
    out_ += "</tbody>\n";
  }

  void quotations(const OutlineRow& row, const std::string& number) {
    const std::size_t all = row.quotations.size();
    const std::size_t open = all <= kOpen + 1 ? all : kOpen;
    for (std::size_t i = 0; i < open; ++i) quotation(row.quotations[i]);
    for (const std::string& why : row.why) element("<p class=\"why\">Why: ", why, "</p>\n");
    for (const Quoted& one : row.stated_by) quotation(one);
    if (open < all) {
      out_ += "<input type=\"checkbox\" class=\"fold\" id=\"more-" + number + "\"><label for=\"more-" + number + "\">" +
              std::to_string(all - open) + " more passages</label>\n<div class=\"more\">\n";
      for (std::size_t i = open; i < all; ++i) quotation(row.quotations[i]);
      out_ += "</div>\n";
    }
    if (row.left_out)
      out_ += "<p class=\"why\">… and " + std::to_string(row.left_out) +
              (row.left_out == 1 ? " more passage in the library</p>\n" : " more passages in the library</p>\n");
  }

  void quotation(const Quoted& one) {
    const Witness& witness = *one.witness;
    const std::string language = language_of(cites_.record(witness.source));
    out_ += "<figure><blockquote" + (language.empty() || language == "en" ? "" : " lang=\"" + language + "\"") + ">“" +
            xml(quote_text(witness)) + "”</blockquote>\n<figcaption>";
    if (!one.side.empty()) out_ += "<span class=\"side\">" + xml(printable(one.side)) + ":</span> ";
    out_ += html(cites_.in_text(witness));
    const std::string number = std::to_string(cites_.number(witness.source));
    out_ += cites_.style().numbered ? " <a href=\"#source-" + number + "\">Source</a>"
                                    : " <a href=\"#source-" + number + "\">[" + number + "]</a>";
    if (const auto place = further_place(witness); !place.empty()) out_ += " " + xml(place);
    if (!witness.badges.empty()) out_ += "<br>";
    for (const std::string& badge : witness.badges) element("<span class=\"badge\">", printable(badge), "</span>");
    if (!witness.sha256.empty()) element("<div class=\"hash\">Shortened; SHA-256 of the whole quotation: ", witness.sha256, "</div>");
    out_ += "</figcaption></figure>\n";
  }

  void gaps() {
    for (const Gap& gap : answer_.gap) {
      out_ += outline_.rows.empty() ? "<h2>Why</h2>\n" : "<h2>Beside it</h2>\n";
      element("<p>", printable(gap.why), "</p>\n");
      for (const Witness& witness : gap.stated_by) quotation({&witness, {}});
    }
    if (!answer_.emptied_by.empty()) element("<p>Step by step: ", printable(answer_.emptied_by), "</p>\n");
  }
  void near_misses() {
    if (answer_.near_misses.empty()) return;
    out_ += "<h2>Near, but not counted</h2>\n";
    for (const NearMiss& miss : answer_.near_misses) {
      element("<p><strong>", std::to_string(miss.count), "</strong> ");
      element("", printable(miss.why), "</p>\n");
      for (const Witness& witness : miss.witnesses) quotation({&witness, {}});
      if (miss.count > miss.witnesses.size())
        out_ += "<p class=\"why\">… and " + std::to_string(miss.count - miss.witnesses.size()) + " more</p>\n";
    }
  }
  void notices() {
    if (answer_.notices.empty()) return;
    out_ += "<h2>Notes</h2>\n";
    for (const Notice& notice : answer_.notices) element("<p class=\"note\">", printable(notice.text), "</p>\n");
  }
  void sources() {
    if (answer_.sources.empty()) return;
    out_ += "<h2>Sources</h2>\n<ol class=\"sources\">\n";
    for (const std::size_t source : cites_.order()) {
      const std::string number = std::to_string(cites_.number(source));
      out_ += "<li id=\"source-" + number + "\"><span class=\"number\">" + number + ".</span><span>";
      if (const auto lines = record_lines(answer_.sources[source]); !lines.empty()) {
        out_ += "<pre>";
        for (const std::string& line : lines) out_ += xml(printable(line)) + "\n";
        out_ += "</pre>";
      } else {
        out_ += html(cites_.reference(source));
      }
      if (!answer_.sources[source].file.empty())
        element(" <span class=\"file\">(", printable(answer_.sources[source].file), ")</span>");
      out_ += "</span></li>\n";
    }
    out_ += "</ol>\n";
  }
  void about() {
    out_ += "<h2>About this answer</h2>\n<dl>\n";
    for (const Fact& fact : outline_.about) {
      element("<dt>", fact.label, "</dt>");
      element("<dd>", fact.text, "</dd>\n");
    }
    out_ += "</dl>\n";
  }

  const Answer& answer_;
  const Outline outline_;
  const Citations cites_;
  std::string out_;
};

std::string render(const Answer& answer, const RenderOptions& options) { return Page(answer, options).text(); }

const RegisterFormat kHtml({"html", "one page for a browser and for printing, with nothing outside of it", render, true});

}  // namespace
}  // namespace evident::query
