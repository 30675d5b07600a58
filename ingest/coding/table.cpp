#include "ingest/coding/table.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>

#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using F = RecordField;

std::string cell_words(const Document& table, const Cell& cell) {
  std::string words = squeeze(std::string_view(table.text).substr(cell.begin, cell.end - cell.begin));
  if (table.format != "csv") return words;
  for (std::size_t at = 0; (at = words.find("\"\"", at)) != std::string::npos; ++at) words.erase(at, 1);  // RFC 4180
  return words;
}

std::vector<std::string> row_words(const Document& table, const Block& row) {
  std::vector<std::string> cells;
  for (const Cell& cell : row.cells) cells.push_back(cell_words(table, cell));
  return cells;
}

struct Sheet {
  std::string name;                  // empty: the table has no sheets
  std::vector<const Block*> rows;
};
std::vector<Sheet> sheets_of(const Document& table) {
  std::vector<Sheet> sheets;
  std::int32_t heading = -2;
  for (const Block& block : table.blocks) {
    if (block.kind != BlockKind::table_row) continue;
    if (sheets.empty() || block.heading != heading) {
      heading = block.heading;
      sheets.push_back({heading < 0 ? std::string() : squeeze(table.words(table.blocks[static_cast<std::size_t>(heading)])), {}});
    }
    sheets.back().rows.push_back(&block);
  }
  return sheets;
}

std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names)
    if (!name.empty()) all += (all.empty() ? "'" : ", '") + name + "'";
  return all;
}

// "'unclear' (row 4)": the first cells of a column that say nothing known, and how many there are.
class Unknown {
 public:
  void add(const std::string& column, const std::string& words, int row) {
    Seen& seen = columns_[column];
    if (seen.count++ < kShown)
      seen.examples += (seen.examples.empty() ? "'" : ", '") + std::string(clip_to_width(words, 40)) + "' (row " + std::to_string(row) + ")";
  }
  void tell(std::vector<std::string>& notes, std::string_view what, std::string_view fix) const {
    for (const auto& [column, seen] : columns_)
      notes.push_back(std::to_string(seen.count) + (seen.count == 1 ? " cell" : " cells") + " of the column '" + column + "' " +
                      (seen.count == 1 ? "is " : "are ") + std::string(what) + ": " + seen.examples + (seen.count > kShown ? " …" : "") +
                      "; " + std::string(fix));
  }

 private:
  static constexpr std::size_t kShown = 3;
  struct Seen {
    std::size_t count = 0;
    std::string examples;
  };
  std::map<std::string, Seen> columns_;
};

class TableCoder {
 public:
  TableCoder(const Document& table, const CodingMapping& mapping, std::string_view mapping_name, const Lexicon& lexicon)
      : table_(table), mapping_(mapping), mapping_name_(mapping_name), lexicon_(lexicon) {}

  Result<CodedWorks> run(const Cancel& cancel) {
    const std::vector<Sheet> sheets = sheets_of(table_);
    bool any = false;
    std::optional<Error> missing;  // of the sheet that lacks the fewest columns
    std::size_t fewest = 0;
    for (const Sheet& sheet : sheets) {
      if (!mapping_.sheet.empty() && sheet.name != mapping_.sheet) continue;
      const std::size_t header = header_of(sheet);
      if (header >= sheet.rows.size()) continue;
      const std::vector<std::string> lacks = columns_of(sheet, header);
      if (!lacks.empty()) {
        if (!missing || lacks.size() < fewest) {
          missing = lacking(sheet, lacks);
          fewest = lacks.size();
        }
        continue;
      }
      any = true;
      for (std::size_t r = header + 1; r < sheet.rows.size(); ++r) {
        if (cancel.requested()) return fail(Code::cancelled, "stopped while reading " + table_.name);
        row(sheet, *sheet.rows[r]);
      }
    }
    if (!any && missing) return tl::unexpected<Error>(std::move(*missing));
    if (!any) return no_sheet(sheets);
    tell();
    return std::move(out_);
  }

