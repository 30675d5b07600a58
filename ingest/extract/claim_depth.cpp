#include "ingest/extract/claim_depth.hpp"

#include <algorithm>
#include <array>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_memo.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr WordSet kTime("day", "days", "week", "weeks", "month", "months", "year", "years", "wk", "wks", "mo", "hours", "hour",
                        "yr", "yrs");
constexpr WordSet kVerb("was", "were", "is", "are", "had", "has", "have", "did", "does", "do", "could", "would", "may", "might",
                        "can", "will", "received", "reported", "showed", "rose", "fell", "increased", "decreased", "reduced",
                        "improved", "but", "because", "although", "while", "whereas", "which", "that", "when", "if", "as", "so", "and");
// What opens the next phrase of a sentence.
constexpr WordSet kPhrase("at", "after", "over", "during", "by", "from", "between", "p", "ci", "or", "n", "95", "before", "within",
                          "who", "across", "throughout", "per", "using");

bool marks(std::string_view words, const Tokens& tokens, std::size_t i, std::string_view signs) {
  if (i == 0 || i >= tokens.size()) return i != 0;
  return words.substr(tokens.end(i - 1), tokens.begin(i) - tokens.end(i - 1)).find_first_of(signs) != std::string_view::npos;
}

// From word `first` to where the phrase ends, at most `most` words; empty when nothing is left of it.
template <class Stop>
std::optional<std::string> phrase(std::string_view words, const Tokens& tokens, std::size_t first, std::size_t most, Stop&& stop) {
  std::size_t last = first;
  for (; last < tokens.size() && last < first + most; ++last)
    if ((last > first && marks(words, tokens, last, ",;:()[].")) || stop(last)) break;
  while (last > first && is_function_word(tokens[last - 1])) --last;
  if (last <= first) return std::nullopt;
  std::string text = squeeze(words.substr(tokens.begin(first), tokens.end(last - 1) - tokens.begin(first)));
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

// The end of the words that say what is compared: "compared with", "relative to", "than", "versus"; 0: none here.
std::size_t compares(const Tokens& tokens, std::size_t i) {
  const auto word = [&](std::size_t k) { return k < tokens.size() ? tokens[k] : std::string_view(); };
  const std::string_view w = tokens[i];
  if (w == "compared" || w == "comparison" || w == "relative" || w == "contrast" || w == "opposed")
    return word(i + 1) == "with" || word(i + 1) == "to" || word(i + 1) == "against" ? i + 2 : 0;
  if (w == "versus" || w == "vs" || w == "v") return w == "v" ? 0 : i + 1;
  return 0;
}

bool comparative(std::string_view w) {
  static constexpr WordSet kMore("more", "less", "fewer", "better", "worse", "higher", "lower", "greater", "smaller", "larger",
                                 "longer", "shorter", "faster", "slower", "earlier", "later", "rarer", "rather", "likelier", "further",
                                 "cheaper", "dearer", "superior", "inferior");
  return kMore.contains(w) || (w.size() > 5 && w.ends_with("ier"));
}

// Words without one of which a sentence says nothing of the kind: asked once a distinct word.
constexpr std::uint32_t kOfComparison = 1, kOfTime = 2, kOfMeasuring = 4;
std::uint32_t depth_words(std::string_view w) {
  static constexpr WordSet kCompares("compared", "comparison", "relative", "contrast", "opposed", "versus", "vs", "than");
  static constexpr WordSet kMeasures("self", "patient", "parent", "teacher", "clinician", "staff", "carer", "pupil", "proxy", "observer", "nurse",
                                     "physician", "participant", "doctor", "user", "provider", "investigator", "assessor", "manager", "measured",
                                     "assessed", "rated", "reported", "recorded", "judged", "observed", "scored", "evaluated", "graded");
  return (kCompares.contains(w) ? kOfComparison : 0) | (kTime.contains(w) ? kOfTime : 0) | (kMeasures.contains(w) ? kOfMeasuring : 0);
}

bool people_at(const std::vector<CueMatch>& nouns, const Tokens& tokens, std::size_t i) {
  static constexpr WordSet kMore("subjects", "volunteers", "infants", "neonates", "newborns", "outpatients", "inpatients", "smokers",
                                 "individuals", "persons", "males", "females", "survivors", "schoolchildren");
  if (kMore.contains(tokens[i])) return true;
  return std::any_of(nouns.begin(), nouns.end(), [&](const CueMatch& m) { return m.label == "people" && m.first <= i && i <= m.last; });
}

}  // namespace

