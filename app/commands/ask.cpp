// evident ask, evident explain and evident map.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <optional>

#include "app/ask_once.hpp"
#include "app/quality_card.hpp"
#include "app/with_graph.hpp"
#include "graph/base.hpp"
#include "query/citations/style.hpp"
#include "query/execute/cite.hpp"
#include "query/prepared.hpp"
#include "support/files.hpp"

namespace evident::app {

Result<const query::Format*> choose_format(const std::string& name) {
  if (const auto* format = query::format_named(name.empty() ? "table" : name)) return format;
  std::string names;
  for (const auto& f : query::formats()) names += fmt::format("{}{}", names.empty() ? "" : ", ", f.name);
  return tl::unexpected(
      Error{Code::bad_argument, fmt::format("there is no format '{}'", name), "choose one of: " + names, {}});
}

Result<void> check_style(const std::string& name) {
  if (name.empty() || query::style_named(name)) return {};
  std::string names;
  for (const auto& style : query::styles()) names += fmt::format("{}{}", names.empty() ? "" : ", ", style.name);
  return fail(Code::bad_argument, fmt::format("there is no style '{}'", name), "choose one of: " + names);
}

std::string newest_day(const std::filesystem::path& base) {
  std::string newest;
  if (const auto opened = graph::Base::open(base, graph::Access::read))
    if (const auto days = opened->days_added())
      for (const auto& [source, day] : *days) newest = std::max(newest, day);
  return newest;
}

std::function<std::string(std::string_view)> days_added(const std::filesystem::path& base) {
  return [base, days = std::optional<std::vector<std::pair<std::string, std::string>>>{}](
             std::string_view source) mutable {
    if (!days) {
      days.emplace();
      if (const auto opened = graph::Base::open(base, graph::Access::read))
        if (auto read = opened->days_added()) days = std::move(*read);
    }
    const auto at = std::lower_bound(days->begin(), days->end(), source,
                                     [](const auto& day, std::string_view key) { return day.first < key; });
    return at != days->end() && at->first == source ? at->second : std::string();
  };
}

Asked ask_once(const graph::Graph& graph, const std::string& question, const Common& common,
               const AskArguments& arguments, const query::Format& format) {
  query::AskOptions options;
  options.parameters = arguments.parameters;
  options.rows = arguments.rows;
  options.cancel = common.cancel;
  options.added = days_added(common.base);
  options.card = known_quality;
  auto answer = arguments.why_not.empty() ? query::ask(graph, question, options)
                                          : query::why_not(graph, question, arguments.why_not, options);
  if (!answer)
    return {answer.error().code.starts_with("E3") ? kLimit : kWrongArguments,
            {},
            query::show_diagnostic(answer.error(), question), query::mended_text(answer.error(), question)};
  if (!arguments.style.empty()) {
    query::cite_in(graph, answer->sources, arguments.style);
    answer->style = arguments.style;
  }
  if (format.cites) query::with_records(graph, *answer);
  query::RenderOptions render;
  render.width = terminal_width();
  render.colour = wants_colour(STDOUT_FILENO);
  render.ascii = wants_ascii();
  render.byte_order_mark = arguments.byte_order_mark;
  render.style = arguments.style;
  render.version = EVIDENT_VERSION;
  render.as_of = [&] { return newest_day(common.base); };
  return {kDone, format.render(*answer, render), {}, {}};
}

// Answers the question that was explained, and says what each step did.
static int analyze(const graph::Graph& graph, const AskArguments& arguments, const Common& common) {
  query::AskOptions options;
  options.parameters = arguments.parameters;
  options.cancel = common.cancel;
  options.added = days_added(common.base);
  auto prepared = query::Prepared::prepare(graph, arguments.question, options);
  const auto lines = prepared ? prepared->analyze(common.cancel) : tl::unexpected(prepared.error());
  if (!lines) {
    std::fputs(query::show_diagnostic(lines.error(), arguments.question).c_str(), stderr);
    return lines.error().code.starts_with("E3") ? kLimit : kWrongArguments;
  }
  std::string text = "\nStep by step: time, rows in → out, what was done\n";
  for (const std::string& line : *lines) text += line + "\n";
  return print_out(text) ? kDone : kBadBase;
}

int ask(const Common& common, const AskArguments& arguments) {
  const auto format = choose_format(arguments.format);
  if (!format) return report(format.error());
  if (auto style = check_style(arguments.style); !style) return report(style.error());
  if ((*format)->binary && arguments.output.empty() && is_terminal(STDOUT_FILENO))
    return report({Code::bad_argument, fmt::format("'{}' is no text for a terminal", (*format)->name),
                   "name a file with -o FILE", {}});
  std::string question = arguments.question;
  if (question == "-") question.assign(std::istreambuf_iterator<char>(std::cin), {});
  if (arguments.explain) question.insert(0, "explain ");

  auto graph = graph::Graph::open(common.base);
  if (!graph) return report(graph.error());
  const auto asked = believed(common, *graph, [&](const graph::Graph& whole) {
    return ask_once(whole, question, common, arguments, **format);
  });
  if (!asked) return report(asked.error());
  if (asked->exit != kDone) {
    std::fputs(asked->problem.c_str(), stderr);
    return asked->exit;
  }
  if (asked->answer.empty()) return report({Code::internal, "the answer could not be written in this format", "", {}});
  if (!arguments.output.empty()) {
    if (auto written = Files::real().write(arguments.output, asked->answer); !written) return report(written.error());
  } else if (!print_out(asked->answer)) {
    return kBadBase;
  }
  return arguments.analyze ? analyze(*graph, arguments, common) : kDone;
}

// The question that the map answers; everything else is as for any question.
int map(const Common& common, const MapArguments& arguments) {
  AskArguments question = arguments.ask;
  question.question = "gap map of " + arguments.rows + " by " + arguments.columns;
  question.rows = 0;
  return ask(common, question);
}

}  // namespace evident::app
