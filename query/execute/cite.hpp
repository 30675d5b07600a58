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
// "field2003", "departmentofhealthnd".
std::string citation_key(const SourceView& source);
// The reference in a style: harvard, vancouver, apa, bibtex, ris (a record of several lines), markdown,
// footnotes. number: its place in the list.
std::string reference_in(const SourceView& source, std::string_view style, std::size_t number);
SourceView view_of(const graph::Graph& graph, graph::Node source);

}  // namespace evident::query
