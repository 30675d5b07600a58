// A number counts a part of the sample when a noun for people, places or works follows in the same phrase.
// What is printed decides: nothing is added up or converted.
#include "ingest/extract/study_facts.hpp"

#include <algorithm>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_memo.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

// Words that end the noun phrase after a number.
constexpr WordSet kPhraseEnd("with", "in", "from", "and", "who", "that", "which", "at", "by", "for", "to",
                             "were", "was", "had", "on", "are", "is", "across", "during", "between", "or",
                             "as", "has", "have", "than", "into", "within", "through", "using", "about",
                             "but", "took", "after", "working", "aged", "over", "under", "said");
// A phrase that says more of those counted: "managers from six councils".
constexpr WordSet kModifier("from", "across", "of", "at", "in", "within", "working", "responsible",
                            "employed", "aged", "on", "living", "involved");
constexpr WordSet kModifierEnd("were", "was", "had", "have", "has", "completed", "took", "responded",
                               "participated", "using", "between", "during", "who", "which", "that", "before",
                               "after", "through", "via", "by", "over", "about", "answered", "gave", "said",
                               "told", "agreed", "attended", "returned", "met", "are", "is", "did",
                               "reported");
constexpr WordSet kNoCount("%", "per", "percent", "month", "months", "year", "years", "week", "weeks", "day",
                           "days", "hours", "minutes", "times", "points", "pounds", "km", "metres", "m",
                           "million", "bn");
constexpr WordSet kNoCountBefore("£", "$", "€", "phase", "table", "figure", "age", "aged", "section",
                                 "chapter", "version", "level", "grade", "theme", "stage", "part", "tier",
                                 "step", "wave", "top", "page", "question", "year");
constexpr WordSet kAskedBefore("invited", "approached", "sent", "distributed", "mailed", "posted", "emailed",
                               "issued", "eligible", "contacted", "asked", "delivered", "invitations",
                               "invites");
constexpr WordSet kAskedAfter("invited", "eligible", "approached", "contacted", "sent", "mailed",
                              "distributed", "emailed", "issued");
constexpr WordSet kPlaced("in", "at", "across", "within", "from", "of", "between");

// Looked up once: these are asked for every sentence.
const CueList& sample_cues() {
  static const CueList& list = cues("sample");
  return list;
}
const CueList& facts_cues() {
  static const CueList& list = cues("study-facts");
  return list;
}

std::string_view printed(std::string_view words, const Tokens& tokens, std::size_t first, std::size_t last) {
  return words.substr(tokens.begin(first), tokens.end(last) - tokens.begin(first));
}

