// A workbook for a spreadsheet (ECMA-376, part 1, SpreadsheetML): what was answered, every quotation with its place, the
// sources, and what the answer is about. Numbers are numbers, texts are texts whatever they begin with; no cell is a formula.
#include <algorithm>
#include <cmath>

#include "query/render/office.hpp"
#include "query/render/outline.hpp"
#include "query/render/words.hpp"
#include "query/render/xml.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

constexpr std::size_t kLongestText = 32'767;  // characters of a cell, by the programs' documented limit

enum CellStyle { kPlain = 0, kHead = 1, kWrapped = 2, kTop = 3, kNumber = 4 };

// "_x0041_" would be read as a coded letter: its underscore is coded itself (22.9.2.19). Line ends of the text stay.
std::string sheet_text(std::string_view text) {
  if (count_code_points(text) > kLongestText) {
    std::size_t at = 0;
    for (std::size_t n = 0; n + 1 < kLongestText && at < text.size(); ++n)
      for (++at; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;) ++at;
    return sheet_text(std::string(text.substr(0, at)) + "…");
  }
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  std::string coded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool looks = text.size() >= i + 7 && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_' &&
                       std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i) + 2,
                                   text.begin() + static_cast<std::ptrdiff_t>(i) + 6, is_hex);
    coded += looks ? "_x005F_" : std::string(1, text[i]);
  }
  return xml(coded);
}

std::string column_name(std::size_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26) name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  return name;
}

class Sheet {
 public:
  explicit Sheet(std::string name) : name_(std::move(name)) {}

  void head(const std::vector<std::string>& names) {
    for (const std::string& name : names) text(name, kHead);
    end();
    columns_ = names.size();
  }
  void text(std::string_view text, CellStyle style = kWrapped) {
    if (!text.empty() || style == kHead)
      line_ += "<c r=\"" + place() + "\" s=\"" + std::to_string(style) + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" +
               sheet_text(text) + "</t></is></c>";
    widen(text);
  }
  void number(double value) {
    line_ += "<c r=\"" + place() + "\" s=\"" + std::to_string(kNumber) + "\"><v>" + print_json(number_of(value)) + "</v></c>";
    widen("12345");
  }
  void number_unless_zero(std::uint64_t value) { value ? number(static_cast<double>(value)) : text({}); }
  void value(const CellValue& held) {
    if (const auto* n = std::get_if<double>(&held))
      std::isfinite(*n) ? number(*n) : text({});
    else if (const auto* t = std::get_if<std::string>(&held))
      text(*t);
    else if (const auto* list = std::get_if<std::vector<std::string>>(&held))
      text(join(*list, "; "));
    else
      text(cell_text(held));
  }
  void end() {
    rows_.push_back({std::move(line_), std::move(wide_)});
    line_.clear();
    wide_.clear();
    ++row_;
    column_ = 0;
  }

  const std::string& name() const { return name_; }
  std::string xml_text() const {
    std::string out(kXmlHead);
    out += "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr><pageSetUpPr "
           "fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"" +
           std::string(name_ == "Answer" ? " tabSelected=\"1\"" : "") +
           "><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
           "<sheetFormatPr defaultRowHeight=\"15\"/><cols>";
    for (std::size_t i = 0; i < widths_.size(); ++i)
      out += "<col min=\"" + std::to_string(i + 1) + "\" max=\"" + std::to_string(i + 1) + "\" width=\"" +
             std::to_string(column_width(i)) + "\" customWidth=\"1\"/>";
    out += "</cols><sheetData>";
    for (std::size_t i = 0; i < rows_.size(); ++i)
      out += "<row r=\"" + std::to_string(i + 1) + "\" ht=\"" + std::to_string(height(rows_[i])) + "\" customHeight=\"1\">" +
             rows_[i].cells + "</row>";
    out += "</sheetData>";
    if (row_ > 1 && columns_)
      out += "<autoFilter ref=\"A1:" + column_name(columns_ - 1) + std::to_string(row_) + "\"/>";
    return out + "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
                 "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>";
  }

 private:
  struct Line {
    std::string cells;
    std::vector<std::size_t> wide;  // display columns of each cell
  };
  std::size_t column_width(std::size_t column) const { return std::clamp<std::size_t>(widths_[column] + 2, 6, 60); }
  // In points, as many lines of 15 as the longest text takes in its column; not every program works it out when it opens a
  // file. A row is never higher than 409.
  std::size_t height(const Line& row) const {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < row.wide.size(); ++i) {
      const std::size_t room = column_width(i) > 8 ? column_width(i) - 4 : 4;  // words do not fill their lines
      lines = std::max(lines, (row.wide[i] + room - 1) / room);
    }
    return std::min<std::size_t>(lines * 15, 409);
  }
  std::string place() { return column_name(column_) + std::to_string(row_ + 1); }
  void widen(std::string_view text) {
    if (widths_.size() <= column_) widths_.resize(column_ + 1, 0);
    wide_.push_back(display_width(text));
    widths_[column_] = std::max(widths_[column_], std::min<std::size_t>(wide_.back(), 60));
    ++column_;
  }
  static Json number_of(double value) {
    if (value == std::floor(value) && std::abs(value) < 9e15) return static_cast<std::int64_t>(value);
    return value;
  }

  std::string name_, line_;
  std::vector<Line> rows_;
  std::vector<std::size_t> widths_, wide_;
  std::size_t row_ = 0, column_ = 0, columns_ = 0;
};

