#include "query/execute/scope.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <mutex>
#include <numeric>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "graph/node_set.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::NodeSet;

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

// The sources that the library has, put on shelves one after the other: by the sets of values that the graph
// keeps, so that no source is looked at by itself.
class Shelves {
 public:
  explicit Shelves(const Graph& graph)
      : graph_(graph), sources_(graph.nodes(Kind::source)), rest_(graph.num_nodes()) {
    namespace choice = graph::choice;
    select(rest_, Attribute::holding, {static_cast<std::uint8_t>(choice::holding::held)});
    held = size(rest_);
    NodeSet known(graph_.num_nodes());  // with some depth
    std::vector<std::uint8_t> depths(graph::info(Attribute::depth).choices.size());
    std::iota(depths.begin(), depths.end(), std::uint8_t{0});
    select(known, Attribute::depth, depths);
    put(records, Attribute::depth, choice::depth::record_only);
    NodeSet of_unknown(graph_.num_nodes());
    const auto rest = words(rest_);
    std::copy(rest.begin(), rest.end(), words(of_unknown).begin());
    subtract(of_unknown, known);
    put(slides, Attribute::doc_type, choice::doc_type::slides);
    put(slides, Attribute::depth, choice::depth::slides);
    put(opinions, Attribute::doc_type, choice::doc_type::opinion);
    put(abstracts, Attribute::depth, choice::depth::abstract);
    put(digests, Attribute::depth, choice::depth::digest);
    read = held - size(of_unknown) - on[records];
    on[unknown] = take(of_unknown);
    put(reports, Attribute::doc_type, choice::doc_type::report);
    put(reviews, Attribute::doc_type, choice::doc_type::review);
    put(studies, Attribute::doc_type, choice::doc_type::study);
    put(cases, Attribute::doc_type, choice::doc_type::case_study);
    on[other_texts] = size(rest_);
  }

  std::array<std::size_t, kShelves> on{};
  std::size_t held = 0, read = 0;

 private:
  std::span<std::uint64_t> words(NodeSet& set) const {  // a kind begins with a word
    return set.words().subspan(sources_.first / 64, (std::size_t{sources_.size()} + 63) / 64);
  }
  std::size_t size(NodeSet& set) const {
    std::size_t count = 0;
    for (const std::uint64_t word : words(set)) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  void subtract(NodeSet& from, NodeSet& what) const {
    const auto to = words(from), out = words(what);
    for (std::size_t w = 0; w < to.size(); ++w) to[w] &= ~out[w];
  }
  void select(NodeSet& into, Attribute attribute, std::vector<std::uint8_t> values) const {
    graph_.select(Kind::source, {{attribute, std::move(values)}}, into);
  }
  // Those of the rest that have this value go on the shelf.
  template <class Value>
  void put(Shelf shelf, Attribute attribute, Value value) {
    const graph::Condition condition{{attribute, {static_cast<std::uint8_t>(value)}}};
    if (graph_.count(Kind::source, condition) == 0) return;
    NodeSet set(graph_.num_nodes());
    graph_.select(Kind::source, condition, set);
    const std::size_t before = size(rest_);
    subtract(rest_, set);
    on[shelf] += before - size(rest_);
  }
  // The sources without a depth that are on no shelf yet go on that of the unknown.
  std::size_t take(NodeSet& of_unknown) {
    const std::size_t before = size(rest_);
    subtract(rest_, of_unknown);
    return before - size(rest_);
  }

  const Graph& graph_;
  const graph::NodeRange sources_;
  NodeSet rest_;
};

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

bool is_only_cited(const Graph& graph, Node node) {
  return graph.kind(node) == Kind::source && !is_held(graph, node);
}

std::string cited_words(std::size_t cited, std::size_t whole) {
  return std::to_string(cited) + " of them are only cited, " + std::to_string(whole - cited) + " are held";
}

namespace {

Answer::Searched counted_anew(const Graph& graph) {
  Answer::Searched result;
  const Shelves counts(graph);
  const auto& shelves = counts.on;
  result.sources = counts.held;
  result.read = counts.read;
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

// What a library holds does not change while its fingerprint is the same: it is counted once for all
// questions.
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
