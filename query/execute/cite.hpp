// How a work is cited: author and date in the text, the whole reference in the list of sources.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"

namespace evident::query {

// "Field" of "Field J.E.", "Field, J.E." or "Jane Field"; an organisation keeps its whole name.
std::string family_name(std::string_view author);
// "Field and Peck (2003)", "Dowling and Glendinning (no date)", "Department of Health (2002)", "notes.txt
// (incomplete: add author, title)".
std::string citation_of(const SourceView& source, std::string_view publisher);
// References in a style of query/citations, or as bibtex, ris (a record of several lines), markdown or footnotes; of all
// sources together, because works of the same people and year are told apart.
void cite_in(const graph::Graph& graph, std::vector<SourceView>& sources, std::string_view style);
SourceView view_of(const graph::Graph& graph, graph::Node source);

}  // namespace evident::query