bool month(std::string_view w) {
  static constexpr WordSet kMonths("january", "february", "march", "april", "may", "june", "july", "august",
                                   "september", "october", "november", "december", "jan", "feb", "mar", "apr",
                                   "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  return kMonths.contains(w);
}
// "gardeners", "cyclists": nouns for people that no list holds, told by their ending.
bool agent_noun(std::string_view w) {
  static constexpr WordSet kThings(
      "papers", "numbers", "parameters", "computers", "letters", "orders", "centers", "counters", "meters",
      "posters", "trailers", "towers", "rivers", "sensors", "factors", "doors", "floors", "sectors", "errors",
      "clusters", "quarters", "corners", "dollars", "indicators", "chapters", "registers", "offers", "layers",
      "filters", "fingers", "winters", "summers", "lists", "tests", "costs", "covers", "shelters", "servers",
      "monitors", "transfers");
  return w.size() >= 6 &&
         (w.ends_with("ers") || w.ends_with("ors") || w.ends_with("ists") || w.ends_with("ians")) &&
         !kThings.contains(w);
}

// Words that tell that somebody was asked, whoever it was.
constexpr std::uint32_t kAgent = 1, kMeeting = 2;
std::uint32_t sample_word(std::string_view w) {
  static constexpr WordSet kMet("interviews", "interviewed", "survey", "surveyed", "groups", "panel",
                                "workshops", "questionnaire", "discussions", "sample", "consulted", "jury");
  return (agent_noun(w) ? kAgent : 0) | (kMet.contains(w) ? kMeeting : 0);
}

class SampleReader {
 public:
  SampleReader(std::string_view words, const Tokens& tokens)
      : words_(words), tokens_(tokens), says_(tokens), nouns_(sample_cues().match(tokens)) {
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if ((says_(tokens, i) & kAgent) && !noun_at(i))
        nouns_.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i), "people", 1, ""});
  }

  Sample run() {
    if (nouns_.empty()) return {};
    const bool figures = read_numbers();
    if (!figures || out_.people.empty()) uncounted();
    return std::move(out_);
  }

 private:
  bool read_numbers() {
    bool any = false;
    const NumberWords numbers(tokens_);
    for (std::size_t i = 0; i < tokens_.size();) {
      const auto number = plain_number(numbers, tokens_, i);
      if (!number) {
        ++i;
        continue;
      }
      any = true;
      count(i, *number);
      i = std::max(i + number->length, counted_to_);
    }
    return any;
  }

  // "a panel of senior executives", "interviews with tenants": who they were where no number is given.
  void uncounted() {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      if (!(says_(tokens_, i) & kMeeting)) continue;
      std::size_t first = i + 1;
      const std::string_view link = tokens_[first];
      const bool linked = link == "with" || link == "of" || link == "among" || link == "to";
      if (linked) ++first;
      if (!linked && !tokens_[i].ends_with("ed")) continue;
      if (first < tokens_.size() && (tokens_[first] == "the" || tokens_[first] == "a")) ++first;
      std::size_t end = 0;
      for (std::size_t k = first; k < tokens_.size() && k < first + 9; ++k) {
        if (tokens_.number(k) || kModifierEnd.contains(tokens_[k])) break;
        if (k > first &&
            (tokens_[k] == "of" || tokens_[k] == "in" || tokens_[k] == "from" || tokens_[k] == "to"))
          break;
        if (const CueMatch* m = noun_at(k); m && m->label == "people") end = m->last;
      }
      if (end) put(0, first, end, "people", first);
      if (!out_.people.empty()) return;
    }
  }

  const CueMatch* noun_at(std::size_t i) const {
    for (const CueMatch& m : nouns_)
      if (m.first <= i && i <= m.last) return &m;
    return nullptr;
  }

  void count(std::size_t i, const PlainNumber& number) {
    const std::size_t next = i + number.length;
    if (number.value < 2 || number.value != static_cast<double>(static_cast<std::int64_t>(number.value)))
      return;
    if (year_at(tokens_, i) && (next >= tokens_.size() || !noun_at(next))) return;
    if (next < tokens_.size() && kNoCount.contains(tokens_[next])) return;
    if (next + 1 < tokens_.size() && tokens_[next + 1] == "of" &&
        (tokens_[next] == "groups" || tokens_[next] == "arms" || tokens_[next] == "cohorts"))
      return;  // "3 groups of patients"
    if (i > 0 && kNoCountBefore.contains(tokens_[i - 1])) return;
    const auto n = static_cast<std::int64_t>(number.value);
    // "tenants (n = 12)"
    if (i > 0 && (tokens_[i - 1] == "n" || tokens_[i - 1] == "total") && tokens_.clause_before(i - 1) &&
        i >= 2) {
      if (before(i - 2, n)) return;
      if (tokens_[i - 1] == "n") {
        out_.people.push_back({n, "participants", "participant"});
        return;
      }
    }
    // "412 of 980 households": the first is the part, the second the whole.
    if (next + 1 < tokens_.size() && (tokens_[next] == "of" || tokens_[next] == "from")) {
      std::size_t whole = next + 1;
      while (whole < tokens_.size() && whole < next + 4 &&
             (tokens_[whole] == "the" || tokens_[whole] == "all" || tokens_[whole] == "a" ||
              tokens_[whole] == "total" || tokens_[whole] == "of"))
        ++whole;
      if (const auto m = plain_number(tokens_, whole); m && m->value > number.value) {
        const std::size_t end = phrase_end(whole + m->length);
        if (end) {
          note(n, whole + m->length, end, i, false);
          if (!out_.asked) out_.asked = static_cast<std::int64_t>(m->value);
          counted_to_ = whole + m->length;
          return;
        }
      }
    }
    const std::size_t end = phrase_end(next);
    if (end && works_on_it(i, end)) return;
    // "pupils aged 7 to 8 took part"
    if (i > 2 && (tokens_[i - 1] == "to" || tokens_[i - 1] == "and") && plain_number(tokens_, i - 2) &&
        (tokens_[i - 3] == "aged" || tokens_[i - 3] == "age" || tokens_[i - 3] == "ages" || tokens_[i - 3] == "between"))
      return;
    if (!end) {
      // "212 completed the questionnaire"
      if (next + 1 < tokens_.size() && !tokens_.clause_before(next)) {
        static constexpr WordSet kAnswered("responded", "replied", "completed", "returned", "answered",
                                           "participated", "took");
        if (kAnswered.contains(tokens_[next])) out_.people.push_back({n, "respondents", "respondent"});
      }
      return;
    }
    if (noun_at(end)->label == "session") return session(i, end, n);
    note(n, next, end, i, asked(i, end));
  }

  // "coded by two researchers", "two reviewers screened": who did the work is no part of the sample.
  bool works_on_it(std::size_t i, std::size_t end) const {
    static constexpr WordSet kWorkers("researchers", "reviewers", "raters", "coders", "assessors", "authors",
                                      "observers", "analysts", "evaluators", "interviewers", "investigators",
                                      "judges");
    static constexpr WordSet kWork("screened", "coded", "read", "extracted", "rated", "assessed", "scored",
                                   "analysed", "analyzed", "independently", "checked", "transcribed");
    if (!kWorkers.contains(tokens_[end])) return false;
    return (i > 0 && tokens_[i - 1] == "by") ||
           (end + 1 < tokens_.size() && kWork.contains(tokens_[end + 1]));
  }

  // The last noun of the sample in the phrase that begins at k, or 0.
  std::size_t phrase_end(std::size_t k) const {
    std::size_t end = 0;
    const std::size_t from = k;
    for (; k < tokens_.size() && k <= from + 6; ++k) {
      if (k > from && tokens_.clause_before(k)) break;
      if (tokens_.number(k) && k > from) break;
      if (kPhraseEnd.contains(tokens_[k])) break;
      if (tokens_[k] == "of" && end) break;
      if (tokens_[k].ends_with("ed") && end) break;
      if (const CueMatch* m = noun_at(k)) end = std::max<std::size_t>(end, m->last);
    }
    return end;
  }

  // Those asked are not those who took part.
  bool asked(std::size_t i, std::size_t end) const {
    for (std::size_t k = i; k-- > 0 && k + 5 > i;) {
      if (tokens_.number(k)) break;
      if (kAskedBefore.contains(tokens_[k])) return tokens_[k] != "asked" || k + 1 == i;
    }
    for (std::size_t k = end + 1; k < tokens_.size() && k < end + 4; ++k) {
      if (tokens_.clause_before(k)) break;
      if (kAskedAfter.contains(tokens_[k])) return true;
    }
    return false;
  }

  // "(n = 12)": the noun is near before the bracket, as "children born in the city (n = 12)"; where there is
  // none, those who took part.
  bool before(std::size_t k, std::int64_t n) {
    const CueMatch* noun = nullptr;
    for (std::size_t at = k + 1; at-- > 0 && k - at < 8 && !noun;) {
      if (plain_number(tokens_, at)) break;
      noun = noun_at(at);
      if (tokens_.clause_before(at)) break;
    }
    if (!noun) return false;
    if (noun->label == "session") {
      out_.people.push_back({n, squeeze(printed(words_, tokens_, noun->first, noun->last)),
                             tokens_.join(noun->last, noun->last)});
      return true;
    }
    std::size_t first = noun->first;
    while (first > 0 && !tokens_.clause_before(first) && noun->first - first < 3 &&
           !kPhraseEnd.contains(tokens_[first - 1]) && !is_function_word(tokens_[first - 1]))
      --first;
    put(n, first, noun->last, noun->label, first);
    return true;
  }

  // One interview, questionnaire or call is one person; how many groups met says nothing of how many came.
  void session(std::size_t i, std::size_t end, std::int64_t n) {
    const std::string_view what = tokens_[end];
    const bool groups = what.starts_with("group") || what.starts_with("workshop") ||
                        what.starts_with("session") || what.starts_with("visit") ||
                        what.starts_with("observation") || what.starts_with("discussion");
    for (std::size_t k = end + 1; k < tokens_.size() && k < end + 20; ++k)
      if (plain_number(tokens_, k) && !year_at(tokens_, k) && (groups || tokens_[k - 1] == "n")) return;
    if (groups) n = 0;
    for (std::size_t k = end + 1; k + 1 < tokens_.size() && k < end + 10; ++k) {
      if (plain_number(tokens_, k) && !year_at(tokens_, k)) return;  // these will be counted
      if (tokens_[k] != "with" && tokens_[k] != "among" && tokens_[k] != "from") continue;
      std::size_t first = k + 1;
      while (first + 1 < tokens_.size() && (tokens_[first] == "the" || tokens_[first] == "a")) ++first;
      std::size_t last = first;
      bool people = noun_at(first) != nullptr;
      while (last + 1 < tokens_.size() && last < first + 14 && !tokens_.clause_before(last + 1) &&
             !kModifierEnd.contains(tokens_[last + 1])) {
        ++last;
        people = people || noun_at(last);
        // A list of bodies goes on after its commas: "across the GP practices, the council and the firm".
        if (last + 2 < tokens_.size() && tokens_.clause_before(last + 1) &&
            (tokens_[last + 1] == "the" || tokens_[last + 1] == "and") && last < first + 8)
          ++last;
      }
      for (std::size_t c = first; c <= last; ++c)
        if (plain_number(tokens_, c) && !year_at(tokens_, c)) return;
      while (last > first && (is_function_word(tokens_[last]) || tokens_[last] == "and")) --last;
      if (!people) return;
      const CueMatch* head = nullptr;
      for (std::size_t c = first; c <= last && !head; ++c) head = noun_at(c);
      out_.people.push_back({n, std::string(printed(words_, tokens_, first, last)),
                             head ? tokens_.join(head->last, head->last) : std::string()});
      return;
    }
    (void)i;
    // "51 interviews and archival sources": each is a person.
    if (n && (what.starts_with("interview") || what.starts_with("questionnaire") ||
              what.starts_with("form") || what.starts_with("response") || what.starts_with("conversation")))
      out_.people.push_back({n, squeeze(printed(words_, tokens_, i + 1, end)), std::string(what)});
  }

  void note(std::int64_t n, std::size_t first, std::size_t end, std::size_t at, bool only_asked) {
    const CueMatch* noun = noun_at(end);
    if (only_asked) {
      out_.asked = n;
      out_.asked_who = std::to_string(n) + " " + squeeze(printed(words_, tokens_, first, end));
      return;
    }
    while (first < end &&
           (tokens_[first] == "of" || tokens_[first] == "the" || tokens_[first] == "different"))
      ++first;
    // "teachers and pupils": one number for both.
    std::size_t last = end;
    if (last + 2 < tokens_.size() && (tokens_[last + 1] == "and" || tokens_[last + 1] == "or") &&
        !plain_number(tokens_, last + 2)) {
      const CueMatch* other = noun_at(last + 2);
      if (!other && last + 3 < tokens_.size() && !kPhraseEnd.contains(tokens_[last + 2]))
        other = noun_at(last + 3);
      if (other && other->label == noun->label) last = other->last;
    }
    put(n, first, last, noun->label, at);
  }

  void put(std::int64_t n, std::size_t first, std::size_t last, std::string_view label, std::size_t at) {
    const std::string head(tokens_[last]);
    if (label == "people") {
      std::size_t end = last;
      if (end + 2 < tokens_.size() && !tokens_.clause_before(end + 1) &&
          kModifier.contains(tokens_[end + 1])) {
        std::size_t k = end + 1;
        while (k + 1 < tokens_.size() && k < end + 12 && !tokens_.clause_before(k + 1) &&
               !kModifierEnd.contains(tokens_[k + 1]) && !year_at(tokens_, k + 1) && !month(tokens_[k + 1]) &&
               !(tokens_[k + 1] == "and" && k + 2 < tokens_.size() &&
                 (plain_number(tokens_, k + 2) || kPhraseEnd.contains(tokens_[k + 2]))))
          ++k;
        while (k > end && (is_function_word(tokens_[k]) || tokens_[k] == "and")) --k;
        if (k > end + 1) end = k;
      }
      out_.people.push_back({n, squeeze(printed(words_, tokens_, first, end)), head});
      return;
    }
    const SamplePart part{n, squeeze(printed(words_, tokens_, first, last)), head};
    if (label == "work") {
      out_.works.push_back(part);
    } else {
      std::size_t k = at;
      while (k > 0 && (tokens_[k - 1] == "the" || tokens_[k - 1] == "each" || tokens_[k - 1] == "all" ||
                       tokens_[k - 1] == "of" || tokens_[k - 1] == "these"))
        --k;
      const bool placed = (k > 0 && kPlaced.contains(tokens_[k - 1])) || (k < at && tokens_[k] == "of");
      out_.sites.push_back(part);
      if (!placed) out_.bodies.push_back(part);
    }
  }

  std::string_view words_;
  const Tokens& tokens_;
  const WordMemo<sample_word> says_;
  std::size_t counted_to_ = 0;  // behind the whole of "412 of 980 households"
  std::vector<CueMatch> nouns_;
  Sample out_;
};

