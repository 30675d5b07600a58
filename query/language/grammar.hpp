// The grammar of Ask for PEGTL. Seen by parse.cpp (which makes a tree of it) and diagnose.cpp (which asks
// where it stopped), and by nobody else: it takes many seconds to compile.
//
// Notation: kw<"at least"> is a keyword, word<classes> the longest vocabulary phrase of these classes, T<R>
// is R and the layout after it. No rule commits: the second pass finds the farthest place that any rule
// reached. Every recursion passes through phrase, predicate in brackets, condition or a bracketed phrase,
// which count their depth.
#pragma once
#include <algorithm>
#include <string_view>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

#include "query/language/vocabulary.hpp"

namespace evident::query::grammar {

using namespace tao::pegtl;  // NOLINT: a grammar reads as rules

// ---- what is matched by hand
// -----------------------------------------------------------------------------------------
template <std::size_t N>
struct Phrase {
  char chars[N];
  consteval Phrase(const char (&text)[N]) { std::copy_n(text, N, chars); }
  constexpr std::string_view view() const { return {chars, N - 1}; }
};
template <typename Input>
std::string_view rest(const Input& in) {
  return {in.current(), in.size(0)};
}

template <Phrase... phrases>
struct kw {  // the longest of these phrases
  using rule_t = kw;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const auto text = rest(in);
    const std::size_t length = std::max({phrase_length(text, phrases.view())...});
    in.bump_in_this_line(length);
    return length != 0;
  }
};
template <WordClasses classes>
struct word {
  using rule_t = word;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const auto length = longest_word(rest(in), classes).length;
    in.bump_in_this_line(length);
    return length != 0;
  }
};
// A property that is no noun as well, so that "with evidence since 2003" is about evidence.
struct pure_property {
  using rule_t = pure_property;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const auto found = longest_word(rest(in), word_class::property);
    if (found.length == 0 || longest_word(rest(in), word_class::noun).length >= found.length) return false;
    in.bump_in_this_line(found.length);
    return true;
  }
};
// A word before a noun, unless the noun begins with it: "success factors" is one noun, "finished studies" is
// two words.
struct describing {
  using rule_t = describing;
  using subs_t = empty_list;
  static std::size_t length(std::string_view text) {
    const auto found = longest_word(text, word_class::adjective | word_class::qualifier).length;
    return longest_word(text, word_class::noun).length > found ? 0 : found;
  }
  template <typename Input>
  static bool match(Input& in) {
    const auto found = length(rest(in));
    in.bump_in_this_line(found);
    return found != 0;
  }
};
struct before_noun {  // looks ahead, says nothing of what it expected
  using rule_t = before_noun;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    return describing::length(rest(in)) != 0 || longest_word(rest(in), word_class::noun).length != 0;
  }
};
struct bare_name {
  using rule_t = bare_name;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const auto length = bare_name_length(rest(in));
    in.bump_in_this_line(length);
    return length != 0;
  }
};
// "made only by", of the participle "made by"; `only` stands in it.
struct only_participle {
  using rule_t = only_participle;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const auto length = evident::query::only_participle(rest(in)).length;
    in.bump_in_this_line(length);
    return length != 0;
  }
};
// What rows are grouped by: the longest property or kind of thing, unless a path begins with it.
struct grouping_word {
  using rule_t = grouping_word;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const auto text = rest(in);
    const auto length = longest_word(text, word_class::property | word_class::noun).length;
    if (length == 0) return false;
    if (text.substr(length).starts_with('.') && identifier_length(text.substr(length + 1)) != 0) return false;
    in.bump_in_this_line(length);
    return true;
  }
};
// "by design" groups; "by" before anything else is a relation. Looks ahead.
struct by_property {
  using rule_t = by_property;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const auto text = rest(in);
    const auto by = phrase_length(text, "by");
    if (by == 0) return false;
    const auto key = text.substr(by + layout_length(text.substr(by)));
    const auto property = longest_word(key, word_class::property).length;
    if (property == 0 || property <= longest_word(key, word_class::noun).length) return false;
    const auto after = key.substr(property + layout_length(key.substr(property)));
    return longest_word(after, word_class::noun | word_class::adjective).length == 0;
  }
};
// "20 most influential", "are most influential": these look ahead and say nothing of what they expected, or every
// message about the beginning of a question would speak of them.
inline bool superlative_begins(std::string_view text) {
  return phrase_length(text, "most influential") != 0 || phrase_length(text, "most central") != 0;
}
struct before_ranked {
  using rule_t = before_ranked;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const auto text = rest(in);
    if (superlative_begins(text)) return true;
    const auto count = text.substr(0, text.find(' ')).size();
    return superlative_begins(text.substr(count + layout_length(text.substr(count))));
  }
};
struct before_are_ranked {
  using rule_t = before_are_ranked;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    auto text = rest(in);
    const auto skip = [&](std::size_t length) {
      text.remove_prefix(length);
      if (length) text.remove_prefix(layout_length(text));
      return length != 0;
    };
    if (!skip(std::max(phrase_length(text, "are"), phrase_length(text, "is")))) return false;
    skip(phrase_length(text, "the"));
    return superlative_begins(text);
  }
};
// A name given earlier in the question with "as", or a variable of its pattern.
struct declared_name {
  using rule_t = declared_name;
  using subs_t = empty_list;
  template <apply_mode A, rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const auto length = identifier_length(rest(in));
    if (length == 0 || !state.declared.has(rest(in).substr(0, length))) return false;
    in.bump_in_this_line(length);
    return true;
  }
};
struct declaration {
  using rule_t = declaration;
  using subs_t = empty_list;
  template <apply_mode A, rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const auto length = identifier_length(rest(in));
    if (length == 0) return false;
    state.declared.add(rest(in).substr(0, length));
    in.bump_in_this_line(length);
    return true;
  }
};
struct bare_word {  // any word
  using rule_t = bare_word;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const auto length = bare_word_length(rest(in));
    in.bump_in_this_line(length);
    return length != 0;
  }
};
struct layout {  // always succeeds
  using rule_t = layout;
  using subs_t = empty_list;
  template <typename Input>
  static bool match(Input& in) {
    in.bump_in_this_line(layout_length(rest(in)));
    return true;
  }
};
template <typename R>
struct T : seq<R, layout> {};
template <Phrase... phrases>
struct K : seq<kw<phrases...>, layout> {};
template <char... c>
struct P : seq<one<c...>, layout> {};
template <char... c>
struct S : seq<string<c...>, layout> {};

