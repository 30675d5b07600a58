// The tables of the evidence base, those of kinds made from the schema. docs/formats/evidence-base.md
// describes them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/schema/schema.hpp"

namespace evident::graph {

inline constexpr std::int32_t kApplicationId =
    0x45564445;                                  // "EVDE", in the header of the file (PRAGMA application_id)
inline constexpr std::int32_t kBaseVersion = 2;  // PRAGMA user_version; a newer one is refused

// Kinds that have a table: sources, items, and named kinds, whose table holds the mentions.
std::vector<Kind> kinds_with_table();
// "measure" with quotation marks: names like group and reference are words of SQL.
std::string sql_name(std::string_view name);
// CREATE TABLE of one kind under that name.
std::string kind_table(Kind kind, std::string_view name);
// The tables that do not depend on the declarations, and their indexes.
std::string fixed_tables();
// Everything a new base consists of.
std::string create_statements();
// A number for each kind of edge that has none yet.
std::string number_edges();

// From format 1, whose links were rows of their own with names of edges and concepts.
std::string second_format();
// The same beside it, in memory, for a base that is only read.
std::string second_format_to_read();

}  // namespace evident::graph
