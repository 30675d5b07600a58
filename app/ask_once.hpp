// One question over one open library: shared by `evident ask`, `evident explain` and the prompt.
#pragma once
#include <string>

#include "app/commands.hpp"
#include "graph/graph.hpp"
#include "query/answer.hpp"

namespace evident::app {

struct Asked {
  int exit = kDone;
  std::string answer;   // printed in the format; empty when there is an error
  std::string problem;  // the diagnostic for people
  std::string mended;   // the question with the diagnostic's fix in it; empty when it has none
};
Asked ask_once(const graph::Graph& graph, const std::string& question, const Common& common,
               const AskArguments& arguments, const query::Format& format);

// The format of this name ("" is table), or the error that lists them.
Result<const query::Format*> choose_format(const std::string& name);

}  // namespace evident::app
