// What is known of a work for citing it: the bibliographic record, as far as the library holds one.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/citations/name.hpp"

namespace evident::query {

struct SourceView;

struct Record {
  enum class Type { article, book, chapter, report, web_page, slides, thesis, conference_paper, dataset, other };
  Type type = Type::other;
  std::vector<PersonName> authors, editors;
  std::string title;             // with the subtitle behind a colon
  std::string translated_title;  // of a title in another language
  std::string container;         // the journal, the book of a chapter, the site of a page
  std::string publisher, place, edition, volume, issue, pages, number;  // number: of a report or an article
  std::string isbn, issn, doi, pmid, url;
  std::string date;      // ISO 8601, as exactly as it is known
  std::string accessed;  // ISO 8601: the day on which the address was looked up
  std::string language;  // ISO 639-1
  int year = 0;          // 0: not known
  std::string file;      // the document's name in the library
  std::string key;       // "field2003"; unique in a list: see give_keys()
  std::vector<std::string> notes;  // "held as somebody else's digest", "invented, for demonstration"
};

// Of a source of the library. Reads every attribute of the record that the schema has.
Record record_of(const graph::Graph& graph, graph::Node source);
// As far as an answer's view of it goes.
Record record_of(const SourceView& source);

// "author", "title", in this order: what nobody can cite it without (an issuing body counts as author).
std::vector<std::string> lacks(const Record& record);
// Who stands in the author's place: the editors of a collection, or the publisher where nobody is named.
std::vector<PersonName> who(const Record& record);
// "field2003", "departmentofhealthnd".
std::string key_of(const Record& record);
// Gives each a key that no other has: "field2003", "field2003a" …
void give_keys(std::vector<Record>& records);

}  // namespace evident::query
