// Parts are cut at the clause marks and joining words between numbers. The group is looked for behind the
// number
// ("37% of the NHS"), then before it ("In the NHS, 37% …"); everything else is for the caller, who knows the
// sentences around.
#include "ingest/extract/statistic_parts.hpp"

#include <algorithm>
#include <array>

#include "ingest/classify/word_set.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;
using Number = NumberExpression::Kind;

// The clause before word i is a short phrase of place, time or group: "In the private sector, 23% …".
bool leads_with_group(const Tokens& tokens, std::size_t i) {
  return i <= 9 && (tokens[0] == "in" || tokens[0] == "within" || tokens[0] == "among" ||
                    tokens[0] == "amongst" || tokens[0] == "for" || tokens[0] == "across" ||
                    tokens[0] == "over" || tokens[0] == "at" || tokens[0] == "of" || tokens[0] == "by" ||
                    tokens[0] == "after" || tokens[0] == "during" || tokens[0] == "between");
}

std::uint32_t leading(std::string_view words, const Tokens& tokens) {
  std::uint32_t at = tokens.begin(0);
  while (at > 0 && (words[at - 1] == '(' || words[at - 1] == '*' ||
                    static_cast<unsigned char>(words[at - 1]) >= 0x80)) {
    if (words[at - 1] == '(' || words[at - 1] == '*') {
      --at;
      continue;
    }
    break;
  }
  return at;
}

// A part that opens a bracket also closes it; one that only closes it leaves the mark out.
void close_bracket(std::string_view words, StatisticPart& part) {
  int depth = 0;
  for (std::uint32_t i = part.begin; i < part.end; ++i) {
    if (words[i] == '(') ++depth;
    if (words[i] == ')') --depth;
  }
  if (depth > 0 && part.end < words.size()) {
    const std::size_t close = words.find(')', part.end);
    if (close != std::string_view::npos && close < part.end + std::size_t{3})
      part.end = static_cast<std::uint32_t>(close) + 1;
  }
  while (depth < 0 && part.end > part.begin &&
         (words[part.end - 1] == ')' || words[part.end - 1] == '.' || words[part.end - 1] == ' ')) {
    if (words[part.end - 1] == ')') ++depth;
    --part.end;
  }
}

// "NHS and private sector", "respondents from the NHS and the private sector"
bool joins(const Tokens& tokens, std::size_t from, std::size_t to, bool generic) {
  for (std::size_t i = from; i < to; ++i) {
    const std::string_view w = tokens[i];
    if (w == "and" || w == "or" || w == "the" || w == "both" || w == "private" || w == "public" ||
        w == "third" || w == "local" || w == "voluntary" ||
        (generic && (w == "from" || w == "in" || w == "at")))
      continue;
    if (tokens.capital(i)) continue;
    return false;
  }
  return true;
}

bool ends_group(const Tokens& tokens, std::size_t i) {
  static constexpr std::array<std::string_view, 60> kEnds{
      "who",     "that",      "which",   "whose",    "said",      "say",       "says",     "think",
      "thinks",  "thought",   "felt",    "feel",     "feels",     "believe",   "believes", "believed",
      "agree",   "agrees",    "agreed",  "disagree", "disagreed", "disagrees", "reported", "report",
      "reports", "expect",    "expects", "expected", "is",        "are",       "was",      "were",
      "has",     "have",      "had",     "do",       "does",      "did",       "will",     "would",
      "can",     "could",     "may",     "might",    "should",    "must",      "named",    "chose",
      "saw",     "sees",      "use",     "uses",     "used",      "never",     "not",      "with",
      "aged",    "described", "wanted",  "want"};
  return std::find(kEnds.begin(), kEnds.end(), tokens[i]) != kEnds.end();
}

}  // namespace

bool opens_clause(std::string_view w) {
  return w == "yet" || w == "but" || w == "and" || w == "while" || w == "whereas" || w == "though" ||
         w == "so" || w == "however" || w == "with" || w == "still";
}

