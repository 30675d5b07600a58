#include "ingest/extract/names.hpp"

#include <algorithm>
#include <cctype>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

// Words that open sentences and so carry a capital without being names.
bool opens_sentences(std::string_view word) {
  static constexpr WordSet kOpeners(
      "after", "all", "although", "as", "at", "before", "both", "but", "by", "despite", "during", "each",
      "every", "first", "following", "for", "from", "he", "her", "his", "how", "however", "if", "in", "it",
      "its", "many", "more", "most", "no", "not", "now", "of", "on", "once", "one", "only", "our", "over",
      "two", "she", "since", "so", "some", "such", "that", "the", "their", "then", "there", "these", "they",
      "this", "those", "three", "through", "to", "today", "under", "until", "we", "what", "when", "where",
      "which", "while", "who", "with", "within", "without", "working", "between", "a", "an", "and", "also",
      "almost", "across");
  return kOpeners.contains(word);
}

bool calendar(std::string_view word) {
  static constexpr WordSet kWords("january", "february", "march", "april", "may", "june", "july", "august",
                                  "september", "october", "november", "december", "monday", "tuesday",
                                  "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer",
                                  "autumn", "winter");
  return kWords.contains(word);
}

bool joins_names(std::string_view word) {
  static constexpr WordSet kWords("of", "for", "at", "on", "de", "der", "van", "la", "upon");
  return kWords.contains(word);
}

// Words by which the name of an organisation is known.
bool organisation_word(std::string_view word) {
  static constexpr WordSet kWords(
      "council", "trust", "trusts", "ltd", "limited", "plc", "inc", "llp", "gmbh", "cic", "hospital",
      "hospitals", "university", "college", "school", "academy", "ministry", "department", "agency",
      "authority", "association", "foundation", "society", "partnership", "partnerships", "company", "group",
      "bank", "institute", "board", "commission", "corporation", "homes", "housing", "transport", "charity",
      "union", "federation", "alliance", "centre", "office", "police", "consortium", "cooperative", "co",
      "club", "network", "networks", "services", "service", "ventures", "solutions", "associates", "partners",
      "holdings", "energy", "railways", "railway", "rail", "buses", "coaches", "water", "library", "museum",
      "church", "chamber", "inspectorate", "executive", "enterprise", "enterprises", "community",
      "communities", "forum", "initiative", "fund", "hospice", "surgery", "practice", "clinic", "nhs", "ngo",
      "uk", "schools", "colleges", "universities", "industries", "works", "systems");
  return kWords.contains(word);
}

}  // namespace

std::vector<bool> words_of_places(const Tokens& tokens) {
  std::vector<bool> out(tokens.size(), false);
  for (const CueMatch& m : cues("places").match(tokens)) {
    bool printed = true;
    for (std::size_t i = m.first; i <= m.last; ++i)
      printed = printed && (tokens.capital(i) || is_function_word(tokens[i]));
    for (std::size_t i = m.first; printed && i <= m.last; ++i) out[i] = true;
  }
  return out;
}

