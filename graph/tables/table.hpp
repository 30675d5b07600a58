// One table while it is loaded: its file, its rule, and what each of its columns is.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/sqlite.hpp"
#include "graph/items.hpp"
#include "graph/tables/ids.hpp"
#include "graph/tables/mapping.hpp"
#include "graph/tables/reader.hpp"
#include "support/files.hpp"

namespace evident::graph {

// What a column may be besides an attribute.
enum class Cell : std::uint8_t {
  nothing,
  attribute,
  id,
  kind,
  source,
  label,
  quote,
  begin,
  end,
  heading,
  page,
  slide,
  paragraph,
  extractor,
  reason,
  belongs_to,
  scheme,
  notation,
  definition,
  alternatives,
  measure_kind,
  candidate
};
std::optional<Cell> item_cell(std::string_view name);     // columns of items
std::optional<Cell> concept_cell(std::string_view name);  // columns of concepts
std::string_view cell_name(Cell cell);

struct Column {
  Cell cell = Cell::nothing;
  Attribute attribute{};       // of Cell::attribute
  const ColumnRule* rule = nullptr;
  std::string name;            // for errors
};

// Rows that go on with those of another table: found by walking along with it, else by an index.
class Table;
class More {
 public:
  explicit More(std::unique_ptr<Table> table) : table_(std::move(table)) {}
  // Moves to the row of that id; false when there is none.
  Result<bool> at(std::string_view id);
  // Every row has been somebody's.
  Result<void> finish(const std::string& main);
  Table& table() const { return *table_; }

 private:
  Result<void> index();
  std::unique_ptr<Table> table_;
  struct Where {
    std::uint64_t offset, row, line;
  };
  std::vector<Where> where_;
  Ids ids_;
  std::vector<bool> used_;  // as where_
  std::size_t walked_ = 0;  // rows that were met in order
  bool indexed_ = false, ahead_ = false;
};

class Table {
 public:
  static Result<std::unique_ptr<Table>> open(const std::filesystem::path& path, TableRule rule);

  const TableRule& rule() const { return rule_; }
  const std::string& name() const { return rule_.file; }
  // Whether its rows are concepts (or candidates), not items.
  bool holds_concepts() const { return holds_concepts_; }
  bool holds(Kind kind) const;
  const std::vector<Kind>& kinds() const { return kinds_; }

  // Nothing was read of a file that somebody cut short meanwhile.
  Result<void> check_whole() const;
  // From the first row.
  Result<void> rewind();
  // A row seen before.
  Result<bool> row_at(std::uint64_t offset, std::uint64_t row, std::uint64_t line) {
    reader_->seek(offset, row, line);
    return reader_->next();
  }
  Result<bool> next() {
    if (reader_->offset() > released_ + kKept) {
      released_ = static_cast<std::size_t>(reader_->offset());
      file_->release(released_);
    }
    return reader_->next();
  }
  const TableReader& reader() const { return *reader_; }
  const std::vector<Column>& columns() const { return columns_; }
  std::string_view cell(std::size_t column) const {
    return columns_[column].rule && columns_[column].rule->column.empty()
               ? std::string_view(columns_[column].rule->constant)
               : reader_->cells()[column];
  }
  // A cell after its translation; empty: missing.
  std::string_view value(std::size_t column) const;
  std::string_view id() const { return reader_->cells()[id_column_]; }
  Result<Kind> row_kind() const;
  // The columns of an edge's ends.
  std::size_t from_column() const { return from_; }
  std::size_t to_column() const { return to_; }
  std::optional<std::size_t> reason_column() const { return reason_; }

  // "claim.tsv, line 5, column 'polarity': …".
  tl::unexpected<Error> wrong(std::size_t column, std::string what, std::string fix) const;
  tl::unexpected<Error> wrong_row(std::string what, std::string fix) const;

  Ids ids;               // of its rows, unless they are global
  std::vector<More> more;

 private:
  Result<void> header();
  Result<std::size_t> column_named(std::string_view name) const;
  Result<Column> column_of(std::string_view name) const;

  static constexpr std::size_t kKept = 16u << 20;  // bytes of a table in memory

  TableRule rule_;
  std::unique_ptr<MappedFile> file_;
  std::size_t released_ = 0;
  std::unique_ptr<TableReader> reader_;
  TableForm form_ = TableForm::csv;
  std::vector<std::string> header_;
  std::vector<Column> columns_;  // those of the header, then the constants
  std::vector<Kind> kinds_;
  std::size_t id_column_ = 0, kind_column_ = 0, from_ = 0, to_ = 0;
  std::optional<std::size_t> reason_;
  bool holds_concepts_ = false;
};

}  // namespace evident::graph