std::optional<std::string> comparison_of(std::string_view words, const Tokens& tokens) {
  if (!any_word<depth_words>(tokens, kOfComparison)) return std::nullopt;
  const auto stop = [&](std::size_t k) {
    // "pupils who had none": what tells them apart belongs to them.
    if (tokens[k] == "who" || (k > 0 && tokens[k - 1] == "who")) return false;
    // "the control group delivered", not "untreated controls".
    static constexpr WordSet kSide("group", "groups", "arm", "arms", "controls", "area", "areas", "patients", "pupils", "people");
    if (k > 0 && tokens[k].ends_with("ed") && kSide.contains(tokens[k - 1])) return true;
    return kVerb.contains(tokens[k]) || kPhrase.contains(tokens[k]) || (tokens.number(k) && !kTime.contains(k + 1 < tokens.size() ? tokens[k + 1] : ""));
  };
  bool more = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t first = compares(tokens, i);
    more = more || comparative(tokens[i]);
    if (!first && tokens[i] == "than" && more && i + 1 < tokens.size() && !tokens.number(i + 1)) first = i + 1;
    if (!first || first >= tokens.size()) continue;
    // "60 per cent versus 38 per cent": figures, not what they are of.
    static constexpr WordSet kIn("in", "among", "for", "with", "those", "the", "a", "an", "of", "on");
    std::size_t at = first;
    if ((tokens[at] == "only" || tokens[at] == "just" || tokens[at] == "about") && at + 1 < tokens.size()) ++at;
    if (plain_number(tokens, at)) {
      while (at < tokens.size() && (plain_number(tokens, at) || tokens[at] == "%" || tokens[at] == "per" || tokens[at] == "cent" || tokens[at] == "percent" || tokens[at] == "of")) ++at;
      if (at >= tokens.size() || (tokens[at] != "in" && tokens[at] != "for" && tokens[at] != "among" && tokens[at] != "with" && tokens[at] != "on")) continue;
    }
    while (at < tokens.size() && kIn.contains(tokens[at]) && tokens[at] != "those" && !marks(words, tokens, at + 1, ",;()[]")) ++at;
    if (at >= tokens.size() || (at > first && marks(words, tokens, at, "()[];"))) continue;
    if (auto found = phrase(words, tokens, at, 9, stop)) {
      static constexpr WordSet kNothing("ever", "usual", "expected", "before", "once", "half", "that", "this", "other", "others", "any", "all", "they", "it", "we");
      if (found->find(' ') == std::string::npos && kNothing.contains(tokens[at])) continue;
      return found;
    }
  }
  return std::nullopt;
}

std::optional<std::string> population_of(std::string_view words, const Tokens& tokens) {
  std::optional<std::vector<CueMatch>> nouns;  // looked for where something may be said of them
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const std::string_view w = tokens[i];
    const bool among = w == "among" || w == "amongst";
    if (!among && w != "in" && w != "for") continue;
    if (!nouns) nouns = cues("sample").match(tokens);
    std::size_t noun = 0;
    for (std::size_t k = i + 1; k < tokens.size() && k < i + 6; ++k) {
      if (k > i + 1 && marks(words, tokens, k, ",;:().")) break;
      if (kVerb.contains(tokens[k]) || kPhrase.contains(tokens[k]) || tokens[k] == "in" || tokens[k] == "of" || tokens[k] == "to") break;
      if (people_at(*nouns, tokens, k)) noun = k;
    }
    if (!noun) continue;
    std::size_t first = i + 1;
    static constexpr WordSet kLead("the", "all", "these", "those", "our", "its", "their", "both", "some", "many", "most", "any", "a", "an", "such");
    while (first < noun && kLead.contains(tokens[first])) ++first;
    // "in patients": whoever they are, the text says no more.
    bool further = false;
    const auto found = phrase(words, tokens, first, 14, [&](std::size_t k) {
      if (k <= noun) return false;
      static constexpr WordSet kGoesOn("with", "without", "aged", "over", "under", "from", "living", "who", "at", "of", "on", "above", "below", "undergoing",
                                       "receiving", "having");
      if (k == noun + 1) {
        further = kGoesOn.contains(tokens[k]);
        return !further;
      }
      if (compares(tokens, k) || tokens[k] == "than") return true;
      return kVerb.contains(tokens[k]) && tokens[k] != "and" && tokens[noun + 1] != "who";
    });
    if (!found || (!further && first == noun && !among)) continue;
    if (plain_number(tokens, first) && (tokens[noun] == "cases" || first + 1 == noun)) continue;  // "in 2 cases"
    return found;
  }
  return std::nullopt;
}

