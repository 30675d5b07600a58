// One table says which columns a kind shows and how each is read; a set of several kinds shows the kind first
// and then the union in the order of the table. A value that a document does not give stays empty, except
// where its absence matters to a reader of the number: then it is said.
#include "query/execute/columns.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "query/execute/cite.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Edge;
using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::Type;

CellValue text_cell(std::string_view text) {
  if (text.empty()) return std::monostate{};
  return squeeze(text);
}
template <Attribute A>
CellValue text_of(const Graph& g, Node n) {
  return text_cell(g.text(n, A));
}
template <Attribute A>
CellValue choice_of(const Graph& g, Node n) {
  return text_cell(choice_text(g, n, A));
}
template <Attribute A>
CellValue number_of(const Graph& g, Node n) {
  if (const auto value = g.number(n, A)) return *value;
  return std::monostate{};
}
template <Attribute A>
CellValue list_of(const Graph& g, Node n) {
  std::vector<std::string> all;
  for (const auto i : g.list(n, A)) all.emplace_back(g.string(i));
  if (all.empty()) return std::monostate{};
  return all;
}
CellValue label_of(const Graph& g, Node n) { return text_cell(g.label(n)); }
CellValue quote_of(const Graph& g, Node n) {
  const auto passage = g.passage(n);
  return passage ? text_cell(passage->quote) : CellValue{};
}
CellValue kind_cell(const Graph& g, Node n) { return kind_of_row(g, n); }
CellValue speaker_cell(const Graph& g, Node n) { return text_cell(speaker_of(g, n)); }
CellValue year_of_source(const Graph& g, Node n) {
  const Node source = source_of(g, n);
  return source == graph::kNoNode ? CellValue{} : number_of<Attribute::year>(g, source);
}

std::vector<Node> naming(const Graph& g, Node thing) {
  const auto mentions = g.in(thing, Edge::names);
  return {mentions.begin(), mentions.end()};
}

// The groups and cases that name a thing; who has no group of its own counts as its source's author.
CellValue named_by(const Graph& g, Node thing) {
  std::vector<std::string> all;
  std::set<std::string, std::less<>> seen;
  for (const Node mention : naming(g, thing)) {
    bool any = false;
    for (const Edge edge : {Edge::named_by, Edge::in_case})
      for (const Node who : g.out(mention, edge)) {
        any = true;
        if (seen.emplace(g.label(who)).second) all.emplace_back(g.label(who));
      }
    if (any) continue;
    if (const auto passage = g.passage(mention)) {
      std::string citation = view_of(g, passage->source).citation;
      if (seen.emplace(citation).second) all.push_back(std::move(citation));
    }
  }
  if (all.empty()) return std::monostate{};
  return all;
}

CellValue ranks(const Graph& g, Node thing) {
  std::vector<std::string> all;
  for (const Node mention : naming(g, thing)) {
    const auto rank = g.number(mention, Attribute::rank);
    if (!rank) continue;
    const auto groups = g.out(mention, Edge::named_by);
    const std::string place = std::to_string(static_cast<long long>(*rank));
    std::string text = groups.empty() ? place : std::string(g.label(groups.front())) + " " + place;
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
  }
  if (all.empty()) return std::monostate{};
  return all;
}

CellValue sources_of(const Graph& g, Node thing) {
  std::vector<Node> sources;
  for (const Edge edge : {Edge::names, Edge::about, Edge::named_by})
    for (const Node n : g.in(thing, edge))
      if (const Node source = source_of(g, n); source != graph::kNoNode) sources.push_back(source);
  return static_cast<double>(works_among(g, std::move(sources)));
}
template <Edge E, Kind K>
CellValue count_in(const Graph& g, Node thing) {
  std::set<Node> told;
  for (const Node n : g.in(thing, E))
    if (g.kind(n) == K) told.insert(first_telling(g, n));
  return static_cast<double>(told.size());
}

CellValue participants(const Graph& g, Node study) {
  const auto text = g.text(study, Attribute::participants);
  if (text.empty()) return std::monostate{};
  const auto json = parse_json(text);
  const Json::Array* entries = json ? json->array() : nullptr;
  if (!entries) return std::monostate{};
  std::vector<std::string> all;
  for (const Json& entry : *entries) {
    const Json* who = entry.find("who");
    const Json* count = entry.find("count");
    std::string words = who && who->string() ? *who->string() : std::string("participants");
    if (count)
      if (const auto* number = std::get_if<std::int64_t>(&count->value))
        words = std::to_string(*number) + " " + words;
    all.push_back(std::move(words));
  }
  if (all.empty()) return std::monostate{};
  return all;
}

