// Tables of records as databases and spreadsheets give them: CSV (RFC 4180) or columns parted by tabs or
// semicolons, the first row names the columns. Each further row is a record.
#include <algorithm>
#include <string>
#include <vector>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

// Column names by their letters only, in lower case.
constexpr NamedTag kColumns[] = {
    {"ty", {F::type}},
    {"type", {F::type}},
    {"itemtype", {F::type}},
    {"documenttype", {F::type}},
    {"publicationtype", {F::type}},
    {"au", {F::author}},
    {"author", {F::author}},
    {"authors", {F::author}},
    {"editor", {F::editor}},
    {"editors", {F::editor}},
    {"ti", {F::title}},
    {"title", {F::title}},
    {"articletitle", {F::title}},
    {"py", {F::date, Form::date}},
    {"year", {F::date, Form::date}},
    {"publicationyear", {F::date, Form::date}},
    {"da", {F::date, Form::date}},
    {"date", {F::date, Form::date}},
    {"publicationdate", {F::date, Form::date}},
    {"jo", {F::venue}},
    {"journal", {F::venue}},
    {"sourcetitle", {F::venue}},
    {"publicationtitle", {F::venue}},
    {"journalbook", {F::venue}},
    {"source", {F::venue}},
    {"vl", {F::volume}},
    {"volume", {F::volume}},
    {"is", {F::issue}},
    {"issue", {F::issue}},
    {"number", {F::issue}},
    {"sp", {F::pages, Form::first_page}},
    {"startpage", {F::pages, Form::first_page}},
    {"pagestart", {F::pages, Form::first_page}},
    {"ep", {F::pages, Form::last_page}},
    {"endpage", {F::pages, Form::last_page}},
    {"pageend", {F::pages, Form::last_page}},
    {"pages", {F::pages}},
    {"do", {F::doi, Form::identifier}},
    {"doi", {F::doi, Form::identifier}},
    {"pmid", {F::pmid}},
    {"pubmedid", {F::pmid}},
    {"pmcid", {F::pmcid, Form::identifier}},
    {"sn", {F::issn, Form::number}},
    {"issn", {F::issn, Form::number}},
    {"isbn", {F::isbn, Form::number}},
    {"ur", {F::url}},
    {"url", {F::url}},
    {"link", {F::url}},
    {"ab", {F::abstract}},
    {"abstract", {F::abstract}},
    {"abstractnote", {F::abstract}},
    {"kw", {F::keyword, Form::list}},
    {"keywords", {F::keyword, Form::list}},
    {"authorkeywords", {F::keyword, Form::list}},
    {"indexkeywords", {F::keyword, Form::list}},
    {"manualtags", {F::keyword, Form::list}},
    {"la", {F::language}},
    {"language", {F::language}},
    {"pb", {F::publisher}},
    {"publisher", {F::publisher}},
    {"cy", {F::place}},
    {"place", {F::place}},
    {"id", {F::key}},
    {"key", {F::key}},
    {"eid", {F::accession}},
    {"accessionnumber", {F::accession}},
    {"notes", {F::note}},
    {"note", {F::note}},
    {"database", {F::database}},
    {"affiliations", {F::affiliation}},
    {"series", {F::series}},
    {"edition", {F::edition}},
    {"artno", {F::article_number}},
};
constexpr NamedType kTypes[] = {
    {"jour", RecordType::article},
    {"article", RecordType::article},
    {"journalarticle", RecordType::article},
    {"journal article", RecordType::article},
    {"book", RecordType::book},
    {"booksection", RecordType::chapter},
    {"chap", RecordType::chapter},
    {"thesis", RecordType::thesis},
    {"report", RecordType::report},
    {"conferencepaper", RecordType::conference_paper},
    {"conference paper", RecordType::conference_paper},
    {"review", RecordType::review},
    {"preprint", RecordType::preprint},
    {"webpage", RecordType::web_page},
};

struct Cell {
  std::size_t begin = 0, end = 0;  // its words, without quotation marks
  bool doubled = false;            // marks within are doubled
};

