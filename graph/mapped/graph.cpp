// The read interface over a sealed file. One node is read through the column that holds it, and only its blocks are
// touched. Texts that do not lie in the file as they are read are made once and kept as long as the graph.
#include "graph/graph.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "graph/mapped/sections.hpp"
#include "support/text.hpp"

namespace evident::graph {

Graph::Graph(std::unique_ptr<Sections> sections) : sections_(std::move(sections)) {}
Graph::Graph(Graph&&) noexcept = default;
Graph& Graph::operator=(Graph&&) noexcept = default;
Graph::~Graph() = default;

Result<Graph> Graph::from_bytes(std::shared_ptr<const MappedFile> bytes) {
  auto sections = std::make_unique<Sections>();
  EV_TRY(sections->main.file, SealedFile::open(std::move(bytes)));
  EV_CHECK(sections->main.read(nullptr));
  return Graph(std::move(sections));
}

Result<void> Graph::extend(std::shared_ptr<const MappedFile> bytes) {
  EV_REQUIRE(!sections_->added);
  auto added = std::make_unique<Layer>();
  EV_TRY(added->file, SealedFile::open(std::move(bytes)));
  EV_CHECK(added->read(&sections_->main));
  const auto merge = [&](auto row) {
    const Layer& first = sections_->main;
    return Merged((first.*row).size(), ((*added).*row).size(), [&](std::uint64_t i) {
      const auto text = added->string(((*added).*row)[i]);
      const std::uint64_t place = first.place_of(first.*row, text);
      return std::pair(place, place < (first.*row).size() && first.string((first.*row)[place]) == text);
    });
  };
  sections_->names = merge(&Layer::name_keys);
  sections_->stems = merge(&Layer::stems);
  if (added->file->damaged() || sections_->main.file->damaged())
    return fail(Code::corrupt, "the addition to the mapped graph is damaged", "it is built again");
  sections_->added = std::move(added);
  sections_->kept.clear();  // it was of the graph without them
  return {};
}

std::shared_ptr<const void> Graph::kept_under(const std::string& name) const {
  const std::lock_guard lock(sections_->mutex);
  const auto at = sections_->kept.find(name);
  return at == sections_->kept.end() ? nullptr : at->second;
}
void Graph::keep_under(const std::string& name, std::shared_ptr<const void> made) const {
  const std::lock_guard lock(sections_->mutex);
  sections_->kept.emplace(name, std::move(made));
}

std::string Graph::damage() const {
  std::string damage = sections_->main.file->damage();
  if (damage.empty() && sections_->added) damage = sections_->added->file->damage();
  return damage;
}
std::string Graph::verify() const {
  for (const Layer* layer : {static_cast<const Layer*>(&sections_->main), static_cast<const Layer*>(sections_->added.get())})
    if (layer)
      for (const SectionEntry& entry : layer->file->table()) (void)layer->file->touch(entry);
  return damage();
}
std::uint64_t Graph::file_size() const {
  return sections_->main.file->size() + (sections_->added ? sections_->added->file->size() : 0);
}
std::vector<std::pair<std::string, std::uint64_t>> Graph::part_sizes() const {
  std::map<std::string, std::uint64_t> sizes;
  for (const SectionEntry& entry : sections_->main.file->table())
    sizes[std::string(part_name(entry.part))] += entry.size;
  if (sections_->added) sizes["addition"] = sections_->added->file->size();
  std::vector<std::pair<std::string, std::uint64_t>> sorted(sizes.begin(), sizes.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

std::span<const Node> Graph::kind_starts() const { return sections_->main.starts; }
std::size_t Graph::num_numbers() const { return sections_->main.num_numbers(); }
double Graph::number_at(std::size_t i) const { return sections_->main.number(i); }
std::uint64_t Graph::num_strings() const { return sections_->main.num_strings(); }
std::string_view Graph::state() const { return sections_->main.state; }

Node Graph::num_nodes() const { return sections_->main.starts.back(); }
std::size_t Graph::count_nodes() const {
  std::size_t count = 0;
  for (const KindInfo& kind : kinds()) count += nodes(kind.id).size();
  return count;
}
std::size_t Graph::num_edges() const {
  std::size_t count = 0;
  for (const Layer* layer : {static_cast<const Layer*>(&sections_->main), static_cast<const Layer*>(sections_->added.get())})
    if (layer)
      for (const auto& ways : layer->edges) count += ways[0].targets ? ways[0].targets->count : 0;
  return count;
}
NodeRange Graph::nodes(Kind kind) const {
  const KindColumns& k = sections_->main.of(kind);
  return {k.first, k.first + k.count + (sections_->added ? sections_->added->of(kind).count : 0)};
}
Kind Graph::kind(Node node) const {
  EV_REQUIRE(node < num_nodes());
  const auto& starts = sections_->main.starts;
  return static_cast<Kind>(std::upper_bound(starts.begin(), starts.end(), node) - starts.begin() - 1);
}

void Graph::ask_ahead(std::span<const Node> nodes) const {
  for (const Node node : nodes) {
    const Kind kind = this->kind(node);
    sections_->layer(kind, node).ask_ahead(kind, node);
  }
}

std::string_view Graph::id(Node node) const {
  const Kind kind = this->kind(node);
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  const Node i = node - k.first;
  if (const auto text = layer.id_string(k, i)) return *text;
  return sections_->made.get(MadeTexts::kId, node, [&] { return layer.common_id(k, i - k.id_others.few_before(i)); });
}
void Graph::append_id(Node node, std::string& to) const {
  const Kind kind = this->kind(node);
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  const Node i = node - k.first;
  if (k.id_strings) {
    to += layer.string(k.id_strings[i]);
    return;
  }
  const std::uint64_t before = k.id_others.few_before(i);  // looked for once: it is half of what an id costs
  if (k.id_others.few_place(before) == i)
    if (const std::uint64_t other = k.id_others.few_value(before)) {
      to += layer.string(other);
      return;
    }
  const std::uint64_t common = i - before;
  if (!k.id_numbers) {
    to += layer.common_id(k, common);
    return;
  }
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, k.id_numbers[common]).ptr;
  to += k.id_prefix.get(0, k.id_prefix.size());
  to.append(digits, end);
}
std::string_view Graph::label(Node node) const {
  const Kind kind = this->kind(node);
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  const std::uint64_t number = k.labels[node - k.first];
  if (number != kQuoteIsLabel) return layer.string(number);
  return sections_->made.get(MadeTexts::kLabel, node, [&] { return squeeze(layer.quote(k, node)); });
}
void Graph::append_label_start(Node node, std::size_t bytes, std::string& to) const {
  const Kind kind = this->kind(node);
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  const std::uint64_t number = k.labels[node - k.first];
  if (number != kQuoteIsLabel)
    to += layer.string(number).substr(0, bytes);
  else
    layer.append_quote_start(k, node, bytes, to);
}
std::string_view Graph::reason(Node node) const {
  const Kind kind = this->kind(node);
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  return k.reasons ? layer.string(k.reasons[node - k.first]) : std::string_view();
}
std::optional<PassageView> Graph::passage(Node node) const {
  const Kind kind = this->kind(node);
  if (info(kind).role == KindRole::concept_ || info(kind).role == KindRole::named) return {};
  const Layer& layer = sections_->layer(kind, node);
  const KindColumns& k = layer.of(kind);
  const Node i = node - k.first;
  const auto containing = in(node, Edge::contains);
  PassageView view;
  view.source = containing.empty() ? node : containing.front();
  if (const NodeRange sources = nodes(Kind::source); view.source < sources.first || view.source >= sources.last) {
    if (const SectionEntry* entry = layer.file->find(Part::targets, static_cast<std::size_t>(Edge::contains), 1))
      layer.file->damaged(*entry, "a passage in what is no source");
    return {};
  }
  view.begin = k.begins[i];
  view.end = view.begin + k.lengths[i];
  view.quote = sections_->made.get(MadeTexts::kQuote, node, [&] { return layer.quote(k, node); });
  view.section = k.sections ? layer.string(k.sections[i]) : std::string_view();
  view.page = static_cast<int>(k.pages[i]);
  view.slide = static_cast<int>(k.slides[i]);
  view.paragraph = static_cast<int>(k.paragraphs[i]);
  return view;
}

bool Graph::has(Node node, Attribute attribute) const {
  return sections_->cell(kind(node), node, attribute).first != 0;
}
std::string_view Graph::text(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::text || type == Type::date || type == Type::records);
  const auto [c, layer] = sections_->cell(kind(node), node, attribute);
  return c ? layer->string(c) : std::string_view();
}
std::optional<double> Graph::number(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::integer || type == Type::number || type == Type::year);
  const std::uint32_t c = sections_->cell(kind(node), node, attribute).first;
  return c ? std::optional(sections_->number(c)) : std::nullopt;
}
std::optional<std::uint8_t> Graph::choice(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::choice || type == Type::boolean);
  const std::uint32_t c = sections_->cell(kind(node), node, attribute).first;
  // Columns that are the same everywhere, or but for a few rows, are not checked block by block.
  return c && c <= values_of(info(attribute)) ? std::optional(static_cast<std::uint8_t>(c - 1)) : std::nullopt;
}
std::span<const std::uint32_t> Graph::list(Node node, Attribute attribute) const {
  EV_REQUIRE(info(attribute).type == Type::texts);
  const auto [c, layer] = sections_->cell(kind(node), node, attribute);
  if (c == 0) return {};
  return layer->words32(layer->lists, layer->list_offsets[c - 1], layer->list_offsets[c]);
}
std::string_view Graph::string(std::uint32_t number) const { return sections_->string(number); }

bool Graph::satisfies(Node node, const Condition& condition) const {
  const Kind k = kind(node);
  return std::all_of(condition.begin(), condition.end(), [&](const Test& test) {
    const std::uint32_t c = sections_->cell(k, node, test.attribute).first;
    return c != 0 && std::find(test.values.begin(), test.values.end(), c - 1) != test.values.end();
  });
}

std::span<const Node> Graph::out(Node node, Edge edge) const {
  EV_REQUIRE(node < num_nodes());
  return sections_->near(node, edge, 0);
}
std::span<const Node> Graph::in(Node node, Edge edge) const {
  EV_REQUIRE(node < num_nodes());
  return sections_->near(node, edge, 1);
}

std::string_view Graph::fingerprint() const {
  return sections_->added ? sections_->added->fingerprint : sections_->main.fingerprint;
}

}  // namespace evident::graph
