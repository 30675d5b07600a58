#include "query/execute/quote.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>
#include <unordered_map>

#include "query/execute/cite.hpp"
#include "query/execute/columns.hpp"
#include "support/result.hpp"

namespace evident::query {

using graph::Attribute;
using graph::Edge;
using graph::Graph;
using graph::Kind;
using graph::Node;
namespace choice = graph::choice;

namespace {
template <class E>
bool is(std::optional<std::uint8_t> held, E wanted) {
  return held && *held == static_cast<std::uint8_t>(wanted);
}

// What badges are made of, by kind: asked for each witness of a page.
constexpr Attribute kBadged[] = {Attribute::role,          Attribute::evidence,  Attribute::design,
                                 Attribute::direction,     Attribute::warrant,   Attribute::reason_not_evidence,
                                 Attribute::self_reported, Attribute::reporting, Attribute::hedged};
std::uint32_t badged(Kind kind) {
  static const std::vector<std::uint32_t> of = [] {
    std::vector<std::uint32_t> all;
    for (const auto& info : graph::kinds()) {
      std::uint32_t bits = 0;
      for (std::size_t i = 0; i < std::size(kBadged); ++i) bits |= std::uint32_t{graph::has(info.id, kBadged[i])} << i;
      all.push_back(bits);
    }
    return all;
  }();
  return of[static_cast<std::size_t>(kind)];
}
}  // namespace

std::vector<std::string> badges_of(const Graph& graph, Node node) {
  std::vector<std::string> badges;
  const Kind kind = graph.kind(node);
  const std::uint32_t has = badged(kind);
  const auto value = [&](Attribute attribute) -> std::optional<std::uint8_t> {
    const auto at = std::find(std::begin(kBadged), std::end(kBadged), attribute) - std::begin(kBadged);
    if (!(has >> at & 1)) return {};
    return graph.choice(node, attribute);
  };
  if (is(value(Attribute::role), choice::role::opinion)) badges.emplace_back("opinion");
  // What carries a piece of evidence, and which way it points: a row of causal evidence may well say "no
  // effect".
  if (kind == Kind::claim && is(value(Attribute::evidence), 1)) {
    if (const auto design = value(Attribute::design))
      badges.emplace_back(graph::info(Attribute::design).choices[*design].words.front());
    if (const auto direction = value(Attribute::direction)) {
      constexpr const char* kEffect[] = {"effect: better", "effect: worse", "no effect found",
                                         "effect: mixed", "effect: unclear"};
      static_assert(std::size(kEffect) == static_cast<std::size_t>(choice::direction::unclear) + 1);
      badges.emplace_back(kEffect[*direction]);
    }
  }
  bool self_reported = is(value(Attribute::self_reported), 1) ||
                       is(value(Attribute::reporting), choice::reporting::self_reported);
  for (const Node described : graph.out(node, Edge::in_case))
    self_reported =
        self_reported || is(graph.choice(described, Attribute::reporting), choice::reporting::self_reported);
  if (self_reported) badges.emplace_back("self-reported");
  if (has_words(graph, node)) {
    const auto containing = graph.in(node, Edge::contains);
    const Node source = containing.empty() ? node : containing.front();
    if (is(graph.choice(source, Attribute::invented), 1)) badges.emplace_back("invented");
    if (is(graph.choice(source, Attribute::depth), choice::depth::digest)) badges.emplace_back("digest");
  }
  // An opinion is no over-claim of a study; its badge says enough.
  if (is(value(Attribute::warrant), choice::warrant::over_claim) &&
      is(value(Attribute::reason_not_evidence), choice::reason_not_evidence::design_cannot_carry))
    badges.emplace_back("over-claim");
  if (is(value(Attribute::hedged), 1)) badges.emplace_back("hedged");
  if (graph::has(kind, Attribute::coded_by))
    if (const auto coder = graph.text(node, Attribute::coded_by); !coder.empty()) badges.push_back("coded by " + std::string(coder));
  if (kind == Kind::claim || kind == Kind::statistic || kind == Kind::mention)
    if (const auto speaker = speaker_of(graph, node); !speaker.empty()) badges.push_back("says: " + speaker);
  return badges;
}

void add_origins(const Graph& graph, const std::vector<Node>& nodes, Row& row) {
  std::vector<std::uint32_t> places;
  std::unordered_map<std::string_view, std::uint32_t> known;  // passages by their items
  constexpr std::size_t kLookedThrough = 4;
  const bool many = nodes.size() > kLookedThrough;
  if (many) {
    row.passages.reserve(row.passages.size() + nodes.size());  // so that the names of items stay where they are
    for (const Origin& origin : row.passages) known.emplace(origin.item, static_cast<std::uint32_t>(known.size()));
  }
  for (const Node node : nodes) {
    const auto passage = graph.passage(node);
    if (!passage) continue;
    const std::string_view id = graph.id(node);
    std::uint32_t place = 0;
    if (many) {
      const auto at = known.find(id);
      place = at == known.end() ? static_cast<std::uint32_t>(row.passages.size()) : at->second;
    } else {
      while (place < row.passages.size() && row.passages[place].item != id) ++place;
    }
    places.push_back(place);
    if (place < row.passages.size()) continue;
    row.passages.push_back({std::string(id), std::string(passage->quote),
                            std::string(graph.text(passage->source, Attribute::file)), passage->begin, passage->end});
    if (many) known.emplace(row.passages.back().item, place);
  }
  row.origins.push_back(std::move(places));
}

std::size_t Quoter::source(Node node) {
  const auto [known, fresh] = sources_.try_emplace(node, views_.size());
  if (fresh) views_.push_back(view_of(graph_, node));
  return known->second;
}

Witness Quoter::witness(Node node) {
  const auto passage = graph_.passage(node);
  EV_REQUIRE(passage);
  Witness witness;
  witness.node = node;
  witness.item = std::string(graph_.id(node));
  witness.kind = std::string(graph::info(graph_.kind(node)).name);
  witness.quote = std::string(passage->quote);
  witness.section = std::string(passage->section);
  witness.begin = passage->begin;
  witness.end = passage->end;
  witness.page = passage->page;
  witness.slide = passage->slide;
  witness.paragraph = passage->paragraph;
  if (graph::has(graph_.kind(node), Attribute::printed_page)) witness.printed_page = std::string(graph_.text(node, Attribute::printed_page));
  witness.source = source(passage->source);
  witness.badges = badges_of(graph_, node);
  return witness;
}

void Quoter::add(Row& row, const Support& support) {
  const std::size_t shown = std::min(support.sets.size(), most_);
  row.witnesses.reserve(shown);
  for (const auto& set : std::span(support.sets).first(shown)) {
    std::vector<Witness> witnesses;
    witnesses.reserve(set.size());
    for (const Node node : set) witnesses.push_back(witness(node));
    row.witnesses.push_back(std::move(witnesses));
  }
  row.witnesses_left_out = support.total - std::min(support.total, shown);
}

void Quoter::join(Quoter& other, std::span<Row> rows, std::span<const std::uint8_t> others) {
  std::vector<SourceView> views;
  views.reserve(views_.size() + other.views_.size());
  sources_.clear();
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (auto& set : rows[i].witnesses)
      for (Witness& witness : set) {
        SourceView& view = (others[i] ? other.views_ : views_)[witness.source];
        const auto [known, fresh] = sources_.try_emplace(view.node, views.size());
        if (fresh) views.push_back(std::move(view));
        witness.source = known->second;
      }
  views_ = std::move(views);
}

}  // namespace evident::query
