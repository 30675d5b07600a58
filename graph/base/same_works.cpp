// A record is the work of another source when same_work() says so. Documents come before records, abstracts
// before bare records; two documents are never joined by rule. What is less sure is offered by 'evident candidates
// duplicates', and joined where a reviewer confirms it: then also of two documents one stands for both.
#include "graph/base/same_works.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "graph/base/human_codes.hpp"
#include "graph/base/impl.hpp"
#include "graph/base/work_identity.hpp"
#include "graph/corrections.hpp"
#include "support/hash.hpp"

namespace evident::graph {
namespace {

std::pair<std::string, std::string> in_order(const std::string& a, const std::string& b) {
  return a < b ? std::pair(a, b) : std::pair(b, a);
}

// By rule, of one group. Places in the list, which is ordered by who stands for whom; each stands for itself or for one before it.
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

// Sources that share a key with another, by what chains of them lead to one another: no rule joins two of different
// groups, so one group after the other is compared. Of all others nothing is kept but hashes of their keys.
class Groups {
 public:
  Result<void> find(Database& database) {
    std::vector<std::pair<std::uint64_t, std::int64_t>> keys;  // hash, source
    EV_CHECK(each_stored_work(database, [&keys](Work&& work) {
      for (const std::string& key : work_keys(work)) keys.emplace_back(xxh64(key), work.item);
    }));
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    const auto shared = [&keys](std::size_t k) { return k && keys[k - 1].first == keys[k].first; };
    for (std::size_t k = 0; k < keys.size(); ++k)
      if (shared(k) || shared(k + 1 < keys.size() ? k + 1 : 0)) sources_.push_back(keys[k].second);
    std::sort(sources_.begin(), sources_.end());
    sources_.erase(std::unique(sources_.begin(), sources_.end()), sources_.end());
    leads_to_.resize(sources_.size());
    std::iota(leads_to_.begin(), leads_to_.end(), std::uint32_t{0});
    for (std::size_t k = 0; k < keys.size(); ++k)
      if (shared(k)) join(place(keys[k - 1].second), place(keys[k].second));
    return {};
  }
  // In the order of the least of each.
  std::vector<std::vector<std::int64_t>> take() {
    std::vector<std::vector<std::int64_t>> groups;
    std::unordered_map<std::uint32_t, std::size_t> of;
    for (std::uint32_t s = 0; s < sources_.size(); ++s) {
      const auto [at, fresh] = of.try_emplace(first_of(s), groups.size());
      if (fresh) groups.emplace_back();
      groups[at->second].push_back(sources_[s]);
    }
    return groups;
  }