// ---- literals
// --------------------------------------------------------------------------------------------------------
struct hex_digits : rep_min_max<1, 6, xdigit> {};
struct escape : seq<one<'\\'>, sor<one<'"', '\\', 'n', 't'>, seq<one<'u'>, one<'{'>, hex_digits, one<'}'>>>> {
};
struct straight_text : seq<one<'"'>, star<sor<escape, not_one<'"', '\\', '\n'>>>, one<'"'>> {};
struct curly_text : seq<utf8::one<0x201C>, star<utf8::not_one<0x201D, '\n'>>, utf8::one<0x201D>> {};
struct text : sor<straight_text, curly_text> {};
struct identifier : seq<sor<alpha, one<'_'>>, star<sor<alnum, one<'_'>>>> {};
struct parameter : seq<one<'$'>, identifier> {};
struct digits : plus<digit> {};
struct no_word_follows : not_at<sor<alnum, one<'_'>, seq<one<'-', '/', '.'>, digit>>> {};
struct number : seq<opt<one<'-'>>, digits, opt<one<'.'>, digits>, opt<one<'%'>>, no_word_follows> {};
struct number_word
    : kw<"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"> {
};
struct count : seq<digits, no_word_follows> {};
struct year : seq<rep<4, digit>, no_word_follows> {};
struct date : seq<rep<4, digit>, one<'-'>, rep<2, digit>, opt<one<'-'>, rep<2, digit>>, no_word_follows> {};
struct boolean : kw<"true", "false"> {};

// ---- names of things in the data
// -------------------------------------------------------------------------------------
struct the : opt<K<"the">> {};
struct exact : kw<"exactly"> {};
struct loose : one<'~'> {};
struct quoted : sor<text, parameter> {};
struct loose_name : seq<T<loose>, T<quoted>> {};
struct name : sor<loose_name, seq<opt<T<exact>>, the, sor<T<quoted>, T<bare_name>>>> {};
struct quoted_name : sor<loose_name, seq<opt<T<exact>>, the, T<quoted>>> {};
struct comma_word : seq<one<','>, layout, opt<kw<"and", "or">>> {};
struct separator : sor<comma_word, kw<"and", "or">> {};
struct both : kw<"both", "either"> {};
struct set_name : seq<one<'@'>, identifier> {};
struct names : seq<opt<T<both>>, name, star<T<separator>, name>> {};
struct quoted_names : seq<opt<T<both>>, quoted_name, star<T<separator>, name>> {};

