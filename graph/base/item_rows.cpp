#include "graph/base/item_rows.hpp"

#include <algorithm>
#include <tuple>

#include "graph/base/sql_schema.hpp"

namespace evident::graph {
namespace {

constexpr Edge kNoEdge = static_cast<Edge>(255);

Result<Value> value_of(const Rows& rows, int column, Attribute attribute) {
  switch (info(attribute).type) {
    case Type::text:
    case Type::date:
    case Type::choice:
      return Value(rows.string(column));
    case Type::integer:
    case Type::year:
      return Value(rows.integer(column));
    case Type::number:
      return Value(rows.real(column));
    case Type::boolean:
      return Value(rows.integer(column) != 0);
    case Type::texts:
    case Type::records:
      break;
  }
  EV_TRY(Json json, parse_json(rows.text(column)));
  if (info(attribute).type == Type::records) return Value(std::move(json));
  std::vector<std::string> list;
  if (const Json::Array* array = json.array())
    for (const Json& entry : *array)
      if (const std::string* s = entry.string()) list.push_back(*s);
  return Value(std::move(list));
}

}  // namespace

tl::unexpected<Error> damaged(std::string what) {
  return fail(Code::corrupt, "the evidence base is damaged: " + std::move(what),
              "run 'evident verify', or restore it from a copy");
}

Result<void> AttributeReader::read(std::int64_t row, Item& item) {
  std::unique_ptr<Table>& table = tables_[static_cast<std::size_t>(item.kind)];
  if (!table) {
    table = std::make_unique<Table>(
        database_.query("SELECT * FROM " + sql_name(info(item.kind).name) + " WHERE item = ?"));
  }
  table->rows.again({Bound(row)});
  EV_TRY(const bool found, table->rows.next());
  if (!found) return {};
  if (table->columns.empty()) {
    table->columns.resize(static_cast<std::size_t>(table->rows.columns()));
    for (int c = 1; c < table->rows.columns(); ++c)  // nothing: declared when it was written, not any more
      table->columns[static_cast<std::size_t>(c)] = attribute_named(table->rows.column_name(c));
  }
  for (int c = 1; c < table->rows.columns(); ++c) {
    const auto attribute = table->columns[static_cast<std::size_t>(c)];
    if (!attribute || table->rows.is_null(c)) continue;
    EV_TRY(Value value, value_of(table->rows, c, *attribute));
    item.attributes.emplace_back(*attribute, std::move(value));
  }
  return {};
}

Result<StoredItem> item_of(const Rows& rows) {
  const auto kind = kind_named(rows.text(2));
  if (!kind) return damaged("item " + rows.string(1) + " is of the unknown kind '" + rows.string(2) + "'");
  StoredItem stored{rows.integer(0), rows.string(1),  rows.integer(3),
                    rows.integer(4), rows.integer(5), Item{*kind, {}, {}, {}, {}, {}}};
  Item& item = stored.item;
  item.passage = {static_cast<std::uint64_t>(rows.integer(6)),
                  static_cast<std::uint64_t>(rows.integer(7)),
                  rows.string(8),
                  rows.string(9),
                  static_cast<int>(rows.integer(10)),
                  static_cast<int>(rows.integer(11)),
                  static_cast<int>(rows.integer(12))};
  item.extractor = rows.string(13);
  item.reason = rows.string(14);
  item.belongs_to = rows.string(15);
  return stored;
}

void order_items(std::vector<StoredItem>& items) {
  std::sort(items.begin(), items.end(), [](const StoredItem& a, const StoredItem& b) {
    const auto order = [](const StoredItem& i) {
      return std::tuple(i.id != i.source, i.item.passage.begin, i.item.passage.end, i.key.size(),
                        std::string_view(i.key));
    };
    return order(a) < order(b);
  });
}

Result<std::vector<Edge>> edges_by_number(Database& database) {
  std::vector<Edge> edges;
  Rows rows = database.query("SELECT number, name FROM edge_kind");
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return edges;
    const auto edge = edge_named(rows.text(1));
    if (!edge) continue;  // a fault only when a link is of it
    const auto number = static_cast<std::size_t>(rows.integer(0));
    if (number > 255) return damaged("there are too many kinds of links");
    if (edges.size() <= number) edges.resize(number + 1, kNoEdge);
    edges[number] = *edge;
  }
}

Result<Edge> edge_of(const std::vector<Edge>& edges, std::int64_t number) {
  const auto at = static_cast<std::size_t>(number);
  if (at >= edges.size() || edges[at] == kNoEdge)
    return damaged("a link is of the unknown kind " + std::to_string(at));
  return edges[at];
}

}  // namespace evident::graph
