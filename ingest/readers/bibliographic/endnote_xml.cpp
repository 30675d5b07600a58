// EndNote's XML, which Zotero, Bookends and others write too: <records> of <record>, words in <style>
// elements.
#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/readers/bibliographic/xml_records.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedTag kTags[] = {
    {"database", {F::database}},
    {"rec-number", {F::key}},
    {"auth-address", {F::affiliation}},
    {"pages", {F::pages}},
    {"volume", {F::volume}},
    {"number", {F::issue}},
    {"edition", {F::edition}},
    {"publisher", {F::publisher}},
    {"pub-location", {F::place}},
    {"isbn", {F::issn, Form::number}},
    {"issn", {F::issn, Form::number}},
    {"accession-num", {F::accession}},
    {"electronic-resource-num", {F::doi, Form::identifier}},
    {"abstract", {F::abstract}},
    {"notes", {F::note}},
    {"research-notes", {F::note}},
    {"language", {F::language}},
    {"label", {F::other}},
    {"access-date", {F::accessed}},
    {"remote-database-name", {F::database}},
    {"remote-database-provider", {F::other}},
    {"custom2", {F::other, Form::identifier}},
    {"custom7", {F::article_number}},
    {"work-type", {F::other}},
};

// EndNote's numbers of reference types.
struct TypeNumber {
  std::string_view number;
  RecordType type;
};
constexpr TypeNumber kNumbers[] = {
    {"17", RecordType::article},
    {"6", RecordType::book},
    {"5", RecordType::chapter},
    {"28", RecordType::edited_book},
    {"10", RecordType::proceedings},
    {"47", RecordType::conference_paper},
    {"32", RecordType::thesis},
    {"27", RecordType::report},
    {"12", RecordType::web_page},
    {"16", RecordType::web_page},
    {"19", RecordType::magazine_article},
    {"23", RecordType::newspaper_article},
    {"25", RecordType::patent},
    {"9", RecordType::software},
    {"59", RecordType::dataset},
    {"43", RecordType::article},
    {"34", RecordType::manuscript},
    {"36", RecordType::manuscript},
    {"46", RecordType::report},
    {"48", RecordType::picture},
    {"21", RecordType::video},
    {"26", RecordType::letter},
    {"13", RecordType::other},
    {"44", RecordType::book},
    {"58", RecordType::standard},
    {"60", RecordType::standard},
    {"52", RecordType::reference_entry},
    {"53", RecordType::reference_entry},
};
constexpr NamedType kNames[] = {
    {"journal article", RecordType::article},
    {"book", RecordType::book},
    {"book section", RecordType::chapter},
    {"conference proceedings", RecordType::proceedings},
    {"conference paper", RecordType::conference_paper},
    {"thesis", RecordType::thesis},
    {"report", RecordType::report},
    {"web page", RecordType::web_page},
};

void add(BibliographicRecord& record, Meaning meaning, std::string_view tag, const XmlElement& element) {
  const std::string_view words = element.text(record.words);
  if (words.empty()) return;
  const auto [begin, end] = element.place();
  put(record, meaning, tag, words, begin, end);
}

void take(BibliographicRecord& record, const XmlElement& root) {
  root.each("", [&](const XmlElement& part) {
    const std::string_view name = part.name();
    if (name == "ref-type") {
      add(record, {F::type}, name, part);
      const std::string_view number = part.text(record.words);
      for (const TypeNumber& known : kNumbers)
        if (number == known.number) record.type = known.type;
      if (record.type == RecordType::unknown) record.type = type_among(kNames, part.attribute("name"));
    } else if (name == "contributors") {
      part.each("", [&](const XmlElement& group) {
        const F field = group.name() == "authors"              ? F::author
                        : group.name() == "translated-authors" ? F::translator
                        : group.name() == "secondary-authors" || group.name() == "tertiary-authors"
                            ? F::editor
                            : F::contributor;
        group.each("", [&](const XmlElement& person) {
          add(record, {field, Form::person}, group.name(), person);
        });
      });
    } else if (name == "titles") {
      part.each("", [&](const XmlElement& title) {
        const F field = title.name() == "title"             ? F::title
                        : title.name() == "secondary-title" ? F::venue
                        : title.name() == "tertiary-title"  ? F::series
                        : title.name() == "short-title"     ? F::short_title
                        : title.name() == "alt-title"       ? F::venue_abbreviation
                                                            : F::other_title;
        add(record, {field}, title.name(), title);
      });
    } else if (name == "periodical") {
      part.each("", [&](const XmlElement& title) {
        add(record,
            {title.name() == "full-title" && !record.find(F::venue) ? F::venue : F::venue_abbreviation},
            title.name(), title);
      });
    } else if (name == "keywords") {
      part.each("", [&](const XmlElement& keyword) { add(record, {F::keyword}, name, keyword); });
    } else if (name == "dates") {
      add(record, {F::date, Form::date}, "year", part.child("year"));
      const XmlElement day = part.path({"pub-dates", "date"});
      const std::string_view words = day.text(record.words), year = record.text(F::year);
      if (!words.empty() && !year.empty() && words.find(year) == std::string_view::npos) {
        const auto [begin, end] = day.place();
        add_date(record, "date", record.words.keep(std::string(words) + " " + std::string(year)), begin, end);
      } else {
        add(record, {F::date, Form::date}, "date", day);
      }
    } else if (name == "urls") {
      part.each("", [&](const XmlElement& group) {
        group.each("", [&](const XmlElement& url) {
          add(record, {group.name() == "pdf-urls" ? F::attachment : F::url}, group.name(), url);
        });
      });
    } else {
      add(record, meaning_of(kTags, name), name, part);
    }
  });
}

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  return read_xml_records(text, {"record"}, take, sink, cancel);
}

int recognise(std::string_view head, std::string_view) {
  const std::string_view root = xml_root(head);
  if (root != "xml" && root != "records") return 0;
  return head.find("<records") != std::string_view::npos || head.find("<record>") != std::string_view::npos
             ? 90
             : 0;
}

const RegisterRecordFormat registered{
    {"EndNote XML", {".xml"}, "EndNote's XML, as Zotero and Bookends write it too", recognise, read}};

}  // namespace
}  // namespace evident::ingest
