// What ingest hands to the evidence base: one document's worth of evidence. No passage, no item.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "graph/schema/schema.hpp"
#include "support/json.hpp"

namespace evident::graph {

// Where the words stand: bytes [begin, end) of the source's stored text, and places people can use.
struct Passage {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::string quote;    // exactly those bytes
  std::string section;  // the headings above it, outermost first, joined by " › "
  int page = 0;         // 0: none
  int slide = 0;        // 0: none
  int paragraph = 0;    // the ordinal of its block in the document, from 1
};

// The value of an attribute; choices are given by their id ("causal"). monostate: the text does not say.
using Value =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>, Json>;

struct Item {
  Kind kind;  // source, or a kind whose role is item or named (then this is a mention of such a thing)
  Passage passage;
  std::vector<std::pair<Attribute, Value>> attributes;
  std::string extractor;   // which extractor made it, e.g. "measures"
  std::string reason;      // why, for people: "listed under the heading 'Outcome measures'"
  std::string belongs_to;  // the group, case or list it belongs to: part of its key, so one sentence may be a
                           // factor of two cases

  const Value* find(Attribute attribute) const {
    for (const auto& [a, value] : attributes)
      if (a == attribute) return &value;
    return nullptr;
  }
  void set(Attribute attribute, Value value) {
    for (auto& [a, v] : attributes)
      if (a == attribute) {
        v = std::move(value);
        return;
      }
    attributes.emplace_back(attribute, std::move(value));
  }
  const std::string* text(Attribute attribute) const {
    const Value* v = find(attribute);
    return v ? std::get_if<std::string>(v) : nullptr;
  }
  bool is(Attribute attribute, std::string_view choice) const {
    const std::string* t = text(attribute);
    return t && *t == choice;
  }
  bool holds(Attribute attribute) const {
    const Value* v = find(attribute);
    const bool* b = v ? std::get_if<bool>(v) : nullptr;
    return b && *b;
  }
};

// An edge from an item to another item of the same document, or to a concept.
struct Link {
  std::uint32_t from = 0;  // index in DocumentEvidence::items
  Edge edge;
  std::variant<std::uint32_t, std::string>
      to;  // an index, or a concept's id ("urn:evident:measures/trust", "candidate:barrier/vat regimes")
  std::string reason;  // "same words as the synonym 'mutual trust'"
};

// A concept that no vocabulary holds (yet): made from a mention or a speaker.
struct Candidate {
  std::string id;     // "candidate:" KIND "/" label_key
  Kind kind;          // measure, barrier, success_factor, hallmark, group or concept
  std::string label;  // as it was first written
};

// The extractor of what a person coded: in a coding table, a reviewing program, a project of qualitative analysis. Such an
// item outranks what the machine found of the same work (graph/base/human_codes.hpp).
inline constexpr std::string_view kHumanCoding = "human coding";

struct DocumentEvidence {
  std::string name;          // how the file is shown and cited: its name without folders
  std::string path;          // where it was read
  std::string content_hash;  // sha256 of the file's bytes
  std::string format;        // "text", "markdown"
  std::string text;          // UTF-8, what every offset counts in
  std::vector<Item> items;   // items[0] is the source
  std::vector<Link> links;
  std::vector<Candidate> candidates;
};

// An entry of a SKOS vocabulary.
struct Concept {
  std::string id;      // its IRI
  Kind kind;           // measure, barrier, success_factor, group, concept (designs and methods are concepts)
  std::string scheme;  // "measures", "designs" …
  std::string label;   // prefLabel in English
  std::vector<std::string> alternatives;
  std::vector<std::string> broader;  // IRIs
  std::string notation;
  std::string definition;
  std::string measure_kind;  // for measures: from the top concept it stands under
};
struct Vocabulary {
  std::vector<Concept> concepts;  // sorted by id
};

}  // namespace evident::graph
