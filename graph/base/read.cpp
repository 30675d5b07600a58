// Reading what is current, and finding everything that is wrong.
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <memory>
#include <mutex>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "graph/base/cited_works.hpp"
#include "graph/base/decided.hpp"
#include "graph/base/impl.hpp"
#include "graph/base/item_rows.hpp"
#include "graph/base/keys.hpp"
#include "graph/base/same_works.hpp"
#include "graph/base/sql_schema.hpp"
#include "graph/base/table_digest.hpp"
#include "graph/base/table_rows.hpp"
#include "graph/large.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

std::string kind_names() {
  std::string list;
  for (const KindInfo& k : kinds()) list += (list.empty() ? "'" : ", '") + std::string(k.name) + "'";
  return list;
}

// A million sources may have one name: that of the file which they are records of.
struct Sources {
  struct Row {
    std::int64_t id;
    std::uint32_t name;
  };
  LargeVector<Row> rows;
  std::vector<std::string> names;
};
// Numbered keys ("source:9", "source:10") in the order of their numbers. Sorted here: SQLite would keep whole rows in memory.
Result<Sources> sources_in_order(Database& database, std::int64_t since) {
  // Of all, by the documents; of the newest, by the items: neither reads what is not asked for.
  Rows rows = since ? database.query(
                          "SELECT s.id, d.name, length(s.key), s.key FROM item s CROSS JOIN document d ON d.source = s.id AND "
                          "d.current WHERE s.id > ?",
                          {Bound(since)})
                    : database.query(
                          "SELECT s.id, d.name, length(s.key), s.key FROM document d JOIN item s ON s.id = d.source WHERE "
                          "d.current");
  struct Unsorted {
    std::int64_t id;
    std::uint64_t key, key_end;  // where it stands in `keys`
    std::uint32_t name, key_length;
  };
  LargeVector<Unsorted> unsorted;
  LargeString keys;
  std::unordered_map<std::string, std::uint32_t> numbers;
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) break;
    const auto name = numbers.try_emplace(rows.string(1), static_cast<std::uint32_t>(numbers.size())).first->second;
    const std::size_t begin = keys.size();
    keys.append(rows.text(3));
    unsorted.push_back({rows.integer(0), begin, keys.size(), name, static_cast<std::uint32_t>(rows.integer(2))});
  }
  Sources sources;
  std::vector<std::pair<std::string, std::uint32_t>> by_name(numbers.begin(), numbers.end());
  std::sort(by_name.begin(), by_name.end());
  std::vector<std::uint32_t> place(by_name.size());
  for (auto& [name, number] : by_name) {
    place[number] = static_cast<std::uint32_t>(sources.names.size());
    sources.names.push_back(std::move(name));
  }
  for (Unsorted& row : unsorted) row.name = place[row.name];
  std::sort(unsorted.begin(), unsorted.end(), [&keys](const Unsorted& a, const Unsorted& b) {
    const auto key = [&keys](const Unsorted& row) { return std::string_view(keys).substr(row.key, row.key_end - row.key); };
    return std::tuple(a.name, a.key_length, key(a)) < std::tuple(b.name, b.key_length, key(b));
  });
  sources.rows.reserve(unsorted.size());
  for (const Unsorted& row : unsorted) sources.rows.push_back({row.id, row.name});
  return sources;
}

void fill(Item& item, Item&& from) {
  for (auto& [attribute, value] : from.attributes)
    if (!item.find(attribute)) item.attributes.emplace_back(attribute, std::move(value));
}

// What a source says of a work that another source is: it fills what that one does not know; a record's reference counts, and
// so does what a person coded. Its place is none in the text of that source: the headings above it say where it stands.
void take_over(StoredItem& source, StoredItem&& of_record, std::vector<StoredItem>& codes, std::vector<StoredItem>& items) {
  if (of_record.item.kind == Kind::source) {
    if (source.item.is(Attribute::depth, "record_only") && of_record.item.is(Attribute::depth, "digest"))
      source.item.set(Attribute::depth, std::string("digest"));
    fill(source.item, std::move(of_record.item));
  } else if (of_record.item.kind == Kind::reference || of_record.item.extractor == kHumanCoding) {
    of_record.source = source.id;
    const bool code = of_record.item.extractor == kHumanCoding;
    if (code) of_record.item.passage.begin = of_record.item.passage.end = 0;
    (code ? codes : items).push_back(std::move(of_record));
  }
}

