#include "query/answer.hpp"
#include "query/bind/bind.hpp"
#include "query/bind/mend.hpp"
#include "query/bind/whole_names.hpp"
#include "query/execute/execute.hpp"
#include "query/execute/why_not.hpp"
#include "query/language/parse.hpp"
#include "query/rephrase/rephrase.hpp"
#include "query/understood.hpp"

namespace evident::query {

std::string share_words(const Share& share) {
  std::string text = std::to_string(share.part) + " of " + std::to_string(share.known);
  if (share.known != share.whole) text += " known (of " + std::to_string(share.whole) + ")";
  return text;
}

tl::expected<Understood, Diagnostic> understood(const graph::Graph& graph, std::string_view question,
                                                const AskOptions& options) {
  auto tree = parse(question, options.limits);
  if (!tree) return tl::unexpected(with_proposal(graph, question, std::move(tree.error()), options));
  auto plan = bind(graph, *tree, options);
  if (!plan) {
    if (const auto whole = with_whole_name(graph, question, plan.error()); !whole.empty())
      return understood(graph, whole, options);  // with one name fewer that is not quoted
    auto problem = mended(graph, question, std::move(plan.error()), options);
    return tl::unexpected(with_proposal(graph, question, std::move(problem), options));
  }
  plan->canonical = print(*tree);
  return Understood{std::move(*tree), std::move(*plan)};
}

tl::expected<Answer, Diagnostic> ask(const graph::Graph& graph, std::string_view question,
                                     const AskOptions& options) {
  auto read = understood(graph, question, options);
  if (!read) return tl::unexpected(std::move(read.error()));
  const auto& [tree, plan] = *read;
  if (tree.explain) {  // the reading and the plan; of the answer only what emptied it
    Answer reading;
    reading.kind = Answer::Kind::none;
    reading.question = std::string(question);
    reading.canonical = plan.canonical;
    reading.read_as = plan.read_as;
    reading.summary = "Plan: " + print_plan(plan);
    reading.notices = plan.notices;
    AskOptions briefly = options;
    briefly.rows = 1;
    if (auto answer = execute(graph, plan, briefly)) reading.emptied_by = std::move(answer->emptied_by);
    reading.base = std::string(graph.fingerprint());
    return reading;
  }
  auto answer =
      tree.why_not ? explain_absence(graph, plan, *tree.why_not, options) : execute(graph, plan, options);
  if (answer) answer->question = std::string(question);
  return answer;
}

tl::expected<Answer, Diagnostic> why_not(const graph::Graph& graph, std::string_view question,
                                         std::string_view item, const AskOptions& options) {
  auto read = understood(graph, question, options);
  if (!read) return tl::unexpected(std::move(read.error()));
  Name name;
  name.text = std::string(item);
  name.quoted = true;
  read->tree.why_not = name;
  read->plan.canonical = print(read->tree);
  auto answer = explain_absence(graph, read->plan, name, options);
  if (answer) answer->question = std::string(question);
  return answer;
}

}  // namespace evident::query
