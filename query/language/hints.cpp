// What is said about a question that cannot be read. Each special case is a small function that looks at the
// words round the failure and either recognises the mistake or returns nothing; the first in the table wins.
// A suggestion is offered only when the changed question reads farther, so a word of the wrong class is never
// proposed.
#include <fmt/format.h>

#include <algorithm>

#include "query/language/suggest.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

using namespace hinting;  // NOLINT: its own words
using hinting::say;       // beside the overload below

namespace wc = word_class;

// From there to the end of the words that could belong to it: stops at bars, brackets, quotes and the end
// mark.
std::string_view rest_of_part(std::string_view text, std::size_t from) {
  auto end = text.find_first_of("|?;\n()", from);
  if (end == std::string_view::npos) end = text.size();
  return without_trailing_layout(text.substr(from, end - from));
}

bool expects(const Context& c, std::string_view keyword) {
  return std::find(c.failure.keywords.begin(), c.failure.keywords.end(), keyword) != c.failure.keywords.end();
}
bool expects_kind(const Context& c, std::string_view kind) {
  return std::find(c.failure.kinds.begin(), c.failure.kinds.end(), kind) != c.failure.kinds.end();
}
std::size_t start_of_question(std::string_view text) { return layout_length(text); }
bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
bool in_classes(std::string_view word, WordClasses classes) {
  return !word.empty() && longest_word(word, classes).length == word.size();
}

// With the edit only when the question then reads farther.
Diagnostic say(const Context& c, std::string code, std::string message, Span where, std::string fix,
               Diagnostic::Edit edit) {
  if (c.trial(edit) != Trial::fails)
    return say(std::move(code), std::move(message), where, std::move(fix), std::move(edit));
  return say(std::move(code), std::move(message), where, std::move(fix));
}

// ---- the special cases
// -----------------------------------------------------------------------------------------------

Hint nothing_asked(const Context& c) {
  if (start_of_question(c.text) != c.text.size()) return {};
  return say("E108", "there is no question here", span_of(0, 0),
             "try: which outcome measures have causal evidence?");
}

Hint sql(const Context& c) {
  const auto start = token_at(c.text, start_of_question(c.text));
  if (c.failure.at != start.begin ||
      !is_one_of(folded_word(slice(c.text, start)),
                 {"select", "insert", "update", "delete", "create", "drop", "match", "with"}))
    return {};
  return say("E104",
             "this looks like a query language for programmers; questions here start with a question word",
             start, "try: list claims about \"trust\" where year >= 2003");
}

Hint gaps_without_in(const Context& c) {
  const auto start = token_at(c.text, start_of_question(c.text));
  if (c.failure.at != start.begin || !is_one_of(folded_word(slice(c.text, start)), {"gap", "gaps"}))
    return {};
  const auto next = next_token(c.text, start);
  const auto word = folded_word(slice(c.text, next));
  Diagnostic::Edit edit{
      span_of(start.begin, is_one_of(word, {"for", "of", "on", "about", "in"}) ? next.end : start.end),
      word == "for" ? "gaps in causal evidence for" : "gaps in"};
  if (c.trial(edit) == Trial::fails && !empty(next)) return {};
  std::string fix = "write: gaps in causal evidence for outcome measures";
  if (c.trial(edit) != Trial::fails)
    fix = "write: " + edit.text + std::string(rest_of_part(c.text, edit.where.end));
  return say(c, "E115", fmt::format("'{}' needs 'in' and the kind of evidence", slice(c.text, start)), start,
             fix, edit);
}

// The quotation mark that opens at `at`, in bytes, and its closing partner.
Hint single_quotes(const Context& c) {
  const auto at = c.failure.at;
  const auto rest = c.text.substr(std::min(at, c.text.size()));
  const std::string_view open = rest.starts_with("'")              ? "'"
                                : rest.starts_with("\xE2\x80\x98") ? "\xE2\x80\x98"
                                                                   : "";
  if (open.empty()) return {};
  auto end = rest.find(open == "'" ? "'" : "\xE2\x80\x99", open.size());
  if (end == std::string_view::npos) return {};
  const auto name = rest.substr(open.size(), end - open.size());
  end += open.size();
  const auto quoted = fmt::format("\"{}\"", name);
  return say(c, "E103", "names go in double quotes", span_of(at, at + end), "write " + quoted,
             {span_of(at, at + end), quoted});
}