// ---- values
// ----------------------------------------------------------------------------------------------------------
struct choice_word : word<word_class::choice> {};
struct value : sor<T<date>, T<number>, T<number_word>, T<text>, T<parameter>, T<boolean>, T<choice_word>,
                   T<bare_name>> {};
struct compare_word : kw<"at least", "at most", "more than", "over", "greater than", "above", "less than",
                         "fewer than", "under", "below", "exactly"> {};
struct compare_sign
    : sor<string<'!', '='>, string<'<', '>'>, string<'<', '='>, string<'>', '='>, one<'=', '<', '>'>> {};
struct property : word<word_class::property> {};
struct flag : word<word_class::flag> {};

// ---- noun phrases
// ----------------------------------------------------------------------------------------------------
struct phrase;
struct clause;
struct predicate;
struct condition;

struct any_count : sor<T<count>, T<number_word>> {};
struct count_or_parameter : sor<any_count, T<parameter>> {};
struct or_more : kw<"or more"> {};
struct or_fewer : kw<"or fewer", "or less"> {};
struct only_one : kw<"only one", "only 1", "just one", "a single", "a single one"> {};
struct only_word : kw<"only"> {};
struct quantifier : kw<"no", "only", "every", "all", "any", "some", "a", "an"> {};
struct bare_number : seq<any_count> {};
struct quantity : sor<seq<T<compare_word>, count_or_parameter>, seq<any_count, sor<T<or_more>, T<or_fewer>>>,
                      T<only_one>, T<quantifier>, bare_number> {};

struct noun : word<word_class::noun> {};
struct adjective_before : seq<T<describing>, at<sor<describing, noun>>> {};
struct phrase_core : seq<star<adjective_before>, T<noun>> {};
struct bracketed_phrase : seq<P<'('>, sor<phrase, bracketed_phrase>, P<')'>> {};
struct things : sor<phrase, bracketed_phrase> {};
// By kind, else by name.
struct target
    : sor<seq<opt<quantity>, the, things>, seq<opt<T<only_word>>, names>, seq<opt<quantity>, T<set_name>>> {};
// A misspelt kind is never a name.
struct firm_target : sor<seq<opt<quantity>, the, things>, seq<opt<T<only_word>>, quoted_names>,
                         seq<opt<quantity>, T<set_name>>> {};

struct when : sor<T<date>, T<year>, T<parameter>> {};
// Which of its times is meant: of publication, of the fieldwork, or of coming into the library.
struct clock : kw<"published", "carried out", "conducted", "gathered", "collected", "added"> {};
struct m_in_last : seq<opt<T<clock>>,
                       K<"in the last", "in the past", "within the last", "over the last", "during the last">,
                       count_or_parameter, K<"years", "year">> {};
struct m_in_year : seq<opt<T<clock>>, K<"in">, sor<T<date>, T<year>>> {};
struct m_since : seq<opt<T<clock>>, K<"since">, when> {};
struct m_before : seq<opt<T<clock>>, K<"before">, when> {};
struct m_after : seq<opt<T<clock>>, K<"after">, when> {};
struct m_between
    : seq<opt<T<clock>>, sor<seq<K<"between">, when, K<"and">, when>, seq<K<"from">, when, K<"to">, when>>> {
};
struct m_named : seq<K<"named", "called">, names> {};
struct effect : word<word_class::effect> {};
struct m_effect : seq<K<"of">, T<effect>> {};
struct is_between : seq<K<"between">, value, K<"and">, value> {};
struct tested : sor<seq<T<compare_word>, value>, seq<T<compare_sign>, value>> {};
struct pure : pure_property {};
struct m_with_test
    : seq<K<"with">,
          sor<seq<T<property>, opt<K<"of">>, tested>, seq<T<pure>, opt<K<"of">>, sor<is_between, value>>>> {};
struct m_with : seq<K<"with">, opt<quantity>, the, things> {};
struct m_without : seq<K<"without">, opt<K<"any", "a", "an">>, the, sor<things, T<property>>> {};
struct preposition : word<word_class::preposition> {};
struct m_relation : seq<not_at<by_property>, T<preposition>, target> {};

