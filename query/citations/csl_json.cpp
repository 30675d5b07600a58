#include "query/citations/exchange.hpp"
#include "query/citations/style.hpp"
#include "support/json.hpp"

namespace evident::query {
namespace {

std::string_view type_of(Record::Type type) {
  switch (type) {
    case Record::Type::article: return "article-journal";
    case Record::Type::book: return "book";
    case Record::Type::chapter: return "chapter";
    case Record::Type::report: return "report";
    case Record::Type::web_page: return "webpage";
    case Record::Type::slides: return "speech";
    case Record::Type::thesis: return "thesis";
    case Record::Type::conference_paper: return "paper-conference";
    case Record::Type::dataset: return "dataset";
    case Record::Type::other: return "document";
  }
  return "document";
}

Json people(const std::vector<PersonName>& names) {
  Json::Array all;
  for (const PersonName& name : names) {
    if (name.body) {
      all.push_back(Json::Object{{"literal", name.family}});
      continue;
    }
    Json::Object person{{"family", name.family}};
    if (!name.given.empty()) person.emplace_back("given", name.given);
    if (!name.particle.empty()) person.emplace_back("non-dropping-particle", name.particle);
    if (!name.suffix.empty()) person.emplace_back("suffix", name.suffix);
    all.push_back(std::move(person));
  }
  return all;
}

Json date(const Day& day) {
  Json::Array parts;
  for (const int part : {day.year, day.month, day.day}) {
    if (!part) break;
    parts.emplace_back(part);
  }
  return Json::Object{{"date-parts", Json::Array{Json(std::move(parts))}}};
}

Json item(const Record& r) {
  Json::Object all{{"id", r.key}, {"type", type_of(r.type)}};
  const auto text = [&](const char* name, const std::string& value) {
    if (!value.empty()) all.emplace_back(name, value);
  };
  if (!r.authors.empty()) all.emplace_back("author", people(r.authors));
  if (!r.editors.empty()) all.emplace_back("editor", people(r.editors));
  text("title", r.title);
  text("translated-title", r.translated_title);
  text("container-title", r.container);
  Day issued = day_of(r.date);
  if (!issued.year) issued.year = r.year;
  if (issued.year) all.emplace_back("issued", date(issued));
  text("volume", r.volume);
  text("issue", r.issue);
  text("number", r.number);
  text("page", page_range(r.pages, "-"));
  text("edition", r.edition);
  text("publisher", r.publisher);
  text("publisher-place", r.place);
  text("ISBN", r.isbn);
  text("ISSN", r.issn);
  text("DOI", r.doi);
  text("PMID", r.pmid);
  text("URL", r.url);
  if (const Day seen = day_of(r.accessed); seen.year) all.emplace_back("accessed", date(seen));
  text("language", r.language);
  if (r.type == Record::Type::slides) all.emplace_back("genre", "slides");
  std::string notes;
  for (const std::string& note : r.notes) notes += (notes.empty() ? "" : "; ") + note;
  text("note", notes);
  return all;
}

}  // namespace

std::string csl_item(const Record& record) { return print_json(item(record)); }

std::string csl_json(const std::vector<Record>& records) {
  Json::Array all;
  for (const Record& record : records) all.push_back(item(record));
  return print_json(Json(std::move(all)), true) + "\n";
}

}  // namespace evident::query