bool season(std::string_view w) {
  static constexpr WordSet kSeasons("spring", "summer", "autumn", "winter", "fall", "early", "late", "mid",
                                    "term", "easter");
  return kSeasons.contains(w);
}
// What a word may say of a period of time; most say nothing.
constexpr std::uint32_t kPreposition = 1, kMonth = 2, kSeason = 4, kYear = 8;
std::uint32_t period_word(std::string_view w) {
  static constexpr WordSet kPrepositions("between", "from", "during", "throughout", "since", "in", "over",
                                         "for");
  const bool year = w.size() == 4 && (w.starts_with("19") || w.starts_with("20")) &&
                    w.find_first_not_of("0123456789") == w.npos;
  return (kPrepositions.contains(w) ? kPreposition : 0) | (month(w) ? kMonth : 0) |
         (season(w) ? kSeason : 0) | (year ? kYear : 0);
}
bool length_of_time(std::string_view w) {
  return w == "months" || w == "month" || w == "weeks" || w == "week" || w == "years" || w == "year" ||
         w == "days";
}

// The end of a clause from word `from`: the last word before a clause mark or a word that opens another
// clause.
std::size_t clause_end(const Tokens& tokens, std::size_t from, std::size_t most) {
  static constexpr WordSet kOpens("through", "using", "which", "who", "by", "where", "while", "because",
                                  "via", "but", "based", "referred", "conducted", "aims");
  std::size_t last = from;
  while (last + 1 < tokens.size() && last < from + most && !tokens.clause_before(last + 1) &&
         !kOpens.contains(tokens[last + 1]))
    ++last;
  while (last > from && is_function_word(tokens[last])) --last;
  return last;
}

}  // namespace