// Each number's own part of the sentence.
// Words before a colon that assert nothing themselves: at most twelve, without a verb of the common ones.
static bool names_a_figure(const Tokens& tokens, std::size_t end) {
  static constexpr WordSet kVerbs("is", "are", "was", "were", "has", "have", "had", "said", "says", "say", "found",
                                  "show", "shows", "showed", "can", "could", "will", "would", "should", "did", "does",
                                  "following", "follows", "results", "findings", "example");
  if (end < 2 || end > 12) return false;
  for (std::size_t i = 0; i < end; ++i)
    if (kVerbs.contains(tokens[i])) return false;
  return true;
}

void cut_parts(std::string_view words, const Tokens& tokens, std::vector<StatisticPart>& parts) {
  const auto boundary = [&](std::size_t i) {
    const std::string_view w = tokens[i];
    return w == "and" || w == "while" || w == "whereas" || w == "but" || w == "with" || w == "compared" ||
           w == "against" || w == "versus" || w == "vs" || w == "v" || w == "though" || w == "although" || w == "to";
  };
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const NumberExpression& e = parts[k].number;
    const std::size_t from = k ? parts[k - 1].number.reach + 1 : 0;
    std::size_t start = from;
    const auto mark_before = [&](std::size_t i) {
      const std::string_view gap = words.substr(tokens.end(i - 1), tokens.begin(i) - tokens.end(i - 1));
      return gap.find_first_of(",;:(") != std::string_view::npos || gap.find("–") != std::string_view::npos ||
             gap.find(" - ") != std::string_view::npos || gap.find("...") != std::string_view::npos ||
             gap.find("…") != std::string_view::npos;
    };
    if (k && e.bracketed && parts[k - 1].number.bracketed) {
      // "A (82%) and B (78%)": B begins after the mark that follows the figure before it.
      while (start < e.first && boundary(start)) ++start;
    } else {
      std::size_t best = k ? e.first : 0;
      for (std::size_t i = e.first; i > from; --i) {
        const std::string_view gap = words.substr(tokens.end(i - 1), tokens.begin(i) - tokens.end(i - 1));
        if (e.bracketed && i == e.first) continue;
        if (!k) {
          // "Median spend in the first year: £5,200": a label and its figure.
          if (gap.find(':') != std::string_view::npos && i == e.first && names_a_figure(tokens, i)) continue;
          if (gap.find(';') != std::string_view::npos || gap.find(':') != std::string_view::npos ||
              gap.find('(') != std::string_view::npos || gap.find("–") != std::string_view::npos) {
            best = i;
            break;
          }
          // "…, yet 24% of landlords": the clause that the number opens.
          if (mark_before(i) && (i == e.first || (i + 1 == e.first && opens_clause(tokens[i]))) &&
              !leads_with_group(tokens, i)) {
            best = e.first;
            break;
          }
          // Of a long run-up only the last clause belongs to the number.
          if (mark_before(i) && e.first > 22 && i + 14 > e.first && i < e.first) {
            best = i;
            break;
          }
          continue;
        }
        if (mark_before(i)) {
          best = i;
          break;
        }
        if (boundary(i - 1) && i - 1 >= from) {
          best = tokens[i - 1] == "to" ? i - 1 : i;
          break;
        }
      }
      start = best;
    }
    if (k && e.pair && tokens[e.first - 1] == "to") start = parts[k - 1].first;
    parts[k].first = std::min(start, e.first);
  }
  for (std::size_t k = 0; k < parts.size(); ++k) {
    StatisticPart& part = parts[k];
    part.begin = part.first == 0 ? leading(words, tokens) : tokens.begin(part.first);
    if (part.first == part.number.first) part.begin = std::min(part.begin, part.number.begin);
    std::size_t stop =
        k + 1 < parts.size() ? tokens.end(std::max(parts[k + 1].first, std::size_t{1}) - 1) : words.size();
    if (k + 1 < parts.size() && parts[k + 1].first <= part.number.last)
      stop = parts[k + 1].number.pair ? parts[k + 1].number.end : part.number.end;
    part.end = static_cast<std::uint32_t>(std::max<std::size_t>(stop, part.number.end));
    part.last = part.number.reach;
    while (part.last + 1 < tokens.size() && tokens.end(part.last + 1) <= part.end) ++part.last;
    // Joining words at the end belong to the next part.
    while (k + 1 < parts.size() && part.last > part.number.last && boundary(part.last)) {
      part.end = tokens.end(part.last - 1);
      --part.last;
    }
    // What follows a semicolon is another statement.
    if (const std::size_t stop_at = words.substr(0, part.end).find(';', part.number.end);
        stop_at != std::string_view::npos) {
      part.end = static_cast<std::uint32_t>(stop_at);
      while (part.last > part.number.last && tokens.begin(part.last) >= part.end) --part.last;
    }
    // How sure a figure is stands behind it: "0.24, 95% confidence interval …", "12%, p < 0.01".
    for (std::size_t i = part.number.reach + 1; i < tokens.size() && tokens.begin(i) < part.end; ++i) {
      if (!tokens.clause_before(i)) continue;
      const std::string_view w = tokens[i], next = i + 1 < tokens.size() ? tokens[i + 1] : std::string_view();
      if (((w == "95" || w == "99" || w == "90") && (next == "%" || next == "per" || next == "ci")) ||
          w == "p" || w == "ci") {
        part.end = std::max(tokens.end(i - 1), part.number.end);
        part.last = std::max(i - 1, part.number.reach);
        break;
      }
    }
    close_bracket(words, part);
  }
}