 private:
  tl::unexpected<Error> no_sheet(const std::vector<Sheet>& sheets) const {
    std::vector<std::string> names;
    for (const Sheet& sheet : sheets) names.push_back(sheet.name);
    const std::string there = listed(names);
    if (!mapping_.sheet.empty() && std::find(names.begin(), names.end(), mapping_.sheet) == names.end())
      return fail(Code::bad_input, std::string(mapping_name_) + " names the sheet '" + mapping_.sheet + "', which is not in " + table_.name,
                  there.empty() ? "leave \"sheet\" out: the file has no sheets" : "sheets there: " + there, {table_.path, {}, {}});
    return fail(Code::bad_input, table_.name + " has no row " + std::to_string(mapping_.header) + " for the names of the columns",
                "correct \"header row\" in " + std::string(mapping_name_), {table_.path, {}, {}});
  }
  std::size_t header_of(const Sheet& sheet) const {
    for (std::size_t r = 0; r < sheet.rows.size(); ++r)
      if (sheet.rows[r]->row == static_cast<int>(mapping_.header)) return r;
    return mapping_.header == 1 ? 0 : sheet.rows.size();
  }
  // Finds the columns that the mapping names; those that are not there.
  std::vector<std::string> columns_of(const Sheet& sheet, std::size_t header) {
    names_ = row_words(table_, *sheet.rows[header]);
    places_.clear();
    std::vector<std::string> lacks;
    const auto place = [&](auto&& fits) { return static_cast<std::size_t>(std::find_if(names_.begin(), names_.end(), fits) - names_.begin()); };
    for (const std::string& wanted : mapping_.columns()) {
      std::size_t at = place([&](const std::string& name) { return name == squeeze(wanted); });
      if (at == names_.size()) at = place([&](const std::string& name) { return !fold(name).empty() && fold(name) == fold(wanted); });
      if (at < names_.size())
        places_.emplace(wanted, at);
      else if (std::find(lacks.begin(), lacks.end(), wanted) == lacks.end())
        lacks.push_back(wanted);
    }
    return lacks;
  }
  Error lacking(const Sheet& sheet, const std::vector<std::string>& lacks) const {
    return Error{Code::bad_input,
                 std::string(mapping_name_) + (lacks.size() == 1 ? " names the column " : " names the columns ") + listed(lacks) + ", which " +
                     (lacks.size() == 1 ? "is" : "are") + " not in " + table_.name + (sheet.name.empty() ? "" : ", sheet '" + sheet.name + "'"),
                 "columns there: " + listed(names_), Place{table_.path, {}, {}}};
  }

  const std::string& cell(const std::string& column) const {
    static const std::string none;
    const auto at = places_.find(column);
    return at == places_.end() || at->second >= cells_.size() ? none : cells_[at->second];
  }
  std::string said(const FromColumn& from) const {
    if (from.column.empty()) return from.constant;
    const std::string& words = cell(from.column);
    for (const auto& [theirs, ours] : from.values)
      if (fold(theirs) == fold(words) && squeeze(theirs).empty() == words.empty()) return ours;
    return words;
  }
  std::string place_of(const std::string& column) const {
    return work_.section + ", column " + column_letters(places_.at(column));
  }