// Codes are quoted before what the machine found, and a coded study knows what the one knew in whose place it stands.
void rank(std::vector<StoredItem>& items, std::vector<StoredItem>&& codes, std::vector<StoredItem>&& outranked,
          const SameWorks& same) {
  items.insert(items.begin() + 1, std::make_move_iterator(codes.begin()), std::make_move_iterator(codes.end()));
  for (StoredItem& machine : outranked)
    for (StoredItem& item : items)
      if (item.id == same.code_for(machine.id)) fill(item.item, std::move(machine.item));
}

// Source by source: no more than one source's items are in memory, and nothing is sorted but the sources.
Result<void> read_sources(Database& database, const Sources& sources, const SameWorks& same, CitedWorks& cited,
                          const std::function<bool(std::vector<StoredItem>&&)>& take) {
  AttributeReader attributes(database);
  EV_TRY(const Decided decided, Decided::of(database));
  Rows rows = database.query("SELECT " + std::string(kItemColumns) +
                             " FROM item WHERE source = ? AND retired_run IS NULL ORDER BY begin_byte");
  const auto each_of = [&](std::int64_t source, const std::function<void(StoredItem&&)>& one) -> Result<void> {
    rows.again({Bound(source)});
    for (;;) {
      EV_TRY(const bool more, rows.next());
      if (!more) return {};
      EV_TRY(StoredItem stored, item_of(rows));
      EV_CHECK(attributes.read(stored.id, stored.item));
      EV_CHECK(decided.correct(stored));
      one(std::move(stored));
    }
  };
  for (const Sources::Row& source : sources.rows) {
    if (same.of.contains(source.id)) continue;
    std::vector<StoredItem> items, codes, outranked;
    EV_CHECK(each_of(source.id, [&](StoredItem&& stored) {
      if (stored.id == source.id && !stored.item.text(Attribute::file))
        stored.item.set(Attribute::file, sources.names[source.name]);
      if (!same.hidden.contains(stored.id))
        items.push_back(std::move(stored));
      else if (same.instead.contains(stored.id))
        outranked.push_back(std::move(stored));
    }));
    order_items(items);
    if (const auto records = same.records.find(source.id); records != same.records.end() && !items.empty())
      for (const std::int64_t record : records->second)
        EV_CHECK(each_of(record, [&](StoredItem&& stored) {
          if (!same.hidden.contains(stored.id)) take_over(items.front(), std::move(stored), codes, items);
        }));
    if (!codes.empty() || !outranked.empty()) rank(items, std::move(codes), std::move(outranked), same);
    if (const auto works = cited.standing_in.find(source.id); works != cited.standing_in.end())
      for (const std::size_t work : works->second) items.push_back(std::move(cited.only_cited[work]));
    if (!take(std::move(items))) return {};
  }
  return {};
}

// Items on their way from the thread that reads to the one that takes them: five hundred at most, for one of a work with
// all its fields takes kilobytes, handed over so many at a time that waking each other costs little.
class ItemsAhead {
 public:
  static constexpr std::size_t kAtOnce = 128;
  // False when nobody wants any more.
  bool put(std::vector<StoredItem>&& items) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_ < kMost || over_; });
    waiting_ += items.size();
    ready_.push_back(std::move(items));
    changed_.notify_all();
    return !over_;
  }
  // Empty at the end.
  std::deque<std::vector<StoredItem>> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !ready_.empty() || over_; });
    waiting_ = 0;
    changed_.notify_all();
    return std::exchange(ready_, {});
  }
  void finish() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    changed_.notify_all();
  }

 private:
  static constexpr std::size_t kMost = 4 * kAtOnce;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::vector<StoredItem>> ready_;
  std::size_t waiting_ = 0;
  bool over_ = false;
};

constexpr std::size_t kFewSources = 1000;  // for them a second thread does not pay

}  // namespace

Result<std::shared_ptr<const void>> Base::hold() const {
  EV_TRY(Snapshot snapshot, Snapshot::take(*impl_->database));
  auto held = std::make_shared<Held>(Held{std::move(snapshot), nullptr});
  impl_->held = held;
  return std::shared_ptr<const void>(std::move(held));
}