Sample sample_of(std::string_view words, const Tokens& tokens) { return SampleReader(words, tokens).run(); }

std::optional<std::string> period_of(std::string_view words, const Tokens& tokens, bool loose) {
  const auto text = [&](std::size_t first, std::size_t last) {
    return squeeze(printed(words, tokens, first, last));
  };
  std::optional<std::string> weak;
  bool fieldwork = loose;
  if (!fieldwork)
    for (const CueMatch& m : facts_cues().match(tokens)) fieldwork = fieldwork || m.label == "fieldwork";
  const WordMemo<period_word> says(tokens);
  const auto month_at = [&](std::size_t k) { return (says(tokens, k) & kMonth) != 0; };
  const auto year_at = [&](std::size_t k) { return (says(tokens, k) & kYear) != 0; };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (says(tokens, i) == 0) continue;
    const std::string_view w = tokens[i];
    const bool range = w == "between" || w == "from", during = w == "during" || w == "throughout",
               since = w == "since", in = w == "in", over = w == "over" || w == "for";
    if (range || during || since || in) {
      std::size_t last = 0;
      bool two = false;
      for (std::size_t k = i + 1; k < tokens.size() && k <= i + 8; ++k) {
        if (k > i + 1 && tokens.clause_before(k) && !year_at(k) && !month_at(k)) break;
        if (tokens[k] == "and" || tokens[k] == "to" || tokens[k] == "until") {
          two = true;
          continue;
        }
        if (year_at(k)) {
          last = k;
          if (!range || two) {
            // "in 2014 and 2015", "during 2014-15"
            if (k + 2 < tokens.size() && (tokens[k + 1] == "and" || tokens[k + 1] == "to") && year_at(k + 2))
              last = k + 2;
            else if (k + 1 < tokens.size() && tokens.begin(k + 1) <= tokens.end(k) + 3 &&
                     tokens.number(k + 1) && !tokens.clause_before(k + 1) && tokens[k + 1].size() <= 4)
              last = k + 1;
            break;
          }
          continue;
        }
        const bool part = month_at(k) || (says(tokens, k) & kSeason) || tokens.number(k) ||
                          tokens[k] == "the" || tokens[k] == "of" || tokens[k] == "first" ||
                          tokens[k] == "second" || tokens[k] == "half" || tokens[k] == "year" ||
                          tokens[k] == "academic" || tokens[k] == "school" || tokens[k] == "financial" ||
                          tokens[k] == "end" || tokens[k] == "terms" || tokens[k] == "quarter" ||
                          tokens[k] == "last" || tokens[k] == "beginning" || tokens[k] == "months";
        if (!part) break;
      }
      if (!last || (range && !two)) continue;
      if (in && !fieldwork) continue;
      // A bare year after "in" says least: a better one may follow.
      if (in && last == i + 1) {
        if (!weak) weak = text(i + 1, last);
        continue;
      }
      return text(since ? i : i + 1, last);
    }
    // "(March to May 2013)", "2011–2014"
    if (year_at(i) && i + 1 < tokens.size() && year_at(i + 1) && fieldwork) {
      const std::string_view gap = words.substr(tokens.end(i), tokens.begin(i + 1) - tokens.end(i));
      if (gap == "-" || gap == "–" || gap == "—" || gap == "/") return text(i, i + 1);
    }
    if ((says(tokens, i) & kSeason) && tokens.clause_before(i) && fieldwork && i > 0 &&
        i + 1 < tokens.size() && year_at(i + 1))
      return text(i, i + 1);
    // "for 2012-13"
    if (year_at(i) && i + 1 < tokens.size() && tokens.number(i + 1) && tokens[i + 1].size() == 2 &&
        fieldwork && tokens.begin(i + 1) <= tokens.end(i) + 3 && !weak)
      weak = text(i, i + 1);
    if (month_at(i) && tokens.clause_before(i) && fieldwork && i > 0) {
      std::size_t last = 0;
      for (std::size_t k = i + 1; k < tokens.size() && k <= i + 5; ++k) {
        if (year_at(k)) {
          last = k;
          break;
        }
        if (!month_at(k) && tokens[k] != "to" && tokens[k] != "and" && !tokens.number(k)) break;
      }
      if (last) return text(i, last);
    }
    // "over 18 months", "over a 12-month period"
    if (over && fieldwork && !weak) {
      std::size_t k = i + 1;
      if (k < tokens.size() && (tokens[k] == "a" || tokens[k] == "an" || tokens[k] == "the")) ++k;
      const auto n = plain_number(tokens, k);
      if (n && k + n->length < tokens.size() && length_of_time(tokens[k + n->length]) &&
          (k + n->length + 1 >= tokens.size() ||
           (tokens[k + n->length + 1] != "old" && tokens[k + n->length + 1] != "olds" &&
            tokens[k + n->length + 1] != "ago"))) {
        std::size_t last = k + n->length;
        if (last + 1 < tokens.size() && tokens[last + 1] == "period") ++last;
        weak = text(k, last);
      }
    }
  }
  return weak;
}

