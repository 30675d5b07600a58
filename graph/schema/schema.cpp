// The tables behind schema.hpp, built once from declarations.def. Order of declaration is order everywhere.
#include "graph/schema/schema.hpp"

#include <algorithm>
#include <string>

#include "support/result.hpp"

namespace evident::graph {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = text.find(separator);
    if (auto part = text.substr(0, end); !part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

// "concept_" is called "concept".
constexpr std::string_view name_of(std::string_view id) {
  return id.ends_with('_') ? id.substr(0, id.size() - 1) : id;
}

constexpr KindRole role_of(std::string_view name) {
  return name == "source"  ? KindRole::source
         : name == "item"  ? KindRole::item
         : name == "named" ? KindRole::named
                           : KindRole::concept_;
}

struct Schema {
  std::vector<KindInfo> kinds;
  std::vector<AttributeInfo> attributes;
  std::vector<EdgeInfo> edges;
  std::vector<Noun> nouns;
  std::vector<Adjective> adjectives;
  std::vector<Relation> relations;

  Schema() {
#define KIND(id, role, words, doc) \
  kinds.push_back({Kind::id, name_of(#id), role_of(#role), split(words, '|'), doc, {}, {}});
#define ATTRIBUTE(id, type, words, doc) \
  attributes.push_back({Attribute::id, name_of(#id), Type::type, split(words, '|'), doc, {}});
#define CHOICE(attribute, id, words, doc) \
  attributes[static_cast<std::size_t>(Attribute::attribute)].choices.push_back({#id, split(words, '|'), doc});
#define EDGE(id, name, doc) edges.push_back({Edge::id, #id, name, doc});
#define HAS(kind, attribute) of(Kind::kind).attributes.push_back(Attribute::attribute);
#define DERIVED(kind, attribute)                             \
  of(Kind::kind).attributes.push_back(Attribute::attribute); \
  of(Kind::kind).derived.push_back(Attribute::attribute);
#include "graph/schema/declarations.def"
    for (const KindInfo& kind : kinds) nouns.push_back({kind.words, {{kind.id, {}}}, kind.doc});
#define NOUN(words, kind, test, doc) add_noun(split(words, '|'), Kind::kind, condition(test), doc);
#define ADJECTIVE(words, kind, test, doc) \
  for (auto word : split(words, '|')) adjectives.push_back({word, Kind::kind, condition(test), doc});
#define RELATION(form, words, subject, object, path, doc) \
  relations.push_back({Form::form, split(words, '|'), Kind::subject, Kind::object, steps(path)});
#include "graph/schema/declarations.def"
  }

  KindInfo& of(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }

  void add_noun(std::vector<std::string_view> words, Kind kind, Condition test, std::string_view doc) {
    for (Noun& noun : nouns)
      if (noun.words.front() == words.front()) {
        noun.meanings.push_back({kind, std::move(test)});
        return;
      }
    nouns.push_back({std::move(words), {{kind, std::move(test)}}, doc});
  }

  Condition condition(std::string_view text) const {
    Condition tests;
    for (auto part : split(text, '&')) {
      const auto equals = part.find('=');
      const auto name = part.substr(0, equals);
      const auto found =
          std::find_if(attributes.begin(), attributes.end(), [&](const auto& a) { return a.name == name; });
      EV_ENSURE(found != attributes.end());
      Test test{found->id, {}};
      if (equals == std::string_view::npos) {
        EV_ENSURE(found->type == Type::boolean);
        test.values.push_back(1);
      } else {
        for (auto value : split(part.substr(equals + 1), ',')) {
          const auto choice = std::find_if(found->choices.begin(), found->choices.end(),
                                           [&](const auto& c) { return c.id == value; });
          EV_ENSURE(choice != found->choices.end());
          test.values.push_back(static_cast<std::uint8_t>(choice - found->choices.begin()));
        }
      }
      tests.push_back(std::move(test));
    }
    return tests;
  }

  std::vector<Step> steps(std::string_view text) const {
    std::vector<Step> path;
    for (auto part : split(text, ' ')) {
      const auto found =
          std::find_if(edges.begin(), edges.end(), [&](const auto& e) { return e.name == part.substr(1); });
      EV_ENSURE(found != edges.end() && (part[0] == '>' || part[0] == '<'));
      path.push_back({found->id, part[0] == '>'});
    }
    return path;
  }
};

const Schema& schema() {
  static const Schema instance;
  return instance;
}

}  // namespace

std::span<const KindInfo> kinds() { return schema().kinds; }
std::span<const AttributeInfo> attributes() { return schema().attributes; }
std::span<const EdgeInfo> edges() { return schema().edges; }
std::span<const Noun> nouns() { return schema().nouns; }
std::span<const Adjective> adjectives() { return schema().adjectives; }
std::span<const Relation> relations() { return schema().relations; }

const KindInfo& info(Kind kind) { return schema().kinds[static_cast<std::size_t>(kind)]; }
const AttributeInfo& info(Attribute attribute) {
  return schema().attributes[static_cast<std::size_t>(attribute)];
}
const EdgeInfo& info(Edge edge) { return schema().edges[static_cast<std::size_t>(edge)]; }

bool has(Kind kind, Attribute attribute) {
  const auto& all = info(kind).attributes;
  return std::find(all.begin(), all.end(), attribute) != all.end();
}

std::optional<Kind> kind_named(std::string_view name) {
  for (const auto& k : kinds())
    if (k.name == name) return k.id;
  return {};
}
std::optional<Attribute> attribute_named(std::string_view name) {
  for (const auto& a : attributes())
    if (a.name == name) return a.id;
  return {};
}
std::optional<Edge> edge_named(std::string_view name) {
  for (const auto& e : edges())
    if (e.name == name) return e.id;
  return {};
}
std::optional<std::uint8_t> choice_named(Attribute attribute, std::string_view id) {
  const auto& choices = info(attribute).choices;
  for (std::size_t i = 0; i < choices.size(); ++i)
    if (choices[i].id == id) return static_cast<std::uint8_t>(i);
  return {};
}

bool carries_causation(choice::design design) {
  switch (design) {
    case choice::design::rct:
    case choice::design::quasi_experimental:
    case choice::design::natural_experiment:
    case choice::design::interrupted_time_series:
    case choice::design::meta_analysis:
      return true;
    default:
      return false;
  }
}

}  // namespace evident::graph
