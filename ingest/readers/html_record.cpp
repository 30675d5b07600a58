#include <algorithm>

#include "ingest/readers/html.hpp"
#include "ingest/readers/shape.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::ingest::html {
namespace {

using Name = DocumentField::Name;

constexpr std::string_view kCitation = "its citation tags", kSchema = "its schema.org description",
                           kDublin = "its Dublin Core tags", kPreview = "its page description";

struct Tag {
  std::string_view meta;  // lower case
  Name field;
  std::string_view origin;
  bool sure;
};
constexpr Tag kTags[] = {
    {"citation_title", Name::title, kCitation, true},
    {"citation_author", Name::author, kCitation, true},
    {"citation_authors", Name::author, kCitation, true},
    {"citation_publication_date", Name::date, kCitation, true},
    {"citation_date", Name::date, kCitation, true},
    {"citation_cover_date", Name::date, kCitation, true},
    {"citation_year", Name::date, kCitation, true},
    {"citation_online_date", Name::date, kCitation, true},
    {"citation_journal_title", Name::venue, kCitation, true},
    {"citation_conference_title", Name::venue, kCitation, true},
    {"citation_inbook_title", Name::venue, kCitation, true},
    {"citation_publisher", Name::publisher, kCitation, true},
    {"citation_technical_report_institution", Name::publisher, kCitation, true},
    {"citation_dissertation_institution", Name::publisher, kCitation, true},
    {"citation_doi", Name::doi, kCitation, true},
    {"citation_abstract_html_url", Name::url, kCitation, true},
    {"citation_funding_source", Name::funder, kCitation, true},
    {"dc.title", Name::title, kDublin, true},
    {"dc.creator", Name::author, kDublin, true},
    {"dc.contributor.author", Name::author, kDublin, true},
    {"dc.date", Name::date, kDublin, true},
    {"dc.date.issued", Name::date, kDublin, true},
    {"dc.publisher", Name::publisher, kDublin, true},
    {"dc.identifier", Name::doi, kDublin, true},
    {"dc.source", Name::venue, kDublin, true},
    {"prism.publicationname", Name::venue, kDublin, true},
    {"prism.publicationdate", Name::date, kDublin, true},
    {"prism.doi", Name::doi, kDublin, true},
    {"article:published_time", Name::date, kPreview, false},
    {"og:title", Name::title, kPreview, false},
    {"og:site_name", Name::venue, kPreview, false},
    {"author", Name::author, kPreview, false},
    {"date", Name::date, kPreview, false},
};

// "Doe, Jane" to "Jane Doe".
std::string in_order(std::string_view name) {
  name = trim(name);
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos)
    return std::string(name);
  const std::string_view family = trim(name.substr(0, comma)), given = trim(name.substr(comma + 1));
  return given.empty() ? std::string(family) : std::string(given) + " " + std::string(family);
}

class Record {
 public:
  std::vector<DocumentField> run(const GumboNode* document) {
    visit(document);
    // In the order of kTags, so that the better origin comes first; schema.org stands between.
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<DocumentField> out;
    for (auto& [rank, field] : found_) out.push_back(std::move(field));
    return out;
  }

 private:
  static constexpr std::size_t kMost = 4000;  // fields

  void add(std::size_t rank, Name name, std::string_view value, std::string_view origin, bool sure) {
    if (trim(value).empty() || value.size() > 4000 || found_.size() >= kMost) return;
    if (name == Name::author && value.find(';') != std::string_view::npos) {
      for (std::size_t from = 0; from <= value.size();) {
        const std::size_t to = std::min(value.find(';', from), value.size());
        add(rank, name, value.substr(from, to - from), origin, sure);
        from = to + 1;
      }
      return;
    }
    std::string text = name == Name::author ? in_order(value) : std::string(trim(value));
    found_.emplace_back(rank, DocumentField{name, std::move(text), origin, sure});
  }

