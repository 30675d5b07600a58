// Ask, slowly: what a question means for a library that is plain lists, by nested loops over all nodes,
// straight from the written semantics (docs/ask, docs/warrant.md and the schema). It shares nothing with
// query/bind and query/execute but the syntax tree and the schema's declarations.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "query/language/ast.hpp"
#include "reference/library.hpp"

namespace evident::reference {

struct Settings {
  std::map<std::string, std::string> parameters;
  std::int32_t today = 0;  // days since 1970-01-01
};

struct Meaning {
  enum class Kind { rows, number, yes_no, none } kind = Kind::rows;
  std::vector<std::string> ids;  // of the rows shown, in order
  std::size_t total = 0;         // rows before they are cut
  std::string verdict;  // "yes 2 of 3", "share 1 of 2 (of 5)": of questions about what is true of a set
  std::vector<std::string> gaps;  // the status of each row shown, where the question asks what is absent
  bool operator==(const Meaning&) const = default;
};
struct Refused {
  std::string code;  // E201 …
  std::string why;
};

// Whether the rows of the answer are groups; then Meaning::ids holds each as "value × count", sorted.
bool is_grouped(const query::Query& question);

tl::expected<Meaning, Refused> meaning(const Library& library, const query::Question& question,
                                       const Settings& settings);

// The library with what nobody wrote down but follows: docs/warrant.md.
Library with_derived(Library library);

}  // namespace evident::reference
