// A row of a table as an item or a concept: every cell checked against what the schema says of it.
#pragma once
#include <deque>
#include <string>
#include <vector>

#include "graph/base/load.hpp"
#include "graph/tables/table.hpp"

namespace evident::graph {

class ItemRow {
 public:
  explicit ItemRow(Table& table);
  // Of the table's present row, with those of the tables that go on with it. Views until the next read().
  // Neither key nor source are set.
  Result<TableItem> read();
  std::string_view source() const { return source_; }
  bool has_source() const;
  std::string source_table() const;  // as the mapping names it
  tl::unexpected<Error> wrong_source(std::string what) const;
  Result<void> finish();

 private:
  Result<void> take(Table& table, TableItem& item);
  Result<void> place(Table& table, std::size_t column, TableItem& item);
  Result<void> attribute(Table& table, std::size_t column, Kind kind);
  std::size_t width(Kind kind);
  Result<std::size_t> slot(const Table& table, std::size_t column, Kind kind);
  std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }
  void source_words(TableItem& item);
  void quote_cells(TableItem& item);

  Table& table_;
  std::string_view source_;
  const Table* source_table_ = nullptr;  // the table in which the source's cell stands
  std::size_t source_column_ = 0;
  std::vector<Bound> values_;
  std::vector<std::string_view> said_;  // cells of attributes, as written
  std::deque<std::string> kept_;        // what no cell holds as it is
  std::string quote_;
  struct Slots {
    std::vector<std::int8_t> of;  // by attribute: its place among those stored, or -1
    std::int8_t width = 0;
  };
  std::vector<Slots> slots_;  // by kind
};

// Whether it is a candidate. The id is not set.
Result<bool> read_concept(Table& table, Concept& into);

}  // namespace evident::graph
