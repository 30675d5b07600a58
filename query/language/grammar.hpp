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
struct or_more : kw<"or more"> {};
struct quantifier : kw<"no", "only", "every", "all", "any", "some", "a", "an"> {};
struct bare_number : seq<any_count> {};
struct quantity
    : sor<seq<T<compare_word>, any_count>, seq<any_count, T<or_more>>, T<quantifier>, bare_number> {};

struct noun : word<word_class::noun> {};
struct adjective_before : seq<T<describing>, at<sor<describing, noun>>> {};
struct phrase_core : seq<star<adjective_before>, T<noun>> {};
struct bracketed_phrase : seq<P<'('>, sor<phrase, bracketed_phrase>, P<')'>> {};
struct things : sor<phrase, bracketed_phrase> {};
struct target : sor<seq<opt<quantity>, the, things>, names> {};  // by kind, else by name
struct firm_target : sor<seq<opt<quantity>, the, things>, quoted_names> {
};  // a misspelt kind is never a name

struct when : sor<T<date>, T<year>, T<parameter>> {};
struct m_in_last : seq<K<"in the last", "in the past", "within the last", "over the last", "during the last">,
                       any_count, K<"years", "year">> {};
struct m_in_year : seq<K<"in", "published in">, sor<T<date>, T<year>>> {};
struct m_since : seq<K<"since", "published since">, when> {};
struct m_before : seq<K<"before", "published before">, when> {};
struct m_after : seq<K<"after", "published after">, when> {};
struct m_between : sor<seq<K<"between", "published between">, when, K<"and">, when>,
                       seq<K<"from", "published from">, when, K<"to">, when>> {};
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
struct m_relation : seq<T<preposition>, target> {};

struct connective : kw<"and", "or", "but"> {};
struct not_word : kw<"not"> {};
struct participle : word<word_class::participle> {};
struct more_participle : seq<opt<T<not_word>>, T<participle>, target> {};
struct m_participle : seq<T<participle>, target, star<T<connective>, more_participle>> {};
struct bracketed_predicate : seq<P<'('>, sor<bracketed_predicate, predicate>, P<')'>> {};
struct m_that : seq<K<"that", "who", "which">, sor<bracketed_predicate, clause>> {};
// After the subject itself "that …" may hold several statements; deeper ones end with the first.
struct m_that_all : seq<K<"that", "who", "which">, predicate> {};
struct modifier : sor<m_in_last, m_in_year, m_since, m_before, m_after, m_between, m_effect, m_relation,
                      m_participle, m_named, m_with_test, m_with, m_without, m_that> {};
struct phrase : seq<phrase_core, star<modifier>> {};
struct subject_modifier : sor<m_that_all, modifier> {};
struct are_there : seq<K<"are there", "is there", "were there", "exist", "exists">> {};
struct subject_phrase : seq<phrase_core, star<subject_modifier>, opt<are_there, star<subject_modifier>>> {};
struct subject : seq<the, sor<subject_phrase, bracketed_phrase>> {};

// ---- statements about the subject
// ------------------------------------------------------------------------------------
struct do_not : kw<"do not", "does not", "did not", "don't", "doesn't", "didn't"> {};
struct c_have : seq<opt<T<do_not>>, K<"have", "has", "had">, firm_target> {};
struct c_lack : seq<K<"lack", "lacks">, firm_target> {};
struct c_be : seq<K<"are", "is", "were", "was", "be", "have been", "has been">, opt<T<not_word>>,
                  sor<seq<T<participle>, target>, seq<T<preposition>, target>, T<describing>>> {};
struct verb : word<word_class::verb> {};
struct c_verb : seq<opt<T<do_not>>, T<verb>, target> {};
struct clause : sor<c_have, c_lack, c_be, c_verb> {};
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

// ---- conditions
// ------------------------------------------------------------------------------------------------------
struct missing : seq<K<"is", "are">, opt<T<not_word>>, kw<"missing", "unknown">> {};
struct one_of : seq<opt<K<"is">>, opt<T<not_word>>, K<"in">, P<'('>, list<value, P<','>>, P<')'>> {};
struct between : seq<opt<K<"is">>, opt<T<not_word>>, is_between> {};
struct text_value : sor<T<text>, T<parameter>, T<bare_name>> {};
struct contains : seq<opt<T<do_not>>, K<"contains", "contain">, text_value> {};
struct starts_with : seq<opt<T<do_not>>, K<"starts with", "start with">, text_value> {};
struct is : seq<K<"is", "are">, opt<T<not_word>>, value> {};
struct comparison
    : seq<T<property>, sor<seq<T<compare_sign>, value>, T<missing>, seq<opt<K<"is">>, T<compare_word>, value>,
                           one_of, between, contains, starts_with, is>> {};
