// What may stand at the cursor of a question that is still being written.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"
#include "query/language/ast.hpp"

namespace evident::query {

struct Choice {
  std::string text;   // put in place of the bytes `where`
  std::string kind;   // what kind of word it is: "kind of thing", "verb", "name" …
  std::string label;  // what it means, or for a name what it is and how often it occurs
  Span where;         // of the question; ends at the cursor
};

// The choices at `cursor` (a byte of the text; what follows it is not looked at), best first, always in the
// same order. With any of them in its place the question reads on to the end of the choice, and what stands
// there makes sense for the things that are asked about. Names are those of the library. None: an error
// stands before the cursor, or nothing can be offered there ("a name of your own").
std::vector<Choice> complete(const graph::Graph& graph, std::string_view text, std::size_t cursor,
                             const AskOptions& options = {});

// Works out now what the first completion of a graph would have to: for a second thread while somebody begins to type.
void prepare_to_complete(const graph::Graph& graph);

}  // namespace evident::query
