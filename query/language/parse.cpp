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
    if (++tree.depth > tree.depth_limit) throw TooDeep{at};
  }
  ~Deeper() { --tree.depth; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  Tree& tree;
};

template <typename Rule>
constexpr bool kCountsDepth = false;
template <>
constexpr bool kCountsDepth<grammar::phrase> = true;
template <>
constexpr bool kCountsDepth<grammar::bracketed_phrase> = true;
template <>
constexpr bool kCountsDepth<grammar::bracketed_predicate> = true;
template <>
constexpr bool kCountsDepth<grammar::condition_term> = true;

// Cuts off what a failed rule has left in the tree, and counts the depth of the rules that nest.
template <typename Rule>
struct keeping : pegtl::normal<Rule> {
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input>
  [[nodiscard]] static bool match(Input& in, Tree& tree) {
    const auto size = tree.leaves.size();
    bool matched;
    if constexpr (kCountsDepth<Rule>) {
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
LEAF(open_which, open_which)
LEAF(open_list, open_list)
LEAF(open_how_many, open_how_many)
LEAF(open_describe, open_describe)
LEAF(what_is, open_describe)
LEAF(open_gaps, open_gaps)
LEAF(there_are, open_any)
LEAF(do_any, open_any)
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
LEAF(h_say, say)
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
LEAF(number_of, number_of)
LEAF(direction, direction)
#undef LEAF

Diagnostic too_deep(std::size_t at, std::size_t limit) {
  Diagnostic diagnostic;
  diagnostic.code = "E302";
  diagnostic.message = fmt::format("this question nests deeper than {} levels", limit);
  diagnostic.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
  diagnostic.fix = "take brackets away, or ask it as several questions";
  return diagnostic;
}

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
    return tl::unexpected(Refusal{false, too_deep(deep.at, limits.question_depth)});
  }
  auto question = build(tree);
  if (!question) return tl::unexpected(Refusal{false, std::move(question.error())});
  return std::move(*question);
}

// Without its edit, where the edited question is refused at the same place or before.
Diagnostic checked(Diagnostic diagnostic, std::string_view text, const Limits& limits) {
  if (!diagnostic.edit) return diagnostic;
  const auto& edit = *diagnostic.edit;
  std::string changed(text.substr(0, edit.where.begin));
  changed += edit.text;
  const auto end = changed.size();
  changed += text.substr(edit.where.end);
  const auto again = read(changed, limits);
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
  if (question.error().by_grammar) return tl::unexpected(diagnose(text, limits));
  return tl::unexpected(checked(std::move(question.error().diagnostic), text, limits));
}

}  // namespace evident::query
