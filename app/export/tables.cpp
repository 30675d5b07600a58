// Everything as tables that `evident load` reads (docs/formats/tables.md), or an answer as one table.
#include <fmt/format.h>

#include "app/export/format.hpp"
#include "graph/base.hpp"
#include "graph/tables/write.hpp"

namespace evident::app {
namespace {

Result<std::string> write(const ExportJob& job) {
  if (job.answer) {
    query::RenderOptions options;
    options.version = EVIDENT_VERSION;
    options.style = job.arguments.style;
    options.byte_order_mark = job.arguments.byte_order_mark;
    return query::format_named("csv")->render(*job.answer, options);
  }
  EV_TRY(const graph::Base base, graph::Base::open(job.common.base, graph::Access::read));
  EV_TRY(const auto written, graph::write_tables(base, job.arguments.output, *job.common.cancel));
  return fmt::format("{} tables with {} rows.\n", written.tables, written.rows);
}

const RegisterExport kTables({.name = "csv",
                              .doc = "a folder of tables, one a kind of thing or edge, which 'load' reads; of an answer one table",
                              .to = ExportFormat::To::folder,
                              .write = write});

}  // namespace
}  // namespace evident::app