Hint unclosed_quote(const Context& c) {
  const auto at = c.failure.at;
  const auto rest = c.text.substr(std::min(at, c.text.size()));
  const bool straight = rest.starts_with('"');
  const bool curly = rest.starts_with("\xE2\x80\x9C");
  if (!straight && !curly) return {};
  const auto line = rest.substr(0, rest.find('\n'));
  if (straight) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      if (line[i] == '"') return {};
      if (line[i] != '\\') continue;
      const bool code = line.substr(i).starts_with("\\u{");
      const auto close = code ? line.find('}', i) : i + 1;
      const bool known =
          i + 1 < line.size() && std::string_view("\"\\nt").find(line[i + 1]) != std::string_view::npos;
      const auto digits =
          code && close != std::string_view::npos ? line.substr(i + 3, close - i - 3) : std::string_view();
      const bool hexadecimal = !digits.empty() && digits.size() <= 6 &&
                               digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
      if (!known && !hexadecimal)
        return say(c, "E119", "a backslash in a name stands before \", \\, n, t or u{…}",
                   token_at(c.text, at + i), "write \\\\ for a backslash",
                   {span_of(at + i, at + i + 1), "\\\\"});
      ++i;
    }
  } else if (line.find("\xE2\x80\x9D") != std::string_view::npos) {
    return {};
  }
  auto name = without_trailing_layout(line);
  auto shown = name;
  while (!name.empty() && is_one_of(name.substr(name.size() - 1), {"?", ";", "."})) {
    name.remove_suffix(1);
    name = without_trailing_layout(name);
  }
  if (const auto bar = name.find(" |"); bar != std::string_view::npos)
    name = without_trailing_layout(name.substr(0, bar));
  const auto close = at + name.size();
  const std::string_view mark = straight ? "\"" : "\xE2\x80\x9D";
  return say(c, "E102", "this name starts with a quote that never ends", span_of(at, at + shown.size()),
             fmt::format("write {}{}", name, mark), {span_of(close, close), std::string(mark)});
}

Hint two_equals_signs(const Context& c) {
  const auto at = c.failure.at;
  if (at == 0 || at >= c.text.size() || c.text[at] != '=' || c.text[at - 1] != '=') return {};
  return say(c, "E114", "use one equals sign", span_of(at - 1, at + 1),
             "write =", {span_of(at - 1, at + 1), "="});
}

Hint bad_date(const Context& c) {
  if (!expects_kind(c, "a year or date")) return {};
  const auto word = slice(c.text, c.token);
  if (word.empty() || word[0] < '0' || word[0] > '9' || word.find_first_of("/.-") == std::string_view::npos)
    return {};
  std::vector<std::string> parts(1);
  for (const char d : word) {
    if (d >= '0' && d <= '9') {
      parts.back() += d;
    } else {
      parts.emplace_back();
    }
  }
  const auto fix = "write a year (2010), a month (2010-03) or a day (2010-03-15)";
  const auto message = fmt::format("'{}' is not a date I can read", word);
  const auto padded = [](const std::string& n) { return n.size() == 1 ? "0" + n : n; };
  std::reverse(parts.begin(), parts.end());  // 03/2010: the year comes last
  const bool short_parts =
      std::all_of(parts.begin() + 1, parts.end(), [](const auto& p) { return !p.empty() && p.size() <= 2; });
  if (parts.size() < 2 || parts.size() > 3 || parts[0].size() != 4 || !short_parts)
    return say("E117", message, c.token, fix);
  auto date = parts[0] + "-" + padded(parts[1]);
  // 03/04/2010 has two readings, so no edit is offered for a day.
  if (parts.size() == 3) return say("E117", message, c.token, fix);
  const Diagnostic::Edit edit{c.token, date};
  return say(c, "E117", message, c.token, c.trial(edit) == Trial::fails ? fix : "write " + date, edit);
}

