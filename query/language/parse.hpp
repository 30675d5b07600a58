// From the text of a question to its syntax tree, or to a diagnostic that shows the place and one fix.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "query/language/ast.hpp"
#include "support/limits.hpp"

namespace evident::query {

// error[E105]: 'mesures' is not a word I know here, with the user's line, carets and one fix. Codes:
// docs/ask/errors.md.
struct Diagnostic {
  std::string code;  // "E105"
  std::string message;
  Span span;                          // bytes of the question
  std::string fix;                    // one copyable change, or empty
  std::vector<std::string> expected;  // when no better fix is known
  // The fix as a change of the text, where there is one: replace the bytes `where` by `text`. It was tried:
  // the changed question reads, or fails only farther on.
  struct Edit {
    Span where;
    std::string text;
  };
  std::optional<Edit> edit;
  // Changes of which one might do, best first, by those who cannot try them. `fix` is what is said of it; empty: the
  // fix as it is. None are left in what ask() gives.
  struct Proposal {
    Edit edit;
    std::string fix;
  };
  std::vector<Proposal> proposals;
};

tl::expected<Question, Diagnostic> parse(std::string_view text, const Limits& limits = {});
// The same without looking for the reason, which takes many times as long: for texts that are only tried.
std::optional<Question> read_if_possible(std::string_view text, const Limits& limits = {});

// The fixed layout: reason, the user's own line, carets under the exact span (columns by display width), "=
// fix:".
std::string show_diagnostic(const Diagnostic& diagnostic, std::string_view text);

// The text with that change in it.
std::string edited(std::string_view text, const Diagnostic::Edit& edit);
// The text with the diagnostic's edit in it; empty when it has none.
std::string mended_text(const Diagnostic& diagnostic, std::string_view text);

// Canonical text: parse(print(q)) is q. Names always quoted, words as the vocabulary prints them.
std::string print(const Question& question);

// The same question: spans, the text as written and whether a name stood in quotation marks do not matter.
bool same(const Question& a, const Question& b);

}  // namespace evident::query
