// What words announce as a heading or lead-in: cues of corpus/cues/headings.tsv, which for most topics must
// make up most of the heading, so that "Do trams pay for themselves?" is no list of things to do.
#include <algorithm>
#include <array>
#include <utility>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/classify/structure.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr std::array<std::pair<Topic, std::string_view>, 33> kNames{{
    {Topic::none, "none"},
    {Topic::background, "background"},
    {Topic::aim, "aim"},
    {Topic::method, "method"},
    {Topic::finding, "finding"},
    {Topic::discussion, "discussion"},
    {Topic::conclusion, "conclusion"},
    {Topic::recommendation, "recommendation"},
    {Topic::dos, "dos"},
    {Topic::donts, "donts"},
    {Topic::negated, "negated"},
    {Topic::barrier, "barrier"},
    {Topic::success_factor, "success_factor"},
    {Topic::hallmark, "hallmark"},
    {Topic::characteristic, "characteristic"},
    {Topic::measure, "measure"},
    {Topic::process_measure, "process_measure"},
    {Topic::outcome_measure, "outcome_measure"},
    {Topic::economic_measure, "economic_measure"},
    {Topic::question, "question"},
    {Topic::reference, "reference"},
    {Topic::further_reading, "further_reading"},
    {Topic::contents, "contents"},
    {Topic::acknowledgement, "acknowledgement"},
    {Topic::contacts, "contacts"},
    {Topic::funding, "funding"},
    {Topic::case_study, "case"},
    {Topic::review, "review"},
    {Topic::evidence_base, "evidence_base"},
    {Topic::opinion, "opinion"},
    {Topic::summary, "summary"},
    {Topic::description, "description"},
    {Topic::appendix, "appendix"},
}};

Topic topic_named(std::string_view name) {
  for (const auto& [topic, n] : kNames)
    if (n == name) return topic;
  return Topic::none;
}

