// Zotero's RDF: works as children of <rdf:RDF>, journals and attachments as nodes of their own that works
// refer to. The names of the former are remembered in a first pass, so that a work can be handed out with its
// journal.
#include <string>
#include <unordered_map>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/readers/bibliographic/xml_records.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedType kTypes[] = {
    {"journalarticle", RecordType::article},
    {"book", RecordType::book},
    {"booksection", RecordType::chapter},
    {"conferencepaper", RecordType::conference_paper},
    {"thesis", RecordType::thesis},
    {"report", RecordType::report},
    {"webpage", RecordType::web_page},
    {"blogpost", RecordType::web_page},
    {"magazinearticle", RecordType::magazine_article},
    {"newspaperarticle", RecordType::newspaper_article},
    {"preprint", RecordType::preprint},
    {"dataset", RecordType::dataset},
    {"computerprogram", RecordType::software},
    {"patent", RecordType::patent},
    {"standard", RecordType::standard},
    {"manuscript", RecordType::manuscript},
    {"presentation", RecordType::presentation},
    {"letter", RecordType::letter},
    {"videorecording", RecordType::video},
    {"film", RecordType::video},
    {"encyclopediaarticle", RecordType::reference_entry},
    {"statute", RecordType::legal},
    {"case", RecordType::legal},
    {"document", RecordType::other},
};
// Nodes of bib: that are works even without z:itemType.
constexpr NamedType kNodes[] = {
    {"article", RecordType::article},      {"book", RecordType::book},
    {"booksection", RecordType::chapter},  {"thesis", RecordType::thesis},
    {"report", RecordType::report},        {"document", RecordType::other},
    {"patent", RecordType::patent},        {"manuscript", RecordType::manuscript},
    {"letter", RecordType::letter},        {"recording", RecordType::audio},
    {"image", RecordType::picture},        {"legislation", RecordType::legal},
    {"data", RecordType::dataset},         {"description", RecordType::other},
    {"illustration", RecordType::picture}, {"motionpicture", RecordType::video},
};
constexpr std::size_t kRemembered = 200'000;  // journals of one file

struct Venue {
  std::string title, abbreviation, volume, issue, numbers, doi;
};

class Reader {
 public:
  Reader(std::string_view text, const RecordSink& sink, const Cancel& cancel)
      : text_(text), sink_(sink), cancel_(cancel) {}

  Result<void> read() {
    EV_CHECK(each_xml_record(
        text_, {"Journal", "Periodical", "Series"},
        [&](const XmlElement& element, std::uint64_t, std::uint64_t) -> Result<void> {
          if (const std::string_view about = element.attribute("about");
              !about.empty() && venues_.size() < kRemembered)
            venues_.emplace(about, venue(element));
          record_.clear();
          return {};
        },
        cancel_));
    return each_xml_record(
        text_, {"Article",       "Book",        "BookSection", "Thesis",      "Report",
                "Document",      "Patent",      "Manuscript",  "Letter",      "Recording",
                "Image",         "Legislation", "Data",        "Description", "Illustration",
                "MotionPicture", "Journal",     "Attachment",  "Memo",        "Collection"},
        [&](const XmlElement& element, std::uint64_t begin, std::uint64_t end) -> Result<void> {
          const std::string_view name = element.name();
          if (name == "Journal" || name == "Attachment" || name == "Memo" || name == "Collection") return {};
          const std::string_view kind = element.child("itemType").text(record_.words);
          if (same_word(kind, "attachment") || same_word(kind, "note") ||
              (kind.empty() && !element.child("title")))
            return {};
          record_.clear();
          record_.begin = begin;
          record_.end = end;
          take(element);
          finish_record(record_);
          return sink_(record_);
        },
        cancel_);
  }

 private:
  Venue venue(const XmlElement& element) {
    Venue found;
    found.title = element.child("title").text(record_.words);
    found.abbreviation = element.child("alternative").text(record_.words);
    found.volume = element.child("volume").text(record_.words);
    found.issue = element.child("number").text(record_.words);
    element.each("identifier", [&](const XmlElement& id) {
      const std::string_view words = id.text(record_.words);
      if (std::string doi = plain_doi(words); !doi.empty())
        found.doi = std::move(doi);
      else
        found.numbers.append(found.numbers.empty() ? "" : " ").append(words);
    });
    return found;
  }

