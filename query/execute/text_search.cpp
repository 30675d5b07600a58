// The score is BM25 over quotations, a phrase counting as one term: Robertson and Zaragoza, The Probabilistic
// Relevance Framework: BM25 and Beyond (2009), equation 3.15, with k1 = 1.2 and b = 0.75 as they advise
// (3.5), and the weight of a term as Lucene reckons it, ln(1 + (N - n + 0.5) / (n + 0.5)), which is never
// negative.
#include "query/execute/text_search.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "query/execute/evaluate.hpp"
#include "support/text.hpp"

namespace evident::query {

using graph::Edge;
using graph::Graph;
using graph::Node;

namespace {

constexpr double kSaturation = 1.2;  // k1
constexpr double kLength = 0.75;     // b

struct Token {
  std::string form;  // its stem or, for words as they stand, the word without case
  std::uint32_t begin, end;
};

std::vector<Token> tokens_of(std::string_view quote, bool exact) {
  std::vector<Token> tokens;
  for (const Word& word : words(quote)) {
    const auto text = quote.substr(word.begin, word.end - word.begin);
    if (exact) {
      const std::string folded = fold(text);  // may be several: "follow-up"
      for (std::size_t at = 0; at <= folded.size();) {
        const auto end = std::min(folded.find(' ', at), folded.size());
        if (end > at) tokens.push_back({folded.substr(at, end - at), word.begin, word.end});
        at = end + 1;
      }
    } else {
      for (std::string& stem : Graph::stems_of(text)) tokens.push_back({std::move(stem), word.begin, word.end});
    }
  }
  return tokens;
}

std::vector<std::vector<std::string>> forms_of(const Phrase& phrase) {
  if (!phrase.exact) return phrase.either;
  std::vector<std::string> forms;
  for (Token& token : tokens_of(phrase.text, true)) forms.push_back(std::move(token.form));
  return {std::move(forms)};
}

// Where the words begin, as numbers of tokens.
std::vector<std::size_t> places(const std::vector<Token>& tokens, const std::vector<std::string>& forms) {
  std::vector<std::size_t> found;
  if (forms.empty()) return found;
  for (std::size_t i = 0; i + forms.size() <= tokens.size(); ++i)
    if (std::equal(forms.begin(), forms.end(), tokens.begin() + static_cast<std::ptrdiff_t>(i),
                   [](const std::string& form, const Token& token) { return form == token.form; }))
      found.push_back(i);
  return found;
}

double average_length(const Graph& graph, std::size_t& passages) {
  passages = graph.num_quotations();
  return passages ? static_cast<double>(graph.num_words()) / static_cast<double>(passages) : 1;
}

// What the passage says something of.
template <class Take>
void each_thing(const Graph& graph, Node passage, Take&& take) {
  take(passage);
  if (const Node source = source_of(graph, passage); source != graph::kNoNode) take(source);
  for (const Edge edge : {Edge::rests_on, Edge::in_case, Edge::names, Edge::about, Edge::named_by,
                          Edge::addressed_to, Edge::looked_at, Edge::set_in, Edge::written_by})
    for (const Node thing : graph.out(passage, edge)) take(thing);
}

}  // namespace

bool TextHits::only_own(graph::Kind kind) {
  return graph::info(kind).role == graph::KindRole::item && kind != graph::Kind::study &&
         kind != graph::Kind::case_study;
}

const std::vector<TextHits::Shown>& TextHits::of() const {
  if (things) return *things;
  std::vector<Shown> all;
  for (std::uint32_t hit = 0; hit < hits.size(); ++hit)
    each_thing(*graph, hits[hit].node, [&](Node thing) { all.push_back({thing, hit}); });
  const auto order = [](const Shown& a, const Shown& b) {
    return std::tie(a.thing, a.hit) < std::tie(b.thing, b.hit);
  };
  std::sort(all.begin(), all.end(), order);
  all.erase(std::unique(all.begin(), all.end(),
                        [](const Shown& a, const Shown& b) { return a.thing == b.thing && a.hit == b.hit; }),
            all.end());
  return things.emplace(std::move(all));
}

std::span<const TextHits::Shown> TextHits::of_thing(Node thing) const {
  if (!things && graph && only_own(graph->kind(thing))) {
    const auto at = std::lower_bound(hits.begin(), hits.end(), thing,
                                     [](const Hit& hit, Node n) { return hit.node < n; });
    if (at == hits.end() || at->node != thing) return {};
    thread_local Shown own;
    own = {thing, static_cast<std::uint32_t>(at - hits.begin())};
    return {&own, 1};
  }
  const auto range =
      std::equal_range(of().begin(), of().end(), Shown{thing, 0},
                       [](const Shown& a, const Shown& b) { return a.thing < b.thing; });
  return {range.first, range.second};
}

double TextHits::score(const Hit& hit) const {
  const double tf = hit.times;
  const double length = graph->num_words(hit.node) / average;
  return weight * tf * (kSaturation + 1) / (tf + kSaturation * (1 - kLength + kLength * length));
}

double TextHits::score(Node thing) const {
  double best = 0;
  for (const Shown& shown : of_thing(thing)) best = std::max(best, score(hits[shown.hit]));
  return best;
}

TextHits find_text(const Graph& graph, const Phrase& phrase) {
  std::vector<Graph::Occurrence> found;
  for (const auto& stems : phrase.either) {
    auto some = graph.occurrences(stems);
    if (found.empty()) {
      found = std::move(some);
      continue;
    }
    std::vector<Graph::Occurrence> both;
    both.reserve(found.size() + some.size());
    std::merge(found.begin(), found.end(), some.begin(), some.end(), std::back_inserter(both),
               [](const auto& a, const auto& b) { return a.node < b.node; });
    found.clear();
    for (const auto& one : both)
      if (!found.empty() && found.back().node == one.node)
        found.back().times += one.times;
      else
        found.push_back(one);
  }
  if (phrase.exact) {
    const auto forms = forms_of(phrase);
    for (Graph::Occurrence& one : found) {
      const auto passage = graph.passage(one.node);
      one.times = passage ? static_cast<std::uint32_t>(places(tokens_of(passage->quote, true), forms[0]).size()) : 0u;
    }
    std::erase_if(found, [](const Graph::Occurrence& one) { return one.times == 0; });
  }
  return hits_of(graph, found);
}

TextHits hits_of(const Graph& graph, const std::vector<Graph::Occurrence>& found) {
  TextHits result;
  result.graph = &graph;
  std::size_t passages = 0;
  result.average = average_length(graph, passages);
  const auto n = static_cast<double>(found.size());
  result.weight = std::log(1 + (static_cast<double>(passages) - n + 0.5) / (n + 0.5));
  result.hits.reserve(found.size());
  for (const auto& [node, times] : found) result.hits.push_back({node, times});
  return result;
}

std::vector<std::string> words_found(const Phrase& phrase, std::string_view quote) {
  std::vector<std::string> found;
  const auto tokens = tokens_of(quote, phrase.exact);
  for (const auto& forms : forms_of(phrase))
    for (const std::size_t at : places(tokens, forms)) {
      const auto begin = tokens[at].begin, end = tokens[at + forms.size() - 1].end;
      std::string words = squeeze(quote.substr(begin, end - begin));
      if (std::find(found.begin(), found.end(), words) == found.end()) found.push_back(std::move(words));
    }
  return found;
}

}  // namespace evident::query
