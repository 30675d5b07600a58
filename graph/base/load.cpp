// Rows of tables into a base that is there, in one transaction: what it holds already is compared, and the rest
// added. (One that is not there yet is made by fresh_base.cpp.) Links wait until all items are known.
#include "graph/base/load.hpp"


#include <algorithm>
#include <set>
#include <unordered_map>

#include "graph/base.hpp"
#include "graph/base/cited_works.hpp"
#include "graph/base/impl.hpp"
#include "graph/base/keys.hpp"
#include "graph/base/fresh_base.hpp"
#include "graph/base/table_digest.hpp"
#include "graph/base/table_links.hpp"
#include "graph/base/table_rows.hpp"

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

Bound bound(std::string_view value) { return Bound(value); }
std::uint64_t half(std::string_view id) { return xxh128(id).low; }

// A source that stands for itself, while rows for it come.
struct Source {
  std::int64_t document = 0;
  std::string key, name;
  std::string contribution;  // what it was worth before; empty: new
  Lanes lanes;
  bool from_table = true, changed = false;
};

class HeldBase final : public LinkingStore {
 public:
  explicit HeldBase(std::unique_ptr<Database> database) : database_(std::move(database)), db_(*database_) {}

  Result<void> start(std::string_view version) {
    EV_CHECK(db_.script("PRAGMA foreign_keys = OFF"));  // every reference is made here, from rows that are there
    EV_CHECK(db_.run("BEGIN IMMEDIATE"));
    transaction_ = true;
    EV_CHECK(db_.run("INSERT INTO run (version, started) VALUES (?, " + std::string(kNow) + ")",
                     {bound(version)}));
    EV_TRY(run_, db_.number("SELECT last_insert_rowid()"));
    EV_TRY(last_row_, db_.number("SELECT max(id) FROM item"));
    first_new_ = last_row_ + 1;
    EV_TRY(last_document_, db_.number("SELECT max(id) FROM document"));
    EV_TRY(const SameWorks same, same_works(db_));
    EV_TRY(cited_, cited_works(db_, same));
    for (const StoredLink& link : cited_.links) citing_.emplace(link.from, link.to_item);
    Rows rows = db_.query("SELECT number, name FROM edge_kind");
    edge_numbers_.assign(edges().size(), 0);
    for (;;) {
      EV_TRY(const bool more, rows.next());
      if (!more) return {};
      if (const auto edge = edge_named(rows.text(1)))
        edge_numbers_[static_cast<std::size_t>(*edge)] = rows.integer(0);
    }
  }

  Result<std::int64_t> held(std::string_view id) override {
    EV_TRY(const std::int64_t row, db_.number("SELECT id FROM item WHERE key = ?", {bound(id)}));
    if (row) return row;
    EV_TRY(const std::int64_t known, db_.number("SELECT EXISTS (SELECT 1 FROM concept WHERE id = ?1) OR EXISTS "
                                                "(SELECT 1 FROM candidate WHERE id = ?1)",
                                                {bound(id)}));
    if (!known) return 0;
    EV_TRY(const std::int64_t number, concept_number(id));
    return -number;
  }

  Result<std::int64_t> item(const TableItem& item) override {
    ++outcome_.items;
    EV_TRY(std::int64_t row, db_.number("SELECT id FROM item WHERE key = ?", {bound(item.key)}));
    if (row) {
      EV_CHECK(held_item(item, row));
      return row;
    }
    if (const auto work = cited_.by_key.find(std::string(item.key)); work != cited_.by_key.end() && item.source)
      return kMostRows + std::abs(work->second);
    row = ++last_row_;
    if (row > kMostRows) return fail(Code::limit, "more than four thousand million items", "");
    const bool itself = item.source == 0;
    if (itself) EV_CHECK(new_source(item, row));
    const std::int64_t source_row = itself ? row : item.source;
    EV_TRY(Source * source, source_of(source_row, item));
    EV_CHECK(refuse_document(*source, item));
    EV_CHECK(rows_.insert(db_, row, item, source_row, source->document, run_));
    source->lanes += digest_of(item, scratch_);
    source->changed = true;
    sources_of_new_.push_back(static_cast<std::uint32_t>(source_row));
    hashes_of_new_.push_back(half(item.key));
    ++outcome_.added;
    return row;
  }

