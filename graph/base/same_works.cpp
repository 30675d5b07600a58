// A record is the work of another source when same_work() says so. Documents come before records, abstracts
// before bare records; two documents are never joined by rule. What is less sure is offered by 'evident candidates
// duplicates', and joined where a reviewer confirms it: then also of two documents one stands for both.
#include "graph/base/same_works.hpp"

#include <algorithm>
#include <string>

#include "graph/base/human_codes.hpp"
#include "graph/base/impl.hpp"
#include "graph/base/work_identity.hpp"
#include "graph/corrections.hpp"

namespace evident::graph {
namespace {

std::pair<std::string, std::string> in_order(const std::string& a, const std::string& b) {
  return a < b ? std::pair(a, b) : std::pair(b, a);
}

// By rule. Places in the list, which is ordered by who stands for whom; each stands for itself or for one before it.
std::vector<std::size_t> standing(const std::vector<Work>& works, const DecidedWorks& decided) {
  std::vector<std::size_t> stands(works.size());
  std::unordered_map<std::string, std::vector<std::size_t>> known;  // by key: those that stand for themselves
  for (std::size_t w = 0; w < works.size(); ++w) {
    const std::vector<std::string> keys = work_keys(works[w]);
    std::size_t found = w;
    if (works[w].record)
      for (const std::string& key : keys) {
        const auto at = known.find(key);
        if (at == known.end()) continue;
        for (const std::size_t other : at->second)
          if (other < found && same_work(works[other], works[w]) && !decided.are_two(works[other].key, works[w].key))
            found = other;
      }
    stands[w] = found;
    if (found == w)
      for (const std::string& key : keys) known[key].push_back(w);
  }
  return stands;
}

// What reviewers joined: a document stands for records, one with an abstract for those without; else the one that was
// named as the work.
void join(const std::vector<Work>& works, const DecidedWorks& decided, std::vector<std::size_t>& stands) {
  std::unordered_map<std::string, std::size_t> place;
  for (std::size_t w = 0; w < works.size(); ++w) place.emplace(works[w].key, w);
  for (const auto& [one, other] : decided.same) {
    const auto a = place.find(one), b = place.find(other);
    if (a == place.end() || b == place.end()) continue;  // only cited, or no longer here
    std::size_t gone = stands[a->second], stays = stands[b->second];
    if (gone == stays) continue;
    const auto rank = [&](std::size_t w) { return std::pair(works[w].record, !works[w].abstract && works[w].record); };
    if (rank(gone) < rank(stays)) std::swap(gone, stays);
    for (std::size_t& stand : stands)
      if (stand == gone) stand = stays;
  }
}

// All of this for one base: who stands for whom, and what is not shown therefore.
Result<void> stand_for(Database& database, const DecidedWorks& decided, SameWorks& same) {
  EV_TRY(const std::vector<Work> works, stored_works(database));
  std::vector<std::size_t> stands = standing(works, decided);
  join(works, decided, stands);
  Rows items = database.query("SELECT id, kind, extractor FROM item WHERE source = ?");
  for (std::size_t w = 0; w < works.size(); ++w) {
    const Work& work = works[w];
    if (stands[w] == w) continue;
    const std::int64_t other = works[stands[w]].item;
    same.of.emplace(work.item, other);
    same.records[other].push_back(work.item);
    items.again({Bound(work.item)});
    for (;;) {
      EV_TRY(const bool more, items.next());
      if (!more) break;
      const bool kept = work.record && (items.text(1) == "reference" || items.text(2) == kHumanCoding);
      if (items.integer(0) != work.item && !kept) same.hidden.insert(items.integer(0));
    }
  }
  return {};
}

}  // namespace

Result<DecidedWorks> DecidedWorks::of(Database& database) {
  DecidedWorks decided;
  Rows rows = database.query(
      "SELECT item_key, value, attribute = ?1 FROM correction WHERE attribute IN (?1, ?2) AND value IS NOT NULL AND "
      "undone IS NULL ORDER BY id",
      {Bound(kSameWork), Bound(kOtherWork)});
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return decided;
    const std::string one = rows.string(0), other = rows.string(1);
    const auto pair = in_order(one, other);
    std::erase_if(decided.same, [&](const auto& known) { return in_order(known.first, known.second) == pair; });
    decided.other.erase(pair);
    if (rows.integer(2))
      decided.same.emplace_back(one, other);
    else
      decided.other.insert(pair);
  }
}

bool DecidedWorks::are_two(const std::string& one, const std::string& other_key) const {
  return !other.empty() && other.contains(in_order(one, other_key));
}

Result<SameWorks> same_works(Database& database) {
  SameWorks same;
  EV_TRY(const std::int64_t any,
         database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'record_file'"));
  EV_TRY(const DecidedWorks decided, DecidedWorks::of(database));
  EV_TRY(const std::vector<std::int64_t> coded, coded_sources(database));
  if (any || !decided.same.empty()) EV_CHECK(stand_for(database, decided, same));
  if (!coded.empty()) EV_CHECK(let_codes_outrank(database, coded, same));
  return same;
}

}  // namespace evident::graph