// The words that need a number after them, as they stand before the failure.
std::string wants_number(const Context& c) {
  static constexpr std::string_view kWords[] = {
      "at least", "at most", "more than",   "fewer than",  "less than", "greater than", "over",  "under",
      "above",    "below",   "in the last", "in the past", "limit",     "skip",         "first", "top"};
  for (auto words : kWords) {
    const auto before = without_trailing_layout(c.text.substr(0, c.failure.at));
    const auto from = before.size() >= words.size() ? before.size() - words.size() : std::string_view::npos;
    if (from == std::string_view::npos || (from > 0 && wordy(before[from - 1]))) continue;
    if (folded_word(before.substr(from)) == words) return std::string(words);
  }
  return {};
}
// Adjectives and the noun that stand there, as typed; empty when there is no kind of thing.
std::string_view things_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (;;) {
    const auto noun = longest_word(text.substr(end), wc::noun).length;
    const auto adjective = longest_word(text.substr(end), wc::adjective | wc::qualifier).length;
    if (noun >= std::max<std::size_t>(adjective, 1)) return text.substr(at, end + noun - at);
    if (adjective == 0) return {};
    end += adjective;
    end += layout_length(text.substr(end));
  }
}

Hint number_needed(const Context& c) {
  const auto words = wants_number(c);
  if (words.empty() || !expects_kind(c, "a number")) return {};
  const bool stage = is_one_of(words, {"limit", "skip", "first", "top"});
  const auto where = empty(c.token) ? c.previous : c.token;
  if (!stage && expects_kind(c, "a name in quotes")) {  // a property is compared with any value
    auto diagnostic = say("E106", fmt::format("'{}' needs a value", words), where, "");
    diagnostic.expected = {"a number", "a year or date", "a word or a name in quotes"};
    return diagnostic;
  }
  const auto number = stage ? "20" : "3";
  auto things = things_at(c.text, c.failure.at);
  if (is_one_of(folded_word(slice(c.text, c.token)), {"year", "years"})) things = slice(c.text, c.token);
  const auto at = c.failure.at;
  const bool joined = at > 0 && at == without_trailing_layout(c.text.substr(0, at)).size();
  auto fix = fmt::format("write: {} {}{}", words, number, things.empty() ? "" : " " + std::string(things));
  return say(c, "E106", fmt::format("'{}' needs a number", words), where, fix,
             {span_of(at, at), fmt::format("{}{}{}", joined ? " " : "", number, joined ? "" : " ")});
}

Hint number_then_name(const Context& c) {
  if ((c.failure.classes & wc::noun) == 0 || empty(c.previous)) return {};
  const auto before = slice(c.text, c.previous);
  const bool number = std::all_of(before.begin(), before.end(), [](char d) { return d >= '0' && d <= '9'; });
  const auto rest = c.text.substr(std::min(c.failure.at, c.text.size()));
  if (!number || !rest.starts_with('"')) return {};
  const auto close = rest.find('"', 1);
  if (close == std::string_view::npos) return {};
  const auto name = rest.substr(0, close + 1);
  const auto at = c.failure.at;
  return say(c, "E116", "a number must be followed by a kind of thing, not a name",
             span_of(at, at + name.size()), fmt::format("write: at least {} sources named {}", before, name),
             {span_of(at, at), "sources named "});
}

Hint order_without_by(const Context& c) {
  const auto word = folded_word(slice(c.text, c.token));
  if (!expects(c, "sort by") || !is_one_of(word, {"sort", "order", "sorted", "ordered"})) return {};
  const auto next = next_token(c.text, c.token);
  const bool has_by = folded_word(slice(c.text, next)) == "by";
  const auto property = has_by ? next_token(c.text, next) : next;
  return say(c, "E113", fmt::format("'{}' needs 'by'", word), c.token,
             fmt::format("write | sort by {}", empty(property) ? "year" : slice(c.text, property)),
             {span_of(c.token.begin, has_by ? next.end : c.token.end), "sort by"});
}

