// An answer as a document that is read or worked with, in the formats of query/render. Without a question: everything that
// the library quotes.
#include <fmt/format.h>

#include "app/ask_once.hpp"
#include "app/export/format.hpp"

namespace evident::app {
namespace {

constexpr const char* kEverything = "list quotations";

Result<query::Answer> everything(const ExportJob& job) {
  query::AskOptions options;
  options.rows = 0;
  options.cancel = job.common.cancel;
  auto answer = query::ask(*job.graph, kEverything, options);
  if (!answer) return fail(Code::internal, answer.error().message);
  query::with_records(*job.graph, *answer);
  if (job.arguments.without_text) query::without_text(*answer, *job.arguments.without_text);
  return std::move(*answer);
}

template <const char* const& Name>
Result<std::string> write(const ExportJob& job) {
  query::RenderOptions options;
  options.version = EVIDENT_VERSION;
  options.style = job.arguments.style;
  options.as_of = [&] { return newest_day(job.common.base); };
  const query::Format* format = query::format_named(Name);
  EV_ENSURE(format);
  std::string out;
  if (job.answer) {
    out = format->render(*job.answer, options);
  } else {
    EV_TRY(const query::Answer answer, everything(job));
    out = format->render(answer, options);
  }
  if (out.empty()) return fail(Code::internal, fmt::format("the {} could not be made", Name));
  return out;
}

constexpr const char* kHtml = "html";
constexpr const char* kMarkdown = "markdown";
constexpr const char* kDocx = "docx";
constexpr const char* kXlsx = "xlsx";

const RegisterExport kHtmlExport({.name = "html",
                                  .doc = "one page for a browser and for printing",
                                  .needs_graph = true,
                                  .hides_text = true,
                                  .write = write<kHtml>});
const RegisterExport kMarkdownExport({.name = "markdown",
                                      .doc = "a report whose citations pandoc understands",
                                      .needs_graph = true,
                                      .hides_text = true,
                                      .write = write<kMarkdown>});
const RegisterExport kDocxExport({.name = "docx",
                                  .doc = "a Word file with headings, a table and numbered footnotes",
                                  .to = ExportFormat::To::bytes,
                                  .needs_graph = true,
                                  .hides_text = true,
                                  .write = write<kDocx>});
const RegisterExport kXlsxExport({.name = "xlsx",
                                  .doc = "a workbook: the answer, its quotations, its sources, what it is about",
                                  .to = ExportFormat::To::bytes,
                                  .needs_graph = true,
                                  .hides_text = true,
                                  .write = write<kXlsx>});

}  // namespace
}  // namespace evident::app