  // What follows from the references of the base itself is not stored.
  Result<void> link(std::int64_t from, Edge edge, std::int64_t to_item, std::int64_t to_concept,
                    std::string_view reason) override {
    const bool follows = from > kMostRows || to_item > kMostRows || (edge == Edge::cites && citing_.contains({from, to_item}));
    if (!follows) return LinkingStore::link(from, edge, to_item, to_concept, reason);
    ++outcome_.links;
    return {};
  }

  Result<std::int64_t> add_concept(const Concept& c) override {
    ++outcome_.concepts;
    EV_TRY(const std::int64_t held, db_.number("SELECT 1 FROM concept WHERE id = ?", {bound(c.id)}));
    if (held) {
      EV_TRY(const Concept old, concept_of(db_, c.id));
      if (digest_of(old) == digest_of(c)) return concept_number(c.id);
      EV_TRY(const std::int64_t loaded,
             db_.number("SELECT loaded FROM concept WHERE id = ?", {bound(c.id)}));
      if (!loaded)
        return fail(Code::conflict,
                    "the concept '" + c.id + "' is one of the vocabulary that is built in, and is another there",
                    "give it another id, or leave its row out");
      EV_CHECK(forget_loaded(db_, c.id));
      ++outcome_.changed;
    } else {
      ++outcome_.added;
    }
    EV_CHECK(write_loaded(db_, c));
    return concept_number(c.id);
  }

  Result<std::int64_t> add_candidate(const Candidate& c) override {
    ++outcome_.concepts;
    EV_TRY(const std::int64_t number, concept_number(c.id));
    candidates_.emplace(number, c);
    return number;
  }

  Result<LoadOutcome> finish() override {
    EV_CHECK(write_links());
    EV_CHECK(write_sources());
    EV_CHECK(db_.run("UPDATE run SET finished = " + std::string(kNow) + " WHERE id = ?", {Bound(run_)}));
    EV_CHECK(db_.run("COMMIT"));
    transaction_ = false;
    return outcome_;
  }

  ~HeldBase() override {
    if (transaction_) (void)db_.run("ROLLBACK");
  }

 private:
  static constexpr std::int64_t kMostRows = 0xFFFFFFFFll;

  Result<std::int64_t> concept_number(std::string_view id) {
    if (const auto at = numbers_.find(std::string(id)); at != numbers_.end()) return at->second;
    EV_TRY(const std::int64_t number, number_of_concept(db_, id));
    numbers_.emplace(std::string(id), number);
    if (concept_hashes_.size() <= static_cast<std::size_t>(number))
      concept_hashes_.resize(static_cast<std::size_t>(number) + 1);
    concept_hashes_[static_cast<std::size_t>(number)] = half(id);
    return number;
  }

  Result<void> new_source(const TableItem& item, std::int64_t row) {
    Source& source = sources_[row];
    source.document = ++last_document_;
    source.key = item.key;
    source.name = item.name;
    return store_doi(item, row);
  }
  // By which a document that is read later is known to be that source.
  Result<void> store_doi(const TableItem& item, std::int64_t row) {
    const std::string doi = doi_of(item);
    if (doi.empty()) return {};
    return db_.run("INSERT INTO source_doi VALUES (?, ?) ON CONFLICT (source) DO UPDATE SET doi = excluded.doi",
                   {Bound(row), bound(doi)});
  }
  Result<Source*> source_of(std::int64_t row, const TableItem& item) {
    const auto at = sources_.find(row);
    if (at != sources_.end()) return &at->second;
    Rows rows = db_.query(
        "SELECT d.id, i.key, d.name, d.digest, d.format FROM document d JOIN item i ON i.id = d.source WHERE "
        "d.source = ? AND d.current",
        {Bound(row)});
    EV_TRY(const bool found, rows.next());
    if (!found)
      return fail(Code::conflict, "the source of '" + std::string(item.key) + "' stands in another source itself",
                  "name the document in which it stands");
    Source source;
    source.document = rows.integer(0);
    source.key = rows.string(1);
    source.name = rows.string(2);
    source.contribution = contribution(rows.text(1), rows.text(2), rows.text(3));
    source.lanes = Lanes::from_hex(rows.text(3));
    source.from_table = rows.text(4) == kTableFormat;
    return &sources_.emplace(row, std::move(source)).first->second;
  }
  static Result<void> refuse_document(const Source& source, const TableItem& item) {
    if (source.from_table) return {};
    return fail(Code::conflict,
                "'" + std::string(item.key) + "' stands in '" + source.name +
                    "', which was read from a document; what a table says of it would be no quotation of it",
                "leave the row out, or remove that source first");
  }