Hint missing_bar(const Context& c) {
  const auto word = folded_word(slice(c.text, c.token));
  if (!is_one_of(word, {"sort", "order", "sorted", "ordered", "limit", "skip", "show", "first", "top"}) ||
      expects(c, "limit") || !expects(c, "|"))
    return {};
  const auto part = rest_of_part(c.text, c.token.begin);
  Diagnostic::Edit edit{span_of(c.token.begin, c.token.begin), "| "};
  auto fix = fmt::format("write | {}", part);
  if (is_one_of(word, {"sort", "order", "sorted", "ordered"})) {
    const auto next = next_token(c.text, c.token);
    const bool has_by = folded_word(slice(c.text, next)) == "by";
    const auto from = has_by ? next.end : c.token.end;
    edit = {span_of(c.token.begin, from), "| sort by"};
    fix = fmt::format("write | sort by{}", rest_of_part(c.text, from));
  }
  return say(c, "E112", fmt::format("'{}' is a step, and steps start with a bar |", word), c.token, fix,
             edit);
}

Hint participle_without_by(const Context& c) {
  for (const Span where : {c.token, c.previous}) {
    if (empty(where) || !wordy(c.text[where.begin])) continue;
    const auto word = folded_word(slice(c.text, where));
    std::vector<std::string> links;
    for (const auto& entry : vocabulary())
      if ((entry.classes & wc::participle) != 0 && entry.word.starts_with(word + " ") && word.size() > 3)
        links.emplace_back(entry.word.substr(word.size() + 1));
    if (links.empty()) continue;
    std::string either;
    for (const auto& link : links) either += (either.empty() ? "'" : " or '") + link + "'";
    for (const auto& link : links) {
      const Diagnostic::Edit edit{span_of(where.end, where.end), " " + link};
      if (c.trial(edit) == Trial::fails) continue;
      const auto part = rest_of_part(c.text, where.end);
      return say("E107", fmt::format("'{}' needs {}", word, either), where,
                 fmt::format("write: {} {}{}", word, link, part), edit);
    }
  }
  return {};
}

constexpr std::string_view kUnknownWord = "'{}' is not a word I know here";

Hint misspelt(const Context& c) {
  // A word that exists elsewhere is in the wrong place, not misspelt.
  if (empty(c.token) || in_classes(slice(c.text, c.token), ~word_class::reserved)) return {};
  const auto classes = c.failure.classes | ((c.failure.classes & wc::adjective) != 0 ? wc::qualifier : 0);
  return did_you_mean(c, c.failure.at, classes & ~wc::property, c.failure.keywords, "E105", kUnknownWord);
}
// A misspelt word that was taken for a name, so that reading stopped only behind it.
Hint misspelt_before(const Context& c) {
  if (empty(c.previous) || longest_word(slice(c.text, c.previous), kEndsName).length != 0) return {};
  static const std::vector<std::string_view> kKeywords = {"since",   "before", "after",   "between", "with",
                                                          "without", "where",  "that",    "which",   "and",
                                                          "have",    "lack",   "at least"};
  return did_you_mean(c, c.previous.begin, kEndsName & ~wc::reserved, kKeywords, "E105", kUnknownWord);
}

Hint unknown_property(const Context& c) {
  if ((c.failure.classes & wc::property) == 0 || empty(c.token) || !wordy(c.text[c.token.begin])) return {};
  if ((c.failure.classes & wc::noun) != 0) return {};  // "with …" takes things too
  constexpr std::string_view kMessage = "'{}' is not a property I know";
  if (auto found = did_you_mean(c, c.failure.at, wc::property, {}, "E109", kMessage)) return found;
  auto diagnostic = say("E109", fmt::format(fmt::runtime(kMessage), slice(c.text, c.token)), c.token, "");
  const auto subject = subject_noun(c.text);
  diagnostic.expected = properties_of(subject);
  if (!diagnostic.expected.empty()) diagnostic.message += fmt::format("; {} have these", subject);
  return diagnostic;
}