  void visit(const GumboNode* node) {
    const std::string_view name = name_of(node);
    if (name == "meta") meta(node);
    if (name == "link" && attribute(node, "rel") == "canonical")
      add(std::size(kTags), Name::url, attribute(node, "href"), kPreview, false);
    if (name == "title" && node->parent && name_of(node->parent) == "head")
      add(std::size(kTags) + 1, Name::title, text_of(node), kPreview, false);
    if (name == "script" && attribute(node, "type") == "application/ld+json") {
      const GumboVector& inner = children(node);
      std::string text;
      for (unsigned i = 0; i < inner.length; ++i) {
        const auto* child = static_cast<const GumboNode*>(inner.data[i]);
        if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_CDATA) text += child->v.text.text;
      }
      if (const auto json = parse_json(text)) schema(*json, 0);
      return;
    }
    const GumboVector& inner = children(node);
    for (unsigned i = 0; i < inner.length; ++i) visit(static_cast<const GumboNode*>(inner.data[i]));
  }

  void meta(const GumboNode* node) {
    std::string name =
        ascii_lower(attribute(node, "name").empty() ? attribute(node, "property") : attribute(node, "name"));
    if (name.starts_with("dcterms.")) name = "dc." + name.substr(8);
    if (name.starts_with("dc:")) name[2] = '.';
    for (std::size_t i = 0; i < std::size(kTags); ++i) {
      if (kTags[i].meta != name) continue;
      const std::string_view value = attribute(node, "content");
      // dc.identifier holds any identifier.
      if (name == "dc.identifier" && value.find("10.") == std::string_view::npos) return;
      // Rank by origin, so that fields of one origin keep the page's order.
      std::size_t rank = i;
      if (kTags[i].field == Name::author)
        rank = kTags[i].origin == kCitation ? 1 : kTags[i].origin == kDublin ? 18 : i;
      return add(rank, kTags[i].field, value, kTags[i].origin, kTags[i].sure);
    }
  }

  // ---- schema.org

  static bool is_work(const Json& type) {
    const auto work = [](std::string_view t) {
      return t.ends_with("Article") || t == "BlogPosting" || t == "Report" || t == "Book" || t == "Thesis" ||
             t == "PublicationIssue" || t == "CreativeWork" || t == "Chapter";
    };
    if (const std::string* one = type.string()) return work(*one);
    if (const Json::Array* several = type.array())
      return std::any_of(several->begin(), several->end(),
                         [&](const Json& t) { return t.string() && work(*t.string()); });
    return false;
  }
  static std::string named(const Json* value) {
    if (!value) return {};
    if (const std::string* text = value->string()) return *text;
    if (const Json* name = value->find("name"); name && name->string()) return *name->string();
    return {};
  }
  void schema(const Json& json, int depth) {
    if (depth > 4) return;
    if (const Json::Array* several = json.array())
      for (const Json& one : *several) schema(one, depth + 1);
    if (!json.object()) return;
    if (const Json* graph = json.find("@graph")) schema(*graph, depth + 1);
    const Json* type = json.find("@type");
    if (!type || !is_work(*type) || had_work_) return;
    had_work_ = true;
    constexpr std::size_t kRank = 17;  // behind the citation tags, before Dublin Core
    const auto put = [&](Name name, const std::string& value) { add(kRank, name, value, kSchema, true); };
    const std::string headline = named(json.find("headline"));
    put(Name::title, headline.empty() ? named(json.find("name")) : headline);
    if (const Json* authors = json.find("author")) {
      if (const Json::Array* several = authors->array())
        for (const Json& one : *several) put(Name::author, named(&one));
      else
        put(Name::author, named(authors));
    }
    put(Name::date, named(json.find("datePublished")));
    put(Name::publisher, named(json.find("publisher")));
    put(Name::venue, named(json.find("isPartOf")));
    for (const char* key : {"identifier", "sameAs", "@id"}) {
      const Json* id = json.find(key);
      std::string value = named(id);
      if (id && value.empty() && id->find("value")) value = named(id->find("value"));
      if (value.find("10.") != std::string::npos) put(Name::doi, value);
    }
  }

  std::vector<std::pair<std::size_t, DocumentField>> found_;
  bool had_work_ = false;
};

}  // namespace

std::vector<DocumentField> record_of(const GumboNode* document) { return Record().run(document); }

}  // namespace evident::ingest::html
