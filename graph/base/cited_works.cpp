// References come in the order of their sources' names and of their places, so that the same evidence gives the same
// works whatever came first into the base. A reference is the first work before it, or the held one, that
// same_work() accepts; what one reference knows of a work (its DOI, say) helps to know it in later ones.
#include "graph/base/cited_works.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_set>

#include "graph/base/decided.hpp"
#include "graph/base/item_rows.hpp"
#include "graph/base/work_identity.hpp"
#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

constexpr auto kOfReferences = std::to_array<Attribute>(
    {Attribute::title, Attribute::authors, Attribute::year, Attribute::venue, Attribute::volume, Attribute::issue,
     Attribute::pages, Attribute::publisher, Attribute::doi, Attribute::pmid, Attribute::url});

// A table says itself what cites what; a record's reference, and a document's to itself, are no citations.
constexpr std::string_view kReferences =
    " FROM reference r JOIN item i ON i.id = r.item JOIN document d ON d.source = i.source AND d.current JOIN item s ON "
    "s.id = i.source WHERE i.retired_run IS NULL AND d.format <> 'table' AND (r.ref_kind IS NULL OR r.ref_kind NOT IN "
    "('self', 'exported')) AND (r.title IS NOT NULL OR r.doi IS NOT NULL OR r.pmid IS NOT NULL)";

struct Named {
  Work known;           // what all references to it say together
  std::int64_t id = 0;  // of the source that stands for it; negative: it is only cited
  std::vector<std::size_t> references;
};

class Resolver {
 public:
  Resolver(Database& database, const SameWorks& same) : database_(database), same_(same) {}

  Result<CitedWorks> run(std::int64_t since) {
    EV_CHECK(read_references());
    if (references_.empty()) return std::move(out_);
    EV_TRY(decided_, decided_works(database_));
    EV_CHECK(read_held());
    for (std::size_t r = 0; r < references_.size(); ++r) resolve(r);
    EV_CHECK(give_keys());
    EV_CHECK(join_decided());
    EV_CHECK(keep_new(since));
    for (const Named& work : works_) write(work);
    std::stable_sort(out_.only_cited.begin(), out_.only_cited.end(), [this](const StoredItem& a, const StoredItem& b) {
      return order_.at(-a.id) < order_.at(-b.id);
    });
    for (std::size_t w = 0; w < out_.only_cited.size(); ++w)
      out_.standing_in[out_.only_cited[w].source].push_back(w);
    const auto by_ends = [](const StoredLink& a, const StoredLink& b) {
      return std::pair(a.from, a.to_item) < std::pair(b.from, b.to_item);
    };
    std::stable_sort(out_.links.begin(), out_.links.end(), by_ends);
    out_.links.erase(std::unique(out_.links.begin(), out_.links.end(),
                                 [](const StoredLink& a, const StoredLink& b) {
                                   return a.from == b.from && a.to_item == b.to_item;
                                 }),
                     out_.links.end());
    return std::move(out_);
  }

 private:
  Result<void> read_references() {
    // Without any, a base of tables or records pays for nothing else.
    EV_TRY(const std::int64_t any, database_.number("SELECT 1" + std::string(kReferences) + " LIMIT 1"));
    if (!any) return {};
    AttributeReader attributes(database_);
    EV_TRY(const Decided decided, Decided::of(database_));
    Rows rows = database_.query("SELECT i.id, i.key, i.kind, i.source, i.first_run, i.last_run, i.begin_byte, i.end_byte, "
                                "i.quote, i.section, i.page, i.slide, i.paragraph, i.extractor, i.reason, i.belongs_to" +
                                std::string(kReferences) +
                                " ORDER BY d.name, length(s.key), s.key, i.begin_byte, i.key");
    for (;;) {
      EV_TRY(const bool more, rows.next());
      if (!more) return {};
      const std::int64_t id = rows.integer(0), source = rows.integer(3);
      if (same_.hidden.contains(id) || same_.of.contains(source)) continue;
      EV_TRY(StoredItem stored, item_of(rows));
      EV_CHECK(attributes.read(id, stored.item));
      EV_CHECK(decided.correct(stored));
      if (!names_work(stored.item)) continue;
      order_.emplace(id, references_.size());
      references_.push_back(std::move(stored));
    }
  }
  static bool names_work(const Item& item) {
    for (const Attribute a : {Attribute::title, Attribute::doi, Attribute::pmid})
      if (const std::string* text = item.text(a); text && !trim(*text).empty()) return true;
    return false;
  }

