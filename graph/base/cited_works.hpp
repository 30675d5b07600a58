// The works that the references of documents name: each is one source, whoever cites it and however it is written
// there, and the held one where the library has it. Nothing of it is stored: it follows from the references.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/base.hpp"
#include "graph/base/same_works.hpp"
#include "graph/base/sqlite.hpp"

namespace evident::graph {

struct CitedWorks {
  // Works that no source stands for, in the order of the references that first name them; id, source and passage are
  // of that reference (StoredItem::follows()), what it leaves out is filled from the later ones.
  std::vector<StoredItem> only_cited;
  std::unordered_map<std::int64_t, std::vector<std::size_t>> standing_in;  // by source: places in only_cited
  std::unordered_map<std::string, std::int64_t> by_key;  // the same, with those that a reviewer joined with another source
  // Of references and their sources, to works; ascending by what they leave, none twice.
  std::vector<StoredLink> links;
  std::unordered_map<std::int64_t, std::int64_t> resolved;  // references that name a work, to their source
};

// since: a row as in Base::each_item(); only works that references behind it name, and their links. Code::limit when
// one is a work that references before it name too, or a new source is what was only cited before.
Result<CitedWorks> cited_works(Database& database, const SameWorks& same, std::int64_t since = 0);

}  // namespace evident::graph
