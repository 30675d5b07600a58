// Filling a new base: SQLite makes the empty tables in a file aside, the rows are written into them in the order
// of their keys (btree_file.hpp), links and indexes at the end, two at a time; then SQLite takes the file back
// for what is small, and it gets the base's name. Row ids count from 1, documents first, so that a document's
// row id is also that of its source.
#include "graph/base/fresh_base.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <thread>
#include <unordered_map>

#include "graph/base.hpp"
#include "graph/base/btree_file.hpp"
#include "graph/base/impl.hpp"
#include "graph/base/keys.hpp"
#include "graph/base/sql_schema.hpp"
#include "graph/base/table_digest.hpp"
#include "graph/base/table_links.hpp"
#include "graph/base/table_rows.hpp"
#include "graph/schema/fingerprint.hpp"

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

// A key that is sorted later: its first sixteen bytes, the rest only when it is longer.
struct ItemKey {
  std::uint64_t first = 0, second = 0;
  std::uint32_t row = 0;
  std::uint32_t whole = 0;  // in long_keys_, from 1
};
std::uint64_t packed(std::string_view text) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i)
    value = value << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  return value;
}
void unpack(std::uint64_t value, std::string& into) {
  for (int shift = 56; shift >= 0; shift -= 8)
    if (const char c = static_cast<char>(value >> shift)) into.push_back(c);
}

struct Place {
  std::uint32_t source, row;
  std::uint64_t begin;
};

class FreshBase final : public LinkingStore {
 public:
  FreshBase(std::unique_ptr<AsideFile> aside) : aside_(std::move(aside)) {}

  Result<void> start(std::string_view version) {
    EV_CHECK(open());
    Database& db = *database_;
    EV_CHECK(db.script(create_statements()));
    EV_CHECK(set_meta(db, "schema", schema_fingerprint()));
    EV_CHECK(set_meta(db, "contributions", kNoContributions));
    EV_CHECK(db.run("INSERT INTO run (version, started) VALUES (?, " + std::string(kNow) + ")", {Bound(version)}));
    EV_TRY(run_, db.number("SELECT last_insert_rowid()"));
    {
      Rows rows = db.query("SELECT number, name FROM edge_kind");
      edge_numbers_.assign(edges().size(), 0);
      for (;;) {
        EV_TRY(const bool more, rows.next());
        if (!more) break;
        if (const auto edge = edge_named(rows.text(1)))
          edge_numbers_[static_cast<std::size_t>(*edge)] = rows.integer(0);
      }
    }
    Rows rows = db.query("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0");
    for (;;) {
      EV_TRY(const bool more, rows.next());
      if (!more) return {};
      roots_.emplace(rows.string(0), static_cast<std::uint32_t>(rows.integer(1)));
    }
  }

  Result<std::int64_t> held(std::string_view) override { return 0; }

  Result<std::int64_t> add_concept(const Concept& entry) override {
    ++outcome_.concepts;
    ++outcome_.added;
    EV_CHECK(write_loaded(*database_, entry));
    return number(entry.id);
  }
  Result<std::int64_t> add_candidate(const Candidate& candidate) override {
    ++outcome_.concepts;
    EV_TRY(const std::int64_t n, number(candidate.id));
    candidates_.emplace(n, candidate);
    return n;
  }

  Result<std::int64_t> item(const TableItem& item) override {
    if (!pages_) EV_CHECK(close());
    ++outcome_.items;
    ++outcome_.added;
    const std::uint32_t row = ++last_row_;
    if (row == ~std::uint32_t{0}) return fail(Code::limit, "more than four thousand million items");
    const std::uint32_t source = item.source ? static_cast<std::uint32_t>(item.source) : row;
    if (!item.source)
      new_source(item);
    else if (source > documents_.size())
      return fail(Code::conflict,
                  "the source of '" + std::string(item.key) + "' stands in another source itself",
                  "name the document in which it stands");
    documents_[source - 1].lanes += digest_of(item, scratch_);
    write_item(item, row, source);
    write_attributes(item, row);
    remember(item.key, row);
    sources_.push_back(source);
    places_.push_back({source, row, item.begin});
    if (row % 4096 == 0) EV_CHECK(pages_->check());
    return row;
  }

  Result<LoadOutcome> finish() override {
    if (!pages_) EV_CHECK(close());
    for (auto& [kind, tree] : kinds_) tree->finish();
    if (items_) items_->finish();
    std::string twice;
    {
      std::jthread indexes([this, &twice] {
        write_places();
        twice = write_keys();
      });
      write_links();
    }
    if (!twice.empty())
      return fail(Code::bad_input, "two rows have the id '" + twice + "'", "give each row an id of its own");
    write_documents();
    EV_CHECK(pages_->finish());
    pages_.reset();
    EV_CHECK(open());
    EV_CHECK(write_the_rest());
    EV_CHECK(close_database());
    EV_CHECK(aside_->take_name());
    return outcome_;
  }

 private:
  struct Document {
    std::string key;
    std::uint32_t name;  // of names_
    Lanes lanes;
  };

