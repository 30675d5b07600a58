// Nodes by id, by name and by the words of their quotations.
#include <algorithm>
#include <cstring>
#include <functional>
#include <future>
#include <iterator>

#include "graph/graph.hpp"
#include "graph/mapped/sections.hpp"
#include "graph/mapped/text_index.hpp"

namespace evident::graph {
namespace {

// For a hundred thousand short texts: eight places at a time are asked for the first two bytes of the part.
bool has_part(std::string_view text, std::string_view part) {
  if (part.size() > text.size()) return false;
  if (part.size() < 2) return text.find(part) != std::string_view::npos;
  constexpr std::uint64_t kOnes = 0x0101010101010101u, kHigh = kOnes << 7;
  const std::uint64_t first = kOnes * static_cast<unsigned char>(part[0]), second = kOnes * static_cast<unsigned char>(part[1]);
  std::size_t i = 0;
  for (std::uint64_t here = 0, next = 0; i + 9 <= text.size(); i += 8) {
    std::memcpy(&here, text.data() + i, 8);
    std::memcpy(&next, text.data() + i + 1, 8);
    const std::uint64_t other = (here ^ first) | (next ^ second);  // a byte of it is zero where both are equal
    if (!((other - kOnes) & ~other & kHigh)) continue;
    for (std::size_t at = i; at < i + 8 && at + part.size() <= text.size(); ++at)
      if (text.compare(at, part.size(), part) == 0) return true;
  }
  return text.find(part, i) != std::string_view::npos;
}

}  // namespace

std::optional<Node> Graph::find(std::string_view id) const {
  const auto found = sections_->main.find(id);
  return found || !sections_->added ? found : sections_->added->find(id);
}

std::size_t Graph::num_names() const {
  return sections_->added ? sections_->names.size() : sections_->main.name_keys.size();
}
Graph::NameEntry Graph::name(std::size_t i) const {
  const auto& s = *sections_;
  const auto of = [](const Layer& layer, std::uint64_t at) {
    return NameEntry{layer.string(layer.name_keys[at]), layer.string(layer.name_shown[at]), layer.nodes_of_name(at)};
  };
  if (!s.added) return of(s.main, i);
  const auto place = s.names[i];
  if (!place.second) return of(s.main, *place.first);
  NameEntry fresh = of(*s.added, *place.second);
  if (!place.first) return fresh;
  NameEntry both = of(s.main, *place.first);
  const std::lock_guard lock(s.mutex);
  std::vector<Node>& all = s.merged_nodes[std::uint64_t{1} << 62 | *place.first];
  if (all.empty())
    std::merge(both.nodes.begin(), both.nodes.end(), fresh.nodes.begin(), fresh.nodes.end(), std::back_inserter(all));
  both.nodes = all;
  return both;
}
std::vector<std::size_t> Graph::names_with(std::string_view part) const {
  std::vector<std::size_t> found;
  const auto look = [&](const Layer& layer, std::uint64_t first, std::uint64_t last) {
    std::vector<std::size_t> places;
    for (std::uint64_t i = first; i < last; ++i)
      if (has_part(layer.string(layer.name_keys[i]), part)) places.push_back(i);
    return places;
  };
  const auto& s = *sections_;
  for (const Layer* layer : {&s.main, static_cast<const Layer*>(s.added.get())}) {
    if (!layer) continue;
    constexpr std::uint64_t kPays = 20'000;  // names from which a second thread looks through half of them
    const std::uint64_t all = layer->name_keys.size(), middle = all > kPays ? all / 2 : all;
    auto rest = std::async(all > kPays ? std::launch::async : std::launch::deferred, look, std::cref(*layer), middle, all);
    std::vector<std::size_t> places = look(*layer, 0, middle);
    const std::vector<std::size_t> more = rest.get();
    places.insert(places.end(), more.begin(), more.end());
    if (!s.added) return places;
    for (const std::size_t i : places) found.push_back(place_of_name(layer->string(layer->name_keys[i])));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}
std::size_t Graph::place_of_name(std::string_view key) const {
  if (!sections_->added) return sections_->main.place_of(sections_->main.name_keys, key);
  return first_not(num_names(), [&](std::uint64_t at) { return name(at).key < key; });
}
std::span<const Node> Graph::named(std::string_view key) const {
  const std::size_t place = place_of_name(key);
  if (place == num_names()) return {};
  const NameEntry found = name(place);
  return found.key == key ? found.nodes : std::span<const Node>();
}

std::vector<Node> Graph::mentioning(std::string_view words) const {
  std::vector<Node> found;
  for (const Occurrence& one : occurrences(stems_of(words))) found.push_back(one.node);
  return found;
}

std::vector<std::string> Graph::stems_of(std::string_view words) { return graph::stems_of(words); }

std::vector<Graph::Occurrence> Graph::occurrences(const std::vector<std::string>& stems) const {
  std::vector<Occurrence> found = sections_->main.occurrences(stems);
  if (!sections_->added) return found;
  const std::vector<Occurrence> more = sections_->added->occurrences(stems);
  const auto middle = static_cast<std::ptrdiff_t>(found.size());
  found.insert(found.end(), more.begin(), more.end());
  std::inplace_merge(found.begin(), found.begin() + middle, found.end(),
                     [](const Occurrence& a, const Occurrence& b) { return a.node < b.node; });
  return found;
}

std::uint32_t Graph::num_words(Node node) const {
  const Kind kind = this->kind(node);
  const KindColumns& k = sections_->layer(kind, node).of(kind);
  return k.words ? static_cast<std::uint32_t>(k.words[node - k.first]) : 0;
}
std::uint32_t Graph::num_words() const {
  return sections_->main.total_words + (sections_->added ? sections_->added->total_words : 0);
}
std::size_t Graph::num_quotations() const {
  return sections_->main.quotations + (sections_->added ? sections_->added->quotations : 0);
}
std::size_t Graph::num_stems() const {
  return sections_->added ? sections_->stems.size() : sections_->main.stems.size();
}
std::string_view Graph::stem_at(std::size_t i) const {
  const auto& s = *sections_;
  if (!s.added) return s.main.string(s.main.stems[i]);
  const auto place = s.stems[i];
  return place.first ? s.main.string(s.main.stems[*place.first]) : s.added->string(s.added->stems[*place.second]);
}

}  // namespace evident::graph