Result<std::shared_ptr<Works>> Base::Impl::works(std::int64_t since, bool items) {
  const auto state = access == Access::read ? held.lock() : nullptr;
  if (state && state->works && state->works->since == since && !(items && state->works->given)) return state->works;
  auto made = std::make_shared<Works>();
  made->since = since;
  EV_TRY(made->same, same_works(*database));
  EV_TRY(made->cited, cited_works(*database, made->same, since));
  if (state) state->works = made;
  return made;
}
Result<std::shared_ptr<const SameWorks>> Base::Impl::same() const {
  if (const auto state = access == Access::read ? held.lock() : nullptr; state && state->works)
    return std::shared_ptr<const SameWorks>(state->works, &state->works->same);
  EV_TRY(SameWorks same, same_works(*database));
  return std::make_shared<const SameWorks>(std::move(same));
}

Result<std::string> Base::key(std::int64_t item) const {
  Rows rows = impl_->database->query("SELECT key FROM item WHERE id = ? AND retired_run IS NULL", {Bound(item)});
  EV_TRY(const bool found, rows.next());
  return found ? rows.string(0) : std::string();
}

// In a large base one thread reads ahead while the other does with the items what it has to.
Result<void> Base::each_item(const std::function<void(StoredItem&&)>& take, std::int64_t since) const {
  Database& database = *impl_->database;
  EV_TRY(const Snapshot snapshot, Snapshot::take(database));
  EV_TRY(const Sources sources, sources_in_order(database, since));
  EV_TRY(const auto works, impl_->works(since, true));
  works->given = true;
  const SameWorks& same = works->same;
  CitedWorks& cited = works->cited;
  if (since)
    for (const auto& [record, work] : same.of)
      if ((record > since) != (work > since)) return fail(Code::limit, "what is new belongs to a work that was there before");
  if (sources.rows.size() <= kFewSources)
    return read_sources(database, sources, same, cited, [&take](std::vector<StoredItem>&& items) {
      for (StoredItem& item : items) take(std::move(item));
      return true;
    });
  ItemsAhead ahead;
  Result<void> read;
  std::jthread reader([&] {
    std::vector<StoredItem> some;
    read = read_sources(database, sources, same, cited, [&](std::vector<StoredItem>&& items) {
      std::move(items.begin(), items.end(), std::back_inserter(some));
      return some.size() < ItemsAhead::kAtOnce || ahead.put(std::exchange(some, {}));
    });
    ahead.put(std::move(some));
    ahead.finish();
  });
  struct AtEnd {  // also when take throws: before the reader is waited for
    ItemsAhead& ahead;
    ~AtEnd() { ahead.finish(); }
  } const at_end{ahead};
  for (;;) {
    auto some = ahead.take();
    if (some.empty()) break;
    for (std::vector<StoredItem>& items : some)
      for (StoredItem& item : items) take(std::move(item));
  }
  reader.join();
  return read;
}

Result<std::vector<std::pair<std::string, std::string>>> Base::days_added() const {
  Rows rows = impl_->database->query(
      "SELECT s.key, r.started FROM item s JOIN run r ON r.id = s.first_run WHERE s.kind = 'source' AND "
      "s.retired_run IS NULL ORDER BY s.key");
  std::vector<std::pair<std::string, std::string>> days;
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return days;
    days.emplace_back(rows.string(0), rows.string(1).substr(0, 10));
  }
}