  // ---- the database and the pages ----
  Result<void> open() {
    EV_TRY(database_, Database::open(aside_->path(), Database::Mode::create));
    EV_CHECK(database_->script(
        "PRAGMA page_size = " + std::to_string(PageFile::kPage) +
        "; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA "
        "temp_store = MEMORY; PRAGMA foreign_keys = OFF"));
    return database_->run("BEGIN IMMEDIATE");
  }
  Result<void> close_database() {
    EV_CHECK(database_->run("COMMIT"));
    database_.reset();
    return {};
  }
  Result<void> close() {
    EV_CHECK(close_database());
    EV_TRY(pages_, PageFile::open(aside_->path()));
    items_ = tree("item", TreeWriter::Of::rows);
    return {};
  }
  std::unique_ptr<TreeWriter> tree(std::string_view name, TreeWriter::Of of) {
    return std::make_unique<TreeWriter>(*pages_, roots_.at(std::string(name)), of);
  }

  Result<std::int64_t> number(std::string_view id) {
    EV_TRY(const std::int64_t n, number_of_concept(*database_, id));
    if (concept_hashes_.size() <= static_cast<std::size_t>(n))
      concept_hashes_.resize(static_cast<std::size_t>(n) + 1);
    concept_hashes_[static_cast<std::size_t>(n)] = xxh128(id).low;
    return n;
  }

  // ---- rows ----
  void new_source(const TableItem& item) {
    const auto [at, fresh] =
        name_numbers_.try_emplace(std::string(item.name), static_cast<std::uint32_t>(names_.size()));
    if (fresh) names_.push_back(at->first);
    documents_.push_back({std::string(item.key), at->second, {}});
    if (std::string doi = doi_of(item); !doi.empty()) dois_.emplace_back(std::move(doi), last_row_);
  }
  void write_item(const TableItem& item, std::uint32_t row, std::uint32_t source) {
    Record& r = record_;
    r.clear();
    r.null();  // the row id
    r.text(item.key);
    r.text(info(item.kind).name);
    r.integer(source);
    r.integer(source);  // its document
    r.integer(static_cast<std::int64_t>(item.begin));
    r.integer(static_cast<std::int64_t>(item.end));
    r.text(item.quote);
    r.text(item.section);
    r.integer(item.page);
    r.integer(item.slide);
    r.integer(item.paragraph);
    r.text(item.extractor);
    r.text(item.reason);
    r.text(item.belongs_to);
    r.integer(run_);
    r.integer(run_);
    r.null();
    items_->row(row, r);
  }
  void write_attributes(const TableItem& item, std::uint32_t row) {
    std::unique_ptr<TreeWriter>& kind = kinds_[item.kind];
    if (!kind) kind = tree(info(item.kind).name, TreeWriter::Of::rows);
    Record& r = record_;
    r.clear();
    r.null();
    for (const Bound& value : item.values) {
      if (const auto* i = std::get_if<std::int64_t>(&value))
        r.integer(*i);
      else if (const auto* d = std::get_if<double>(&value))
        r.real(*d);
      else if (const auto* s = std::get_if<std::string_view>(&value))
        r.text(*s);
      else
        r.null();
    }
    kind->row(row, r);
  }
  void remember(std::string_view key, std::uint32_t row) {
    ItemKey entry{packed(key), packed(key.size() > 8 ? key.substr(8) : ""), row, 0};
    if (key.size() > 16) {
      long_keys_.emplace_back(key);
      entry.whole = static_cast<std::uint32_t>(long_keys_.size());
    }
    keys_.push_back(entry);
    hashes_.push_back(xxh128(key).low);
  }

