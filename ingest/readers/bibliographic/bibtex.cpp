// BibTeX and biblatex: what their entries' fields mean, and what an entry takes over from the one it refers
// to. An entry with crossref stands before the entry it names, so the places of those are found in a first
// pass, which files without any are spared.
#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "ingest/readers/bibliographic/bibtex_names.hpp"
#include "ingest/readers/bibliographic/bibtex_scan.hpp"
#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/readers/bibliographic/latex.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

enum class How : std::uint8_t { words, names, date, list, numbers, doi, pages, month, raw };
struct Field {
  std::string_view name;
  F field;
  How how = How::words;
};
constexpr Field kFields[] = {
    {"title", F::title},
    {"subtitle", F::subtitle},
    {"shorttitle", F::short_title},
    {"origtitle", F::other_title},
    {"author", F::author, How::names},
    {"editor", F::editor, How::names},
    {"translator", F::translator, How::names},
    {"bookauthor", F::contributor, How::names},
    {"holder", F::contributor, How::names},
    {"director", F::contributor, How::names},
    {"journal", F::venue},
    {"journaltitle", F::venue},
    {"booktitle", F::venue},
    {"maintitle", F::series},
    {"shortjournal", F::venue_abbreviation},
    {"year", F::date, How::date},
    {"date", F::date, How::date},
    {"month", F::other, How::month},
    {"eventtitle", F::other},
    {"series", F::series},
    {"volume", F::volume},
    {"number", F::issue},
    {"issue", F::issue},
    {"pages", F::pages, How::pages},
    {"eid", F::article_number},
    {"articleno", F::article_number},
    {"edition", F::edition},
    {"publisher", F::publisher},
    {"institution", F::publisher},
    {"organization", F::publisher},
    {"school", F::publisher},
    {"address", F::place},
    {"location", F::place},
    {"doi", F::doi, How::doi},
    {"pmid", F::pmid, How::raw},
    {"pmcid", F::pmcid, How::raw},
    {"isbn", F::isbn, How::numbers},
    {"issn", F::issn, How::numbers},
    {"url", F::url, How::raw},
    {"urldate", F::accessed},
    {"language", F::language},
    {"langid", F::language},
    {"abstract", F::abstract},
    {"keywords", F::keyword, How::list},
    {"keyword", F::keyword, How::list},
    {"note", F::note},
    {"annote", F::note},
    {"annotation", F::note},
    {"comment", F::note},
    {"addendum", F::note},
    {"howpublished", F::note},
    {"file", F::attachment, How::raw},
    {"affiliation", F::affiliation},
    {"database", F::database},
    {"author_keywords", F::keyword, How::list},
    {"abbrev_source_title", F::venue_abbreviation},
    {"art_number", F::article_number},
    {"document_type", F::type},
};

constexpr NamedType kTypes[] = {
    {"article", RecordType::article},
    {"book", RecordType::book},
    {"booklet", RecordType::book},
    {"inbook", RecordType::chapter},
    {"incollection", RecordType::chapter},
    {"bookinbook", RecordType::chapter},
    {"suppbook", RecordType::chapter},
    {"suppcollection", RecordType::chapter},
    {"inproceedings", RecordType::conference_paper},
    {"conference", RecordType::conference_paper},
    {"proceedings", RecordType::proceedings},
    {"mvproceedings", RecordType::proceedings},
    {"collection", RecordType::edited_book},
    {"mvcollection", RecordType::edited_book},
    {"mvbook", RecordType::book},
    {"phdthesis", RecordType::thesis},
    {"mastersthesis", RecordType::thesis},
    {"thesis", RecordType::thesis},
    {"techreport", RecordType::report},
    {"report", RecordType::report},
    {"manual", RecordType::report},
    {"unpublished", RecordType::manuscript},
    {"online", RecordType::web_page},
    {"electronic", RecordType::web_page},
    {"www", RecordType::web_page},
    {"dataset", RecordType::dataset},
    {"software", RecordType::software},
    {"patent", RecordType::patent},
    {"standard", RecordType::standard},
    {"periodical", RecordType::book},
    {"suppperiodical", RecordType::article},
    {"reference", RecordType::reference_entry},
    {"inreference", RecordType::reference_entry},
    {"legislation", RecordType::legal},
    {"jurisdiction", RecordType::legal},
    {"legal", RecordType::legal},
    {"letter", RecordType::letter},
    {"video", RecordType::video},
    {"movie", RecordType::video},
    {"audio", RecordType::audio},
    {"music", RecordType::audio},
    {"image", RecordType::picture},
    {"artwork", RecordType::picture},
    {"review", RecordType::review},
    {"preprint", RecordType::preprint},
};