class Book {
 public:
  Book(const Answer& answer, const RenderOptions& options)
      : answer_(answer), outline_(outline_of(answer, options)), cites_(answer, options) {
    rows();
    quotations();
    sources();
    about();
  }
  const std::string& title() const { return outline_.question; }
  const std::vector<Sheet>& sheets() const { return sheets_; }

 private:
  bool is_shortened() const {
    return std::any_of(outline_.rows.begin(), outline_.rows.end(), [](const OutlineRow& row) {
      return std::any_of(row.quotations.begin(), row.quotations.end(), [](const Quoted& one) { return !one.witness->sha256.empty(); });
    });
  }

  void rows() {
    Sheet& sheet = sheets_.emplace_back("Answer");
    std::vector<std::string> names{"#"};
    for (const Column& column : answer_.columns) names.push_back(column.name);
    const bool gaps = std::any_of(answer_.rows.begin(), answer_.rows.end(), [](const Row& row) { return !row.gap.empty(); });
    for (const char* name : {"quotation", "citation", "place", "further quotations"}) names.emplace_back(name);
    if (gaps) names.insert(names.end(), {"gap", "why"});
    sheet.head(names);
    for (const OutlineRow& row : outline_.rows) {
      sheet.number(static_cast<double>(row.number));
      for (const CellValue& value : row.row->values) sheet.value(value);
      if (row.quotations.empty()) {
        for (int i = 0; i < 3; ++i) sheet.text({});
      } else {
        const Witness& first = *row.quotations.front().witness;
        sheet.text(first.quote);
        sheet.text(plain(cites_.in_text(first)));
        sheet.text(place_of(first));
      }
      const std::size_t all = row.quotations.size() + row.left_out;
      sheet.number(static_cast<double>(all - std::min<std::size_t>(all, row.quotations.empty() ? 0 : 1)));
      if (gaps) {
        sheet.text(row.row->gap.empty() ? std::string() : row.row->gap[0].status);
        sheet.text(row.row->gap.empty() ? std::string() : row.row->gap[0].why);
      }
      sheet.end();
    }
  }

  void quotations() {
    Sheet& sheet = sheets_.emplace_back("Quotations");
    std::vector<std::string> names{"row", "of", "quotation", "citation", "page", "slide", "section", "paragraph",
                                   "marks", "kind", "source", "file", "begin", "end", "item"};
    if (is_shortened()) names.emplace_back("SHA-256");
    sheet.head(names);
    for (const OutlineRow& row : outline_.rows) {
      for (const Quoted& one : row.quotations) quotation(sheet, row.number, one.side, *one.witness);
      for (const Quoted& one : row.stated_by) quotation(sheet, row.number, "states the gap", *one.witness);
    }
    for (const Gap& gap : answer_.gap)
      for (const Witness& witness : gap.stated_by) quotation(sheet, 0, "states the gap", witness);
    for (const NearMiss& miss : answer_.near_misses)
      for (const Witness& witness : miss.witnesses) quotation(sheet, 0, "near, but not counted: " + miss.why, witness);
  }
  void quotation(Sheet& sheet, std::size_t row, const std::string& of, const Witness& witness) {
    sheet.number_unless_zero(row);
    sheet.text(of);
    sheet.text(witness.quote);
    sheet.text(plain(cites_.in_text(witness)));
    if (witness.printed_page.empty()) sheet.number_unless_zero(static_cast<std::uint64_t>(witness.page));
    else sheet.text(witness.printed_page);
    sheet.number_unless_zero(static_cast<std::uint64_t>(witness.slide));
    sheet.text(witness.section);
    sheet.number_unless_zero(static_cast<std::uint64_t>(witness.paragraph));
    sheet.text(join(witness.badges, "; "));
    sheet.text(witness.kind);
    sheet.number(static_cast<double>(cites_.number(witness.source)));
    sheet.text(answer_.sources[witness.source].file);
    sheet.number(static_cast<double>(witness.begin));
    sheet.number(static_cast<double>(witness.end));
    sheet.text(witness.item);
    if (is_shortened()) sheet.text(witness.sha256);
    sheet.end();
  }