CellValue figure(const Graph& g, Node statistic) {
  const auto value = g.text(statistic, Attribute::value);
  if (value.empty()) return std::monostate{};
  std::string text;
  if (const auto comparator = g.choice(statistic, Attribute::comparator)) {
    if (*comparator == static_cast<std::uint8_t>(graph::choice::comparator::lt)) text = "under ";
    if (*comparator == static_cast<std::uint8_t>(graph::choice::comparator::gt)) text = "over ";
    if (*comparator == static_cast<std::uint8_t>(graph::choice::comparator::approx)) text = "about ";
  }
  text += value;
  const auto unit = g.text(statistic, Attribute::unit);
  if (unit == "%") return text + "%";
  return unit.empty() ? text : text + " " + std::string(unit);
}
CellValue base_of(const Graph& g, Node statistic) {
  const auto base = g.text(statistic, Attribute::base);
  return base.empty() ? CellValue{std::string("base not stated")} : CellValue{squeeze(base)};
}
CellValue group_of(const Graph& g, Node n) {
  for (const Edge edge : {Edge::named_by, Edge::in_case})
    if (const auto groups = g.out(n, edge); !groups.empty()) return text_cell(g.label(groups.front()));
  return graph::has(g.kind(n), Attribute::group) ? text_cell(g.text(n, Attribute::group)) : CellValue{};
}
CellValue addressee(const Graph& g, Node n) {
  if (const auto groups = g.out(n, Edge::addressed_to); !groups.empty())
    return text_cell(g.label(groups.front()));
  return text_of<Attribute::addressee>(g, n);
}

struct Spec {
  Kind kind;
  std::string_view name;
  std::string_view type;
  CellValue (*value)(const Graph&, Node);
};

using A = Attribute;
using K = Kind;
constexpr Spec kColumns[] = {
    {K::source, "title", "text", label_of},
    {K::source, "authors", "list", list_of<A::authors>},
    {K::source, "year", "number", number_of<A::year>},
    {K::source, "genre", "text", choice_of<A::doc_type>},
    {K::source, "depth", "text", choice_of<A::depth>},
    {K::source, "file", "text", text_of<A::file>},
    {K::study, "study", "text", label_of},
    {K::study, "design", "text", choice_of<A::design>},
    {K::study, "participants", "list", participants},
    {K::study, "year", "number", year_of_source},
    {K::case_study, "study", "text", label_of},
    {K::case_study, "told by", "text", choice_of<A::reporting>},
    {K::case_study, "location", "text", text_of<A::location>},
    {K::case_study, "year", "number", year_of_source},
    {K::claim, "kind", "text", kind_cell},
    {K::claim, "speaker", "text", speaker_cell},
    {K::claim, "wording", "text", choice_of<A::causal>},
    {K::claim, "words", "text", quote_of},
    {K::statistic, "value", "text", figure},
    {K::statistic, "of what", "text", text_of<A::of_what>},
    {K::statistic, "group", "text", group_of},
    {K::statistic, "base", "text", base_of},
    {K::statistic, "kind of money", "text", choice_of<A::money>},
    {K::statistic, "attainment", "text", choice_of<A::attainment>},
    {K::recommendation, "number", "number", number_of<A::number>},
    {K::recommendation, "recommendation", "text", quote_of},
    {K::recommendation, "addressee", "text", addressee},
    {K::evidence_statement, "about", "text", choice_of<A::dimension>},
    {K::evidence_statement, "how much", "text", choice_of<A::strength>},
    {K::evidence_statement, "words", "text", quote_of},
    {K::question, "question", "text", quote_of},
    {K::definition, "term", "text", text_of<A::term>},
    {K::definition, "words", "text", quote_of},
    {K::theme, "theme", "text", label_of},
    {K::reference, "reference", "text", quote_of},
    {K::reference, "title", "text", text_of<A::title>},
    {K::reference, "year", "number", number_of<A::year>},
    {K::translation_of, "language", "text", text_of<A::lang>},
    {K::translation_of, "words", "text", quote_of},
    {K::measure, "measure", "text", label_of},
    {K::measure, "measure kind", "text", choice_of<A::measure_kind>},
    {K::measure, "sources", "number", sources_of},
    {K::barrier, "barrier", "text", label_of},
    {K::barrier, "named by", "list", named_by},
    {K::barrier, "rank", "list", ranks},
    {K::success_factor, "success factor", "text", label_of},
    {K::success_factor, "named by", "list", named_by},
    {K::success_factor, "rank", "list", ranks},
    {K::hallmark, "hallmark", "text", label_of},
    {K::hallmark, "named by", "list", named_by},
    {K::group, "group", "text", label_of},
    {K::group, "claims made", "number", count_in<Edge::named_by, K::claim>},
    {K::group, "sources", "number", sources_of},
    {K::concept_, "concept", "text", label_of},
    {K::concept_, "claims about it", "number", count_in<Edge::about, K::claim>},
    {K::concept_, "sources", "number", sources_of},
    {K::author, "author", "text", label_of},
    {K::author, "works", "number", count_in<Edge::written_by, K::source>},
    {K::mention, "mention", "text", label_of},
    {K::mention, "group", "text", group_of},
};

}  // namespace

