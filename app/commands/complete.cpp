// evident complete: what may stand at a place of a question, for editors and scripts.
#include "query/complete.hpp"

#include <algorithm>

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

int complete(const Common& common, const CompleteArguments& arguments) {
  const std::string& text = arguments.question;
  if (const auto wrong = first_invalid_utf8(text))
    return report({Code::bad_argument, "the question is no valid UTF-8", "give it as UTF-8 text", {}});
  auto graph = graph::Graph::open(common.base);
  if (!graph) return report(graph.error());
  const auto cursor = arguments.at < 0 ? text.size() : byte_of(text, static_cast<std::size_t>(arguments.at));
  auto offered = believed(common, *graph,
                          [&](const graph::Graph& whole) { return query::complete(whole, text, cursor); });
  if (!offered) return report(offered.error());
  Json::Array choices;
  for (auto& choice : *offered)
    choices.push_back(Json::Object{{"text", std::move(choice.text)},
                                   {"kind", std::move(choice.kind)},
                                   {"label", std::move(choice.label)},
                                   {"begin", character_of(text, choice.where.begin)},
                                   {"end", character_of(text, choice.where.end)}});
  const Json answer =
      Json::Object{{"question", text}, {"at", character_of(text, cursor)}, {"choices", std::move(choices)}};
  return print_out(print_json(answer, true) + "\n") ? kDone : kBadBase;
}

}  // namespace evident::app