// What a child calls a parent's field: a book's title is the chapter's book title. Others have the same name.
bool inherited_as_booktitle(std::string_view name, std::string_view child) {
  return (same_word(name, "title") || same_word(name, "subtitle")) &&
         (same_word(child, "inbook") || same_word(child, "incollection") ||
          same_word(child, "inproceedings") || same_word(child, "bookinbook") ||
          same_word(child, "suppbook") || same_word(child, "conference") || same_word(child, "inreference"));
}

constexpr int kParents = 4;  // entries that refer to entries, so deep

class BibtexReader {
 public:
  BibtexReader(std::string_view text, const RecordSink& sink, const Cancel& cancel)
      : text_(text), sink_(sink), cancel_(cancel) {}

  Result<void> read() {
    if (refers()) find_parents();
    BibtexScanner scanner(text_);
    BibtexEntry entry;
    record_.clear();
    while (scanner.next(entry, record_.words)) {
      if (cancel_.requested()) return fail(Code::cancelled, "stopped while reading records");
      if (entry.end - entry.begin > kRecordBytes)
        return fail(Code::limit, "a record has more than " + std::to_string(kRecordBytes) + " bytes",
                    "close its braces", {"", entry.begin, entry.end});
      make(entry);
      if (!same_word(entry.type, "set") && !same_word(entry.type, "xdata")) EV_CHECK(sink_(record_));
      record_.clear();
    }
    return {};
  }

 private:
  bool refers() const {
    for (const std::string_view word : {"crossref", "xdata", "CROSSREF", "Crossref"})
      if (text_.find(word) != std::string_view::npos) return true;
    return false;
  }

  void find_parents() {
    BibtexEntry entry;
    WordStore store;
    for (BibtexScanner scanner(text_); scanner.next(entry, store); store.clear())
      for (const BibtexField& field : entry.fields)
        if (same_word(field.name, "crossref") || same_word(field.name, "xdata"))
          for_each_key(field.value, [&](std::string_view key) { parents_.emplace(key, text_.size()); });
    store.clear();
    for (BibtexScanner scanner(text_); scanner.next(entry, store); store.clear())
      if (const auto found = parents_.find(std::string(entry.key));
          found != parents_.end() && found->second == text_.size())
        found->second = entry.begin;
  }
  template <class Take>
  static void for_each_key(std::string_view list, Take&& take) {
    while (!list.empty()) {
      const std::size_t comma = std::min(list.find(','), list.size());
      if (const std::string_view key = bare(list.substr(0, comma)); !key.empty()) take(key);
      list.remove_prefix(std::min(list.size(), comma + 1));
    }
  }

  void make(const BibtexEntry& entry) {
    record_.begin = entry.begin;
    record_.end = entry.end;
    record_.type = type_among(kTypes, entry.type);
    const auto type_at = static_cast<std::uint64_t>(entry.type.data() - text_.data());
    record_.add(F::type, "@", entry.type, type_at, type_at + entry.type.size());
    if (!entry.key.empty()) {
      const auto at = static_cast<std::uint64_t>(entry.key.data() - text_.data());
      record_.add(F::key, "key", entry.key, at, at + entry.key.size());
    }
    month_ = {};
    seen_.clear();
    take(entry, entry.type, 0);
    set_date();
    eprint();
    finish_record(record_);
  }

