#include "ingest/classify/whose.hpp"

#include <algorithm>
#include <array>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/tokens.hpp"
#include "ingest/classify/word_set.hpp"

namespace evident::ingest {
namespace {

// Verbs of those who name and rank things: "what managers look for", "Partners named three signs:".
bool verb_of_naming(std::string_view w) {
  static constexpr WordSet kVerbs("named", "ranked", "listed", "chose", "rated", "voted", "picked", "put",
                                  "placed", "gave", "mentioned", "cited", "identified", "told", "said", "say",
                                  "look", "want", "wanted", "see", "saw", "value", "valued", "think", "thought",
                                  "name", "list", "rank", "mention", "fear", "feared", "worry", "worried",
                                  "expect", "raised", "reported", "asked", "prized");
  return kVerbs.contains(w);
}
// Those who are no group: they stand for somebody who was named before, or for everybody.
bool names_nobody(std::string_view w) {
  static constexpr WordSet kNobody("we", "they", "it", "you", "i", "he", "she", "who", "what", "this", "these",
                                   "those", "respondents", "participants", "interviewees", "both", "all", "each",
                                   "people", "the", "answers", "there", "one", "groups", "authors", "panel",
                                   "most", "that", "makes", "does", "do", "did", "a", "an", "good", "has", "is", "success", "our", "their", "its", "others", "your");
  return kNobody.contains(w);
}

}  // namespace

bool names_group_only(std::string_view words, const Lexicon& lexicon) {
  const Tokens tokens(words);
  if (tokens.empty() || tokens.size() > 6) return false;
  static constexpr std::array<std::string_view, 14> kGeneric{
      {"sector", "sectors", "respondents", "stakeholders", "others", "organisations", "organizations",
       "staff", "managers", "groups", "participants", "residents", "professionals", "providers"}};
  const std::string_view last = tokens[tokens.size() - 1];
  if (std::find(kGeneric.begin(), kGeneric.end(), last) != kGeneric.end()) {
    // "Working with other organisations" is a topic, not a group.
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (tokens[i].ends_with("ing") || tokens[i] == "of" || tokens[i] == "for" || tokens[i] == "with")
        return false;
    return true;
  }
  // "People" beside "Money" and "Trade" sorts what stands below; it says not whose words they are.
  if (tokens.size() == 1 && (tokens[0] == "people" || tokens[0] == "individuals" || tokens[0] == "persons")) return false;
  // "Landlords", "Letting agents and councils"
  if (tokens.size() <= 4) {
    std::size_t named = 0, small = 0;
    for (const CueMatch& m : cues("people").match(tokens))
      if (m.label != "settings") named += m.last + 1 - m.first;
    for (std::size_t i = 0; i < tokens.size(); ++i)
      small += tokens[i] == "and" || tokens[i] == "the" || tokens[i] == "all" || tokens[i] == "other" ||
               tokens[i] == "our";
    if (named && named + small == tokens.size()) return true;
  }
  for (const Lexicon::Hit& hit : lexicon.find(tokens))
    if (lexicon.vocabulary().concepts[hit.concept_number].kind == graph::Kind::group &&
        hit.last + 1u == tokens.size()) {
      bool only = true;  // "All other NHS trusts" is a group, "Tensions with central government" is not
      for (std::size_t i = 0; i < hit.first; ++i)
        only = only && (tokens[i] == "the" || tokens[i] == "all" || tokens[i] == "other" ||
                        tokens[i] == "and" || tokens[i] == "our" || tokens[i] == "local");
      if (only) return true;
    }
  return false;
}

std::string group_in_lead_in(std::string_view words) {
  const Tokens tokens(words);
  const auto named = [&](std::size_t first, std::size_t last) {
    if (tokens[first] == "the" && first < last) ++first;
    return std::string(words.substr(tokens.begin(first), tokens.end(last) - tokens.begin(first)));
  };
  if (tokens.size() > 60) return {};
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const std::string_view a = tokens[i], b = tokens[i + 1];
    const bool by = b == "by" && (a == "named" || a == "reported" || a == "identified" || a == "mentioned" ||
                                  a == "listed" || a == "cited" || a == "given" || a == "raised" ||
                                  a == "ranked" || a == "chosen");
    const bool to = a == "according" && b == "to";
    if (by || to) {
      const std::size_t first = i + 2;
      if (first >= tokens.size()) return {};
      std::size_t last = first;
      while (last + 1 < tokens.size() && !tokens.clause_before(last + 1)) ++last;
      // "Other difficulties reported by managers were:"
      while (last > first && (tokens[last] == "were" || tokens[last] == "was" || tokens[last] == "are" ||
                              tokens[last] == "is" || tokens[last] == "include" || tokens[last] == "included"))
        --last;
      return named(first, last);
    }
    // "Managers' top five"
    if (b == "top" && i < 4 && i + 2 < tokens.size() && tokens.end(i) < words.size() &&
        !names_nobody(a)) {
      const std::string_view mark = words.substr(tokens.end(i), tokens.begin(i + 1) - tokens.end(i));
      std::size_t first = i;
      while (first > 0 && !tokens.clause_before(first)) --first;
      if (mark.find('\'') != mark.npos || mark.find("’") != mark.npos) {
        std::string who = named(first, i);
        if (who.ends_with("'s")) who.resize(who.size() - 2);
        if (who.ends_with("’s")) who.resize(who.size() - std::string_view("’s").size());
        return who;
      }
    }
    // "What water companies look for"; "Panelists ranked eight reasons."
    if (!verb_of_naming(b) || i > 5 || (i + 2 < tokens.size() && tokens[i + 2] == "by")) continue;
    std::size_t first = tokens[0] == "what" || tokens[0] == "signs" ? 1 : 0;
    while (first < i && (tokens[first] == "the" || tokens[first] == "that")) ++first;
    if (first > i || names_nobody(tokens[first]) || names_nobody(a)) continue;
    bool parted = false, noun = (a.ends_with("s") && !a.ends_with("ss")) || (tokens.capital(i) && i > 0);
    for (std::size_t k = first + 1; k <= i; ++k)
      parted = parted || tokens.clause_before(k) || tokens[k] == "of" || tokens[k] == "in" ||
               tokens[k] == "to" || tokens[k] == "that" || verb_of_naming(tokens[k]);
    if (!parted && noun) return named(first, i);
  }
  return {};
}

}  // namespace evident::ingest
