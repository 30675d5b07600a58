#include "graph/tables/item_row.hpp"

#include <algorithm>
#include <charconv>

#include "graph/base/keys.hpp"
#include "support/json.hpp"

namespace evident::graph {
namespace {

constexpr std::string_view kExtractor = "table";

template <class T>
bool number_of(std::string_view text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<bool> boolean_of(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

// A list as JSON; of a cell that is none, cut at the mark that the mapping names.
Result<Json> list_of(const Table& table, std::size_t column, std::string_view text, bool records) {
  const ColumnRule* rule = table.columns()[column].rule;
  if (rule && !rule->split.empty()) {
    Json::Array entries;
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t at = std::min(text.find(rule->split, from), text.size());
      if (at > from) entries.emplace_back(std::string(text.substr(from, at - from)));
      from = at + rule->split.size();
    }
    return Json(std::move(entries));
  }
  auto json = parse_json(text);
  const Json::Array* entries = json ? json->array() : nullptr;
  const bool fits = entries && std::all_of(entries->begin(), entries->end(), [records](const Json& entry) {
                      return records ? entry.object() != nullptr : entry.string() != nullptr;
                    });
  if (fits) return std::move(*json);
  return table.wrong(column, "'" + std::string(text.substr(0, 60)) + "' is no list",
                     records ? R"(write a JSON array of objects: [{"count": 12, "who": "nurses"}])"
                             : R"(write a JSON array of texts: ["…", "…"], or let the mapping "split" it)");
}

std::string choices_of(Attribute attribute) {
  std::string list;
  for (const Choice& c : info(attribute).choices) list += (list.empty() ? "" : ", ") + std::string(c.id);
  return list;
}

}  // namespace

ItemRow::ItemRow(Table& table) : table_(table), slots_(kinds().size()) {}

bool ItemRow::has_source() const {
  const auto names = [](const Table& t) {
    return std::any_of(t.columns().begin(), t.columns().end(),
                       [](const Column& c) { return c.cell == Cell::source; });
  };
  return names(table_) || std::any_of(table_.more.begin(), table_.more.end(),
                                      [&names](const More& m) { return names(m.table()); });
}

std::string ItemRow::source_table() const {
  const auto of = [](const Table& t) -> std::string {
    for (const Column& c : t.columns())
      if (c.cell == Cell::source && c.rule) return c.rule->table;
    return "";
  };
  std::string said = of(table_);
  for (const More& more : table_.more)
    if (said.empty()) said = of(more.table());
  return said;
}

tl::unexpected<Error> ItemRow::wrong_source(std::string what) const {
  return source_table_->wrong(source_column_, std::move(what), "add its row to the table of sources");
}

Result<void> ItemRow::finish() {
  for (More& more : table_.more) EV_CHECK(more.finish(table_.name()));
  return {};
}

Result<TableItem> ItemRow::read() {
  TableItem item;
  EV_TRY(item.kind, table_.row_kind());
  item.extractor = kExtractor;
  item.begin = table_.reader().row();
  item.end = ~std::uint64_t{0};
  source_ = {};
  said_.clear();
  kept_.clear();
  values_.assign(width(item.kind), nullptr);
  EV_CHECK(take(table_, item));
  for (More& more : table_.more) {
    EV_TRY(const bool found, more.at(table_.id()));
    if (found) EV_CHECK(take(more.table(), item));
  }
  if (item.end == ~std::uint64_t{0}) item.end = item.begin;
  if (item.end < item.begin) return table_.wrong_row("the item ends before it begins", "mend 'begin' or 'end'");
  if (item.kind == Kind::source) source_words(item);
  if (item.quote.empty()) quote_cells(item);
  if (item.quote.empty())
    return table_.wrong_row("the row says nothing: it has no words to quote", "fill 'quote'");
  item.values = values_;
  return item;
}

// A source is quoted by its title; the file it is said to be is the document's name, not kept twice.
void ItemRow::source_words(TableItem& item) {
  const auto value = [this](Attribute attribute) -> Bound& {
    const auto columns = stored_attributes(Kind::source);
    return values_[static_cast<std::size_t>(std::find(columns.begin(), columns.end(), attribute) - columns.begin())];
  };
  if (const auto* title = std::get_if<std::string_view>(&value(Attribute::title)); title && item.quote.empty())
    item.quote = *title;
  item.name = table_.name();
  if (Bound& file = value(Attribute::file); source_.empty() || source_ == table_.id()) {
    if (const auto* said = std::get_if<std::string_view>(&file)) item.name = *said;
    file = nullptr;
  }
}

// A row without words of its own is quoted by its cells.
void ItemRow::quote_cells(TableItem& item) {
  quote_.clear();
  for (std::string_view cell : said_) {
    if (!quote_.empty()) quote_ += ", ";
    quote_ += cell;
  }
  item.quote = quote_;
}

Result<void> ItemRow::take(Table& table, TableItem& item) {
  for (std::size_t c = 0; c < table.columns().size(); ++c) {
    const Cell cell = table.columns()[c].cell;
    if (cell == Cell::nothing || cell == Cell::id || cell == Cell::kind) continue;
    if (cell == Cell::attribute)
      EV_CHECK(attribute(table, c, item.kind));
    else
      EV_CHECK(place(table, c, item));
  }
  return {};
}

Result<void> ItemRow::place(Table& table, std::size_t column, TableItem& item) {
  const std::string_view text = table.value(column);
  if (text.empty()) return {};
  const auto whole = [&]() -> Result<std::int64_t> {
    std::int64_t n = 0;
    if (number_of(text, n) && n >= 0 && n <= 0x7FFFFFFFFFFF) return n;
    return table.wrong(column, "'" + std::string(text) + "' is no whole number", "write digits, or nothing");
  };
  const auto small = [&]() -> Result<std::int64_t> {
    EV_TRY(const std::int64_t n, whole());
    if (n <= 0x7FFFFFFF) return n;
    return table.wrong(column, "'" + std::string(text) + "' is too large a number", "");
  };
  switch (table.columns()[column].cell) {
    case Cell::source:
      source_ = text;
      source_table_ = &table;
      source_column_ = column;
      break;
    case Cell::quote:
      item.quote = text;
      break;
    case Cell::begin: {
      EV_TRY(const std::int64_t n, whole());
      item.begin = static_cast<std::uint64_t>(n);
      break;
    }
    case Cell::end: {
      EV_TRY(const std::int64_t n, whole());
      item.end = static_cast<std::uint64_t>(n);
      break;
    }
    case Cell::heading:
      item.section = text;
      break;
    case Cell::page: {
      EV_TRY(item.page, small());
      break;
    }
    case Cell::slide: {
      EV_TRY(item.slide, small());
      break;
    }
    case Cell::paragraph: {
      EV_TRY(item.paragraph, small());
      break;
    }
    case Cell::extractor:
      item.extractor = text;
      break;
    case Cell::reason:
      item.reason = text;
      break;
    case Cell::belongs_to:
      item.belongs_to = text;
      break;
    default:
      break;
  }
  return {};
}

// How many attributes are stored of a kind.
std::size_t ItemRow::width(Kind kind) {
  Slots& slots = slots_[static_cast<std::size_t>(kind)];
  if (slots.of.empty()) {
    slots.of.assign(attributes().size(), -1);
    for (Attribute a : stored_attributes(kind)) slots.of[static_cast<std::size_t>(a)] = slots.width++;
  }
  return static_cast<std::size_t>(slots.width);
}

Result<std::size_t> ItemRow::slot(const Table& table, std::size_t column, Kind kind) {
  width(kind);
  const std::int8_t found = slots_[static_cast<std::size_t>(kind)].of[static_cast<std::size_t>(table.columns()[column].attribute)];
  if (found >= 0) return static_cast<std::size_t>(found);
  return table.wrong(column, "a " + std::string(info(kind).name) + " has no such attribute",
                     "leave the cell empty, or ignore the column");
}

Result<void> ItemRow::attribute(Table& table, std::size_t column, Kind kind) {
  const Column& c = table.columns()[column];
  const std::string_view written = table.cell(column);
  std::string_view text = table.value(column);
  if (text.empty()) return {};
  EV_TRY(const std::size_t at, slot(table, column, kind));
  if (!written.empty()) said_.push_back(written);
  if (c.rule && !c.rule->before.empty()) {
    std::int64_t number = 0;
    text = keep(c.rule->before + (number_of(text, number) ? std::string(text) : json_string(text)) + c.rule->after);
  }
  Bound& value = values_[at];
  const AttributeInfo& a = info(c.attribute);
  const auto no = [&](std::string_view what, std::string fix) {
    return table.wrong(column, "'" + std::string(text.substr(0, 60)) + "' is no " + std::string(what), std::move(fix));
  };
  switch (a.type) {
    case Type::text:
    case Type::date:
      value = text;
      return {};
    case Type::integer:
    case Type::year: {
      std::int64_t n = 0;
      if (!number_of(text, n)) return no("whole number", "write digits, or nothing");
      value = n;
      return {};
    }
    case Type::number: {
      double d = 0;
      if (!number_of(text, d)) return no("number", "write it with a decimal point, or nothing");
      value = d;
      return {};
    }
    case Type::boolean: {
      const auto yes = boolean_of(text);
      if (!yes) return no("yes or no", "write true or false, or nothing");
      value = std::int64_t{*yes};
      return {};
    }
    case Type::choice:
      if (const auto choice = choice_named(c.attribute, text)) {
        value = a.choices[*choice].id;
        return {};
      }
      return no("value of " + std::string(a.name),
                "one of " + choices_of(c.attribute) + "; or give the mapping a value for it");
    case Type::texts:
    case Type::records:
      break;
  }
  EV_TRY(const Json list, list_of(table, column, text, a.type == Type::records));
  value = keep(print_json(list));
  return {};
}

Result<bool> read_concept(Table& table, Concept& into) {
  EV_TRY(into.kind, table.row_kind());
  bool candidate = false;
  for (std::size_t c = 0; c < table.columns().size(); ++c) {
    const std::string_view text = table.value(c);
    if (text.empty()) continue;
    switch (table.columns()[c].cell) {
      case Cell::label:
        into.label = text;
        break;
      case Cell::scheme:
        into.scheme = text;
        break;
      case Cell::notation:
        into.notation = text;
        break;
      case Cell::definition:
        into.definition = text;
        break;
      case Cell::measure_kind:
        if (into.kind != Kind::measure)
          return table.wrong(c, "only a measure has a measure kind", "leave the cell empty");
        if (!choice_named(Attribute::measure_kind, text))
          return table.wrong(c, "'" + std::string(text) + "' is no kind of measure",
                             "one of " + choices_of(Attribute::measure_kind));
        into.measure_kind = text;
        break;
      case Cell::candidate: {
        const auto yes = boolean_of(text);
        if (!yes) return table.wrong(c, "'" + std::string(text) + "' is neither true nor false", "");
        candidate = *yes;
        break;
      }
      case Cell::alternatives: {
        EV_TRY(const Json list, list_of(table, c, text, false));
        for (const Json& entry : *list.array()) into.alternatives.push_back(*entry.string());
        break;
      }
      default:
        break;
    }
  }
  if (into.label.empty()) return table.wrong_row("the concept has no label", "fill 'label'");
  return candidate;
}

}  // namespace evident::graph
