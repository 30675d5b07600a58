// What loops over many nodes take of a graph: neighbours, columns, sets and counts; each touched whole when it is taken.
#include <algorithm>
#include <set>

#include "graph/graph.hpp"
#include "graph/mapped/sections.hpp"

namespace evident::graph {

Neighbours Graph::neighbours(Edge edge, bool forwards) const {
  const std::size_t e = static_cast<std::size_t>(edge), way = forwards ? 0 : 1;
  const Layer& main = sections_->main;
  const Adjacency& a = main.edges[e][way];
  Neighbours view;
  if (a.targets && main.touch(a)) {
    view.targets_ = reinterpret_cast<const Node*>(main.file->data(*a.targets));
    view.starts_ = a.starts ? reinterpret_cast<const std::uint32_t*>(main.file->data(*a.starts)) : nullptr;
    view.has_ = a.has ? reinterpret_cast<const std::uint64_t*>(main.file->data(*a.has)) : nullptr;
    view.ranks_ = a.has ? reinterpret_cast<const std::uint32_t*>(main.file->data(*a.ranks)) : nullptr;
    view.first_ = static_cast<Node>(a.targets->first);
    view.edges_ = a.targets->count;
    view.lists_ = a.starts ? a.starts->count - 1 : a.targets->count;
    view.nodes_ = a.has ? a.has->count * 64 : view.lists_;
  }
  if (sections_->added) view.added_ = sections_->changed(e, way, num_nodes());
  return view;
}
Choices Graph::choices(Kind kind, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::choice || type == Type::boolean);
  Choices column;
  const Layer& main = sections_->main;
  const Ints& cells = main.column(kind, attribute);
  column.first_ = main.of(kind).first;
  column.size_ = main.of(kind).count;
  if (cells && cells.entry()->width <= 1 && !cells.entry()->sloped) {
    const auto [base, data] = sections_->whole(kind, attribute);
    column.base_ = static_cast<std::uint8_t>(base);
    column.cells_ = reinterpret_cast<const std::uint8_t*>(data);
  }
  if (!sections_->added) return column;
  const Layer& added = *sections_->added;
  const std::uint64_t key = static_cast<std::uint64_t>(kind) << 8 | static_cast<std::uint64_t>(attribute);
  const std::lock_guard lock(sections_->mutex);
  auto [at, fresh] = sections_->added_choices.try_emplace(key);
  const KindColumns& k = added.of(kind);
  if (fresh)
    for (Node i = 0; i < k.count; ++i)
      at->second.push_back(static_cast<std::uint8_t>(added.cell(kind, k.first + i, attribute)));
  column.added_ = at->second.data();
  column.added_size_ = at->second.size();
  // Where the addition gives a node of the graph another value, the column is copied with it.
  const auto [changed, unknown] = sections_->changed_choices.try_emplace(key);
  if (unknown)
    for (std::uint64_t i = 0; i < added.override_places.size(); ++i) {
      const std::uint64_t place = added.override_places[i];
      const std::uint64_t node = place >> 8;
      if ((place & 255) != static_cast<std::uint64_t>(attribute) || node < column.first_ ||
          node - column.first_ >= column.size_)
        continue;
      if (changed->second.empty())
        for (std::size_t n = 0; n < column.size_; ++n)
          changed->second.push_back(static_cast<std::uint8_t>(column.base_ + (column.cells_ ? column.cells_[n] : 0)));
      changed->second[node - column.first_] = static_cast<std::uint8_t>(added.override_cells[i]);
    }
  if (!changed->second.empty()) {
    column.cells_ = changed->second.data();
    column.base_ = 0;
  }
  return column;
}
Numbers Graph::numbers(Kind kind, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::integer || type == Type::number || type == Type::year);
  Numbers column;
  const Layer& main = sections_->main;
  const Ints& cells = main.column(kind, attribute);
  const SectionEntry* numbers = main.numbers;
  column.first_ = main.of(kind).first;
  column.size_ = main.of(kind).count;
  if (numbers && main.file->touch(*numbers)) {
    column.numbers_ = reinterpret_cast<const double*>(main.file->data(*numbers));
    column.places_ = static_cast<std::uint32_t>(numbers->count);
  }
  if (cells && cells.entry()->width <= 4 && !cells.entry()->sloped) {
    const auto [base, data] = sections_->whole(kind, attribute);
    column.base_ = static_cast<std::uint32_t>(base);
    column.width_ = data ? cells.entry()->width : 0;
    column.cells_ = data;
  }
  if (!sections_->added) return column;
  const Layer& added = *sections_->added;
  const std::uint64_t key = static_cast<std::uint64_t>(kind) << 8 | static_cast<std::uint64_t>(attribute);
  const std::lock_guard lock(sections_->mutex);
  const auto [at, fresh] = sections_->added_cells.try_emplace(key);
  const KindColumns& k = added.of(kind);
  if (fresh)
    for (Node i = 0; i < k.count; ++i) at->second.push_back(added.cell(kind, k.first + i, attribute));
  column.added_ = at->second.data();
  column.added_size_ = at->second.size();
  std::vector<double>& all = sections_->all_numbers;
  if (all.empty()) {
    for (std::size_t i = 0; i < main.num_numbers(); ++i) all.push_back(main.number(i));
    for (std::size_t i = 0; i < added.num_numbers(); ++i) all.push_back(added.number(i));
  }
  column.numbers_ = all.data();
  column.places_ = static_cast<std::uint32_t>(all.size());
  return column;
}
std::vector<std::uint64_t> Graph::selected(Kind kind, const Condition& condition) const {
  const Layer& main = sections_->main;
  const NodeRange range{main.of(kind).first, main.of(kind).first + main.of(kind).count};
  std::vector<std::uint64_t> all;
  for (const Test& test : condition) {
    std::vector<std::uint64_t> any = main.having(kind, test);
    if (&test == &condition.front())
      all = std::move(any);
    else
      for (std::size_t w = 0; w < all.size(); ++w) all[w] &= any[w];
  }
  if (condition.empty()) all.assign((std::size_t{range.size()} + 63) / 64, ~std::uint64_t{0});
  if (range.size() % 64) all.back() &= (std::uint64_t{1} << (range.size() % 64)) - 1;
  if (!sections_->added) return all;
  all.resize((std::size_t{nodes(kind).size()} + 63) / 64);
  const auto set = [&](Node node) {
    const std::uint64_t bit = std::uint64_t{1} << ((node - range.first) % 64);
    std::uint64_t& word = all[(node - range.first) / 64];
    word = satisfies(node, condition) ? word | bit : word & ~bit;
  };
  const Ints& places = sections_->added->override_places;
  for (std::uint64_t i = 0; i < places.size(); ++i)
    if (const auto node = static_cast<Node>(places[i] >> 8); node >= range.first && node < range.last) set(node);
  for (Node node = range.last; node < nodes(kind).last; ++node) set(node);
  return all;
}
void Graph::select(Kind kind, const Condition& condition, NodeSet& into) const {
  const std::vector<std::uint64_t> all = selected(kind, condition);
  const auto set = into.words().subspan(sections_->main.of(kind).first / 64, all.size());
  for (std::size_t w = 0; w < all.size(); ++w) set[w] |= all[w];
}

