// Whether two claims of one matter say the same or the opposite: a rule of few terms, each of them printed. What it
// finds are candidates; only a person says that one source contradicts another.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/items.hpp"
#include "ingest/extract/extractor.hpp"

namespace evident::ingest {

enum class Outcome : std::uint8_t { better, worse, unchanged };

// What the rule reads of a claim.
struct Said {
  std::vector<std::uint32_t> about;                    // numbers of things, ascending; groups left out
  std::optional<Outcome> outcome;                      // by its direction of effect
  std::vector<std::uint32_t> words;                    // telling_words() without those of change, ascending
  std::vector<std::uint32_t> all;                      // the same with them
  bool denied = false;                                 // an odd number of its words deny
  std::optional<std::pair<double, double>> interval;  // "95% CI 0.61 to 0.89"
};
// about is left to the caller. Nothing where the claim asserts nothing: a method, a question, a recommendation.
// words: its quotation, best as a part of the document, whose words were found already.
std::optional<Said> said_by(const graph::Item& claim, std::string_view words);

struct Agreement {
  bool contradicts = false;
  std::uint32_t thing = 0;  // of Said::about, that both speak of
  double likeness = 0;      // Dice coefficient of their words
  std::string terms;        // "one says that it got better, the other that it got worse; 62 % of their words are the same"
};
std::optional<Agreement> agreement(const Said& one, const Said& other);

// Whether a link leads to what a claim can be about: measures, barriers, success factors, hallmarks, no groups.
bool is_matter(std::string_view concept_id);

// `may_contradict` and `may_support` between claims of different paragraphs of one document, both ways.
void link_agreements(Extraction& extraction);

}  // namespace evident::ingest
