// evident export: finds the format, asks the question if there is one, and puts what comes of it where it belongs.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "app/ask_once.hpp"
#include "app/export/format.hpp"
#include "app/quality_card.hpp"
#include "app/with_graph.hpp"
#include "support/files.hpp"

namespace evident::app {
namespace {

std::vector<ExportFormat>& registered() {
  static std::vector<ExportFormat> all;
  return all;
}

Result<const ExportFormat*> chosen(const ExportArguments& arguments) {
  std::string names;
  for (const ExportFormat& format : export_formats()) {
    if (format.name == arguments.format) return &format;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", format.name);
  }
  return fail(Code::bad_argument, fmt::format("there is no export format '{}'", arguments.format), "choose: " + names);
}

Result<void> check(const ExportFormat& format, const ExportArguments& arguments) {
  EV_CHECK(check_style(arguments.style));
  if (arguments.without_text && !format.hides_text)
    return fail(Code::bad_argument, fmt::format("'{}' holds every text whole, so it cannot be written without", format.name),
                "choose another format: items, html, docx, xlsx, turtle, jsonld or graphml");
  const bool asks = !arguments.ask.empty();
  if (format.to == ExportFormat::To::folder && !asks && arguments.output.empty())
    return fail(Code::bad_argument, "tables are written into a folder", "name it with -o FOLDER");
  if (format.to == ExportFormat::To::file && arguments.output.empty())
    return fail(Code::bad_argument, fmt::format("'{}' is written into a file", format.name), "name it with -o FILE");
  if (format.to == ExportFormat::To::file && asks)
    return fail(Code::bad_argument, fmt::format("'{}' is a copy of everything, not of one answer", format.name),
                "leave --ask out, or choose another format");
  if (format.to == ExportFormat::To::bytes && arguments.output.empty() && is_terminal(STDOUT_FILENO))
    return fail(Code::bad_argument, fmt::format("'{}' is no text for a terminal", format.name), "name a file with -o FILE");
  return {};
}

// The answer to --ask, or what is wrong with the question, printed already.
tl::expected<query::Answer, int> answered(const Common& common, const ExportArguments& arguments,
                                          const graph::Graph& graph) {
  query::AskOptions options;
  options.rows = 0;
  options.cancel = common.cancel;
  options.added = days_added(common.base);
  options.card = known_quality;
  auto answer = query::ask(graph, arguments.ask, options);
  if (!answer) {
    std::fputs(query::show_diagnostic(answer.error(), arguments.ask).c_str(), stderr);
    return tl::unexpected(answer.error().code.starts_with("E3") ? kLimit : kWrongArguments);
  }
  query::with_records(graph, *answer);
  if (arguments.without_text) query::without_text(*answer, *arguments.without_text);
  return std::move(*answer);
}

int put(const ExportFormat& format, const ExportJob& job) {
  auto written = format.write(job);
  if (!written) return report(written.error());
  const bool itself = (format.to == ExportFormat::To::folder && !job.answer) || format.to == ExportFormat::To::file;
  if (itself || job.arguments.output.empty()) return print_out(*written) ? kDone : kBadBase;
  if (auto stored = Files::real().write(job.arguments.output, *written); !stored) return report(stored.error());
  return kDone;
}

}  // namespace

RegisterExport::RegisterExport(ExportFormat format) {
  auto& all = registered();
  all.insert(std::upper_bound(all.begin(), all.end(), format,
                              [](const ExportFormat& a, const ExportFormat& b) { return a.name < b.name; }),
             format);
}
const std::vector<ExportFormat>& export_formats() { return registered(); }

std::vector<std::string> ids_of(const graph::Graph& graph, const query::Answer& answer) {
  std::vector<std::string> ids;
  const auto witness = [&](const query::Witness& one) { ids.push_back(one.item); };
  const auto gaps = [&](const std::vector<query::Gap>& all) {
    for (const query::Gap& gap : all)
      for (const query::Witness& one : gap.stated_by) witness(one);
  };
  for (const query::Row& row : answer.rows) {
    if (!row.id.empty()) ids.push_back(row.id);
    for (const auto& set : row.witnesses)
      for (const query::Witness& one : set) witness(one);
    for (const query::Cell& cell : row.cells)
      for (const query::Witness& one : cell.witnesses) witness(one);
    for (const query::Origin& origin : row.passages) ids.push_back(origin.item);
    gaps(row.gap);
  }
  gaps(answer.gap);
  for (const query::SourceView& source : answer.sources)
    if (source.node != graph::kNoNode) ids.emplace_back(graph.id(source.node));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

int export_library(const Common& common, const ExportArguments& arguments) {
  const auto format = chosen(arguments);
  if (!format) return report(format.error());
  if (auto fits = check(**format, arguments); !fits) return report(fits.error());
  if (!(*format)->needs_graph && arguments.ask.empty()) return put(**format, {common, arguments});
  auto graph = graph::Graph::open(common.base);
  if (!graph) return report(graph.error());
  const auto code = believed(common, *graph, [&](const graph::Graph& whole) {
    if (arguments.ask.empty()) return put(**format, {common, arguments, &whole});
    const auto answer = answered(common, arguments, whole);
    return answer ? put(**format, {common, arguments, &whole, &*answer}) : answer.error();
  });
  return code ? *code : report(code.error());
}

}  // namespace evident::app