std::optional<double> response_rate_of(const Tokens& tokens, const Sample& sample) {
  const auto share = [&](std::size_t k) -> std::optional<double> {
    const auto n = plain_number(tokens, k);
    if (!n || k + n->length >= tokens.size() || n->value > 100) return std::nullopt;
    const std::string_view unit = tokens[k + n->length];
    if (unit == "%" || unit == "percent" ||
        (unit == "per" && k + n->length + 1 < tokens.size() && tokens[k + n->length + 1] == "cent"))
      return n->value;
    return std::nullopt;
  };
  bool answered = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view w = tokens[i];
    answered = answered || w == "responded" || w == "returned" || w == "replied" || w == "response" ||
               w == "completed" || w == "answered" || w == "participated" ||
               (w == "took" && i + 1 < tokens.size() && tokens[i + 1] == "part");
    // "497 people replied (35%)", "a 41% return", "response 62%"
    if (answered && tokens.size() > i + 1) {
      for (std::size_t k = i + 1; k < tokens.size() && k < i + 10; ++k)
        if (tokens.clause_before(k))
          if (const auto n = share(k); n && k + 2 <= tokens.size() &&
                                       (sample.asked || k <= i + 2 || w == "replied" || w == "responded"))
            return n;
    }
    if (w == "response" || w == "return" || w == "reply") {
      if (const auto n = share(i + 1)) return n;
      if (i >= 2)
        if (const auto n = share(i - 2); n && tokens[i - 1] == "%") return n;
    }
    const bool rate = (w == "rate" || w == "rates") && i > 0 &&
                      (tokens[i - 1] == "response" || tokens[i - 1] == "completion" ||
                       tokens[i - 1] == "return" || tokens[i - 1] == "participation");
    if (!rate) continue;
    for (std::size_t k = i + 1; k < tokens.size() && k < i + 8; ++k)
      if (const auto n = share(k)) return n;
    for (std::size_t k = i > 5 ? i - 5 : 0; k < i; ++k)
      if (const auto n = share(k)) return n;
  }
  if (!answered || !sample.asked) return std::nullopt;
  for (std::size_t k = 0; k < tokens.size(); ++k)
    if (const auto n = share(k)) return n;
  return std::nullopt;
}

