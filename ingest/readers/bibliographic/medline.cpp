// The MEDLINE display format of PubMed (.nbib; NLM, "MEDLINE/PubMed Data Element Descriptions") and Ovid's of
// the same kind. A tag of two to four capitals is filled up to four and followed by "-"; a line that is
// indented goes on with the field before it; an empty line, or the next PMID, ends a record.
#include <algorithm>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedTag kTags[] = {
    {"PMID", {F::pmid}},
    {"TI", {F::title}},
    {"AB", {F::abstract}},
    {"FAU", {F::author, Form::person}},
    {"AU", {F::author, Form::person}},
    {"CN", {F::author}},
    {"FED", {F::editor, Form::person}},
    {"ED", {F::editor, Form::person}},
    {"MH", {F::keyword}},
    {"OT", {F::keyword}},
    {"AD", {F::affiliation}},
    {"LA", {F::language}},
    {"DP", {F::date, Form::date}},
    {"JT", {F::venue}},
    {"TA", {F::venue_abbreviation}},
    {"VI", {F::volume}},
    {"IP", {F::issue}},
    {"PG", {F::pages}},
    {"LID", {F::other, Form::identifier}},
    {"AID", {F::other, Form::identifier}},
    {"PMC", {F::pmcid, Form::identifier}},
    {"OID", {F::other, Form::identifier}},
    {"IS", {F::issn, Form::number}},
    {"ISBN", {F::isbn, Form::number}},
    {"PB", {F::publisher}},
    {"PL", {F::place}},
    {"PT", {F::type}},
    {"TT", {F::other_title}},
    {"BTI", {F::venue}},
    {"CTI", {F::series}},
    {"VTI", {F::other_title}},
    {"EN", {F::edition}},
    {"OAB", {F::other}},
    {"DB", {F::database}},
    {"VN", {F::database}},
    {"UI", {F::accession}},
    {"GN", {F::note}},
    {"CON", {F::note}},
    {"CI", {F::note}},
    {"YR", {F::date, Form::date}},
    {"JN", {F::venue}},
    {"DO", {F::doi, Form::identifier}},
    {"XL", {F::url}},
    {"UR", {F::url}},
    {"KW", {F::keyword, Form::list}},
};

constexpr NamedType kTypes[] = {
    {"journal article", RecordType::article},
    {"review", RecordType::review},
    {"systematic review", RecordType::review},
    {"meta-analysis", RecordType::review},
    {"book", RecordType::book},
    {"book chapter", RecordType::chapter},
    {"preprint", RecordType::preprint},
    {"technical report", RecordType::report},
    {"clinical conference", RecordType::conference_paper},
    {"congress", RecordType::proceedings},
    {"consensus development conference", RecordType::conference_paper},
    {"letter", RecordType::article},
    {"editorial", RecordType::article},
    {"comment", RecordType::article},
    {"case reports", RecordType::article},
    {"news", RecordType::newspaper_article},
    {"newspaper article", RecordType::newspaper_article},
    {"dataset", RecordType::dataset},
    {"academic dissertation", RecordType::thesis},
    {"video-audio media", RecordType::video},
    {"webcast", RecordType::video},
};

