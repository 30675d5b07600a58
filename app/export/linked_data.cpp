// The library as linked data and as a graph: graph/exchange writes them.
#include "app/export/format.hpp"
#include "graph/exchange/rdf.hpp"

namespace evident::app {
namespace {

template <Result<std::string> (*Write)(const std::filesystem::path&, const graph::Selection&, const Cancel&)>
Result<std::string> write(const ExportJob& job) {
  graph::Selection selection;
  selection.everything = !job.answer;
  selection.words = job.arguments.without_text;
  if (job.answer) selection.ids = ids_of(*job.graph, *job.answer);
  return Write(job.common.base, selection, *job.common.cancel);
}

const RegisterExport kTurtle({.name = "turtle",
                              .doc = "linked data: SKOS, PROV-O, Web Annotation, Dublin Core, BIBO",
                              .hides_text = true,
                              .write = write<graph::as_turtle>});
const RegisterExport kJsonLd({.name = "jsonld",
                              .doc = "the same as JSON-LD",
                              .hides_text = true,
                              .write = write<graph::as_json_ld>});
const RegisterExport kGraphMl({.name = "graphml",
                               .doc = "things and links for programs that draw and measure networks",
                               .hides_text = true,
                               .write = write<graph::as_graphml>});

}  // namespace
}  // namespace evident::app