std::vector<ProperName> proper_names(std::string_view text, const Tokens& tokens) {
  std::vector<ProperName> out;
  bool any = false;
  for (std::size_t i = 0; i < tokens.size() && !any; ++i) any = tokens.capital(i);
  if (!any) return out;
  const std::vector<bool> places = words_of_places(tokens);
  const auto sentence_start = [&](std::size_t i) {
    if (i == 0) return true;
    for (std::uint32_t at = tokens.begin(i); at-- > tokens.end(i - 1);)
      if (text[at] == '.' || text[at] == ':' || text[at] == '?' || text[at] == '!') return true;
    return false;
  };
  // A full stop between words parts names, but not one after an initial: "J. Smith", "St. Albans".
  const auto parted = [&](std::size_t i) {
    if (!tokens.clause_before(i)) return false;
    const std::string_view gap = text.substr(tokens.end(i - 1), tokens.begin(i) - tokens.end(i - 1));
    return !(gap == ". " && tokens.end(i - 1) - tokens.begin(i - 1) <= 2 && tokens.capital(i - 1));
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens.capital(i) || tokens.number(i) || calendar(tokens[i])) continue;
    if ((sentence_start(i) && opens_sentences(tokens[i])) || tokens[i] == "the" || tokens[i] == "a") continue;
    ProperName name;
    name.first = name.last = i;
    bool connector = false;
    std::size_t j = i + 1;
    while (j < tokens.size()) {
      if (tokens.capital(j) && !tokens.number(j) && !parted(j) && !calendar(tokens[j])) {
        name.last = j++;
        continue;
      }
      if (j + 1 >= tokens.size() || tokens.clause_before(j) || tokens.clause_before(j + 1)) break;
      if (joins_names(tokens[j])) {
        std::size_t next = j + 1;
        if (tokens[next] == "the" && next + 1 < tokens.size()) ++next;
        if (!tokens.capital(next) || tokens.number(next) || calendar(tokens[next])) break;
        // "Turning Point for Hull" is no name; "Ministry of Defence" and "Transport for London" are.
        if ((tokens[j] == "at" || tokens[j] == "on" || tokens[j] == "for") && places[next] &&
            !organisation_word(tokens[name.last]))
          break;
        connector = true;
        name.last = next;
        j = next + 1;
        continue;
      }
      // "Taunton and Somerset NHS Trust", "Department for Work and Pensions"; else two names.
      if (tokens[j] == "and" && tokens.capital(j + 1) &&
          ((places[name.last] && places[j + 1] && !(name.first == name.last && !tokens.capital(j + 1))) ||
           (connector && !organisation_word(tokens[j + 1])) || tokens[name.last] == "health")) {
        // Two places side by side are one name only where more of a name follows or stands before.
        const bool more = (j + 2 < tokens.size() && tokens.capital(j + 2) && !tokens.clause_before(j + 2)) ||
                          name.first < name.last;
        if (places[name.last] && places[j + 1] && !more) break;
        name.last = j + 1;
        j += 2;
        continue;
      }
      break;
    }
    name.begin = tokens.begin(name.first);
    name.end = tokens.end(name.last);
    const std::string_view printed = text.substr(name.begin, name.end - name.begin);
    if (printed.ends_with("'s")) name.end -= 2;
    if (printed.ends_with("’s")) name.end -= 4;
    name.bracketed = name.begin > 0 && text[name.begin - 1] == '(';
    name.place = true;
    for (std::size_t k = name.first; k <= name.last; ++k) {
      name.place = name.place && (places[k] || !tokens.capital(k));
      name.organisation = name.organisation || organisation_word(tokens[k]);
    }
    if (name.place && name.first == name.last) name.organisation = false;
    out.push_back(name);
    i = name.last;
  }
  return out;
}

std::size_t head_of(const Tokens& tokens, std::size_t first, std::size_t last) {
  static constexpr WordSet kAfterHead("of", "for", "in", "with", "at", "from", "to", "that", "who", "which",
                                      "on", "across", "by", "within", "whose", "under", "seeking", "working",
                                      "running", "where", "involved", "already", "such", "between",
                                      "responsible", "considering");
  for (std::size_t i = first + 1; i <= last; ++i)
    if (kAfterHead.contains(tokens[i])) return i - 1;
  return last;
}

