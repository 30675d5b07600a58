// Web of Science's tagged format (.ciw, "plain text"; Clarivate, "Web of Science Core Collection Field
// Tags"), also of ISI, INSPEC and Zoological Record. A tag of two characters at the beginning of a line,
// words that are indented go on with it, PT begins a record and a line of ER alone ends it.
#include <algorithm>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

// Whether each further line is a value of its own.
struct Tag {
  std::string_view name;
  Meaning meaning;
  bool lines = false;
};
constexpr Tag kTags[] = {
    {"PT", {F::type}},
    {"AU", {F::author, Form::people}, true},
    {"AF", {F::author, Form::people}, true},
    {"CA", {F::author}, true},
    {"GP", {F::author}, true},
    {"BA", {F::author, Form::people}, true},
    {"ED", {F::editor, Form::people}, true},
    {"BE", {F::editor, Form::people}, true},
    {"TI", {F::title}},
    {"FT", {F::other_title}},
    {"SO", {F::venue}},
    {"JI", {F::venue_abbreviation}},
    {"J9", {F::venue_abbreviation}},
    {"SE", {F::series}},
    {"BS", {F::series}},
    {"LA", {F::language}},
    {"DT", {F::type}},
    {"CT", {F::other}},
    {"DE", {F::keyword, Form::list}},
    {"ID", {F::keyword, Form::list}},
    {"MQ", {F::keyword, Form::list}},
    {"AB", {F::abstract}},
    {"C1", {F::affiliation}, true},
    {"RP", {F::affiliation}},
    {"PU", {F::publisher}},
    {"PI", {F::place}},
    {"SN", {F::issn, Form::number}},
    {"EI", {F::issn, Form::number}},
    {"BN", {F::isbn, Form::number}},
    {"PD", {F::other}},
    {"PY", {F::date, Form::date}},
    {"VL", {F::volume}},
    {"IS", {F::issue}},
    {"BP", {F::pages, Form::first_page}},
    {"EP", {F::pages, Form::last_page}},
    {"PS", {F::pages}},
    {"AR", {F::article_number}},
    {"DI", {F::doi, Form::identifier}},
    {"D2", {F::other, Form::identifier}},
    {"PM", {F::pmid}},
    {"UT", {F::accession}},
    {"AN", {F::accession}},
    {"CR", {F::other}, true},
    {"UR", {F::url}},
    {"ET", {F::edition}},
    {"NT", {F::note}},
};

constexpr NamedType kTypes[] = {
    {"article", RecordType::article},
    {"review", RecordType::review},
    {"book", RecordType::book},
    {"book chapter", RecordType::chapter},
    {"proceedings paper", RecordType::conference_paper},
    {"article; proceedings paper", RecordType::conference_paper},
    {"meeting abstract", RecordType::conference_paper},
    {"editorial material", RecordType::article},
    {"letter", RecordType::article},
    {"news item", RecordType::newspaper_article},
    {"article; early access", RecordType::article},
    {"review; book chapter", RecordType::chapter},
    {"article; book chapter", RecordType::chapter},
    {"data paper", RecordType::article},
    {"dissertation/thesis", RecordType::thesis},
};

const Tag* tag_named(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kTags), std::end(kTags), [&](const Tag& tag) { return tag.name == name; });
  return found == std::end(kTags) ? nullptr : found;
}

bool tag_of(std::string_view line) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return line.size() >= 2 && capital(line[0]) && (capital(line[1]) || (line[1] >= '0' && line[1] <= '9')) &&
         (line.size() == 2 || line[2] == ' ');
}

class WosReader {
 public:
  WosReader(std::string_view text, const RecordSink& sink, const Cancel& cancel)
      : lines_(text), sink_(sink), cancel_(cancel) {}

  Result<void> read() {
    while (lines_.next()) {
      const std::string_view line = lines_.line();
      const std::string_view words = bare(line);
      if (words.empty()) continue;
      if (tag_of(line)) {
        const std::string_view name = line.substr(0, 2);
        if (name == "ER" && words.size() == 2) {
          if (open_) EV_CHECK(end(lines_.end()));
          continue;
        }
        if ((name == "FN" || name == "VR" || name == "EF") && !open_) continue;
        if (name == "EF" && words.size() == 2) continue;
        if (open_ && name == "PT" && record_.begin != lines_.begin() && typed_)
          EV_CHECK(end(last_));  // ER was forgotten
        if (!open_) EV_CHECK(begin());
        typed_ = typed_ || name == "PT";
        finish_value();
        name_ = name;
        tag_ = tag_named(name);
        const std::string_view value = bare(line.substr(2));
        value_.begin(value, value.empty() ? lines_.end() : place(value, line));
        last_ = lines_.begin() + static_cast<std::uint64_t>(words.size());
      } else if (open_ && line.front() == ' ') {
        go_on(words, line);
      } else if (open_) {
        go_on(words, line);  // wrapped by hand
      }
      if (open_ && lines_.end() - record_.begin > kRecordBytes)
        return fail(Code::limit, "a record has more than " + std::to_string(kRecordBytes) + " bytes",
                    "end each record with a line 'ER'", {"", record_.begin, lines_.end()});
    }
    if (open_) EV_CHECK(end(last_));
    return {};
  }

