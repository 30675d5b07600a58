// The walk from the flat tree to the syntax tree, one class over several files: build.cpp (questions and
// stages), build_phrases.cpp (things and statements), build_values.cpp (expressions, conditions, patterns).
// For those files alone. A function a kind of node, each reading the children of its leaf in order;
// leaf_reader.cpp reads the leaves.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "query/language/leaf_reader.hpp"

namespace evident::query {

class Builder : LeafReader {
 public:
  explicit Builder(const Tree& tree) : LeafReader(tree) {}

  Question question() const;

 private:
  // ---- build.cpp
  void query(Query& q, Index i) const;
  bool opened(Query& q, Index i) const;
  void finish(Query& q) const;
  void say(Query& q, Index i) const;
  void who(Query& q, Index i) const;
  void where_is(Query& q, Index i) const;
  void groups_differ(Query& q, Index i) const;
  Connection connection(Index i) const;
  std::vector<Stage> ranked(Index i) const;
  std::vector<Stage> in_groups(std::string property, Index i) const;
  Stage stage(Index i) const;
  SortKey sort_key(Index i) const;
  Stage set_operation(Stage s, Index operand) const;

  // ---- build_phrases.cpp
  struct When {
    std::optional<Date> date;
    std::optional<Parameter> parameter;
  };
  When when(Index i) const;
  Target target(Index i) const;
  NounPhrase phrase(Index i) const;
  Modifier modifier(Index i) const;
  PropertyTest property_test(Index i) const;
  static Modifier that(Predicate predicate);
  static Predicate single(Clause clause);
  Clause clause(Index i) const;
  Clause asked(Index i) const;
  void be(Clause& k, Index begin, Index end) const;
  Difference difference(Index i) const;
  void by_amount(Difference& d, Index i) const;
  Clause continued(Index i, const Clause* before, std::string_view connective) const;
  void check_continued(Index i, const Clause& before, std::string_view connective) const;
  Predicate term_of(Index i, const Clause* before, std::string_view connective) const;
  Predicate predicate(Index i) const;
  Predicate participles(Index i) const;

  // ---- build_values.cpp
  TextSearch search(Index i) const;
  TextSearch claim(Index i) const;
  PropertyPath path(Index i) const;
  Aggregate aggregate(Index i) const;
  Expression expression(Index i) const;
  Expression operations(Index begin, Index end) const;
  NamedExpression column(Index i) const;
  std::string alias(Index i) const;
  GroupKey group_key(Index i) const;
  GroupKey group_by(Index word) const;
  std::optional<GroupKey> trailing_by(NounPhrase& p) const;
  PatternPath pattern(Index i) const;
  PatternNode pattern_node(Index i) const;
  PatternEdge pattern_edge(Index i) const;
  Condition condition(Index i) const;
  Condition comparison_of(Index i) const;
};

}  // namespace evident::query
