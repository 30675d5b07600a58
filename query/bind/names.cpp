// Exact matches come from the graph's table of names; only when there is none is the whole table read, for
// suggestions by Damerau-Levenshtein distance, then by shared trigrams, and then the text itself is searched
// so that a person learns whether the library speaks of the thing at all. A name is never guessed: several
// things of one name are an error.
#include "query/bind/names.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "support/text.hpp"

namespace evident::query {
namespace {

using graph::Edge;
using graph::Graph;
using graph::Kind;
using graph::KindRole;
using graph::Node;

constexpr Edge kUses[] = {Edge::names,        Edge::about,     Edge::named_by,
                          Edge::addressed_to, Edge::looked_at, Edge::set_in, Edge::written_by};

bool allowed(const Kinds& kinds, Kind kind) {
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool looks_like_id(std::string_view text) {
  if (text.size() < 6 || text.find_first_of(" \t\n") != std::string_view::npos) return false;
  if (text.find(':') != std::string_view::npos || text.find('/') != std::string_view::npos) return true;
  return text.size() >= 12 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

// Share of trigrams in common (Dice), over keys padded by a blank.
double trigram_likeness(std::string_view a, std::string_view b) {
  const auto grams = [](std::string_view text) {
    std::set<std::string> all;
    const std::string padded = " " + std::string(text) + " ";
    for (std::size_t i = 0; i + 3 <= padded.size(); ++i) all.insert(padded.substr(i, 3));
    return all;
  };
  const auto left = grams(a), right = grams(b);
  if (left.empty() || right.empty()) return 0;
  std::size_t common = 0;
  for (const auto& gram : left) common += right.count(gram);
  return 2.0 * static_cast<double>(common) / static_cast<double>(left.size() + right.size());
}

struct Suggestion {
  std::string shown;
  Node node;
  double score;  // larger is better
};

std::vector<Suggestion> suggest(const Graph& graph, std::string_view text, const Kinds& kinds) {
  const std::string key = label_key(text);
  if (key.size() < 3) return {};
  std::vector<Suggestion> found;
  for (std::size_t i = 0; i < graph.num_names(); ++i) {
    const auto entry = graph.name(i);
    const auto node = std::find_if(entry.nodes.begin(), entry.nodes.end(),
                                   [&](Node n) { return allowed(kinds, graph.kind(n)) && in_use(graph, n); });
    if (node == entry.nodes.end()) continue;
    double score = 0;
    const std::size_t difference =
        entry.key.size() > key.size() ? entry.key.size() - key.size() : key.size() - entry.key.size();
    if (key.size() >= 4 && difference <= 8)
      if (const auto distance = edit_distance(key, entry.key, 2); distance <= 2)
        score = 3.0 - static_cast<double>(distance);
    if (score == 0)
      if (const double like = trigram_likeness(key, entry.key); like >= 0.45) score = like;
    if (score > 0) found.push_back({std::string(entry.shown), *node, score});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  if (found.size() > 3) found.resize(3);
  return found;
}

bool ever_speaks(const Graph& graph, std::string_view text) {
  const std::string key = label_key(text);
  if (graph.count_with(Kind::claim, graph::Attribute::speaker) == 0) return false;  // tables seldom name any
  const auto claims = graph.nodes(Kind::claim);
  for (Node n = claims.first; n < claims.last; ++n)
    if (const auto speaker = graph.text(n, graph::Attribute::speaker); !speaker.empty())
      if ((" " + label_key(speaker) + " ").find(" " + key + " ") != std::string::npos) return true;
  return false;
}

std::string uses_words(const Graph& graph, Node node) {
  const std::size_t count = times_used(graph, node);
  return std::to_string(count) + (count == 1 ? " passage" : " passages");
}

// Says how often the words stand in the texts; the question that finds them, or nothing.
std::string counted_words(const Graph& graph, std::string_view text, std::string& message) {
  std::size_t times = 0;
  bool claims = false;
  std::set<Node> sources;
  for (const auto& one : graph.occurrences(Graph::stems_of(text))) {
    times += one.times;
    claims = claims || graph.kind(one.node) == Kind::claim;
    if (const auto passage = graph.passage(one.node)) sources.insert(passage->source);
  }
  if (!times) return {};
  message += "; the words stand " + (times == 1 ? "once" : std::to_string(times) + " times") + " in " +
             std::to_string(sources.size()) + (sources.size() == 1 ? " source" : " sources");
  if (!ever_speaks(graph, text)) message += ", never as a speaker";
  std::string quoted;
  for (const char c : text) quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  return (claims ? "list claims mentioning " : "list sources mentioning ") + in_quotes(quoted);
}

ResolvedName resolved(const Graph& graph, Node node, bool exact) {
  ResolvedName result;
  result.node = node;
  result.shown = std::string(graph.label(node));
  result.nodes = exact || !is_thing(graph.kind(node)) ? std::vector<Node>{node} : with_narrower(graph, node);
  for (const Node n : result.nodes)
    if (n != node && in_use(graph, n)) ++result.narrower;
  return result;
}

}  // namespace

bool is_thing(Kind kind) {
  const KindRole role = graph::info(kind).role;
  return role == KindRole::named || role == KindRole::concept_;
}

// What several lists may hold under one name; a group, a source or a person of that name is something else.
bool is_idea(Kind kind) { return is_thing(kind) && kind != Kind::group && kind != Kind::author; }

std::size_t times_used(const Graph& graph, Node node) {
  std::size_t count = 0;
  for (const Edge edge : kUses) count += graph.in(node, edge).size();
  return count;
}

bool in_use(const Graph& graph, Node node, bool or_looked_for) {
  const auto reached = [&](Edge edge) { return !graph.in(node, edge).empty(); };
  return !is_thing(graph.kind(node)) || std::any_of(std::begin(kUses), std::end(kUses), reached) ||
         (or_looked_for && reached(Edge::coded_for));
}

bool is_use(Edge edge) { return std::find(std::begin(kUses), std::end(kUses), edge) != std::end(kUses); }

std::vector<Node> with_narrower(const Graph& graph, Node node, std::size_t limit) {
  std::vector<Node> all{node};
  std::set<Node> seen{node};
  for (std::size_t i = 0; i < all.size() && all.size() < limit; ++i)
    for (const Node narrower : graph.in(all[i], Edge::broader))
      if (seen.insert(narrower).second) all.push_back(narrower);
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<Node> with_broader(const Graph& graph, const std::vector<Node>& nodes) {
  std::vector<Node> all = nodes;
  std::set<Node> seen(all.begin(), all.end());
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const Node broader : graph.out(all[i], Edge::broader))
      if (seen.insert(broader).second) all.push_back(broader);
  std::sort(all.begin(), all.end());
  return all;
}

std::string kind_word(Kind kind, bool plural) {
  const auto& words = graph::info(kind).words;
  return std::string(words[plural && words.size() > 1 ? 1 : 0]);
}

std::string join_words(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i) text += i + 1 == words.size() ? " " + std::string(last) + " " : ", ";
    text += words[i];
  }
  return text;
}

std::string kinds_words(const Kinds& kinds) {
  std::vector<std::string> words;
  for (const Kind kind : kinds) words.push_back(kind_word(kind, true));
  return join_words(words, "and");
}

std::string some_of(std::vector<std::string> words, std::size_t most) {
  const bool more = words.size() > most;
  if (more) words.resize(most);
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return more ? text + " …" : text;
}

std::vector<Node> all_named(const Graph& graph, std::string_view text) {
  if (looks_like_id(text))
    if (const auto node = graph.find(text)) return {*node};
  const std::string key = label_key(text);
  const auto hits = graph.named(key);
  std::vector<Node> found(hits.begin(), hits.end());
  if (key.empty()) {  // a file whose name is all marks stands under no key
    const auto sources = graph.nodes(Kind::source);
    for (Node n = sources.first; n < sources.last; ++n)
      if (graph.text(n, graph::Attribute::file) == text) found.push_back(n);
  }
  return found;
}

tl::expected<std::string, Diagnostic> name_text(const Name& name, const AskOptions& options) {
  if (!name.parameter) return name.text;
  const auto found = options.parameters.find(name.text);
  if (found != options.parameters.end()) return found->second;
  return tl::unexpected(trouble("E230", "$" + name.text + " has no value", name.span,
                                "give a value: evident ask --set " + name.text + "=\"…\""));
}

Diagnostic unknown_name(const Graph& graph, const Name& name, std::string_view text, const Kinds& kinds) {
  Diagnostic problem = trouble("E201", {}, name.span, {});
  const auto elsewhere = all_named(graph, text);
  if (!elsewhere.empty()) {
    std::vector<std::string> takes;
    for (const Kind kind : kinds) takes.push_back(kind_word(kind, true));
    problem.message = in_quotes(text) + " is a " + kind_word(graph.kind(elsewhere.front()), false) +
                      ", and here only " + join_words(takes, "or") + " can stand";
    problem.fix = "try: describe " + in_quotes(text);
    return problem;
  }
  problem.message = "nothing in this library is called " + in_quotes(text);
  const std::string search = counted_words(graph, text, problem.message);
  std::vector<std::string> offers;
  for (const auto& suggestion : suggest(graph, text, kinds)) {
    offers.push_back(in_quotes(suggestion.shown) + " (" + kind_word(graph.kind(suggestion.node), false) +
                     ", " + uses_words(graph, suggestion.node) + ")");
    problem.proposals.push_back({{name.span, in_quotes(suggestion.shown)}, {}});
  }
  if (!offers.empty()) problem.fix = "did you mean " + join_words(offers, "or") + "?";
  if (!search.empty()) problem.fix += (offers.empty() ? "write: " : " For the words, write: ") + search;
  return problem;
}

tl::expected<ResolvedName, Diagnostic> resolve(const Graph& graph, const Name& name, const Kinds& kinds,
                                               const AskOptions& options) {
  auto given = name_text(name, options);
  if (!given) return tl::unexpected(std::move(given.error()));
  const std::string& text = *given;
  std::vector<Node> hits;
  for (const Node n : all_named(graph, text))
    if (allowed(kinds, graph.kind(n))) hits.push_back(n);
  if (hits.size() > 1) {
    std::vector<Node> used;
    for (const Node n : hits)
      if (in_use(graph, n)) used.push_back(n);
    if (!used.empty()) hits = std::move(used);
  }
  // What the library holds is meant before what its documents only cite.
  const auto only_cited = [&](Node n) {
    return graph.kind(n) == Kind::source && !graph.in(n, graph::Edge::contains).empty();
  };
  if (std::any_of(hits.begin(), hits.end(), [&](Node n) { return graph.kind(n) == Kind::source && !only_cited(n); }))
    std::erase_if(hits, only_cited);
  std::string loosely;
  if (hits.empty() && name.loose) {
    if (const auto offers = suggest(graph, text, kinds); !offers.empty()) {
      hits.push_back(offers.front().node);
      loosely = offers.front().shown;
    }
  }
  if (hits.empty()) return tl::unexpected(unknown_name(graph, name, text, kinds));
  // A preferred name wins over a synonym of something else.
  if (hits.size() > 1) {
    std::vector<Node> preferred;
    for (const Node n : hits)
      if (label_key(graph.label(n)) == label_key(text)) preferred.push_back(n);
    if (!preferred.empty()) hits = std::move(preferred);
  }
  // An author's name is also that of the one work the library has of them, and stands for all of several.
  const auto author =
      std::find_if(hits.begin(), hits.end(), [&](Node n) { return graph.kind(n) == Kind::author; });
  if (author != hits.end()) {
    const auto theirs = [&graph, by = *author](Node n) {
      const auto authors = graph.out(n, Edge::written_by);
      return std::find(authors.begin(), authors.end(), by) != authors.end();
    };
    const auto works = std::count_if(hits.begin(), hits.end(), theirs);
    if (works == 1)
      hits.erase(author);
    else
      std::erase_if(hits, theirs);
  }
  const bool one_idea = std::all_of(hits.begin(), hits.end(), [&](Node n) { return is_idea(graph.kind(n)); });
  if (hits.size() > 1 && !one_idea) {
    std::vector<std::string> choices;
    for (const Node n : hits)
      choices.push_back(kind_word(graph.kind(n), true) + " named " + in_quotes(graph.label(n)) + " (" +
                        uses_words(graph, n) + ")");
    if (choices.size() > 6) choices.resize(6);
    const bool bare = !name.quoted && !name.parameter;
    std::string list = choices[0];
    for (std::size_t i = 1; i < choices.size(); ++i) list += " · " + choices[i];
    Diagnostic problem =
        trouble(bare ? "E203" : "E202",
                in_quotes(text) + " is the name of " + std::to_string(hits.size()) + " things", name.span,
                "choose one: " + list);
    for (const Node n : hits)
      problem.proposals.push_back(
          {{name.span, kind_word(graph.kind(n), true) + " named " + in_quotes(graph.label(n))}, {}});
    return tl::unexpected(std::move(problem));
  }
  ResolvedName result = resolved(graph, hits.front(), name.exact);
  result.things = hits;
  for (const Node n : hits) {
    if (std::find(result.kinds.begin(), result.kinds.end(), graph.kind(n)) == result.kinds.end())
      result.kinds.push_back(graph.kind(n));
    if (n == hits.front()) continue;
    const ResolvedName other = resolved(graph, n, name.exact);
    std::vector<Node> all;
    std::set_union(result.nodes.begin(), result.nodes.end(), other.nodes.begin(), other.nodes.end(),
                   std::back_inserter(all));
    result.nodes = std::move(all);
    result.narrower += other.narrower;
  }
  if (result.nodes.size() > kExpansion)
    return tl::unexpected(
        trouble("E304", in_quotes(text) + " has more than " + std::to_string(kExpansion) + " narrower terms",
                name.span, "write: exactly " + in_quotes(text)));
  result.loosely = std::move(loosely);
  return result;
}

}  // namespace evident::query
