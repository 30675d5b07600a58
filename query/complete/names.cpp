// Names are sorted by their key, so those that begin with what was typed stand together; only when there are
// few is the whole table read for later words.
#include <algorithm>
#include <functional>
#include <set>

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
};

void take(const Graph& graph, const Graph::NameEntry& entry, std::vector<Found>& found) {
  Found best{entry.shown, graph::kNoNode, 0};
  for (const Node node : entry.nodes) {
    if (!in_use(graph, node)) continue;
    const auto uses = times_used(graph, node);
    if (best.node == graph::kNoNode || uses > best.uses) best = {entry.shown, node, uses};
  }
  if (best.node != graph::kNoNode && entry.shown.find('\n') == std::string_view::npos) found.push_back(best);
}

// The entries whose key begins with this; keys are sorted.
std::pair<std::size_t, std::size_t> range(const Graph& graph, std::string_view beginning) {
  std::size_t first = 0, last = graph.num_names();
  const auto partition = [&](std::size_t from, auto before) {
    std::size_t low = from, high = graph.num_names();
    while (low < high) {
      const auto middle = low + (high - low) / 2;
      if (before(graph.name(middle).key))
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  };
  first = partition(0, [&](std::string_view key) { return key < beginning; });
  last = partition(first, [&](std::string_view key) { return key.starts_with(beginning); });
  return {first, last};
}

void most_used_first(std::vector<Found>& found) {
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    if (a.uses != b.uses) return a.uses > b.uses;
    return a.shown < b.shown;
  });
}

}  // namespace

std::vector<Offer> names_beginning(const Graph& graph, std::string_view typed) {
  const auto folded = fold(typed);
  std::vector<Found> found;
  std::set<std::size_t> taken;
  // "partnerships" is the key "partnership": both as typed and as a key.
  for (const auto& beginning : {folded, label_key(typed)}) {
    const auto [first, last] = range(graph, beginning);
    for (auto i = first; i < last; ++i)
      if (taken.insert(i).second) take(graph, graph.name(i), found);
  }
  most_used_first(found);
  if (!folded.empty() && found.size() < kTried) {
    std::vector<Found> later;
    for (std::size_t i = 0; i < graph.num_names(); ++i)
      if (const auto entry = graph.name(i);
          (" " + std::string(entry.key)).find(" " + folded) != std::string::npos && taken.insert(i).second)
        take(graph, entry, later);
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
                      {"", " say about claims", " and \"x\""}});
  }
  return offers;
}

std::vector<Offer> years_beginning(const Graph& graph, std::string_view typed) {
  std::set<int, std::greater<>> years;
  const auto sources = graph.nodes(graph::Kind::source);
  for (Node n = sources.first; n < sources.last; ++n)
    if (const auto year = graph.number(n, graph::Attribute::year)) years.insert(static_cast<int>(*year));
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
