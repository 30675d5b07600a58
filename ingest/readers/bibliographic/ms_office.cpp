// Word's list of sources (ISO/IEC 29500, part 1, 22.6.2: bibliography), as Word and JabRef write it.
#include <string>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/readers/bibliographic/xml_records.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedTag kTags[] = {
    {"Tag", {F::key}},
    {"Title", {F::title}},
    {"ShortTitle", {F::short_title}},
    {"Year", {F::date, Form::date}},
    {"JournalName", {F::venue}},
    {"PeriodicalTitle", {F::venue}},
    {"BookTitle", {F::venue}},
    {"ConferenceName", {F::venue}},
    {"InternetSiteTitle", {F::venue}},
    {"Volume", {F::volume}},
    {"Issue", {F::issue}},
    {"Pages", {F::pages}},
    {"Publisher", {F::publisher}},
    {"City", {F::place}},
    {"Edition", {F::edition}},
    {"StandardNumber", {F::other, Form::identifier}},
    {"DOI", {F::doi, Form::identifier}},
    {"URL", {F::url}},
    {"Comments", {F::note}},
    {"BIBTEX_Abstract", {F::abstract}},
    {"BIBTEX_KeyWords", {F::keyword, Form::list}},
    {"SourceType", {F::type}},
    {"Institution", {F::publisher}},
    {"LCID", {F::language}},
    {"Accessed", {F::accessed}},
    {"BIBTEX_Series", {F::series}},
    {"Address", {F::place}},
    {"ThesisType", {F::note}},
};
constexpr NamedType kTypes[] = {
    {"book", RecordType::book},
    {"booksection", RecordType::chapter},
    {"journalarticle", RecordType::article},
    {"articleinaperiodical", RecordType::magazine_article},
    {"conferenceproceedings", RecordType::conference_paper},
    {"report", RecordType::report},
    {"internetsite", RecordType::web_page},
    {"documentfrominternetsite", RecordType::web_page},
    {"electronicsource", RecordType::web_page},
    {"patent", RecordType::patent},
    {"film", RecordType::video},
    {"soundrecording", RecordType::audio},
    {"art", RecordType::picture},
    {"case", RecordType::legal},
};

void people(BibliographicRecord& record, const XmlElement& all) {
  all.each("", [&](const XmlElement& part) {
    const F field = part.name() == "Author"                                  ? F::author
                    : part.name() == "Editor" || part.name() == "BookAuthor" ? F::editor
                    : part.name() == "Translator"                            ? F::translator
                                                                             : F::contributor;
    add_xml(record, field, part.name(), part.child("Corporate"));
    part.child("NameList").each("Person", [&](const XmlElement& person) {
      std::string family(person.child("Last").text(record.words)),
          given(person.child("First").text(record.words));
      if (const std::string_view middle = person.child("Middle").text(record.words); !middle.empty())
        given.append(given.empty() ? "" : " ").append(middle);
      const std::string whole = family.empty() || given.empty() ? family + given : family + ", " + given;
      const auto [begin, end] = person.place();
      add_person(record, field, part.name(), record.words.keep(whole), begin, end);
    });
  });
}

void take(BibliographicRecord& record, const XmlElement& root) {
  std::string month, day;
  root.each("", [&](const XmlElement& part) {
    const std::string_view name = part.name();
    if (name == "Author") return people(record, part);
    if (name == "Month") month = part.text(record.words);
    if (name == "Day") day = part.text(record.words);
    const auto [begin, end] = part.place();
    const std::string_view words = part.text(record.words);
    // A book has its own numbers without their name.
    const std::size_t before = record.fields.size();
    put(record, meaning_of(kTags, name), name, words, begin, end);
    if (name == "StandardNumber" && record.fields.size() > before && record.fields.back().field == F::other) {
      record.fields.pop_back();
      add_standard_numbers(record, name, words, begin, end);
    }
    if (name == "SourceType") record.type = type_among(kTypes, words);
  });
  if (!month.empty() && record.find(F::year)) {
    const FieldValue year = *record.find(F::year);
    add_date(record, "Year", record.words.keep(day + " " + month + " " + std::string(year.text)), year.begin,
             year.end);
  }
}

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  return read_xml_records(text, {"Source"}, take, sink, cancel);
}

int recognise(std::string_view head, std::string_view) { return xml_root(head) == "Sources" ? 85 : 0; }

const RegisterRecordFormat registered{{"Word sources", {".xml"}, "Word's list of sources", recognise, read}};

}  // namespace
}  // namespace evident::ingest