  // Of the works that are here, those that a reference may name, or a reviewer did: no other is kept.
  Result<void> read_held() {
    std::unordered_set<std::uint64_t> wanted;  // hashes of keys
    for (const StoredItem& reference : references_)
      for (const std::string& key : work_keys(work_of(reference.item))) wanted.insert(xxh64(key));
    std::unordered_set<std::int64_t> named;
    for (const auto& [one, other] : decided_.same)
      for (const std::string* key : {&one, &other}) {
        EV_TRY(const std::int64_t row, held(*key));
        if (row) named.insert(same_.shown(row));
      }
    std::vector<Work> here, aside;
    EV_CHECK(each_stored_work(database_, [&](Work&& work) {
      const auto keys = work_keys(work);
      const std::int64_t shown = same_.shown(work.item);
      if (!named.contains(shown) &&
          std::none_of(keys.begin(), keys.end(), [&](const std::string& key) { return wanted.contains(xxh64(key)); }))
        return;
      (shown == work.item ? here : aside).push_back(std::move(work));  // what a record of it says tells the work too
    }));
    for (std::vector<Work>* works : {&here, &aside}) {
      std::sort(works->begin(), works->end(), stands_before);
      for (const Work& work : *works) add_held(work, same_.shown(work.item));
    }
    return {};
  }
  void add_held(const Work& work, std::int64_t id) {
    for (const std::string& key : work_keys(work)) by_key_[key].push_back(works_.size());
    works_.push_back({work, id, {}});
  }
  // The source with that key, if it is here; else 0.
  Result<std::int64_t> held(std::string_view key) {
    return database_.number("SELECT i.id FROM item i JOIN document d ON d.source = i.id AND d.current WHERE i.key = ?",
                            {Bound(key)});
  }

  void resolve(std::size_t r) {
    Work mine = work_of(references_[r].item);
    mine.item = references_[r].id;
    const std::vector<std::string> keys = work_keys(mine);
    std::size_t found = works_.size();
    for (const std::string& key : keys)
      if (const auto at = by_key_.find(key); at != by_key_.end())
        for (const std::size_t w : at->second)
          if (w < found && same_work(works_[w].known, mine)) found = w;
    if (found == works_.size()) works_.push_back({mine, -mine.item, {}});
    works_[found].references.push_back(r);
    learn(works_[found].known, mine);
    for (const std::string& key : keys) {
      auto& known = by_key_[key];
      if (std::find(known.begin(), known.end(), found) == known.end()) known.push_back(found);
    }
  }
  static void learn(Work& work, const Work& more) {
    for (std::string Work::*field : {&Work::doi, &Work::pmid, &Work::title, &Work::whole, &Work::author})
      if ((work.*field).empty()) work.*field = more.*field;
    if (!work.year) work.year = more.year;
  }

  // By what tells the work, so that it stays the same when other documents cite it too.
  Result<void> give_keys() {
    for (Named& work : works_) {
      if (work.id > 0) continue;
      const Work& known = work.known;
      const StoredItem& first = references_[work.references.front()];
      std::string said = !known.doi.empty()                   ? "doi " + known.doi
                         : !known.pmid.empty()                ? "pmid " + known.pmid
                         : known.year && !known.title.empty() ? std::to_string(known.year) + " " + known.title + " by " + known.author
                                                              : "reference " + first.key;
      std::string key = xxh128_hex("cited work " + said);
      EV_TRY(const std::int64_t taken, held(key));
      if (taken || rows_by_key_.contains(key)) key = xxh128_hex("cited work " + said + " " + first.key);
      rows_by_key_.emplace(key, work.id);
      work.known.key = std::move(key);
    }
    return {};
  }

