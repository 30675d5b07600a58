#include "query/execute/scope.hpp"

#include <array>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Graph;
using graph::Kind;
using graph::Node;

// How a person would group a shelf: whole texts by genre first, then what is less than the whole.
enum Shelf {
  reports,
  reviews,
  studies,
  cases,
  other_texts,
  abstracts,
  digests,
  slides,
  opinions,
  records,
  unknown,
  kShelves
};

Shelf shelf_of(const Graph& graph, Node source) {
  namespace choice = graph::choice;
  const auto type = graph.choice(source, Attribute::doc_type);
  const auto depth = graph.choice(source, Attribute::depth);
  const auto is = [](auto held, auto wanted) { return held && *held == static_cast<std::uint8_t>(wanted); };
  if (is(depth, choice::depth::record_only)) return records;
  if (is(type, choice::doc_type::slides) || is(depth, choice::depth::slides)) return slides;
  if (is(type, choice::doc_type::opinion)) return opinions;
  if (is(depth, choice::depth::abstract)) return abstracts;
  if (is(depth, choice::depth::digest)) return digests;
  if (!depth) return unknown;
  if (is(type, choice::doc_type::report)) return reports;
  if (is(type, choice::doc_type::review)) return reviews;
  if (is(type, choice::doc_type::study)) return studies;
  if (is(type, choice::doc_type::case_study)) return cases;
  return other_texts;
}

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

std::string shelf_words(Shelf shelf, std::size_t n) {
  switch (shelf) {
    case reports:
      return counted(n, "full report", "full reports");
    case reviews:
      return counted(n, "full review", "full reviews");
    case studies:
      return counted(n, "full paper", "full papers");
    case cases:
      return counted(n, "full case study", "full case studies");
    case other_texts:
      return counted(n, "full text", "full texts");
    case abstracts:
      return counted(n, "abstract", "abstracts");
    case digests:
      return counted(n, "digest", "digests");
    case slides:
      return n == 1 ? "slides" : counted(n, "", "slide decks");
    case opinions:
      return n == 1 ? "an opinion piece" : counted(n, "", "opinion pieces");
    case records:
      return counted(n, "record without its text", "records without their text");
    default:
      return counted(n, "document of unknown depth", "documents of unknown depth");
  }
}

}  // namespace

bool is_held(const Graph& graph, Node source) {
  const auto by = graph.in(source, graph::Edge::contains);  // a work that is only cited stands in another
  return by.empty() || by.front() == source;
}

namespace {

Answer::Searched counted_anew(const Graph& graph) {
  Answer::Searched result;
  std::array<std::size_t, kShelves> shelves{};
  const auto sources = graph.nodes(Kind::source);
  for (Node n = sources.first; n < sources.last; ++n) {
    if (!is_held(graph, n)) continue;
    ++result.sources;
    ++shelves[shelf_of(graph, n)];
    const auto depth = graph.choice(n, Attribute::depth);
    result.read += depth && *depth != static_cast<std::uint8_t>(graph::choice::depth::record_only);
  }
  result.studies = graph.nodes(Kind::study).size();
  result.claims = graph.nodes(Kind::claim).size();
  std::string parts;
  const std::size_t extracts =
      shelves[abstracts] && shelves[digests] ? shelves[abstracts] + shelves[digests] : 0;
  for (int shelf = 0; shelf < kShelves; ++shelf)
    if (const std::size_t n = shelves[static_cast<std::size_t>(shelf)]) {
      if (extracts && shelf == digests) continue;
      parts += parts.empty() ? "" : ", ";
      parts += extracts && shelf == abstracts ? std::to_string(extracts) + " abstracts or digests"
                                              : shelf_words(static_cast<Shelf>(shelf), n);
    }
  result.scope = counted(result.sources, "document", "documents");
  if (!parts.empty()) result.scope += " (" + parts + ")";
  return result;
}

}  // namespace

// What a library holds does not change while its fingerprint is the same: it is counted once for all questions.
Answer::Searched searched(const Graph& graph) {
  if (graph.fingerprint().empty()) return counted_anew(graph);
  static std::mutex guard;
  static std::map<std::tuple<std::string, Node, graph::EdgeId>, Answer::Searched> known;
  const std::tuple key{std::string(graph.fingerprint()), graph.num_nodes(), graph.num_edges()};
  const std::lock_guard lock(guard);
  if (const auto at = known.find(key); at != known.end()) return at->second;
  if (known.size() >= 8) known.clear();
  return known[key] = counted_anew(graph);
}

}  // namespace evident::query
