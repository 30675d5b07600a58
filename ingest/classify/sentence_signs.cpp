#include "ingest/classify/sentence_signs.hpp"

#include <algorithm>

#include "ingest/classify/word_memo.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/advice.hpp"

namespace evident::ingest {
namespace {

// Words that few sentences hold: of comparing with another work, of who was asked, of shares.
constexpr std::uint32_t kCompares = 1, kAsked = 2, kShare = 4;
std::uint32_t rare(std::string_view word) {
  static constexpr WordSet kComparing("consistent", "line", "agreement", "keeping", "unlike", "confirms",
                                      "confirm", "echoes", "contradicts", "similar", "contrast", "contrary",
                                      "we", "our", "this");
  static constexpr WordSet kAsking("respondents", "surveyed", "responded");
  static constexpr WordSet kShares("%", "half", "third", "thirds", "quarter", "quarters", "majority");
  return (kComparing.contains(word) ? kCompares : 0) | (kAsking.contains(word) ? kAsked : 0) |
         (kShares.contains(word) ? kShare : 0);
}

bool is_verb_of_answer(std::string_view w) {
  static constexpr WordSet kVerbs(
      "feel", "feels", "felt", "think", "thinks", "thought", "believe", "believes", "believed", "say",
      "says", "said", "agree", "agrees", "agreed", "disagree", "disagrees", "disagreed", "expect",
      "expects", "expected", "report", "reports", "reported", "see", "sees", "saw", "use", "uses", "used",
      "conduct", "conducts", "meet", "meets", "identified", "named", "mention", "mentioned", "chose",
      "rated", "preferred", "prefer", "know", "knew", "do", "does", "did", "wanted", "want");
  return kVerbs.contains(w);
}

}  // namespace

bool recommends(const std::vector<CueMatch>& roles) {
  for (const CueMatch& m : roles) {
    if (m.label != "recommendation") continue;
    const bool embedded = std::any_of(roles.begin(), roles.end(), [&](const CueMatch& o) {
      return o.label == "embedded_should" && o.first <= m.first && o.last + 3 >= m.first;
    });
    if (!embedded) return true;
  }
  return false;
}

bool says_should(const std::vector<CueMatch>& roles) {
  if (!recommends(roles)) return false;
  return std::any_of(roles.begin(), roles.end(), [](const CueMatch& m) {
    return m.label == "recommendation" && (m.cue == "should" || m.cue == "must" || m.cue == "ought to");
  });
}

bool advises_against(std::string_view text, const Tokens& tokens) {
  if (const auto told = instruction_in(text, tokens); told && told->negative) return true;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens[i] == "should" || tokens[i] == "must" || tokens[i] == "ought") {
      if (i + 1 < tokens.size() && (tokens[i + 1] == "not" || tokens[i + 1] == "never")) return true;
      for (std::size_t k = i; k-- > 0 && i - k < 5 && !tokens.clause_before(k + 1);)
        if (tokens[k] == "no" || tokens[k] == "nobody") return true;
    }
  return false;
}

bool lists_themes(const Tokens& tokens) {
  for (std::size_t i = 0; i + 1 < tokens.size() && i < 12; ++i)
    if (tokens[i] == "themes") return true;
  return false;
}

bool told_by_those_asked(const Tokens& tokens) {
  static constexpr WordSet kAnswered("told", "talked", "named", "mentioned", "ranked", "listed", "cited", "spoke",
                                     "complained", "described", "reported", "recalled", "admitted");
  static constexpr WordSet kNot("who", "which", "that", "to", "be", "been", "is", "are", "was", "were", "has", "have",
                                "had", "he", "she", "it", "i", "we", "often", "as", "and", "not", "by");
  for (std::size_t i = 1; i < tokens.size() && i < 14; ++i) {
    if (!kAnswered.contains(tokens[i]) || kNot.contains(tokens[i - 1])) continue;
    if (tokens[i] == "told" && (i + 1 >= tokens.size() || tokens[i + 1] != "us")) continue;
    for (const CueMatch& m : cues("people").match(tokens))
      if (m.last < i && m.label != "settings" && m.label != "bodies" && m.first < 5 && tokens[m.last].ends_with("s"))
        return true;
    return tokens[i] == "told" || (i == 1 && (tokens[0] == "they" || tokens[0] == "some" || tokens[0] == "most" ||
                                              tokens[0] == "several" || tokens[0] == "many"));
  }
  return false;
}

