// Reading what is current, and finding everything that is wrong.
#include <cstdlib>

#include "graph/base/impl.hpp"
#include "graph/base/keys.hpp"
#include "graph/base/sql_schema.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

tl::unexpected<Error> damaged(std::string what) {
  return fail(Code::corrupt, "the evidence base is damaged: " + std::move(what),
              "run 'evident verify', or restore it from a copy");
}

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

Result<void> read_attributes(Database& database, std::int64_t row, Item& item) {
  Rows rows =
      database.query("SELECT * FROM " + sql_name(info(item.kind).name) + " WHERE item = ?", {Bound(row)});
  EV_TRY(const bool found, rows.next());
  if (!found) return {};
  for (int c = 1; c < rows.columns(); ++c) {
    if (rows.is_null(c)) continue;
    const auto attribute = attribute_named(rows.column_name(c));
    if (!attribute) continue;  // declared when it was written, not any more
    EV_TRY(Value value, value_of(rows, c, *attribute));
    item.attributes.emplace_back(*attribute, std::move(value));
  }
  return {};
}

}  // namespace

Result<void> Base::each_item(const std::function<void(StoredItem&&)>& take) const {
  Database& database = *impl_->database;
  Rows rows = database.query(
      "SELECT i.id, i.key, i.kind, i.source, i.first_run, i.last_run, i.begin_byte, i.end_byte, i.quote, "
      "i.section, i.page, i.slide, i.paragraph, i.extractor, "
      "i.reason, i.belongs_to, d.name FROM item i JOIN item s ON s.id = i.source JOIN document d ON d.source "
      "= i.source AND d.current "
      "WHERE i.retired_run IS NULL ORDER BY d.name, s.key, i.id <> i.source, i.begin_byte, i.end_byte, "
      "i.key");
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return {};
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
    EV_CHECK(read_attributes(database, stored.id, item));
    if (stored.id == stored.source && !item.text(Attribute::file)) item.set(Attribute::file, rows.string(16));
    take(std::move(stored));
  }
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

Result<void> Base::each_link(const std::function<void(StoredLink&&)>& take) const {
  Rows rows = impl_->database->query(
      "SELECT l.from_item, l.edge, l.to_item, l.to_concept, l.reason FROM link l JOIN item f ON f.id = "
      "l.from_item LEFT JOIN item t ON t.id = l.to_item "
      "WHERE f.retired_run IS NULL AND (l.to_item IS NULL OR t.retired_run IS NULL) ORDER BY l.from_item, "
      "l.id");
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return {};
    const auto edge = edge_named(rows.text(1));
    if (!edge) return damaged("a link is of the unknown kind '" + rows.string(1) + "'");
    take({rows.integer(0), *edge, rows.is_null(2) ? 0 : rows.integer(2), rows.string(3), rows.string(4)});
  }
}

Result<std::vector<Candidate>> Base::candidates() const {
  Rows rows = impl_->database->query(
      "SELECT c.id, c.kind, c.label FROM candidate c JOIN item s ON s.id = c.source JOIN document d ON "
      "d.source = c.source AND d.current "
      "ORDER BY c.id, d.name, s.key");
  std::vector<Candidate> found;
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return found;
    if (!found.empty() && found.back().id == rows.text(0)) continue;
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
  EV_CHECK(
      faults("SELECT 'the link of item ' || i.key || ' ends at the unknown concept ' || l.to_concept FROM "
             "link l JOIN item i ON i.id = l.from_item "
             "WHERE i.retired_run IS NULL AND l.to_concept IS NOT NULL AND NOT EXISTS (SELECT 1 FROM concept "
             "c WHERE c.id = l.to_concept) "
             "AND NOT EXISTS (SELECT 1 FROM candidate c WHERE c.id = l.to_concept AND c.source = i.source)"));
  EV_CHECK(
      faults("SELECT 'item ' || i.key || ' is current, but its document is not' FROM item i JOIN document d "
             "ON d.id = i.document "
             "WHERE i.retired_run IS NULL AND NOT d.current"));
  {
    std::int64_t document = 0;
    std::string name, text;
    Rows rows = database.query(
        "SELECT i.document, i.key, i.kind, i.begin_byte, i.end_byte, i.quote, d.name FROM item i JOIN "
        "document d ON d.id = i.document "
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
      if (!kind_named(rows.text(2)))
        wrong.push_back("item " + rows.string(1) + " is of the unknown kind '" + rows.string(2) + "'");
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
  EV_TRY(const std::string held, meta(database, "contributions"));
  if (held != sum)
    wrong.push_back("the fingerprint does not fit the sources: something else than Evident changed the base");
  return wrong;
}

}  // namespace evident::graph
