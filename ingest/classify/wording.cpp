// Wording, hedging and cost of one sentence, from cues and their neighbours. The main statement decides: a
// cue inside "how …", "what makes …" or a purpose ("to improve", "in order to reduce") does not word the
// sentence causally.
#include <algorithm>

#include "ingest/classify/classify.hpp"
#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_set.hpp"

namespace evident::ingest {
namespace {

// Looked up once: these are asked for every sentence.
const CueList& causal_cues() {
  static const CueList& list = cues("causal");
  return list;
}
const CueList& cost_cues() {
  static const CueList& list = cues("cost");
  return list;
}
const CueList& hedges_cues() {
  static const CueList& list = cues("hedges");
  return list;
}

bool modal(std::string_view w) {
  static constexpr WordSet kModals("will", "can", "could", "may", "might", "would", "should", "shall", "must",
                                   "cannot", "helps", "help", "helped", "did");
  return kModals.contains(w);
}

// "to improve", "aims to reduce", "designed to bring" say what for; "helps to improve", "likely to create"
// say what comes.
bool purpose(const Tokens& tokens, std::size_t at) {
  if (at == 0) return false;
  std::size_t to = at;
  for (std::size_t back = 1; back <= 2 && back <= at; ++back)
    if (tokens[at - back] == "to") to = at - back;
  if (to == at) {
    // "to meet needs and improve care": joined to a purpose.
    for (std::size_t back = 1; back <= 8 && back <= at; ++back) {
      if (tokens[at - back] == "to" && at - back + 1 < tokens.size() &&
          (tokens[at - 1] == "and" || tokens.clause_before(at)))
        return true;
      if (tokens[at - back] == "will" || tokens[at - back] == "and") break;
    }
    return false;
  }
  if (to == 0) return true;
  static constexpr WordSet kEffect("help", "helps", "helped", "likely", "contributes", "contribute",
                                   "contributed", "lead", "leads", "led", "shown", "found");
  for (std::size_t back = 1; back <= 2 && back <= to; ++back)
    if (kEffect.contains(tokens[to - back])) return false;
  return true;
}

// Inside an embedded question: "to find out what makes", "how it affects", "whether it improves".
bool embedded(const Tokens& tokens, std::size_t at) {
  static constexpr WordSet kOpen("how", "whether", "what", "why", "which");
  for (std::size_t back = 1; back <= 7 && back <= at; ++back) {
    const std::size_t i = at - back;
    if (kOpen.contains(tokens[i])) {
      if (tokens[i] == "which") {
        // "…, which leads to": a relative clause speaks of the main statement.
        if (tokens.clause_before(i)) return false;
        continue;
      }
      return i > 0;
    }
    if (i > 0 && tokens.clause_before(i)) break;
  }
  return false;
}

// A verb of change has its causal meaning with a cause before it and an object behind it: "X improved Y", not
// "improved Y".
bool verb_with_subject(const Tokens& tokens, std::size_t at) {
  const std::string_view w = tokens[at];
  if (at + 1 >= tokens.size()) return false;
  static constexpr WordSet kNoObject("by", "in", "from", "with", "to", "for", "of", "at", "than", "is", "was",
                                     "were", "are", "and", "or", "over");
  if (kNoObject.contains(tokens[at + 1]) || tokens.clause_before(at + 1)) return false;
  if (at == 0) return false;
  const std::string_view before = tokens[at - 1];
  static constexpr WordSet kNoun("a", "an", "the", "of", "in", "no", "some", "any", "their", "its", "for",
                                 "be", "been", "being", "was", "were", "is", "are", "with", "published",
                                 "reported", "report", "showed", "these", "and", "or", "budget", "most");
  // "plans that reduce costs": the clause only says which plans.
  if (before == "that" || before == "who" ||
      (at >= 2 && (modal(before) || before.ends_with("ly") || before == "otherwise") &&
       (tokens[at - 2] == "that" || tokens[at - 2] == "who")))
    return false;
  if (at >= 3 && before == "otherwise" && tokens[at - 3] == "that") return false;
  if (w == "lower" && (before == "have" || before == "has" || before == "had" || before == "significantly"))
    return false;
  if (before == "at" || before == "between" || before == "both" || before == "an" || before == "patients" ||
      before == "adjusted")
    return false;
  if (modal(before)) return true;
  if (w.ends_with("ing")) {
    // "…, creating new chances"; "by driving out costs"; "while reducing": a participle after the main
    // clause.
    return tokens.clause_before(at) || before == "was" || before == "is" || before == "are" ||
           before == "were" || before == "been" || before == "risk" || before == "risks" || before == "by" ||
           before == "while" || before == "thereby" || before == "and" || before == "thus";
  }
  if (kNoun.contains(before))
    return before == "and" && at >= 3 &&
           (tokens[at - 2] == "will" || tokens[at - 3] == "will" || w.ends_with("ed") || w.ends_with("es"));
  return true;
}

}  // namespace

Wording wording_of(const Tokens& tokens) {
  const auto matches = causal_cues().match(tokens);
  Wording best;
  int causal = 0, conditional = 0, correlational = 0;
  std::string causal_cue, conditional_cue, correlational_cue;
  bool no_difference = false, future = false;
  const auto printed = [&](const CueMatch& m) { return "cue '" + tokens.join(m.first, m.last) + "'"; };
  std::vector<std::size_t> purposes;
  for (const CueMatch& m : matches)
    if (m.label == "purpose") purposes.push_back(m.last);
  // "no evidence that it leads to savings" asserts no effect, and no lack of one either.
  std::size_t unproven = tokens.size();
  for (std::size_t i = 1; i + 1 < tokens.size() && !matches.empty(); ++i)
    if (tokens[i] == "evidence" || tokens[i] == "proof") {
      bool missing = false;
      for (std::size_t back = 1; back <= 4 && back <= i; ++back)
        missing = missing || tokens[i - back] == "no" || tokens[i - back] == "little" ||
                  tokens[i - back] == "limited" || tokens[i - back] == "insufficient" ||
                  tokens[i - back] == "scant" || tokens[i - back] == "weak";
      if (missing) unproven = std::min(unproven, i);
    }
  for (const CueMatch& m : matches) {
    if (m.first > unproven) continue;
    const bool asked = embedded(tokens, m.first);
    if (m.label == "no_difference") no_difference = true;
    if (m.label == "future") future = true;
    if (asked && m.label != "conditional") continue;
    const bool purposed = std::any_of(purposes.begin(), purposes.end(),
                                      [&](std::size_t p) { return m.first > p && m.first - p <= 6; });
    if (m.label == "causal") {
      if (purpose(tokens, m.first) || (purposed && m.weight < 3)) continue;
      // "might be reached through …" holds only if it is done.
      if (tokens[m.first] == "through" && m.first >= 2) {
        bool hypothetical = false;
        for (std::size_t back = 1; back <= 4 && back <= m.first; ++back)
          hypothetical = hypothetical || tokens[m.first - back] == "might" ||
                         tokens[m.first - back] == "would" || tokens[m.first - back] == "could";
        if (hypothetical) {
          if (conditional < 3) conditional_cue = printed(m);
          conditional = 3;
          continue;
        }
      }
      if (m.weight == 2 && m.first == m.last && !verb_with_subject(tokens, m.first) && m.first > 0) continue;
      if (m.weight > causal) causal_cue = printed(m);
      causal = std::max(causal, m.weight);
    } else if (m.label == "change") {
      if (purpose(tokens, m.first) || purposed || !verb_with_subject(tokens, m.first)) continue;
      if (causal < 2) causal_cue = printed(m);
      causal = std::max(causal, 2);
    } else if (m.label == "conditional") {
      // "would" alone in a wish or a report is no condition; with another condition it is.
      const std::string_view w = tokens[m.first];
      const bool single = m.first == m.last;
      if (single && w == "would") {
        if (m.first > 0 && (tokens[m.first - 1] == "we" || tokens[m.first - 1] == "i")) continue;
        if (conditional < 1) conditional_cue = printed(m);
        conditional = std::max(conditional, 1);
        continue;
      }
      if (single && w == "without") {
        bool denied = m.first <= 1;
        for (std::size_t i = 0; i < m.first; ++i)
          denied = denied || tokens[i] == "unable" || tokens[i] == "cannot" || tokens[i] == "not" ||
                   tokens[i] == "impossible" || tokens[i] == "will";
        if (!denied) continue;
      }
      if (single && w == "if" && m.first > 0 &&
          (tokens[m.first - 1] == "ask" || tokens[m.first - 1] == "asked" || tokens[m.first - 1] == "see" ||
           tokens[m.first - 1] == "know"))
        continue;
      if (single && w == "otherwise" && m.first > 0 && !tokens.clause_before(m.first)) continue;
      if (m.weight > conditional) conditional_cue = printed(m);
      conditional = std::max(conditional, m.weight);
    } else if (m.label == "where") {
      // "Where trust is lost, …" and "fails where …" set a condition; "areas where" is a place.
      static constexpr WordSet kPlaces("area", "areas", "place", "places", "hospitals", "schools", "country",
                                       "countries", "sites", "trusts", "home", "life", "those", "regions");
      if (m.first > 0 && kPlaces.contains(tokens[m.first - 1])) continue;
      if (m.weight > conditional) conditional_cue = printed(m);
      conditional = std::max(conditional, 2);
    } else if (m.label == "correlational") {
      // Somebody's understanding of a relation does not assert it.
      bool understood = false;
      for (std::size_t back = 1; back <= 3 && back <= m.first; ++back)
        understood = understood || tokens[m.first - back].starts_with("understand") ||
                     tokens[m.first - back] == "knowledge";
      if (understood) continue;
      if (m.weight > correlational) correlational_cue = printed(m);
      correlational = std::max(correlational, m.weight);
    }
  }
  if (future) return best;  // more research is wished for: nothing is said to bring about anything
  if (correlational >= 3 && causal <= 2) causal = 0;
  if (conditional >= 2 && causal < 4) {
    best = {"conditional", conditional_cue};
    // "because … if …": a cause named outright outweighs an if in a side clause behind it.
    if (causal == 3) {
      std::size_t c = tokens.size(), k = tokens.size();
      for (const CueMatch& m : matches) {
        if (m.label == "causal" && m.weight == 3) c = std::min<std::size_t>(c, m.first);
        if (m.label == "conditional" || m.label == "where") k = std::min<std::size_t>(k, m.first);
      }
      if (c < k) best = {"causal", causal_cue};
    }
  } else if (causal >= 2) {
    best = {"causal", causal_cue};
  } else if (correlational && !no_difference) {
    best = {"correlational", correlational_cue};
  }
  return best;
}

bool is_hedged(const Tokens& tokens) {
  bool hedged = false;
  const auto matches = hedges_cues().match(tokens);
  for (const CueMatch& m : matches) {
    if (m.label != "hedged") continue;
    // "as May 2009", "best means can": a month is capitalised in mid-sentence.
    if (tokens[m.first] == "may" && tokens.capital(m.first) && m.first > 0) continue;
    const bool denied = std::any_of(matches.begin(), matches.end(), [&](const CueMatch& o) {
      return o.label == "not_hedged" && o.first <= m.last && o.last >= m.first;
    });
    hedged = hedged || !denied;
  }
  return hedged;
}

std::string_view cost_of(const Tokens& tokens) {
  std::string_view best = "none";
  int weight = 0;
  for (const CueMatch& m : cost_cues().match(tokens)) {
    if (m.weight > weight) {
      weight = m.weight;
      best = m.label;
    }
  }
  return best;
}

}  // namespace evident::ingest