 private:
  std::uint64_t place(std::string_view words, std::string_view line) const {
    return lines_.begin() + static_cast<std::uint64_t>(words.data() - line.data());
  }

  Result<void> begin() {
    if (cancel_.requested()) return fail(Code::cancelled, "stopped while reading records");
    record_.clear();
    record_.begin = lines_.begin();
    open_ = true;
    typed_ = false;
    value_ = {};
    return {};
  }

  void go_on(std::string_view words, std::string_view line) {
    const std::uint64_t at = place(words, line);
    if (tag_ && tag_->lines && !value_.empty()) {
      finish_value();
      value_.begin(words, at);
    } else {
      value_.add(words, at, record_.words);
    }
    last_ = at + words.size();
  }

  void finish_value() {
    const std::string_view words = value_.text();
    if (words.empty()) return;
    const std::uint64_t from = value_.from(), to = value_.to();
    if (name_ == "PM") {
      if (const std::string_view pmid = plain_pmid(words); !pmid.empty())
        record_.add(F::pmid, name_, pmid, from, to);
    } else if (name_ == "PS" && record_.find(F::pages)) {
      record_.add(F::other, name_, words, from, to);
    } else {
      put(record_, tag_ ? tag_->meaning : Meaning{}, name_, words, from, to);
    }
    if (name_ == "DT" && words != "-") {
      record_.type = type_among(kTypes, words);
    } else if (name_ == "PT" && record_.type == RecordType::unknown) {
      record_.type = words == "J"                   ? RecordType::article
                     : words == "B" || words == "S" ? RecordType::book
                     : words == "P"                 ? RecordType::patent
                                                    : RecordType::other;
    }
    value_ = {};
  }

  Result<void> end(std::uint64_t at) {
    finish_value();
    // Names in full make the short ones needless; the day within the year stands apart from it.
    const bool full = std::any_of(record_.fields.begin(), record_.fields.end(),
                                  [](const FieldValue& v) { return v.tag == "AF"; });
    const std::size_t count = record_.fields.size();  // a date that is none is added as it is
    for (std::size_t i = 0; i < count; ++i) {
      const FieldValue value = record_.fields[i];
      if (full && value.tag == "AU") record_.fields[i].field = F::other;
      if (value.tag == "PD") exact_date(value);
    }
    if (!record_.find(F::pages) && record_.find(F::article_number))
      record_.add(F::pages, "AR", record_.text(F::article_number), record_.find(F::article_number)->begin,
                  record_.find(F::article_number)->end);
    finish_record(record_);
    record_.end = at;
    open_ = false;
    return sink_(record_);
  }

  // "DEC 16 2020", or "AUG" with the year in PY.
  void exact_date(const FieldValue& day) {
    const std::string_view year = record_.text(F::year);
    if (day.text.find(year) != std::string_view::npos || year.empty())
      return add_date(record_, "PD", day.text, day.begin, day.end);
    JoinedLines both;
    both.begin(day.text, day.begin);
    both.add(year, day.end, record_.words);
    add_date(record_, "PD", both.text(), day.begin, day.end);
  }

  LineReader lines_;
  const RecordSink& sink_;
  const Cancel& cancel_;
  BibliographicRecord record_;
  bool open_ = false, typed_ = false;
  const Tag* tag_ = nullptr;
  std::string_view name_;
  JoinedLines value_;
  std::uint64_t last_ = 0;
};

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  return WosReader(text, sink, cancel).read();
}

int recognise(std::string_view head, std::string_view extension) {
  LineReader lines(head);
  for (int n = 0; n < 8 && lines.next(); ++n) {
    const std::string_view line = lines.line();
    if (bare(line).empty()) continue;
    if (line.starts_with("FN ") &&
        (line.find("Web of") != std::string_view::npos || line.find("ISI") != std::string_view::npos ||
         line.find("Clarivate") != std::string_view::npos || line.find("Thomson") != std::string_view::npos))
      return 95;
    if (line.starts_with("PT ") && line.size() <= 5) return 80;
    if (line.starts_with("FN ") || line.starts_with("VR ")) continue;
    break;
  }
  return extension == ".ciw" || extension == ".isi" ? 60 : 0;
}

const RegisterRecordFormat registered{
    {"Web of Science", {".ciw", ".isi"}, "Web of Science's and ISI's format with tags", recognise, read}};

}  // namespace
}  // namespace evident::ingest
