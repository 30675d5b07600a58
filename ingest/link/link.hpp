// From words to things: mentions to the concepts they name, claims to what they are about, everything to who
// says it, to the case it belongs to and to the study it rests on.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "ingest/classify/structure.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/link/lexicon.hpp"

namespace evident::ingest {

// How well a mention's words fit a concept of that kind.
struct Fit {
  std::uint32_t concept_number;
  double score;        // 1 for equal labels; at least kLinkThreshold otherwise
  std::string reason;  // for people
};
inline constexpr double kLinkThreshold = 0.6;
// The best concept for these words, or nothing.
std::optional<Fit> best_fit(const Lexicon& lexicon, std::string_view words, graph::Kind kind);

// Whether the concept is a class of measures ("outcome measure") and so no measure itself.
bool is_class_of_measures(const graph::Concept& entry);

// Adds links and candidates to the evidence, and the attributes that follow from them (about, concept,
// measure_kind).
void link_items(Extraction& extraction);

}  // namespace evident::ingest