std::vector<std::string> objects_of(std::string_view words, const Tokens& tokens) {
  std::vector<std::string> found;
  std::size_t taken = 0;
  for (const CueMatch& m : facts_cues().match(tokens)) {
    if (found.size() == 2) break;
    if (m.first < taken) continue;
    if (m.label == "object" || m.label == "clause") {
      std::size_t first = m.last + 1;
      // The question word and what is looked at belong to the words: "whether X", "the effect of X".
      if (m.label == "clause") first = m.first;
      if (m.label == "object" && m.last > m.first) {
        const std::string_view last = tokens[m.last];
        if (last == "whether" || last == "how" || last == "why" || last == "what" || last == "if")
          first = m.last;
        const std::string_view opening = tokens[m.first];
        for (const std::string_view noun :
             {"effect", "impact", "view", "attitude", "perception", "experience"})
          if (opening.starts_with(noun)) first = m.first;
      }
      if (first >= tokens.size() || (m.label == "object" && tokens.clause_before(first))) continue;
      const std::size_t last = clause_end(tokens, first, 18);
      if (last < first + 1 && tokens[first].size() < 5) continue;
      found.push_back(squeeze(printed(words, tokens, first, last)));
      taken = last + 1;
    } else if (m.label == "subject" && m.first > 0) {
      std::size_t first = m.first;
      while (first > 0 && !tokens.clause_before(first) && m.first - first < 12) --first;
      if (tokens[first] == "that" || tokens[first] == "and") ++first;
      if (first + 1 > m.first) continue;
      const std::string object = squeeze(printed(words, tokens, first, m.first - 1));
      // How the data were handled is not what the study looks at.
      static constexpr WordSet kData("results", "data", "interviews", "transcripts", "responses", "findings",
                                     "recordings", "notes", "records", "questionnaires", "studies", "papers");
      bool of_data = false;
      for (std::size_t k = first; k < m.first; ++k) of_data = of_data || kData.contains(tokens[k]);
      if (of_data) continue;
      static constexpr WordSet kNothing("these", "this", "they", "it", "that", "which", "those", "such", "we",
                                        "both");
      if (m.first - first < 3 && kNothing.contains(tokens[first])) continue;
      found.push_back(object);
      taken = m.last + 1;
    }
  }
  return found;
}