// Begin of the words before `at` that were taken for a bare name.
std::size_t begin_of_bare_name(std::string_view text, std::size_t at) {
  auto begin = at;
  for (auto before = token_before(text, at); !empty(before); before = token_before(text, begin)) {
    const auto word = slice(text, before);
    if (bare_word_length(word) != word.size() || in_classes(word, kEndsName)) break;
    begin = before.begin;
  }
  return begin;
}
// A name of several words that holds a word of the language, or is one.
Hint name_of_several_words(const Context& c) {
  const auto at = c.failure.at;
  auto begin = begin_of_bare_name(c.text, at);
  auto end = without_trailing_layout(c.text.substr(0, at)).size();
  const bool describing =
      begin == at && !empty(c.previous) &&
      in_classes(slice(c.text, c.previous), wc::adjective | wc::qualifier) &&
      in_classes(slice(c.text, token_before(c.text, c.previous.begin)), wc::preposition | wc::participle);
  if (describing) {  // "claims about cost": a describing word with no noun behind it
    begin = begin_of_bare_name(c.text, c.previous.begin);
  } else {
    if (empty(c.token) || !wordy(c.text[c.token.begin])) return {};
    if (begin == at &&
        (!expects_kind(c, "a name in quotes") || in_classes(slice(c.text, c.token), wc::reserved)))
      return {};
    // On to where a statement, time or step begins.
    end = c.token.end;
    for (auto next = next_token(c.text, c.token); !empty(next) && wordy(c.text[next.begin]);
         next = next_token(c.text, next)) {
      const auto word = folded_word(slice(c.text, next));
      if (in_classes(word, wc::reserved | wc::verb | wc::participle) &&
          !is_one_of(word, {"of", "the", "a", "an", "and"}))
        break;
      end = next.end;
    }
    for (auto last = token_before(c.text, end);
         last.begin > begin && in_classes(slice(c.text, last), wc::reserved | wc::preposition);
         last = token_before(c.text, end))
      end = without_trailing_layout(c.text.substr(0, last.begin)).size();
    if (end <= at) return {};
  }
  const Span where = span_of(begin, end);
  const auto name = squeeze(slice(c.text, where));
  const Diagnostic::Edit edit{where, "\"" + name + "\""};
  if (c.trial(edit) == Trial::fails) return {};
  auto fix = fmt::format("write \"{}\"", name);
  const auto both = name.find(" and ");
  if (both != std::string::npos)
    fix += fmt::format(", or two names: \"{}\" and \"{}\"", name.substr(0, both), name.substr(both + 5));
  std::string message = "this is a word of the question language; as a name it needs quotes";
  if (name.find(' ') != std::string::npos)
    message = "a name of more than one word needs quotes when a word of the question language is in it";
  if (begin < at && in_classes(slice(c.text, c.token), wc::noun))
    message = fmt::format("'{}' does not describe {} here; if it is a name, it needs quotes",
                          without_trailing_layout(c.text.substr(begin, at - begin)), slice(c.text, c.token));
  return say("E110", message, where, fix, edit);
}

// A bracket that stands open where only its partner was wanted.
Hint open_bracket(const Context& c) {
  if (!expects(c, ")")) return {};
  const auto end = without_trailing_layout(c.text.substr(0, c.failure.at)).size();
  std::vector<std::size_t> open;
  bool quoted = false;
  for (std::size_t i = 0; i < end; ++i) {
    if (c.text[i] == '"') quoted = !quoted;
    if (!quoted && c.text[i] == '(') open.push_back(i);
    if (!quoted && c.text[i] == ')' && !open.empty()) open.pop_back();
  }
  if (open.empty()) return {};
  const Diagnostic::Edit edit{span_of(end, end), std::string(open.size(), ')')};
  if (c.trial(edit) != Trial::mends) return {};
  const auto begin = open.back();
  return say("E108", "this bracket is never closed", span_of(begin, begin + 1),
             fmt::format("write: {})", squeeze(c.text.substr(begin, end - begin))), edit);
}
// A sign that nothing else could stand for: "->".
Hint sign_needed(const Context& c) {
  if (c.failure.classes != 0 || !c.failure.kinds.empty() || c.failure.keywords.size() != 1 || empty(c.token))
    return {};
  const auto sign = c.failure.keywords.front();
  if (wordy(sign.front())) return {};
  for (const Diagnostic::Edit& edit :
       {Diagnostic::Edit{c.token, std::string(sign)},
        Diagnostic::Edit{span_of(c.token.begin, c.token.begin), std::string(sign)}})
    if (c.trial(edit) != Trial::fails)
      return say("E101", fmt::format("I did not expect '{}' here", slice(c.text, c.token)), c.token,
                 fmt::format("write {}", sign), edit);
  return {};
}