std::vector<std::string> participants_of_studies(const Extraction& x) {
  std::vector<std::string> out;
  for (const graph::Item& item : x.evidence.items) {
    if (item.kind != Kind::study) continue;
    if (const graph::Value* v = item.find(Attribute::participants))
      if (const Json* parts = std::get_if<Json>(v))
        if (const auto* rows = parts->array())
          for (const Json& row : *rows)
            if (const Json* count = row.find("count"))
              if (const auto* n = std::get_if<std::int64_t>(&count->value)) out.push_back(std::to_string(*n));
  }
  return out;
}

std::string survey_base(const Extraction& x) {
  for (const graph::Item& item : x.evidence.items) {
    if (item.kind != Kind::study || !item.is(Attribute::design, "survey")) continue;
    const graph::Value* v = item.find(Attribute::participants);
    const Json* parts = v ? std::get_if<Json>(v) : nullptr;
    const Json::Array* rows = parts ? parts->array() : nullptr;
    if (!rows || rows->size() != 1) continue;
    if (const Json* count = rows->front().find("count"))
      if (const auto* n = std::get_if<std::int64_t>(&count->value))
        return "base not stated; " + std::to_string(*n) + " answered in all";
  }
  return {};
}

bool StatisticGroups::asked_in_survey(const StatisticPart& part, const Tokens& tokens) {
  for (std::size_t i = part.first; i <= part.last && i < tokens.size(); ++i)
    if (tokens[i] == "questioned" || tokens[i] == "surveyed" || tokens[i] == "polled" || tokens[i] == "asked" ||
        tokens[i] == "answered" || tokens[i] == "replied" || tokens[i] == "responded")
      return true;
  return false;
}

bool StatisticGroups::says_answered(const Tokens& tokens, const StatisticPart& part) {
  for (std::size_t i = part.first; i <= part.last && i < tokens.size(); ++i) {
    const std::string_view w = tokens[i];
    if (w == "responded" || w == "respondents" || w == "responses" || w == "replied" || w == "replies" ||
        w == "answered" || w == "returned")
      return true;
  }
  return false;
}

