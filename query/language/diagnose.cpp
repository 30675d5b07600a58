// The slow pass: PEGTL reads the question again with a control that notes, at every terminal that fails,
// where it began and what it would have been. The farthest place wins. What is said about it comes from
// hints.cpp; a fix that is offered as a change of the text is tried here first.
#include "query/language/diagnose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tao/pegtl/contrib/analyze.hpp>

#include "query/language/grammar.hpp"
#include "query/language/tree.hpp"

namespace evident::query {
namespace {

namespace pegtl = tao::pegtl;

struct Track {
  std::string_view text;
  Failure failure;
  std::size_t depth = 0;
  std::size_t depth_limit = 64;
  std::size_t tries = 0;
  DeclaredNames declared;

  bool reached(const char* place) {
    const auto at = static_cast<std::size_t>(place - text.data());
    if (at < failure.at) return false;
    if (at > failure.at) {
      failure = {};
      failure.at = at;
    }
    return true;
  }
  static void once(std::vector<std::string_view>& list, std::string_view word) {
    if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
  }
};

// What a terminal would have been; rules that are no terminals fall through to the last.
template <grammar::Phrase... phrases>
void note(const grammar::kw<phrases...>*, const char* at, Track& track) {
  if (track.reached(at)) (Track::once(track.failure.keywords, phrases.view()), ...);
}
template <WordClasses classes>
void note(const grammar::word<classes>*, const char* at, Track& track) {
  if (track.reached(at)) track.failure.classes |= classes;
}
void note(const grammar::describing*, const char* at, Track& track) {
  if (track.reached(at)) track.failure.classes |= word_class::adjective;
}
void note(const grammar::grouping_word*, const char* at, Track& track) {
  if (track.reached(at)) track.failure.classes |= word_class::property | word_class::noun;
}
void note(const grammar::pure_property*, const char* at, Track& track) {
  if (track.reached(at)) track.failure.classes |= word_class::property;
}
#define NOTE(rule, words)                                           \
  void note(const grammar::rule*, const char* at, Track& track) {   \
    if (track.reached(at)) Track::once(track.failure.kinds, words); \
  }
NOTE(bare_name, "a name in quotes")
NOTE(text, "a name in quotes")
NOTE(count, "a number")
NOTE(number, "a number")
NOTE(year, "a year or date")
NOTE(date, "a year or date")
NOTE(compare_sign, "=, !=, <, <=, > or >=")
NOTE(set_name, "a set (@name)")
NOTE(declaration, "a name")
NOTE(identifier, "a name")
#undef NOTE
// Brackets and bars that nothing stands for.
void note(const grammar::P<')'>*, const char* at, Track& track) {
  if (track.reached(at)) Track::once(track.failure.keywords, ")");
}
void note(const grammar::P<'}'>*, const char* at, Track& track) {
  if (track.reached(at)) Track::once(track.failure.keywords, "}");
}
void note(const grammar::S<'-', '>'>*, const char* at, Track& track) {
  if (track.reached(at)) Track::once(track.failure.keywords, "->");
}
void note(const grammar::P<'('>*, const char* at, Track& track) {
  if (track.reached(at)) Track::once(track.failure.keywords, "(");
}
void note(const grammar::P<'|'>*, const char* at, Track& track) {
  if (track.reached(at)) Track::once(track.failure.keywords, "|");
}
void note(const pegtl::eof*, const char* at, Track& track) { track.reached(at); }
void note(const void*, const char*, Track&) {}

template <typename Rule>
struct tracking : pegtl::normal<Rule> {
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input>
  [[nodiscard]] static bool match(Input& in, Track& track) {
    const char* const begin = in.current();
    if constexpr (grammar::nests<Rule>) {
      const auto at = std::min(static_cast<std::size_t>(begin - track.text.data()), track.text.size() - 1);
      if (++track.depth > track.depth_limit) throw TooDeep{at};
      if (++track.tries > most_tries(track.text.size())) throw TooDeep{at, true};
    }
    const bool matched = pegtl::normal<Rule>::template match<A, M, Action, Control>(in, track);
    if constexpr (grammar::nests<Rule>) --track.depth;
    if (!matched) note(static_cast<const Rule*>(nullptr), begin, track);
    return matched;
  }
};

Trial tried(std::string_view text, const Diagnostic::Edit& edit, const Limits& limits) {
  const auto changed = edited(text, edit);
  const auto end = edit.where.begin + edit.text.size();
  try {
    const auto failure = farthest_failure(changed, limits);
    if (!failure.failed) return Trial::mends;
    return failure.at > end + layout_length(std::string_view(changed).substr(end)) ? Trial::helps
                                                                                   : Trial::fails;
  } catch (const TooDeep&) {
    return Trial::fails;
  }
}

}  // namespace

Failure farthest_failure(std::string_view text, const Limits& limits) {
  Track track;
  track.text = text;
  track.depth_limit = limits.question_depth;
  pegtl::memory_input<pegtl::tracking_mode::lazy> in(text.data(), text.data() + text.size(), "");
  track.failure.failed = !pegtl::parse<grammar::question, pegtl::nothing, tracking>(in, track);
  return std::move(track.failure);
}

Diagnostic diagnose(std::string_view text, const Limits& limits) {
  try {
    return hint(text, farthest_failure(text, limits),
                [&](const Diagnostic::Edit& edit) { return tried(text, edit, limits); });
  } catch (const TooDeep& deep) {  // the fast pass stopped before it got so deep
    return too_deep(deep, limits.question_depth);
  }
}

Diagnostic too_deep(const TooDeep& deep, std::size_t limit) {
  Diagnostic diagnostic;
  diagnostic.code = "E302";
  diagnostic.message = deep.tangled ? "this question has parts within parts that can be read in too many ways"
                                    : fmt::format("this question nests deeper than {} levels", limit);
  diagnostic.span = {static_cast<std::uint32_t>(deep.at), static_cast<std::uint32_t>(deep.at + 1)};
  diagnostic.fix = "take brackets away, or ask it as several questions";
  return diagnostic;
}

std::size_t grammar_problems() { return pegtl::analyze<grammar::question>(-1); }

}  // namespace evident::query
