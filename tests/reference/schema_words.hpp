// What the schema's declarations say of words, looked up by reading the tables from the top.
#pragma once
#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "graph/schema/schema.hpp"

namespace evident::reference {

using Kinds = std::vector<graph::Kind>;

template <class Range, class T>
bool contains(const Range& range, const T& wanted) {
  return std::find(std::begin(range), std::end(range), wanted) != std::end(range);
}

// "A noun may cover several kinds."
inline const graph::Noun* noun_called(std::string_view word) {
  for (const auto& noun : graph::nouns())
    if (contains(noun.words, word)) return &noun;
  return nullptr;
}

// A describing word for one kind: declared for it, else a yes-or-no property of it, else a value of one of
// its properties.
inline std::optional<graph::Condition> adjective_for(std::string_view word, graph::Kind kind) {
  for (const auto& adjective : graph::adjectives())
    if (adjective.kind == kind && adjective.word == word) return adjective.condition;
  for (const auto attribute : graph::info(kind).attributes) {
    const auto& info = graph::info(attribute);
    if (info.type == graph::Type::boolean && (info.name == word || contains(info.words, word)))
      return graph::Condition{{attribute, {1}}};
    std::vector<std::uint8_t> values;
    if (info.type == graph::Type::choice)
      for (std::size_t i = 0; i < info.choices.size(); ++i)
        if (contains(info.choices[i].words, word)) values.push_back(static_cast<std::uint8_t>(i));
    if (!values.empty()) return graph::Condition{{attribute, values}};
  }
  return {};
}

using Ways = std::vector<const graph::Relation*>;

// The relations that a word stands for between such subjects and such objects (none given: any).
inline Ways ways(graph::Form form, std::string_view word, const Kinds& subjects, const Kinds& objects) {
  Ways found;
  for (const auto& relation : graph::relations())
    if (relation.form == form && (form == graph::Form::have || contains(relation.words, word)) &&
        contains(subjects, relation.subject) && (objects.empty() || contains(objects, relation.object)))
      found.push_back(&relation);
  return found;
}

// Things "have" what is in any way related to them, where no `have` is declared: of the first form that
// relates them, the first way between two kinds.
inline Ways any_way(const Kinds& subjects, const Kinds& objects) {
  using graph::Form;
  for (const Form form : {Form::have, Form::participle, Form::verb, Form::preposition}) {
    Ways found;
    for (const auto& relation : graph::relations()) {
      const bool known = std::any_of(found.begin(), found.end(), [&](const auto* r) {
        return r->subject == relation.subject && r->object == relation.object;
      });
      if (relation.form == form && !known && contains(subjects, relation.subject) &&
          contains(objects, relation.object))
        found.push_back(&relation);
    }
    if (!found.empty()) return found;
  }
  return {};
}

inline Kinds objects_of(const Ways& all) {
  Kinds kinds;
  for (const auto* way : all)
    if (!contains(kinds, way->object)) kinds.push_back(way->object);
  return kinds;
}

// Where a property of a kind is read: "an attribute of the thing itself; of what is no attribute: its name,
// words, id, kind, in how many works it is named; of a named thing an attribute of its mentions; of what a
// document says an attribute of the document".
struct Reading {
  enum class From { own, name, words, id, kind, works, mentions, document, page } from;
  graph::Attribute attribute{};
};
inline std::optional<Reading> reading_of(std::string_view word, graph::Kind kind) {
  using graph::KindRole;
  const auto called = [&](const graph::AttributeInfo& a) {
    return a.name == word || contains(a.words, word);
  };
  const KindRole role = graph::info(kind).role;
  for (const auto& a : graph::attributes())
    if (called(a) && graph::has(kind, a.id)) return Reading{Reading::From::own, a.id};
  const bool said = role == KindRole::item || role == KindRole::source;
  if (word == "id" || word == "identifier") return Reading{Reading::From::id};
  if (word == "kind") return Reading{Reading::From::kind};
  if (word == "name" || word == "label") return Reading{Reading::From::name};
  if (said && (word == "text" || word == "words" || word == "quotation" || word == "quote"))
    return Reading{Reading::From::words};
  if (said && word == "page") return Reading{Reading::From::page};
  if (word == "sources" && role != KindRole::source) return Reading{Reading::From::works};
  for (const auto& a : graph::attributes()) {
    if (called(a) && role == KindRole::named && graph::has(graph::Kind::mention, a.id))
      return Reading{Reading::From::mentions, a.id};
    if (called(a) && role == KindRole::item && graph::has(graph::Kind::source, a.id))
      return Reading{Reading::From::document, a.id};
  }
  return {};
}

}  // namespace evident::reference