std::optional<std::string> follow_up_of(std::string_view words, const Tokens& tokens) {
  if (!any_word<depth_words>(tokens, kOfTime)) return std::nullopt;
  const auto told = [&](std::size_t first, std::size_t last) {
    return squeeze(words.substr(tokens.begin(first), tokens.end(last) - tokens.begin(first)));
  };
  bool follows = false;  // the sentence speaks of following up
  for (std::size_t i = 0; i < tokens.size(); ++i)
    follows = follows || tokens[i] == "followed" || tokens[i] == "followup" || (tokens[i] == "follow" && i + 1 < tokens.size() && tokens[i + 1] == "up");
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t unit = 0, first = i;
    if (const auto number = plain_number(tokens, i)) {
      std::size_t next = i + number->length;
      if (next + 1 < tokens.size() && (tokens[next] == "to" || tokens[next] == "or" || tokens[next] == "and"))
        if (const auto other = plain_number(tokens, next + 1)) next += 1 + other->length;
      if (next < tokens.size() && kTime.contains(tokens[next]) && !marks(words, tokens, next, ",;:()")) unit = next;
    } else if ((tokens[i] == "month" || tokens[i] == "week" || tokens[i] == "year" || tokens[i] == "day") && i + 1 < tokens.size() && tokens.number(i + 1) && !year_at(tokens, i + 1)) {
      unit = i + 1;  // "at month 6"
    } else if ((tokens[i] == "a" || tokens[i] == "one") && i + 1 < tokens.size() && (tokens[i + 1] == "year" || tokens[i + 1] == "month" || tokens[i + 1] == "week")) {
      unit = i + 1;
      if (tokens[i] == "a" && !(i > 0 && (tokens[i - 1] == "after" || tokens[i - 1] == "within"))) continue;
    }
    if (!unit) continue;
    const std::string_view after = unit + 1 < tokens.size() ? tokens[unit + 1] : std::string_view();
    // An age, a stretch before the study, a length of service.
    if (after == "old" || after == "of" || after == "ago" || after == "experience" || (i > 0 && (tokens[i - 1] == "aged" || tokens[i - 1] == "age"))) continue;
    const std::string_view before = i > 0 ? tokens[i - 1] : std::string_view();
    const std::string_view second = i > 1 ? tokens[i - 2] : std::string_view();
    static constexpr WordSet kMarks("at", "after", "within");
    bool is = kMarks.contains(before) || (before == "the" && kMarks.contains(second));
    if (before == "least" || before == "last" || before == "past" || before == "previous" || before == "preceding") is = false;
    if (after == "follow" || after == "followup" || after == "later" || after == "after") is = true;
    if (follows && (before == "for" || before == "over" || before == "of" || before == "was" || before == "to" || before == "during")) is = true;
    if (is) return told(first, unit);
  }
  return std::nullopt;
}

std::optional<std::string> measured_by_of(std::string_view words, const Tokens& tokens) {
  if (!any_word<depth_words>(tokens, kOfMeasuring)) return std::nullopt;
  static constexpr WordSet kWho("self", "patient", "parent", "teacher", "clinician", "staff", "carer", "pupil", "proxy", "observer", "nurse",
                                "physician", "participant", "doctor", "user", "provider", "investigator", "assessor", "manager");
  static constexpr WordSet kHow("reported", "rated", "assessed", "report", "reports", "measured", "completed", "administered", "recorded");
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (kWho.contains(tokens[i]) && kHow.contains(tokens[i + 1])) {
      const std::string_view gap = words.substr(tokens.end(i), tokens.begin(i + 1) - tokens.end(i));
      if (gap == "-" || gap == "\xE2\x80\x90" || gap == "\xE2\x80\x91" || gap == "\xE2\x80\x93" || tokens[i] == "self")
        return squeeze(words.substr(tokens.begin(i), tokens.end(i + 1) - tokens.begin(i)));
    }
    static constexpr WordSet kVerbs("measured", "assessed", "rated", "reported", "recorded", "judged", "observed", "scored", "evaluated", "graded");
    if (!kVerbs.contains(tokens[i])) continue;
    std::size_t at = i + 1;
    if (at < tokens.size() && (tokens[at] == "independently" || tokens[at] == "blindly" || tokens[at] == "mainly" || tokens[at] == "only")) ++at;
    const std::string_view link = at < tokens.size() ? tokens[at] : std::string_view();
    const bool by = link == "by", with = link == "with" || link == "using" || link == "on" || link == "from" || link == "through";
    if (!by && !(with && tokens[i] != "reported" && tokens[i] != "observed")) continue;
    ++at;
    while (at < tokens.size() && (tokens[at] == "the" || tokens[at] == "a" || tokens[at] == "an" || tokens[at] == "means" || tokens[at] == "of")) ++at;
    // "reported by 54% of staff": a share of respondents is another matter; "rated by how fast": a manner.
    if (at >= tokens.size() || tokens.number(at) || tokens[at].ends_with("ing") || tokens[at] == "how") continue;
    if (auto found = phrase(words, tokens, at, 8, [&](std::size_t k) { return kVerb.contains(tokens[k]) || kPhrase.contains(tokens[k]) || tokens[k] == "in" || tokens[k] == "to"; }))
      return found;
  }
  return std::nullopt;
}

}  // namespace evident::ingest
