// RIS (Research Information Systems, specifications of 2001 and 2011, and what Zotero, EndNote, Ovid, Scopus
// and PubMed make of them). A line "XX  - words" is a field; a line without a tag goes on with the field
// before it. A record begins with TY; it ends with ER, or where the next TY stands when ER was forgotten.
#include <algorithm>
#include <array>
#include <string>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

struct Tag {
  char name[3];
  Meaning meaning;
};
constexpr Tag kTags[] = {
    {"A1", {F::author, Form::person}},
    {"A2", {F::editor, Form::person}},
    {"A3", {F::editor, Form::person}},
    {"A4", {F::translator, Form::person}},
    {"AB", {F::abstract, Form::words}},
    {"AD", {F::affiliation, Form::words}},
    {"AN", {F::accession, Form::words}},
    {"AU", {F::author, Form::person}},
    {"BT", {F::venue, Form::words}},
    {"C2", {F::other, Form::identifier}},
    {"C7", {F::article_number, Form::words}},
    {"CP", {F::issue, Form::words}},
    {"CY", {F::place, Form::words}},
    {"DA", {F::date, Form::date}},
    {"DB", {F::database, Form::words}},
    {"DO", {F::doi, Form::identifier}},
    {"DI", {F::doi, Form::identifier}},
    {"ED", {F::editor, Form::person}},
    {"EP", {F::pages, Form::last_page}},
    {"ET", {F::edition, Form::words}},
    {"ID", {F::key, Form::words}},
    {"IS", {F::issue, Form::words}},
    {"J1", {F::venue_abbreviation, Form::words}},
    {"J2", {F::venue_abbreviation, Form::words}},
    {"JA", {F::venue_abbreviation, Form::words}},
    {"JF", {F::venue, Form::words}},
    {"JO", {F::venue, Form::words}},
    {"JT", {F::venue, Form::words}},
    {"KW", {F::keyword, Form::list}},
    {"L1", {F::attachment, Form::words}},
    {"L2", {F::url, Form::words}},
    {"L3", {F::other, Form::identifier}},
    {"L4", {F::attachment, Form::words}},
    {"LA", {F::language, Form::words}},
    {"LK", {F::url, Form::words}},
    {"M3", {F::other, Form::identifier}},
    {"N1", {F::note, Form::words}},
    {"N2", {F::abstract, Form::words}},
    {"PB", {F::publisher, Form::words}},
    {"PP", {F::place, Form::words}},
    {"PY", {F::date, Form::date}},
    {"RN", {F::note, Form::words}},
    {"SN", {F::issn, Form::number}},
    {"SP", {F::pages, Form::first_page}},
    {"ST", {F::short_title, Form::words}},
    {"T1", {F::title, Form::words}},
    {"T2", {F::venue, Form::words}},
    {"T3", {F::series, Form::words}},
    {"TA", {F::translator, Form::person}},
    {"TI", {F::title, Form::words}},
    {"TT", {F::other_title, Form::words}},
    {"U1", {F::other, Form::identifier}},
    {"U2", {F::other, Form::identifier}},
    {"U3", {F::other, Form::identifier}},
    {"U4", {F::other, Form::identifier}},
    {"U5", {F::other, Form::identifier}},
    {"UR", {F::url, Form::words}},
    {"VL", {F::volume, Form::words}},
    {"Y1", {F::date, Form::date}},
    {"Y2", {F::accessed, Form::words}},
    {"M1", {F::other, Form::identifier}},
    {"PU", {F::publisher, Form::words}},
    {"CT", {F::title, Form::words}},
};

// The place of a tag in kTags plus one, by its two characters.
constexpr std::size_t slot(char a, char b) {
  const auto part = [](char c) { return static_cast<std::size_t>(c >= 'A' ? c - 'A' : 26 + c - '0'); };
  return part(a) * 36 + part(b);
}
constexpr auto kSlots = [] {
  std::array<std::uint8_t, 36 * 36> slots{};
  for (std::size_t i = 0; i < std::size(kTags); ++i)
    slots[slot(kTags[i].name[0], kTags[i].name[1])] = static_cast<std::uint8_t>(i + 1);
  return slots;
}();

