// "cite as": the references of an answer's sources in a style, or as records for other programs.
#include "query/citations/exchange.hpp"
#include "query/citations/style.hpp"
#include "query/execute/cite.hpp"

namespace evident::query {

void cite_in(const graph::Graph& graph, std::vector<SourceView>& sources, std::string_view style) {
  std::vector<Record> records;
  records.reserve(sources.size());
  for (const SourceView& source : sources) records.push_back(record_of(graph, source.node));
  give_keys(records);
  const Style* known = style_named(style);
  const Bibliography list(known ? *known : *style_named(kUsualStyle), records);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    std::string& line = sources[i].reference;
    if (style == "bibtex")
      line = bibtex_entry(records[i], " ");
    else if (style == "ris")
      line = ris_record(records[i]);
    else if (style == "markdown")
      line = "[@" + records[i].key + "]: " + plain(list.reference(i));
    else if (style == "footnotes")
      line = "[^" + std::to_string(i + 1) + "]: " + plain(list.reference(i));
    else
      line = plain(list.reference(i));
  }
}

}  // namespace evident::query
