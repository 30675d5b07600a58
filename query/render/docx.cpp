// A Word file: the question as its title, a table whose header row is repeated, under each row its first quotation, and
// behind it a numbered footnote for every quotation: the words, the citation, the place. Then notes and the sources.
#include <algorithm>

#include "query/render/office.hpp"
#include "query/render/outline.hpp"
#include "query/render/words.hpp"
#include "query/render/xml.hpp"

namespace evident::query {
namespace {

constexpr std::size_t kWide = 5;  // columns from which on the page lies on its side

std::string run(std::string_view text, std::string_view properties = {}) {
  if (text.empty()) return {};
  return "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + std::string(properties) + "</w:rPr>") +
         "<w:t xml:space=\"preserve\">" + xml(printable(text)) + "</w:t></w:r>";
}
std::string runs(const Runs& all) {
  std::string text;
  for (const Run& one : all) text += run(one.text, one.italic ? "<w:i/>" : "");
  return text;
}
std::string paragraph(std::string_view style, const std::string& inside, std::string_view more = {}) {
  return "<w:p><w:pPr><w:pStyle w:val=\"" + std::string(style) + "\"/>" + std::string(more) + "</w:pPr>" + inside + "</w:p>";
}

class Document {
 public:
  Document(const Answer& answer, const RenderOptions& options)
      : answer_(answer), outline_(outline_of(answer, options)), cites_(answer, options) {
    wide_ = outline_.columns.size() > kWide;
    width_ = wide_ ? 14570 : 9638;  // of the text, in twentieths of a point: A4 less 2 cm on each side
  }

  std::string body() {
    out_ += paragraph("Title", run(outline_.question));
    if (!outline_.read_as.empty()) out_ += paragraph("Subtitle", run("Read as: " + outline_.read_as));
    if (!outline_.headline.empty()) out_ += paragraph("Answer", run(outline_.headline));
    if (!outline_.rows.empty()) {
      out_ += paragraph("Heading1", run("Answer"));
      if (outline_.columns.empty())
        for (const OutlineRow& row : outline_.rows) words(row);
      else
        table();
    }
    gaps();
    near_misses();
    if (!answer_.notices.empty()) {
      out_ += paragraph("Heading1", run("Notes"));
      for (const Notice& notice : answer_.notices) out_ += paragraph("ListBullet", run(notice.text));
    }
    sources();
    about();
    return "<w:body>" + out_ + section() + "</w:body>";
  }
  std::string footnotes() const {
    return "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" "
           "w:lineRule=\"auto\"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote "
           "w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" "
           "w:lineRule=\"auto\"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>" +
           notes_;
  }
  const std::string& title() const { return outline_.question; }

 private:
  std::string language_mark(const Witness& witness) const {
    const std::string language = language_of(cites_.record(witness.source));
    return language.empty() || language == "en" ? std::string() : "<w:lang w:val=\"" + language + "\"/>";
  }

  // The reference to a new footnote with the words, the citation and the place.
  std::string footnote(const Witness& witness, std::string_view side) {
    const std::string id = std::to_string(++last_note_);
    std::string inside = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>" + run(" ");
    if (!side.empty()) inside += run(std::string(side) + ": ", "<w:b/>");
    inside += run("“" + quote_text(witness) + "”", language_mark(witness)) + run(" ") + runs(cites_.in_text(witness));
    std::string behind;
    if (const auto place = further_place(witness); !place.empty()) behind += ", " + place;
    if (!witness.badges.empty()) behind += " [" + join(witness.badges, ", ") + "]";
    behind += ".";
    if (!witness.sha256.empty()) behind += " Shortened; SHA-256 of the whole quotation: " + witness.sha256 + ".";
    inside += run(behind);
    notes_ += "<w:footnote w:id=\"" + id + "\">" + paragraph("FootnoteText", inside) + "</w:footnote>";
    return "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"" + id + "\"/></w:r>";
  }

