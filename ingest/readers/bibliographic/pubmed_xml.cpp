// PubMed's XML (NLM, "MEDLINE/PubMed XML Data Elements"): <PubmedArticle> and <PubmedBookArticle>.
#include <string>

#include "ingest/readers/bibliographic/fields.hpp"
#include "ingest/readers/bibliographic/format.hpp"
#include "ingest/readers/bibliographic/xml_records.hpp"

namespace evident::ingest {
namespace {

using F = RecordField;

constexpr NamedType kTypes[] = {
    {"review", RecordType::review},           {"systematic review", RecordType::review},
    {"meta-analysis", RecordType::review},    {"preprint", RecordType::preprint},
    {"technical report", RecordType::report}, {"dataset", RecordType::dataset},
    {"congress", RecordType::proceedings},    {"clinical conference", RecordType::conference_paper},
};

class Article {
 public:
  explicit Article(BibliographicRecord& record) : r_(record) {}

  void take(const XmlElement& root) {
    r_.type = root.name() == "PubmedBookArticle" ? RecordType::book : RecordType::article;
    if (const XmlElement book = root.child("BookDocument")) {
      take_book(book);
      ids(root.path({"PubmedBookData", "ArticleIdList"}));
      return;
    }
    const XmlElement citation = root.name() == "MedlineCitation" ? root : root.child("MedlineCitation");
    pmid(citation.child("PMID"));
    const XmlElement article = citation.child("Article"), journal = article.child("Journal"),
                     issue = journal.child("JournalIssue");
    add_xml(r_, F::title, "ArticleTitle", article.child("ArticleTitle"));
    add_xml(r_, F::other_title, "VernacularTitle", article.child("VernacularTitle"));
    people(article.child("AuthorList"));
    add_xml(r_, F::venue, "Journal/Title", journal.child("Title"));
    add_xml(r_, F::venue_abbreviation, "ISOAbbreviation", journal.child("ISOAbbreviation"));
    add_xml(r_, F::volume, "Volume", issue.child("Volume"));
    add_xml(r_, F::issue, "Issue", issue.child("Issue"));
    date("PubDate", issue.child("PubDate"));
    pages(article.child("Pagination"));
    article.each("ELocationID",
                 [&](const XmlElement& id) { identifier(id.attribute("EIdType"), "ELocationID", id); });
    number("ISSN", journal.child("ISSN"));
    number("ISSNLinking", citation.path({"MedlineJournalInfo", "ISSNLinking"}));
    abstract(article.child("Abstract"));
    add_xml(r_, F::language, "Language", article.child("Language"));
    article.child("PublicationTypeList").each("", [&](const XmlElement& type) { take_type(type); });
    date("ArticleDate", article.child("ArticleDate"));
    add_xml(r_, F::place, "Country", citation.path({"MedlineJournalInfo", "Country"}));
    headings(citation.child("MeshHeadingList"));
    citation.each("KeywordList", [&](const XmlElement& list) {
      list.each("", [&](const XmlElement& k) { add_xml(r_, F::keyword, "Keyword", k); });
    });
    article.child("GrantList").each("Grant", [&](const XmlElement& grant) {
      add_xml(r_, F::other, "Grant", grant);
    });
    citation.each("OtherAbstract",
                  [&](const XmlElement& other) { add_xml(r_, F::other, "OtherAbstract", other); });
    add_xml(r_, F::note, "CoiStatement", citation.child("CoiStatement"));
    citation.child("CommentsCorrectionsList").each("", [&](const XmlElement& other) {
      add_xml(r_, F::other, "CommentsCorrections", other);
    });
    ids(root.path({"PubmedData", "ArticleIdList"}));
  }

 private:
  void take_book(const XmlElement& document) {
    const XmlElement book = document.child("Book");
    pmid(document.child("PMID"));
    ids(document.child("ArticleIdList"));
    if (const XmlElement title = document.child("ArticleTitle")) {
      r_.type = RecordType::chapter;
      add_xml(r_, F::title, "ArticleTitle", title);
      add_xml(r_, F::venue, "BookTitle", book.child("BookTitle"));
    } else {
      add_xml(r_, F::title, "BookTitle", book.child("BookTitle"));
    }
    add_xml(r_, F::series, "CollectionTitle", book.child("CollectionTitle"));
    for (const XmlElement& within : {book, document})
      within.each("AuthorList", [&](const XmlElement& list) { people(list); });
    add_xml(r_, F::publisher, "PublisherName", book.path({"Publisher", "PublisherName"}));
    add_xml(r_, F::place, "PublisherLocation", book.path({"Publisher", "PublisherLocation"}));
    date("PubDate", book.child("PubDate"));
    number("Isbn", book.child("Isbn"));
    add_xml(r_, F::volume, "Volume", book.child("Volume"));
    add_xml(r_, F::edition, "Edition", book.child("Edition"));
    add_xml(r_, F::language, "Language", document.child("Language"));
    pages(document.child("Pagination"));
    abstract(document.child("Abstract"));
    document.each("PublicationType",
                  [&](const XmlElement& type) { add_xml(r_, F::type, "PublicationType", type); });
    document.child("KeywordList").each("", [&](const XmlElement& k) {
      add_xml(r_, F::keyword, "Keyword", k);
    });
    document.child("Sections").each("Section", [&](const XmlElement& section) {
      add_xml(r_, F::other, "SectionTitle", section.child("SectionTitle"));
    });
  }

  void pmid(const XmlElement& element) {
    const std::string_view words = plain_pmid(element.text(r_.words));
    const auto [begin, end] = element.place();
    if (!words.empty()) r_.add(F::pmid, "PMID", words, begin, end);
  }

