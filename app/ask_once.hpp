// One question over one open library: shared by `evident ask`, `evident explain` and the prompt.
#pragma once
#include <functional>
#include <string>
#include <string_view>

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

// On which day a source came in; reads the days from the base when a question first wants one.
std::function<std::string(std::string_view)> days_added(const std::filesystem::path& base);

// The day on which the newest source came in (ISO 8601); empty when there is none.
std::string newest_day(const std::filesystem::path& base);

// Whether there is a style of citations of this name ("" is the usual one); the error lists them.
Result<void> check_style(const std::string& name);

// The format of this name ("" is table), or the error that lists them.
Result<const query::Format*> choose_format(const std::string& name);

}  // namespace evident::app
