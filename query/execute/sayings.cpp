#include "query/execute/sayings.hpp"

#include <algorithm>
#include <iterator>

#include "query/bind/names.hpp"
#include "query/execute/columns.hpp"
#include "query/execute/evaluate.hpp"
#include "query/execute/scope.hpp"

namespace evident::query {

using graph::Attribute;
using graph::Graph;
using graph::Kind;
using graph::Node;
namespace choice = graph::choice;

namespace {

enum class Standing {
  causal_evidence,
  evidence,
  self_reported,
  result,
  about_evidence,
  opinion,
  recommendation,
  background,
  other,
};
constexpr const char* kStandings[] = {
    "causal evidence",
    "other evidence",
    "self-reported result",
    "result without a stated basis",
    "statement about the evidence",
    "opinion",
    "recommendation",
    "background",
    "other statement",
};
static_assert(std::size(kStandings) == static_cast<std::size_t>(Standing::other) + 1);

// By choice::direction of an effect, choice::polarity of a view, choice::strength of what is said of evidence.
constexpr const char* kDirections[] = {"better", "worse", "no effect found", "mixed effects", "effect unclear"};
static_assert(std::size(kDirections) == static_cast<std::size_t>(choice::direction::unclear) + 1);
constexpr const char* kViews[] = {"in favour", "critical", "both ways", ""};
static_assert(std::size(kViews) == static_cast<std::size_t>(choice::polarity::neutral) + 1);

constexpr const char* kStrengths[] = {"no evidence", "little evidence", "limited evidence", "mixed evidence",
                                      "enough evidence"};
static_assert(std::size(kStrengths) == static_cast<std::size_t>(choice::strength::sufficient) + 1);
constexpr std::size_t kDirectionNumbers =
    std::size(kDirections) + std::size(kViews) + std::size(kStrengths);

template <class E>
bool is(const Graph& graph, Node node, Attribute attribute, E wanted) {
  const auto held = graph.choice(node, attribute);
  return held && *held == static_cast<std::uint8_t>(wanted);
}

Standing standing_of(const Graph& graph, Node node) {
  const Kind kind = graph.kind(node);
  if (kind == Kind::recommendation) return Standing::recommendation;
  if (kind == Kind::evidence_statement) return Standing::about_evidence;
  if (kind != Kind::claim) return Standing::other;
  if (is(graph, node, Attribute::evidence, 1))
    return is(graph, node, Attribute::warrant, choice::warrant::carried) ? Standing::causal_evidence
                                                                         : Standing::evidence;
  const auto role = graph.choice(node, Attribute::role);
  if (!role) return Standing::other;
  switch (static_cast<choice::role>(*role)) {
    case choice::role::finding:
    case choice::role::conclusion:
      if (is(graph, node, Attribute::reason_not_evidence, choice::reason_not_evidence::is_about_literature))
        return Standing::about_evidence;
      for (const Node described : graph.out(node, graph::Edge::in_case))
        if (is(graph, described, Attribute::reporting, choice::reporting::self_reported))
          return Standing::self_reported;
      return is(graph, node, Attribute::self_reported, 1) ? Standing::self_reported : Standing::result;
    case choice::role::opinion:
      return Standing::opinion;
    case choice::role::recommendation:
      return Standing::recommendation;
    case choice::role::background:
      return Standing::background;
    default:
      return Standing::other;
  }
}

// The number of a direction in the order in which they are told; the last where nothing is said.
std::size_t direction_number(const Graph& graph, Node node) {
  const Kind kind = graph.kind(node);
  if (graph::has(kind, Attribute::direction))
    if (const auto direction = graph.choice(node, Attribute::direction)) return *direction;
  const Standing standing = standing_of(graph, node);
  if (standing != Standing::background && standing != Standing::other && graph::has(kind, Attribute::polarity))
    if (const auto polarity = graph.choice(node, Attribute::polarity))
      return std::size(kDirections) + *polarity;
  if (graph::has(kind, Attribute::strength))
    if (const auto strength = graph.choice(node, Attribute::strength))
      return std::size(kDirections) + std::size(kViews) + *strength;
  return kDirectionNumbers;
}

std::string direction_word(std::size_t number) {
  if (number < std::size(kDirections)) return kDirections[number];
  number -= std::size(kDirections);
  if (number < std::size(kViews)) return kViews[number];
  number -= std::size(kViews);
  return number < std::size(kStrengths) ? kStrengths[number] : "";
}

}  // namespace

std::string evidence_kind(const Graph& graph, Node node) {
  return kStandings[static_cast<std::size_t>(standing_of(graph, node))];
}

std::string direction_said(const Graph& graph, Node node) {
  return direction_word(direction_number(graph, node));
}

double standing_rank(const Graph& graph, Node node) {
  return static_cast<double>(standing_of(graph, node)) * 100 +
         static_cast<double>(direction_number(graph, node));
}

std::vector<Column> sayings_columns() {
  return {{"kind of evidence", "text"}, {"speaker", "text"}, {"direction", "text"}, {"words", "text"}};
}

std::vector<CellValue> sayings_cells(const Graph& graph, Node node) {
  const auto cell = [](std::string text) { return text.empty() ? CellValue{} : CellValue{std::move(text)}; };
  const auto passage = graph.passage(node);
  return {cell(evidence_kind(graph, node)), cell(speaker_of(graph, node)), cell(direction_said(graph, node)),
          cell(passage ? std::string(passage->quote) : std::string())};
}

std::string sayings_summary(const Graph& graph, const std::vector<Node>& nodes) {
  struct Group {
    std::size_t count = 0;
    std::vector<std::size_t> directions = std::vector<std::size_t>(kDirectionNumbers);
  };
  std::vector<Group> groups(std::size(kStandings));
  std::vector<Node> sources;
  for (const Node n : nodes) {
    Group& group = groups[static_cast<std::size_t>(standing_of(graph, n))];
    ++group.count;
    if (const auto number = direction_number(graph, n); number < group.directions.size())
      ++group.directions[number];
    sources.push_back(source_of(graph, n));
  }
  const std::size_t works = works_among(graph, std::move(sources));
  std::vector<Node> held;  // works too, or a digest would look like a source that says nothing
  for (auto range = graph.nodes(Kind::source); range.first < range.last; ++range.first)
    if (is_held(graph, range.first)) held.push_back(range.first);
  const std::size_t all = works_among(graph, std::move(held));
  std::vector<std::string> parts;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (!groups[g].count) continue;
    std::string ways;
    for (std::size_t d = 0; d < groups[g].directions.size(); ++d)
      if (groups[g].directions[d] && !direction_word(d).empty())
        ways += (ways.empty() ? " (" : ", ") + std::to_string(groups[g].directions[d]) + " " + direction_word(d);
    parts.push_back(std::to_string(groups[g].count) + " × " + kStandings[g] + ways + (ways.empty() ? "" : ")"));
  }
  return "In " + std::to_string(works) + " of " + std::to_string(all) + (all == 1 ? " source: " : " sources: ") +
         join_words(parts, "and") + ". This is what the sources say; judge them by their words below.";
}

}  // namespace evident::query
