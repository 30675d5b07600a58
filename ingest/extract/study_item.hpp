// What is known of one study, from all the sentences that tell of it, and the item that says so.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/items.hpp"
#include "ingest/classify/tokens.hpp"
#include "ingest/extract/study_facts.hpp"

namespace evident::ingest {

struct StudyFacts {
  std::vector<SamplePart> people, bodies, sites, works;
  std::string period, country, setting, base, part_of;
  std::optional<double> response_rate;
  std::string_view status;
  std::vector<std::string> looked_at;

  // What one sentence says of where, when and how it was done; what is known stays. loose: as of period_of().
  void frame(std::string_view words, const Tokens& tokens, const Sample& sample, bool loose);
  // Whom it counts.
  void count(const Sample& sample);
};

// The first country that is named.
std::optional<std::string> country_of(const Tokens& tokens);

// Puts the facts into the item of a study. told: the words that tell it.
void tell_study(graph::Item& item, const std::string& design, const StudyFacts& facts, std::string_view told);

}  // namespace evident::ingest
