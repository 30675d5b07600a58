// The read interface over checked sections: every function is an index or a binary search; nothing here
// checks the file.
#include "graph/graph.hpp"

#include <algorithm>

#include "graph/mapped/format.hpp"

namespace evident::graph {
namespace {

std::uint32_t cell(const Graph::Sections& s, Kind kind, Node node, Attribute attribute) {
  const auto k = static_cast<std::size_t>(kind);
  const std::uint32_t start = s.column_starts[k * attributes().size() + static_cast<std::size_t>(attribute)];
  return start == kNoColumn ? 0 : s.cells[start + (node - s.kind_starts[k])];
}

const std::uint32_t* column_of(const Graph::Sections& s, Kind kind, Attribute attribute) {
  const std::uint32_t start =
      s.column_starts[static_cast<std::size_t>(kind) * attributes().size() + static_cast<std::size_t>(attribute)];
  return start == kNoColumn ? nullptr : s.cells.data() + start;
}

}  // namespace

Graph::Graph(std::unique_ptr<Sections> sections) : sections_(std::move(sections)) {}
Graph::Graph(Graph&&) noexcept = default;
Graph& Graph::operator=(Graph&&) noexcept = default;
Graph::~Graph() = default;

Result<Graph> Graph::from_bytes(std::shared_ptr<const MappedFile> bytes) {
  EV_TRY(auto sections, read_sections(std::move(bytes)));
  return Graph(std::move(sections));
}

Node Graph::num_nodes() const { return static_cast<Node>(sections_->ids.size()); }
EdgeId Graph::num_edges() const { return static_cast<EdgeId>(sections_->targets.size()); }
NodeRange Graph::nodes(Kind kind) const {
  const auto k = static_cast<std::size_t>(kind);
  return {sections_->kind_starts[k], sections_->kind_starts[k + 1]};
}
Kind Graph::kind(Node node) const {
  EV_REQUIRE(node < num_nodes());
  const auto& starts = sections_->kind_starts;
  return static_cast<Kind>(std::upper_bound(starts.begin(), starts.end(), node) - starts.begin() - 1);
}

std::string_view Graph::id(Node node) const { return sections_->string(sections_->ids[node]); }
std::string_view Graph::label(Node node) const { return sections_->string(sections_->labels[node]); }
std::string_view Graph::reason(Node node) const { return sections_->string(sections_->reasons[node]); }
std::optional<PassageView> Graph::passage(Node node) const {
  const PassageRecord& p = sections_->passages[node];
  if (p.source == kNoNode) return {};
  return PassageView{p.source,          p.begin, p.end,   string(p.quote),
                     string(p.section), p.page,  p.slide, p.paragraph};
}

bool Graph::has(Node node, Attribute attribute) const {
  return cell(*sections_, kind(node), node, attribute) != 0;
}
std::string_view Graph::text(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::text || type == Type::date || type == Type::records);
  return string(cell(*sections_, kind(node), node, attribute));
}
std::optional<double> Graph::number(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::integer || type == Type::number || type == Type::year);
  const std::uint32_t c = cell(*sections_, kind(node), node, attribute);
  return c ? std::optional(sections_->numbers[c - 1]) : std::nullopt;
}
std::optional<std::uint8_t> Graph::choice(Node node, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::choice || type == Type::boolean);
  const std::uint32_t c = cell(*sections_, kind(node), node, attribute);
  return c ? std::optional(static_cast<std::uint8_t>(c - 1)) : std::nullopt;
}
std::span<const std::uint32_t> Graph::list(Node node, Attribute attribute) const {
  EV_REQUIRE(info(attribute).type == Type::texts);
  const std::uint32_t c = cell(*sections_, kind(node), node, attribute);
  if (c == 0) return {};
  const auto& offsets = sections_->list_offsets;
  return sections_->lists.subspan(offsets[c - 1], offsets[c] - offsets[c - 1]);
}
std::string_view Graph::string(std::uint32_t number) const { return sections_->string(number); }

bool Graph::satisfies(Node node, const Condition& condition) const {
  const Kind k = kind(node);
  return std::all_of(condition.begin(), condition.end(), [&](const Test& test) {
    const std::uint32_t c = cell(*sections_, k, node, test.attribute);
    return c != 0 && std::find(test.values.begin(), test.values.end(), c - 1) != test.values.end();
  });
}

std::span<const Node> Graph::out(Node node, Edge edge) const {
  EV_REQUIRE(node < num_nodes());
  const auto& s = *sections_;
  const auto first = s.edge_kinds.begin() + s.out_offsets[node],
             last = s.edge_kinds.begin() + s.out_offsets[node + 1];
  const auto [from, to] = std::equal_range(first, last, static_cast<std::uint8_t>(edge));
  return s.targets.subspan(static_cast<std::size_t>(from - s.edge_kinds.begin()),
                           static_cast<std::size_t>(to - from));
}
std::span<const Node> Graph::in(Node node, Edge edge) const {
  EV_REQUIRE(node < num_nodes());
  const auto& s = *sections_;
  const auto edges_in = s.in_edges.subspan(s.in_offsets[node], s.in_offsets[node + 1] - s.in_offsets[node]);
  const auto kind_of = [&s](EdgeId e) { return s.edge_kinds[e]; };
  const auto wanted = static_cast<std::uint8_t>(edge);
  const auto from =
      std::partition_point(edges_in.begin(), edges_in.end(), [&](EdgeId e) { return kind_of(e) < wanted; });
  const auto to = std::partition_point(from, edges_in.end(), [&](EdgeId e) { return kind_of(e) == wanted; });
  return s.in_sources.subspan(s.in_offsets[node] + static_cast<std::size_t>(from - edges_in.begin()),
                              static_cast<std::size_t>(to - from));
}