class Rows {
 public:
  Rows(std::string_view text, char mark) : text_(text), mark_(mark) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }
  // The cells of the next row; false at the end. Quoted cells may hold line ends.
  bool next(std::vector<Cell>& cells) {
    cells.clear();
    if (at_ >= text_.size()) return false;
    begin_ = at_;
    for (;;) {
      Cell cell{at_, at_, false};
      if (at_ < text_.size() && text_[at_] == '"' && (mark_ != '\t' || closes())) {
        cell.begin = ++at_;
        for (; at_ < text_.size(); ++at_) {
          if (text_[at_] != '"') continue;
          if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
          cell.doubled = true;
          ++at_;
        }
        cell.end = std::min(at_, text_.size());
        while (at_ < text_.size() && text_[at_] != mark_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
      } else {
        while (at_ < text_.size() && text_[at_] != mark_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
        cell.end = at_;
      }
      cells.push_back(cell);
      if (at_ < text_.size() && text_[at_] == mark_) {
        ++at_;
        continue;
      }
      end_ = at_;
      if (at_ < text_.size() && text_[at_] == '\r') ++at_;
      if (at_ < text_.size() && text_[at_] == '\n') ++at_;
      return true;
    }
  }
  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }

 private:
  // Between tabs a quotation mark is mostly a part of the words: it encloses them only if its like ends the
  // cell.
  bool closes() const {
    std::size_t end = text_.find_first_of("\t\r\n", at_);
    if (end == std::string_view::npos) end = text_.size();
    return end > at_ + 1 && text_[end - 1] == '"';
  }

  std::string_view text_;
  char mark_;
  std::size_t at_ = 0, begin_ = 0, end_ = 0;
};

std::string column_name(std::string_view words) {
  std::string name;
  for (const char c : words)
    if (c >= 'A' && c <= 'Z')
      name += static_cast<char>(c - 'A' + 'a');
    else if (c >= 'a' && c <= 'z')
      name += c;
  return name;
}

char mark_of(std::string_view text) {
  const std::string_view head = text.substr(0, text.find('\n'));
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char mark : {',', '\t', ';'})
    if (const auto n = std::count(head.begin(), head.end(), mark); n > most) {
      most = n;
      best = mark;
    }
  return best;
}

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  Rows rows(text, mark_of(text));
  std::vector<Cell> cells, head;
  if (!rows.next(head)) return {};
  std::vector<std::string_view> tags;
  std::vector<Meaning> meanings;
  for (const Cell& cell : head) {
    tags.push_back(bare(text.substr(cell.begin, cell.end - cell.begin)));
    meanings.push_back(meaning_of(kColumns, column_name(tags.back())));
  }
  BibliographicRecord record;
  while (rows.next(cells)) {
    if (cancel.requested()) return fail(Code::cancelled, "stopped while reading records");
    if (rows.end() - rows.begin() > kRecordBytes)
      return fail(Code::limit, "a row has more than " + std::to_string(kRecordBytes) + " bytes",
                  "close its quotation marks", {"", rows.begin(), rows.end()});
    if (cells.size() == 1 && bare(text.substr(cells[0].begin, cells[0].end - cells[0].begin)).empty())
      continue;
    record.clear();
    record.begin = rows.begin();
    record.end = rows.end();
    for (std::size_t c = 0; c < cells.size() && c < tags.size(); ++c) {
      std::string_view words = text.substr(cells[c].begin, cells[c].end - cells[c].begin);
      if (cells[c].doubled) {
        std::string clean;
        for (std::size_t i = 0; i < words.size(); ++i) {
          clean += words[i];
          if (words[i] == '"' && i + 1 < words.size() && words[i + 1] == '"') ++i;
        }
        words = record.words.keep(clean);
      }
      if (bare(words).empty()) continue;
      const Meaning meaning = meanings[c];
      if (meaning.field == F::author || meaning.field == F::editor)
        add_authors(record, meaning.field, tags[c], words, cells[c].begin, cells[c].end);
      else if (meaning.field == F::pmid && !plain_pmid(words).empty())
        record.add(F::pmid, tags[c], plain_pmid(words), cells[c].begin, cells[c].end);
      else
        put(record, meaning, tags[c], words, cells[c].begin, cells[c].end);
      if (meaning.field == F::type) record.type = type_among(kTypes, bare(words));
    }
    finish_record(record);
    EV_CHECK(sink(record));
  }
  return {};
}

// A first row of names of which a title and two others are known.
int recognise(std::string_view head, std::string_view extension) {
  const std::string_view first = head.substr(0, head.find('\n'));
  if (first.size() > 8192 || first.find_first_of(",\t;") == std::string_view::npos) return 0;
  Rows rows(head, mark_of(head));
  std::vector<Cell> cells;
  if (!rows.next(cells)) return 0;
  bool title = false;
  std::size_t known = 0;
  for (const Cell& cell : cells) {
    const std::string name = column_name(head.substr(cell.begin, cell.end - cell.begin));
    const Meaning meaning = meaning_of(kColumns, name);
    title = title || meaning.field == F::title;
    known += meaning.field != F::other;
  }
  const bool table = extension == ".csv" || extension == ".tsv" || extension == ".txt" || extension.empty();
  return title && table && known >= 3 && known * 3 >= cells.size() ? 75 : 0;
}

const RegisterRecordFormat registered{{"table of records",
                                       {".csv", ".tsv"},
                                       "a table with a record a row, as Scopus, PubMed and Zotero export it",
                                       recognise,
                                       read}};

}  // namespace
}  // namespace evident::ingest
