// What a Graph holds: its file, an addition if there is one, and what was made of both when it was first asked for.
#pragma once
#include <array>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/mapped/layer.hpp"
#include "graph/mapped/merged.hpp"

namespace evident::graph {

// Texts made on demand and kept. Parts have a lock each, and none is held while a text is made: two threads read the words
// of a page.
class MadeTexts {
 public:
  enum What : std::uint64_t { kId, kQuote, kLabel };
  template <class Make>
  std::string_view get(What what, Node node, Make&& make) const {
    const std::uint64_t key = static_cast<std::uint64_t>(what) << 32 | node;
    Part& part = parts_[node % kParts];
    {
      const std::lock_guard lock(part.mutex);
      if (const auto at = part.texts.find(key); at != part.texts.end()) return at->second;
    }
    std::string made = make();
    const std::lock_guard lock(part.mutex);
    return part.texts.emplace(key, std::move(made)).first->second;
  }

 private:
  struct Part {
    std::mutex mutex;
    std::unordered_map<std::uint64_t, std::string> texts;  // its nodes, and so the texts, stay where they are
  };
  static constexpr std::size_t kParts = 16;
  mutable std::array<Part, kParts> parts_;
};

struct Graph::Sections {
  Layer main;
  std::unique_ptr<Layer> added;
  Merged names, stems;  // of both, when there is an addition
  // Made when first asked for.
  mutable std::mutex mutex;
  mutable std::map<std::pair<std::size_t, std::size_t>, std::unique_ptr<Neighbours::Added>> added_edges;
  mutable std::map<std::uint64_t, std::vector<std::uint32_t>> added_cells;  // columns of an addition, unpacked
  mutable std::map<std::uint64_t, std::vector<std::uint8_t>> added_choices, changed_choices;
  mutable std::map<std::uint64_t, std::string> whole_columns;
  mutable std::vector<double> all_numbers;
  mutable std::map<std::uint64_t, std::vector<Node>> merged_nodes;
  mutable std::unordered_map<std::string, std::shared_ptr<const void>> kept;  // Graph::kept()
  MadeTexts made;

  // The file that holds a node.
  const Layer& layer(Kind kind, Node node) const {
    return added && node - main.of(kind).first >= main.of(kind).count ? *added : main;
  }
  // Its value, and the file whose strings it counts in.
  std::pair<std::uint32_t, const Layer*> cell(Kind kind, Node node, Attribute attribute) const {
    const Layer& l = layer(kind, node);
    if (added && &l == &main && added->override_places.size())
      if (const auto other = overridden(node, attribute)) return {*other, added.get()};
    return {l.cell(kind, node, attribute), &l};
  }
  std::optional<std::uint32_t> overridden(Node node, Attribute attribute) const {
    const Ints& places = added->override_places;
    const std::uint64_t wanted = std::uint64_t{node} << 8 | static_cast<std::uint64_t>(attribute);
    std::uint64_t low = 0, high = places.size();
    while (low < high) {
      const std::uint64_t middle = (low + high) / 2;
      if (places[middle] < wanted)
        low = middle + 1;
      else
        high = middle;
    }
    if (low == places.size() || places[low] != wanted) return {};
    return static_cast<std::uint32_t>(added->override_cells[low]);
  }
  // A column of the graph itself for loops: what all its values are more than, and the rest of each, if they differ. What
  // lies in the file as few values is made whole when it is first asked for.
  std::pair<std::uint64_t, const char*> whole(Kind kind, Attribute attribute) const {
    const Ints& cells = main.column(kind, attribute);
    const SectionEntry& e = *cells.entry();
    if (e.width && !e.few)
      return cells.touch() ? std::pair(static_cast<std::uint64_t>(e.base), cells.data())
                           : std::pair<std::uint64_t, const char*>(0, nullptr);
    // These are not checked block by block.
    const auto fits = [&e](std::uint64_t value) { return e.rule != Rule::below || value < e.limit; };
    const std::uint64_t base = fits(cells.common()) ? cells.common() : 0;
    if (!e.few) return {base, nullptr};
    const std::lock_guard lock(mutex);
    std::string& all = whole_columns[static_cast<std::uint64_t>(kind) << 8 | static_cast<std::uint64_t>(attribute)];
    if (all.empty()) {
      const std::uint64_t count = main.of(kind).count;
      all.resize(count * e.width);
      for (std::uint64_t i = 0; i < count; ++i) std::memcpy(all.data() + i * e.width, &base, e.width);
      for (std::uint64_t j = 0; j < cells.num_few(); ++j)
        if (const std::uint64_t place = cells.few_place(j), value = cells.few_value(j); place < count && fits(value))
          std::memcpy(all.data() + place * e.width, &value, e.width);
    }
    return {0, all.data()};
  }
  std::string_view string(std::uint64_t number) const {
    return added && number >= main.num_strings() ? added->string(number - main.num_strings()) : main.string(number);
  }
  // Without what the name is of and how it is printed, which stand elsewhere in the file.
  std::string_view name_key(std::size_t i) const {
    if (!added) return main.string(main.name_keys[i]);
    const auto place = names[i];
    return place.first ? main.string(main.name_keys[*place.first]) : added->string(added->name_keys[*place.second]);
  }
  double number(std::uint32_t cell) const {
    return added && cell > main.num_numbers() ? added->number(cell - 1 - main.num_numbers()) : main.number(cell - 1);
  }
  std::span<const Node> near(Node node, Edge edge, std::size_t way) const {
    const auto e = static_cast<std::size_t>(edge);
    const auto here = main.near(node, e, way);
    if (!added) return here;
    const auto there = added->near(node, e, way);
    if (there.empty()) return here;
    if (here.empty()) return there;
    const std::lock_guard lock(mutex);
    std::vector<Node>& all = merged_nodes[(std::uint64_t{node} << 8 | e) << 1 | way];
    if (all.empty()) std::merge(here.begin(), here.end(), there.begin(), there.end(), std::back_inserter(all));
    return all;
  }
  // The lists that the addition changes, for loops.
  const Neighbours::Added* changed(std::size_t edge, std::size_t way, Node num_nodes) const {
    const Adjacency& a = added->edges[edge][way];
    if (!a.targets || !a.nodes || !added->touch(a)) return nullptr;
    const std::lock_guard lock(mutex);
    auto& made_lists = added_edges[{edge, way}];
    if (made_lists) return made_lists.get();
    made_lists = std::make_unique<Neighbours::Added>();
    Neighbours::Added& all = *made_lists;
    const auto keys = added->words32(a.nodes, 0, a.nodes->count);
    all.set.assign((num_nodes + 63) / 64, 0);
    for (const Node key : keys) {
      const auto here = main.near(key, edge, way), there = added->near(key, edge, way);
      all.set[key / 64] |= std::uint64_t{1} << (key % 64);
      all.edges += there.size();
      if (here.empty()) {
        all.lists.push_back(there);
        continue;
      }
      std::vector<Node>& both = all.merged.emplace_back();
      both.reserve(here.size() + there.size());
      std::merge(here.begin(), here.end(), there.begin(), there.end(), std::back_inserter(both));
      all.lists.push_back(both);
    }
    std::uint32_t rank = 0;
    for (const std::uint64_t word : all.set) {
      all.ranks.push_back(rank);
      rank += static_cast<std::uint32_t>(std::popcount(word));
    }
    return &all;
  }
};

}  // namespace evident::graph
