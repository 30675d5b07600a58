// What each sentence does in its text and how it says it.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/structure.hpp"
#include "ingest/document.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/sentences/sentences.hpp"

namespace evident::ingest {

// One label a sentence. An empty role: the sentence asserts nothing that could be a claim.
std::vector<SentenceLabel> classify(const Document& document, const std::vector<Sentence>& sentences,
                                    const Structure& structure);

// The parts, each by itself, for single sentences.
struct Wording {
  std::string_view causal = "none";  // choice of Attribute::causal
  std::string reason;                // "cue 'leads to'"; empty for none
};
// "Give them a key and half of this will settle itself": no instruction, but a condition.
bool bids_and_tells(const Tokens& tokens);

Wording wording_of(const Tokens& tokens);
bool is_hedged(const Tokens& tokens);
std::string_view cost_of(const Tokens& tokens);
struct Polarity {
  std::string_view polarity = "neutral";
  std::string_view direction;  // empty: no effect is spoken of
};
Polarity polarity_of(const Tokens& tokens);

// How surely the shipped model of directions (corpus/models/direction.md) reads that no difference was found; 0: it does not, or not
// surely enough, or the sentence compares nothing.
float no_difference(std::string_view sentence, const Tokens& tokens);

// What a sentence of an abstract without headings does there, as the shipped model of sentence roles
// (corpus/models/roles.md) and the cues of its own words have it. "aim" is told apart from "method".
struct AbstractRole {
  std::string_view role;   // background, aim, method, finding, conclusion
  float probability = 0;   // that the model gives it
};
std::vector<AbstractRole> abstract_roles(std::span<const std::string_view> sentences);
// The same by the model alone.
std::vector<AbstractRole> model_roles(std::span<const std::string_view> sentences);

}  // namespace evident::ingest