Hint no_opening(const Context& c) {
  const auto start = start_of_question(c.text);
  const auto explain = phrase_length(c.text.substr(start), "explain");
  const auto begin = start + explain + layout_length(c.text.substr(start + explain));
  if (c.failure.at != begin || empty(c.token)) return {};
  auto diagnostic =
      say("E111",
          "a question starts with which, what, list, find, show me, how many, are there, describe or gaps in",
          c.token, "");
  for (const std::string opening : {"list ", "describe "}) {
    const Diagnostic::Edit edit{span_of(begin, begin), opening};
    if (c.trial(edit) != Trial::mends) continue;
    diagnostic.fix = fmt::format("write: {}{}", opening, rest_of_part(c.text, begin));
    diagnostic.edit = edit;
    return diagnostic;
  }
  diagnostic.fix = "try: list claims about \"trust\"";
  return diagnostic;
}

Hint ends_too_early(const Context& c) {
  if (!empty(c.token) && slice(c.text, c.token) != "?") return {};
  Span where = empty(c.token) ? c.previous : c.token;
  if (empty(where)) {  // after a bracket or sign: that one
    auto end = without_trailing_layout(c.text).size(), begin = end;
    while (begin > 0 && (begin == end || (static_cast<unsigned char>(c.text[begin]) & 0xC0) == 0x80)) --begin;
    where = span_of(begin, end);
  }
  auto diagnostic = say("E108", "the question stops before it is complete", where, "");
  diagnostic.expected = expected_words(c);
  return diagnostic;
}

// In this order: the first that recognises the mistake speaks.
constexpr Hint (*kHints[])(const Context&) = {nothing_asked,    sql,
                                              gaps_without_in,  single_quotes,
                                              unclosed_quote,   two_equals_signs,
                                              bad_date,         number_needed,
                                              number_then_name, order_without_by,
                                              missing_bar,      participle_without_by,
                                              unknown_property, misspelt,
                                              misspelt_before,  name_of_several_words,
                                              open_bracket,     sign_needed,
                                              no_opening,       ends_too_early};

}  // namespace

Diagnostic hint(std::string_view text, const Failure& failure, const Try& trial) {
  const Context context{text, failure, trial, token_at(text, failure.at), token_before(text, failure.at)};
  for (const auto try_hint : kHints)
    if (auto diagnostic = try_hint(context)) return std::move(*diagnostic);
  // A word that no list holds, where a word of the lists is wanted.
  const auto word = slice(text, context.token);
  const bool unknown = failure.classes != 0 && bare_word_length(word) == word.size() &&
                       longest_word(word, ~WordClasses{0}).length != word.size();
  // Say what a known word is, where it is something else than what could stand here.
  const auto classes = longest_word(word, ~WordClasses{0}).length == word.size()
                           ? longest_word(word, ~WordClasses{0}).classes
                           : 0;
  const std::string_view what = (classes & wc::reserved) != 0    ? ""
                                : (classes & wc::noun) != 0      ? "a kind of thing"
                                : (classes & wc::adjective) != 0 ? "a describing word"
                                : (classes & wc::verb) != 0      ? "a verb"
                                : (classes & wc::property) != 0  ? "a property"
                                : (classes & wc::choice) != 0    ? "a value of a property"
                                                                 : "";
  auto diagnostic =
      unknown ? say("E105", fmt::format(fmt::runtime(kUnknownWord), word), context.token, "")
              : say("E101",
                    fmt::format("I did not expect '{}' here{}{}", word, what.empty() ? "" : "; it is ", what),
                    context.token, "");
  diagnostic.expected = expected_words(context);
  return diagnostic;
}

Diagnostic too_long(std::string_view text, std::size_t limit) {
  return say("E301", fmt::format("this question is {} bytes long; the limit is {}", text.size(), limit),
             span_of(0, 0), "ask a shorter question");
}
Diagnostic not_utf8(std::string_view text, std::size_t at) {
  return say("E100", fmt::format("byte {} of this question is not valid UTF-8", at),
             span_of(at, std::min(at + 1, text.size())), "save it as UTF-8 text");
}

}  // namespace evident::query