// "37% of the NHS", "2% from the private sector", "15 teachers", "not a single person from the NHS".
bool StatisticGroups::own_group(const StatisticPart& part, std::string_view, const Tokens& tokens,
                                const std::vector<CueMatch>& people, std::size_t& first, std::size_t& last,
                                bool& generic) const {
  std::size_t i = part.number.last + 1;
  while (i < tokens.size() && i <= part.last && tokens.begin(i) < part.end &&
         (tokens[i] == "%" || tokens.number(i)))
    ++i;
  if (i >= tokens.size() || i > part.last) return false;
  const std::string_view w = tokens[i];
  const bool introduced = w == "of" || w == "from" || w == "among" || w == "amongst";
  if (introduced) {
    if (++i >= tokens.size()) return false;
    while (i < tokens.size() &&
           (tokens[i] == "the" || tokens[i] == "all" || tokens[i] == "our" || tokens[i] == "those" ||
            tokens[i] == "these" || tokens[i] == "surveyed") &&
           i + 1 < tokens.size() && !ends_group(tokens, i + 1) && tokens[i] != "those")
      ++i;
  }
  if (!introduced && (part.number.kind == Number::share && part.number.value != "0")) {
    // "82% NHS respondents"; "29% thinks the director …" names none.
    if (ends_group(tokens, i)) return false;
    const bool at_once = std::any_of(people.begin(), people.end(),
                                     [&](const CueMatch& m) { return m.first <= i + 1 && m.last >= i; });
    if (!at_once) return false;
  }
  first = i;
  const std::size_t limit = std::min(tokens.size(), first + 9);
  std::size_t head = std::string_view::npos;
  bool head_generic = false;
  for (std::size_t k = first; k < limit; ++k) {
    if (k > first && (tokens.clause_before(k) || ends_group(tokens, k))) {
      if (!(tokens.clause_before(k) && tokens.capital(k) && tokens.capital(k - 1))) break;
    }
    for (const CueMatch& m : people) {
      if (m.first > k || m.last < k) continue;
      // "the share of schools": only the first head, or one joined to it.
      if (head != std::string_view::npos && k > head + 1 && !joins(tokens, head + 1, k, head_generic))
        continue;
      if (head == std::string_view::npos || !head_generic || m.label != "generic")
        head_generic = m.label == "generic" && (head == std::string_view::npos || head_generic);
      head = k;
    }
    if (!introduced && head == std::string_view::npos && k > first + 2) break;
  }
  if (head == std::string_view::npos) return false;
  last = head;
  generic = head_generic;
  // "patients with dementia", "tenants aged under 35" stay short; "respondents who …" is no name.
  if (generic) {
    std::size_t from = head + 1;
    if (from + 1 < limit && (tokens[from] == "from" || tokens[from] == "in" || tokens[from] == "at") &&
        !tokens.clause_before(from)) {
      std::size_t k = from + 1;
      if (tokens[k] == "the" && k + 1 < limit) ++k;
      std::size_t end = k;
      while (end + 1 < limit && !tokens.clause_before(end + 1) && !ends_group(tokens, end + 1) && end < k + 3)
        ++end;
      if (tokens.capital(k)) last = end, first = k, generic = false;
    } else if (first < head) {
      generic = false;  // "private sector respondents"
    }
  }
  return true;
}

// As a person would name it: "NHS respondents" is the NHS, "respondents from the NHS" too.
std::string StatisticGroups::named(std::string_view words, const Tokens& tokens, std::size_t first,
                                   std::size_t last) const {
  static constexpr std::array<std::string_view, 11> kGeneric{
      "respondents", "respondent", "participants", "interviewees", "representatives", "members", "people",
      "individuals", "those",      "person",       "one"};
  const auto is_generic = [&](std::size_t i) {
    return std::find(kGeneric.begin(), kGeneric.end(), tokens[i]) != kGeneric.end();
  };
  std::size_t a = first, b = last;
  if (b > a && is_generic(b)) {
    const std::string_view shorter = words.substr(tokens.begin(a), tokens.end(b - 1) - tokens.begin(a));
    if (tokens.capital(b - 1) || tokens[b - 1] == "sector" ||
        !lexicon_.exact(std::string(shorter), Kind::group).empty())
      --b;
  }
  if (a + 2 < b && is_generic(a) &&
      (tokens[a + 1] == "from" || tokens[a + 1] == "in" || tokens[a + 1] == "at"))
    a += 2;
  while (a + 1 < b && (tokens[a] == "the" || tokens[a] == "both" || tokens[a] == "all" || tokens[a] == "our"))
    ++a;
  std::string out = squeeze(words.substr(tokens.begin(a), tokens.end(b) - tokens.begin(a)));
  out.erase(std::remove(out.begin(), out.end(), '*'), out.end());
  for (const std::string_view the : {" and the ", " or the "})
    if (const std::size_t at = out.find(the); at != std::string::npos) out.erase(at + the.size() - 4, 4);
  return out;
}

