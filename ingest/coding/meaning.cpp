#include "ingest/coding/meaning.hpp"

#include <algorithm>
#include <map>

#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;

// Things that a person codes in a work; not the works themselves, nor what a bibliography holds.
bool can_be_coded(Kind kind) {
  switch (kind) {
    case Kind::measure:
    case Kind::barrier:
    case Kind::success_factor:
    case Kind::hallmark:
    case Kind::claim:
    case Kind::recommendation:
    case Kind::evidence_statement:
    case Kind::question:
    case Kind::theme:
      return true;
    default:
      return false;
  }
}

// What a condition says of an item; nothing where it asks for what is derived or for one of several values.
std::optional<CodeMeaning> coded_as(Kind kind, const graph::Condition& condition) {
  if (!can_be_coded(kind)) return {};
  CodeMeaning meaning{CodeMeaning::What::item, kind};
  const graph::KindInfo& of = graph::info(graph::info(kind).role == graph::KindRole::named ? Kind::mention : kind);
  for (const graph::Test& test : condition) {
    const graph::AttributeInfo& attribute = graph::info(test.attribute);
    const bool derived = std::find(of.derived.begin(), of.derived.end(), test.attribute) != of.derived.end();
    if (test.values.size() != 1 || derived || !graph::has(of.id, test.attribute)) return {};
    if (attribute.type == graph::Type::choice)
      meaning.attributes.emplace_back(test.attribute, std::string(attribute.choices[test.values[0]].id));
    else
      meaning.attributes.emplace_back(test.attribute, test.values[0] == 1);
  }
  return meaning;
}

const std::map<std::string, CodeMeaning, std::less<>>& known() {
  static const auto* const all = [] {
    auto* words = new std::map<std::string, CodeMeaning, std::less<>>;
    const auto add = [&](std::string_view name, const std::optional<CodeMeaning>& meaning) {
      if (meaning) words->emplace(label_key(name), *meaning);
    };
    for (const graph::KindInfo& kind : graph::kinds())
      for (const std::string_view word : kind.words) add(word, coded_as(kind.id, {}));
    for (const graph::Noun& noun : graph::nouns())
      for (const std::string_view word : noun.words)
        if (noun.meanings.size() == 1) add(word, coded_as(noun.meanings[0].kind, noun.meanings[0].condition));
    for (const graph::Adjective& adjective : graph::adjectives())
      for (const std::string_view word : graph::info(adjective.kind).words)
        add(std::string(adjective.word) + " " + std::string(word), coded_as(adjective.kind, adjective.condition));
    // What no kind holds: it says what the study is about.
    for (const std::string_view word : {"intervention", "programme", "program", "exposure", "topic", "subject", "concept", "phenomenon of interest"})
      add(word, CodeMeaning{CodeMeaning::What::about, Kind::concept_});
    for (const std::string_view word : {"population", "participant", "sample", "respondent", "informant"})
      add(word, CodeMeaning{CodeMeaning::What::participants, Kind::study});
    add("outcome", coded_as(Kind::measure, {{Attribute::measure_kind, {static_cast<std::uint8_t>(graph::choice::measure_kind::outcome)}}}));
    return words;
  }();
  return *all;
}

}  // namespace

std::optional<CodeMeaning> meaning_of(std::string_view words) {
  const auto at = known().find(label_key(words));
  if (at == known().end()) return {};
  return at->second;
}

std::optional<CodeMeaning> group_meaning_of(std::string_view words) {
  if (auto whole = meaning_of(words)) return whole;
  const std::string key = label_key(words);
  // "barriers to …", "outcomes reported": the longest name at the beginning that ends before such a word.
  for (std::size_t gap = key.rfind(' '); gap != std::string::npos && gap > 0; gap = key.rfind(' ', gap - 1)) {
    const std::size_t next = std::min(key.find(' ', gap + 1), key.size());
    const std::string_view word = std::string_view(key).substr(gap + 1, next - gap - 1);
    constexpr std::string_view kBehind[] = {"to", "of", "for", "in", "on", "identified", "reported", "mentioned", "found", "used", "code"};
    if (std::find(std::begin(kBehind), std::end(kBehind), word) == std::end(kBehind)) continue;
    if (const auto at = known().find(std::string_view(key).substr(0, gap)); at != known().end()) return at->second;
  }
  // "reported barriers": behind one word.
  if (const std::size_t gap = key.find(' '); gap != std::string::npos)
    if (const auto at = known().find(std::string_view(key).substr(gap + 1)); at != known().end()) return at->second;
  return {};
}

std::string meanings_known() {
  std::string list;
  const auto add = [&](std::string_view word) { list += (list.empty() ? "" : ", ") + std::string(word); };
  for (const graph::KindInfo& kind : graph::kinds())
    if (can_be_coded(kind.id)) add(kind.words.front());
  for (const std::string_view word : {"outcome measure", "process measure", "economic measure", "finding", "conclusion", "opinion",
                                      "intervention", "population"})
    add(word);
  return list;
}

}  // namespace evident::ingest
