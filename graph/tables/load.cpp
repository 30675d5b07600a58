// Concepts first, then sources, then what stands in them, then edges: each table is read once, and what has to
// wait for others is ids and numbers, no words.
#include "graph/tables/load.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "graph/tables/item_row.hpp"
#include "graph/tables/table.hpp"

namespace evident::graph {
namespace {

namespace fs = std::filesystem;

class Loading {
 public:
  Loading(TableStore& store, const Cancel& cancel) : store_(store), cancel_(cancel) {}

  Result<void> take(std::vector<std::unique_ptr<Table>> tables) {
    tables_ = std::move(tables);
    EV_CHECK(join());
    EV_CHECK(concepts());
    EV_CHECK(sources());
    for (const auto& table : tables_)
      if (is(*table, TableRule::What::things) && !table->holds_concepts() && !table->holds(Kind::source))
        EV_CHECK(items(*table, Which::within));
    for (const auto& table : tables_)
      if (is(*table, TableRule::What::edges) && table->rule().edge != Edge::broader) EV_CHECK(edges(*table));
    for (const auto& table : tables_) EV_CHECK(table->check_whole());
    return {};
  }

 private:
  static bool is(const Table& table, TableRule::What what) { return table.rule().what == what; }

  // Tables that go on with others are handed to those.
  Result<void> join() {
    for (auto& table : tables_) {
      if (!is(*table, TableRule::What::more)) continue;
      EV_TRY(Table * main, table_named(table->rule().more_about, table->name()));
      if (!is(*main, TableRule::What::things) || main->holds_concepts())
        return fail(Code::bad_input, table->name() + " goes on with " + main->name() + ", which holds no items",
                    "mend 'more about' in the mapping");
      main->more.emplace_back(std::move(table));
    }
    std::erase(tables_, nullptr);
    return {};
  }
  Result<Table*> table_named(std::string_view name, const std::string& whose) {
    for (const auto& table : tables_)
      if (table && table->name() == name) return table.get();
    return fail(Code::bad_input, whose + " refers to the table '" + std::string(name) + "', which is not there",
                "mend the mapping, or add the table");
  }

  Result<void> stop_if_asked() {
    if (++rows_ % 4096 || !cancel_.requested()) return {};
    return fail(Code::cancelled, "interrupted; nothing was stored");
  }

  // ---- ids ----
  Ids& ids_of(Table& table) { return table.rule().ids_are_global ? global_ : table.ids; }
  static std::string key_of(const Table& table, Kind kind, std::string_view id) {
    return table.rule().ids_are_global ? std::string(id) : std::string(info(kind).name) + ":" + std::string(id);
  }
  Result<void> add_id(Table& table, std::string_view id, std::int64_t row) {
    if (id.empty()) return table.wrong_row("the row has no id", "give it one");
    if (ids_of(table).add(id, row)) return {};
    return table.wrong_row("'" + std::string(id) + "' is the id of another row too", "give each row an id of its own");
  }
  // What an id stands for: an item's row, or a concept's number; neither: nothing in the tables or the base.
  struct End {
    std::int64_t item = 0, concept_number = 0;
  };
  Result<End> find(const Table* table, std::string_view id) {
    const bool global = !table || table->rule().ids_are_global;
    const std::int64_t found = (global ? global_ : table->ids).find(id);
    if (found > 0) return End{found, 0};
    if (found < 0) return End{0, concept_numbers_[static_cast<std::size_t>(-found - 1)]};
    EV_TRY(const Held before, held(table, id));
    return before.number < 0 ? End{0, -before.number} : End{before.number, 0};
  }
  // What the base has of it: by the id itself or, where a table counts by itself, by the kinds that an earlier load
  // gave such ids.
  struct Held {
    std::string key;
    std::int64_t number = 0;  // as store_.held()
  };
  Result<Held> held(const Table* table, std::string_view id) {
    if (!table || table->rule().ids_are_global) {
      EV_TRY(const std::int64_t number, store_.held(id));
      return Held{std::string(id), number};
    }
    Held found;
    for (const Kind kind : std::set<Kind>(table->kinds().begin(), table->kinds().end())) {
      std::string key = key_of(*table, kind, id);
      EV_TRY(const std::int64_t number, store_.held(key));
      if (number == 0) continue;
      if (found.number)
        return fail(Code::bad_input,
                    "'" + std::string(id) + "' of " + table->name() + " may be '" + found.key + "' or '" + key +
                        "' of the base",
                    "add its row to " + table->name());
      found = {std::move(key), number};
    }
    return found;
  }

