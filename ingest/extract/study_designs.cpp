#include "ingest/extract/study_designs.hpp"

#include <algorithm>
#include <array>

#include "ingest/classify/word_set.hpp"

namespace evident::ingest {

std::vector<CueMatch> designs_told(const Tokens& tokens) {
  auto matches = cues("designs").match(tokens);
  const auto plain = cues("designs-told").match(tokens);
  matches.insert(matches.end(), plain.begin(), plain.end());
  return matches;
}

const CueMatch* heaviest(const std::vector<CueMatch>& matches) {
  const CueMatch* best = nullptr;
  for (const CueMatch& m : matches)
    if (!best || m.weight > best->weight) best = &m;
  return best;
}

std::string family(const std::string& design) {
  if (design == "literature_review" || design == "systematic_review" || design == "meta_analysis")
    return "review";
  if (design == "quasi_experimental" || design == "cohort" || design == "before_after" || design == "rct")
    return "trial";
  return design;
}

bool several_designs(const std::vector<CueMatch>& designs) {
  return std::any_of(designs.begin(), designs.end(), [&](const CueMatch& m) {
    return family(std::string(m.label)) != family(std::string(designs.front().label));
  });
}

std::string method_for(const std::string& design, const Tokens& tokens) {
  int qualitative = 0, quantitative = 0, mixed = 0;
  for (const CueMatch& m : cues("methods").match(tokens))
    (m.label == "qualitative" ? qualitative : m.label == "quantitative" ? quantitative : mixed) += m.weight;
  if (mixed) return "mixed";
  if (design == "qualitative_interviews" || design == "focus_groups" || design == "ethnography" ||
      design == "expert_panel")
    return "qualitative";
  if (design == "rct" || design == "quasi_experimental" || design == "survey" || design == "cohort" ||
      design == "meta_analysis" || design == "before_after" || design == "economic_evaluation" ||
      design == "modelling" || design == "interrupted_time_series" || design == "case_control" ||
      design == "cross_sectional")
    return "quantitative";
  if (design == "literature_review" || design == "systematic_review") return "none";
  if (design == "mixed_methods") return "mixed";
  if (qualitative && quantitative) return "mixed";
  return qualitative ? "qualitative" : quantitative ? "quantitative" : "";
}

bool others_work(const Tokens& tokens, const CueMatch& design) {
  static constexpr std::array<std::string_view, 26> kOther{
      {"no",       "few",     "little",      "lack",  "more",     "further", "future", "other", "earlier",
       "previous", "prior",   "existing",    "past",  "most",     "many",    "some",   "fewer", "better",
       "without",  "neither", "unpublished", "large", "rigorous", "recent",  "never",  "any"}};
  for (std::size_t k = design.first; k > 0 && design.first - k < 3; --k)
    if (std::find(kOther.begin(), kOther.end(), tokens[k - 1]) != kOther.end() &&
        !(k > 1 && tokens[k - 2] == "the" && tokens[k - 1] != "existing"))
      return true;
  for (std::size_t i = design.last + 1; i < tokens.size() && i < design.last + 12; ++i)
    if (tokens[i] == "needed" || tokens[i] == "lacking" || tokens[i] == "scarce" || tokens[i] == "rare")
      return true;
  static constexpr std::array<std::string_view, 9> kGeneral{
      {"are", "is", "can", "may", "tend", "should", "cannot", "often", "ought"}};
  return design.first <= 1 && design.last + 1 < tokens.size() && tokens[design.last].ends_with("s") &&
         std::find(kGeneral.begin(), kGeneral.end(), tokens[design.last + 1]) != kGeneral.end();
}

bool tells_result(const Tokens& tokens) {
  static constexpr std::array<std::string_view, 14> kResult{
      {"found", "finds", "showed", "shows", "shown", "suggests", "suggested", "concluded", "reported",
       "estimated", "put", "reports", "revealed", "estimates"}};
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (std::find(kResult.begin(), kResult.end(), tokens[i]) != kResult.end()) return true;
  return false;
}

bool has_we(const Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens[i] == "we" || tokens[i] == "our" || tokens[i] == "commissioners") return true;
  return false;
}

bool is_another(const Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size() && i < 6; ++i)
    if (tokens[i] == "second" || tokens[i] == "another" || tokens[i] == "separate" ||
        tokens[i] == "third" || tokens[i] == "further" || tokens[i] == "also" ||
        tokens[i] == "additional" || tokens[i] == "separately")
      return true;
  return false;
}

bool was_done(const Tokens& tokens) {
  for (const CueMatch& m : cues("study-facts").match(tokens))
    if (m.label == "fieldwork") return true;
  return false;
}

bool adds(const Tokens& tokens) {
  static constexpr WordSet kAdds("furthermore", "additionally", "moreover", "finally", "separately", "also",
                                 "then", "alongside", "besides");
  for (std::size_t i = 0; i < tokens.size() && i < 4; ++i)
    if (kAdds.contains(tokens[i]) || (tokens[i] == "in" && i + 1 < tokens.size() && tokens[i + 1] == "addition") ||
        (i == 0 && tokens[i] == "to" && i + 1 < tokens.size() &&
         (tokens[i + 1] == "understand" || tokens[i + 1] == "explain" || tokens[i + 1] == "learn")))
      return true;
  return false;
}

std::size_t draws_on(std::string_view said) {
  for (const std::string_view words :
       {"draws on ", "drew on ", "based on ", "brings together ", "combines ", "combined ", "consisted of ",
        "comprised ", "drawing on ", "made up of "}) {
    const std::size_t at = said.find(words);
    if (at == std::string_view::npos || at > 120) continue;
    const std::string_view subject = said.substr(0, at);
    for (const std::string_view work : {"eport", "tudy", "esearch", "valuation", "nquiry", "indings",
                                        "eview", "aper", "We ", "ethod", "roject", "t is ", "nalysis"})
      if (subject.find(work) != std::string_view::npos || at == 0) return at + words.size();
  }
  return std::string_view::npos;
}

}  // namespace evident::ingest
