// What each table of a folder holds: by its name where it is one that export wrote, else by a mapping file.
// docs/formats/tables.md describes both.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/schema/schema.hpp"
#include "support/result.hpp"

namespace evident::graph {

// Values of one thing as a table writes them, with the words they stand for here.
using Translation = std::vector<std::pair<std::string, std::string>>;

struct ColumnRule {
  std::string column;     // its name in the header; empty: a constant
  std::string target;     // what it is here; empty: left out
  std::string constant;   // of a constant
  Translation values;     // others stay as they are
  std::string before, after;  // written around a cell that is not empty
  std::string split;      // the mark between the entries of a list
  std::string table;      // whose ids its cells are
};

struct EndRule {
  std::string column, table;
};

struct TableRule {
  enum class What { things, more, edges, ignored } what = What::things;
  std::string file;
  // things: of one kind, or of kinds by the value of a column.
  std::string kind, kind_column;
  Translation kinds;
  std::string id = "id";
  bool ids_are_global = true;  // else they become KIND:ID and count within their table
  std::vector<ColumnRule> columns;
  std::string more_about;  // more: the table whose rows it goes on with
  std::optional<Edge> edge;
  EndRule from{"from", ""}, to{"to", ""};
  bool by_name = true;  // no mapping says anything: every column is what it is called
};

// The rule for a table as export names it ("claim.csv", "about.csv").
Result<TableRule> rule_by_name(std::string_view file);
// The rules of a mapping file, in its order. name: for errors.
Result<std::vector<TableRule>> read_mapping(std::string_view name, std::string_view json);

// "measure" or "concept": the kind's name as tables write it; nothing for what is derived.
std::optional<Kind> table_kind(std::string_view name);

}  // namespace evident::graph
