// Any bytes as a question: never a crash; a diagnostic stays inside the text; an accepted question prints to
// text that is read as the same question; a fix offered as a change was tried, so it never makes the text
// unreadable as UTF-8.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/language/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace evident::query;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto question = parse(text);
  if (!question) {
    const auto& error = question.error();
    if (error.code.empty() || error.message.empty()) std::abort();
    if (error.span.begin > error.span.end || error.span.end > size) std::abort();
    if (error.edit && (error.edit->where.begin > error.edit->where.end || error.edit->where.end > size))
      std::abort();
    if (show_diagnostic(error, text).empty()) std::abort();
    return 0;
  }
  const auto canonical = print(*question);
  evident::Limits wider;  // canonical text has more brackets and escapes
  wider.question_bytes *= 4;
  wider.question_depth *= 4;
  const auto again = parse(canonical, wider);
  if (!again || !same(*question, *again) || print(*again) != canonical) std::abort();
  return 0;
}
