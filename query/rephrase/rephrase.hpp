// A question in a person's own words that Ask cannot read is met with one that it can.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"

namespace evident::query {

struct Rephrased {
  std::string question;               // binds over this graph
  std::vector<std::string> left_out;  // words of the original that it does not speak of, in their order
  std::size_t said = 0;               // parts of the original that it speaks of
  bool everyday = false;              // it took a phrase that is no word of Ask
};

// The question that says as much as possible of what this text seems to ask; none when nothing in it is known,
// when it quotes what the library does not have, or when it denies something that could not be kept (a
// proposal never asks the opposite). Looks for kinds of
// things, what describes them, names of the library, times, numbers and everyday phrases (everyday.def); joins
// them with the words that the schema has between such things, and keeps what binds. Deterministic; the work is
// bounded by the number of words, of which it looks at the first 60.
std::optional<Rephrased> rephrase(const graph::Graph& graph, std::string_view text, const AskOptions& options);

// The diagnostic with a proposal, when it has none that runs; otherwise as it is.
Diagnostic with_proposal(const graph::Graph& graph, std::string_view text, Diagnostic problem,
                         const AskOptions& options);

}  // namespace evident::query