  std::string quotation(const Witness& witness, std::string_view side) {
    std::string inside;
    if (!side.empty()) inside += run(std::string(side) + ": ", "<w:b/>");
    inside += run("“" + quote_text(witness) + "”", language_mark(witness));
    return inside + footnote(witness, side);
  }

  // Under a row: the first quotation (of a comparison, of each side) in full, references to footnotes for the others.
  std::string row_words(const OutlineRow& row) {
    std::string text;
    const auto comma = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t xml:space=\"preserve\">, </w:t></w:r>";
    for (std::size_t i = 0; i < row.quotations.size();) {
      const std::string& side = row.quotations[i].side;
      std::string inside = quotation(*row.quotations[i].witness, side);
      for (++i; i < row.quotations.size() && row.quotations[i].side == side; ++i)
        inside += comma + footnote(*row.quotations[i].witness, side);
      text += paragraph("Quote", inside);
    }
    if (row.left_out)
      text += paragraph("Quote", run("… and " + std::to_string(row.left_out) +
                                     (row.left_out == 1 ? " more passage in the library" : " more passages in the library")));
    for (const std::string& why : row.why) text += paragraph("TableText", run("Why: " + why));
    for (const Quoted& one : row.stated_by) text += paragraph("Quote", quotation(*one.witness, {}));
    return text;
  }

  void words(const OutlineRow& row) { out_ += row_words(row); }

  // Widths by what stands in the columns, none less than a twentieth of the whole; that of the row's number is fixed.
  std::vector<std::size_t> widths() const {
    constexpr std::size_t kNumber = 480;
    std::vector<std::size_t> shares;
    std::size_t total = 0;
    for (const std::size_t c : outline_.columns) {
      std::size_t longest = answer_.columns[c].name.size();
      for (const Row& row : answer_.rows) longest = std::max(longest, std::min<std::size_t>(cell_text(row.values[c]).size(), 60));
      shares.push_back(std::max<std::size_t>(longest, 8));
      total += shares.back();
    }
    std::vector<std::size_t> all{kNumber};
    for (const std::size_t share : shares) all.push_back(std::max(share * (width_ - kNumber) / total, width_ / 20));
    return all;
  }

  std::string cell(std::size_t width, const std::string& inside, std::string_view borders, std::size_t span = 1) const {
    return "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/>" +
           (span > 1 ? "<w:gridSpan w:val=\"" + std::to_string(span) + "\"/>" : "") + std::string(borders) + "</w:tcPr>" +
           inside + "</w:tc>";
  }
  bool is_number(std::size_t column) const {
    return answer_.columns[column].type == "number" || answer_.columns[column].type == "year";
  }

  void table() {
    static constexpr std::string_view kUnder =
        "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"1D1D1B\"/></w:tcBorders>";
    static constexpr std::string_view kOver =
        "<w:tcBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D6D3D1\"/></w:tcBorders>";
    const auto wide = widths();
    out_ += "<w:tbl><w:tblPr><w:tblStyle w:val=\"AnswerTable\"/><w:tblW w:w=\"" + std::to_string(width_) +
            "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" "
            "w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"" +
            xml(outline_.question) + "\"/></w:tblPr><w:tblGrid>";
    for (const std::size_t width : wide) out_ += "<w:gridCol w:w=\"" + std::to_string(width) + "\"/>";
    out_ += "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    out_ += cell(wide[0], paragraph("TableHead", run("#")), kUnder);
    for (std::size_t i = 0; i < outline_.columns.size(); ++i) {
      const std::size_t c = outline_.columns[i];
      out_ += cell(wide[i + 1],
                   paragraph("TableHead", run(answer_.columns[c].name), is_number(c) ? "<w:jc w:val=\"right\"/>" : ""), kUnder);
    }
    out_ += "</w:tr>";
    for (const OutlineRow& row : outline_.rows) {
      const std::string under = row_words(row);
      const std::string_view keep = under.empty() ? "" : "<w:keepNext/>";
      const std::string_view line = row.number == 1 ? std::string_view() : kOver;
      out_ += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
      out_ += cell(wide[0], paragraph("TableText", run(std::to_string(row.number)), keep), line);
      for (std::size_t i = 0; i < outline_.columns.size(); ++i) {
        const std::size_t c = outline_.columns[i];
        const std::string more = std::string(keep) + (is_number(c) ? "<w:jc w:val=\"right\"/>" : "");
        out_ += cell(wide[i + 1], paragraph("TableText", run(cell_text(row.row->values[c]), i == 0 ? "<w:b/>" : ""), more), line);
      }
      out_ += "</w:tr>";
      if (under.empty()) continue;
      out_ += "<w:tr>" + cell(wide[0], paragraph("TableText", ""), {}) +
              cell(width_ - wide[0], under, {}, outline_.columns.size()) + "</w:tr>";
    }
    out_ += "</w:tbl>" + paragraph("Normal", "");
  }

