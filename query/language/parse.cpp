// The fast pass: the grammar leaves a flat tree (tree.hpp), build.cpp turns it into the syntax tree. Only
// when that fails is the question read again, slowly, to say where and why (diagnose.cpp). PEGTL's exceptions
// and input type end here.
#include "query/language/parse.hpp"

#include <fmt/format.h>

#include "query/language/build.hpp"
#include "query/language/diagnose.hpp"
#include "query/language/grammar.hpp"
#include "query/language/tree.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

namespace pegtl = tao::pegtl;

std::uint32_t offset(const char* at, const Tree& tree) {
  return static_cast<std::uint32_t>(at - tree.text.data());
}

// A rule with this action leaves a leaf; its children follow it.
template <Tag tag>
struct leaves_leaf : pegtl::maybe_nothing {
  template <typename Rule, pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input>
  [[nodiscard]] static bool match(Input& in, Tree& tree) {
    if constexpr (A == pegtl::apply_mode::nothing) {
      return pegtl::match<Rule, A, M, Action, Control>(in, tree);
    } else {
      const auto index = tree.leaves.size();
      const char* const begin = in.current();
      tree.leaves.push_back({tag, offset(begin, tree), 0, 0});
      if (!pegtl::match<Rule, A, M, Action, Control>(in, tree))
        return false;  // the control cuts the leaf off
      const std::string_view matched(begin, static_cast<std::size_t>(in.current() - begin));
      Leaf& leaf = tree.leaves[index];
      leaf.end = leaf.begin + static_cast<std::uint32_t>(without_trailing_layout(matched).size());
      leaf.next = static_cast<std::uint32_t>(tree.leaves.size());
      return true;
    }
  }
};