struct TypeName {
  std::string_view name;
  RecordType type;
};
constexpr TypeName kTypes[] = {
    {"ABST", RecordType::other},
    {"ADVS", RecordType::video},
    {"AGGR", RecordType::dataset},
    {"ANCIENT", RecordType::manuscript},
    {"ART", RecordType::picture},
    {"BILL", RecordType::legal},
    {"BLOG", RecordType::web_page},
    {"BOOK", RecordType::book},
    {"CASE", RecordType::legal},
    {"CHAP", RecordType::chapter},
    {"CHART", RecordType::picture},
    {"CLSWK", RecordType::book},
    {"COMP", RecordType::software},
    {"CONF", RecordType::proceedings},
    {"CPAPER", RecordType::conference_paper},
    {"CTLG", RecordType::other},
    {"DATA", RecordType::dataset},
    {"DBASE", RecordType::dataset},
    {"DICT", RecordType::reference_entry},
    {"EBOOK", RecordType::book},
    {"ECHAP", RecordType::chapter},
    {"EDBOOK", RecordType::edited_book},
    {"EJOUR", RecordType::article},
    {"ELEC", RecordType::web_page},
    {"ENCYC", RecordType::reference_entry},
    {"EQUA", RecordType::other},
    {"FIGURE", RecordType::picture},
    {"GEN", RecordType::other},
    {"GOVDOC", RecordType::report},
    {"GRANT", RecordType::other},
    {"GRNT", RecordType::other},
    {"HEAR", RecordType::legal},
    {"ICOMM", RecordType::letter},
    {"INPR", RecordType::article},
    {"JFULL", RecordType::article},
    {"JOUR", RecordType::article},
    {"LEGAL", RecordType::legal},
    {"MANSCPT", RecordType::manuscript},
    {"MAP", RecordType::picture},
    {"MGZN", RecordType::magazine_article},
    {"MPCT", RecordType::video},
    {"MULTI", RecordType::video},
    {"MUSIC", RecordType::audio},
    {"NEWS", RecordType::newspaper_article},
    {"PAMP", RecordType::report},
    {"PAT", RecordType::patent},
    {"PCOMM", RecordType::letter},
    {"PREPRINT", RecordType::preprint},
    {"RPRT", RecordType::report},
    {"SER", RecordType::book},
    {"SLIDE", RecordType::presentation},
    {"SOUND", RecordType::audio},
    {"STAND", RecordType::standard},
    {"STAT", RecordType::legal},
    {"STD", RecordType::standard},
    {"THES", RecordType::thesis},
    {"UNBILL", RecordType::legal},
    {"UNPB", RecordType::manuscript},
    {"UNPD", RecordType::manuscript},
    {"VIDEO", RecordType::video},
    {"WEB", RecordType::web_page},
};

RecordType type_of(std::string_view name) {
  for (const TypeName& known : kTypes)
    if (name == known.name) return known.type;
  if (same_word(name, "jour") || same_word(name, "journal article")) return RecordType::article;
  return RecordType::other;
}

// A line's tag and where its words begin: "TY  - ", "ER  -", and with one blank or none as some write them.
struct TagLine {
  char name[2];
  std::size_t words;
};
bool tag_of(std::string_view line, TagLine& tag) {
  if (line.size() < 3 || !upper(line[0]) || !(upper(line[1]) || digit(line[1]))) return false;
  std::size_t at = 2;
  while (at < line.size() && at < 5 && line[at] == ' ') ++at;
  if (at == line.size() || line[at] != '-') return false;
  const std::size_t blanks = at - 2;
  // "ER - positive tumours" goes on with an abstract: with fewer blanks than the two of the specification a
  // line is a field only if the tag is known, and the end of a record only if nothing follows.
  if (blanks < 2) {
    const bool known = kSlots[slot(line[0], line[1])] != 0 || (line[0] == 'T' && line[1] == 'Y');
    const bool end = line[0] == 'E' && line[1] == 'R' && bare(line.substr(at + 1)).empty();
    if (!known && !end) return false;
    if (blanks == 0 && at + 1 < line.size() && line[at + 1] != ' ') return false;  // "AB-initio"
  }
  tag = {{line[0], line[1]}, at + 1};
  return true;
}

class RisReader {
 public:
  RisReader(std::string_view text, const RecordSink& sink, const Cancel& cancel)
      : lines_(text), sink_(sink), cancel_(cancel) {}

  Result<void> read() {
    while (lines_.next()) {
      const std::string_view line = lines_.line();
      TagLine tag;
      // Some indent their tags, and "TY" may stand behind a second mark of byte order.
      std::string_view words = line;
      while (!words.empty() && (words.front() == ' ' || words.front() == '\t')) words.remove_prefix(1);
      if (words.starts_with("\xEF\xBB\xBF")) words.remove_prefix(3);
      if (words.size() != line.size() && !tag_of(words, tag)) words = line;
      if (!tag_of(words, tag)) {
        if (open_) go_on(line);
        continue;
      }
      const std::uint64_t line_begin = lines_.begin() + (line.size() - words.size());
      const std::string_view value = bare(words.substr(tag.words));
      const std::uint64_t at = value.empty()
                                   ? line_begin
                                   : lines_.begin() + static_cast<std::uint64_t>(value.data() - line.data());
      if (tag.name[0] == 'T' && tag.name[1] == 'Y') {
        EV_CHECK(begin(line_begin, value, at));
      } else if (tag.name[0] == 'E' && tag.name[1] == 'R') {
        if (open_) EV_CHECK(end(lines_.end()));
      } else if (open_) {
        field(words.substr(0, 2), tag, value, at);
      }
      if (open_ && lines_.end() - record_.begin > kRecordBytes)
        return fail(Code::limit, "a record has more than " + std::to_string(kRecordBytes) + " bytes",
                    "end each record with a line 'ER  - '", {"", record_.begin, lines_.end()});
    }
    if (open_) EV_CHECK(end(last_));
    return {};
  }