// "In the private sector, 23% …", "uncertainty among landlords …; 37% …", "headteachers (81%)"
bool StatisticGroups::phrase_before(const StatisticPart& part, std::string_view words, const Tokens& tokens,
                                    const std::vector<CueMatch>& people, std::string& found) const {
  for (std::size_t i = part.number.first; i-- > 0;) {
    const std::string_view w = tokens[i];
    // "…, while in other parts": the joining word stands before the phrase.
    const bool led = tokens.clause_before(i) ||
                     (i > 0 && tokens.clause_before(i - 1) &&
                      (tokens[i - 1] == "while" || tokens[i - 1] == "whereas" || tokens[i - 1] == "whilst" ||
                       tokens[i - 1] == "but" || tokens[i - 1] == "and" || tokens[i - 1] == "yet"));
    const bool opens =
        w == "among" || w == "amongst" || ((w == "in" || w == "within" || w == "for" || w == "across") && led);
    if (!opens) continue;
    std::size_t first = i + 1;
    while (first < part.number.first && (tokens[first] == "the" || tokens[first] == "both")) ++first;
    std::size_t head = std::string_view::npos;
    for (std::size_t k = first; k < part.number.first && k < first + 8; ++k) {
      if (tokens.number(k) || (k > first && (tokens.clause_before(k) || ends_group(tokens, k)))) break;
      for (const CueMatch& m : people)
        if (m.first <= k && k <= m.last &&
            (head == std::string_view::npos || joins(tokens, head + 1, k, false)))
          head = k;
    }
    if (head == std::string_view::npos && w != "among" && w != "amongst" && led &&
        first < part.number.first && tokens.capital(first)) {
      // "In England this takes 18 months": a place.
      head = first;
      while (head + 1 < part.number.first && tokens.capital(head + 1) && !tokens.clause_before(head + 1))
        ++head;
    }
    if (head == std::string_view::npos && w == "in" && led &&
        first + 1 < part.number.first &&
        (tokens[first] == "other" || tokens[first] == "some" || tokens[first] == "most")) {
      head = first;
      while (head + 1 < part.number.first && head < first + 4 && !tokens.clause_before(head + 1) &&
             tokens[head + 1] != "it" && !ends_group(tokens, head + 1))
        ++head;
    }
    if (head == std::string_view::npos) continue;
    found = named(words, tokens, first, head);
    return true;
  }
  if (part.number.bracketed)
    for (const CueMatch& m : people)
      if (m.first >= part.first && m.last < part.number.first && part.number.first - m.last <= 2 &&
          m.label != "generic") {
        std::size_t first = m.first;
        while (first > part.first && tokens.capital(first - 1) && !tokens.clause_before(first)) --first;
        found = named(words, tokens, first, m.last);
        return true;
      }
  return false;
}

// "Pupils eligible for free meals gained more (5.6 points)": people within the first three words.
std::string StatisticGroups::subject(const StatisticPart& part, std::string_view words, const Tokens& tokens,
                                     const std::vector<CueMatch>& people) const {
  for (const CueMatch& m : people)
    if (m.label == "people" && m.first >= part.first && m.first < part.first + 3 &&
        m.last < part.number.first && !(m.first > 0 && tokens[m.first - 1] == "per"))
      return named(words, tokens, m.first, m.last);
  return {};
}