  // ---- concepts ----
  // Their rows are kept until their broader ones are known; ids_ hold their places, from -1 downwards.
  struct ReadConcept {
    Concept entry;
    bool candidate;
  };
  Result<void> concepts() {
    std::vector<ReadConcept> all;
    for (const auto& table : tables_) {
      if (!is(*table, TableRule::What::things) || !table->holds_concepts()) continue;
      for (;;) {
        EV_TRY(const bool more, table->next());
        if (!more) break;
        EV_CHECK(stop_if_asked());
        ReadConcept read{{}, false};
        EV_TRY(read.candidate, read_concept(*table, read.entry));
        read.entry.id = key_of(*table, read.entry.kind, table->id());
        EV_CHECK(add_id(*table, table->id(), -static_cast<std::int64_t>(all.size()) - 1));
        all.push_back(std::move(read));
      }
    }
    for (const auto& table : tables_)
      if (is(*table, TableRule::What::edges) && table->rule().edge == Edge::broader)
        EV_CHECK(broader(*table, all));
    for (ReadConcept& read : all) {
      std::vector<std::string>& above = read.entry.broader;
      std::sort(above.begin(), above.end());
      above.erase(std::unique(above.begin(), above.end()), above.end());
      std::int64_t number = 0;
      if (read.candidate) {
        EV_TRY(number, store_.add_candidate({read.entry.id, read.entry.kind, read.entry.label}));
      } else {
        EV_TRY(number, store_.add_concept(read.entry));
      }
      concept_numbers_.push_back(number);
    }
    return {};
  }
  Result<void> broader(Table& table, std::vector<ReadConcept>& all) {
    EV_TRY(const Table* narrower, end_table(table, table.rule().from));
    EV_TRY(const Table* wider, end_table(table, table.rule().to));
    const auto place = [&](const Table* whose, std::size_t column) -> std::int64_t {
      return -(whose && !whose->rule().ids_are_global ? whose->ids : global_).find(table.reader().cells()[column]);
    };
    const auto missing = [&](std::size_t column, std::string_view what) {
      return table.wrong(column,
                         std::string(what) + " has the id '" + std::string(table.reader().cells()[column]) + "'",
                         "add its row, or leave this one out");
    };
    for (;;) {
      EV_TRY(const bool more, table.next());
      if (!more) return {};
      const std::int64_t narrow = place(narrower, table.from_column()), wide = place(wider, table.to_column());
      if (narrow <= 0) return missing(table.from_column(), "no concept of the tables");
      std::string above;
      if (wide > 0) {
        above = all[static_cast<std::size_t>(wide - 1)].entry.id;
      } else {
        EV_TRY(Held before, held(wider, table.reader().cells()[table.to_column()]));
        if (before.number >= 0) return missing(table.to_column(), "no concept");
        above = std::move(before.key);
      }
      all[static_cast<std::size_t>(narrow - 1)].entry.broader.push_back(std::move(above));
    }
  }

  // ---- items ----
  Result<void> sources() {
    for (const auto& table : tables_)
      if (is(*table, TableRule::What::things) && table->holds(Kind::source)) EV_CHECK(items(*table, Which::documents));
    for (const auto& table : tables_)
      if (is(*table, TableRule::What::things) && table->holds(Kind::source)) {
        EV_CHECK(table->rewind());
        EV_CHECK(items(*table, Which::within));
      }
    return {};
  }

  // Sources that stand for themselves come before all that stand in one, other sources among it.
  enum class Which { documents, within };
  Result<void> items(Table& table, Which which) {
    ItemRow row(table);
    if (which == Which::within && table.holds(Kind::source) && !row.has_source()) return {};
    EV_TRY(const Table* sources, sources_of(table, row));
    for (;;) {
      EV_TRY(const bool more, table.next());
      if (!more) break;
      EV_CHECK(stop_if_asked());
      EV_TRY(TableItem item, row.read());
      const std::string_view source = row.source();
      const bool document = item.kind == Kind::source && (source.empty() || source == table.id());
      if (document != (which == Which::documents)) continue;
      key_ = key_of(table, item.kind, table.id());
      item.key = key_;
      if (!document) {
        if (source.empty())
          return table.wrong_row("the row does not say which source it stands in",
                                 "name it in a column 'source'");
        EV_TRY(const End end, find(sources, source));
        if (end.item == 0) return row.wrong_source("there is no source '" + std::string(source) + "'");
        item.source = end.item;
      }
      EV_TRY(const std::int64_t number, store_.item(item));
      EV_CHECK(add_id(table, table.id(), number));
    }
    return which == Which::within || !row.has_source() ? row.finish() : Result<void>();
  }
  // The table whose ids stand in a column of sources: as the mapping says, else the only one.
  Result<const Table*> sources_of(const Table& table, const ItemRow& row) {
    if (const std::string said = row.source_table(); !said.empty()) {
      EV_TRY(const Table* named, table_named(said, table.name()));
      return named;
    }
    const Table* found = nullptr;
    for (const auto& other : tables_)
      if (is(*other, TableRule::What::things) && other->holds(Kind::source)) found = other.get();
    return found;
  }

