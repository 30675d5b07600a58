// Corrections: appended, checked when they are made, laid over what was extracted when it is read.
#include "graph/corrections.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "graph/base/cited_works.hpp"
#include "graph/base/decided.hpp"
#include "graph/base/impl.hpp"
#include "graph/base/keys.hpp"
#include "support/hash.hpp"
#include "support/text.hpp"

namespace evident::graph {
namespace {

constexpr std::string_view kNot = "not ";
constexpr auto kRecorded = std::to_array<std::pair<Edge, Edge>>(
    {{Edge::contradicts, Edge::may_contradict}, {Edge::supports, Edge::may_support}});

constexpr std::string_view kColumns = "SELECT id, at, item_key, attribute, value, who, why, undone FROM correction";

Correction of_row(const Rows& rows) {
  Correction c{rows.integer(0), rows.string(1), rows.string(2), rows.string(3), {}, rows.string(5), rows.string(6), rows.string(7)};
  if (!rows.is_null(4)) c.value = rows.string(4);
  return c;
}

Result<std::vector<Correction>> all_of(Rows rows) {
  std::vector<Correction> out;
  for (;;) {
    EV_TRY(const bool more, rows.next());
    if (!more) return out;
    out.push_back(of_row(rows));
  }
}

tl::unexpected<Error> no_value(const AttributeInfo& a, std::string_view value, std::string_view wanted) {
  return fail(Code::bad_argument, "'" + std::string(value) + "' is no " + std::string(a.words.empty() ? a.name : a.words[0]),
              "give " + std::string(wanted) + ", or nothing after the '=' when the text does not say it");
}

Result<std::string> choice_of(const AttributeInfo& a, std::string_view value) {
  const std::string key = label_key(value);
  std::string ids;
  for (const Choice& choice : a.choices) {
    if (choice.id == value) return std::string(choice.id);
    for (const std::string_view words : choice.words)
      if (!words.empty() && label_key(words) == key) return std::string(choice.id);
    ids += (ids.empty() ? "" : ", ") + std::string(choice.id);
  }
  return no_value(a, value, "one of " + ids);
}

template <class Number>
bool reads_as(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

std::vector<std::string> parted(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const auto end = std::min(list.find(';'), list.size());
    if (std::string entry = squeeze(list.substr(0, end)); !entry.empty()) out.push_back(std::move(entry));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

// What a person wrote, as a value: choices by id or words, lists parted by ";", records as JSON.
Result<Value> attribute_value(Attribute attribute, const std::string& text) {
  const AttributeInfo& a = info(attribute);
  switch (a.type) {
    case Type::text:
    case Type::date:
      return Value(text);
    case Type::choice: {
      EV_TRY(std::string id, choice_of(a, text));
      return Value(std::move(id));
    }
    case Type::integer:
    case Type::year: {
      std::int64_t number = 0;
      if (!reads_as(text, number)) return no_value(a, text, "a whole number");
      return Value(number);
    }
    case Type::number: {
      double number = 0;
      if (!reads_as(text, number)) return no_value(a, text, "a number, with a point before its decimals");
      return Value(number);
    }
    case Type::boolean:
      if (text != "yes" && text != "no") return no_value(a, text, "yes or no");
      return Value(text == "yes");
    case Type::texts:
      return Value(parted(text));
    case Type::records: {
      auto json = parse_json(text);
      if (!json || !json->array()) return no_value(a, text, "a JSON list of records");
      return Value(std::move(*json));
    }
  }
  return Value();
}

std::optional<Edge> recorded_edge(std::string_view field) {
  if (field.starts_with(kNot)) field.remove_prefix(kNot.size());
  const auto edge = edge_named(field);
  return edge && people_record(*edge) ? edge : std::nullopt;
}

Result<Kind> kind_of_item(Database& database, std::string_view key) {
  Rows rows = database.query("SELECT kind FROM item WHERE key = ? AND retired_run IS NULL", {Bound(key)});
  EV_TRY(const bool found, rows.next());
  if (found)
    if (const auto kind = kind_named(rows.text(0))) return *kind;
  return fail(Code::not_found, "the library holds no item '" + std::string(key) + "'",
              "ids stand in the answers of 'evident ask -f json'");
}

// Of a concept or candidate.
Result<Kind> kind_of_concept(Database& database, std::string_view id) {
  Rows rows = database.query("SELECT kind FROM concept WHERE id = ?1 UNION ALL SELECT kind FROM candidate WHERE id = ?1", {Bound(id)});
  EV_TRY(const bool found, rows.next());
  if (found)
    if (const auto kind = kind_named(rows.text(0))) return *kind;
  return fail(Code::not_found, "the library holds no concept '" + std::string(id) + "'", "'evident candidates names' lists them with their ids");
}

Result<void> check_attribute(Database& database, const Correction& decision) {
  EV_TRY(const Kind kind, kind_of_item(database, decision.item));
  const auto able = stored_attributes(kind);
  const auto attribute = attribute_named(decision.field);
  if (!attribute || std::find(able.begin(), able.end(), *attribute) == able.end()) {
    std::string names;
    for (const Attribute a : able) names += (names.empty() ? "" : ", ") + std::string(info(a).name);
    return fail(Code::bad_argument, "a " + std::string(info(kind).words[0]) + " has no '" + decision.field + "' that can be corrected",
                "choose: " + names);
  }
  if (decision.value) EV_CHECK(attribute_value(*attribute, *decision.value));
  return {};
}

Result<void> check_link(Database& database, const Correction& decision) {
  EV_TRY(const Kind one, kind_of_item(database, decision.item));
  EV_TRY(const Kind other, kind_of_item(database, decision.value.value_or("")));
  if (one != Kind::claim || other != Kind::claim || decision.item == *decision.value)
    return fail(Code::bad_argument, "only a claim can be said to " + decision.field.substr(decision.field.starts_with(kNot) ? kNot.size() : 0) + " another claim",
                "give the ids of two claims");
  return {};
}

bool is_word_about_works(std::string_view field) { return field == kSameWork || field == kOtherWork; }

// Two sources, whether held or only cited.
Result<void> check_work(Database& database, const Correction& decision) {
  if (decision.value.value_or("") == decision.item)
    return fail(Code::bad_argument, "a source is the same work as itself", "give the ids of two sources");
  EV_TRY(const SameWorks same, same_works(database));
  EV_TRY(const CitedWorks cited, cited_works(database, same));
  std::array<std::int64_t, 2> shown{};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string& key = i ? *decision.value : decision.item;
    if (const auto work = cited.by_key.find(key); work != cited.by_key.end()) {
      shown[i] = work->second;
      continue;
    }
    EV_TRY(const Kind kind, kind_of_item(database, key));
    if (kind != Kind::source)
      return fail(Code::bad_argument, "a " + std::string(info(kind).words[0]) + " is no source", "give the ids of two sources");
    EV_TRY(const std::int64_t row, database.number("SELECT id FROM item WHERE key = ? AND retired_run IS NULL", {Bound(std::string_view(key))}));
    shown[i] = same.shown(row);
  }
  if (decision.field == kSameWork && shown[0] == shown[1])
    return fail(Code::bad_argument, "these two are one work already", "see 'evident history'");
  return {};
}

Result<void> check_name(Database& database, const Correction& decision) {
  EV_TRY(const Kind one, kind_of_concept(database, decision.item));
  EV_TRY(const Kind other, kind_of_concept(database, decision.value.value_or("")));
  EV_TRY(const std::int64_t own, database.number("SELECT count(*) FROM concept WHERE id = ?", {Bound(std::string_view(decision.item))}));
  if (own) return fail(Code::bad_argument, "'" + decision.item + "' stands in a vocabulary", "say it the other way round: a candidate is the same as it");
  if (one != other) return fail(Code::bad_argument, "a " + std::string(info(one).words[0]) + " is no " + std::string(info(other).words[0]), "join names of one kind");
  EV_TRY(const Decided decided, Decided::of(database));
  if (decided.concept_meant(*decision.value) == decision.item || decision.item == *decision.value)
    return fail(Code::bad_argument, "these two are the same already", "see 'evident history'");
  return {};
}

}  // namespace

bool people_record(Edge edge) { return offer_of(edge).has_value(); }
std::optional<Edge> offer_of(Edge edge) {
  for (const auto& [recorded, offered] : kRecorded)
    if (recorded == edge) return offered;
  return {};
}

Result<void> note_corrections(Database& database) {
  EV_TRY(const auto all, all_of(database.query(std::string(kColumns) + " WHERE undone IS NULL ORDER BY item_key, id")));
  std::string said;
  for (const Correction& c : all) {
    for (const std::string_view part : {std::string_view(c.item), std::string_view(c.field), c.value ? std::string_view(*c.value) : std::string_view("\x01"),
                                        std::string_view(c.by), std::string_view(c.why)})
      said.append(part).push_back('\0');
  }
  return set_meta(database, "corrections", said.empty() ? "" : xxh128_hex(said));
}

bool DecidedLinks::leaves_out(const StoredLink& link) const {
  return !without.empty() && without.contains(std::string(info(link.edge).name) + " " + std::to_string(link.from) + " " + std::to_string(link.to_item));
}

Result<Decided> Decided::of(Database& database) {
  EV_TRY(auto all, all_of(database.query(std::string(kColumns) + " WHERE undone IS NULL ORDER BY id")));
  Decided out;
  for (Correction& c : all) {
    if (is_word_about_works(c.field)) continue;  // DecidedWorks reads them
    if (c.field == kSameAs) {
      if (!c.value) continue;
      // Whatever meant this one means the other now.
      const std::string end = out.concept_meant(*c.value);
      if (end == c.item) continue;
      for (auto& [id, meant] : out.meant_)
        if (meant == c.item) meant = end;
      out.meant_[c.item] = end;
    } else if (recorded_edge(c.field)) {
      out.links_.push_back(std::move(c));
    } else {
      std::string key = c.item;
      out.by_item_[std::move(key)].push_back(std::move(c));
    }
  }
  for (const auto& [id, meant] : out.meant_) out.ends_.insert(meant);
  return out;
}

Result<void> Decided::correct(StoredItem& stored) const {
  if (by_item_.empty()) return {};
  const auto found = by_item_.find(stored.key);
  if (found == by_item_.end()) return {};
  for (const Correction& c : found->second) {
    const auto attribute = attribute_named(c.field);
    if (!attribute) continue;  // declared when it was said, not any more
    Value value;
    if (c.value) {
      EV_TRY(value, attribute_value(*attribute, *c.value));
    }
    stored.item.set(*attribute, std::move(value));
    stored.item.reason += (stored.item.reason.empty() ? "" : "; ") + std::string(info(*attribute).words.empty() ? info(*attribute).name : info(*attribute).words[0]) +
                          " corrected by " + c.by + ": " + c.why;
  }
  return {};
}

const std::string& Decided::concept_meant(const std::string& id) const {
  if (meant_.empty()) return id;
  const auto found = meant_.find(id);
  return found == meant_.end() ? id : found->second;
}

bool Decided::in_vocabulary(std::string_view candidate) const {
  if (meant_.empty()) return false;
  const std::string id(candidate);
  return meant_.contains(id) || ends_.contains(id);
}

Result<DecidedLinks> Decided::links(Database& database) const {
  DecidedLinks out;
  const auto row_of = [&database](const std::string& key) {
    return database.number("SELECT id FROM item WHERE key = ? AND retired_run IS NULL", {Bound(std::string_view(key))});
  };
  const auto leave_out = [&out](Edge edge, std::int64_t one, std::int64_t other) {
    for (const auto& [from, to] : {std::pair(one, other), std::pair(other, one)})
      out.without.insert(std::string(info(edge).name) + " " + std::to_string(from) + " " + std::to_string(to));
  };
  for (auto c = links_.rbegin(); c != links_.rend(); ++c) {  // the later one counts
    const auto edge = recorded_edge(c->field);
    EV_TRY(const std::int64_t from, row_of(c->item));
    EV_TRY(const std::int64_t to, row_of(c->value.value_or("")));
    if (!edge || !from || !to || out.leaves_out({from, *offer_of(*edge), to, {}, {}})) continue;
    leave_out(*offer_of(*edge), from, to);
    leave_out(*edge, from, to);
    if (!c->field.starts_with(kNot)) out.added.push_back({from, *edge, to, {}, "said by " + c->by + ": " + c->why});
  }
  std::stable_sort(out.added.begin(), out.added.end(), [](const StoredLink& a, const StoredLink& b) { return a.from < b.from; });
  return out;
}

Result<void> merge_names(Database& database, Vocabulary& vocabulary) {
  EV_TRY(const Decided decided, Decided::of(database));
  if (decided.meant_.empty()) return {};
  const auto label_of = [&database](const std::string& id) -> Result<Candidate> {
    Rows rows = database.query(
        "SELECT c.kind, c.label FROM candidate c JOIN document d ON d.source = c.source AND d.current WHERE c.id = ? ORDER BY d.name LIMIT 1",
        {Bound(std::string_view(id))});
    EV_TRY(const bool found, rows.next());
    const auto kind = found ? kind_named(rows.text(0)) : std::nullopt;
    return Candidate{kind ? id : std::string(), kind.value_or(Kind::concept_), found ? rows.string(1) : std::string()};
  };
  std::vector<std::pair<std::string, std::string>> in_order(decided.meant_.begin(), decided.meant_.end());
  std::sort(in_order.begin(), in_order.end());
  std::vector<std::string> ends(decided.ends_.begin(), decided.ends_.end());
  std::sort(ends.begin(), ends.end());
  const auto by_id = [](const Concept& c, const std::string& id) { return c.id < id; };
  for (const std::string& end : ends) {
    auto at = std::lower_bound(vocabulary.concepts.begin(), vocabulary.concepts.end(), end, by_id);
    if (at != vocabulary.concepts.end() && at->id == end) continue;
    EV_TRY(const Candidate own, label_of(end));
    if (own.id.empty()) continue;  // its documents no longer say it
    vocabulary.concepts.insert(at, {end, own.kind, "reviewed", own.label, {}, {}, {}, "names that a reviewer joined", {}});
  }
  for (const auto& [id, end] : in_order) {
    const auto at = std::lower_bound(vocabulary.concepts.begin(), vocabulary.concepts.end(), end, by_id);
    EV_TRY(const Candidate other, label_of(id));
    if (at == vocabulary.concepts.end() || at->id != end || other.id.empty()) continue;
    if (std::find(at->alternatives.begin(), at->alternatives.end(), other.label) == at->alternatives.end())
      at->alternatives.push_back(other.label);
  }
  return {};
}

Result<Correction> Base::correct(Correction decision) {
  Database& database = *impl_->database;
  EV_TRY(Transaction transaction, Transaction::begin(database));
  if (decision.field == kSameAs)
    EV_CHECK(check_name(database, decision));
  else if (is_word_about_works(decision.field))
    EV_CHECK(check_work(database, decision));
  else if (recorded_edge(decision.field))
    EV_CHECK(check_link(database, decision));
  else
    EV_CHECK(check_attribute(database, decision));
  EV_CHECK(database.run("INSERT INTO correction (item_key, attribute, value, who, at, why) VALUES (?, ?, ?, ?, " + std::string(kNow) + ", ?)",
                        {Bound(std::string_view(decision.item)), Bound(std::string_view(decision.field)),
                         decision.value ? Bound(std::string_view(*decision.value)) : Bound(nullptr), Bound(std::string_view(decision.by)),
                         Bound(std::string_view(decision.why))}));
  EV_TRY(decision.number, database.number("SELECT last_insert_rowid()"));
  EV_CHECK(note_corrections(database));
  EV_CHECK(transaction.commit());
  return decision;
}

Result<Correction> Base::undo(std::int64_t number, std::string_view by) {
  Database& database = *impl_->database;
  EV_TRY(Transaction transaction, Transaction::begin(database));
  EV_TRY(auto found, all_of(database.query(std::string(kColumns) + " WHERE id = ?", {Bound(number)})));
  if (found.empty())
    return fail(Code::not_found, "there is no correction " + std::to_string(number), "'evident history' lists them");
  if (!found[0].undone.empty())
    return fail(Code::bad_argument, "correction " + std::to_string(number) + " was taken back already, " + found[0].undone, "'evident history' lists them");
  EV_CHECK(database.run("UPDATE correction SET undone = " + std::string(kNow) + " || ' by ' || ? WHERE id = ?", {Bound(by), Bound(number)}));
  EV_CHECK(note_corrections(database));
  EV_CHECK(transaction.commit());
  return std::move(found[0]);
}

Result<std::vector<Correction>> Base::corrections(std::string_view item) const {
  if (item.empty()) return all_of(impl_->database->query(std::string(kColumns) + " ORDER BY id"));
  return all_of(impl_->database->query(std::string(kColumns) + " WHERE item_key = ?1 OR value = ?1 ORDER BY id", {Bound(item)}));
}

}  // namespace evident::graph
