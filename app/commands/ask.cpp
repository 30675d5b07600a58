// evident ask and evident explain.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <iterator>

#include "app/commands.hpp"
#include "graph/graph.hpp"
#include "query/answer.hpp"

namespace evident::app {

int ask(const Common& common, const AskArguments& arguments) {
  const query::Format* format = query::format_named(arguments.format.empty() ? "table" : arguments.format);
  if (!format) {
    std::string names;
    for (const auto& f : query::formats()) names += fmt::format("{}{}", names.empty() ? "" : ", ", f.name);
    return report({Code::bad_argument,
                   fmt::format("there is no format '{}'", arguments.format),
                   "choose one of: " + names,
                   {}});
  }
  std::string question = arguments.question;
  if (question == "-") question.assign(std::istreambuf_iterator<char>(std::cin), {});

  if (arguments.explain) question.insert(0, "explain ");

  auto graph = graph::Graph::open(common.base);
  if (!graph) return report(graph.error());

  query::AskOptions options;
  options.parameters = arguments.parameters;
  options.rows = arguments.rows;
  options.cancel = common.cancel;
  auto answer = query::ask(*graph, question, options);
  if (!answer) {
    std::fputs(query::show_diagnostic(answer.error(), question).c_str(), stderr);
    return answer.error().code.starts_with("E3") ? kLimit : kWrongArguments;
  }
  query::RenderOptions render;
  render.width = terminal_width();
  render.colour = wants_colour(STDOUT_FILENO);
  render.ascii = wants_ascii();
  render.byte_order_mark = arguments.byte_order_mark;
  render.version = EVIDENT_VERSION;
  return print_out(format->render(*answer, render)) ? kDone : kBadBase;
}

}  // namespace evident::app