struct connective : kw<"and", "or", "but"> {};
struct and_or : kw<"and", "or"> {};
struct not_word : kw<"not"> {};

// What must stand in the text: words, and, or, not, brackets.
struct search;
struct search_term;
struct bracketed_search : seq<P<'('>, search, P<')'>> {};
struct negated_search : seq<T<not_word>, search_term> {};
struct search_term : sor<bracketed_search, negated_search, name> {};
struct search : seq<search_term, star<T<connective>, search_term>> {};
// After a verb "not" begins another statement: mention "trust" and not "cost".
struct search_object : seq<sor<bracketed_search, name>, star<T<and_or>, sor<bracketed_search, name>>> {};
struct m_mentioning : seq<K<"mentioning", "containing">, search> {};
struct unique_to : kw<"unique to"> {};
struct one_only : kw<"one", "1", "a single", "just one", "only one"> {};
struct one_thing : seq<T<one_only>, things> {};
struct unique_target : sor<one_thing, target> {};
struct m_unique : seq<T<unique_to>, unique_target> {};

struct participle : sor<only_participle, word<word_class::participle>> {};
struct more_participle : seq<opt<T<not_word>>, T<participle>, target> {};
struct m_participle : seq<T<participle>, target, star<T<connective>, more_participle>> {};
struct bracketed_predicate : seq<P<'('>, predicate, P<')'>> {};  // a predicate may begin with a bracket itself
struct m_that : seq<K<"that", "who", "which">, sor<bracketed_predicate, clause>> {};
// After the subject itself "that …" may hold several statements; deeper ones end with the first.
struct m_that_all : seq<K<"that", "who", "which">, predicate> {};
struct modifier : sor<m_in_last, m_in_year, m_since, m_before, m_after, m_between, m_effect, m_relation,
                      m_participle, m_unique, m_mentioning, m_named, m_with_test, m_with, m_without, m_that> {
};
struct phrase : seq<phrase_core, star<modifier>> {};
struct subject_modifier : sor<m_that_all, modifier> {};
struct are_there : seq<K<"are there", "is there", "were there", "exist", "exists">> {};
struct subject_phrase : seq<phrase_core, star<subject_modifier>, opt<are_there, star<subject_modifier>>> {};
struct subject : seq<the, sor<subject_phrase, bracketed_phrase, T<set_name>>> {};

// ---- statements about the subject
// ------------------------------------------------------------------------------------
struct do_not : kw<"do not", "does not", "did not", "don't", "doesn't", "didn't"> {};
struct c_have : seq<opt<T<do_not>>, K<"have", "has", "had">, firm_target> {};
struct c_lack : seq<K<"lack", "lacks">, firm_target> {};
struct of_kind : seq<opt<K<"a", "an", "any">>, phrase> {};
struct being : sor<seq<opt<T<only_word>>, T<participle>, target>, seq<T<preposition>, target>,
                   seq<T<unique_to>, unique_target>, seq<T<describing>, not_at<before_noun>>, of_kind> {};
struct c_be : seq<K<"are", "is", "were", "was", "be", "have been", "has been">, opt<T<not_word>>, being> {};
struct c_being : seq<opt<T<not_word>>, being> {};  // after "are all studies"
struct verb : word<word_class::verb> {};
struct mention_word : kw<"mention", "mentions"> {};
struct c_mention : seq<opt<T<do_not>>, T<mention_word>, search_object> {};
struct points : kw<"points", "percentage points", "percent", "per cent"> {};
struct by_amount
    : seq<K<"by">, opt<T<compare_word>>, sor<T<number>, T<number_word>, T<parameter>>, opt<T<points>>> {};
struct c_differ : seq<opt<T<do_not>>, K<"differ", "differs">, opt<by_amount>, K<"between", "among", "across">,
                      names, opt<by_amount>> {};
struct c_verb : seq<opt<T<do_not>>, T<verb>, target> {};
struct clause : sor<c_have, c_lack, c_be, c_mention, c_differ, c_verb> {};
// What may follow and/or/but without repeating the verb.
struct more_preposition : seq<T<preposition>, target> {};
struct more_object : seq<firm_target> {};
struct more_adjective : seq<opt<T<not_word>>, T<describing>, not_at<before_noun>> {};
struct negated_object : seq<T<not_word>, target> {};
struct negated_preposition : seq<T<not_word>, T<preposition>, target> {};
struct continuation : sor<bracketed_predicate, clause, more_participle, more_adjective, negated_preposition,
                          negated_object, more_preposition, more_object> {};