std::string choice_text(const Graph& graph, Node node, Attribute attribute) {
  const auto value = graph.choice(node, attribute);
  const auto& choices = graph::info(attribute).choices;
  if (!value || *value >= choices.size()) return {};
  const auto& choice = choices[*value];
  if (!choice.words.empty()) return std::string(choice.words.front());
  if (attribute == Attribute::causal || choice.id == "none") return {};
  std::string text(choice.id);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string kind_of_row(const Graph& graph, Node node) {
  const Kind kind = graph.kind(node);
  if (kind == Kind::claim)
    if (const auto role = graph.choice(node, Attribute::role))
      return std::string(graph::info(Attribute::role).choices[*role].id);
  return std::string(graph::info(kind).words.front());
}

std::string speaker_of(const Graph& graph, Node node) {
  const Kind kind = graph.kind(node);
  if (graph::has(kind, Attribute::speaker))
    if (const auto speaker = graph.text(node, Attribute::speaker); !speaker.empty()) return squeeze(speaker);
  if (const auto groups = graph.out(node, Edge::named_by); !groups.empty())
    return std::string(graph.label(groups.front()));
  return {};
}

std::vector<Column> columns_for(const std::vector<Kind>& kinds) {
  std::vector<Column> columns;
  const auto add = [&](std::string_view name, std::string_view type) {
    if (std::none_of(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; }))
      columns.push_back({std::string(name), std::string(type)});
  };
  if (kinds.size() > 1) add("kind", "text");
  for (const Kind kind : kinds)
    for (const Spec& spec : kColumns)
      if (spec.kind == kind) add(spec.name, spec.type);
  return columns;
}

std::vector<CellValue> cells_for(const Graph& graph, Node node, const std::vector<Column>& columns) {
  std::vector<CellValue> cells;
  cells.reserve(columns.size());
  const Kind kind = graph.kind(node);
  for (const Column& column : columns) {
    const auto spec = std::find_if(std::begin(kColumns), std::end(kColumns),
                                   [&](const Spec& s) { return s.kind == kind && s.name == column.name; });
    if (spec != std::end(kColumns))
      cells.push_back(spec->value(graph, node));
    else if (column.name == "kind")
      cells.emplace_back(kind_of_row(graph, node));
    else
      cells.emplace_back();
  }
  return cells;
}

std::string_view column_type(Type type) {
  switch (type) {
    case Type::integer:
    case Type::number:
    case Type::year:
      return type == Type::year ? "year" : "number";
    case Type::boolean:
      return "boolean";
    case Type::texts:
      return "list";
    default:
      return "text";
  }
}

std::vector<Node> origins_of(const Evaluator& evaluator, Node node, const Column& column) {
  const Graph& graph = evaluator.graph();
  const auto spec = std::find_if(std::begin(kColumns), std::end(kColumns), [&](const Spec& s) {
    return s.kind == graph.kind(node) && s.name == column.name;
  });
  if (spec == std::end(kColumns) && column.name != "kind") return {};
  const Node source = source_of(graph, node);
  if (column.name == "year" && source != graph::kNoNode) return {source};
  return evaluator.appearances(node, Evaluator::kWitnesses);
}

CellValue participants_of(const Graph& graph, Node study) { return participants(graph, study); }

std::string choice_word(Attribute attribute, std::uint8_t index) {
  const auto& choice = graph::info(attribute).choices[index];
  std::string word(choice.words.empty() ? choice.id : choice.words.front());
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

std::string shown_number(double number) {
  if (number == std::floor(number) && std::abs(number) < 1e15)
    return std::to_string(static_cast<long long>(number));
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  return error == std::errc{} ? std::string(text, end) : std::string("?");
}

}  // namespace evident::query