  // ---- what is written at the end ----
  std::string text_of(const ItemKey& key) const {
    if (key.whole) return long_keys_[key.whole - 1];
    std::string text;
    unpack(key.first, text);
    unpack(key.second, text);
    return text;
  }
  // Returns a key that two rows have.
  std::string write_keys() {
    std::sort(keys_.begin(), keys_.end(), [this](const ItemKey& a, const ItemKey& b) {
      if (a.first != b.first) return a.first < b.first;
      if (a.second != b.second) return a.second < b.second;
      if (!a.whole && !b.whole) return a.row < b.row;
      const std::string left = text_of(a), right = text_of(b);
      return left != right ? left < right : a.row < b.row;
    });
    const auto index = tree("item_key", TreeWriter::Of::keys);
    Record r;
    std::string last, text;
    for (const ItemKey& key : keys_) {
      text = text_of(key);
      if (text == last) return text;
      r.clear();
      r.text(text);
      r.integer(key.row);
      index->key(r);
      std::swap(text, last);
    }
    index->finish();
    keys_ = {};
    return {};
  }
  void write_places() {
    std::sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
      return std::tuple(a.source, a.begin, a.row) < std::tuple(b.source, b.begin, b.row);
    });
    const auto index = tree("item_source", TreeWriter::Of::keys);
    Record r;
    for (const Place& place : places_) {
      r.clear();
      r.integer(place.source);
      r.integer(static_cast<std::int64_t>(place.begin));
      r.integer(place.row);
      index->key(r);
    }
    index->finish();
  }

  void write_links() {
    const auto table = tree("link", TreeWriter::Of::keys);
    Record r;
    std::uint32_t from = 0, ordinal = 0;
    for (const WaitingLink& link : links_.sorted(last_row_ + 1)) {
      if (link.from != from) ordinal = 0;
      from = link.from;
      r.clear();
      r.integer(from);
      r.integer(ordinal++);
      r.integer(edge_numbers_[link.edge]);
      if (link.to_concept) r.null();
      r.integer(link.to);
      if (!link.to_concept) r.null();
      r.text(links_.reason(link.reason));
      table->key(r);
      ++outcome_.added;
      documents_[sources_[from - 1] - 1].lanes +=
          digest_of_link(hashes_[from - 1], static_cast<Edge>(link.edge),
                         link.to_concept ? concept_hashes_[link.to] : hashes_[link.to - 1],
                         links_.reason(link.reason));
      if (link.to_concept && !candidates_.empty() && candidates_.contains(link.to))
        candidates_of_.emplace(sources_[from - 1], link.to);
    }
    table->finish();
  }

  void write_documents() {
    const auto table = tree("document", TreeWriter::Of::rows);
    const auto versions = tree("sqlite_autoindex_document_1", TreeWriter::Of::keys);
    const auto current = tree("document_current", TreeWriter::Of::keys);
    const auto hashes = tree("document_hash", TreeWriter::Of::keys);
    Record r;
    for (std::uint32_t row = 1; row <= documents_.size(); ++row) {
      const Document& document = documents_[row - 1];
      r.clear();
      r.null();
      r.integer(row);
      r.integer(1);
      r.integer(1);
      r.text(names_[document.name]);
      r.text("");
      r.text(kTableFormat);
      r.text("");
      r.text(document.lanes.hex());
      r.text("");
      r.integer(run_);
      r.integer(run_);
      table->row(row, r);
      r.clear();
      r.integer(row);
      r.integer(1);
      r.integer(row);
      versions->key(r);
      r.clear();
      r.integer(row);
      r.integer(row);
      current->key(r);
      r.clear();
      r.text("");
      r.integer(row);
      hashes->key(r);
    }
    for (TreeWriter* writer : {table.get(), versions.get(), current.get(), hashes.get()}) writer->finish();
    write_dois();
  }
  void write_dois() {
    const auto table = tree("source_doi", TreeWriter::Of::rows);
    const auto index = tree("source_doi_doi", TreeWriter::Of::keys);
    Record r;
    for (const auto& [doi, row] : dois_) {
      r.clear();
      r.null();
      r.text(doi);
      table->row(row, r);
    }
    std::sort(dois_.begin(), dois_.end());
    for (const auto& [doi, row] : dois_) {
      r.clear();
      r.text(doi);
      r.integer(row);
      index->key(r);
    }
    table->finish();
    index->finish();
  }

  Result<void> write_the_rest() {
    Database& db = *database_;
    EV_TRY(std::string sum, meta(db, "contributions"));
    for (const Document& document : documents_)
      sum = add_lanes(sum, contribution(document.key, names_[document.name], document.lanes.hex()), false);
    EV_CHECK(set_meta(db, "contributions", sum));
    for (const auto& [source, concept_number] : candidates_of_) {
      const Candidate& c = candidates_.at(concept_number);
      EV_CHECK(db.run("INSERT INTO candidate VALUES (?, ?, ?, ?)",
                      {Bound(std::int64_t{source}), Bound(std::string_view(c.id)), Bound(info(c.kind).name),
                       Bound(std::string_view(c.label))}));
    }
    return db.run("UPDATE run SET finished = " + std::string(kNow) + " WHERE id = ?", {Bound(run_)});
  }

  std::unique_ptr<AsideFile> aside_;
  std::unique_ptr<Database> database_;  // while SQLite has the file
  std::unique_ptr<PageFile> pages_;     // while we have it
  std::map<std::string, std::uint32_t> roots_;
  std::unique_ptr<TreeWriter> items_;
  std::map<Kind, std::unique_ptr<TreeWriter>> kinds_;
  Record record_;
  std::string scratch_;

  std::int64_t run_ = 0;
  std::uint32_t last_row_ = 0;
  std::vector<std::int64_t> edge_numbers_;
  std::vector<Document> documents_;  // by row id, from 1
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> name_numbers_;
  std::vector<std::pair<std::string, std::uint32_t>> dois_;
  std::vector<ItemKey> keys_;
  std::vector<std::string> long_keys_;
  std::vector<std::uint64_t> hashes_;  // by row id, from 1
  std::vector<std::uint32_t> sources_;  // by row id, from 1
  std::vector<Place> places_;
  std::vector<std::uint64_t> concept_hashes_;
  std::unordered_map<std::int64_t, Candidate> candidates_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> candidates_of_;  // source, concept number
};

}  // namespace

Result<std::unique_ptr<TableStore>> fresh_base(const fs::path& path, std::string_view version) {
  EV_TRY(auto aside, AsideFile::make(path));
  auto store = std::make_unique<FreshBase>(std::move(aside));
  EV_CHECK(store->start(version));
  return store;
}

}  // namespace evident::graph