// "which barriers does the NHS name": the things asked about are named by it.
struct c_asked : seq<K<"do", "does", "did">, target, T<verb>> {};
struct first_term : sor<bracketed_predicate, clause> {};
struct predicate : sor<c_asked, seq<first_term, star<T<connective>, continuation>>> {};

// ---- values by their way
// ------------------------------------------------------------------------------------------------------
struct no_path : not_at<one<'.'>, identifier> {};
struct path : seq<identifier, plus<one<'.'>, identifier>> {};
struct declared_path : seq<at<declared_name>, path> {};
struct aggregate_function : kw<"number of", "count of", "average of", "average", "avg of", "mean of", "mean",
                               "sum of", "total of", "total", "minimum of", "min of", "lowest", "maximum of",
                               "max of", "highest", "median of", "median", "share of"> {};
struct count_rows : kw<"count"> {};
struct count_function : kw<"number of", "count of"> {};
struct matches_word : kw<"matches"> {};
struct count_matches : seq<T<count_function>, T<matches_word>> {};
struct aggregate
    : sor<count_matches,
          seq<T<aggregate_function>, sor<seq<phrase, no_path>, seq<T<property>, no_path>,
                                         seq<T<declared_name>, no_path>, T<path>>>,
          T<count_rows>> {};
struct value_name : sor<seq<T<declared_name>, no_path>, T<path>, seq<T<property>, no_path>> {};
struct expression;
struct bracketed_expression : seq<P<'('>, expression, P<')'>> {};
struct literal_value : sor<T<date>, T<number>, T<text>, T<parameter>, T<boolean>> {};
struct factor : sor<literal_value, aggregate, bracketed_expression, value_name> {};
struct times : one<'*', '/'> {};
struct product : seq<factor, star<T<times>, factor>> {};
struct plus_minus : one<'+', '-'> {};
struct expression : seq<product, star<T<plus_minus>, product>> {};
struct alias : sor<declaration, text> {};
struct as_alias : seq<K<"as">, T<alias>> {};
struct group_word : grouping_word {};
struct group_key : seq<sor<seq<T<declared_name>, no_path>, T<group_word>, expression>, opt<as_alias>> {};

// ---- patterns
// --------------------------------------------------------------------------------------------------------
struct variable : declaration {};
struct given : seq<T<property>, P<':'>, value> {};
struct given_values : seq<P<'{'>, list<given, P<','>>, P<'}'>> {};
struct pattern_node : seq<P<'('>, opt<T<variable>>, opt<P<':'>, T<noun>>, opt<given_values>, P<')'>> {};
struct relation : identifier {};
struct hops : seq<one<'*'>, opt<digits, opt<two<'.'>, opt<digits>>>> {};
struct edge_label : seq<P<'['>, list<T<relation>, P<'|'>>, opt<T<hops>>, P<']'>> {};
struct edge_on : seq<P<'-'>, edge_label, S<'-', '>'>> {};
struct edge_back : seq<S<'<', '-'>, edge_label, P<'-'>> {};
struct pattern : seq<pattern_node, star<sor<edge_on, edge_back>, pattern_node>> {};

// ---- conditions
struct missing : seq<K<"is", "are">, opt<T<not_word>>, kw<"missing", "unknown">> {};
struct one_of : seq<opt<K<"is">>, opt<T<not_word>>, K<"in">, P<'('>, list<value, P<','>>, P<')'>> {};
struct between : seq<opt<K<"is">>, opt<T<not_word>>, is_between> {};
struct text_value : sor<T<text>, T<parameter>, T<bare_name>> {};
struct contains : seq<opt<T<do_not>>, K<"contains", "contain">, text_value> {};
struct starts_with : seq<opt<T<do_not>>, K<"starts with", "start with">, text_value> {};
struct is : seq<K<"is", "are">, opt<T<not_word>>, value> {};
struct other_value : sor<T<declared_path>, value> {};
struct compared : sor<seq<T<declared_name>, no_path>, T<path>, seq<T<property>, no_path>, aggregate> {};
struct comparison
    : seq<compared,
          sor<seq<T<compare_sign>, other_value>, T<missing>, seq<opt<K<"is">>, T<compare_word>, value>,
              one_of, between, contains, starts_with, is>> {};
