// The slow pass over a question that cannot be read: the farthest place any rule reached, what was expected
// there, and the one change that mends it. hints.cpp holds what is said, diagnose.cpp the tracking.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "query/language/parse.hpp"
#include "query/language/vocabulary.hpp"

namespace evident::query {

Diagnostic diagnose(std::string_view text, const Limits& limits);

Diagnostic too_long(std::string_view text, std::size_t limit);
Diagnostic not_utf8(std::string_view text, std::size_t at);

// Where reading stopped.
struct Failure {
  bool failed = false;
  std::size_t at = 0;                      // byte of the farthest place
  std::vector<std::string_view> keywords;  // expected there, in the order of the grammar
  WordClasses classes = 0;                 // vocabulary expected there
  std::vector<std::string_view> kinds;     // other things expected there: "a number", "a name in quotes"
};
Failure farthest_failure(std::string_view text, const Limits& limits);

// What a change does to the question: it reads to the end, or at least beyond the change.
enum class Trial { fails, helps, mends };
using Try = std::function<Trial(const Diagnostic::Edit&)>;

// What to say about a failure: the special cases in their order, else what was expected.
Diagnostic hint(std::string_view text, const Failure& failure, const Try& trial);

// Problems that PEGTL's analysis finds in the grammar: left recursion, loops that consume nothing.
std::size_t grammar_problems();

// E302: it nests deeper than `limit` levels, or can be read in too many ways.
struct TooDeep;
Diagnostic too_deep(const TooDeep& deep, std::size_t limit);

}  // namespace evident::query
