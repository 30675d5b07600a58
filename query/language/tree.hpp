// The flat tree that the grammar leaves behind: nodes in the order of the text, each followed by what is in
// it. A branch that fails is cut off by shortening the vector, so backtracking costs nothing. Only parse.cpp
// and build.cpp see it.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace evident::query {

// clang-format off
enum class Tag : std::uint8_t {
  // the whole
  version, let, explain, why_not, query, set_name,
  // openings
  open_which, open_list, open_how_many, open_share, open_describe, open_gaps, open_gap_map, open_any, open_all,
  open_most, open_whether, open_compare, open_match, say, missing_views, who, where_is, groups_differ,
  path_opening, who_says, claim, word,
  // words of the vocabulary
  noun, adjective, verb, participle, preposition, property, flag,
  // names and values
  text, bare, parameter, exact, loose, name, names, separator, number, number_word, year, date, boolean,
  choice, value,
  // how many
  quantity, bare_number, compare_word, or_more, or_fewer, only_one, only_word, quantifier, count, both,
  // phrases
  target, phrase, m_relation, m_named, m_since, m_before, m_after, m_between, m_in_year, m_in_last,
  m_with_test, m_with, m_without, m_effect, m_that, m_participle, m_unique, m_mentioning, effect, is_between,
  clock, search, search_not,
  // clauses: more_* continue the clause before them
  predicate, connective, have, lack, be, verb_clause, asked, mention, differ, by_amount, points, negation,
  unique_to, of_kind, more_participle, more_preposition, more_adjective, more_object,
  // expressions and patterns
  expression, product, operation, aggregate, count_matches, function, path, declared, alias, column, group_word, group_key,
  pattern, pattern_node, variable, given, edge_on, edge_back, relation, hops,
  // conditions and stages
  where, per, condition, compare, compare_sign, missing, is, one_of, between, contains, starts_with, exists,
  negated_part, stage_where, stage_sort, stage_limit, stage_skip, stage_show, stage_summarise, stage_follow,
  stage_union, stage_minus, stage_intersect, stage_cite, sort_key, direction, style, within_steps, one_source,
  strongest_way, ranked_by, ranking, clusters, separate_groups,
  over_edges,
};
// clang-format on

struct Leaf {
  Tag tag;
  std::uint32_t begin;
  std::uint32_t end;   // bytes of the question, without layout after it
  std::uint32_t next;  // index after the last node inside this one
};

// Names that the question gives to values (as n) and to parts of a pattern (a:claim), noted while it is read,
// also where reading went back: they make a word a name, and what it names is looked up later.
class DeclaredNames {
 public:
  bool has(std::string_view name) const;
  void add(std::string_view name);  // beyond 64 none is kept

 private:
  std::array<std::string_view, 64> names_;
  std::size_t size_ = 0;
};

struct Tree {
  std::string_view text;
  std::vector<Leaf> leaves;
  std::size_t depth = 0;
  std::size_t depth_limit = 64;
  std::size_t tries = 0;  // of rules that nest
  DeclaredNames declared;
};

// A word may be a preposition and a participle, and what follows is read anew for each: in phrases within phrases
// the readings double at each level when the innermost fails. So the tries of rules that nest are bounded by the
// text's length; no question of the tests needs a tenth of them.
inline std::size_t most_tries(std::size_t bytes) { return 2000 + 20 * bytes; }

// Thrown inside parse.cpp and diagnose.cpp only: the phrases nest deeper than Tree::depth_limit, or there are
// too many ways to read them.
struct TooDeep {
  std::size_t at;
  bool tangled = false;
};

}  // namespace evident::query