  // The base has an item of that key: nothing when it is the same, else the table's takes its place.
  Result<void> held_item(const TableItem& item, std::int64_t row) {
    EV_TRY(HeldItem old, rows_.read(db_, row));
    for (Bound& value : old.values)  // a table cannot tell an empty text from none
      if (const auto* text = std::get_if<std::string_view>(&value); text && text->empty()) value = nullptr;
    if (old.source == row) {  // its file is its document's name; a document keeps it twice
      const auto columns = stored_attributes(old.view.kind);
      if (const auto at = std::find(columns.begin(), columns.end(), Attribute::file); at != columns.end())
        old.values[static_cast<std::size_t>(at - columns.begin())] = nullptr;
    }
    const std::int64_t source_row = item.source ? item.source : row;
    EV_TRY(Source * source, source_of(old.source, item));
    if (item.source == 0 && old.source == row && source->name != item.name && source->from_table) {
      source->name = item.name;
      source->changed = true;
    }
    const Hash128 was = digest_of(old.view, scratch_), is = digest_of(item, scratch_);
    if (was == is && !old.retired && old.source == source_row) return {};
    EV_CHECK(refuse_document(*source, item));
    if (old.source != source_row)
      return fail(Code::conflict, "'" + std::string(item.key) + "' stands in another source in the base",
                  "give it another id, or name the source '" + source->key + "'");
    EV_CHECK(rows_.update(db_, row, item, run_));
    if (old.source == row) EV_CHECK(store_doi(item, row));
    source->lanes -= was;
    source->lanes += is;
    source->changed = true;
    ++outcome_.changed;
    return {};
  }

  // The hash of an item's key and the row of its source.
  Result<std::pair<std::uint64_t, std::int64_t>> item_at(std::int64_t row) {
    if (row >= first_new_) {
      const auto i = static_cast<std::size_t>(row - first_new_);
      return std::pair<std::uint64_t, std::int64_t>(hashes_of_new_[i], sources_of_new_[i]);
    }
    Rows rows = db_.query("SELECT key, source FROM item WHERE id = ?", {Bound(row)});
    EV_TRY(const bool found, rows.next());
    if (!found) return fail(Code::corrupt, "the evidence base has lost an item", "run 'evident verify'");
    return std::pair<std::uint64_t, std::int64_t>(half(rows.text(0)), rows.integer(1));
  }

