// From the name of a thing of the data to its node: identifier, then label, then what it might have meant.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/language/ast.hpp"
#include "query/language/parse.hpp"

namespace evident::query {

using Kinds = std::vector<graph::Kind>;

// A diagnostic without an edit.
inline Diagnostic trouble(std::string code, std::string message, Span span, std::string fix) {
  Diagnostic problem;
  problem.code = std::move(code);
  problem.message = std::move(message);
  problem.span = span;
  problem.fix = std::move(fix);
  return problem;
}

inline constexpr std::size_t kExpansion = 5000;  // narrower terms of one name

// Named things and concepts, which many documents share; not works and not what they say.
bool is_thing(graph::Kind kind);
// Whether a document names the thing or says anything about it, or, if that is enough, somebody looked for it. Items always are.
bool in_use(const graph::Graph& graph, graph::Node node, bool or_looked_for = false);
// Whether a thing is in use where such an edge leads to it.
bool is_use(graph::Edge edge);
// In how many passages it is named, spoken of or speaks.
std::size_t times_used(const graph::Graph& graph, graph::Node node);
// The thing and everything narrower, transitively, ascending; cycles do no harm. Stops after `limit` things.
std::vector<graph::Node> with_narrower(const graph::Graph& graph, graph::Node node,
                                       std::size_t limit = kExpansion + 1);

// The things and everything broader, likewise.
std::vector<graph::Node> with_broader(const graph::Graph& graph, const std::vector<graph::Node>& nodes);

struct ResolvedName {
  graph::Node node = graph::kNoNode;
  std::vector<graph::Node> nodes;  // with narrower terms, ascending
  std::size_t narrower = 0;        // how many of those are in use
  std::string shown;               // its label
  // Its kind; several when one idea stands in several lists ("leadership" is a success factor and a
  // hallmark): then all of them are meant.
  Kinds kinds;
  std::vector<graph::Node> things;  // one of each list, without narrower terms
  std::string loosely;              // what was taken for ~"…", when that differs
};

// kinds: what may stand there; empty: anything. Errors: E201 unknown, E202 several things that are not one
// idea, E203 the same unquoted, E230 no value, E304 too many narrower terms.
tl::expected<ResolvedName, Diagnostic> resolve(const graph::Graph& graph, const Name& name,
                                               const Kinds& kinds, const AskOptions& options);

// Everything of that name, in use or not, ascending; for describe.
std::vector<graph::Node> all_named(const graph::Graph& graph, std::string_view text);
// The parameter's value or the name's text.
tl::expected<std::string, Diagnostic> name_text(const Name& name, const AskOptions& options);
// E201 with suggestions and counted text hits.
Diagnostic unknown_name(const graph::Graph& graph, const Name& name, std::string_view text,
                        const Kinds& kinds);

// "measure" or "measures"; "a measure, a barrier or a group".
std::string kind_word(graph::Kind kind, bool plural);
std::string join_words(const std::vector<std::string>& words, std::string_view last);
// "measures and barriers".
std::string kinds_words(const Kinds& kinds);
// The first of them, joined by commas.
std::string some_of(std::vector<std::string> words, std::size_t most = 12);

}  // namespace evident::query
