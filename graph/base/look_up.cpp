// Single items by the indexes of the base: what shows one of a million must not read the others.
#include <algorithm>

#include "graph/base/cited_works.hpp"
#include "graph/base/decided.hpp"
#include "graph/base/impl.hpp"
#include "graph/base/item_rows.hpp"
#include "graph/base/table_rows.hpp"

namespace evident::graph {
namespace {

// Takes the attributes, and of a source the name under which it was read where its record has no file; then what people
// decided about it.
Result<void> complete(Database& database, AttributeReader& attributes, const Decided& decided, StoredItem& stored) {
  EV_CHECK(attributes.read(stored.id, stored.item));
  if (stored.id == stored.source && !stored.item.text(Attribute::file)) {
    Rows names = database.query("SELECT name FROM document WHERE source = ? AND current", {Bound(stored.id)});
    EV_TRY(const bool named, names.next());
    if (named) stored.item.set(Attribute::file, names.string(0));
  }
  return decided.correct(stored);
}

// Works that are only cited, which no index knows.
Result<std::vector<StoredItem>> only_cited(Database& database) {
  EV_TRY(const SameWorks same, same_works(database));
  EV_TRY(CitedWorks cited, cited_works(database, same));
  return std::move(cited.only_cited);
}

}  // namespace

Result<std::vector<StoredItem>> Base::items_with_key(std::string_view beginning, std::size_t most) const {
  Database& database = *impl_->database;
  EV_TRY(const Snapshot snapshot, Snapshot::take(database));
  AttributeReader attributes(database);
  EV_TRY(const Decided decided, Decided::of(database));
  std::vector<StoredItem> items;
  Rows rows = database.query("SELECT " + std::string(kItemColumns) +
                                 " FROM item WHERE key >= ? AND retired_run IS NULL ORDER BY key",
                             {Bound(beginning)});
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more || !rows.text(1).starts_with(beginning) || items.size() == most) break;
    EV_TRY(StoredItem stored, item_of(rows));
    EV_CHECK(complete(database, attributes, decided, stored));
    items.push_back(std::move(stored));
    if (items.front().key == beginning) return items;  // "claim:1" is also the beginning of "claim:10"
  }
  if (!items.empty() || beginning.find_first_not_of("0123456789abcdef") != std::string_view::npos) return items;
  EV_TRY(std::vector<StoredItem> works, only_cited(database));
  for (StoredItem& work : works)
    if (work.key.starts_with(beginning)) items.push_back(std::move(work));
  std::stable_sort(items.begin(), items.end(), [](const StoredItem& a, const StoredItem& b) { return a.key < b.key; });
  if (items.size() > most) items.erase(items.begin() + static_cast<std::ptrdiff_t>(most), items.end());
  return items;
}

Result<std::vector<StoredItem>> Base::items_of(std::int64_t source) const {
  Database& database = *impl_->database;
  EV_TRY(const Snapshot snapshot, Snapshot::take(database));
  AttributeReader attributes(database);
  EV_TRY(const Decided decided, Decided::of(database));
  std::vector<StoredItem> items;
  Rows rows = database.query(
      "SELECT " + std::string(kItemColumns) + " FROM item WHERE source = ? AND retired_run IS NULL",
      {Bound(source)});
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) break;
    EV_TRY(StoredItem stored, item_of(rows));
    EV_CHECK(complete(database, attributes, decided, stored));
    items.push_back(std::move(stored));
  }
  order_items(items);
  return items;
}

Result<std::optional<StoredItem>> Base::item(std::int64_t row) const {
  Database& database = *impl_->database;
  EV_TRY(const Snapshot snapshot, Snapshot::take(database));
  if (row < 0) {
    EV_TRY(std::vector<StoredItem> works, only_cited(database));
    for (StoredItem& work : works)
      if (work.id == row) return std::move(work);
    return std::nullopt;
  }
  Rows rows = database.query(
      "SELECT " + std::string(kItemColumns) + " FROM item WHERE id = ? AND retired_run IS NULL",
      {Bound(row)});
  EV_TRY(const bool found, rows.next());
  if (!found) return std::nullopt;
  EV_TRY(StoredItem stored, item_of(rows));
  AttributeReader attributes(database);
  EV_TRY(const Decided decided, Decided::of(database));
  EV_CHECK(complete(database, attributes, decided, stored));
  return stored;
}

Result<std::vector<StoredLink>> Base::links_from(std::int64_t item) const {
  Database& database = *impl_->database;
  EV_TRY(const Snapshot snapshot, Snapshot::take(database));
  EV_TRY(const std::vector<Edge> edges, edges_by_number(database));
  EV_TRY(const Decided decided, Decided::of(database));
  EV_TRY(const DecidedLinks said, decided.links(database));
  std::vector<StoredLink> links;
  Rows rows = database.query(
      "SELECT l.edge, l.to_item, n.id, l.reason, i.id IS NOT NULL AND i.retired_run IS NULL FROM link l LEFT "
      "JOIN item i ON "
      "i.id = l.to_item LEFT JOIN concept_id n ON n.number = l.to_concept WHERE l.from_item = ? ORDER BY "
      "l.ordinal",
      {Bound(item)});
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) break;
    const std::int64_t to = rows.is_null(1) ? 0 : rows.integer(1);
    if (to && rows.integer(4) == 0) continue;
    EV_TRY(const Edge edge, edge_of(edges, rows.integer(0)));
    StoredLink link{item, edge, to, to ? std::string() : decided.concept_meant(rows.string(2)), rows.string(3)};
    if (!said.leaves_out(link)) links.push_back(std::move(link));
  }
  for (const StoredLink& link : said.added)
    if (link.from == item) links.push_back(link);
  return links;
}

Result<std::optional<Concept>> Base::entry(std::string_view id) const {
  Database& database = *impl_->database;
  EV_TRY(const Snapshot snapshot, Snapshot::take(database));
  Rows rows = database.query("SELECT 1 FROM concept WHERE id = ?", {Bound(id)});
  EV_TRY(const bool found, rows.next());
  if (!found) return std::nullopt;
  EV_TRY(Concept entry, concept_of(database, id));
  return entry;
}

}  // namespace evident::graph