bool capital(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool small(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

struct TagLine {
  std::string_view name;
  std::size_t words = 0;  // where they begin
};
bool tag_of(std::string_view line, TagLine& tag) {
  std::size_t at = 0;
  while (at < line.size() && at < 5 && capital(line[at])) ++at;
  if (at >= 2 && at <= 4 && line[0] >= 'A') {
    tag.name = line.substr(0, at);
    while (at < 4 && at < line.size() && line[at] == ' ') ++at;
    if (at != 4 || line.size() <= 4 || line[4] != '-') return false;
    tag.words = 5;
    return true;
  }
  // Programs that label Ovid's records add names of their own: "threshold_type  - sensitive".
  std::size_t own = 0;
  while (own < line.size() && own < 32 && small(line[own])) ++own;
  if (own < 2 || line.substr(own, 4) != "  - ") return false;
  tag = {line.substr(0, own), own + 4};
  return true;
}

class MedlineReader {
 public:
  MedlineReader(std::string_view text, const RecordSink& sink, const Cancel& cancel)
      : lines_(text), sink_(sink), cancel_(cancel) {}

  Result<void> read() {
    bool blank = true;
    while (lines_.next()) {
      const std::string_view line = lines_.line();
      const std::string_view words = bare(line);
      if (words.empty()) {
        blank = true;
        continue;
      }
      TagLine tag;
      if (tag_of(line, tag)) {
        if (open_ && (blank || (tag.name == "PMID" && record_.begin != lines_.begin() && has_pmid_)))
          EV_CHECK(end());
        if (!open_) EV_CHECK(begin());
        field(tag, line);
        blank = false;
      } else if (open_ && !(blank && line.front() != ' ')) {
        // An empty tag that is not filled up ("TI-") says nothing.
        if (!(words.size() <= 5 && words.back() == '-')) {
          const auto at = lines_.begin() + static_cast<std::uint64_t>(words.data() - line.data());
          value_.add(words, at, record_.words);
          last_ = at + words.size();
        }
        blank = false;
      }
      if (open_ && lines_.end() - record_.begin > kRecordBytes)
        return fail(Code::limit, "a record has more than " + std::to_string(kRecordBytes) + " bytes",
                    "part the records by empty lines", {"", record_.begin, lines_.end()});
    }
    if (open_) EV_CHECK(end());
    return {};
  }

 private:
  Result<void> begin() {
    if (cancel_.requested()) return fail(Code::cancelled, "stopped while reading records");
    record_.clear();
    record_.begin = lines_.begin();
    open_ = true;
    has_pmid_ = false;
    full_name_ = false;
    value_ = {};
    return {};
  }

  void field(const TagLine& tag, std::string_view line) {
    finish_value();
    const std::string_view words = bare(line.substr(tag.words));
    const std::uint64_t at = words.empty()
                                 ? lines_.end()
                                 : lines_.begin() + static_cast<std::uint64_t>(words.data() - line.data());
    name_ = tag.name;
    has_pmid_ = has_pmid_ || tag.name == "PMID";
    value_.begin(words, at);
    last_ = std::max(lines_.begin() + tag.words, at + words.size());
  }

  void finish_value() {
    const std::string_view words = value_.text();
    if (words.empty()) return;
    Meaning meaning = meaning_of(kTags, name_);
    // The name in full stands before its short form.
    if (name_ == "AU" && full_name_) meaning = {};
    full_name_ = name_ == "FAU";
    if (meaning.field == F::pmid) {
      const std::string_view pmid = plain_pmid(words);
      pmid.empty()
          ? record_.add(F::other, name_, words, value_.from(), value_.to())
          : record_.add(F::pmid, name_, pmid, value_.from(),
                        value_.from() + static_cast<std::uint64_t>(pmid.data() + pmid.size() - words.data()));
    } else if (name_ == "PMC") {
      const std::string pmcid = plain_pmcid(words);
      pmcid.empty() ? record_.add(F::other, name_, words, value_.from(), value_.to())
                    : record_.add(F::pmcid, name_, record_.words.keep(pmcid), value_.from(), value_.to());
    } else if (meaning.field == F::title && record_.find(F::title)) {
      more_title(words);
    } else {
      put(record_, meaning, name_, words, value_.from(), value_.to());
      if (meaning.field == F::type) take_type(words);
    }
    value_ = {};
  }

  // A title that goes on under its tag again.
  void more_title(std::string_view words) {
    for (FieldValue& title : record_.fields) {
      if (title.field != F::title) continue;
      JoinedLines joined;
      joined.begin(title.text, title.begin);
      joined.add(words, value_.from(), record_.words);
      title.text = joined.text();
      title.end = value_.to();
      return;
    }
  }

  // PubMed names several types; the one that says most counts.
  void take_type(std::string_view words) {
    const RecordType type = type_among(kTypes, words, RecordType::unknown);
    if (type == RecordType::unknown) return;
    if (record_.type == RecordType::unknown || record_.type == RecordType::article) record_.type = type;
  }

  Result<void> end() {
    finish_value();
    full_name_ = false;
    // One DOI stands under two tags.
    bool doi = false;
    std::erase_if(record_.fields, [&](const FieldValue& value) {
      if (value.field != F::doi) return false;
      const bool again = doi && value.text == record_.text(F::doi);
      doi = true;
      return again;
    });
    if (record_.type == RecordType::unknown) record_.type = RecordType::article;
    finish_record(record_);
    record_.end = last_;
    open_ = false;
    return sink_(record_);
  }

  LineReader lines_;
  const RecordSink& sink_;
  const Cancel& cancel_;
  BibliographicRecord record_;
  bool open_ = false, has_pmid_ = false, full_name_ = false;
  std::string_view name_;
  JoinedLines value_;
  std::uint64_t last_ = 0;
};

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  return MedlineReader(text, sink, cancel).read();
}

int recognise(std::string_view head, std::string_view extension) {
  LineReader lines(head);
  int tags = 0, known = 0;
  for (int n = 0; n < 12 && lines.next(); ++n) {
    TagLine tag;
    const std::string_view line = lines.line();
    if (bare(line).empty() || line.front() == ' ') continue;
    if (!tag_of(line, tag)) break;
    ++tags;
    if (n == 0 && (tag.name == "PMID" || tag.name == "PMC" || tag.name == "PMCR" || tag.name == "VN"))
      return 92;
    known += meaning_of(kTags, tag.name).field != F::other;
  }
  return tags >= 3 && known >= 2 && extension == ".nbib" ? 90 : tags >= 6 && known >= 4 ? 60 : 0;
}

const RegisterRecordFormat registered{
    {"MEDLINE", {".nbib", ".medline"}, "PubMed's and Ovid's MEDLINE format with tags", recognise, read}};

}  // namespace
}  // namespace evident::ingest