// Topics whose cue may stand anywhere in a longer heading; the others must make up most of it.
bool speaks_from_within(Topic topic) {
  switch (topic) {
    case Topic::barrier:
    case Topic::success_factor:
    case Topic::hallmark:
    case Topic::process_measure:
    case Topic::outcome_measure:
    case Topic::economic_measure:
    case Topic::evidence_base:
    case Topic::recommendation:
    case Topic::further_reading:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view topic_name(Topic topic) {
  for (const auto& [t, name] : kNames)
    if (t == topic) return name;
  return "none";
}
bool is_measure_topic(Topic topic) {
  return topic == Topic::measure || topic == Topic::process_measure || topic == Topic::outcome_measure ||
         topic == Topic::economic_measure;
}
bool is_list_topic(Topic topic) {
  return is_measure_topic(topic) || topic == Topic::barrier || topic == Topic::success_factor ||
         topic == Topic::hallmark || topic == Topic::characteristic;
}
bool is_apparatus(Topic topic) {
  switch (topic) {
    case Topic::reference:
    case Topic::further_reading:
    case Topic::contents:
    case Topic::acknowledgement:
    case Topic::contacts:
    case Topic::funding:
      return true;
    default:
      return false;
  }
}

// "4. Learning for funders", "2.1 Methods", "B) Results": without the number that a heading bears.
static std::string_view without_number(std::string_view words) {
  std::size_t i = 0;
  while (i < words.size() && i < 9 && ((words[i] >= '0' && words[i] <= '9') || words[i] == '.')) ++i;
  if (i == 0 && words.size() > 3 && words[0] >= 'A' && words[0] <= 'H' && (words[1] == '.' || words[1] == ')')) i = 1;
  if (i == 0) return words;
  while (i < words.size() && (words[i] == ')' || words[i] == '.' || words[i] == ':')) ++i;
  return i < words.size() && words[i] == ' ' && i + 1 < words.size() ? words.substr(i + 1) : words;
}

// "PART D.  RECOMMENDATIONS", "Appendix 2: How we asked", "Annex: the survey": what stands behind the part's own name;
// the words themselves when there is none.
static std::string_view without_part(std::string_view words) {
  static constexpr WordSet kParts("part", "chapter", "section", "appendix", "annex");
  const Tokens opening(words.substr(0, 40));
  if (opening.size() < 2 || !kParts.contains(opening[0])) return words;
  std::size_t i = 1;
  const bool named = opening.number(1) || (opening.capital(1) && opening[1].size() <= 4 &&
                                           opening[1].find_first_not_of("ivxabcdefgh") == std::string_view::npos);
  if (named) ++i;
  if (i >= opening.size() || !opening.clause_before(i)) return words;
  return words.substr(opening.begin(i));
}

// "…, for what they are worth", "…, as drivers see them": what stands behind the comma says nothing of its own.
static bool opens_aside(std::string_view word) {
  static constexpr WordSet kOpening("for", "as", "in", "by", "with", "from", "if", "such");
  return kOpening.contains(word);
}

Topic topic_of(std::string_view words) {
  if (const std::string_view rest = without_part(words); rest.size() < words.size())
    if (const Topic topic = topic_of(rest); topic != Topic::none) return topic;
  words = without_number(words);
  const Tokens tokens(words);
  if (tokens.empty() || tokens.size() > 30) return Topic::none;
  Topic best = Topic::none;
  int best_score = 0;
  static const CueList& headings = cues("headings");
  const auto matches = headings.match(tokens);
  if (matches.empty()) return Topic::none;
  std::size_t counted = 0;  // words that are neither numbers nor small
  for (std::size_t i = 0; i < tokens.size(); ++i)
    counted += tokens.number(i) || is_function_word(tokens[i]) ? 0 : 1;
  for (const CueMatch& m : matches) {
    const Topic topic = topic_named(m.label);
    std::size_t covered = 0;
    for (std::size_t i = m.first; i <= m.last; ++i)
      covered += tokens.number(i) || is_function_word(tokens[i]) ? 0 : 1;
    covered = std::max<std::size_t>(covered, 1);
    const bool within = speaks_from_within(topic) && m.weight >= 5;
    // "Results – time series", "Suggestions, for what they are worth": the label before a dash, colon or aside.
    bool labels = m.first == 0 && m.last + 1 < tokens.size() && tokens.clause_before(m.last + 1) &&
                  (words[tokens.end(m.last)] != ',' || opens_aside(tokens[m.last + 1]));
    for (std::size_t i = 1; i <= m.last && m.first == 0 && !labels; ++i)
      labels = tokens.clause_before(i) && opens_aside(tokens[i]);
    if (!within && !labels && !is_measure_topic(topic) && topic != Topic::case_study && covered * 2 < counted)
      continue;
    if (topic == Topic::case_study && m.first > 1) continue;
    // "A closer look: the mill" tells a case, "A closer look at costs" does not.
    if (topic == Topic::case_study && m.weight == 1 && !labels) continue;
    if ((topic == Topic::dos || topic == Topic::negated || topic == Topic::question) &&
        covered + 1 < counted && m.last - m.first < 2)
      continue;
    const int score = m.weight * 10 + static_cast<int>(m.last - m.first);
    if (score > best_score) {
      best_score = score;
      best = topic;
    }
  }
  // "How would we know it works? Process": the side stands behind the question.
  if (best == Topic::measure)
    if (const std::size_t at = words.find_last_of("?:"); at != std::string_view::npos && at + 1 < words.size())
      if (const Topic side = measure_side(words.substr(at + 1)); side != Topic::none) return side;
  return best;
}

// "METHODS. We asked …", "RESULTS – Of the …": words in capitals before a point or a dash. Bytes up to the
// mark, 0 where there is none.
static std::size_t capital_label(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size() && i < 60; ++i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z') {
      ++letters;
    } else if (c == '.' || text.substr(i).starts_with(" – ") || text.substr(i).starts_with(" — ") ||
               text.substr(i).starts_with(" - ")) {
      return letters >= 4 && i + 1 < text.size() && text[i + 1] != '.' ? i : 0;
    } else if (c != ' ' && c != '&' && c != '/' && c != '-' && c != ',') {
      return 0;
    }
  }
  return 0;
}