struct holds : seq<T<flag>> {};  // "where hedged"
struct bracketed_condition : seq<P<'('>, condition, P<')'>> {};
struct condition_not : kw<"not"> {};
struct negated_condition;
struct condition_term : sor<negated_condition, bracketed_condition, comparison, holds> {};
struct negated_condition : seq<T<condition_not>, condition_term> {};
struct and_or : kw<"and", "or"> {};
struct condition : seq<condition_term, star<T<and_or>, condition_term>> {};
struct where : seq<K<"where">, condition> {};

// ---- stages
// ----------------------------------------------------------------------------------------------------------
struct direction
    : kw<"desc", "descending", "asc", "ascending", "newest first", "oldest first", "highest first",
         "lowest first", "largest first", "smallest first", "most first", "fewest first"> {};
struct number_of : seq<K<"number of", "count of">, phrase> {};
struct sort_key : seq<sor<number_of, T<property>>, opt<T<direction>>> {};
struct stage_where : seq<K<"where">, condition> {};
struct stage_sort : seq<K<"sort by", "order by">, list<sort_key, P<','>>> {};
struct stage_limit : seq<K<"limit", "first", "top">, sor<any_count, T<parameter>>> {};
struct stage_skip : seq<K<"skip">, sor<any_count, T<parameter>>> {};
struct stage_show : seq<K<"show">, list<T<property>, P<','>>> {};
struct stage : sor<stage_where, stage_sort, stage_limit, stage_skip, stage_show> {};
struct pipe : seq<P<'|'>, stage> {};

// ---- openings
// --------------------------------------------------------------------------------------------------------
struct open_gaps : kw<"gaps in", "the gaps in", "evidence gaps in", "what are the gaps in",
                      "where are the gaps in", "what gaps are there in", "where are there gaps in"> {};
struct open_how_many : kw<"how many", "count"> {};
struct open_describe : kw<"describe", "tell me about"> {};
struct what_is : kw<"what is", "what are", "who is", "who are"> {};
struct open_which : kw<"which", "which of the", "what", "what is", "what are", "which are"> {};
struct open_list : kw<"list", "list all", "find", "find all", "show", "show me", "show all", "show me all",
                      "give me", "give me all"> {};
struct there_are : kw<"are there", "is there"> {};
struct do_any : kw<"do", "does", "do any", "does any"> {};
struct any_word : kw<"any", "some", "a", "an"> {};
struct h_gaps : seq<T<open_gaps>, subject, opt<where>> {};
struct h_describe : sor<seq<T<open_describe>, names>, seq<T<what_is>, names>> {};
struct rest_of_question : seq<subject, opt<predicate>, opt<where>> {};
struct h_how_many : seq<T<open_how_many>, rest_of_question> {};
struct h_any : sor<seq<T<there_are>, opt<T<any_word>>, rest_of_question>,
                   seq<T<do_any>, subject, predicate, opt<where>>> {};
// "what do commissioners say about trust": claims said by commissioners about trust.
struct saying : kw<"say", "said", "tell us"> {};
struct sayer : seq<target> {};
struct h_say : seq<T<open_which>, K<"do", "does", "did">, sayer, T<saying>, star<modifier>> {};
struct h_which : seq<T<open_which>, rest_of_question> {};
struct h_list : seq<T<open_list>, rest_of_question> {};
struct head : sor<h_gaps, h_how_many, h_any, h_say, h_describe, h_which, h_list> {};

struct explain : kw<"explain"> {};
struct version : seq<K<"ask">, T<seq<one<'1'>, opt<one<'.'>, digits>>>, P<';'>> {};
struct end_mark : opt<P<'?', '.', '!'>> {};
struct question
    : seq<layout, opt<version>, opt<T<explain>>, head, end_mark, star<pipe>, end_mark, opt<P<';'>>, eof> {};

}  // namespace evident::query::grammar

namespace tao::pegtl {
namespace grammar_ = evident::query::grammar;
template <typename Name, grammar_::Phrase... phrases>
struct analyze_traits<Name, grammar_::kw<phrases...>> : analyze_any_traits<> {};
template <typename Name, evident::query::WordClasses classes>
struct analyze_traits<Name, grammar_::word<classes>> : analyze_any_traits<> {};
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
