// evident ask and evident explain.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <iterator>

#include "app/ask_once.hpp"

namespace evident::app {

Result<const query::Format*> choose_format(const std::string& name) {
  if (const auto* format = query::format_named(name.empty() ? "table" : name)) return format;
  std::string names;
  for (const auto& f : query::formats()) names += fmt::format("{}{}", names.empty() ? "" : ", ", f.name);
  return tl::unexpected(
      Error{Code::bad_argument, fmt::format("there is no format '{}'", name), "choose one of: " + names, {}});
}

Asked ask_once(const graph::Graph& graph, const std::string& question, const AskArguments& arguments,
               const query::Format& format, const Cancel* cancel) {
  query::AskOptions options;
  options.parameters = arguments.parameters;
  options.rows = arguments.rows;
  options.cancel = cancel;
  auto answer = query::ask(graph, question, options);
  if (!answer)
    return {answer.error().code.starts_with("E3") ? kLimit : kWrongArguments,
            {},
            query::show_diagnostic(answer.error(), question)};
  query::RenderOptions render;
  render.width = terminal_width();
  render.colour = wants_colour(STDOUT_FILENO);
  render.ascii = wants_ascii();
  render.byte_order_mark = arguments.byte_order_mark;
  render.version = EVIDENT_VERSION;
  return {kDone, format.render(*answer, render), {}};
}

int ask(const Common& common, const AskArguments& arguments) {
  const auto format = choose_format(arguments.format);
  if (!format) return report(format.error());
  std::string question = arguments.question;
  if (question == "-") question.assign(std::istreambuf_iterator<char>(std::cin), {});
  if (arguments.explain) question.insert(0, "explain ");

  auto graph = graph::Graph::open(common.base);
  if (!graph) return report(graph.error());
  const auto asked = ask_once(*graph, question, arguments, **format, common.cancel);
  if (asked.exit != kDone) {
    std::fputs(asked.problem.c_str(), stderr);
    return asked.exit;
  }
  return print_out(asked.answer) ? kDone : kBadBase;
}

}  // namespace evident::app
