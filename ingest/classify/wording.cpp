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
                                     "were", "are", "and", "or", "over", "without", "on", "as", "into");
  // "change", "cut", "limit" are verbs behind a plural, a pronoun or a modal only.
  static constexpr WordSet kAlsoNoun("change", "cut", "lower", "increase", "raise", "boost", "block", "limit",
                                     "force", "cause", "shape", "influence", "lift", "slow", "ease", "draw",
                                     "fuel", "spark", "spur", "waste", "harm", "damage", "burden", "reward",
                                     "end", "push", "cool", "clean", "sink", "narrow", "double", "kill");
  if (kNoObject.contains(tokens[at + 1]) || tokens.clause_before(at + 1)) return false;
  if (at == 0) return false;
  const std::string_view before = tokens[at - 1];
  if (kAlsoNoun.contains(w) && !modal(before) && before != "they" && before != "we" && before != "you" &&
      before != "to" && (!before.ends_with("s") || before.ends_with("ss")) && before != "people")
    return false;
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

// "A small charge would put this right": what something would bring if it were done; not what those asked
// would like, nor what would have come anyway.
bool would_bring(const Tokens& tokens, std::size_t at) {
  static constexpr WordSet kWish("have", "like", "prefer", "rather", "want", "accept", "say", "agree", "sign",
                                 "recommend", "welcome", "support", "never", "you", "appear", "seem", "not");
  static constexpr WordSet kPeople("we", "i", "they", "he", "she", "you", "who", "people", "it", "this");
  static constexpr WordSet kShares("%", "percent", "half", "third", "quarter", "thirds", "quarters", "most",
                                   "few", "majority", "whether", "what");
  if (at == 0 || at + 1 >= tokens.size() || kPeople.contains(tokens[at - 1])) return false;
  std::size_t verb = at + 1;
  while (verb + 1 < tokens.size() &&
         (tokens[verb].ends_with("ly") || tokens[verb] == "also" || tokens[verb] == "often"))
    ++verb;
  if (kWish.contains(tokens[verb])) return false;
  for (std::size_t i = 0; i < at; ++i)
    if (kShares.contains(tokens[i])) return false;
  return true;
}

// Past forms that mark a story and not a rule.
bool past(std::string_view w) {
  static constexpr WordSet kPast("was", "were", "had", "did", "went", "came", "took", "fell", "rose", "left",
                                 "gave", "made", "got", "began", "became", "said", "told", "held", "met", "ran",
                                 "saw", "kept", "lost", "found", "paid", "brought", "broke", "grew", "stopped");
  return kPast.contains(w) || (w.size() > 4 && w.ends_with("ed") && w != "need" && w != "indeed");
}

// Clauses that no set phrase tells: "when trust goes, tenants leave" holds whenever that is so; ", so staff are
// rarely free" tells what comes of it.
void read_clauses(const Tokens& tokens, int& conditional, std::string& conditional_cue, int& causal,
                  std::string& causal_cue) {
  static constexpr WordSet kNotSo("that", "far", "much", "many", "few", "long", "well", "often", "as", "called",
                                  "to", "it", "on", "is", "are", "did", "do", "does", "too", "little", "low",
                                  "high", "large", "small", "large", "good");
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (tokens[i] == "so" && i > 1 && tokens.clause_before(i) && !kNotSo.contains(tokens[i + 1]) && causal < 3) {
      causal = 3;
      causal_cue = "clause 'so " + std::string(tokens[i + 1]) + " …'";
    }
    if (tokens[i] != "when" || (i > 0 && (tokens[i - 1] == "to" || tokens[i - 1] == "of" || tokens[i - 1] == "know")))
      continue;
    bool story = false;
    for (std::size_t k = 0; k < tokens.size() && !story; ++k)
      story = past(tokens[k]) && !(k > 0 && (tokens[k - 1] == "is" || tokens[k - 1] == "are" ||
                                             tokens[k - 1] == "be" || tokens[k - 1] == "been" ||
                                             tokens[k - 1] == "has" || tokens[k - 1] == "have" ||
                                             tokens[k - 1] == "not"));
    if (!story && conditional < 2) {
      conditional = 2;
      conditional_cue = "clause 'when " + std::string(tokens[i + 1]) + " …'";
    }
  }
}

}  // namespace

// "Give them a key and half of this will settle itself": what would come of it if somebody did so.
bool bids_and_tells(const Tokens& tokens) {
  static constexpr WordSet kComes("will", "would", "might", "may", "could", "can");
  for (std::size_t i = 2; i + 2 < tokens.size(); ++i) {
    if (tokens[i] != "and") continue;
    bool comes = false;
    for (std::size_t k = i + 1; k < tokens.size() && k < i + 8 && !comes; ++k) comes = kComes.contains(tokens[k]);
    if (!comes) continue;
    for (const CueMatch& m : cues("imperatives").match(tokens))
      if (m.first == 0 && !tokens.clause_before(m.last + 1)) return true;
    return false;
  }
  return false;
}

Wording wording_of(const Tokens& tokens) {
  if (tokens.empty()) return {};
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
  read_clauses(tokens, conditional, conditional_cue, causal, causal_cue);
  if (conditional < 3 && bids_and_tells(tokens)) {
    conditional = 3;
    conditional_cue = "'" + std::string(tokens[0]) + " … and …'";
  }
  for (const CueMatch& m : matches) {
    if (m.label == "no_cause" || m.first > unproven) continue;
    // "through the door": a set phrase in which the word names no cause.
    if (std::any_of(matches.begin(), matches.end(), [&](const CueMatch& o) {
          return o.label == "no_cause" && o.first <= m.last && o.last >= m.first && o.last - o.first >= m.last - m.first;
        }))
      continue;
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
        const int sure = would_bring(tokens, m.first) ? 3 : 1;
        if (conditional < sure) conditional_cue = printed(m);
        conditional = std::max(conditional, sure);
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
      // "the town where I worked", "in Leeds, where": a place; "where they are": no more.
      if (m.first + 1 < tokens.size() && (tokens[m.first + 1] == "i" || tokens[m.first + 1] == "we")) continue;
      if (m.first + 2 < tokens.size() && tokens[m.first + 1] == "they" && tokens[m.first + 2] == "are") continue;
      if (m.first > 1 && tokens.capital(m.first - 1)) continue;
      if (m.first > 1 && (tokens[m.first - 2] == "the" || tokens[m.first - 2] == "a" || tokens[m.first - 2] == "an" ||
                          tokens[m.first - 2] == "next"))
        continue;
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
