// The flat tree that the grammar leaves behind: nodes in the order of the text, each followed by what is in
// it. A branch that fails is cut off by shortening the vector, so backtracking costs nothing. Only parse.cpp
// and build.cpp see it.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace evident::query {

// clang-format off
enum class Tag : std::uint8_t {
  // openings
  explain, open_which, open_list, open_how_many, open_describe, open_gaps, open_any,
  // words of the vocabulary
  noun, adjective, verb, participle, preposition, property, flag,
  // names and values
  text, bare, parameter, exact, loose, name, names, separator, number, number_word, year, date, boolean,
  choice, value,
  // how many
  quantity, bare_number, compare_word, or_more, quantifier, count, both,
  // phrases
  target, phrase, m_relation, m_named, m_since, m_before, m_after, m_between, m_in_year, m_in_last,
  m_with_test, m_with, m_without, m_effect, m_that, m_participle, effect, is_between,
  // clauses: more_* continue the clause before them
  predicate, connective, have, lack, be, verb_clause, asked, say, negation, more_participle,
  more_preposition, more_adjective, more_object,
  // conditions and stages
  where, condition, compare, compare_sign, missing, is, one_of, between, contains, starts_with, negated_part,
  stage_where, stage_sort, stage_limit, stage_skip, stage_show, sort_key, number_of, direction,
};
// clang-format on

struct Leaf {
  Tag tag;
  std::uint32_t begin;
  std::uint32_t end;   // bytes of the question, without layout after it
  std::uint32_t next;  // index after the last node inside this one
};

struct Tree {
  std::string_view text;
  std::vector<Leaf> leaves;
  std::size_t depth = 0;
  std::size_t depth_limit = 64;
};

// Thrown inside parse.cpp and diagnose.cpp only: the phrases nest deeper than Tree::depth_limit.
struct TooDeep {
  std::size_t at;
};

}  // namespace evident::query
