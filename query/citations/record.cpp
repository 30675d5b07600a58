#include "query/citations/record.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "query/answer.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Graph;
using graph::Kind;
using graph::Node;

// Attributes by their names in the schema: one that a record may have and the schema has not (yet) is empty.
class Reading {
 public:
  Reading(const Graph& graph, Node node) : graph_(graph), node_(node), kind_(graph.kind(node)) {}

  std::string text(std::string_view name) const {
    const auto attribute = known(name);
    if (!attribute) return {};
    switch (graph::info(*attribute).type) {
      case graph::Type::text:
      case graph::Type::date:
        return squeeze(graph_.text(node_, *attribute));
      case graph::Type::integer:
      case graph::Type::number:
      case graph::Type::year:
        if (const auto number = graph_.number(node_, *attribute)) return std::to_string(static_cast<long long>(*number));
        return {};
      case graph::Type::texts: {
        const auto all = list(name);
        return all.empty() ? std::string() : all.front();
      }
      default:
        return {};
    }
  }
  std::vector<std::string> list(std::string_view name) const {
    std::vector<std::string> all;
    const auto attribute = known(name);
    if (attribute && graph::info(*attribute).type == graph::Type::texts)
      for (const auto number : graph_.list(node_, *attribute)) all.emplace_back(graph_.string(number));
    return all;
  }
  std::string choice(std::string_view name) const {
    const auto attribute = known(name);
    if (!attribute) return {};
    const auto value = graph_.choice(node_, *attribute);
    return value ? std::string(graph::info(*attribute).choices[*value].id) : std::string();
  }
  bool holds(std::string_view name) const {
    const auto attribute = known(name);
    return attribute && graph_.choice(node_, *attribute).value_or(0) != 0;
  }

 private:
  std::optional<Attribute> known(std::string_view name) const {
    const auto attribute = graph::attribute_named(name);
    return attribute && graph::has(kind_, *attribute) ? attribute : std::nullopt;
  }
  const Graph& graph_;
  const Node node_;
  const Kind kind_;
};

std::vector<PersonName> names(const std::vector<std::string>& printed) {
  std::vector<PersonName> all;
  for (const std::string& name : printed) all.push_back(parse_name(name));
  return all;
}

// What a record calls its work; nothing for what has no form of its own in references.
std::optional<Record::Type> type_told(std::string_view work_type) {
  using Type = Record::Type;
  static constexpr std::pair<std::string_view, Type> kTypes[] = {
      {"article", Type::article},          {"review", Type::article},        {"magazine article", Type::article},
      {"newspaper article", Type::article}, {"book", Type::book},            {"edited book", Type::book},
      {"proceedings", Type::book},         {"chapter", Type::chapter},       {"reference entry", Type::chapter},
      {"conference paper", Type::conference_paper}, {"thesis", Type::thesis}, {"report", Type::report},
      {"web page", Type::web_page},        {"dataset", Type::dataset},       {"presentation", Type::slides}};
  for (const auto& [name, type] : kTypes)
    if (name == work_type) return type;
  return {};
}

// From what the record holds: a library's genres say what a text does, not how it was published.
Record::Type type_of(const Record& record, std::string_view genre) {
  if (genre == "slides" || genre == "slide deck") return Record::Type::slides;
  if (genre == "report" || genre == "policy report") return Record::Type::report;
  if (!record.container.empty())
    return record.issn.empty() && !record.isbn.empty() ? Record::Type::chapter : Record::Type::article;
  if (!record.isbn.empty()) return Record::Type::book;
  if (!record.url.empty() && record.publisher.empty()) return Record::Type::web_page;
  return record.publisher.empty() ? Record::Type::other : Record::Type::report;
}

}  // namespace