struct exists : seq<K<"exists", "exist">, pattern> {};
struct holds : seq<T<flag>> {};  // "where hedged"
struct bracketed_condition : seq<P<'('>, condition, P<')'>> {};
struct condition_not : kw<"not"> {};
struct negated_condition;
struct condition_term : sor<negated_condition, bracketed_condition, exists, comparison, holds> {};
struct negated_condition : seq<T<condition_not>, condition_term> {};
struct condition : seq<condition_term, star<T<and_or>, condition_term>> {};
struct where : seq<K<"where">, condition> {};

// ---- stages
// ----------------------------------------------------------------------------------------------------------
struct query;
struct direction : kw<"desc", "descending", "asc", "ascending", "newest first", "oldest first",
                      "highest first", "lowest first", "largest first", "smallest first", "most first",
                      "fewest first", "strongest first", "weakest first"> {};
struct sort_key : seq<expression, opt<T<direction>>> {};
struct column : seq<expression, opt<as_alias>> {};
struct aggregate_column : seq<aggregate, opt<as_alias>> {};
struct stage_where : seq<K<"where">, condition> {};
struct stage_sort : seq<K<"sort by", "order by">, list<sort_key, P<','>>> {};
struct stage_limit : seq<K<"limit", "first", "top">, count_or_parameter> {};
struct stage_skip : seq<K<"skip">, count_or_parameter> {};
struct stage_show : seq<K<"show">, list<column, P<','>>> {};
struct stage_summarise : seq<K<"summarise", "summarize">, list<aggregate_column, P<','>>,
                             opt<K<"by", "per", "grouped by">, list<group_key, P<','>>>> {};
struct stage_follow : seq<K<"follow">, the, phrase> {};
struct bracketed_query : seq<P<'('>, query, P<')'>> {};
struct other_set : sor<T<set_name>, bracketed_query> {};
struct stage_union : seq<K<"union">, other_set> {};
struct stage_minus : seq<K<"minus">, other_set> {};
struct stage_intersect : seq<K<"intersect">, other_set> {};
struct citation_style : kw<"harvard", "vancouver", "apa", "chicago", "bibtex", "ris", "markdown", "footnotes"> {};
struct stage_cite : seq<K<"cite">, opt<K<"as">, T<citation_style>>> {};
struct stage : sor<stage_where, stage_sort, stage_limit, stage_skip, stage_show, stage_summarise,
                   stage_follow, stage_union, stage_minus, stage_intersect, stage_cite> {};
struct pipe : seq<P<'|'>, stage> {};

// ---- openings
// --------------------------------------------------------------------------------------------------------
struct per : seq<K<"per">, group_key> {};
struct by_key : seq<K<"by">, group_key> {};
struct where_and_per : sor<seq<where, opt<per>>, seq<per, opt<where>>, success> {};
struct rest_of_question : seq<subject, opt<predicate>, where_and_per> {};

struct open_gaps : kw<"gaps in", "the gaps in", "evidence gaps in", "what are the gaps in",
                      "where are the gaps in", "what gaps are there in", "where are there gaps in",
                      "are there gaps in", "are there any gaps in"> {};
struct h_gaps : seq<T<open_gaps>, subject, opt<by_key>, opt<where>> {};
struct open_gap_map : kw<"gap map of", "a gap map of", "evidence map of", "evidence gap map of"> {};
struct h_gap_map : seq<T<open_gap_map>, subject, opt<by_key>, opt<where>> {};
struct open_share : kw<"what share of", "what percentage of", "what proportion of"> {};
struct h_share : seq<T<open_share>, subject, predicate, where_and_per> {};
struct open_how_many : kw<"how many", "count"> {};
struct h_how_many : seq<T<open_how_many>, rest_of_question> {};

// What keeps together, and what hangs together at all.
struct open_clusters : kw<"clusters of", "what are the clusters of", "which clusters of", "list clusters of"> {};
struct h_clusters : seq<T<open_clusters>, subject, opt<where>> {};
struct open_separate_groups
    : kw<"separate groups of", "how many separate groups of", "which separate groups of", "list separate groups of"> {};
struct h_separate_groups : seq<T<open_separate_groups>, subject, opt<where>> {};

