// Every answer here is read from the schema's tables; the only words added are those of properties that are
// no attributes (name, text, id, kind, source), and what those mean for a kind. The tables are short, so they
// are searched in order, which also makes the first declaration the one that wins.
#include "query/bind/vocabulary.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>

#include "support/text.hpp"

namespace evident::query {
namespace {

using graph::Attribute;
using graph::Form;
using graph::Kind;
using graph::KindRole;
using graph::Type;

template <class Range>
bool holds(const Range& range, std::string_view word) {
  return std::find(range.begin(), range.end(), word) != range.end();
}
bool holds(const Kinds& kinds, Kind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool is_item(Kind kind) {
  const KindRole role = graph::info(kind).role;
  return role == KindRole::item;
}

void add_once(std::vector<std::string>& words, std::string word) {
  if (!word.empty() && !holds(words, word)) words.push_back(std::move(word));
}

// Properties that are no attribute of the kind itself.
std::optional<Reading> special(std::string_view word, Kind kind) {
  using From = Reading::From;
  const KindRole role = graph::info(kind).role;
  if (word == "id" || word == "identifier") return Reading{kind, From::id, {}};
  if (word == "kind") return Reading{kind, From::kind, {}};
  if (word == "name" || word == "label") return Reading{kind, From::label, {}};
  const bool has_words = role == KindRole::item || role == KindRole::source;
  if (has_words && (word == "text" || word == "words" || word == "quotation" || word == "quote"))
    return Reading{kind, From::quote, {}};
  if (has_words && word == "page") return Reading{kind, From::page, {}};
  if (word == "source" && role == KindRole::item) return Reading{kind, From::citation, {}};
  const bool joined = role == KindRole::source || (is_thing(kind) && kind != Kind::author);
  if (word == "influence" && role == KindRole::source) return Reading{kind, From::influence, {}};
  if (word == "centrality" && joined) return Reading{kind, From::centrality, {}};
  if (word == "cluster" && joined) return Reading{kind, From::cluster, {}};
  if (word == "separate group" && joined) return Reading{kind, From::separate_group, {}};
  if (word == "sources" && role != KindRole::source) return Reading{kind, From::sources, {}};
  return {};
}

// The attributes that a word may mean, in the order of their declaration. Completion asks for every word that may stand
// next what it means for every kind: the only table here that is not searched in order.
std::span<const Attribute> attributes_called(std::string_view word) {
  static const auto by_word = [] {
    std::unordered_map<std::string_view, std::vector<Attribute>> table;
    for (const auto& info : graph::attributes()) {
      table[info.name].push_back(info.id);
      for (const std::string_view other : info.words)
        if (auto& all = table[other]; all.empty() || all.back() != info.id) all.push_back(info.id);
    }
    return table;
  }();
  const auto found = by_word.find(word);
  return found == by_word.end() ? std::span<const Attribute>() : found->second;
}
bool called(const graph::AttributeInfo& info, std::string_view word) {
  return info.name == word || holds(info.words, word);
}

}  // namespace

const graph::Noun* noun_of(std::string_view word) {
  for (const auto& noun : graph::nouns())
    if (holds(noun.words, word)) return &noun;
  return nullptr;
}

std::string plural_of(const graph::Noun& noun, std::string_view word) {
  for (std::size_t i = 0; i < noun.words.size(); ++i)
    if (noun.words[i] == word)
      return std::string((i | 1) < noun.words.size() ? noun.words[i | 1] : noun.words[i]);
  return std::string(word);
}

std::string singular_of(const graph::Noun& noun, std::string_view word) {
  for (std::size_t i = 0; i < noun.words.size(); ++i)
    if (noun.words[i] == word) return std::string(noun.words[i & ~std::size_t{1}]);
  return std::string(word);
}

std::vector<Scan> adjective_scans(std::string_view word, const Kinds& kinds) {
  std::vector<Scan> scans;
  for (const Kind kind : kinds) {
    if (std::any_of(scans.begin(), scans.end(), [&](const Scan& s) { return s.kind == kind; })) continue;
    const auto declared = std::find_if(graph::adjectives().begin(), graph::adjectives().end(),
                                       [&](const auto& a) { return a.kind == kind && a.word == word; });
    if (declared != graph::adjectives().end()) {
      scans.push_back({kind, declared->condition});
      continue;
    }
    for (const Attribute attribute : graph::info(kind).attributes) {
      const auto& info = graph::info(attribute);
      if (info.type == Type::boolean && called(info, word)) {
        scans.push_back({kind, {graph::Test{attribute, {1}}}});
        break;
      }
      if (info.type != Type::choice) continue;
      std::vector<std::uint8_t> values;
      for (std::size_t i = 0; i < info.choices.size(); ++i)
        if (holds(info.choices[i].words, word)) values.push_back(static_cast<std::uint8_t>(i));
      if (!values.empty()) {
        scans.push_back({kind, {graph::Test{attribute, values}}});
        break;
      }
    }
  }
  return scans;
}

std::vector<std::string> adjectives_for(const Kinds& kinds) {
  std::vector<std::string> words;
  for (const auto& adjective : graph::adjectives())
    if (holds(kinds, adjective.kind)) add_once(words, std::string(adjective.word));
  return words;
}

std::vector<Link> links(Form form, std::string_view word, const Kinds& subjects, const Kinds& objects) {
  std::vector<Link> found;
  for (const auto& relation : graph::relations()) {
    if (relation.form != form || (form != Form::have && !holds(relation.words, word))) continue;
    if (!holds(subjects, relation.subject)) continue;
    if (!objects.empty() && !holds(objects, relation.object)) continue;
    found.push_back({relation.subject, relation.object, relation.path});
  }
  return found;
}

Kinds objects_of(const std::vector<Link>& all) {
  Kinds kinds;
  for (const Link& link : all)
    if (!holds(kinds, link.object)) kinds.push_back(link.object);
  return kinds;
}

std::vector<Link> any_links(const Kinds& subjects, const Kinds& objects) {
  for (const Form form : {Form::have, Form::participle, Form::verb, Form::preposition}) {
    std::vector<Link> found;
    for (const auto& relation : graph::relations()) {
      if (relation.form != form) continue;
      if (std::find(subjects.begin(), subjects.end(), relation.subject) == subjects.end()) continue;
      if (std::find(objects.begin(), objects.end(), relation.object) == objects.end()) continue;
      const bool known = std::any_of(found.begin(), found.end(), [&](const Link& link) {
        return link.subject == relation.subject && link.object == relation.object;
      });
      if (!known) found.push_back({relation.subject, relation.object, relation.path});
    }
    if (!found.empty()) return found;
  }
  return {};
}

std::vector<std::string> sayable(const Kinds& subjects, std::optional<Form> form) {
  std::vector<std::string> words;
  for (const auto& relation : graph::relations()) {
    if (!holds(subjects, relation.subject) || (form && relation.form != *form)) continue;
    if (relation.form == Form::have)
      add_once(words, "have " + kind_word(relation.object, true));
    else if (relation.form == Form::participle)
      add_once(words, "are " + std::string(relation.words.front()) + " " + kind_word(relation.object, true));
    else
      add_once(words, std::string(relation.words.front()) + " " + kind_word(relation.object, true));
  }
  return words;
}

std::optional<Property> property_of(std::string_view word, const Kinds& kinds) {
  Property property;
  property.words = std::string(word);
  const auto all = attributes_called(word);
  bool typed = false;
  const auto take = [&](Reading reading, Type type) {
    // One word for two lists of values (the strength of evidence, how much of it a source says there is)
    // means that of the first kind: places in one list say nothing of the other.
    const bool choices = typed && type == Type::choice && property.type == Type::choice;
    if (choices && property.readings.front().attribute != reading.attribute) return;
    if (!typed) property.type = type;
    typed = true;
    property.readings.push_back(std::move(reading));
  };
  for (const Kind kind : kinds) {
    if (std::any_of(property.readings.begin(), property.readings.end(),
                    [&](const Reading& r) { return r.kind == kind; }))
      continue;
    const auto own = std::find_if(all.begin(), all.end(), [&](Attribute a) { return graph::has(kind, a); });
    if (own != all.end()) {
      take({kind, Reading::From::own, *own}, graph::info(*own).type);
      continue;
    }
    if (const auto reading = special(word, kind)) {
      using F = Reading::From;
      constexpr F kNumbers[] = {F::sources, F::page, F::influence, F::centrality};
      const bool number = std::find(std::begin(kNumbers), std::end(kNumbers), reading->from) != std::end(kNumbers);
      take(*reading, number ? Type::number : Type::text);
      continue;
    }
    const bool named = graph::info(kind).role == KindRole::named;
    for (const Attribute a : all) {
      const bool of_mentions = named && graph::has(Kind::mention, a);
      if (!of_mentions && !(is_item(kind) && graph::has(Kind::source, a))) continue;
      take({kind, of_mentions ? Reading::From::mentions : Reading::From::source, a}, graph::info(a).type);
      break;
    }
  }
  if (property.readings.empty()) return {};
  return property;
}

std::vector<std::string> properties_for(const Kinds& kinds) {
  std::vector<std::string> words{"name"};
  for (const Kind kind : kinds)
    for (const Attribute attribute : graph::info(kind).attributes)
      add_once(words, std::string(graph::info(attribute).words.front()));
  return words;
}

Kinds kinds_with_property(std::string_view word) {
  Kinds kinds;
  const auto all = attributes_called(word);
  for (const auto& kind : graph::kinds())
    if (std::any_of(all.begin(), all.end(), [&](Attribute a) { return graph::has(kind.id, a); })) kinds.push_back(kind.id);
  return kinds;
}

bool is_ordered(Attribute attribute) {
  return attribute == Attribute::strength || attribute == Attribute::rating;
}

std::vector<std::uint8_t> choices_called(Attribute attribute, std::string_view word) {
  const std::string wanted = fold(word);
  const auto& choices = graph::info(attribute).choices;
  std::vector<std::uint8_t> values;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    bool hit = fold(choices[i].id) == wanted;
    for (const auto& w : choices[i].words) hit = hit || fold(w) == wanted;
    if (hit) values.push_back(static_cast<std::uint8_t>(i));
  }
  return values;
}

}  // namespace evident::query