  Result<void> write_links() {
    const auto links = links_.sorted(static_cast<std::size_t>(last_row_) + 1);
    for (std::size_t begin = 0; begin < links.size();) {
      std::size_t end = begin;
      while (end < links.size() && links[end].from == links[begin].from) ++end;
      EV_CHECK(write_links_of(links.subspan(begin, end - begin)));
      begin = end;
    }
    return {};
  }
  Result<void> write_links_of(std::span<const WaitingLink> links) {
    const std::int64_t from = links.front().from;
    std::vector<WaitingLink> old;
    std::int64_t ordinal = 0;
    if (from < first_new_) EV_CHECK(held_links(from, old, ordinal));
    EV_TRY(const auto leaves, item_at(from));
    Source* source = nullptr;
    for (const WaitingLink& link : links) {
      if (std::find(old.begin(), old.end(), link) != old.end()) continue;
      if (!source) {
        TableItem item;
        item.key = "a link";
        EV_TRY(source, source_of(leaves.second, item));
        EV_CHECK(refuse_document(*source, item));
      }
      EV_CHECK(write_link(link, ordinal++, leaves.first, *source));
      if (link.to_concept && candidates_.contains(link.to)) {
        const Candidate& c = candidates_.at(link.to);
        EV_CHECK(db_.run("INSERT OR IGNORE INTO candidate VALUES (?, ?, ?, ?)",
                         {Bound(leaves.second), bound(c.id), bound(info(c.kind).name), bound(c.label)}));
      }
    }
    return {};
  }
  Result<void> write_link(const WaitingLink& link, std::int64_t ordinal, std::uint64_t from_hash, Source& source) {
    std::uint64_t to_hash = 0;
    if (link.to_concept) {
      to_hash = concept_hashes_[link.to];
    } else {
      EV_TRY(const auto reaches, item_at(link.to));
      to_hash = reaches.first;
    }
    const std::string_view reason = links_.reason(link.reason);
    const Edge edge = static_cast<Edge>(link.edge);
    source.lanes += digest_of_link(from_hash, edge, to_hash, reason);
    source.changed = true;
    ++outcome_.added;
    const Bound to(std::int64_t{link.to});
    return db_.run("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)",
                   {Bound(std::int64_t{link.from}), Bound(ordinal), Bound(edge_numbers_[link.edge]),
                    link.to_concept ? Bound(nullptr) : to, link.to_concept ? to : Bound(nullptr), bound(reason)});
  }
  // The links that an item has already, in the form of those that wait; the next ordinal.
  Result<void> held_links(std::int64_t from, std::vector<WaitingLink>& old, std::int64_t& ordinal) {
    Rows rows = db_.query(
        "SELECT ordinal, edge, to_item, to_concept, reason FROM link WHERE from_item = ? ORDER BY ordinal",
        {Bound(from)});
    for (;;) {
      EV_TRY(const bool more, rows.next());
      if (!more) return {};
      ordinal = rows.integer(0) + 1;
      const auto edge = std::find(edge_numbers_.begin(), edge_numbers_.end(), rows.integer(1));
      const bool to_concept = rows.is_null(2);
      old.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint8_t>(edge - edge_numbers_.begin()),
                     to_concept, static_cast<std::uint32_t>(rows.integer(to_concept ? 3 : 2)),
                     links_.number_of(rows.text(4))});
    }
  }

  Result<void> write_sources() {
    std::vector<std::int64_t> order;
    order.reserve(sources_.size());
    for (const auto& [row, source] : sources_)
      if (source.changed) order.push_back(row);
    std::sort(order.begin(), order.end());
    EV_TRY(std::string sum, meta(db_, "contributions"));
    for (const std::int64_t row : order) {
      const Source& source = sources_.at(row);
      const std::string digest = source.lanes.hex();
      if (!source.contribution.empty()) {
        sum = add_lanes(sum, source.contribution, true);
        EV_CHECK(db_.run("UPDATE document SET name = ?, digest = ?, last_run = ? WHERE id = ?",
                         {bound(source.name), bound(digest), Bound(run_), Bound(source.document)}));
      } else {
        EV_CHECK(db_.run("INSERT INTO document VALUES (?, ?, 1, 1, ?, '', ?, '', ?, '', ?, ?)",
                         {Bound(source.document), Bound(row), bound(source.name), bound(kTableFormat),
                          bound(digest), Bound(run_), Bound(run_)}));
      }
      sum = add_lanes(sum, contribution(source.key, source.name, digest), false);
    }
    return set_meta(db_, "contributions", sum);
  }

  std::unique_ptr<Database> database_;
  Database& db_;
  bool transaction_ = false;
  RunId run_ = 0;
  std::int64_t last_row_ = 0, first_new_ = 1, last_document_ = 0;
  TableRows rows_;
  CitedWorks cited_;  // of what the base held before
  std::set<std::pair<std::int64_t, std::int64_t>> citing_;
  std::unordered_map<std::int64_t, Source> sources_;  // by row
  std::vector<std::uint32_t> sources_of_new_;         // by row from first_new_
  std::vector<std::uint64_t> hashes_of_new_;
  std::unordered_map<std::string, std::int64_t> numbers_;  // of concepts
  std::vector<std::uint64_t> concept_hashes_;
  std::unordered_map<std::int64_t, Candidate> candidates_;
  std::vector<std::int64_t> edge_numbers_;
  std::string scratch_;
};

}  // namespace

Result<std::unique_ptr<TableStore>> TableStore::open(const fs::path& path, std::string_view version) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(path, error))) return fresh_base(path, version);
  EV_TRY(const Base checked, Base::open(path, Access::create));  // whose it is, and its format
  EV_TRY(auto database, Database::open(path, Database::Mode::read_write));
  EV_CHECK(database->script("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY"));
  auto store = std::make_unique<HeldBase>(std::move(database));
  EV_CHECK(store->start(version));
  return store;
}

}  // namespace evident::graph