std::optional<std::string> larger_project_of(std::string_view words, const Tokens& tokens) {
  static constexpr WordSet kWhole("project", "programme", "program", "study", "trial", "evaluation",
                                  "initiative", "survey", "cohort", "research", "inquiry", "review",
                                  "collaboration", "network", "projects", "scheme");
  for (const CueMatch& m : facts_cues().match(tokens)) {
    if (m.label != "part_of") continue;
    std::size_t first = m.last + 1;
    // "part of a larger …": the cue may have taken the beginning of the phrase.
    for (std::size_t k = m.first; k <= m.last; ++k)
      if (tokens[k] == "of" || tokens[k] == "within" || tokens[k] == "in" || tokens[k] == "under" ||
          tokens[k] == "to" || tokens[k] == "on")
        first = k + 1;
    if (first >= tokens.size()) continue;
    std::size_t last = first, whole = 0;
    static constexpr WordSet kStop("which", "that", "aims", "aimed", "and", "to", "led", "aiming", "we");
    while (last + 1 < tokens.size() && last < first + 16 && !tokens.clause_before(last + 1) &&
           !kStop.contains(tokens[last + 1]))
      ++last;
    for (std::size_t k = first; k <= last; ++k)
      if (kWhole.contains(tokens[k])) whole = k;
    if (!whole) continue;
    return squeeze(printed(words, tokens, first, last));
  }
  return std::nullopt;
}