  void gaps() {
    for (const Gap& gap : answer_.gap) {
      out_ += paragraph("Heading1", run(outline_.rows.empty() ? "Why" : "Beside it"));
      out_ += paragraph("Normal", run(gap.why));
      for (const Witness& witness : gap.stated_by) out_ += paragraph("Quote", quotation(witness, {}));
    }
    if (!answer_.emptied_by.empty()) out_ += paragraph("Normal", run("Step by step: " + answer_.emptied_by));
  }
  void near_misses() {
    if (answer_.near_misses.empty()) return;
    out_ += paragraph("Heading1", run("Near, but not counted"));
    for (const NearMiss& miss : answer_.near_misses) {
      out_ += paragraph("Normal", run(std::to_string(miss.count) + " ", "<w:b/>") + run(miss.why));
      for (const Witness& witness : miss.witnesses) out_ += paragraph("Quote", quotation(witness, {}));
    }
  }
  void sources() {
    if (answer_.sources.empty()) return;
    out_ += paragraph("Heading1", run("Sources"));
    for (const std::size_t source : cites_.order()) {
      const std::string& file = answer_.sources[source].file;
      out_ += paragraph("Bibliography", runs(cites_.reference(source)) +
                                            run(file.empty() ? "" : " (" + file + ")", "<w:color w:val=\"57534E\"/>"));
    }
  }
  void about() {
    out_ += paragraph("Heading1", run("About this answer"));
    for (const Fact& fact : outline_.about)
      out_ += paragraph("ListBullet", run(fact.label + ": ", "<w:b/>") + run(fact.text));
  }
  std::string section() const {
    return std::string("<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:pgSz ") +
           (wide_ ? "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>" : "w:w=\"11906\" w:h=\"16838\"/>") +
           "<w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" "
           "w:gutter=\"0\"/></w:sectPr>";
  }

  const Answer& answer_;
  const Outline outline_;
  const Citations cites_;
  std::string out_, notes_;
  std::size_t last_note_ = 0, width_ = 0;
  bool wide_ = false;
};

std::string render(const Answer& answer, const RenderOptions& options) { return zipped(docx_of(answer, options)); }

const RegisterFormat kDocx({"docx", "for Word: headings, a table, numbered footnotes with the words, sources", render, true, true});

}  // namespace

std::vector<ZipPart> docx_of(const Answer& answer, const RenderOptions& options) {
  Document document(answer, options);
  const std::string day = options.as_of ? options.as_of() : std::string();
  const std::string body = document.body();
  auto parts = docx_frame(document.title(), day, options.version,
                          document.title().size() > 80 ? "Evident" : document.title());
  parts.push_back({"word/document.xml",
                   std::string(kXmlHead) + "<w:document" + std::string(kWordSpaces) + ">" + body + "</w:document>"});
  parts.push_back({"word/footnotes.xml", std::string(kXmlHead) + "<w:footnotes" + std::string(kWordSpaces) + ">" +
                                             document.footnotes() + "</w:footnotes>"});
  return parts;
}

}  // namespace evident::query