struct Deeper {
  explicit Deeper(Tree& t, std::size_t at) : tree(t) {
    const auto shown = std::min(at, tree.text.size() - 1);  // it may be tried behind the last byte
    if (++tree.depth > tree.depth_limit) throw TooDeep{shown};
    if (++tree.tries > most_tries(tree.text.size())) throw TooDeep{shown, true};
  }
  ~Deeper() { --tree.depth; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  Tree& tree;
};

// Cuts off what a failed rule has left in the tree, and counts the depth of the rules that nest.
template <typename Rule>
struct keeping : pegtl::normal<Rule> {
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input>
  [[nodiscard]] static bool match(Input& in, Tree& tree) {
    const auto size = tree.leaves.size();
    bool matched;
    if constexpr (grammar::nests<Rule>) {
      const Deeper deeper(tree, offset(in.current(), tree));
      matched = pegtl::normal<Rule>::template match<A, M, Action, Control>(in, tree);
    } else {
      matched = pegtl::normal<Rule>::template match<A, M, Action, Control>(in, tree);
    }
    if (!matched)
      tree.leaves.erase(tree.leaves.begin() + static_cast<std::ptrdiff_t>(size), tree.leaves.end());
    return matched;
  }
};

template <typename Rule>
struct action : pegtl::nothing<Rule> {};
#define LEAF(rule, tag) \
  template <>           \
  struct action<grammar::rule> : leaves_leaf<Tag::tag> {};
LEAF(explain, explain)
LEAF(why_not, why_not)
LEAF(open_which, open_which)
LEAF(open_list, open_list)
LEAF(open_how_many, open_how_many)
LEAF(open_describe, open_describe)
LEAF(what_is, open_describe)
LEAF(open_gaps, open_gaps)
LEAF(there_are, open_any)
LEAF(do_any, open_any)
LEAF(are_any, open_any)
LEAF(do_all, open_all)
LEAF(are_all, open_all)
LEAF(do_most, open_most)
LEAF(are_most, open_most)
LEAF(is_it_true, open_whether)
LEAF(whether_do, open_whether)
LEAF(whether_are, open_whether)
LEAF(whether_other, open_whether)
LEAF(open_share, open_share)
LEAF(open_gap_map, open_gap_map)
LEAF(open_compare, open_compare)
LEAF(open_match, open_match)
LEAF(open_path, word)
LEAF(open_links, word)
LEAF(open_say, word)
LEAF(open_missing_views, word)
LEAF(open_who, word)
LEAF(open_where, word)
LEAF(open_differ, word)
LEAF(said_by, say)
LEAF(missing_views, missing_views)
LEAF(who, who)
LEAF(h_where_is, where_is)
LEAF(groups_differ, groups_differ)
LEAF(h_path, path_opening)
LEAF(within_steps, within_steps)
LEAF(over_edges, over_edges)
LEAF(one_source, one_source)
LEAF(strongest_way, strongest_way)
LEAF(ranked_by, ranked_by)
LEAF(ranked_first, ranked_by)
LEAF(are_ranked, ranked_by)
LEAF(ranking, ranking)
LEAF(superlative, ranking)
LEAF(open_clusters, clusters)
LEAF(open_separate_groups, separate_groups)
LEAF(who_says, who_says)
LEAF(claim, claim)
LEAF(bare_word, word)
LEAF(query, query)
LEAF(let, let)
LEAF(version_number, version)
LEAF(set_name, set_name)
LEAF(only_word, only_word)
LEAF(only_one, only_one)
LEAF(one_only, only_one)
LEAF(or_fewer, or_fewer)
LEAF(clock, clock)
LEAF(one_thing, target)
LEAF(unique_to, unique_to)
LEAF(m_unique, m_unique)
LEAF(m_mentioning, m_mentioning)
LEAF(search, search)
LEAF(search_object, search)
LEAF(negated_search, search_not)
LEAF(of_kind, of_kind)
LEAF(c_being, be)
LEAF(c_mention, mention)
LEAF(mention_word, verb)
LEAF(c_differ, differ)
LEAF(by_amount, by_amount)
LEAF(points, points)
LEAF(expression, expression)
LEAF(product, product)
LEAF(times, operation)
LEAF(plus_minus, operation)
LEAF(aggregate, aggregate)
LEAF(count_matches, count_matches)
LEAF(aggregate_function, function)
LEAF(path, path)
LEAF(declared_name, declared)
LEAF(alias, alias)
LEAF(column, column)
LEAF(aggregate_column, column)
LEAF(group_word, group_word)
LEAF(group_key, group_key)
LEAF(per, per)
LEAF(by_key, per)
LEAF(pattern, pattern)
LEAF(pattern_node, pattern_node)
LEAF(variable, variable)
LEAF(given, given)
LEAF(relation, relation)
LEAF(hops, hops)
LEAF(edge_on, edge_on)
LEAF(edge_back, edge_back)
LEAF(exists, exists)
LEAF(stage_summarise, stage_summarise)
LEAF(stage_follow, stage_follow)
LEAF(stage_union, stage_union)
LEAF(stage_minus, stage_minus)
LEAF(stage_intersect, stage_intersect)
LEAF(stage_cite, stage_cite)
LEAF(citation_style, style)
LEAF(noun, noun)
LEAF(describing, adjective)
LEAF(verb, verb)
LEAF(participle, participle)
LEAF(preposition, preposition)
LEAF(property, property)
LEAF(pure, property)
LEAF(flag, flag)
LEAF(text, text)
LEAF(bare_name, bare)
LEAF(parameter, parameter)
LEAF(exact, exact)
LEAF(loose, loose)
LEAF(name, name)
LEAF(quoted_name, name)
LEAF(names, names)
LEAF(quoted_names, names)
LEAF(separator, separator)
LEAF(both, both)
LEAF(number, number)
LEAF(number_word, number_word)
LEAF(count, count)
LEAF(year, year)
LEAF(date, date)
LEAF(boolean, boolean)
LEAF(choice_word, choice)
LEAF(value, value)
LEAF(quantity, quantity)
LEAF(bare_number, bare_number)
LEAF(compare_word, compare_word)
LEAF(or_more, or_more)
LEAF(quantifier, quantifier)
LEAF(target, target)
LEAF(firm_target, target)
LEAF(phrase, phrase)
LEAF(subject_phrase, phrase)
LEAF(m_relation, m_relation)
LEAF(m_named, m_named)
LEAF(m_since, m_since)
LEAF(m_before, m_before)
LEAF(m_after, m_after)
LEAF(m_between, m_between)
LEAF(m_in_year, m_in_year)
LEAF(m_in_last, m_in_last)
LEAF(m_with_test, m_with_test)
LEAF(m_with, m_with)
LEAF(m_without, m_without)
LEAF(m_effect, m_effect)
LEAF(effect, effect)
LEAF(m_that, m_that)
LEAF(m_that_all, m_that)
LEAF(m_participle, m_participle)
LEAF(is_between, is_between)
LEAF(predicate, predicate)
LEAF(bracketed_predicate, predicate)
LEAF(connective, connective)
LEAF(c_have, have)
LEAF(c_lack, lack)
LEAF(c_be, be)
LEAF(c_verb, verb_clause)
LEAF(c_asked, asked)
LEAF(do_not, negation)
LEAF(not_word, negation)
LEAF(more_participle, more_participle)
LEAF(more_preposition, more_preposition)
LEAF(more_adjective, more_adjective)
LEAF(more_object, more_object)
LEAF(negated_object, more_object)
LEAF(negated_preposition, more_preposition)
LEAF(where, where)
LEAF(condition, condition)
LEAF(comparison, compare)
LEAF(compare_sign, compare_sign)
LEAF(missing, missing)
LEAF(is, is)
LEAF(one_of, one_of)
LEAF(between, between)
LEAF(contains, contains)
LEAF(starts_with, starts_with)
LEAF(negated_condition, negated_part)
LEAF(and_or, connective)
LEAF(stage_where, stage_where)
LEAF(stage_sort, stage_sort)
LEAF(stage_limit, stage_limit)
LEAF(stage_skip, stage_skip)
LEAF(stage_show, stage_show)
LEAF(sort_key, sort_key)
LEAF(direction, direction)
#undef LEAF

// What the grammar does not take is told apart from what build() refuses: the first needs the slow pass.
struct Refusal {
  bool by_grammar = false;
  Diagnostic diagnostic;
};
tl::expected<Question, Refusal> read(std::string_view text, const Limits& limits) {
  Tree tree;
  tree.text = text;
  tree.depth_limit = limits.question_depth;
  tree.leaves.reserve(48);
  pegtl::memory_input<pegtl::tracking_mode::lazy> in(text.data(), text.data() + text.size(), "");
  try {
    if (!pegtl::parse<grammar::question, action, keeping>(in, tree)) return tl::unexpected(Refusal{true, {}});
  } catch (const TooDeep& deep) {
    return tl::unexpected(Refusal{false, too_deep(deep, limits.question_depth)});
  }
  auto question = build(tree);
  if (!question) return tl::unexpected(Refusal{false, std::move(question.error())});
  return std::move(*question);
}

// With its edit the question may still have two readings at a place before: that is said first.
Diagnostic leftmost(Diagnostic diagnostic, std::string_view text, const Limits& limits) {
  if (!diagnostic.edit) return diagnostic;
  auto again = read(edited(text, *diagnostic.edit), limits);
  if (again) return diagnostic;
  if (again.error().by_grammar) {  // a mistake before it is still there: the edit alone mends nothing
    if (diagnose(edited(text, *diagnostic.edit), limits).span.end <= diagnostic.edit->where.begin)
      diagnostic.edit.reset();
    return diagnostic;
  }
  if (again.error().diagnostic.span.end > diagnostic.edit->where.begin) return diagnostic;
  again.error().diagnostic.edit.reset();  // the other mistake would still be there
  // An example in the fix would show words that were never typed.
  auto& fix = again.error().diagnostic.fix;
  if (fix.find(diagnostic.edit->text) != std::string::npos) fix = fix.substr(0, fix.find(", for example"));
  return std::move(again.error().diagnostic);
}

// Without its edit, where the edited question is refused at the same place or before.
Diagnostic checked(Diagnostic diagnostic, std::string_view text, const Limits& limits) {
  if (!diagnostic.edit) return diagnostic;
  const auto end = diagnostic.edit->where.begin + diagnostic.edit->text.size();
  const auto again = read(edited(text, *diagnostic.edit), limits);
  if (!again && (again.error().by_grammar || again.error().diagnostic.span.begin < end))
    diagnostic.edit.reset();
  return diagnostic;
}

}  // namespace

tl::expected<Question, Diagnostic> parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.question_bytes) return tl::unexpected(too_long(text, limits.question_bytes));
  if (const auto at = first_invalid_utf8(text)) return tl::unexpected(not_utf8(text, *at));
  auto question = read(text, limits);
  if (question) return std::move(*question);
  if (question.error().by_grammar) return tl::unexpected(leftmost(diagnose(text, limits), text, limits));
  return tl::unexpected(checked(std::move(question.error().diagnostic), text, limits));
}

std::optional<Question> read_if_possible(std::string_view text, const Limits& limits) {
  if (text.size() > limits.question_bytes || first_invalid_utf8(text)) return {};
  auto question = read(text, limits);
  return question ? std::optional(std::move(*question)) : std::nullopt;
}

}  // namespace evident::query