std::string_view status_of(const Tokens& tokens) {
  std::string_view status;
  for (const CueMatch& m : facts_cues().match(tokens)) {
    if (m.label == "ongoing") return "ongoing";
    if (m.label == "finished") status = "finished";
  }
  return status;
}

std::optional<std::string> setting_of(std::string_view words, const Tokens& tokens) {
  for (const CueMatch& m : sample_cues().match(tokens)) {
    if (m.label != "body") continue;
    std::size_t first = m.first;
    while (first > 0 && m.first - first < 4 && !tokens.clause_before(first) &&
           !kPlaced.contains(tokens[first - 1]) && !tokens.number(first - 1) &&
           !plain_number(tokens, first - 1) && !kPhraseEnd.contains(tokens[first - 1]) &&
           !is_function_word(tokens[first - 1]))
      --first;
    static constexpr WordSet kLoose("first", "second", "other", "many", "several", "different", "various",
                                    "own", "such", "all");
    while (first < m.first && kLoose.contains(tokens[first])) ++first;
    std::size_t k = first;
    while (k > 0 && kLoose.contains(tokens[k - 1])) --k;
    while (k > 0 && (plain_number(tokens, k - 1) || tokens[k - 1] == "the" || tokens[k - 1] == "a" ||
                     tokens[k - 1] == "an" || tokens[k - 1] == "these" || tokens[k - 1] == "each" ||
                     tokens[k - 1] == "of"))
      --k;
    if (k == 0 || !(kPlaced.contains(tokens[k - 1]) || (k < first && tokens[k] == "of"))) continue;
    const std::string_view plural = tokens[m.last];
    if (plural == "areas" || plural == "sites" || plural == "settings" || plural == "projects" ||
        plural == "site" || plural == "places" || plural == "countries") {
      if (first == m.first) continue;  // "four sites" says nothing of what they are
    }
    return squeeze(printed(words, tokens, first, m.last));
  }
  return std::nullopt;
}

}  // namespace evident::ingest