// "sources by influence", "the 20 most influential sources", "sources are most influential".
struct ranking : kw<"influence", "centrality"> {};
struct ranked_by : seq<K<"by">, T<ranking>> {};
struct superlative : kw<"most influential", "most central"> {};
struct ranked_first : seq<at<before_ranked>, opt<any_count>, T<superlative>> {};
struct are_ranked : seq<at<before_are_ranked>, K<"are", "is">, the, T<superlative>> {};

struct open_compare : kw<"compare"> {};
struct compared_groups : sor<T<pure>, target> {};
struct h_compare : seq<T<open_compare>, subject, K<"across", "between">, compared_groups, opt<where>> {};

struct connected : kw<"connected to", "linked to", "related to", "connected with"> {};
struct within_steps : seq<K<"within", "in at most">, count_or_parameter, K<"steps", "step">> {};
struct one_source : kw<"within one source", "within one document", "in one source", "in one document"> {};
struct open_path : kw<"how is", "how are", "by what chain is", "by what chain of claims is"> {};
struct open_links : kw<"what links", "what connects", "which concepts link", "which concepts connect"> {};
struct path_ends
    : sor<seq<T<open_path>, name,
              sor<seq<T<connected>, name>, seq<K<"and">, name, K<"connected", "linked", "related">>>>,
          seq<T<open_links>, name, K<"and", "to", "with">, name>> {};
// Along which edges the chain may go.
struct over_edges : seq<K<"over">, list<T<relation>, K<"and", "or">>> {};
// As strong as its weakest link, the strongest first.
struct strongest_way : kw<"by the strongest way", "by the strongest chain", "by the strongest path"> {};
struct h_path : seq<path_ends, star<sor<within_steps, over_edges, T<one_source>, T<strongest_way>>>> {};

struct open_match : kw<"match"> {};
struct h_match : seq<T<open_match>, list<pattern, P<','>>, opt<where>> {};

struct open_describe : kw<"describe", "tell me about"> {};
struct what_is : kw<"what is", "what are", "who is", "who are"> {};
struct h_describe : sor<seq<T<open_describe>, names>, seq<T<what_is>, names>> {};

// Yes or no: things are asked for by kind, whether there are any.
struct there_are : kw<"are there", "is there"> {};
struct do_any : kw<"do", "does", "do any", "does any"> {};
struct are_any : kw<"are any", "is any"> {};
struct h_any
    : sor<seq<T<there_are>, opt<quantity>, rest_of_question>, seq<T<do_any>, subject, predicate, opt<where>>,
          seq<T<are_any>, subject, c_being, opt<where>>> {};
struct do_all : kw<"do all", "do all of the", "does every", "does each"> {};
struct are_all : kw<"are all", "are all of the", "is every", "is each"> {};
struct do_most : kw<"do most", "do most of the"> {};
struct are_most : kw<"are most", "are most of the"> {};
struct h_all : sor<seq<sor<T<do_all>, T<do_most>>, subject, predicate, opt<where>>,
                   seq<sor<T<are_all>, T<are_most>>, subject, c_being, opt<where>>> {};
// Yes or no of a thing by name, or of what is said in words that the vocabulary does not hold.
struct and_who_says;
struct end_of_claim : sor<kw<"where">, and_who_says> {};
struct claim_ends : at<sor<eof, one<'?', '.', '!', '|', ';', ')'>, end_of_claim>> {};
struct claim_word : sor<T<text>, T<parameter>, T<bare_word>> {};
struct claim : seq<at<name>, plus<not_at<end_of_claim>, claim_word>> {};
struct is_it_true : kw<"is it true that"> {};
struct whether_do : kw<"do", "does", "did"> {};
struct whether_are : kw<"is", "are", "was", "were"> {};
struct whether_other : kw<"can", "could", "will", "would", "has", "have", "had", "should", "must"> {};
struct h_is_it_true : seq<T<is_it_true>, sor<seq<names, predicate>, claim>, opt<where>> {};
struct h_whether
    : sor<seq<T<whether_do>, names, predicate, claim_ends>, seq<T<whether_are>, names, c_being, claim_ends>,
          seq<sor<T<whether_do>, T<whether_are>, T<whether_other>>, claim>> {};

