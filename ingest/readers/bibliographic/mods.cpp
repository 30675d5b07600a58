// MODS, the Metadata Object Description Schema (Library of Congress, version 3).
#include <string>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/readers/bibliographic/xml_records.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedType kGenres[] = {
    {"article", RecordType::article},
    {"journal article", RecordType::article},
    {"academic journal", RecordType::article},
    {"periodical", RecordType::article},
    {"book", RecordType::book},
    {"thesis", RecordType::thesis},
    {"report", RecordType::report},
    {"conference publication", RecordType::conference_paper},
    {"proceedings", RecordType::proceedings},
    {"book chapter", RecordType::chapter},
    {"inproceedings", RecordType::conference_paper},
    {"incollection", RecordType::chapter},
    {"phdthesis", RecordType::thesis},
    {"web page", RecordType::web_page},
    {"patent", RecordType::patent},
    {"dataset", RecordType::dataset},
    {"newspaper", RecordType::newspaper_article},
};

class Mods {
 public:
  explicit Mods(BibliographicRecord& record) : r_(record) {}

  void take(const XmlElement& root) {
    root.each("", [&](const XmlElement& part) {
      const std::string_view name = part.name();
      if (name == "titleInfo")
        title(part, F::title);
      else if (name == "name")
        person(part);
      else if (name == "genre")
        genre(part);
      else if (name == "originInfo")
        origin(part);
      else if (name == "language")
        language(part);
      else if (name == "abstract")
        add_xml(r_, F::abstract, name, part);
      else if (name == "note")
        add_xml(r_, F::note, name, part);
      else if (name == "subject")
        subject(part);
      else if (name == "relatedItem")
        related(part);
      else if (name == "identifier")
        identifier(part);
      else if (name == "location")
        location(part);
      else if (name == "part")
        within(part);
      else if (name == "recordInfo")
        add_xml(r_, F::key, "recordIdentifier", part.child("recordIdentifier"));
      else
        add_xml(r_, F::other, name, part);
    });
    if (r_.type == RecordType::unknown) r_.type = r_.find(F::venue) ? RecordType::article : RecordType::other;
  }

 private:
  void add(Meaning meaning, std::string_view tag, const XmlElement& element) {
    const auto [begin, end] = element.place();
    put(r_, meaning, tag, element.text(r_.words), begin, end);
  }

  void title(const XmlElement& info, F field) {
    if (!info.attribute("type").empty() || (field == F::title && r_.find(F::title)))
      field = info.attribute("type") == "abbreviated" && field == F::venue ? F::venue_abbreviation
                                                                           : F::other_title;
    const XmlElement not_sorted = info.child("nonSort"), title = info.child("title");
    if (not_sorted) {
      const std::string both =
          std::string(not_sorted.text(r_.words)) + " " + std::string(title.text(r_.words));
      r_.add(field, "titleInfo/title", r_.words.keep(both), not_sorted.place().first, title.place().second);
    } else {
      add_xml(r_, field, "titleInfo/title", title);
    }
    if (field == F::title) add_xml(r_, F::subtitle, "titleInfo/subTitle", info.child("subTitle"));
  }

  void person(const XmlElement& name) {
    std::string_view role;
    name.each("role", [&](const XmlElement& one) {
      one.each("roleTerm", [&](const XmlElement& term) {
        if (role.empty() || term.attribute("type") == "code") role = term.text(r_.words);
      });
    });
    const F field = same_word(role, "edt") || same_word(role, "editor")       ? F::editor
                    : same_word(role, "trl") || same_word(role, "translator") ? F::translator
                    : role.empty() || same_word(role, "aut") || same_word(role, "author") ||
                            same_word(role, "cre") || same_word(role, "creator")
                        ? F::author
                        : F::contributor;
    std::string family, given, whole;
    name.each("namePart", [&](const XmlElement& part) {
      const std::string_view words = part.text(r_.words);
      std::string& into = part.attribute("type") == "family"  ? family
                          : part.attribute("type") == "given" ? given
                                                              : whole;
      if (part.attribute("type") == "date" || words.empty()) return;
      into.append(into.empty() ? "" : " ").append(words);
    });
    if (!family.empty()) whole = given.empty() ? family : family + ", " + given;
    const auto [begin, end] = name.place();
    add_person(r_, field, "name", r_.words.keep(whole), begin, end);
    add_xml(r_, F::affiliation, "affiliation", name.child("affiliation"));
  }

  void genre(const XmlElement& genre) {
    add_xml(r_, F::type, "genre", genre);
    if (r_.type == RecordType::unknown)
      r_.type = type_among(kGenres, genre.text(r_.words), RecordType::unknown);
  }