  // ---- edges ----
  Result<const Table*> end_table(const Table& table, const EndRule& end) {
    if (end.table.empty()) return nullptr;
    EV_TRY(const Table* named, table_named(end.table, table.name()));
    return named;
  }
  Result<void> edges(Table& table) {
    const Edge edge = *table.rule().edge;
    if (edge == Edge::contains || edge == Edge::written_by)
      return fail(Code::bad_input,
                  table.name() + ": '" + std::string(info(edge).name) + "' is no edge of tables",
                  edge == Edge::contains ? "name the source in a column 'source' of what stands in it"
                                         : "name the authors in a column 'authors' of the source");
    EV_TRY(const Table* from_table, end_table(table, table.rule().from));
    EV_TRY(const Table* to_table, end_table(table, table.rule().to));
    const auto missing = [&table](std::size_t column, std::string_view what) {
      return table.wrong(column,
                         std::string(what) + " has the id '" + std::string(table.reader().cells()[column]) + "'",
                         "add its row, or leave this one out");
    };
    for (;;) {
      EV_TRY(const bool more, table.next());
      if (!more) return {};
      EV_CHECK(stop_if_asked());
      const auto cells = table.reader().cells();
      EV_TRY(const End from, find(from_table, cells[table.from_column()]));
      if (from.item == 0) return missing(table.from_column(), "no item");
      EV_TRY(const End to, find(to_table, cells[table.to_column()]));
      if (to.item == 0 && to.concept_number == 0) return missing(table.to_column(), "nothing");
      EV_CHECK(store_.link(from.item, edge, to.item, to.concept_number,
                           table.reason_column() ? cells[*table.reason_column()] : std::string_view()));
    }
  }

  TableStore& store_;
  const Cancel& cancel_;
  std::vector<std::unique_ptr<Table>> tables_;
  Ids global_;
  std::vector<std::int64_t> concept_numbers_;
  std::string key_;
  std::uint64_t rows_ = 0;
};

// Two tables that count the same kind from 1 would give two rows one key.
Result<void> check_prefixes(const std::vector<std::unique_ptr<Table>>& tables) {
  std::map<Kind, std::string> seen;
  for (const auto& table : tables) {
    if (table->rule().what != TableRule::What::things || table->rule().ids_are_global) continue;
    for (Kind kind : std::set<Kind>(table->kinds().begin(), table->kinds().end())) {
      const auto [at, fresh] = seen.emplace(kind, table->name());
      if (!fresh)
        return fail(Code::bad_input,
                    at->second + " and " + table->name() + " both hold things of the kind '" +
                        std::string(info(kind).name) + "', so their ids could meet",
                    R"(make one table of them, or say "prefix": false for both and give ids that are unique)");
    }
  }
  return {};
}

Result<std::vector<std::unique_ptr<Table>>> open_tables(const fs::path& folder, fs::path mapping) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return fail(Code::not_found, "there is no folder '" + folder.string() + "'",
                "give the folder in which the tables lie", Place{folder.string(), {}, {}});
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".csv" || extension == ".tsv") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (error || files.empty())
    return fail(Code::not_found, "there is no .csv or .tsv file in '" + folder.string() + "'",
                "'evident export -f csv -o FOLDER' shows what such tables look like",
                Place{folder.string(), {}, {}});
  std::vector<TableRule> rules;
  if (mapping.empty() && fs::exists(folder / "mapping.json", error)) mapping = folder / "mapping.json";
  if (!mapping.empty()) {
    EV_TRY(const std::string json, Files::real().read(mapping, 1u << 20));
    EV_TRY(rules, read_mapping(mapping.filename().string(), json));
    for (const TableRule& rule : rules)
      if (std::none_of(files.begin(), files.end(), [&](const fs::path& f) { return f.filename() == rule.file; }))
        return fail(Code::bad_input,
                    mapping.filename().string() + " speaks of '" + rule.file + "', which is not in the folder",
                    "add the table, or take it out of the mapping", Place{mapping.string(), {}, {}});
  }
  std::vector<std::unique_ptr<Table>> tables;
  for (const fs::path& file : files) {
    const std::string name = file.filename().string();
    const auto at =
        std::find_if(rules.begin(), rules.end(), [&](const TableRule& rule) { return rule.file == name; });
    TableRule rule;
    if (at != rules.end()) {
      rule = std::move(*at);
    } else {
      EV_TRY(rule, rule_by_name(name));
    }
    if (rule.what == TableRule::What::ignored) continue;
    EV_TRY(auto table, Table::open(file, std::move(rule)));
    tables.push_back(std::move(table));
  }
  EV_CHECK(check_prefixes(tables));
  return tables;
}

}  // namespace

Result<LoadOutcome> load_tables(const fs::path& base, const fs::path& folder, const fs::path& mapping,
                                std::string_view version, const Cancel& cancel) {
  EV_TRY(auto tables, open_tables(folder, mapping));
  EV_TRY(const auto store, TableStore::open(base, version));
  Loading loading(*store, cancel);
  EV_CHECK(loading.take(std::move(tables)));
  return store->finish();
}

}  // namespace evident::graph