// "Methods:", "方法：", "【方法】": where the label ends, and where what it labels begins.
static std::pair<std::size_t, std::size_t> label_end(std::string_view text) {
  const std::size_t colon = text.substr(0, 80).find(':');
  if (colon != std::string_view::npos || text.empty() || static_cast<unsigned char>(text[0]) < 0xE0)
    return {colon, colon + 1};
  for (const std::string_view mark : {"：", "】"})
    if (const std::size_t at = text.substr(0, 40).find(mark); at != std::string_view::npos) return {at, at + mark.size()};
  return {std::string_view::npos, 0};
}

InlineLabel inline_label(std::string_view text) {
  if (const std::size_t stop = capital_label(text)) {
    const Topic topic = topic_of(text.substr(0, stop));
    if (topic != Topic::none && topic != Topic::description && topic != Topic::dos) {
      std::size_t at = stop + 1;
      while (at < text.size() && (text[at] == ' ' || text[at] == '-' || text[at] == '\n' ||
                                  static_cast<unsigned char>(text[at]) == 0xE2)) {
        at += static_cast<unsigned char>(text[at]) == 0xE2 ? 3 : 1;
      }
      return {topic, static_cast<std::uint32_t>(std::min(at, text.size()))};
    }
  }
  const auto [colon, behind] = label_end(text);
  if (colon == std::string_view::npos || colon == 0) return {};
  const std::string_view label = text.substr(0, colon);
  if (label.find(". ") != std::string_view::npos) return {};
  const Tokens tokens(label);
  if (tokens.empty() || tokens.size() > 6) return {};
  const Topic topic = topic_of(label);
  if (topic == Topic::none || topic == Topic::description || topic == Topic::dos) return {};
  std::size_t at = behind;
  while (at < text.size() && (text[at] == ' ' || text[at] == '*' || text[at] == '_' || text[at] == '\n'))
    ++at;
  return {topic, static_cast<std::uint32_t>(at)};
}

Topic measure_side(std::string_view words) {
  Topic best = Topic::none;
  int weight = 0;
  for (const CueMatch& m : cues("measure-sides").match(Tokens(words))) {
    if (m.weight <= weight) continue;
    weight = m.weight;
    best = m.label == "process"   ? Topic::process_measure
           : m.label == "outcome" ? Topic::outcome_measure
                                  : Topic::economic_measure;
  }
  return best;
}

// A finite verb of those that name nothing.
static bool says_something(const Tokens& tokens) {
  static constexpr WordSet kVerbs("was", "were", "is", "are", "has", "have", "had", "did", "does", "will", "would",
                                  "cannot", "could");
  for (std::size_t i = 1; i < tokens.size(); ++i)
    if (kVerbs.contains(tokens[i])) return true;
  return false;
}

bool is_bare_list(std::string_view words) {
  words = trim(words);
  const std::size_t stop = words.find(". ");
  if (words.empty() || words.size() > 600 || (stop != std::string_view::npos && stop + 2 < words.size()))
    return false;
  const char mark = words.find(';') != std::string_view::npos ? ';' : ',';
  std::size_t from = 0, pieces = 0;
  while (from <= words.size()) {
    std::size_t to = words.find(mark, from);
    if (to == std::string_view::npos) to = words.size();
    const Tokens piece(words.substr(from, to - from));
    if (piece.size() > (mark == ';' ? 14u : 6u)) return false;
    // "…, which owns the road, and the city": a sentence with commas.
    if (mark == ',' && !piece.empty() &&
        (piece[0] == "which" || piece[0] == "who" || piece[0] == "whose" || piece[0] == "where" ||
         (pieces == 0 && says_something(piece))))
      return false;
    ++pieces;
    from = to + 1;
  }
  return pieces > 1 || (Tokens(words).size() <= 6 && words.back() != '?');
}

}  // namespace evident::ingest