namespace {

// take(node) for the nodes of a kind whose value the addition changes.
template <class Take>
void each_overridden(const Layer& added, NodeRange range, Attribute attribute, Take&& take) {
  const Ints& places = added.override_places;
  for (std::uint64_t i = first_not(places.size(), [&](std::uint64_t at) { return places[at] >> 8 < range.first; });
       i < places.size() && places[i] >> 8 < range.last; ++i)
    if ((places[i] & 255) == static_cast<std::uint64_t>(attribute)) take(static_cast<Node>(places[i] >> 8));
}

}  // namespace

std::size_t Graph::count_with(Kind kind, Attribute attribute) const {
  const auto& s = *sections_;
  std::size_t count = s.main.count(kind, attribute, 0);
  if (!s.added) return count;
  const KindColumns& k = s.main.of(kind);
  each_overridden(*s.added, {k.first, k.first + k.count}, attribute, [&](Node node) {
    count += (s.cell(kind, node, attribute).first != 0) - (s.main.cell(kind, node, attribute) != 0);
  });
  return count + s.added->count(kind, attribute, 0);
}

std::size_t Graph::count(Kind kind, const Condition& condition) const {
  const auto& s = *sections_;
  if (condition.empty()) return nodes(kind).size();
  if (condition.size() == 1) {
    const Attribute attribute = condition[0].attribute;
    const std::set<std::uint8_t> values(condition[0].values.begin(), condition[0].values.end());
    const auto wanted = [&](std::uint32_t cell) { return cell && values.contains(static_cast<std::uint8_t>(cell - 1)); };
    std::size_t count = 0;
    for (const std::uint8_t value : values)
      count += s.main.count(kind, attribute, value + 1u) + (s.added ? s.added->count(kind, attribute, value + 1u) : 0);
    const KindColumns& k = s.main.of(kind);
    if (s.added)
      each_overridden(*s.added, {k.first, k.first + k.count}, attribute, [&](Node node) {
        count += wanted(s.cell(kind, node, attribute).first) - wanted(s.main.cell(kind, node, attribute));
      });
    return count;
  }
  NodeSet set(num_nodes());
  select(kind, condition, set);
  return set.size();
}

}  // namespace evident::graph