bool asks_for_names(const Tokens& tokens) {
  static constexpr WordSet kNames("name", "list", "rank", "choose", "score", "pick", "tick", "rate", "say");
  for (std::size_t i = 0; i + 2 < tokens.size() && i < 8; ++i)
    if (tokens[i] == "asked")
      for (std::size_t k = i + 1; k + 1 < tokens.size() && k < i + 7; ++k)
        if (tokens[k] == "to") return kNames.contains(tokens[k + 1]);
  return false;
}

bool gives_sum(const Tokens& tokens) {
  static constexpr WordSet kSpent("spent", "spends", "spend", "cost", "costs", "paid", "pays", "received", "raised",
                                  "brought", "earned", "went", "totalled", "lost", "saved");
  bool sum = false, spent = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    sum = sum || ((tokens[i] == "£" || tokens[i] == "$" || tokens[i] == "€" || tokens[i] == "million" ||
                   tokens[i] == "euros" || tokens[i] == "pounds" || tokens[i] == "dollars"));
    spent = spent || kSpent.contains(tokens[i]);
  }
  return sum && spent;
}

std::optional<std::string_view> behind_quotation(std::string_view text, std::size_t most) {
  struct Pair {
    std::string_view open, close;
  };
  static constexpr Pair kPairs[] = {{"\"", "\""}, {"“", "”"}, {"‘", "’"}};
  for (const auto& [open, close] : kPairs) {
    if (!text.starts_with(open)) continue;
    const std::size_t end = text.find(close, open.size());
    if (end == std::string_view::npos || end > most) return {};
    return text.substr(end + close.size());
  }
  return {};
}

bool defines_term(std::string_view text) {
  const auto behind = behind_quotation(text, 50);
  if (!behind) return false;
  for (const std::string_view mark : {" – the ", " – a ", " – an ", " — the ", " — a ", ", the ", " (the ", " means ",
                                      " refers to ", " is defined ", " denotes "})
    if (behind->starts_with(mark)) return true;
  return false;
}

bool compares_with_others(const Tokens& tokens) {
  if (!any_word<rare>(tokens, kCompares)) return false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view w = tokens[i];
    const std::string_view next = i + 1 < tokens.size() ? tokens[i + 1] : std::string_view();
    if (((w == "consistent" || w == "line" || w == "agreement" || w == "keeping") && next == "with") ||
        w == "unlike" || w == "confirms" || w == "confirm" || w == "echoes" || w == "contradicts" ||
        ((w == "similar" || w == "contrast" || w == "contrary") && next == "to"))
      return true;
    if (i < 12 &&
        (w == "we" || w == "our" ||
         (w == "this" && (next == "study" || next == "report" || next == "review" || next == "survey"))))
      return true;
  }
  return false;
}

std::string surveyed(std::string_view text, const Tokens& tokens) {
  if (!tells_share(tokens)) return {};
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const bool share = tokens[i] == "%" || tokens[i] == "half" || tokens[i] == "third" ||
                       tokens[i] == "thirds" || tokens[i] == "quarter" || tokens[i] == "quarters" ||
                       tokens[i] == "majority";
    if (!share || (tokens[i + 1] != "of" && tokens[i + 1] != "from")) continue;
    std::size_t first = i + 2;
    if (tokens[first] == "the" || tokens[first] == "all") ++first;
    std::size_t last = first;
    while (last + 1 < tokens.size() && last - first < 3 && !tokens.clause_before(last + 1) &&
           !is_verb_of_answer(tokens[last + 1]))
      ++last;
    if (first >= tokens.size() || last + 1 >= tokens.size() || !is_verb_of_answer(tokens[last + 1]))
      continue;
    return std::string(text.substr(tokens.begin(first), tokens.end(last) - tokens.begin(first)));
  }
  return {};
}

bool tells_share(const Tokens& tokens) { return any_word<rare>(tokens, kShare); }

bool names_asked(const Tokens& tokens) { return any_word<rare>(tokens, kAsked); }

}  // namespace evident::ingest