  void origin(const XmlElement& origin) {
    origin.each("place", [&](const XmlElement& place) {
      place.each("placeTerm", [&](const XmlElement& term) {
        if (term.attribute("type") != "code") add_xml(r_, F::place, "placeTerm", term);
      });
    });
    add_xml(r_, F::publisher, "publisher", origin.child("publisher"));
    add_xml(r_, F::edition, "edition", origin.child("edition"));
    origin.each("", [&](const XmlElement& date) {
      if (date.attribute("keyDate") == "yes") add({F::date, Form::date}, date.name(), date);
    });
    for (const std::string_view date : {"dateIssued", "copyrightDate", "dateCreated"})
      if (!r_.find(F::year)) add({F::date, Form::date}, date, origin.child(date));
    if (r_.type == RecordType::unknown && origin.child("issuance").text(r_.words) == "monographic")
      r_.type = RecordType::book;
  }

  void language(const XmlElement& language) {
    XmlElement best;
    language.each("languageTerm", [&](const XmlElement& term) {
      if (!best || term.attribute("type") == "text") best = term;
    });
    add_xml(r_, F::language, "languageTerm", best);
  }

  void subject(const XmlElement& subject) {
    subject.each("", [&](const XmlElement& part) {
      if (part.name() == "name" || part.name() == "titleInfo")
        return add_xml(r_, F::keyword, "subject", part);
      if (part.name() == "hierarchicalGeographic")
        return add_xml(r_, F::other, "hierarchicalGeographic", part);
      add({F::keyword, Form::list}, "subject", part);
    });
  }

  void related(const XmlElement& item) {
    const std::string_view type = item.attribute("type");
    if (type != "host" && type != "series") return add_xml(r_, F::other, "relatedItem", item);
    item.each("titleInfo",
              [&](const XmlElement& info) { title(info, type == "host" ? F::venue : F::series); });
    if (type == "series") return;
    item.each("originInfo", [&](const XmlElement& one) { origin(one); });
    item.each("part", [&](const XmlElement& part) { within(part); });
    item.each("identifier", [&](const XmlElement& id) { identifier(id); });
    item.each("name", [&](const XmlElement& name) { person(name); });
  }

  void within(const XmlElement& part) {
    part.each("detail", [&](const XmlElement& detail) {
      const std::string_view type = detail.attribute("type");
      const XmlElement number = detail.child("number") ? detail.child("number") : detail;
      add_xml(r_,
              type == "volume"                      ? F::volume
              : type == "issue" || type == "number" ? F::issue
                                                    : F::other,
              "detail", number);
    });
    part.each("extent", [&](const XmlElement& extent) {
      for (const auto& [name, form] : {std::pair{"start", Form::first_page}, {"end", Form::last_page}})
        add({F::pages, form}, "extent", extent.child(name));
      if (!r_.find(F::pages))
        add_xml(r_, F::pages, "extent", extent.child("list") ? extent.child("list") : extent.child("total"));
    });
    if (!r_.find(F::year)) add({F::date, Form::date}, "date", part.child("date"));
  }

  void identifier(const XmlElement& id) {
    const std::string_view type = id.attribute("type");
    const auto [begin, end] = id.place();
    const std::string_view words = id.text(r_.words);
    if (same_word(type, "doi")) {
      if (const std::string doi = plain_doi(words); !doi.empty())
        return r_.add(F::doi, "identifier", r_.words.keep(doi), begin, end);
    } else if (same_word(type, "isbn") || same_word(type, "issn")) {
      return add_standard_numbers(r_, "identifier", words, begin, end);
    } else if (same_word(type, "pmid") || same_word(type, "pubmed")) {
      if (const std::string_view pmid = plain_pmid(words); !pmid.empty())
        return r_.add(F::pmid, "identifier", pmid, begin, end);
    } else if (same_word(type, "citekey")) {
      return add_xml(r_, F::key, "identifier", id);
    } else if (same_word(type, "uri") || same_word(type, "url")) {
      return add_xml(r_, F::url, "identifier", id);
    }
    add_xml(r_, F::other, "identifier", id);
  }

  void location(const XmlElement& location) {
    location.each("", [&](const XmlElement& part) {
      add_xml(r_, part.name() == "url" ? F::url : F::other, part.name(), part);
    });
  }

  BibliographicRecord& r_;
};

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  return read_xml_records(
      text, {"mods"},
      [](BibliographicRecord& record, const XmlElement& element) { Mods(record).take(element); }, sink,
      cancel);
}

int recognise(std::string_view head, std::string_view) {
  const std::string_view root = xml_root(head);
  return root == "mods" || root == "modsCollection" ? 95 : 0;
}

const RegisterRecordFormat registered{
    {"MODS", {".mods", ".xml"}, "MODS, the Library of Congress's schema", recognise, read}};

}  // namespace
}  // namespace evident::ingest