Neighbours Graph::neighbours(Edge edge, bool forwards) const {
  Neighbours all;
  all.graph_ = this;
  all.edge_ = edge;
  all.forwards_ = forwards;
  return all;
}
Choices Graph::choices(Kind kind, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::choice || type == Type::boolean);
  Choices column;
  column.cells_ = column_of(*sections_, kind, attribute);
  column.first_ = nodes(kind).first;
  return column;
}
Numbers Graph::numbers(Kind kind, Attribute attribute) const {
  const Type type = info(attribute).type;
  EV_REQUIRE(type == Type::integer || type == Type::number || type == Type::year);
  Numbers column;
  column.cells_ = column_of(*sections_, kind, attribute);
  column.numbers_ = sections_->numbers.data();
  column.first_ = nodes(kind).first;
  return column;
}
void Graph::select(Kind kind, const Condition& condition, NodeSet& into) const {
  const NodeRange range = nodes(kind);
  for (Node node = range.first; node < range.last; ++node)
    if (satisfies(node, condition)) into.add(node);
}
std::optional<Node> Graph::find(std::string_view id) const {
  for (Node node = 0; node < num_nodes(); ++node)
    if (this->id(node) == id) return node;
  return {};
}

std::size_t Graph::num_names() const { return sections_->name_keys.size(); }
Graph::NameEntry Graph::name(std::size_t i) const {
  const auto& s = *sections_;
  return {s.string(s.name_keys[i]), s.string(s.name_shown[i]),
          s.name_nodes.subspan(s.name_offsets[i], s.name_offsets[i + 1] - s.name_offsets[i])};
}
std::span<const Node> Graph::named(std::string_view key) const {
  const auto& keys = sections_->name_keys;
  const auto at = std::lower_bound(
      keys.begin(), keys.end(), key,
      [this](std::uint32_t number, std::string_view wanted) { return string(number) < wanted; });
  if (at == keys.end() || string(*at) != key) return {};
  return name(static_cast<std::size_t>(at - keys.begin())).nodes;
}

std::vector<Node> Graph::mentioning(std::string_view words) const {
  std::vector<Node> found;
  for (const Occurrence& one : occurrences(stems_of(words))) found.push_back(one.node);
  return found;
}

std::vector<std::string> Graph::stems_of(std::string_view words) { return graph::stems_of(words); }

std::vector<Graph::Occurrence> Graph::occurrences(const std::vector<std::string>& stems) const {
  const auto& s = *sections_;
  std::vector<std::uint32_t> wanted;
  for (const std::string& word : stems) {
    const auto at =
        std::lower_bound(s.stems.begin(), s.stems.end(), std::string_view(word),
                         [this](std::uint32_t number, std::string_view w) { return string(number) < w; });
    if (at == s.stems.end() || string(*at) != word) return {};
    wanted.push_back(static_cast<std::uint32_t>(at - s.stems.begin()));
  }
  if (wanted.empty()) return {};
  // From the places of the rarest word, look at its neighbours.
  const auto frequency = [&s](std::uint32_t stem) {
    return s.posting_offsets[stem + 1] - s.posting_offsets[stem];
  };
  const auto rarest = std::min_element(wanted.begin(), wanted.end(),
                                       [&](auto a, auto b) { return frequency(a) < frequency(b); });
  const auto before = static_cast<std::size_t>(rarest - wanted.begin());
  std::vector<Occurrence> found;
  for (std::uint32_t place : s.postings.subspan(s.posting_offsets[*rarest], frequency(*rarest))) {
    const auto after = std::upper_bound(s.token_offsets.begin(), s.token_offsets.end(), place);
    const auto node = static_cast<Node>(after - s.token_offsets.begin() - 1);
    if (place - s.token_offsets[node] < before || wanted.size() - before > *after - place) continue;
    if (!std::equal(wanted.begin(), wanted.end(),
                    s.tokens.begin() + static_cast<std::ptrdiff_t>(place - before)))
      continue;
    if (found.empty() || found.back().node != node) found.push_back({node, 0});
    ++found.back().times;
  }
  return found;
}

std::uint32_t Graph::num_words(Node node) const {
  return sections_->token_offsets[node + 1] - sections_->token_offsets[node];
}
std::uint32_t Graph::num_words() const { return static_cast<std::uint32_t>(sections_->tokens.size()); }
std::size_t Graph::num_stems() const { return sections_->stems.size(); }
std::string_view Graph::stem_at(std::size_t i) const { return sections_->string(sections_->stems[i]); }

std::string_view Graph::fingerprint() const { return sections_->fingerprint; }

std::span<const std::uint32_t> Graph::out_offsets() const { return sections_->out_offsets; }
std::span<const Node> Graph::targets() const { return sections_->targets; }
std::span<const std::uint8_t> Graph::edge_kinds() const { return sections_->edge_kinds; }
std::span<const std::uint32_t> Graph::in_offsets() const { return sections_->in_offsets; }
std::span<const Node> Graph::in_sources() const { return sections_->in_sources; }
std::span<const EdgeId> Graph::in_edges() const { return sections_->in_edges; }

}  // namespace evident::graph