  // depth: of parents above; their words stand outside of the record, so they have no place in it.
  void take(const BibtexEntry& entry, std::string_view child, int depth) {
    std::vector<std::string> parents;
    for (const BibtexField& field : entry.fields) {
      std::string name;
      for (const char c : field.name) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      if (name == "crossref" || name == "xdata")
        for_each_key(field.value, [&](std::string_view key) { parents.emplace_back(key); });
      if (depth > 0 && (name == "crossref" || name == "xdata" || name == "keywords" || name == "shorttitle" ||
                        name == "label"))
        continue;
      const bool own_name = depth == 0 || !inherited_as_booktitle(name, child);
      if (!own_name) name = name == "title" ? "booktitle" : "booksubtitle";
      if (depth > 0 && seen_.count(name)) continue;
      seen_.insert(name);
      BibtexField one = field;
      if (depth > 0) one.begin = one.end = record_.begin;
      add(depth > 0 || !own_name ? record_.words.keep(name) : field.name, name, one);
    }
    if (depth >= kParents) return;
    for (const std::string& key : parents) {
      const auto found = parents_.find(key);
      if (found == parents_.end() || found->second >= text_.size() || found->second == entry.begin) continue;
      BibtexScanner scanner(text_);
      scanner.go_to(found->second);
      BibtexEntry parent;
      if (scanner.next(parent, record_.words)) take(parent, child, depth + 1);
    }
  }

  void add(std::string_view tag, std::string_view name, const BibtexField& field) {
    const auto* known =
        std::find_if(std::begin(kFields), std::end(kFields), [&](const Field& f) { return f.name == name; });
    const std::string_view raw = bare(field.value);
    if (raw.empty()) return;
    // Blanks within the delimiters are no part of the value.
    const auto front = static_cast<std::uint64_t>(raw.data() - field.value.data());
    const bool in_text = field.end - field.begin == field.value.size();
    const std::uint64_t begin = in_text ? field.begin + front : field.begin,
                        end = in_text ? begin + raw.size() : field.end;
    if (known == std::end(kFields))
      return record_.add(F::other, tag, from_latex(raw, record_.words), begin, end);
    switch (known->how) {
      case How::names:
        return add_bibtex_names(record_, known->field, tag, raw, begin, end);
      case How::list:
        return add_each(record_, known->field, tag, from_latex(raw, record_.words),
                        raw.find(';') != std::string_view::npos ? ";" : ",", begin, end);
      case How::numbers:
        return add_standard_numbers(record_, tag, from_latex(raw, record_.words), begin, end);
      case How::raw:
        return add_raw(known->field, tag, raw, begin, end);
      case How::month:
        month_ = {F::other, tag, from_latex(raw, record_.words), {}, {}, begin, end};
        return;
      case How::date: {
        const FieldValue date{F::date, tag, from_latex(raw, record_.words), {}, {}, begin, end};
        if (name == "year")
          year_ = date;
        else
          date_ = date;
        return;
      }
      case How::doi: {
        const std::string doi = plain_doi(from_latex(raw, record_.words));
        return doi.empty() ? record_.add(F::other, tag, raw, begin, end)
                           : record_.add(F::doi, tag, record_.words.keep(doi), begin, end);
      }
      case How::pages: {
        std::string pages(from_latex(raw, record_.words));
        for (const std::string_view dash : {"–", "—"})
          for (std::size_t at; (at = pages.find(dash)) != std::string::npos;)
            pages.replace(at, dash.size(), "-");
        return record_.add(F::pages, tag, record_.words.keep(pages), begin, end);
      }
      case How::words:
        break;
    }
    // A report's number is no issue.
    const bool number_of_report = name == "number" && record_.type != RecordType::article &&
                                  record_.type != RecordType::magazine_article;
    const F other = record_.type == RecordType::report ? F::article_number : F::other;
    record_.add(number_of_report ? other : known->field, tag, from_latex(raw, record_.words), begin, end);
  }

