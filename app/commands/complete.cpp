// evident complete: what may stand at a place of a question, for editors and scripts.
#include "query/complete.hpp"

#include <algorithm>

#include "app/choices.hpp"
#include "app/commands.hpp"
#include "app/with_graph.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::app {
namespace {

// The byte at which the n-th character begins; the end of the text where it has fewer.
std::size_t byte_of(std::string_view text, std::size_t n) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && n-- == 0) break;
  return at;
}
std::int64_t character_of(std::string_view text, std::size_t byte) {
  return static_cast<std::int64_t>(count_code_points(text.substr(0, byte)));
}

}  // namespace

Result<Json> completion(const graph::Graph& graph, const std::string& text, std::int64_t at,
                        const query::AskOptions& options) {
  if (const auto wrong = first_invalid_utf8(text))
    return fail(Code::bad_argument, "the question is no valid UTF-8", "give it as UTF-8 text");
  const auto cursor = at < 0 ? text.size() : byte_of(text, static_cast<std::size_t>(at));
  Json::Array choices;
  for (auto& choice : query::complete(graph, text, cursor, options))
    choices.push_back(Json::Object{{"text", std::move(choice.text)},
                                   {"kind", std::move(choice.kind)},
                                   {"label", std::move(choice.label)},
                                   {"begin", character_of(text, choice.where.begin)},
                                   {"end", character_of(text, choice.where.end)}});
  return Json(
      Json::Object{{"question", text}, {"at", character_of(text, cursor)}, {"choices", std::move(choices)}});
}

int complete(const Common& common, const CompleteArguments& arguments) {
  auto graph = graph::Graph::open(common.base);
  if (!graph) return report(graph.error());
  auto answer = believed(common, *graph, [&](const graph::Graph& whole) {
    return completion(whole, arguments.question, arguments.at, {});
  });
  if (!answer) return report(answer.error());
  if (!*answer) return report(answer->error());
  return print_out(print_json(**answer, true) + "\n") ? kDone : kBadBase;
}

}  // namespace evident::app
