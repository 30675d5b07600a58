// What evidence is: kinds, attributes, values, edges and the words people use for them, as tables made from
// declarations.def. Everything here lives as long as the program; nothing allocates after the first use.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evident::graph {

enum class Kind : std::uint8_t {
#define KIND(id, role, words, doc) id,
#include "graph/schema/declarations.def"
};
enum class Attribute : std::uint8_t {
#define ATTRIBUTE(id, type, words, doc) id,
#include "graph/schema/declarations.def"
};
enum class Edge : std::uint8_t {
#define EDGE(id, name, doc) id,
#include "graph/schema/declarations.def"
};

enum class KindRole : std::uint8_t { source, item, named, concept_ };
enum class Type : std::uint8_t { text, integer, number, boolean, year, date, choice, texts, records };
enum class Form : std::uint8_t { verb, participle, preposition, have };

// The values of each choice, as enumerations: choice::role::finding is the index in
// attribute(Attribute::role).choices.
namespace choice {
#include "graph_choices.hpp"
}

struct Choice {
  std::string_view id;
  std::vector<std::string_view> words;
  std::string_view doc;
};
struct AttributeInfo {
  Attribute id;
  std::string_view name;  // as in SQL and JSON
  Type type;
  std::vector<std::string_view> words;  // as people say it, the first being the one we print
  std::string_view doc;
  std::vector<Choice> choices;
};
struct KindInfo {
  Kind id;
  std::string_view name;
  KindRole role;
  std::vector<std::string_view> words;  // singular, plural, then other singulars and plurals in pairs
  std::string_view doc;
  std::vector<Attribute> attributes;  // extracted and derived
  std::vector<Attribute> derived;
};
struct EdgeInfo {
  Edge id;
  std::string_view name;
  std::string_view words;
  std::string_view doc;
};

// attribute ∈ values (for a boolean: true).
struct Test {
  Attribute attribute;
  std::vector<std::uint8_t> values;  // indices of choices; {1} for a boolean
};
using Condition = std::vector<Test>;  // all of them

struct Noun {
  std::vector<std::string_view> words;  // singular, plural, …
  struct Meaning {
    Kind kind;
    Condition condition;
  };
  std::vector<Meaning> meanings;  // a noun may cover several kinds ("studies")
  std::string_view doc;
};
struct Adjective {
  std::string_view word;
  Kind kind;
  Condition condition;
  std::string_view doc;
};
struct Step {
  Edge edge;
  bool forwards;
};
struct Relation {
  Form form;
  std::vector<std::string_view> words;  // empty for Form::have
  Kind subject;
  Kind object;
  std::vector<Step> path;
};

std::span<const KindInfo> kinds();
std::span<const AttributeInfo> attributes();
std::span<const EdgeInfo> edges();
std::span<const Noun> nouns();            // those of KIND and of NOUN, merged by their first word
std::span<const Adjective> adjectives();  // one entry a word and kind
std::span<const Relation> relations();

const KindInfo& info(Kind kind);
const AttributeInfo& info(Attribute attribute);
const EdgeInfo& info(Edge edge);
bool has(Kind kind, Attribute attribute);

std::optional<Kind> kind_named(std::string_view name);            // "success_factor"
std::optional<Attribute> attribute_named(std::string_view name);  // "measure_kind"
std::optional<Edge> edge_named(std::string_view name);
// The index of a choice by its id ("causal"); nothing when the attribute has no such value.
std::optional<std::uint8_t> choice_named(Attribute attribute, std::string_view id);

// Whether a finding of that design may be called causal evidence when it is worded causally
// (docs/warrant.md).
bool carries_causation(choice::design design);

// docs/schema.md, generated.
std::string schema_reference();

}  // namespace evident::graph