Record record_of(const Graph& graph, Node source) {
  const Reading read(graph, source);
  Record record;
  record.authors = names(read.list("authors"));
  record.editors = names(read.list("editors"));
  // Of a collection the library holds its editors as those whose work it is.
  if (read.list("authors") == read.list("editors")) record.authors.clear();
  record.title = read.text("title");
  if (const std::string subtitle = read.text("subtitle"); !subtitle.empty() && !record.title.empty())
    record.title += (std::string_view(".?!:").find(record.title.back()) == std::string_view::npos ? ": " : " ") + subtitle;
  record.translated_title = read.text("translated_title");
  record.container = read.text("venue");
  record.publisher = read.text("publisher");
  record.place = read.text("place");
  record.edition = read.text("edition");
  record.volume = read.text("volume");
  record.issue = read.text("issue");
  record.pages = read.text("pages");
  record.number = read.text("report_number");
  record.isbn = read.text("isbn");
  record.issn = read.text("issn");
  record.doi = read.text("doi");
  record.pmid = read.text("pmid");
  record.url = read.text("url");
  record.date = read.text("date");
  record.accessed = read.text("accessed");
  record.language = read.text("languages");
  if (const std::string year = read.text("year"); !year.empty()) record.year = std::atoi(year.c_str());
  record.file = read.text("file");
  const auto told = type_told(read.text("work_type"));
  record.type = told ? *told : type_of(record, read.choice("doc_type"));
  const std::string depth = read.choice("depth");
  if (depth == "digest") record.notes.emplace_back("held as somebody else's digest");
  if (depth == "abstract") record.notes.emplace_back("abstract");
  if (read.holds("invented")) record.notes.emplace_back("invented, for demonstration");
  record.key = key_of(record);
  return record;
}

Record record_of(const SourceView& source) {
  Record record;
  record.authors = names(source.authors);
  record.title = squeeze(source.title);
  record.container = squeeze(source.venue);
  record.publisher = squeeze(source.publisher);
  record.doi = source.doi;
  record.url = source.url;
  record.year = source.year;
  record.file = source.file;
  record.type = type_of(record, source.genre);
  if (source.depth == "digest") record.notes.emplace_back("held as somebody else's digest");
  if (source.depth == "abstract") record.notes.emplace_back("abstract");
  if (source.invented) record.notes.emplace_back("invented, for demonstration");
  record.key = key_of(record);
  return record;
}

std::vector<std::string> lacks(const Record& record) {
  std::vector<std::string> all;
  if (who(record).empty()) all.emplace_back("author");
  if (record.title.empty()) all.emplace_back("title");
  return all;
}

std::vector<PersonName> who(const Record& record) {
  if (!record.authors.empty()) return record.authors;
  if (!record.editors.empty()) return record.editors;
  if (record.publisher.empty()) return {};
  PersonName body;
  body.body = true;
  body.family = record.publisher;
  return {body};
}

std::string key_of(const Record& record) {
  const std::vector<PersonName> names = who(record);
  const std::string name = !names.empty() ? family_of(names.front()) : record.title.empty() ? record.file : record.title;
  std::string key;
  constexpr std::size_t kLongest = 24;  // bytes
  for (const char c : fold(name)) {
    // Not in the middle of a letter.
    if (key.size() >= kLongest && (static_cast<unsigned char>(c) & 0xC0) != 0x80) break;
    if (c != ' ') key += c;
  }
  return key + (record.year ? std::to_string(record.year) : "nd");
}

void give_keys(std::vector<Record>& records) {
  std::map<std::string, std::size_t> times;
  for (Record& record : records) ++times[record.key = key_of(record)];
  std::set<std::string> taken;
  for (const auto& [key, n] : times) taken.insert(key);
  std::map<std::string, unsigned> next;
  for (Record& record : records) {
    const std::string key = record.key;
    if (times[key] < 2) continue;
    do {
      std::string letters;
      for (unsigned n = next[key]++ + 1; n > 0; n = (n - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('a' + (n - 1) % 26));
      record.key = key + letters;
    } while (taken.contains(record.key));
    taken.insert(record.key);
  }
}

}  // namespace evident::query
