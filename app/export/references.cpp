// The records of all sources, or of those that an answer cites, for reference managers. Works that are only cited are
// no records of the library; an answer that lists them hands them out.
#include "app/export/format.hpp"
#include "query/citations/exchange.hpp"

namespace evident::app {
namespace {

template <std::string (*Write)(const std::vector<query::Record>&)>
Result<std::string> write(const ExportJob& job) {
  if (job.answer) return Write(job.answer->records);
  std::vector<query::Record> records;
  const auto sources = job.graph->nodes(graph::Kind::source);
  for (graph::Node node = sources.first; node < sources.last; ++node)
    if (job.graph->in(node, graph::Edge::contains).empty()) records.push_back(query::record_of(*job.graph, node));
  query::give_keys(records);
  return Write(records);
}

const RegisterExport kRis({.name = "ris",
                           .doc = "the records of the sources, for reference managers",
                           .needs_graph = true,
                           .hides_text = true,
                           .write = write<query::ris>});
const RegisterExport kBibtex({.name = "bibtex",
                              .doc = "the records of the sources, for LaTeX and reference managers",
                              .needs_graph = true,
                              .hides_text = true,
                              .write = write<query::bibtex>});
const RegisterExport kCslJson({.name = "csl-json",
                               .doc = "the records of the sources, for Zotero, pandoc and others",
                               .needs_graph = true,
                               .hides_text = true,
                               .write = write<query::csl_json>});

}  // namespace
}  // namespace evident::app
