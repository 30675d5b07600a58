// What tells that two descriptions are of one work: those of documents, of records, of references.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/items.hpp"
#include "graph/base/sqlite.hpp"

namespace evident::graph {

struct Work {
  std::int64_t item = 0;  // row of its source or reference
  std::string key;        // of that item
  bool record = false, abstract = false;
  bool reference = false;  // as somebody else cites it
  std::string doi, pmid;
  std::string title, whole;  // as label keys; whole: with its subtitle
  std::string author;        // the first one's family name
  std::string venue, pages;
  std::int64_t year = 0;  // 0: not known
};

// One DOI or PMID and titles that agree; or one title, year and first author and nothing that speaks against it. A
// short title tells a work only with the author, and of references only.
bool same_work(const Work& a, const Work& b);
// Two that are one work share one of these, or have the same short title.
std::vector<std::string> work_keys(const Work& work);

// "van der Field, J." → "field".
std::string author_family(std::string_view name);
Work work_of(const Item& item);

// Documents first, abstracts before bare records, then by key.
bool stands_before(const Work& one, const Work& other);
// All current documents and records, one after the other, as they come.
Result<void> each_stored_work(Database& database, const std::function<void(Work&&)>& take);
// Those of these sources, in the order of stands_before().
Result<std::vector<Work>> stored_works(Database& database, const std::vector<std::int64_t>& sources);

}  // namespace evident::graph
