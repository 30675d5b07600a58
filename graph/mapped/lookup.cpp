// Nodes by id, by name and by the words of their quotations.
#include <algorithm>
#include <cstring>
#include <functional>
#include <iterator>

#include "graph/graph.hpp"
#include "graph/mapped/sections.hpp"
#include "graph/mapped/text_index.hpp"

namespace evident::graph {
namespace {

// The keys of all names, one behind the other: one search goes through a hundred thousand of them at the speed of memory,
// where looking each up costs fifty times as much.
struct AllKeys {
  std::string text;                   // each with a line end behind it
  std::vector<std::uint64_t> begins;  // of each in the text, and the text's end
};

// The place of the byte that English names have least often: memchr() passes over what has none of it far faster than
// memmem() over anything.
std::size_t rarest(std::string_view part) {
  constexpr std::string_view kMostFirst = " eiatnorslcudmpghyfbvwkxqjz";
  std::size_t best = 0, how_rare = 0;
  for (std::size_t i = 0; i < part.size(); ++i)
    if (const std::size_t rank = std::min(kMostFirst.find(part[i]), kMostFirst.size()); rank > how_rare) {
      best = i;
      how_rare = rank;
    }
  return best;
}
// Where the part stands next from a place on; npos: nowhere.
std::size_t next_of(std::string_view text, std::string_view part, std::size_t from, std::size_t rare) {
  if (part.empty()) return from;
  while (from + part.size() <= text.size()) {
    const auto* hit = static_cast<const char*>(
        std::memchr(text.data() + from + rare, part[rare], text.size() - from - part.size() + 1));
    if (!hit) break;
    const auto at = static_cast<std::size_t>(hit - text.data()) - rare;
    if (std::memcmp(text.data() + at, part.data(), part.size()) == 0) return at;
    from = at + 1;
  }
  return std::string_view::npos;
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
  const auto keys = kept<AllKeys>("keys of all names", [&] {
    AllKeys all;
    all.begins.reserve(num_names() + 1);
    for (std::size_t i = 0; i < num_names(); ++i) {
      all.begins.push_back(all.text.size());
      all.text.append(sections_->name_key(i)).push_back('\n');
    }
    all.begins.push_back(all.text.size());
    return all;
  });
  std::vector<std::size_t> found;
  const std::string_view text = keys->text;
  const std::size_t rare = rarest(part);
  for (std::size_t at = 0, i = 0; at < text.size(); at = keys->begins[i + 1]) {
    const std::size_t place = next_of(text, part, at, rare);
    if (place == std::string_view::npos) break;
    i = static_cast<std::size_t>(std::upper_bound(keys->begins.begin(), keys->begins.end(), place) - keys->begins.begin()) - 1;
    if (place + part.size() < keys->begins[i + 1]) found.push_back(i);  // not over the line end that is ours
  }
  return found;
}
std::size_t Graph::place_of_name(std::string_view key) const {
  if (!sections_->added) return sections_->main.place_of(sections_->main.name_keys, key);
  return first_not(num_names(), [&](std::uint64_t at) { return sections_->name_key(at) < key; });
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