// In the order of the table, which is that of the items they leave.
Result<void> Base::each_link(const std::function<void(StoredLink&&)>& take, std::int64_t since) const {
  Database& database = *impl_->database;
  EV_TRY(const Snapshot snapshot, Snapshot::take(database));
  EV_TRY(const std::vector<Edge> edges, edges_by_number(database));
  std::unordered_map<std::int64_t, std::string> concepts;
  if (since == 0) {
    Rows rows = database.query("SELECT number, id FROM concept_id");
    for (;;) {
      EV_TRY(const bool more, rows.next());
      if (!more) break;
      concepts.emplace(rows.integer(0), rows.string(1));
    }
  }
  Rows one_concept = database.query("SELECT id FROM concept_id WHERE number = ?");
  std::unordered_set<std::int64_t> retired;
  {
    Rows rows = database.query("SELECT id FROM item WHERE retired_run IS NOT NULL AND id > ?", {Bound(since)});
    for (;;) {
      EV_TRY(const bool more, rows.next());
      if (!more) break;
      retired.insert(rows.integer(0));
    }
  }
  EV_TRY(const Decided decided, Decided::of(database));
  EV_TRY(const DecidedLinks links, decided.links(database));
  EV_TRY(const auto works, impl_->works(since, false));
  const SameWorks& same = works->same;
  const CitedWorks& cited = works->cited;
  std::vector<StoredLink> further = links.added;  // in the order of the items they leave, as the table is
  further.insert(further.end(), cited.links.begin(), cited.links.end());
  std::stable_sort(further.begin(), further.end(), [](const StoredLink& a, const StoredLink& b) { return a.from < b.from; });
  auto added = further.begin();
  const auto is_hidden = [&same](std::int64_t from, std::int64_t to) {
    return !same.empty() && (same.of.contains(from) || same.hidden.contains(from) || same.hidden.contains(to));
  };
  Rows rows = database.query(
      "SELECT from_item, edge, to_item, to_concept, reason FROM link WHERE from_item > ? ORDER BY from_item, ordinal",
      {Bound(since)});
  for (;;) {
    EV_TRY(const bool more, rows.next());
    for (; added != further.end() && (!more || added->from < rows.integer(0)); ++added)
      if (added->from > since && !is_hidden(added->from, added->to_item)) take(StoredLink(*added));
    if (!more) return {};
    const std::int64_t from = same.code_for(rows.integer(0));
    const std::int64_t to = rows.is_null(2) ? 0 : same.code_for(same.shown(rows.integer(2)));
    if (is_hidden(from, to)) continue;
    if (!retired.empty() && (retired.contains(from) || (to && retired.contains(to)))) continue;
    EV_TRY(const Edge edge, edge_of(edges, rows.integer(1)));
    StoredLink link{from, edge, to, {}, rows.string(4)};
    if (!to) {
      auto concept_ = concepts.find(rows.integer(3));
      if (concept_ == concepts.end() && since != 0) {  // few are wanted
        one_concept.again({Bound(rows.integer(3))});
        EV_TRY(const bool known, one_concept.next());
        if (known) concept_ = concepts.emplace(rows.integer(3), one_concept.string(0)).first;
      }
      if (concept_ == concepts.end())
        return damaged("a link ends at the unknown concept " + std::to_string(rows.integer(3)));
      link.to_concept = decided.concept_meant(concept_->second);
    }
    if (links.leaves_out(link)) continue;
    if (const auto reference = cited.resolved.find(to);
        edge == Edge::cites && reference != cited.resolved.end() && reference->second == from)
      continue;  // the source cites the work
    take(std::move(link));
  }
}

Result<std::vector<Candidate>> Base::candidates(std::int64_t since) const {
  EV_TRY(const auto same, impl_->same());
  Rows rows = impl_->database->query(
      "SELECT c.id, c.kind, c.label, c.source FROM candidate c JOIN item s ON s.id = c.source JOIN document d ON "
      "d.source = c.source AND d.current WHERE c.source > ? "
      "ORDER BY c.id, d.name, s.key",
      {Bound(since)});
  EV_TRY(const Decided decided, Decided::of(*impl_->database));
  std::vector<Candidate> found;
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return found;
    if (decided.in_vocabulary(rows.text(0))) continue;
    if (!found.empty() && found.back().id == rows.text(0)) continue;
    // Of a record that another source stands for, only what a person coded is shown.
    if (same->of.contains(rows.integer(3))) {
      EV_TRY(const std::int64_t coded,
             impl_->database->number("SELECT count(*) FROM coverage WHERE source = ? AND dimension = ?",
                                     {Bound(rows.integer(3)), Bound(rows.text(0))}));
      if (!coded) continue;
    }
    const auto kind = kind_named(rows.text(1));
    if (!kind)
      return damaged("the candidate " + rows.string(0) + " is of the unknown kind '" + rows.string(1) + "'");
    found.push_back({rows.string(0), *kind, rows.string(2)});
  }
}

Result<std::string> Base::text(std::int64_t source) const {
  Rows rows =
      impl_->database->query("SELECT text FROM document WHERE source = ? AND current", {Bound(source)});
  EV_TRY(const bool found, rows.next());
  if (!found) return fail(Code::not_found, "the evidence base holds no such source");
  return rows.string(0);
}

