// Author-date after the common form of the Harvard style: family names, "and" before the second of two, "et
// al." from three on, the issuing body where no author is named. What a record lacks is printed, not papered
// over.
#include "query/execute/cite.hpp"

#include "query/citations/name.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Graph;
using graph::Node;

std::string choice_words(const Graph& graph, Node node, Attribute attribute) {
  const auto value = graph.choice(node, attribute);
  if (!value) return {};
  const auto& choice = graph::info(attribute).choices[*value];
  return std::string(choice.words.empty() ? choice.id : choice.words.front());
}

void sentence(std::string& text, std::string_view part) {
  if (part.empty()) return;
  if (!text.empty()) text += ' ';
  text += part;
  if (text.back() != '.' && text.back() != '?' && text.back() != '!') text += '.';
}

}  // namespace

std::string family_name(std::string_view author) { return family_of(parse_name(author)); }

std::string citation_of(const SourceView& source, std::string_view publisher) {
  std::string who;
  const auto& authors = source.authors;
  if (authors.size() == 1)
    who = family_name(authors[0]);
  else if (authors.size() == 2)
    who = family_name(authors[0]) + " and " + family_name(authors[1]);
  else if (authors.size() > 2)
    who = family_name(authors[0]) + " et al.";
  else
    who = std::string(publisher);
  std::string lacks;
  if (who.empty()) lacks = "author";
  if (source.title.empty()) lacks += lacks.empty() ? "title" : ", title";
  if (who.empty()) who = source.title.empty() ? source.file : source.title;
  std::string text = who + (source.year ? " (" + std::to_string(source.year) : std::string(" (no date"));
  if (!lacks.empty()) text += "; incomplete: add " + lacks;
  return text + ")";
}

SourceView view_of(const Graph& graph, Node source) {
  SourceView view;
  view.node = source;
  view.file = std::string(graph.text(source, Attribute::file));
  view.title = std::string(graph.text(source, Attribute::title));
  view.doi = std::string(graph.text(source, Attribute::doi));
  view.genre = choice_words(graph, source, Attribute::doc_type);
  view.depth = choice_words(graph, source, Attribute::depth);
  for (const auto number : graph.list(source, Attribute::authors))
    view.authors.emplace_back(graph.string(number));
  if (const auto year = graph.number(source, Attribute::year)) view.year = static_cast<int>(*year);
  view.invented = graph.choice(source, Attribute::invented).value_or(0) != 0;
  const auto publisher = graph.text(source, Attribute::publisher);
  view.publisher = std::string(publisher);
  view.venue = std::string(graph.text(source, Attribute::venue));
  view.url = std::string(graph.text(source, Attribute::url));
  view.citation = citation_of(view, publisher);

  std::string who;
  for (std::size_t i = 0; i < view.authors.size(); ++i) {
    if (i) who += i + 1 == view.authors.size() ? " and " : ", ";
    who += view.authors[i];
  }
  if (who.empty()) who = publisher;
  std::string& line = view.reference;
  const std::string title = view.title.empty() ? "[incomplete: add title]" : view.title;
  line = (who.empty() ? title : who) +
         (view.year ? " (" + std::to_string(view.year) + ")." : std::string(" (no date)."));
  if (!who.empty()) sentence(line, title);
  if (who.empty()) sentence(line, "[incomplete: add author]");
  sentence(line, graph.text(source, Attribute::venue));
  if (!publisher.empty() && publisher != who) sentence(line, publisher);
  if (!view.doi.empty()) line += " doi:" + view.doi;
  if (graph.choice(source, Attribute::depth) == static_cast<std::uint8_t>(graph::choice::depth::digest))
    line += " [held as somebody else's digest]";
  if (graph.choice(source, Attribute::depth) == static_cast<std::uint8_t>(graph::choice::depth::abstract))
    line += " [abstract]";
  if (view.invented) line += " [invented, for demonstration]";
  return view;
}

}  // namespace evident::query