 private:
  std::uint32_t place(std::int64_t source) const {
    return static_cast<std::uint32_t>(std::lower_bound(sources_.begin(), sources_.end(), source) - sources_.begin());
  }
  std::uint32_t first_of(std::uint32_t s) {
    while (leads_to_[s] != s) s = leads_to_[s] = leads_to_[leads_to_[s]];
    return s;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = first_of(a);
    b = first_of(b);
    leads_to_[std::max(a, b)] = std::min(a, b);
  }
  std::vector<std::int64_t> sources_;
  std::vector<std::uint32_t> leads_to_;
};

void show_as(SameWorks& same, std::int64_t source, std::int64_t other) {
  same.of[source] = other;
  same.records[other].push_back(source);
}

// What reviewers joined: a document stands for records, one with an abstract for those without; else the one that was
// named as the work.
Result<void> join(Database& database, const DecidedWorks& decided, SameWorks& same) {
  std::set<std::int64_t> changed;
  for (const auto& [one, other] : decided.same) {
    std::vector<Work> both;
    for (const std::string& key : {one, other}) {
      EV_TRY(const std::int64_t row, database.number("SELECT id FROM item WHERE key = ?", {Bound(std::string_view(key))}));
      EV_TRY(std::vector<Work> held, stored_works(database, {row}));
      if (held.empty()) break;  // only cited, or no longer here
      if (same.shown(row) != row) {
        EV_TRY(held, stored_works(database, {same.shown(row)}));
      }
      both.push_back(std::move(held.front()));
    }
    if (both.size() < 2 || both[0].item == both[1].item) continue;
    const auto rank = [](const Work& work) { return std::pair(work.record, !work.abstract && work.record); };
    if (rank(both[0]) < rank(both[1])) std::swap(both[0], both[1]);
    const std::int64_t gone = both[0].item, stays = both[1].item;
    for (const std::int64_t record : std::exchange(same.records[gone], {})) show_as(same, record, stays);
    show_as(same, gone, stays);
    same.records.erase(gone);
    changed.erase(gone);
    changed.insert(stays);
  }
  for (const std::int64_t work : changed) {
    EV_TRY(const std::vector<Work> records, stored_works(database, same.records[work]));
    same.records[work].clear();
    for (const Work& record : records) same.records[work].push_back(record.item);
  }
  return {};
}

// All of this for one base: who stands for whom, and what is not shown therefore.
Result<void> stand_for(Database& database, const DecidedWorks& decided, SameWorks& same) {
  {
    Groups groups;
    EV_CHECK(groups.find(database));
    for (const std::vector<std::int64_t>& group : groups.take()) {
      EV_TRY(const std::vector<Work> works, stored_works(database, group));
      const std::vector<std::size_t> stands = standing(works, decided);
      for (std::size_t w = 0; w < works.size(); ++w)
        if (stands[w] != w) show_as(same, works[w].item, works[stands[w]].item);
    }
  }
  EV_CHECK(join(database, decided, same));
  Rows items = database.query("SELECT id, kind, extractor FROM item WHERE source = ?");
  Rows format = database.query("SELECT format LIKE '% record' FROM document WHERE source = ? AND current");
  for (const auto& [work, other] : same.of) {
    format.again({Bound(work)});
    EV_TRY(const bool held, format.next());
    const bool record = held && format.integer(0) != 0;
    items.again({Bound(work)});
    for (;;) {
      EV_TRY(const bool more, items.next());
      if (!more) break;
      const bool kept = record && (items.text(1) == "reference" || items.text(2) == kHumanCoding);
      if (items.integer(0) != work && !kept) same.hidden.insert(items.integer(0));
    }
  }
  return {};
}

}  // namespace

DecidedWorks::DecidedWorks(const std::vector<Correction>& corrections) {
  for (const Correction& c : corrections)
    if (c.undone.empty() && c.value && (c.field == kSameWork || c.field == kOtherWork)) say(c.item, *c.value, c.field == kSameWork);
}
void DecidedWorks::say(const std::string& one, const std::string& other_key, bool are_one) {
  const auto pair = in_order(one, other_key);
  std::erase_if(same, [&](const auto& known) { return in_order(known.first, known.second) == pair; });
  other.erase(pair);
  if (are_one)
    same.emplace_back(one, other_key);
  else
    other.insert(pair);
}
bool DecidedWorks::are_two(const std::string& one, const std::string& other_key) const {
  return !other.empty() && other.contains(in_order(one, other_key));
}

Result<DecidedWorks> decided_works(Database& database) {
  DecidedWorks decided;
  Rows rows = database.query(
      "SELECT item_key, value, attribute = ?1 FROM correction WHERE attribute IN (?1, ?2) AND value IS NOT NULL AND "
      "undone IS NULL ORDER BY id",
      {Bound(kSameWork), Bound(kOtherWork)});
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return decided;
    decided.say(rows.string(0), rows.string(1), rows.integer(2) != 0);
  }
}

Result<SameWorks> same_works(Database& database) {
  SameWorks same;
  EV_TRY(const std::int64_t any,
         database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'record_file'"));
  EV_TRY(const DecidedWorks decided, decided_works(database));
  EV_TRY(const std::vector<std::int64_t> coded, coded_sources(database));
  if (any || !decided.same.empty()) EV_CHECK(stand_for(database, decided, same));
  if (!coded.empty()) EV_CHECK(let_codes_outrank(database, coded, same));
  return same;
}

}  // namespace evident::graph
