#include "query/citations/exchange.hpp"
#include "query/citations/style.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

std::string_view type_of(Record::Type type) {
  switch (type) {
    case Record::Type::article: return "article";
    case Record::Type::book: return "book";
    case Record::Type::chapter: return "incollection";
    case Record::Type::report: return "techreport";
    case Record::Type::web_page: return "online";
    case Record::Type::thesis: return "phdthesis";
    case Record::Type::conference_paper: return "inproceedings";
    case Record::Type::dataset: return "dataset";
    case Record::Type::slides:
    case Record::Type::other: return "misc";
  }
  return "misc";
}

// "von Family, Suffix, Given"; a body in braces of its own, so that no "and" or comma in it cuts it.
std::string person(const PersonName& name) {
  if (name.body || is_written_whole(name)) return "{" + latex(name.family + name.given) + "}";
  std::string text = latex(family_of(name));
  if (!name.suffix.empty()) text += ", " + latex(name.suffix);
  if (!name.given.empty()) text += ", " + latex(name.given);
  return text;
}

std::string people(const std::vector<PersonName>& names) {
  std::string text;
  for (const PersonName& name : names) text += (text.empty() ? "" : " and ") + person(name);
  return text;
}

// Addresses are taken word for word; only what would end the field is coded (RFC 3986).
std::string verbatim(std::string_view address) {
  std::string text;
  for (const char c : address) {
    if (c == '{' || c == '}' || c == '\\' || static_cast<unsigned char>(c) <= ' ') {
      static constexpr char kDigits[] = "0123456789ABCDEF";
      text += '%';
      text += kDigits[static_cast<unsigned char>(c) >> 4];
      text += kDigits[c & 15];
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace

std::string latex(std::string_view text) {
  std::string out;
  for (const char c : squeeze(text)) {
    switch (c) {
      case '\\': out += "\\textbackslash{}"; break;
      case '~': out += "\\textasciitilde{}"; break;
      case '^': out += "\\textasciicircum{}"; break;
      case '{': case '}': case '$': case '&': case '%': case '#': case '_':
        out += '\\';
        out += c;
        break;
      default: out += c;
    }
  }
  return out;
}

std::string bibtex_entry(const Record& r, std::string_view between) {
  std::string text = "@" + std::string(type_of(r.type)) + "{" + r.key;
  const auto raw = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) text += "," + std::string(between) + std::string(name) + " = {" + value + "}";
  };
  const auto field = [&](std::string_view name, const std::string& value) { raw(name, latex(value)); };
  using Type = Record::Type;
  raw("author", people(r.authors));
  raw("editor", people(r.editors));
  field("title", r.title);
  field("titleaddon", r.translated_title);
  field(r.type == Type::article                                                   ? "journal"
        : r.type == Type::chapter || r.type == Type::conference_paper             ? "booktitle"
        : r.type == Type::book || r.type == Type::report || r.type == Type::thesis ? "series"
                                                                                  : "howpublished",
        r.container);
  raw("year", r.year ? std::to_string(r.year) : "");
  if (r.date.size() > 4) raw("date", r.date);
  field("volume", r.volume);
  field("number", r.issue.empty() ? r.number : r.issue);
  raw("pages", page_range(r.pages, "--"));
  field("edition", r.edition);
  field(r.type == Type::report ? "institution" : r.type == Type::thesis ? "school" : "publisher", r.publisher);
  field("address", r.place);
  field("isbn", r.isbn);
  field("issn", r.issn);
  raw("doi", verbatim(r.doi));
  field("pmid", r.pmid);
  raw("url", verbatim(r.url));
  raw("urldate", r.accessed);
  field("language", r.language);
  std::string notes;
  for (const std::string& note : r.notes) notes += (notes.empty() ? "" : "; ") + note;
  if (r.type == Type::slides) notes = notes.empty() ? "slides" : "slides; " + notes;
  field("note", notes);
  return text + (between.starts_with('\n') ? "\n}" : "}");
}

std::string bibtex(const std::vector<Record>& records) {
  std::string text;
  for (const Record& record : records) text += (text.empty() ? "" : "\n") + bibtex_entry(record, "\n  ") + "\n";
  return text;
}

}  // namespace evident::query