  // Addresses and numbers: no sign of TeX but what escapes one.
  void add_raw(F field, std::string_view tag, std::string_view raw, std::uint64_t begin, std::uint64_t end) {
    std::string_view words = raw;
    if (raw.find('\\') != std::string_view::npos || raw.find('{') != std::string_view::npos) {
      std::string clean;
      for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '\\' && i + 1 < raw.size() && !(raw[i + 1] >= 'a' && raw[i + 1] <= 'z')) continue;
        if (raw[i] != '{' && raw[i] != '}') clean += raw[i];
      }
      words = record_.words.keep(clean.starts_with("\\url") ? std::string_view(clean).substr(4)
                                                            : std::string_view(clean));
    }
    if (field == F::pmid) words = plain_pmid(words);
    if (field == F::pmcid)
      if (const std::string pmcid = plain_pmcid(words); !pmcid.empty()) words = record_.words.keep(pmcid);
    if (!words.empty()) record_.add(field, tag, words, begin, end);
  }

  // biblatex's date is exact; BibTeX's year has a month beside it.
  void set_date() {
    if (!date_.text.empty()) add_date(record_, date_.tag, date_.text, date_.begin, date_.end);
    if (!year_.text.empty()) {
      std::string_view words = year_.text;
      if (!month_.text.empty() && date_.text.empty()) {
        const std::string_view number = number_in(month_.text);
        const int month =
            !number.empty() && number.size() <= 2
                ? number[0] - '0' + (number.size() == 2 ? (number[0] - '0') * 9 + number[1] - '0' : 0)
                : month_of(month_.text.substr(0, 3));
        std::string both(words);
        if (month >= 1 && month <= 12) both += "/" + std::to_string(month);
        words = record_.words.keep(both);
      }
      add_date(record_, year_.tag, words, year_.begin, year_.end);
    } else if (!month_.text.empty()) {
      record_.add(F::other, month_.tag, month_.text, month_.begin, month_.end);
    }
    date_ = year_ = month_ = {};
  }

  // eprint = 12345, eprinttype = pubmed
  void eprint() {
    const auto text = [&](std::string_view tag) {
      for (const FieldValue& value : record_.fields)
        if (value.field == F::other && same_word(value.tag, tag)) return value;
      return FieldValue{};
    };
    const FieldValue kind = text("eprinttype"), number = text("eprint");
    if (!record_.find(F::pmid) && same_word(kind.text, "pubmed"))
      if (const std::string_view pmid = plain_pmid(number.text); !pmid.empty())
        record_.add(F::pmid, number.tag, pmid, number.begin, number.end);
  }

  std::string_view text_;
  const RecordSink& sink_;
  const Cancel& cancel_;
  BibliographicRecord record_;
  FieldValue month_, date_, year_;
  std::unordered_set<std::string> seen_;                  // names of fields of the entry itself
  std::unordered_map<std::string, std::size_t> parents_;  // where the entries begin that others refer to
};

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  return BibtexReader(text, sink, cancel).read();
}

int recognise(std::string_view head, std::string_view extension) {
  if (extension == ".bib" || extension == ".bibtex") return head.find('@') != std::string_view::npos ? 95 : 0;
  // Without the extension nothing but comments may stand above the first entry.
  LineReader lines(head);
  while (lines.next()) {
    const std::string_view line = bare(lines.line());
    if (line.empty() || line.front() == '%') continue;
    if (line.front() != '@') return 0;
    const std::size_t open = line.find_first_of("{(");
    if (open == std::string_view::npos || open < 3) return 0;
    const std::string_view type = bare(line.substr(1, open - 1));
    const bool known = type_among(kTypes, type, RecordType::unknown) != RecordType::unknown ||
                       same_word(type, "misc") || same_word(type, "string") || same_word(type, "preamble") ||
                       same_word(type, "comment");
    return known ? 85 : 0;
  }
  return 0;
}

const RegisterRecordFormat registered{
    {"BibTeX", {".bib", ".bibtex"}, "BibTeX and biblatex", recognise, read}};

}  // namespace
}  // namespace evident::ingest
