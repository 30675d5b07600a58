// docs/schema.md from the tables: kinds with their nouns and attributes, attributes with their values, edges,
// relations. Nothing here knows a kind or an attribute by name.
#include <algorithm>
#include <map>

#include "graph/schema/schema.hpp"

namespace evident::graph {
namespace {

std::string_view type_name(Type type) {
  switch (type) {
    case Type::text:
      return "text";
    case Type::integer:
      return "whole number";
    case Type::number:
      return "number";
    case Type::boolean:
      return "yes or no";
    case Type::year:
      return "year";
    case Type::date:
      return "date";
    case Type::choice:
      return "choice";
    case Type::texts:
      return "list of texts";
    case Type::records:
      return "list of records";
  }
  return "";
}
std::string_view role_name(KindRole role) {
  switch (role) {
    case KindRole::source:
      return "a source";
    case KindRole::item:
      return "an item: one thing that a document says, with its passage";
    case KindRole::named:
      return "a thing that documents name: each place where one does is a mention";
    case KindRole::concept_:
      return "a concept: an entry of a vocabulary, or a candidate one";
  }
  return "";
}
std::string_view form_name(Form form) {
  switch (form) {
    case Form::verb:
      return "verb";
    case Form::participle:
      return "participle";
    case Form::preposition:
      return "preposition";
    case Form::have:
      return "have";
  }
  return "";
}

// "a, b, c"; a bar would end a cell of a table.
std::string joined(const std::vector<std::string_view>& words) {
  std::string all;
  for (std::string_view word : words) all.append(all.empty() ? "" : ", ").append(word);
  return all;
}
std::string sentence(std::string_view text) {
  std::string all(text);
  if (!all.empty() && all[0] >= 'a' && all[0] <= 'z') all[0] = static_cast<char>(all[0] - 'a' + 'A');
  return all + ".";
}
std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string condition_text(const Condition& condition) {
  std::string all;
  for (const Test& test : condition) {
    const AttributeInfo& a = info(test.attribute);
    if (!all.empty()) all += " and ";
    all += code(a.name);
    if (a.type == Type::boolean) continue;
    all += " is ";
    for (std::size_t i = 0; i < test.values.size(); ++i)
      all += (i ? ", " : "") + code(a.choices[test.values[i]].id);
  }
  return all;
}
std::string path_text(const std::vector<Step>& path) {
  std::string all;
  for (const Step& step : path)
    all += (all.empty() ? "" : " ") + code((step.forwards ? ">" : "<") + std::string(info(step.edge).name));
  return all;
}

void kinds_section(std::string& out) {
  out += "## Kinds\n\n";
  for (const KindInfo& k : kinds()) {
    out += "### " + code(k.name) + "\n\n" + sentence(k.doc) + "\nIt is " + std::string(role_name(k.role)) +
           ".\n\n";
    out += "People say: " + joined(k.words) + ".\n\n";
    std::string nouns_of_kind, adjectives_of_kind;
    for (const Noun& noun : nouns())
      for (const Noun::Meaning& meaning : noun.meanings) {
        if (meaning.kind != k.id || noun.words.front() == k.words.front()) continue;
        nouns_of_kind += "- " + joined(noun.words) +
                         (meaning.condition.empty() ? "" : ": " + condition_text(meaning.condition)) + "\n";
      }
    for (const Adjective& adjective : adjectives())
      if (adjective.kind == k.id)
        adjectives_of_kind +=
            "- " + std::string(adjective.word) + ": " + condition_text(adjective.condition) + "\n";
    if (!nouns_of_kind.empty()) out += "Further nouns:\n\n" + nouns_of_kind + "\n";
    if (!adjectives_of_kind.empty()) out += "Adjectives:\n\n" + adjectives_of_kind + "\n";
    if (k.attributes.empty()) continue;
    out += "| attribute | type | meaning |\n| --- | --- | --- |\n";
    for (Attribute id : k.attributes) {
      const AttributeInfo& a = info(id);
      const bool derived = std::find(k.derived.begin(), k.derived.end(), id) != k.derived.end();
      out += "| " + code(a.name) + " | " + std::string(type_name(a.type)) + (derived ? ", derived" : "") +
             " | " + std::string(a.doc) + " |\n";
    }
    out += "\n";
  }
}

void attributes_section(std::string& out) {
  out +=
      "## Attributes\n\nA missing value means that the text does not say.\n\n| attribute | people say | type "
      "| of | meaning |\n| --- | --- | --- | --- | --- |\n";
  for (const AttributeInfo& a : attributes()) {
    std::vector<std::string_view> owners;
    for (const KindInfo& k : kinds())
      if (has(k.id, a.id)) owners.push_back(k.name);
    out += "| " + code(a.name) + " | " + joined(a.words) + " | " + std::string(type_name(a.type)) + " | " +
           joined(owners) + " | " + std::string(a.doc) + " |\n";
  }
  out += "\n## Values of choices\n\n";
  for (const AttributeInfo& a : attributes()) {
    if (a.choices.empty()) continue;
    out += "### " + code(a.name) + "\n\n| value | people say | meaning |\n| --- | --- | --- |\n";
    for (const Choice& c : a.choices)
      out += "| " + code(c.id) + " | " + joined(c.words) + " | " + std::string(c.doc) + " |\n";
    out += "\n";
  }
}

void edges_section(std::string& out) {
  out += "## Edges\n\n| edge | reads | from and to |\n| --- | --- | --- |\n";
  for (const EdgeInfo& e : edges())
    out += "| " + code(e.name) + " | " + std::string(e.words) + " | " + std::string(e.doc) + " |\n";
}

void relations_section(std::string& out) {
  out +=
      "\n## Relations\n\nHow a question relates two kinds, and the edges it follows (`>` forwards, `<` "
      "backwards).\n\n"
      "| of | form | words | to | path |\n| --- | --- | --- | --- | --- |\n";
  for (const Relation& r : relations())
    out += "| " + std::string(info(r.subject).name) + " | " + std::string(form_name(r.form)) + " | " +
           (r.words.empty() ? "has, have" : joined(r.words)) + " | " + std::string(info(r.object).name) +
           " | " + path_text(r.path) + " |\n";
}

}  // namespace

std::string schema_reference() {
  std::string out =
      "# What evidence is: kinds, attributes, edges\n\n"
      "Generated from `graph/schema/declarations.def`; `EVIDENT_UPDATE_GOLDEN=1` and the unit tests of "
      "`graph` write it again.\n\n";
  kinds_section(out);
  attributes_section(out);
  edges_section(out);
  relations_section(out);
  return out;
}

}  // namespace evident::graph
