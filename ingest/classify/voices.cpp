// The speaker is the phrase before a verb of saying, behind it where a quotation goes before ("…," said one
// nurse), or after "according to". What kind of phrase it is decides the voice: a person's name, a noun for
// people, a panel, or the name of a body, which is only cited.
#include "ingest/classify/voices.hpp"

#include <algorithm>

#include "ingest/classify/people.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

bool has_label(const std::vector<CueMatch>& matches, std::string_view label) {
  return std::any_of(matches.begin(), matches.end(), [&](const CueMatch& m) { return m.label == label; });
}

bool has_quotation(std::string_view words) {
  return words.find('"') != std::string_view::npos || words.find("“") != std::string_view::npos ||
         words.find("‘") != std::string_view::npos;
}
// A closing mark of a quotation stands right before byte `at`.
bool after_quotation(std::string_view words, std::size_t at) {
  while (at > 0 && (words[at - 1] == ' ' || words[at - 1] == ',')) --at;
  const std::string_view before = words.substr(0, at);
  return before.ends_with("\"") || before.ends_with("”") || before.ends_with("’") || before.ends_with("'");
}

constexpr WordSet kPanels("panel", "commission", "committee", "inquiry", "jury", "taskforce", "board",
                          "assembly", "council", "group");
constexpr WordSet kNobody("it", "this", "that", "these", "they", "we", "i", "he", "she", "which", "who",
                          "study", "paper", "report", "review", "authors", "article", "there", "survey",
                          "results", "data", "findings");

// The phrase [first, last] as a speaker; quoted: the sentence holds words between quotation marks.
Speech speaker_in(std::string_view words, const Tokens& tokens, std::size_t first, std::size_t last,
                  bool quoted) {
  Speech out;
  while (first < last && (tokens[first] == "the" || tokens[first] == "and" || tokens[first] == "as" ||
                          tokens[first] == "but" || tokens[first] == "while"))
    ++first;
  if (last < first || last - first > 7) return out;
  const std::string printed =
      squeeze(words.substr(tokens.begin(first), tokens.end(last) - tokens.begin(first)));
  if (kNobody.contains(tokens[last]) || kNobody.contains(tokens[first])) return out;
  if (const std::string name = person_name(printed); !name.empty() && tokens.capital(last)) {
    out.speaker = name;
    out.voice = "named_person";
    out.reason = "said by '" + printed + "'";
    return out;
  }
  const auto names_people = [](const std::string& phrase) {
    const auto nouns = cues("sample").match(Tokens(phrase));
    return std::any_of(nouns.begin(), nouns.end(), [](const CueMatch& m) { return m.label == "people"; });
  };
  bool agent = names_people(printed) || names_people(printed + "s");  // the list holds "residents"
  const std::string_view head = tokens[last];
  if (!agent && !tokens.capital(last) && head.size() > 5 &&
      (head.ends_with("er") || head.ends_with("ers") || head.ends_with("or") || head.ends_with("ist") ||
       head.ends_with("ists")) &&
      (quoted || tokens[first] == "one" || tokens[first] == "another"))
    agent = true;
  if (kPanels.contains(head) && !tokens.capital(last) && last - first <= 2) {
    out.speaker = printed;
    out.voice = "panel_member";
    out.reason = "said by '" + printed + "'";
    return out;
  }
  if (agent) {
    out.speaker = printed;
    out.voice = quoted ? "participant_quoted" : "participants_reported";
    out.reason = "said by '" + printed + "'";
    return out;
  }
  // The name of a body: every word that carries meaning has a capital.
  bool body = tokens.capital(first);
  for (std::size_t k = first; k <= last; ++k)
    body = body && (tokens.capital(k) || is_function_word(tokens[k]) || tokens[k] == "and");
  if (!body || (first == 0 && first == last &&
                !std::all_of(printed.begin(), printed.end(), [](char c) { return c >= 'A' && c <= 'Z'; })))
    return out;
  out.speaker = printed;
  out.other_work = true;
  out.reason = "said by '" + printed + "'";
  return out;
}

}  // namespace

std::string_view voice_of_attribution(std::string_view attribution) {
  const Tokens who(attribution);
  for (const CueMatch& m : cues("voices").match(who))
    if (m.label == "panel_member") return "panel_member";
  const std::size_t end = attribution.find_first_of(",(;:\n");
  return person_name(attribution.substr(0, end)).empty() ? "participant_quoted" : "named_person";
}