  // A reviewer's word that two are one: a source that is here stands for what is only cited.
  Result<void> join_decided() {
    std::unordered_map<std::int64_t, std::size_t> of;
    for (std::size_t w = 0; w < works_.size(); ++w) of.emplace(works_[w].id, w);
    std::map<std::int64_t, std::int64_t> instead;
    const auto shown = [&](std::int64_t id) {
      for (auto at = instead.find(id); at != instead.end(); at = instead.find(id)) id = at->second;
      return id;
    };
    for (const auto& [one, other] : decided_.same) {
      EV_TRY(const std::int64_t first, row_of(one));
      EV_TRY(const std::int64_t second, row_of(other));
      if (!first || !second) continue;
      std::int64_t gone = shown(first), stays = shown(second);
      if (gone > 0) std::swap(gone, stays);
      if (gone > 0 || gone == stays) continue;  // two that are here were joined before
      instead[gone] = stays;
      auto& from = works_[of.at(gone)].references;
      auto& to = works_[of.at(stays)].references;
      to.insert(to.end(), from.begin(), from.end());
      std::sort(to.begin(), to.end());
      from.clear();
    }
    for (const auto& [key, id] : rows_by_key_) out_.by_key.emplace(key, shown(id));
    return {};
  }
  Result<std::int64_t> row_of(const std::string& key) {
    EV_TRY(const std::int64_t row, held(key));
    if (row) return same_.shown(row);
    const auto cited = rows_by_key_.find(key);
    return cited == rows_by_key_.end() ? 0 : cited->second;
  }

  Result<void> keep_new(std::int64_t since) {
    if (since == 0) return {};
    std::unordered_map<std::int64_t, std::array<bool, 2>> told;  // of a work: by a reference before, behind
    for (const Named& work : works_)
      for (const std::size_t r : work.references) told[work.id][references_[r].id > since] = true;
    for (const auto& [id, when] : told) {
      if (when[0] && (id > since || (id < 0 && when[1])))
        return fail(Code::limit, "what is new changes which works are only cited");
    }
    for (Named& work : works_)
      std::erase_if(work.references, [&](std::size_t r) { return references_[r].id <= since; });
    return {};
  }

  void write(const Named& work) {
    if (work.references.empty()) return;
    std::int64_t id = work.id;
    if (id < 0) {
      const StoredItem& first = references_[work.references.front()];
      id = -first.id;
      StoredItem stored{id, work.known.key, first.source, first.first_run, first.last_run,
                        Item{Kind::source, first.item.passage, {}, first.item.extractor, {}, {}}};
      for (const std::size_t r : work.references)
        for (const Attribute a : kOfReferences)
          if (const Value* value = references_[r].item.find(a); value && !stored.item.find(a)) stored.item.set(a, *value);
      stored.item.reason = "cited: " + first.item.reason;
      out_.only_cited.push_back(std::move(stored));
    }
    for (const std::size_t r : work.references) {
      const StoredItem& reference = references_[r];
      if (reference.source == id) continue;  // no work cites itself
      out_.resolved.emplace(reference.id, reference.source);
      out_.links.push_back({reference.id, Edge::cites, id, {}, "the work that it names"});
      out_.links.push_back({reference.source, Edge::cites, id, {}, reference.item.reason});
    }
  }

  Database& database_;
  const SameWorks& same_;
  std::vector<StoredItem> references_;
  std::unordered_map<std::int64_t, std::size_t> order_;  // of references, by id
  std::vector<Named> works_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_key_;
  std::unordered_map<std::string, std::int64_t> rows_by_key_;  // of works that are only cited
  DecidedWorks decided_;
  CitedWorks out_;
};

}  // namespace

Result<CitedWorks> cited_works(Database& database, const SameWorks& same, std::int64_t since) {
  return Resolver(database, same).run(since);
}

}  // namespace evident::graph
