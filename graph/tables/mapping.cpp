#include "graph/tables/mapping.hpp"

#include <algorithm>

#include "support/json.hpp"

namespace evident::graph {
namespace {

class MappingReader {
 public:
  explicit MappingReader(std::string_view name) : name_(name) {}

  Result<std::vector<TableRule>> read(std::string_view text) {
    auto parsed = parse_json(text);
    if (!parsed)
      return fail(Code::bad_input, name_ + " is no JSON: " + parsed.error().message, parsed.error().fix,
                  Place{name_, parsed.error().where.begin, {}});
    const Json* tables = parsed->find("tables");
    if (!tables || !tables->object()) return wrong("has no \"tables\"", R"(write {"tables": {"FILE": {…}}})");
    EV_CHECK(only(*parsed, "the mapping", {"tables"}));
    std::vector<TableRule> rules;
    for (const auto& [file, json] : *tables->object()) {
      TableRule rule;
      rule.file = file;
      rule.by_name = false;
      rule.ids_are_global = false;
      EV_CHECK(table(json, rule));
      rules.push_back(std::move(rule));
    }
    return rules;
  }

 private:
  tl::unexpected<Error> wrong(std::string what, std::string fix) const {
    return fail(Code::bad_input, name_ + " " + std::move(what), std::move(fix), Place{name_, {}, {}});
  }
  Result<void> only(const Json& json, const std::string& where, std::vector<std::string_view> allowed) const {
    if (!json.object()) return wrong(where + " is no object", "write it in braces");
    for (const auto& [key, value] : *json.object())
      if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
        std::string list;
        for (std::string_view a : allowed) list += (list.empty() ? "" : ", ") + std::string(a);
        return wrong(where + " says \"" + key + "\", which means nothing there", "what may stand there: " + list);
      }
    return {};
  }
  Result<std::string> text(const Json& json, const std::string& where) const {
    if (const std::string* s = json.string()) return *s;
    return wrong(where + " is no text", "put it in quotation marks");
  }
  Result<Translation> translation(const Json& json, const std::string& where) const {
    if (!json.object()) return wrong(where + " is no object", R"(write {"THEIRS": "OURS"})");
    Translation all;
    for (const auto& [theirs, ours] : *json.object()) {
      EV_TRY(std::string word, text(ours, where + ", \"" + theirs + "\""));
      all.emplace_back(theirs, std::move(word));
    }
    return all;
  }

  Result<void> table(const Json& json, TableRule& rule) {
    const std::string where = "on " + rule.file;
    EV_CHECK(only(json, where, {"ignore", "kind", "id", "prefix", "columns", "constants", "edge", "from", "to",
                                "more about"}));
    const Json* ignore = json.find("ignore");
    if (ignore && std::holds_alternative<bool>(ignore->value) && std::get<bool>(ignore->value)) {
      rule.what = TableRule::What::ignored;
      return {};
    }
    if (const Json* id = json.find("id")) {
      EV_TRY(rule.id, text(*id, where + ", id"));
    }
    if (const Json* prefix = json.find("prefix")) {
      const bool* yes = std::get_if<bool>(&prefix->value);
      if (!yes) return wrong(where + ": prefix is neither true nor false", "");
      rule.ids_are_global = !*yes;
    }
    EV_CHECK(columns(json, where, rule));
    if (const Json* about = json.find("more about")) {
      rule.what = TableRule::What::more;
      EV_TRY(rule.more_about, text(*about, where + ", more about"));
      return {};
    }
    if (const Json* edge = json.find("edge")) return edges(json, *edge, where, rule);
    const Json* kind = json.find("kind");
    if (!kind)
      return wrong(where + " does not say what the table holds",
                   R"(give it one of "kind", "edge", "more about", or "ignore": true)");
    return kinds_of(*kind, where, rule);
  }

  Result<void> kinds_of(const Json& kind, const std::string& where, TableRule& rule) {
    if (kind.string()) {
      rule.kind = *kind.string();
      return known_kind(where, rule.kind);
    }
    EV_CHECK(only(kind, where + ", kind", {"column", "values"}));
    const Json *column = kind.find("column"), *values = kind.find("values");
    if (!column || !values)
      return wrong(where + ": kind needs a column and its values",
                   R"(write "kind": {"column": "…", "values": {"THEIRS": "KIND"}})");
    EV_TRY(rule.kind_column, text(*column, where + ", kind, column"));
    EV_TRY(rule.kinds, translation(*values, where + ", kind, values"));
    for (const auto& [theirs, ours] : rule.kinds) EV_CHECK(known_kind(where, ours));
    return {};
  }
  Result<void> known_kind(const std::string& where, const std::string& name) const {
    if (table_kind(name)) return {};
    std::string list;
    for (const KindInfo& k : kinds())
      if (table_kind(k.name)) list += (list.empty() ? "" : ", ") + std::string(k.name);
    return wrong(where + ": there is no kind '" + name + "'", "kinds: " + list);
  }

