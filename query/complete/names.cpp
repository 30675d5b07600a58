// Names are sorted by their key, so those that begin with what was typed stand together; only when there are
// few are all keys looked through for later words.
#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "query/bind/names.hpp"
#include "query/complete/offers.hpp"
#include "support/text.hpp"

namespace evident::query::completing {
namespace {

using graph::Graph;
using graph::Node;

constexpr std::size_t kTried = 40;  // names of which the best that make sense are shown

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"";
}

struct Found {
  std::string_view shown;
  Node node;
  std::size_t uses;
  bool alone;  // nothing else has this name
};

void take(const Graph& graph, const Graph::NameEntry& entry, std::vector<Found>& found) {
  Found best{entry.shown, graph::kNoNode, 0, entry.nodes.size() == 1};
  for (const Node node : entry.nodes) {
    const auto uses = times_used(graph, node);
    if (uses == 0 && is_thing(graph.kind(node))) continue;  // nothing of the library speaks of it
    if (best.node == graph::kNoNode || uses > best.uses) best = {entry.shown, node, uses, best.alone};
  }
  if (best.node != graph::kNoNode && entry.shown.find('\n') == std::string_view::npos) found.push_back(best);
}

// The entries whose key begins with this; keys are sorted.
std::pair<std::size_t, std::size_t> range(const Graph& graph, std::string_view beginning) {
  const std::size_t first = graph.place_of_name(beginning);
  std::string after(beginning);  // the first key behind them
  while (!after.empty() && after.back() == '\xff') after.pop_back();
  if (after.empty()) return {first, graph.num_names()};
  after.back() = static_cast<char>(static_cast<unsigned char>(after.back()) + 1);
  return {first, graph.place_of_name(after)};
}

// The first of them in order; the others stand behind in any.
void most_used_first(std::vector<Found>& found) {
  const auto better = [](const Found& a, const Found& b) {
    if (a.uses != b.uses) return a.uses > b.uses;
    return a.shown != b.shown ? a.shown < b.shown : a.node < b.node;
  };
  const auto wanted = std::min(found.size(), 4 * kTried);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(wanted), found.end(), better);
  found.resize(wanted);
}

// Of all names, where nothing is typed: the things that are used most, each as it is called.
std::vector<Found> find_used_most(const Graph& graph) {
  std::vector<Found> found;
  for (const auto& kind : graph::kinds()) {
    if (!is_thing(kind.id)) continue;
    const auto nodes = graph.nodes(kind.id);
    for (Node node = nodes.first; node < nodes.last; ++node)
      if (const auto uses = times_used(graph, node); uses != 0) found.push_back({{}, node, uses, false});
  }
  const auto wanted = static_cast<std::ptrdiff_t>(std::min(found.size(), 4 * kTried));
  std::partial_sort(found.begin(), found.begin() + wanted, found.end(), [](const Found& a, const Found& b) {
    return a.uses != b.uses ? a.uses > b.uses : a.node < b.node;
  });
  found.resize(static_cast<std::size_t>(wanted));
  for (Found& one : found) {
    one.shown = graph.label(one.node);
    one.alone = graph.named(label_key(one.shown)).size() == 1;
  }
  std::erase_if(found, [](const Found& one) { return one.shown.find('\n') != std::string_view::npos; });
  most_used_first(found);
  return found;
}

std::shared_ptr<const std::vector<Found>> used_most(const Graph& graph) {
  return graph.kept<std::vector<Found>>("used most", [&] { return find_used_most(graph); });
}

}  // namespace

void prepare_names(const Graph& graph) {
  used_most(graph);
  graph.names_with("\n");  // which no name has
  // As they are shown they stand anywhere among all texts, of which each block is checked when it is first read.
  for (std::size_t i = 0; i < graph.num_names(); ++i) graph.name(i);
}

std::vector<Offer> names_beginning(const Graph& graph, std::string_view typed) {
  const auto folded = fold(typed);
  std::vector<Found> found;
  std::set<std::size_t> taken;
  if (folded.empty()) found = *used_most(graph);
  // "partnerships" is the key "partnership": both as typed and as a key.
  if (found.size() < kTried)
    for (const auto& beginning : {folded, label_key(typed)}) {
      const auto [first, last] = range(graph, beginning);
      for (auto i = first; i < last; ++i)
        if (taken.insert(i).second) take(graph, graph.name(i), found);
    }
  most_used_first(found);
  if (!folded.empty() && found.size() < kTried) {
    std::vector<Found> later;
    for (const std::size_t i : graph.names_with(" " + folded))
      if (taken.insert(i).second) take(graph, graph.name(i), later);
    most_used_first(later);
    found.insert(found.end(), later.begin(), later.end());
  }
  std::vector<Offer> offers;
  std::set<Node> shown;  // one thing under one of its names
  for (const auto& name : found) {
    if (offers.size() == kTried) break;
    if (!shown.insert(name.node).second) continue;
    auto label = kind_word(graph.kind(name.node), false);
    if (name.uses != 0)
      label += ", " + std::to_string(name.uses) + (name.uses == 1 ? " passage" : " passages");
    offers.push_back({quoted(name.shown),
                      "name",
                      std::move(label),
                      Rank::name,
                      offers.size(),
                      {"", " say about claims", " and \"x\""},
                      false,
                      name.alone ? std::optional(graph.kind(name.node)) : std::nullopt});
  }
  return offers;
}

std::vector<Offer> years_beginning(const Graph& graph, std::string_view typed) {
  const auto sources = graph.nodes(graph::Kind::source);
  const auto column = graph.numbers(graph::Kind::source, graph::Attribute::year);
  std::vector<bool> held(column.num_places() + 1);
  for (Node n = sources.first; n < sources.last; ++n) held[column.place(n)] = true;
  std::set<int, std::greater<>> years;
  for (std::uint32_t place = 1; place < held.size(); ++place)
    if (held[place]) years.insert(static_cast<int>(column.at_place(place)));
  std::vector<Offer> offers;
  for (const int year : years) {
    const auto text = std::to_string(year);
    if (offers.size() == 5) break;
    if (year >= 1000 && year <= 9999 && text.starts_with(typed))
      offers.push_back(
          {text, "year", "a year of publication here", Rank::example, offers.size(), {"", " and 2100"}});
  }
  return offers;
}

}  // namespace evident::query::completing
