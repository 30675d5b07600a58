// Excel files: each sheet that is shown is a table, its first row the header. Cells keep their columns;
// numbers are written as short as they read back the same, dates as ISO 8601.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>

#include "ingest/readers/compose.hpp"
#include "ingest/readers/office.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/shape.hpp"
#include "ingest/readers/xml.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kColumns = 16'384;  // of a sheet, as the format has them

// The column of "BC12", from 0; npos when the place is none.
std::size_t column_of(std::string_view place) {
  std::size_t column = 0, i = 0;
  for (; i < place.size() && i < 3 && place[i] >= 'A' && place[i] <= 'Z'; ++i)
    column = column * 26 + static_cast<std::size_t>(place[i] - 'A') + 1;
  return i == 0 || column > kColumns ? std::string_view::npos : column - 1;
}

// Whether a format shows a day: one of those built in, or one with years, months or days outside of quotation
// marks.
bool shows_date(int id, std::string_view format) {
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
    return true;
  if (id < 164) return false;
  char quote = 0;
  for (const char c : format) {
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '"') {
      quote = '"';
    } else if (c == '[') {
      quote = ']';
    } else if (c == 'y' || c == 'd' || c == 'Y' || c == 'D') {
      return true;
    }
  }
  return false;
}

class Workbook {
 public:
  Workbook(Composer& out, bool from_1904) : out_(out), from_1904_(from_1904) {}

  void strings(const pugi::xml_node& sst) {
    for (const pugi::xml_node& si : sst.children())
      if (local_name(si) == "si") strings_.push_back(words_of(si));
  }
  void styles(const pugi::xml_node& sheet) {
    std::map<int, std::string> formats;
    for (const pugi::xml_node& f : child(sheet, "numFmts").children())
      formats.emplace(number(value(f, "numFmtId"), 0, 100000), std::string(value(f, "formatCode")));
    for (const pugi::xml_node& xf : child(sheet, "cellXfs").children()) {
      const int id = number(value(xf, "numFmtId"), 0, 100000);
      const auto named = formats.find(id);
      dates_.push_back(shows_date(id, named == formats.end() ? "" : named->second));
    }
  }
  void sheet(const pugi::xml_node& worksheet) {
    out_.close();
    bool first = true;
    int last = 0;
    for (const pugi::xml_node& row : child(worksheet, "sheetData").children()) {
      if (!out_.goes_on()) return;
      last = std::max(last + 1, number(value(row, "r"), 0, 1 << 24));
      std::vector<std::string> cells;
      for (const pugi::xml_node& c : row.children()) {
        if (local_name(c) != "c") continue;
        std::size_t column = column_of(value(c, "r"));
        if (column == std::string_view::npos) column = cells.size();
        std::string words = cell(c);
        if (words.empty() || column >= kColumns) continue;
        if (cells.size() <= column) cells.resize(column + 1);
        cells[column] = std::move(words);
      }
      if (cells.empty()) continue;
      out_.row(first, last);
      first = false;
      for (const std::string& words : cells) {
        out_.next_cell();
        out_.words(words);
      }
      out_.close();
    }
  }

 private:
  // Without the readings that are printed above Chinese and Japanese words.
  static std::string words_of(const pugi::xml_node& si) {
    std::string out;
    for (const pugi::xml_node& inner : si.children()) {
      if (local_name(inner) == "t") out += inner.text().get();
      if (local_name(inner) == "r") out += child(inner, "t").text().get();
    }
    return out;
  }

  std::string cell(const pugi::xml_node& c) const {
    const std::string_view type = value(c, "t");
    const std::string_view v = child(c, "v").text().get();
    if (type == "inlineStr") return words_of(child(c, "is"));
    if (type == "s") {
      const auto index = static_cast<std::size_t>(number(v, 0, 1 << 30));
      return index < strings_.size() && !v.empty() ? strings_[index] : std::string();
    }
    if (type == "b") return v == "1" ? "TRUE" : v.empty() ? "" : "FALSE";
    if (!type.empty() && type != "n") return std::string(v);
    double n = 0;
    const auto read = std::from_chars(v.data(), v.data() + v.size(), n);
    if (read.ec != std::errc() || read.ptr != v.data() + v.size()) return std::string(v);
    const auto style = static_cast<std::size_t>(number(value(c, "s"), 0, 1 << 20));
    if (style < dates_.size() && dates_[style] && n >= 1 && n < 2'958'466) return date(n);
    return fmt::format("{:.15g}", n);  // what the program shows of a number at most
  }

  // Days since the last of December 1899, in which 1900 is held to be a leap year; or since January 1904.
  std::string date(double serial) const {
    using namespace std::chrono;
    auto whole = static_cast<int>(serial);
    if (!from_1904_ && whole < 60) ++whole;
    const sys_days base =
        from_1904_ ? sys_days(year(1904) / January / 1) : sys_days(year(1899) / December / 30);
    const year_month_day day(base + days(whole));
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
  }

  Composer& out_;
  const bool from_1904_;
  std::vector<std::string> strings_;
  std::vector<bool> dates_;  // of the cells' formats
};

int recognise(std::string_view bytes, std::string_view) { return office_file(bytes, "xl/workbook"); }

Result<void> read(Document& document, std::string_view bytes, const Limits& limits, const Cancel& cancel) {
  EV_TRY(OfficePackage package, OfficePackage::open(bytes));
  EV_TRY(const std::string main, package.main_part());
  pugi::xml_document book, strings, styles;
  EV_CHECK(package.load(main, book));
  const auto parts = package.relations(main);
  for (const auto& relation : parts) {
    if (relation.type == "sharedStrings") EV_CHECK(package.load_if_there(relation.target, strings));
    if (relation.type == "styles") EV_CHECK(package.load_if_there(relation.target, styles));
  }
  const pugi::xml_node workbook = child(book, "workbook");
  document.record = package.properties();
  Composer out(document, limits, cancel, Composer::Judge::run_ins);
  const std::string_view from = value(child(workbook, "workbookPr"), "date1904");
  Workbook reader(out, from == "1" || from == "true");
  reader.strings(child(strings, "sst"));
  reader.styles(child(styles, "styleSheet"));
  const pugi::xml_node sheets = child(workbook, "sheets");
  const auto shown = [](const pugi::xml_node& sheet) {
    return value(sheet, "state").empty() || value(sheet, "state") == "visible";
  };
  for (const pugi::xml_node& entry : sheets.children()) {
    if (!shown(entry) || !out.goes_on()) continue;
    std::string_view id;
    for (const pugi::xml_attribute& a : entry.attributes())
      if (const std::string_view name = a.name(); name.ends_with(":id")) id = a.value();
    for (const auto& relation : parts) {
      if (relation.id != id || relation.type != "worksheet") continue;
      pugi::xml_document sheet;
      EV_CHECK(package.load(relation.target, sheet));
      if (!child(child(child(sheet, "worksheet"), "sheetData"), "row")) continue;
      out.heading(1);
      out.words(value(entry, "name"));
      reader.sheet(child(sheet, "worksheet"));
    }
  }
  return out.finish();
}

const RegisterReader registered{{"xlsx",
                                 {".xlsx", ".xlsm"},
                                 "Excel workbooks: each row of a sheet is a row of a table",
                                 recognise,
                                 nullptr,
                                 read}};

}  // namespace
}  // namespace evident::ingest