  void sources() {
    Sheet& sheet = sheets_.emplace_back("Sources");
    sheet.head({"#", "reference", "authors", "year", "title", "in", "publisher", "DOI", "address", "file", "held as", "lacks", "key"});
    for (const std::size_t source : cites_.order()) {
      const SourceView& view = answer_.sources[source];
      const Record& record = cites_.record(source);
      sheet.number(static_cast<double>(cites_.number(source)));
      sheet.text(plain(cites_.reference(source)));
      sheet.text(join(view.authors, "; "));
      sheet.number_unless_zero(static_cast<std::uint64_t>(std::max(0, view.year)));
      sheet.text(record.title);
      sheet.text(record.container);
      sheet.text(record.publisher);
      sheet.text(record.doi);
      sheet.text(record.url);
      sheet.text(view.file);
      sheet.text(view.depth);
      sheet.text(join(lacks(record), "; "));
      sheet.text(record.key);
      sheet.end();
    }
  }

  void about() {
    Sheet& sheet = sheets_.emplace_back("About");
    sheet.head({"what", "text"});
    const auto say = [&](const std::string& label, const std::string& text) {
      if (text.empty()) return;
      sheet.text(label);
      sheet.text(text);
      sheet.end();
    };
    for (const Fact& fact : outline_.about) say(fact.label, fact.text);
    say("Answer", outline_.headline);
    for (const Gap& gap : answer_.gap) say(answer_.rows.empty() ? "Why" : "Beside it", gap.why);
    say("Step by step", answer_.emptied_by);
    for (const NearMiss& miss : answer_.near_misses) say("Near, but not counted", std::to_string(miss.count) + " " + miss.why);
    for (const Notice& notice : answer_.notices) say("Note", notice.text);
  }

  const Answer& answer_;
  const Outline outline_;
  const Citations cites_;
  std::vector<Sheet> sheets_;
};

constexpr std::string_view kStyles =
    R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF1EDE4"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF1D1D1B"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" horizontal="right" indent="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)";

std::vector<ZipPart> frame(const Book& book, std::string_view day) {
  const std::string package = "application/vnd.openxmlformats-";
  std::string types(kXmlHead), workbook(kXmlHead), relations(kXmlHead);
  types += "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
           "ContentType=\"" + package + "package.relationships+xml\"/><Default Extension=\"xml\" "
           "ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"" + package +
           "officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"" + package +
           "officedocument.spreadsheetml.styles+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"" + package +
           "package.core-properties+xml\"/>";
  workbook += "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
              "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><bookViews><workbookView "
              "activeTab=\"0\"/></bookViews><sheets>";
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  relations += "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  for (std::size_t i = 0; i < book.sheets().size(); ++i) {
    const std::string n = std::to_string(i + 1);
    types += "<Override PartName=\"/xl/worksheets/sheet" + n + ".xml\" ContentType=\"" + package +
             "officedocument.spreadsheetml.worksheet+xml\"/>";
    workbook += "<sheet name=\"" + book.sheets()[i].name() + "\" sheetId=\"" + n + "\" r:id=\"rId" + n + "\"/>";
    relations += "<Relationship Id=\"rId" + n + "\" Type=\"" + office + "worksheet\" Target=\"worksheets/sheet" + n + ".xml\"/>";
  }
  workbook += "</sheets></workbook>";
  relations += "<Relationship Id=\"rId" + std::to_string(book.sheets().size() + 1) + "\" Type=\"" + office +
               "styles\" Target=\"styles.xml\"/></Relationships>";
  return {{"[Content_Types].xml", types + "</Types>"},
          {"_rels/.rels",
           std::string(kXmlHead) +
               "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
               "Type=\"" + office + "officeDocument\" Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" "
               "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" "
               "Target=\"docProps/core.xml\"/></Relationships>"},
          {"docProps/core.xml", core_properties(book.title(), day)},
          {"xl/workbook.xml", workbook},
          {"xl/_rels/workbook.xml.rels", relations},
          {"xl/styles.xml", std::string(kXmlHead) + std::string(kStyles)}};
}

std::string render(const Answer& answer, const RenderOptions& options) { return zipped(xlsx_of(answer, options)); }

const RegisterFormat kXlsx({"xlsx", "a workbook: the answer, its quotations, its sources, what it is about", render, true, true});

}  // namespace

std::vector<ZipPart> xlsx_of(const Answer& answer, const RenderOptions& options) {
  const Book book(answer, options);
  auto parts = frame(book, options.as_of ? options.as_of() : std::string());
  for (std::size_t i = 0; i < book.sheets().size(); ++i)
    parts.push_back({"xl/worksheets/sheet" + std::to_string(i + 1) + ".xml", book.sheets()[i].xml_text()});
  return parts;
}

}  // namespace evident::query
