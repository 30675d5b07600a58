#include <algorithm>

#include "query/citations/exchange.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

std::string_view type_of(Record::Type type) {
  switch (type) {
    case Record::Type::article: return "JOUR";
    case Record::Type::book: return "BOOK";
    case Record::Type::chapter: return "CHAP";
    case Record::Type::report: return "RPRT";
    case Record::Type::web_page: return "ELEC";
    case Record::Type::slides: return "SLIDE";
    case Record::Type::thesis: return "THES";
    case Record::Type::conference_paper: return "CPAPER";
    case Record::Type::dataset: return "DATA";
    case Record::Type::other: return "GEN";
  }
  return "GEN";
}

// "Family, Given, Suffix"; a body as it is.
std::string person(const PersonName& name) {
  if (name.body) return name.family;
  std::string text = family_of(name);
  if (!name.given.empty() || !name.suffix.empty()) text += ", " + name.given;
  if (!name.suffix.empty()) text += ", " + name.suffix;
  return text;
}

// "2003/05/03/": year, month and day, each as far as it is known.
std::string date(std::string iso) {
  for (char& c : iso)
    if (c == '-') c = '/';
  for (auto slashes = static_cast<std::size_t>(std::count(iso.begin(), iso.end(), '/')); slashes < 3; ++slashes)
    iso += '/';
  return iso;
}

}  // namespace

std::string ris_record(const Record& r) {
  std::string text;
  const auto field = [&](std::string_view tag, std::string_view value) {
    if (const std::string line = squeeze(value); !line.empty()) text += std::string(tag) + "  - " + line + "\n";
  };
  field("TY", type_of(r.type));
  for (const PersonName& name : r.authors) field("AU", person(name));
  for (const PersonName& name : r.editors) field("ED", person(name));
  field("TI", r.title);
  field("TT", r.translated_title);
  field("PY", r.year ? std::to_string(r.year) : "");
  if (!r.date.empty()) field("DA", date(r.date));
  field("T2", r.container);
  field("VL", r.volume);
  if (r.type == Record::Type::article || r.number.empty()) field("IS", r.issue);
  field(r.type == Record::Type::article ? "C7" : "M1", r.number);
  if (const auto dash = r.pages.find_first_of("-"); dash != std::string::npos && r.pages.find("-", dash + 1) == std::string::npos) {
    field("SP", std::string_view(r.pages).substr(0, dash));
    field("EP", std::string_view(r.pages).substr(dash + 1));
  } else {
    field("SP", r.pages);
  }
  field("PB", r.publisher);
  field("CY", r.place);
  field("ET", r.edition);
  field("SN", r.issn);
  field("SN", r.isbn);
  field("DO", r.doi);
  if (!r.pmid.empty()) field("DB", "PubMed");  // without it the number says nothing
  field("AN", r.pmid);
  field("UR", r.url);
  if (!r.accessed.empty()) field("Y2", date(r.accessed));
  field("LA", r.language);
  for (const std::string& note : r.notes) field("N1", note);
  field("ID", r.key);
  return text + "ER  - ";
}

std::string ris(const std::vector<Record>& records) {
  std::string text;
  for (const Record& record : records) {
    for (const char c : ris_record(record)) {
      if (c == '\n') text += '\r';
      text += c;
    }
    text += "\r\n\r\n";
  }
  return text;
}

}  // namespace evident::query