std::string StatisticGroups::payer(const StatisticPart& part, std::string_view words, const Tokens& tokens,
                                   const std::vector<CueMatch>& people) const {
  static constexpr std::array<std::string_view, 8> kSpends{"spent", "spend", "spends", "paid",
                                                           "pay",   "pays",  "invested", "received"};
  for (const CueMatch& m : people)
    if (m.label != "generic" && m.first >= part.first && m.first < part.first + 12 && m.last + 1 < part.number.first &&
        std::find(kSpends.begin(), kSpends.end(), tokens[m.last + 1]) != kSpends.end()) {
      std::size_t first = m.first;
      while (first > part.first && m.first - first < 2 && !tokens.clause_before(first) && tokens.capital(first - 1)) --first;
      return named(words, tokens, first, m.last);
    }
  for (std::size_t i = part.number.last + 1; i + 3 < tokens.size() && i + 3 <= part.last; ++i)
    if (tokens[i] == "out" && tokens[i + 1] == "of" && tokens[i + 2] == "the" && tokens.capital(i + 3)) {
      std::size_t last = i + 3;
      while (last + 1 <= part.last && last + 1 < tokens.size() && tokens.capital(last + 1) && !tokens.clause_before(last + 1))
        ++last;
      return named(words, tokens, i + 3, last);
    }
  return {};
}

// "19 per cent in control districts", "down 5% on comparison streets": the side of a comparison, behind the number.
std::string StatisticGroups::side_after(const StatisticPart& part, std::string_view words, const Tokens& tokens,
                                        const std::vector<CueMatch>& people) const {
  // How sure the figure is may stand between: "6 points (95% CI 2 to 10) more in control districts".
  std::size_t until = part.last;
  for (std::size_t i = part.last + 1; i < tokens.size() && i <= part.last + 3; ++i)
    if (tokens[i] == "ci" || tokens[i] == "confidence") until = part.last + 12;
  for (std::size_t i = part.number.last + 1; i + 1 < tokens.size() && i <= until; ++i) {
    const std::string_view w = tokens[i];
    if (w != "in" && w != "on" && w != "among" && w != "amongst") continue;
    std::size_t first = i + 1;
    while (first + 1 < tokens.size() && (tokens[first] == "the" || tokens[first] == "those")) ++first;
    for (const CueMatch& m : people)
      if (m.first >= first && m.first <= first + 2 && m.last <= until && m.label != "generic" &&
          !tokens.number(first) && tokens[m.last].ends_with("s") + tokens[m.last].ends_with("group") > 0) {
        bool parted = false;
        for (std::size_t k = first + 1; k <= m.last; ++k) parted = parted || tokens.clause_before(k);
        if (!parted) return named(words, tokens, first, m.last);
      }
  }
  return {};
}

// "15% expects …", "a third does not …": who is meant was said before.
bool StatisticGroups::points_back(const StatisticPart& part, const Tokens& tokens) {
  const std::size_t next = part.number.last + 1;
  return part.number.kind == Number::share && next < tokens.size() && tokens[next] != "of" &&
         tokens[next] != "from";
}

// The only group that the part names before its number; what is named behind it is mostly what the figure is about.
std::string StatisticGroups::mentioned(const StatisticPart& part, std::string_view words) const {
  const std::uint32_t until = std::max(part.begin, part.number.begin);
  const Tokens tokens(words.substr(part.begin, until - part.begin));
  std::string out;
  for (const Lexicon::Hit& hit : lexicon_.find(tokens)) {
    const graph::Concept& c = lexicon_.vocabulary().concepts[hit.concept_number];
    if (c.kind != Kind::group) continue;
    // "Spend per student: £310" is no answer of students'.
    if (hit.first > 0 && (tokens[hit.first - 1] == "per" || tokens[hit.first - 1] == "a")) continue;
    if (!out.empty() && out != c.label) return {};
    out = c.label;
  }
  return out;
}

}  // namespace evident::ingest