bool names_an_actor(const Tokens& tokens, std::string_view text, std::size_t first, std::size_t last) {
  if (last < first || last >= tokens.size()) return false;
  const std::size_t head = head_of(tokens, first, last);
  static const CueList& actors = cues("actors");
  for (const CueMatch& m :
       actors.match(Tokens(text.substr(tokens.begin(first), tokens.end(last) - tokens.begin(first)))))
    if (first + m.last == head || (first + m.first <= head && head <= first + m.last)) return true;
  // Printed in capitals throughout, or a name of several words.
  static constexpr WordSet kThings("vat", "gdp", "it", "ict", "hr", "pr", "kpi", "kpis", "sla", "slas", "gis",
                                   "ai", "roi", "faq", "faqs", "dna", "tv", "co2", "pfi", "ppp", "ppps",
                                   "eia", "phd", "id", "no", "nox");
  if (kThings.contains(tokens[head])) return false;
  // A single capitalised word within a sentence is a name: "recommend that Ofsted report".
  if (first == last && first > 0 && tokens.capital(first) && !tokens.clause_before(first) &&
      !calendar(tokens[first]) && !opens_sentences(tokens[first]))
    return true;
  const std::string_view word = text.substr(tokens.begin(head), tokens.end(head) - tokens.begin(head));
  if (word.size() >= 2 && word.size() <= 8 && std::isupper(static_cast<unsigned char>(word[0])) &&
      std::isupper(static_cast<unsigned char>(word[1])))
    return true;
  bool named = last > first;
  for (std::size_t i = first; i <= last && named; ++i)
    named = tokens.capital(i) || is_function_word(tokens[i]);
  std::size_t capitals = 0;
  for (std::size_t i = first; i <= last; ++i) capitals += tokens.capital(i) && !opens_sentences(tokens[i]);
  return named && capitals >= 2;
}

ShortForms::ShortForms(const Document& document) {
  const std::string_view text = document.text;
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    const std::size_t close = text.find(')', open);
    if (close == std::string_view::npos) break;
    const std::string_view inner = text.substr(open + 1, close - open - 1);
    if (inner.size() > 9 && inner.size() < 80) long_form_behind(text, open, inner);
    if (inner.size() < 2 || inner.size() > 9) continue;
    std::string letters;
    bool fits = true;
    for (const char c : inner) {
      if (c >= 'A' && c <= 'Z')
        letters += static_cast<char>(c + 32);
      else if (!(c >= 'a' && c <= 'z') && c != '&')
        fits = false;
    }
    if (!fits || letters.size() < 2) continue;
    // The words before it whose initials are these letters: function words passed over, else ("LOS") counted too.
    const std::size_t from = open > 120 ? open - 120 : 0;
    const Tokens before(text.substr(from, open - from));
    std::size_t need = 1, at = 0;
    for (const bool small_too : {false, true}) {
      need = letters.size(), at = before.size();
      while (need > 0 && at > 0) {
        --at;
        const bool small = is_function_word(before[at]);
        if (before[at].front() == letters[need - 1] && (!small || small_too || before.capital(at)))
          --need;
        else if (!small || before.size() - at > letters.size() * 2 + 2)
          break;
      }
      if (need == 0) break;
    }
    if (need > 0) continue;
    long_forms_.emplace(std::string(inner),
                        squeeze(text.substr(from + before.begin(at), open - from - before.begin(at))));
  }
}

// "LOS (length of stay)": the words in the brackets have the initials before them, small words passed over.
void ShortForms::long_form_behind(std::string_view text, std::size_t open, std::string_view inner) {
  std::size_t end = open;
  while (end > 0 && text[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && text[begin - 1] >= 'A' && text[begin - 1] <= 'Z') --begin;
  const std::string_view letters = text.substr(begin, end - begin);
  if (letters.size() < 2 || letters.size() > 8 || (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '\n')) return;
  const Tokens words(inner);
  std::size_t at = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words.clause_before(i) && i > 0) return;
    if (at < letters.size() && words[i].front() == static_cast<char>(letters[at] + 32))
      ++at;
    else if (!is_function_word(words[i]))
      return;
  }
  if (at == letters.size()) long_forms_.emplace(std::string(letters), squeeze(inner));
}

std::string_view ShortForms::of(std::string_view short_form) const {
  if (const auto it = long_forms_.find(short_form); it != long_forms_.end()) return it->second;
  if (short_form.size() > 2 && short_form.back() == 's')
    if (const auto it = long_forms_.find(short_form.substr(0, short_form.size() - 1));
        it != long_forms_.end())
      return it->second;
  if (const auto it = long_forms_.find(std::string(short_form) + "s"); it != long_forms_.end())
    return it->second;
  return {};
}

}  // namespace evident::ingest
