#include "graph/tables/table.hpp"

#include <algorithm>
#include <array>

#include "graph/base/keys.hpp"

namespace evident::graph {
namespace {

struct NamedCell {
  std::string_view name;
  Cell cell;
  bool items, concepts;
};
constexpr auto kCells = std::to_array<NamedCell>({
    {"id", Cell::id, true, true},
    {"kind", Cell::kind, true, true},
    {"source", Cell::source, true, false},
    {"label", Cell::label, false, true},
    {"quote", Cell::quote, true, false},
    {"begin", Cell::begin, true, false},
    {"end", Cell::end, true, false},
    {"heading", Cell::heading, true, false},
    {"page", Cell::page, true, false},
    {"slide", Cell::slide, true, false},
    {"paragraph", Cell::paragraph, true, false},
    {"extractor", Cell::extractor, true, false},
    {"reason", Cell::reason, true, false},
    {"belongs_to", Cell::belongs_to, true, false},
    {"scheme", Cell::scheme, false, true},
    {"notation", Cell::notation, false, true},
    {"definition", Cell::definition, false, true},
    {"alternatives", Cell::alternatives, false, true},
    {"measure_kind", Cell::measure_kind, false, true},
    {"candidate", Cell::candidate, false, true},
});

bool is_concept(Kind kind) {
  const KindRole role = info(kind).role;
  return role == KindRole::named || role == KindRole::concept_;
}

}  // namespace

std::optional<Cell> item_cell(std::string_view name) {
  for (const NamedCell& c : kCells)
    if (c.items && c.name == name) return c.cell;
  return std::nullopt;
}
std::optional<Cell> concept_cell(std::string_view name) {
  for (const NamedCell& c : kCells)
    if (c.concepts && c.name == name) return c.cell;
  return std::nullopt;
}
std::string_view cell_name(Cell cell) {
  for (const NamedCell& c : kCells)
    if (c.cell == cell) return c.name;
  return "";
}

Result<std::unique_ptr<Table>> Table::open(const std::filesystem::path& path, TableRule rule) {
  auto table = std::make_unique<Table>();
  table->rule_ = std::move(rule);
  table->form_ = path.extension() == ".csv" ? TableForm::csv : TableForm::tsv;
  EV_TRY(table->file_, Files::real().map(path));
  EV_CHECK(table->rewind());
  EV_CHECK(table->header());
  return table;
}

Result<void> Table::rewind() {
  reader_ = std::make_unique<TableReader>(rule_.file, file_->bytes(), form_, rule_.by_name);
  released_ = 0;
  EV_TRY(const bool some, reader_->next());
  if (!some)
    return fail(Code::bad_input, rule_.file + " is empty", "its first line names the columns",
                Place{rule_.file, {}, {}});
  return {};
}

Result<void> Table::check_whole() const {
  for (const More& m : more) EV_CHECK(m.table().check_whole());
  if (!file_->lost()) return {};
  return fail(Code::bad_input, rule_.file + " was changed while it was read", "load it again",
              Place{rule_.file, {}, {}});
}

bool Table::holds(Kind kind) const {
  return std::find(kinds_.begin(), kinds_.end(), kind) != kinds_.end();
}

Result<std::size_t> Table::column_named(std::string_view name) const {
  const auto at = std::find(header_.begin(), header_.end(), name);
  if (at == header_.end())
    return fail(Code::bad_input, rule_.file + " has no column '" + std::string(name) + "'",
                rule_.by_name ? "name it in the first line"
                              : "name it in the first line, or mend what the mapping says of the table",
                Place{rule_.file, {}, {}});
  return static_cast<std::size_t>(at - header_.begin());
}

Result<void> Table::header() {
  header_.assign(reader_->cells().begin(), reader_->cells().end());
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (std::find(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(i), header_[i]) !=
        header_.begin() + static_cast<std::ptrdiff_t>(i))
      return fail(Code::bad_input, rule_.file + ", line 1: there are two columns '" + header_[i] + "'",
                  "give each a name of its own", Place{rule_.file, {}, {}});
  if (rule_.what == TableRule::What::edges) {
    EV_TRY(from_, column_named(rule_.from.column));
    EV_TRY(to_, column_named(rule_.to.column));
    for (std::size_t c = 0; c < header_.size(); ++c) {
      if (c == from_ || c == to_) continue;
      if (header_[c] == "reason") {
        reason_ = c;
        continue;
      }
      const auto said = std::find_if(rule_.columns.begin(), rule_.columns.end(),
                                     [&](const ColumnRule& r) { return r.column == header_[c]; });
      if (said == rule_.columns.end() || !said->target.empty())
        return fail(Code::bad_input,
                    rule_.file + ", line 1: '" + header_[c] + "' is no column of edges",
                    "edges have 'from', 'to' and 'reason'; a mapping may ignore others",
                    Place{rule_.file, {}, {}});
    }
    return {};
  }
  if (!rule_.kind.empty()) kinds_.push_back(*table_kind(rule_.kind));
  for (const auto& [theirs, ours] : rule_.kinds) kinds_.push_back(*table_kind(ours));
  const bool mentions = rule_.by_name && rule_.kind_column == "kind";
  holds_concepts_ = rule_.what == TableRule::What::things && !mentions && is_concept(kinds_.front());
  for (Kind k : kinds_)
    if (!mentions && (k == Kind::mention || is_concept(k) != holds_concepts_))
      return fail(Code::bad_input, rule_.file + " would hold both concepts and what documents say",
                  "make two tables of it", Place{rule_.file, {}, {}});
  EV_TRY(id_column_, column_named(rule_.id));
  if (!rule_.kind_column.empty()) {
    EV_TRY(kind_column_, column_named(rule_.kind_column));
  }
  for (const std::string& name : header_) {
    EV_TRY(Column column, column_of(name));
    columns_.push_back(std::move(column));
  }
  for (const ColumnRule& rule : rule_.columns) {
    if (!rule.column.empty()) {
      EV_TRY(const std::size_t there, column_named(rule.column));
      (void)there;
      continue;
    }
    EV_TRY(Column column, column_of(rule.target));
    column.rule = &rule;
    columns_.push_back(std::move(column));
  }
  return {};
}

Result<Column> Table::column_of(std::string_view name) const {
  Column column;
  column.name = name;
  std::string_view target = name;
  for (const ColumnRule& rule : rule_.columns)
    if (!rule.column.empty() && rule.column == name) {
      column.rule = &rule;
      if (rule.target.empty()) return column;
      target = rule.target;
    }
  if (name == rule_.id) {
    column.cell = Cell::id;
    return column;
  }
  if (name == rule_.kind_column && !column.rule) {
    column.cell = Cell::kind;
    return column;
  }
  const bool concepts = holds_concepts_;
  if (const auto cell = concepts ? concept_cell(target) : item_cell(target)) {
    const bool taken = *cell == Cell::id || *cell == Cell::kind;
    if (!taken) {
      column.cell = *cell;
      return column;
    }
  } else if (const auto attribute = attribute_named(target); attribute && !concepts) {
    for (Kind k : rule_.what == TableRule::What::more ? std::vector<Kind>() : kinds_) {
      const auto stored = stored_attributes(k);
      if (std::find(stored.begin(), stored.end(), *attribute) != stored.end()) column.cell = Cell::attribute;
    }
    if (rule_.what == TableRule::What::more) column.cell = Cell::attribute;  // whether the kind has it shows later
    if (column.cell == Cell::attribute) {
      column.attribute = *attribute;
      return column;
    }
  }
  std::string list;
  for (const NamedCell& c : kCells)
    if ((concepts ? c.concepts : c.items) && c.cell != Cell::kind)
      list += (list.empty() ? "" : ", ") + std::string(c.name);
  if (!concepts)
    for (Kind k : kinds_)
      for (Attribute a : stored_attributes(k))
        if (list.find(", " + std::string(info(a).name)) == std::string::npos)
          list += ", " + std::string(info(a).name);
  return fail(Code::bad_input,
              rule_.file + ", line 1: '" + std::string(target) + "' is no column of " +
                  (kinds_.empty() ? "it" : std::string(info(kinds_.front()).name)),
              "columns: " + list + (rule_.by_name ? "; a mapping.json may say what others are" : "; or ignore it"),
              Place{rule_.file, {}, {}});
}

std::string_view Table::value(std::size_t column) const {
  const std::string_view written = cell(column);
  if (const ColumnRule* rule = columns_[column].rule)
    for (const auto& [theirs, ours] : rule->values)
      if (theirs == written) return ours;
  return written;
}

Result<Kind> Table::row_kind() const {
  if (!rule_.kind.empty()) return kinds_.front();
  const std::string_view written = reader_->cells()[kind_column_];
  for (std::size_t i = 0; i < rule_.kinds.size(); ++i)
    if (rule_.kinds[i].first == written) return kinds_[i];
  std::string list;
  for (const auto& [theirs, ours] : rule_.kinds) list += (list.empty() ? "" : ", ") + theirs;
  return wrong(kind_column_, "there is no kind '" + std::string(written) + "'", "kinds here: " + list);
}

tl::unexpected<Error> Table::wrong(std::size_t column, std::string what, std::string fix) const {
  const std::string& name = column < columns_.size() ? columns_[column].name : header_[column];
  return fail(Code::bad_input,
              rule_.file + ", line " + std::to_string(reader_->line()) + ", column '" + name + "': " + std::move(what),
              std::move(fix), Place{rule_.file, reader_->offset(), {}});
}
tl::unexpected<Error> Table::wrong_row(std::string what, std::string fix) const {
  return fail(Code::bad_input,
              rule_.file + ", line " + std::to_string(reader_->line()) + ": " + std::move(what), std::move(fix),
              Place{rule_.file, reader_->offset(), {}});
}

// While both tables have their rows in the same order, no index is needed.
Result<bool> More::at(std::string_view id) {
  if (!indexed_) {
    if (!ahead_) {
      EV_TRY(ahead_, table_->next());
    }
    if (ahead_ && table_->id() == id) {
      ahead_ = false;
      ++walked_;
      return true;
    }
    EV_CHECK(index());
  }
  const std::int64_t found = ids_.find(id);
  if (found == 0) return false;
  const auto i = static_cast<std::size_t>(found - 1);
  used_[i] = true;
  return table_->row_at(where_[i].offset, where_[i].row, where_[i].line);
}

Result<void> More::index() {
  indexed_ = true;
  EV_CHECK(table_->rewind());
  for (;;) {
    EV_TRY(const bool some, table_->next());
    if (!some) break;
    where_.push_back({table_->reader().offset(), table_->reader().row(), table_->reader().line()});
    if (!ids_.add(table_->id(), static_cast<std::int64_t>(where_.size())))
      return table_->wrong_row("'" + std::string(table_->id()) + "' has two rows", "leave one of them out");
  }
  used_.assign(where_.size(), false);
  std::fill_n(used_.begin(), walked_, true);
  return {};
}

Result<void> More::finish(const std::string& main) {
  bool left = false;
  if (!indexed_) {
    if (!ahead_) {
      EV_TRY(ahead_, table_->next());
    }
    left = ahead_;
  } else if (const auto at = std::find(used_.begin(), used_.end(), false); at != used_.end()) {
    const Where& where = where_[static_cast<std::size_t>(at - used_.begin())];
    EV_TRY(left, table_->row_at(where.offset, where.row, where.line));
  }
  if (!left) return {};
  return table_->wrong_row("'" + std::string(table_->id()) + "' is no id of " + main,
                           "add its row there, or leave this one out");
}

}  // namespace evident::graph