  Result<void> edges(const Json& json, const Json& edge, const std::string& where, TableRule& rule) {
    rule.what = TableRule::What::edges;
    EV_TRY(const std::string name, text(edge, where + ", edge"));
    rule.edge = edge_named(name);
    if (!rule.edge) {
      std::string list;
      for (const EdgeInfo& e : graph::edges()) list += (list.empty() ? "" : ", ") + std::string(e.name);
      return wrong(where + ": there is no edge '" + name + "'", "edges: " + list);
    }
    for (auto [key, end] : {std::pair<const char*, EndRule*>{"from", &rule.from}, {"to", &rule.to}}) {
      const Json* said = json.find(key);
      if (!said) return wrong(where + ": an edge needs \"" + key + "\"",
                              R"(write {"column": "…", "table": "…"})");
      EV_CHECK(only(*said, where + ", " + key, {"column", "table"}));
      const Json *column = said->find("column"), *table = said->find("table");
      if (!column || !table)
        return wrong(where + ", " + key + ": needs a column and the table whose ids stand in it",
                     R"(write {"column": "…", "table": "…"})");
      EV_TRY(end->column, text(*column, where + ", " + key + ", column"));
      EV_TRY(end->table, text(*table, where + ", " + key + ", table"));
    }
    return {};
  }

  Result<void> columns(const Json& json, const std::string& where, TableRule& rule) {
    if (const Json* said = json.find("columns")) {
      if (!said->object()) return wrong(where + ": columns is no object", R"(write {"THEIRS": "OURS"})");
      for (const auto& [name, to] : *said->object()) {
        ColumnRule column;
        column.column = name;
        EV_CHECK(one_column(to, where + ", column \"" + name + "\"", column));
        rule.columns.push_back(std::move(column));
      }
    }
    if (const Json* said = json.find("constants")) {
      EV_TRY(const Translation constants, translation(*said, where + ", constants"));
      for (const auto& [target, value] : constants) {
        ColumnRule column;
        column.target = target;
        column.constant = value;
        rule.columns.push_back(std::move(column));
      }
    }
    if (const Json* said = json.find("ignore")) {
      if (!said->array()) return wrong(where + ": ignore is neither true nor a list of columns", "");
      for (const Json& name : *said->array()) {
        ColumnRule column;
        EV_TRY(column.column, text(name, where + ", ignore"));
        rule.columns.push_back(std::move(column));
      }
    }
    return {};
  }

  Result<void> one_column(const Json& json, const std::string& where, ColumnRule& column) {
    if (json.string()) {
      column.target = *json.string();
      return {};
    }
    EV_CHECK(only(json, where, {"to", "values", "as", "split", "table"}));
    const Json* to = json.find("to");
    if (!to) return wrong(where + " does not say what it is here", R"(write "to": "…")");
    EV_TRY(column.target, text(*to, where));
    if (const Json* values = json.find("values")) {
      EV_TRY(column.values, translation(*values, where + ", values"));
    }
    if (const Json* table = json.find("table")) {
      EV_TRY(column.table, text(*table, where + ", table"));
    }
    if (const Json* split = json.find("split")) {
      EV_TRY(column.split, text(*split, where + ", split"));
    }
    if (const Json* as = json.find("as")) {
      const std::string shape = print_json(*as);
      const std::size_t mark = shape.find("\"$\"");
      if (mark == std::string::npos)
        return wrong(where + ": \"as\" has no place for the cell", R"(write "$" where the cell is to stand)");
      column.before = shape.substr(0, mark);
      column.after = shape.substr(mark + 3);
    }
    return {};
  }

  const std::string name_;
};

}  // namespace

std::optional<Kind> table_kind(std::string_view name) {
  const auto kind = kind_named(name);
  return kind && *kind != Kind::author ? kind : std::nullopt;  // authors come from their works
}

Result<TableRule> rule_by_name(std::string_view file) {
  TableRule rule;
  rule.file = file;
  const std::string_view stem = file.substr(0, file.rfind('.'));
  if (table_kind(stem)) {
    rule.kind = stem;
    if (stem == info(Kind::mention).name) {
      rule.kind.clear();
      rule.kind_column = "kind";
      for (const KindInfo& k : kinds())
        if (k.role == KindRole::named) rule.kinds.emplace_back(k.name, k.name);
    }
    return rule;
  }
  if (const auto edge = edge_named(stem)) {
    rule.what = TableRule::What::edges;
    rule.edge = edge;
    return rule;
  }
  std::string kinds_list, edges_list;
  for (const KindInfo& k : kinds())
    if (table_kind(k.name)) kinds_list += (kinds_list.empty() ? "" : ", ") + std::string(k.name);
  for (const EdgeInfo& e : edges()) edges_list += (edges_list.empty() ? "" : ", ") + std::string(e.name);
  return fail(Code::bad_input,
              std::string(file) + ": '" + std::string(stem) + "' is neither a kind of thing nor a kind of edge",
              "call it one of " + kinds_list + "; " + edges_list +
                  "; or say in mapping.json what it holds (docs/formats/tables.md)",
              Place{std::string(file), {}, {}});
}

Result<std::vector<TableRule>> read_mapping(std::string_view name, std::string_view json) {
  return MappingReader(name).read(json);
}

}  // namespace evident::graph