  void take(const XmlElement& root) {
    std::string kind;
    for (const char c : root.child("itemType").text(record_.words)) kind += c;
    record_.type = kind.empty() ? type_among(kNodes, root.name()) : type_among(kTypes, kind);
    const auto [begin, end] = root.child("itemType").place();
    if (!kind.empty()) record_.add(F::type, "itemType", record_.words.keep(kind), begin, end);
    root.each("", [&](const XmlElement& part) {
      const std::string_view name = part.name();
      const auto [from, to] = part.place();
      const std::string_view words = part.text(record_.words);
      if (name == "itemType") return;
      if (name == "title")
        add_xml(record_, F::title, name, part);
      else if (name == "authors" || name == "editors" || name == "translators" || name == "contributors")
        people(part, name == "authors"       ? F::author
                     : name == "editors"     ? F::editor
                     : name == "translators" ? F::translator
                                             : F::contributor);
      else if (name == "date")
        add_date(record_, name, words, from, to);
      else if (name == "isPartOf")
        part_of(part);
      else if (name == "publisher")
        publisher(part);
      else if (name == "pages")
        add_xml(record_, F::pages, name, part);
      else if (name == "volume")
        add_xml(record_, F::volume, name, part);
      else if (name == "number")
        add_xml(record_, F::issue, name, part);
      else if (name == "edition")
        add_xml(record_, F::edition, name, part);
      else if (name == "abstract")
        add_xml(record_, F::abstract, name, part);
      else if (name == "language")
        add_xml(record_, F::language, name, part);
      else if (name == "shortTitle")
        add_xml(record_, F::short_title, name, part);
      else if (name == "libraryCatalog")
        add_xml(record_, F::database, name, part);
      else if (name == "dateSubmitted")
        add_xml(record_, F::accessed, name, part);
      else if (name == "description")
        add_xml(record_, F::note, name, part);
      else if (name == "subject")
        subject(part);
      else if (name == "identifier")
        identifier(part, words, from, to);
      else if (!words.empty())
        add_xml(record_, F::other, name, part);
    });
  }

  void people(const XmlElement& all, F field) {
    const std::function<void(const XmlElement&)> walk = [&](const XmlElement& at) {
      at.each("", [&](const XmlElement& one) {
        if (one.name() != "Person") return walk(one);
        std::string family(one.child("surname").text(record_.words)),
            given(one.child("givenName").text(record_.words));
        if (given.empty()) given = one.child("givenname").text(record_.words);
        const std::string whole = given.empty() ? family : family + ", " + given;
        const auto [begin, end] = one.place();
        add_person(record_, field, all.name(), record_.words.keep(whole), begin, end);
      });
    };
    walk(all);
  }

  void part_of(const XmlElement& part) {
    Venue found;
    if (const XmlElement inner = part.first())
      found = venue(inner);
    else if (const auto known = venues_.find(std::string(part.attribute("resource"))); known != venues_.end())
      found = known->second;
    const auto [begin, end] = part.place();
    // What stands in a node of its own has no place in this record.
    const std::uint64_t b = begin ? begin : record_.begin, e = end ? end : record_.begin;
    const bool series = part.first() && part.first().name() == "Series";
    for (const auto& [field, words] : {std::pair{series ? F::series : F::venue, &found.title},
                                       {F::venue_abbreviation, &found.abbreviation},
                                       {F::volume, &found.volume},
                                       {F::issue, &found.issue}})
      if (!words->empty()) record_.add(field, "isPartOf", record_.words.keep(*words), b, e);
    if (!found.numbers.empty())
      add_standard_numbers(record_, "isPartOf", record_.words.keep(found.numbers), b, e);
    if (!found.doi.empty() && !record_.find(F::doi))
      record_.add(F::doi, "isPartOf", record_.words.keep(found.doi), b, e);
  }

  void publisher(const XmlElement& part) {
    const XmlElement body = part.child("Organization");
    if (!body) return add_xml(record_, F::publisher, "publisher", part);
    add_xml(record_, F::publisher, "publisher", body.child("name"));
    add_xml(record_, F::place, "publisher", body.path({"adr", "Address", "locality"}));
  }

  void subject(const XmlElement& part) {
    const XmlElement automatic = part.child("AutomaticTag");
    if (const XmlElement code = part.child("LCC")) return add_xml(record_, F::other, "subject", code);
    add_xml(record_, F::keyword, "subject", automatic ? automatic.child("value") : part);
  }

  void identifier(const XmlElement& part, std::string_view words, std::uint64_t begin, std::uint64_t end) {
    if (part.child("URI")) return add_xml(record_, F::url, "identifier", part);
    if (words.substr(0, 4) == "ISBN" || words.substr(0, 4) == "ISSN")
      return add_standard_numbers(record_, "identifier", words, begin, end);
    put(record_, {F::other, Form::identifier}, "identifier", words, begin, end);
  }

  std::string_view text_;
  const RecordSink& sink_;
  const Cancel& cancel_;
  BibliographicRecord record_;
  std::unordered_map<std::string, Venue> venues_;
};

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  return Reader(text, sink, cancel).read();
}

int recognise(std::string_view head, std::string_view) {
  return xml_root(head) == "RDF" && head.find("zotero.org/namespaces") != std::string_view::npos ? 95 : 0;
}

const RegisterRecordFormat registered{{"Zotero RDF", {".rdf"}, "Zotero's RDF", recognise, read}};

}  // namespace
}  // namespace evident::ingest