 private:
  Result<void> begin(std::uint64_t at, std::string_view type, std::uint64_t type_at) {
    if (cancel_.requested()) return fail(Code::cancelled, "stopped while reading records");
    // A record that says its type twice before anything else is one record; the last word counts.
    if (open_ && (record_.fields.size() > 1 || value_tag_)) EV_CHECK(end(last_));
    if (!open_ || record_.fields.empty()) {
      record_.clear();
      record_.begin = at;
    } else {
      record_.fields.clear();
    }
    open_ = true;
    record_.type = type_of(type);
    record_.add(F::type, "TY", type, type_at, type_at + type.size());
    last_ = type_at + type.size();
    value_tag_ = nullptr;
    return {};
  }

  Result<void> end(std::uint64_t at) {
    finish_value();
    settle();
    record_.end = at;
    open_ = false;
    return sink_(record_);
  }

  void field(std::string_view name, const TagLine& tag, std::string_view value, std::uint64_t at) {
    finish_value();
    name_ = name;
    const std::uint8_t known = kSlots[slot(tag.name[0], tag.name[1])];
    static constexpr Meaning kOther{};
    value_tag_ = known ? &kTags[known - 1].meaning : &kOther;
    value_.begin(value, at);
    last_ = std::max(last_, at + value.size());
  }

  // EndNote writes keywords and addresses one a line under one tag.
  void go_on(std::string_view line) {
    const std::string_view words = bare(line);
    if (words.empty() || !value_tag_) return;
    // Ovid numbers its records between them: "2."
    if (words.back() == '.' && words.size() <= 7 && std::all_of(words.begin(), words.end() - 1, digit))
      return;
    const std::uint64_t at = lines_.begin() + static_cast<std::uint64_t>(words.data() - line.data());
    if (value_tag_->form == Form::list) {
      finish_value();
      value_.begin(words, at);
    } else {
      value_.add(words, at, record_.words);
    }
    last_ = at + words.size();
  }

  void finish_value() {
    if (!value_tag_ || value_.empty()) return;
    put(record_, *value_tag_, name_, value_.text(), value_.from(), value_.to());
    value_.begin({}, 0);
  }

  // Of several titles and venues the fullest stands first; a book's "BT" is its title.
  void settle() {
    const bool book = record_.type == RecordType::book || record_.type == RecordType::edited_book ||
                      record_.type == RecordType::proceedings;
    const bool issue = record_.find(F::issue) != nullptr;
    const bool titled = record_.find(F::title) != nullptr;
    for (FieldValue& value : record_.fields) {
      // M1 holds a number, a kind of work or a note, by who wrote the file.
      if (value.tag == "M1" && value.field == F::other && record_.type == RecordType::report)
        value.field = F::article_number;
      if (value.tag == "M1" && value.field == F::other && !issue && value.text.size() <= 12 &&
          digit(value.text.front()))
        value.field = F::issue;
      if (book && !titled && value.tag == "BT") value.field = F::title;
      if (book && value.tag == "T2" && value.field == F::venue) value.field = F::series;
      if (value.tag == "A2" && value.field == F::editor && record_.type == RecordType::thesis)
        value.field = F::contributor;
    }
    const auto venue = std::find_if(record_.fields.begin(), record_.fields.end(),
                                    [](const FieldValue& v) { return v.field == F::venue; });
    if (venue != record_.fields.end())
      for (const std::string_view better : {"JF", "T2", "BT", "JT"}) {
        const auto at = std::find_if(venue, record_.fields.end(), [&](const FieldValue& v) {
          return v.field == F::venue && v.tag == better;
        });
        if (at == record_.fields.end()) continue;
        std::rotate(venue, at, at + 1);
        break;
      }
    finish_record(record_);
  }

  LineReader lines_;
  const RecordSink& sink_;
  const Cancel& cancel_;
  BibliographicRecord record_;
  bool open_ = false;
  const Meaning* value_tag_ = nullptr;  // of the value that may go on
  std::string_view name_;
  JoinedLines value_;
  std::uint64_t last_ = 0;  // past the last byte that belongs to the record
};

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  return RisReader(text, sink, cancel).read();
}

int recognise(std::string_view head, std::string_view extension) {
  LineReader lines(head);
  // What stands above the first record is a title, a number or nothing; another tag is another format.
  for (int n = 0; n < 40 && lines.next(); ++n) {
    const std::string_view line = bare(lines.line());
    TagLine tag;
    if (!tag_of(line, tag)) continue;
    if (tag.name[0] == 'T' && tag.name[1] == 'Y') return 95;
    break;
  }
  return extension == ".ris" ? 60 : 0;
}

const RegisterRecordFormat registered{{"RIS",
                                       {".ris"},
                                       "RIS, as Zotero, EndNote, Mendeley, Scopus, Ovid and PubMed export it",
                                       recognise,
                                       read}};

}  // namespace
}  // namespace evident::ingest