// "what do commissioners say about trust": claims said by commissioners about trust.
struct saying : kw<"say", "said", "tell us"> {};
struct sayer : seq<target> {};
struct open_say : kw<"what do", "what does", "what did"> {};
struct said_by : seq<T<open_say>, sayer, T<saying>, star<modifier>> {};
struct h_say : seq<said_by, opt<where>> {};
struct open_missing_views : kw<"whose views are missing", "whose voices are missing", "who is not heard"> {};
struct missing_views : seq<T<open_missing_views>, star<modifier>> {};
struct h_missing_views : seq<missing_views, opt<where>> {};
struct open_who : kw<"who"> {};
struct says_that : kw<"says that", "say that", "said that"> {};
struct who : seq<T<open_who>, sor<seq<T<says_that>, claim>, predicate>> {};
struct h_who : seq<who, opt<where>> {};
// "where is trust mentioned": sources that mention it; "where do A and B differ": statistics.
struct open_where : kw<"where is", "where are", "where was", "where were"> {};
struct h_where_is : seq<T<open_where>, names, K<"mentioned", "discussed">> {};
struct open_differ : kw<"where do", "on what do", "how do"> {};
struct groups_differ : seq<T<open_differ>, names, K<"differ">, opt<by_amount>, star<modifier>> {};
struct h_differ : seq<groups_differ, opt<where>> {};

struct open_which : kw<"which", "which of the", "which of", "what", "what is", "what are", "which are"> {};
struct h_which : seq<T<open_which>, rest_of_question, opt<sor<ranked_by, are_ranked>>> {};
struct open_list : kw<"list", "list all", "find", "find all", "show", "show me", "show all", "show me all",
                      "give me", "give me all"> {};
struct h_list : seq<T<open_list>, opt<K<"a", "an", "some", "any">>, rest_of_question, opt<ranked_by>> {};
struct h_ranked : seq<sor<T<open_which>, T<open_list>>, the, ranked_first, rest_of_question> {};
struct head
    : sor<h_gap_map, h_gaps, h_clusters, h_separate_groups, h_ranked, h_share, h_how_many, h_compare, h_path, h_match, h_missing_views, h_all, h_any,
          h_is_it_true, h_say, h_where_is, h_differ, h_describe, h_who, h_which, h_list, h_whether> {};

struct who_says : kw<"who says so", "who says this", "who says it", "according to whom"> {};
struct and_who_says : seq<opt<P<','>>, opt<K<"and">>, T<who_says>> {};
struct end_mark : opt<P<'?', '.', '!'>> {};
struct query : seq<head, opt<and_who_says>, end_mark, star<pipe>, end_mark> {};
struct let : seq<K<"let">, T<set_name>, P<'='>, query, P<';'>> {};
struct explain : kw<"explain", "check"> {};
struct version_number : seq<digits, opt<one<'.'>, digits>> {};
struct version : seq<K<"ask">, T<version_number>, P<';'>> {};
// "why not "trust" in which measures have evidence": of one thing, why it is not in the answer.
struct open_why_not : kw<"why not", "why is not"> {};
struct why_not : seq<T<open_why_not>, name, K<"in", "among">> {};
struct question : seq<layout, opt<version>, opt<T<explain>>, star<let>, opt<T<explain>>, opt<why_not>, query, opt<P<';'>>, eof> {};

// Rules that nest in themselves: their depth is counted.
template <typename Rule>
inline constexpr bool nests = false;
template <>
inline constexpr bool nests<phrase> = true;
template <>
inline constexpr bool nests<bracketed_phrase> = true;
template <>
inline constexpr bool nests<bracketed_predicate> = true;
template <>
inline constexpr bool nests<condition_term> = true;
template <>
inline constexpr bool nests<search_term> = true;
template <>
inline constexpr bool nests<search_object> = true;
template <>
inline constexpr bool nests<bracketed_expression> = true;
template <>
inline constexpr bool nests<bracketed_query> = true;

}  // namespace evident::query::grammar

namespace tao::pegtl {
namespace grammar_ = evident::query::grammar;
template <typename Name, grammar_::Phrase... phrases>
struct analyze_traits<Name, grammar_::kw<phrases...>> : analyze_any_traits<> {};
template <typename Name, evident::query::WordClasses classes>
struct analyze_traits<Name, grammar_::word<classes>> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::only_participle> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::grouping_word> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::by_property> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::before_ranked> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::before_are_ranked> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::declared_name> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::declaration> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::bare_word> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::pure_property> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::bare_name> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::describing> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::before_noun> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar_::layout> : analyze_opt_traits<> {};
}  // namespace tao::pegtl