std::string inline_attribution(std::string_view quotation) {
  quotation = trim(quotation);
  // Behind the last closing mark.
  std::size_t close = quotation.size();
  for (; close > 0; --close) {
    const char c = quotation[close - 1];
    if (c == '"' || c == '\'') break;
    const std::string_view before = quotation.substr(0, close);
    if ((c == '\x9D' || c == '\x99') && (before.ends_with("”") || before.ends_with("’"))) break;
  }
  if (close == 0 || close == quotation.size()) return {};
  std::string_view tail = trim(quotation.substr(close));
  if (tail.starts_with("(") && tail.find(')') != std::string_view::npos)
    return squeeze(tail.substr(1, tail.find(')') - 1));
  for (const std::string_view dash : {"—", "–", "- ", "-- "})
    if (tail.starts_with(dash) && tail.size() > dash.size() + 2 && tail.size() < 120)
      return squeeze(tail.substr(dash.size()));
  return {};
}

Speech speech_of(std::string_view words, const Tokens& tokens, const std::vector<CueMatch>& voices) {
  const bool quoted = has_quotation(words);
  for (const CueMatch& m : voices) {
    if (m.label == "according") {
      std::size_t first = m.last + 1, last = first;
      while (last + 1 < tokens.size() && !tokens.clause_before(last + 1) && last < first + 6) ++last;
      if (first >= tokens.size()) continue;
      const Speech out = speaker_in(words, tokens, first, last, false);
      if (!out.speaker.empty()) return out;
      continue;
    }
    if (m.label != "say" && m.label != "participants" && m.label != "finds") continue;
    const std::size_t verb = m.last;
    if (m.label == "participants" && m.first == m.last) continue;
    // "…," said one nurse.
    if (m.label == "say" && verb > 0 && after_quotation(words, tokens.begin(verb)) &&
        verb + 1 < tokens.size()) {
      std::size_t last = verb + 1;
      while (last + 1 < tokens.size() && !tokens.clause_before(last + 1) && last < verb + 6) ++last;
      const Speech out = speaker_in(words, tokens, verb + 1, last, true);
      if (!out.speaker.empty()) return out;
    }
    if (verb == 0) continue;
    std::size_t first = verb - 1;
    while (first > 0 && !tokens.clause_before(first) && verb - first < 8) --first;
    std::size_t last = verb - 1;
    // "tenants also said", "one nurse has argued"
    while (last > first && (tokens[last] == "also" || tokens[last] == "has" || tokens[last] == "have" ||
                            tokens[last] == "often" || tokens[last] == "had" ||
                            tokens[last].ends_with("ly") || tokens[last] == "then"))
      --last;
    Speech out = speaker_in(words, tokens, first, last, quoted);
    if (m.label == "finds" && !out.other_work) continue;
    out.asked = m.label == "say";
    if (!out.speaker.empty()) return out;
  }
  if (has_label(voices, "repeated")) {
    Speech out;
    out.other_work = true;
    out.reason = "speaks of another work";
    return out;
  }
  return {};
}

bool has_citation(std::string_view words) {
  if (words.find('(') == std::string_view::npos && words.find('[') == std::string_view::npos) return false;
  const auto digit = [&](std::size_t i) { return i < words.size() && words[i] >= '0' && words[i] <= '9'; };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == '[' && digit(i + 1)) {
      std::size_t k = i + 1;
      while (k < words.size() && (digit(k) || words[k] == ',' || words[k] == ' ' || words[k] == '-')) ++k;
      if (k < words.size() && words[k] == ']' && k - i < 16) return true;
    }
    if (words[i] != '(') continue;
    const std::size_t close = words.find(')', i);
    if (close == std::string_view::npos || close - i > 200) continue;
    const std::string_view inner = words.substr(i + 1, close - i - 1);
    // A year, and the name of an author before it or before the bracket.
    for (std::size_t k = 0; k + 4 <= inner.size(); ++k) {
      if (inner[k] != '1' && inner[k] != '2') continue;
      if ((inner.compare(k, 2, "19") != 0 && inner.compare(k, 2, "20") != 0) ||
          !std::all_of(inner.begin() + static_cast<std::ptrdiff_t>(k),
                       inner.begin() + static_cast<std::ptrdiff_t>(k) + 4,
                       [](char c) { return c >= '0' && c <= '9'; }))
        continue;
      if (k == 0) {
        // "Roe (2010)", "Roe et al. (2010)"
        const std::string_view before = trim(words.substr(0, i));
        const std::size_t space = before.rfind(' ');
        const std::string_view name = before.substr(space == std::string_view::npos ? 0 : space + 1);
        if (before.ends_with("al.") || (starts_upper(name) && name.size() > 2)) return true;
        break;
      }
      const Tokens names(inner.substr(0, k));
      if (names.empty() || !names.capital(0)) break;
      static constexpr WordSet kNames("january", "february", "march", "april", "may", "june", "july",
                                      "august", "september", "october", "november", "december", "spring",
                                      "summer", "autumn", "winter", "since", "in", "from", "between");
      const bool comma = inner.substr(0, k).find(',') != std::string_view::npos || names.size() <= 4;
      if (comma && !kNames.contains(names[names.size() - 1]) && !kNames.contains(names[0])) return true;
      break;
    }
  }
  return false;
}

}  // namespace evident::ingest