  void take_type(const XmlElement& type) {
    add_xml(r_, F::type, "PublicationType", type);
    const RecordType known = type_among(kTypes, type.text(r_.words), RecordType::unknown);
    if (known != RecordType::unknown && r_.type == RecordType::article) r_.type = known;
  }

  void people(const XmlElement& list) {
    const bool editors = list.attribute("Type") == "editors";
    list.each("", [&](const XmlElement& person) {
      const F field = editors ? F::editor : F::author;
      if (const XmlElement body = person.child("CollectiveName")) {
        add_xml(r_, field, "CollectiveName", body);
      } else if (const std::string_view family = person.child("LastName").text(r_.words); !family.empty()) {
        std::string given(person.child("ForeName").text(r_.words));
        if (given.empty()) given = person.child("Initials").text(r_.words);
        if (const std::string_view suffix = person.child("Suffix").text(r_.words); !suffix.empty())
          given.append(" ").append(suffix);
        std::string whole(family);
        if (!given.empty()) whole.append(", ").append(given);
        const std::string_view kept = r_.words.keep(whole);
        // The affiliation stands in the same element.
        const auto last = given.empty()              ? person.child("LastName")
                          : person.child("ForeName") ? person.child("ForeName")
                                                     : person.child("Initials");
        r_.add(field, "Author", kept, person.child("LastName").place().first, last.place().second);
        if (!given.empty()) {
          r_.fields.back().family = kept.substr(0, family.size());
          r_.fields.back().given = kept.substr(family.size() + 2);
        }
      }
      person.each("AffiliationInfo", [&](const XmlElement& info) {
        add_xml(r_, F::affiliation, "Affiliation", info.child("Affiliation"));
      });
      add_xml(r_, F::affiliation, "Affiliation", person.child("Affiliation"));
    });
  }

  void date(std::string_view tag, const XmlElement& element) {
    if (!element) return;
    std::string words(element.child("Year").text(r_.words));
    if (words.empty()) words = element.child("MedlineDate").text(r_.words);
    for (const std::string_view part : {"Month", "Day"})
      if (const std::string_view value = element.child(part).text(r_.words); !value.empty() && !words.empty())
        words.append("/").append(value);
    const auto [begin, end] = element.place();
    if (!words.empty()) add_date(r_, tag, words, begin, end);
  }

  void pages(const XmlElement& pagination) {
    if (const XmlElement range = pagination.child("MedlinePgn"))
      return add_xml(r_, F::pages, "MedlinePgn", range);
    for (const auto& [name, form] :
         {std::pair{"StartPage", Form::first_page}, {"EndPage", Form::last_page}}) {
      const XmlElement page = pagination.child(name);
      const auto [begin, end] = page.place();
      put(r_, {F::pages, form}, "Pagination", page.text(r_.words), begin, end);
    }
  }

  void number(std::string_view tag, const XmlElement& element) {
    const auto [begin, end] = element.place();
    put(r_, {F::issn, Form::number}, tag, element.text(r_.words), begin, end);
  }

  // A section of a structured abstract keeps its label.
  void abstract(const XmlElement& abstract) {
    abstract.each("AbstractText",
                  [&](const XmlElement& part) { add_xml(r_, F::abstract, "AbstractText", part); });
    add_xml(r_, F::other, "CopyrightInformation", abstract.child("CopyrightInformation"));
  }

  void headings(const XmlElement& list) {
    list.each("MeshHeading", [&](const XmlElement& heading) {
      const std::string_view subject = heading.child("DescriptorName").text(r_.words);
      const auto [begin, end] = heading.place();
      bool qualified = false;
      heading.each("QualifierName", [&](const XmlElement& qualifier) {
        qualified = true;
        r_.add(F::keyword, "MeshHeading",
               r_.words.keep(std::string(subject) + "/" + std::string(qualifier.text(r_.words))), begin, end);
      });
      if (!qualified && !subject.empty()) r_.add(F::keyword, "MeshHeading", subject, begin, end);
    });
  }

  void ids(const XmlElement& list) {
    list.each("ArticleId",
              [&](const XmlElement& id) { identifier(id.attribute("IdType"), "ArticleId", id); });
  }
  void identifier(std::string_view kind, std::string_view tag, const XmlElement& element) {
    const std::string_view words = element.text(r_.words);
    const auto [begin, end] = element.place();
    if (kind == "doi") {
      if (const std::string doi = plain_doi(words); !doi.empty() && r_.text(F::doi) != doi)
        r_.add(F::doi, tag, r_.words.keep(doi), begin, end);
    } else if (kind == "pmc") {
      if (const std::string pmcid = plain_pmcid(words); !pmcid.empty())
        r_.add(F::pmcid, tag, r_.words.keep(pmcid), begin, end);
    } else if (kind == "pubmed") {
      if (!r_.find(F::pmid)) pmid(element);
    } else if (!words.empty()) {
      r_.add(F::other, tag, words, begin, end);
    }
  }

  BibliographicRecord& r_;
};

Result<void> read(std::string_view text, const RecordSink& sink, const Limits&, const Cancel& cancel) {
  return read_xml_records(
      text, {"PubmedArticle", "PubmedBookArticle", "MedlineCitation"},
      [](BibliographicRecord& record, const XmlElement& element) { Article(record).take(element); }, sink,
      cancel);
}

int recognise(std::string_view head, std::string_view) {
  const std::string_view root = xml_root(head);
  for (const std::string_view known : {"PubmedArticleSet", "PubmedArticle", "PubmedBookArticleSet",
                                       "PubmedBookArticle", "MedlineCitationSet", "MedlineCitation"})
    if (root == known) return 95;
  return 0;
}

const RegisterRecordFormat registered{{"PubMed XML", {".xml"}, "PubMed's XML", recognise, read}};

}  // namespace
}  // namespace evident::ingest