Result<std::vector<std::string>> Base::verify() const {
  Database& database = *impl_->database;
  std::vector<std::string> wrong;
  // Runs a query whose rows are faults, each said by the words in its first column.
  const auto faults = [&](std::string_view sql) -> Result<void> {
    Rows rows = database.query(sql);
    for (;;) {
      EV_TRY(const bool more, rows.next());
      if (!more) return {};
      wrong.push_back(rows.string(0));
    }
  };
  EV_CHECK(
      faults("SELECT 'the database: ' || integrity_check FROM pragma_integrity_check WHERE integrity_check "
             "<> 'ok'"));
  EV_CHECK(
      faults("SELECT 'the database: a row of ' || \"table\" || ' refers to a missing row of ' || parent FROM "
             "pragma_foreign_key_check"));
  EV_TRY(const std::int64_t application, database.number("PRAGMA application_id"));
  if (application != kApplicationId) wrong.push_back("the database says that it is another program's");
  // Links have no foreign keys: they would be looked up for every item that goes.
  EV_CHECK(
      faults("SELECT 'a link leaves or reaches the missing item ' || CASE WHEN f.id IS NULL THEN l.from_item "
             "ELSE l.to_item END FROM link l LEFT JOIN item f ON f.id = l.from_item LEFT JOIN item t ON t.id "
             "= l.to_item WHERE f.id IS NULL OR (l.to_item IS NOT NULL AND t.id IS NULL)"));
  EV_CHECK(
      faults("SELECT 'a link is of the unknown kind ' || edge FROM link WHERE edge NOT IN (SELECT number "
             "FROM edge_kind) GROUP BY edge"));
  EV_CHECK(
      faults("SELECT 'the link of item ' || i.key || ' ends at the unknown concept ' || coalesce(n.id, "
             "l.to_concept) FROM link l JOIN item i ON i.id = l.from_item LEFT JOIN concept_id n ON n.number "
             "= l.to_concept WHERE i.retired_run IS NULL AND l.to_concept IS NOT NULL AND NOT EXISTS (SELECT "
             "1 FROM concept c WHERE c.id = n.id) AND NOT EXISTS (SELECT 1 FROM candidate c WHERE c.id = n.id "
             "AND c.source = i.source)"));
  EV_CHECK(
      faults("SELECT 'item ' || i.key || ' is current, but its document is not' FROM item i JOIN document d "
             "ON d.id = i.document "
             "WHERE i.retired_run IS NULL AND NOT d.current"));
  {
    std::int64_t document = 0;
    std::string name, text;
    Rows rows = database.query(
        "SELECT i.document, i.key, i.kind, i.begin_byte, i.end_byte, i.quote, d.name FROM item i JOIN "
        "document d ON d.id = i.document WHERE d.format <> 'table' "  // there the quotation is the text itself
        "ORDER BY i.document, i.begin_byte, i.key");
    for (;;) {
      EV_TRY(const bool more, rows.next());
      if (!more) break;
      if (rows.integer(0) != document) {
        document = rows.integer(0);
        Rows texts = database.query("SELECT text FROM document WHERE id = ?", {Bound(document)});
        EV_TRY(const bool found, texts.next());
        text = found ? texts.string(0) : std::string();
        if (const auto bad = first_invalid_utf8(text))
          wrong.push_back("the text of '" + rows.string(6) + "' is not UTF-8 at byte " +
                          std::to_string(*bad));
      }
      const auto begin = static_cast<std::uint64_t>(rows.integer(3)),
                 end = static_cast<std::uint64_t>(rows.integer(4));
      if (begin > end || end > text.size() ||
          std::string_view(text).substr(begin, end - begin) != rows.text(5))
        wrong.push_back("the " + rows.string(2) + " " + rows.string(1) + " in '" + rows.string(6) +
                        "' quotes at bytes " + std::to_string(begin) + " to " + std::to_string(end) +
                        " what does not stand there: \"" + squeeze(rows.text(5)) + "\"");
    }
  }
  std::string sum(kNoContributions);
  Rows rows = database.query(
      "SELECT s.key, d.name, d.digest FROM document d JOIN item s ON s.id = d.source WHERE d.current");
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) break;
    sum = add_lanes(sum, contribution(rows.text(0), rows.text(1), rows.text(2)), false);
  }
  Rows loaded = database.query("SELECT id FROM concept WHERE loaded");
  for (;;) {
    EV_TRY(const bool more, loaded.next());
    if (!more) break;
    EV_TRY(const Concept entry, concept_of(database, loaded.text(0)));
    Lanes lanes;
    lanes += digest_of(entry);
    sum = add_lanes(sum, lanes.hex(), false);
  }
  EV_CHECK(faults("SELECT 'item ' || i.key || ' is of the unknown kind ' || i.kind FROM item i WHERE i.kind NOT IN (" +
                  kind_names() + ")"));
  EV_TRY(const std::string held, meta(database, "contributions"));
  if (held != sum)
    wrong.push_back("the fingerprint does not fit the sources: something else than Evident changed the base");
  return wrong;
}

}  // namespace evident::graph