  void row(const Sheet& sheet, const Block& block) {
    cells_ = row_words(table_, block);
    row_ = block.row;
    work_ = {};
    work_.section = table_.name + (sheet.name.empty() ? "" : ", sheet " + sheet.name) + ", row " + std::to_string(row_);
    work_.coder = said(mapping_.coder);
    if (work_.coder.empty()) work_.coder = table_.name;
    lines_.assign(cells_.size(), {0, 0});
    starts_.assign(cells_.size(), 0);
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      starts_[c] = work_.text.size();
      lines_[c] = work_.add_line(c < names_.size() && !names_[c].empty() ? names_[c] : "column " + column_letters(c), cells_[c]);
    }
    bool told = false;
    for (const auto& [field, column] : mapping_.record) {
      if (cell(column).empty()) continue;
      const auto [begin, end] = lines_[places_.at(column)];
      work_.fields.push_back({reading_of(field), column, begin, end});
      told = told || field == F::title || field == F::doi || field == F::pmid;
    }
    if (work_.text.empty()) return;
    if (!told) {
      untold_.push_back(row_);
      return;
    }
    study();
    for (const CodeColumn& column : mapping_.codes) code(column);
    out_.works.push_back(std::move(work_));
  }

  void study() {
    for (const auto& [attribute, from] : mapping_.study) {
      const std::string words = said(from);
      if (words.empty()) continue;
      if (graph::info(attribute).type != graph::Type::choice) {
        work_.study.emplace_back(attribute, words);
      } else if (const auto choice = choice_said(lexicon_, attribute, words)) {
        work_.study.emplace_back(attribute, *choice);
      } else if (const auto answer = mapping_.answers.of(words); !answer || *answer == CodeAnswer::found) {
        (attribute == Attribute::design ? unknown_designs_ : unknown_methods_).add(from.column, words, row_);
      }
    }
    const auto count = count_said(cell(mapping_.sample_size));
    std::string who = cell(mapping_.population);
    if (count || !who.empty())
      work_.study.emplace_back(Attribute::participants,
                               Json(Json::Array{Json::Object{{"count", count ? Json(*count) : Json()}, {"who", std::move(who)}}}));
  }

  std::string translated(const CodeColumn& column, const std::string& words) const {
    for (const auto& [theirs, ours] : column.values)
      if (fold(theirs) == fold(words) && squeeze(theirs) == words) return ours;
    for (const auto& [theirs, ours] : column.values)
      if (!fold(theirs).empty() && fold(theirs) == fold(words)) return ours;
    return words;
  }
  void code(const CodeColumn& column) {
    const std::size_t at = places_.at(column.column);
    const std::string words = at < cells_.size() ? cells_[at] : std::string();
    if (column.name.empty()) return texts(column, at, words);
    std::optional<CodeAnswer> answer = words.empty() ? mapping_.empty : mapping_.answers.of(translated(column, words));
    if (!answer && !words.empty()) {
      answer = column.otherwise;
      if (!answer) unknown_.add(column.column, words, row_);
    }
    if (!answer) return;
    HumanCode code = code_of(column, column.name, words.empty() ? "nothing" : words);
    code.answer = *answer;
    code.begin = starts_.size() > at ? starts_[at] : 0;
    code.end = at < lines_.size() ? lines_[at].second : 0;
    if (!quoted(column, code) && words.empty() && code.answer == CodeAnswer::found) return;
    work_.codes.push_back(std::move(code));
  }
  // A cell of names: each is a code.
  void texts(const CodeColumn& column, std::size_t at, const std::string& words) {
    std::size_t from = 0;
    while (from <= words.size() && !words.empty()) {
      const std::size_t cut = column.separator.empty() ? words.size() : std::min(words.find(column.separator, from), words.size());
      const std::string_view part = trim(std::string_view(words).substr(from, cut - from));
      const std::size_t begin = part.empty() ? 0 : static_cast<std::size_t>(part.data() - words.data());
      from = cut + std::max<std::size_t>(column.separator.size(), 1);
      if (part.empty()) continue;
      const std::string name = translated(column, std::string(part));
      const auto answer = mapping_.answers.of(name);
      if (answer && *answer != CodeAnswer::found) continue;  // "none": nothing is named
      HumanCode code = code_of(column, answer ? column.column : name, std::string(part));
      code.begin = lines_[at].first + begin;
      code.end = code.begin + part.size();
      (void)quoted(column, code);
      work_.codes.push_back(std::move(code));
    }
  }
  HumanCode code_of(const CodeColumn& column, const std::string& name, const std::string& words) const {
    HumanCode code;
    code.meaning = column.meaning;
    code.name = name;
    code.section = place_of(column.column);
    code.belongs_to = column.column;
    code.reason = "coded '" + std::string(clip_to_width(words, 60)) + "' in the column '" + column.column + "' of " + table_.name + ", row " +
                  std::to_string(row_) + (work_.coder == table_.name ? "" : ", by " + work_.coder);
    if (const auto page = count_said(cell(column.page)); page && *page < 1'000'000) code.page = static_cast<int>(*page);
    for (const auto& [attribute, from] : column.attributes) {
      const std::string value = said(from);
      if (value.empty()) continue;
      if (graph::info(attribute).type != graph::Type::choice)
        code.attributes.emplace_back(attribute, value);
      else if (const auto choice = choice_said(lexicon_, attribute, value))
        code.attributes.emplace_back(attribute, *choice);
    }
    return code;
  }
  // Where a column with the words of the work says some, they are the quotation.
  bool quoted(const CodeColumn& column, HumanCode& code) const {
    if (cell(column.quote).empty()) return false;
    const auto [begin, end] = lines_[places_.at(column.quote)];
    code.begin = begin;
    code.end = end;
    code.section = place_of(column.quote);
    return true;
  }

  void tell() {
    unknown_.tell(out_.notes, "neither yes nor no", "add such words to \"yes\" or \"no\" in " + std::string(mapping_name_) +
                                                         ", or give the column \"other words\"");
    unknown_designs_.tell(out_.notes, "no design that is known", "give the column \"values\" in " + std::string(mapping_name_));
    unknown_methods_.tell(out_.notes, "no method that is known", "give the column \"values\" in " + std::string(mapping_name_));
    if (!untold_.empty())
      out_.notes.push_back(std::to_string(untold_.size()) + (untold_.size() == 1 ? " row tells" : " rows tell") +
                           " no work (neither title nor DOI nor PMID) and " + (untold_.size() == 1 ? "was" : "were") + " left out; the first is row " +
                           std::to_string(untold_.front()));
  }

  const Document& table_;
  const CodingMapping& mapping_;
  const std::string_view mapping_name_;
  const Lexicon& lexicon_;
  CodedWorks out_;
  std::vector<std::string> names_;                       // of the columns
  std::unordered_map<std::string, std::size_t> places_;  // of the columns that the mapping names
  // Of the present row.
  int row_ = 0;
  CodedWork work_;
  std::vector<std::string> cells_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> lines_;  // their words in the text
  std::vector<std::uint64_t> starts_;                           // where their lines begin
  Unknown unknown_, unknown_designs_, unknown_methods_;
  std::vector<int> untold_;
};

}  // namespace

Result<CodedWorks> coded_table(const Document& table, const CodingMapping& mapping, std::string_view mapping_name,
                               const Lexicon& lexicon, const Cancel& cancel) {
  return TableCoder(table, mapping, mapping_name, lexicon).run(cancel);
}

TableHead head_of(const Document& table, std::size_t most) {
  TableHead head;
  for (const Sheet& sheet : sheets_of(table)) {
    if (sheet.rows.size() < 2) continue;
    head.columns = row_words(table, *sheet.rows.front());
    for (std::size_t r = 1; r < sheet.rows.size() && r <= most; ++r) head.rows.push_back(row_words(table, *sheet.rows[r]));
    break;
  }
  return head;
}

bool looks_coded(const TableHead& head) {
  if (head.rows.empty()) return false;
  const auto proposed = propose_mapping(head.columns, head.rows);
  return proposed && proposed->codes;
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

}  // namespace evident::ingest
