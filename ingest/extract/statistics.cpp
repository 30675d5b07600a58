// Statistics: one number each, with what it counts, of whom, on what base. A sentence's number expressions
// are found first (numbers.hpp); those that name nothing that was measured are dropped; each of the rest is
// quoted with its own part of the sentence, and takes what it does not say itself (the group, "does not",
// "agree with this") from the part before it, from the sentence before it, or from its case or heading.
#include <algorithm>
#include <array>
#include <string>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/sentence_signs.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_memo.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/extract/statistic_parts.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;
using Number = NumberExpression::Kind;

// What a word may be in an amount: one itself, or the first or second word of "one in", "per cent", "out of".
constexpr std::uint32_t kAmount = 1, kOne = 2, kPer = 4, kOut = 8, kIn = 16, kOf = 32, kCent = 64,
                        kDigit = 128, kTotal = 256, kThose = 512;
std::uint32_t amount_word(std::string_view word) {
  std::uint32_t bits = 0;
  for (const char c : word)
    if (c >= '0' && c <= '9') bits |= kDigit;
  for (const std::string_view part : {"alf", "third", "quarter", "fifth", "tenth", "ajority", "single",
                                      "inority", "million", "months", "weeks", "years", "hours", "days", "twice",
                                      "times", "doubl", "tripl", "trebl", "quadrupl"})
    if (word.find(part) != std::string_view::npos) bits |= kAmount;
  static constexpr WordSet kTens("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred");
  if (kTens.contains(word)) bits |= kAmount;
  if (word.ends_with("ne")) bits |= kOne;
  if (word.ends_with("per")) bits |= kPer;
  if (word.ends_with("out")) bits |= kOut;
  if (word.starts_with("in")) bits |= kIn;
  for (const std::string_view total : {"ten", "five", "four", "three", "six", "eight"})
    if (word.starts_with(total)) bits |= kTotal;
  if (word.starts_with("of")) bits |= kOf;
  if (word == "whom" || word == "which") bits |= kThose;
  if (word.starts_with("cent")) bits |= kCent;
  return bits;
}

bool may_hold_number(const Tokens& tokens) {
  const WordMemo<amount_word> said(tokens);
  bool may = false, one = false;
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::uint32_t here = said(tokens, i);
    if (here & kDigit) return true;
    one = one || (here & kOne);
    may = may || (here & kAmount) || ((before & kOne) && (here & (kIn | kOf))) || (one && (before & kOut) && (here & kOf)) ||
          ((before & kIn) && (here & kTotal)) || ((before & kPer) && (here & kCent)) ||
          ((before & kOut) && (here & kOf)) || ((before & kOf) && (here & kThose));
    before = here;
  }
  return may;
}

// What the figures before it in the same block said, for parts that only point back.
struct Said {
  std::string group, of_what;
  std::int32_t block = -1;
};

class Statistics {
 public:
  explicit Statistics(Extraction& x) : x_(x), text_(x.document.text), groups_(x.lexicon) {
    for (const graph::Item& item : x.evidence.items) {
      if (item.kind == Kind::evidence_statement) evidence_.push_back(item.passage.begin);
    }
    participants_ = participants_of_studies(x);
    base_ = survey_base(x);
    std::sort(evidence_.begin(), evidence_.end());
  }

  void run() {
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      const Sentence& sentence = x_.sentences[s];
      const std::uint32_t begin = x_.structure.sentence_begins[s];
      if (begin >= sentence.end || is_apparatus(x_.structure.sentence_topics[s])) continue;
      if (x_.structure.in_other_language(sentence.block)) continue;  // other_statistics.cpp
      const std::string_view words = text_.substr(begin, sentence.end - begin);
      const Tokens tokens(words);
      if (!may_hold_number(tokens) || trim(words).ends_with('?') || defines_limit(words)) continue;
      run(s, begin, words, tokens);
    }
  }

 private:
  using Part = StatisticPart;

  // "Severe delay" starts at ninety minutes: a limit by which a word is meant, and nothing that was measured.
  static bool defines_limit(std::string_view words) {
    const auto behind = behind_quotation(trim(words), 60);
    if (!behind) return false;
    const Tokens tokens(behind->substr(0, 60));
    static constexpr WordSet kMeans("means", "starts", "begins", "refers", "denotes", "covers", "applies", "stands");
    return !tokens.empty() && kMeans.contains(tokens[0]);
  }

  void run(std::size_t s, std::uint32_t begin, std::string_view words, const Tokens& tokens) {
    std::vector<NumberExpression> numbers = number_expressions(words, tokens);
    if (numbers.empty()) return;
    const std::vector<CueMatch> figures = cues("figures").match(tokens);
    const std::vector<CueMatch> people = cues("people").match(tokens);
    numbers = wanted(s, words, tokens, std::move(numbers), figures, people);
    if (numbers.empty()) return;
    std::vector<Part> parts;
    for (std::size_t k = 0; k < numbers.size(); ++k) parts.push_back({numbers[k], 0, 0, 0, 0, {}, {}, {}});
    cut_parts(words, tokens, parts);
    const Sentence& sentence = x_.sentences[s];
    const BlockContext& where = x_.structure.blocks[static_cast<std::size_t>(sentence.block)];
    for (std::size_t k = 0; k < parts.size(); ++k) {
      Part& part = parts[k];
      describe(part, k, parts, words, tokens, people, where, sentence.block);
      put(part, s, begin, tokens, figures, where);
      said_ = {part.group, part.of_what, sentence.block};
    }
  }

  // Drops what is no figure about the world: lengths of time and counts without a sign of measurement, shares
  // of time within another share, sizes of samples (they belong to the study).
  std::vector<NumberExpression> wanted(std::size_t s, std::string_view words, const Tokens& tokens,
                                       std::vector<NumberExpression> numbers,
                                       const std::vector<CueMatch>& figures,
                                       const std::vector<CueMatch>& people) const {
    std::vector<NumberExpression> out;
    const auto said_near = [&](std::string_view label, std::size_t from, std::size_t to) {
      return std::any_of(figures.begin(), figures.end(), [&](const CueMatch& m) {
        return m.label == label && m.last >= from && m.first <= to;
      });
    };
    const auto persons_at = [&](std::size_t from, std::size_t to) {
      return std::any_of(people.begin(), people.end(), [&](const CueMatch& m) {
        return m.first >= from && m.last <= to && m.label != "settings" &&
               (m.label != "bodies" || !evidence_here(s));
      });
    };
    const SentenceLabel& label = x_.labels[s];
    const bool in_case =
        x_.structure.blocks[static_cast<std::size_t>(x_.sentences[s].block)].case_number >= 0;
    const bool reports = in_case || label.role == "finding" || label.role == "conclusion" ||
                         label.role == "background" || x_.structure.doc_type == "opinion";
    for (std::size_t n = 0; n + 1 < numbers.size(); ++n) {
      // "over half (54%)", "three-quarters of the assistants (74%)": the figure is what is meant, the words
      // only announce it.
      NumberExpression& figure = numbers[n + 1];
      NumberExpression& announced = numbers[n];
      if (!announced.in_words || announced.kind != Number::share || !figure.bracketed ||
          figure.kind != Number::share)
        continue;
      const std::size_t gap = figure.number - announced.last;
      bool clause = false;
      for (std::size_t i = announced.last + 1; i < figure.number; ++i)
        clause = clause || tokens.clause_before(i);
      if (gap > 8 || clause) continue;
      announced.value = figure.value;
      announced.comparator = figure.comparator;
      announced.in_words = false;
      announced.explained = false;
      announced.reach = figure.last;
      figure.explained = true;
    }
    for (std::size_t n = 1; n < numbers.size(); ++n) {
      NumberExpression& e = numbers[n];
      if (e.kind == Number::count && e.first >= 2 &&
          (tokens[e.first - 1] == "with" || tokens[e.first - 1] == "to") && tokens[e.first - 2] == "compared")
        e.pair = true;
    }
    for (std::size_t n = 0; n + 1 < numbers.size(); ++n) {
      // "a third of the 96 plots": the count is what the share is of.
      NumberExpression& share = numbers[n];
      NumberExpression& whole = numbers[n + 1];
      if (share.kind != Number::share || whole.kind != Number::count || whole.number > share.last + 3 ||
          whole.number < share.last + 2 || tokens[share.last + 1] != "of" || tokens.clause_before(whole.number))
        continue;
      static constexpr WordSet kThe("the", "these", "those", "its", "their", "our", "all", "his", "her", "some");
      if (whole.number == share.last + 3 && !kThe.contains(tokens[share.last + 2])) continue;
      whole.explained = true;
    }
    for (std::size_t at = 0; at < numbers.size(); ++at) {
      NumberExpression& e = numbers[at];
      const bool from_to = at + 1 < numbers.size() && numbers[at + 1].pair && e.first > 0 && tokens[e.first - 1] == "from";
      const std::size_t near_from = e.first >= 7 ? e.first - 7 : 0, near_to = e.last + 8;
      const std::string_view after = e.last + 1 < tokens.size() ? tokens[e.last + 1] : std::string_view();
      const std::string_view second = e.last + 2 < tokens.size() ? tokens[e.last + 2] : std::string_view();
      const std::string_view third = e.last + 3 < tokens.size() ? tokens[e.last + 3] : std::string_view();
      if (e.explained) continue;
      switch (e.kind) {
        case Number::share: {
          // "less than a quarter of the time" says how often, within a share that says how many.
          const bool of_time = after == "of" && (third == "time" || third == "cases" || second == "cases");
          if (of_time && !out.empty()) continue;
          // "Move half of it", "that would cost half of them": round words for what is asked for or imagined.
          if (e.in_words && (label.role == "recommendation" || imagined(tokens, e.first))) continue;
          if (e.in_words &&
              (tokens[e.number] == "the" || tokens[e.number] == "a" || tokens[e.number].ends_with("ority") ||
               tokens[e.last].ends_with("ority") || e.value == "0")) {
            // "a majority also said"
            const std::string_view verb = after == "also" ? second : after;
            const bool says = verb == "saying" || after == "of" || verb == "say" || verb == "said" || verb == "felt" ||
                              verb == "thought" || verb == "reported" || e.value == "0";
            // "decided by a simple majority" is a rule, no finding.
            bool rule = false;
            for (std::size_t i = e.number; i-- > 0 && i + 4 > e.number;) rule = rule || tokens[i] == "by";
            if (rule && tokens[e.last].ends_with("ority")) continue;
            if ((tokens[e.last].ends_with("ority") || e.value == "0") &&
                !(says &&
                  (verb == "saying" || verb == "say" || verb == "said" || verb == "thought" || verb == "reported" || persons_at(e.last, e.last + 5))))
              continue;
          }
          break;
        }
        case Number::points:
        case Number::money:
          break;
        case Number::rate:
          if (!reports && label.role != "opinion") continue;
          break;
        case Number::duration: {
          // "14,000 hours of work": so many are counted, not waited.
          if (e.unit == "hours" && e.value.size() > 3 && reports && label.role != "method") break;
          if (!said_near("length", near_from, e.last + 3)) continue;
          if (label.role == "method") continue;
          // "in the next 12 months", "over five years", "the last decade": when, not how long.
          const std::string_view before = e.first > 0 ? tokens[e.first - 1] : std::string_view();
          // "paid for itself within four years"
          // "The average contract runs for 2.4 years"
          bool averaged = false;
          for (std::size_t i = e.first > 6 ? e.first - 6 : 0; i < e.first; ++i)
            averaged = averaged || tokens[i] == "average" || tokens[i] == "median" || tokens[i] == "mean" ||
                       tokens[i] == "typical" || tokens[i] == "typically";
          if (before == "for" && averaged) break;
          if (before == "within" && e.first > 1 &&
              (tokens[e.first - 2] == "itself" || tokens[e.first - 2] == "themselves" || tokens[e.first - 2] == "back"))
            break;
          // "The average lease runs for six years": how long it lasts.
          static constexpr WordSet kLasts("runs", "run", "ran", "lasts", "last", "lasted", "holds");
          if (before == "for" && e.first > 1 && kLasts.contains(tokens[e.first - 2]) && before != "last") break;
          if (before == "next" || before == "last" || before == "past" || before == "previous" ||
              before == "first" || before == "over" || before == "every" || before == "coming" ||
              before == "for" || before == "after" || before == "within" || before == "during" || before == "the" ||
              before == "aged")
            continue;
          if (e.comparator == "gt" && tokens[e.first] == "over") continue;
          if (after == "ago" || after == "later" || after == "earlier" ||
              (after == "on" && second != "average"))
            continue;
          break;
        }
        case Number::count: {
          if (e.pair) {
            if (out.empty() || out.back().kind != e.kind) continue;
            break;
          }
          // "Of 512 head teachers, 338 replied": the first number is what the second is of.
          if (opens_whole(tokens, e) && numbers.size() > 1) continue;
          if (aged(tokens, e, people)) continue;
          // "four of whom", "of which seven", "Of 63 pupils who took part, 41 …": a part of those just counted.
          if (reports && part_of_those(tokens, e)) break;
          // "trips had risen from 640 to 1,150"
          if (reports && label.role != "method" && moved_between(tokens, e)) break;
          const bool response = said_near("response", e.first, e.last + 6);
          if (response && people_or_answers(tokens, e, people)) break;
          if (e.value.size() > 6 && reports && noun_after(words, tokens, e)) break;  // "1.6 million tonnes"
          // "Of the patients asked, 29 said …", "19 had started and 17 had finished": people, or what was counted
          // just before.
          if (reports && label.role != "method" && does_something(tokens, e) &&
              (of_these(tokens, e) ||
               (e.first > 1 && tokens[e.first - 2] == "of" && (tokens[e.first - 1] == "which" || tokens[e.first - 1] == "whom")) ||
               (!out.empty() && out.back().kind == Number::count && tokens[e.first - 1] == "and")))
            break;
          // A sentence does not begin with a figure: numbers are spelt out there. And so are averages.
          const bool spelt = e.first == 0 && e.value.size() > 1;
          const bool average = e.first > 2 && tokens[0] == "the" && (tokens[1] == "average" || tokens[1] == "typical");
          if (e.in_words && !spelt && !(average && e.value != "1") &&
              !(in_case && (tokens[e.first] == "only" || tokens[e.first] == "just")))
            continue;
          if (!reports || label.role == "method") continue;
          if (average && noun_after(words, tokens, e)) break;
          if (from_to && (in_case || said_near("done", near_from, near_to))) break;
          if (std::find(participants_.begin(), participants_.end(), e.value) != participants_.end()) continue;
          if (!in_case && label.direction.empty() && !said_near("done", near_from, near_to)) continue;
          if (!noun_after(words, tokens, e)) continue;
          break;
        }
      }
      out.push_back(std::move(e));
    }
    return out;
  }

  static bool imagined(const Tokens& tokens, std::size_t first) {
    for (std::size_t i = first; i-- > 0 && i + 5 > first;)
      if (tokens[i] == "would" || tokens[i] == "could" || tokens[i] == "might") return true;
    return false;
  }

  static bool opens_whole(const Tokens& tokens, const NumberExpression& e) {
    if (e.first == 0 || e.in_words || tokens[e.first - 1] != "of") return false;
    if (e.first > 1 && !tokens.clause_before(e.first - 1)) return false;
    for (std::size_t i = e.last + 1; i < tokens.size() && i < e.last + 9; ++i)
      if (tokens.clause_before(i)) return tokens.number(i) || (i + 1 < tokens.size() && tokens.number(i + 1));
    return false;
  }

  // "members over 18", "defendants under 25": how old people are.
  static bool aged(const Tokens& tokens, const NumberExpression& e, const std::vector<CueMatch>& people) {
    if (e.first == 0 || tokens[e.number].size() > 2) return false;
    const std::size_t word = tokens[e.first] == "over" || tokens[e.first] == "under" ? e.first : e.first - 1;
    if (tokens[word] != "over" && tokens[word] != "under") return false;
    return std::any_of(people.begin(), people.end(), [&](const CueMatch& m) {
      return m.last + 1u == word && m.label != "settings" && m.label != "bodies";
    });
  }

  static bool part_of_those(const Tokens& tokens, const NumberExpression& e) {
    const std::size_t next = e.last + 1;
    if (next + 1 < tokens.size() && tokens[next] == "of" && (tokens[next + 1] == "whom" || tokens[next + 1] == "which"))
      return true;
    if (e.first > 1 && tokens[e.first - 2] == "of" && (tokens[e.first - 1] == "whom" || tokens[e.first - 1] == "which"))
      return true;
    // Behind "Of 63 pupils who took part,"
    if (e.first < 3 || !tokens.clause_before(e.first)) return false;
    std::size_t open = e.first - 1;
    while (open > 0 && !tokens.clause_before(open)) --open;
    return tokens[open] == "of" && open + 1 < tokens.size() && tokens.number(open + 1);
  }

  // The verb of movement before the number, 0 when there is none.
  static std::size_t moved_verb(const Tokens& tokens, const NumberExpression& e) {
    static constexpr WordSet kMoved("rose", "risen", "fell", "fallen", "grew", "grown", "dropped", "climbed", "declined",
                                    "increased", "decreased", "shrank", "shrunk", "doubled", "halved", "went", "cut");
    if (e.first == 0) return 0;
    for (std::size_t i = e.first - 1; i-- > 0 && i + 8 > e.first;)
      if (kMoved.contains(tokens[i])) return i;
    return 0;
  }

  // "The number of counters in the region fell from 212 to 87": where it fell.
  static std::string where_it_moved(const Part& part, std::string_view words, const Tokens& tokens) {
    const std::size_t verb = moved_verb(tokens, part.number);
    for (std::size_t i = verb; i-- > 0 && i + 5 > verb;)
      if ((tokens[i] == "in" || tokens[i] == "across") && i + 1 < verb && tokens[i + 1] == "the" && i > 0 &&
          !tokens.clause_before(i))
        return squeeze(words.substr(tokens.begin(i + 1), tokens.end(verb - 1) - tokens.begin(i + 1)));
    return {};
  }

  // One of two counts between which something rose or fell.
  static bool moved_between(const Tokens& tokens, const NumberExpression& e) {
    if (e.first < 2 || e.in_words) return false;
    const std::string_view before = tokens[e.first - 1];
    if (before != "from" && before != "to") return false;
    bool moved = moved_verb(tokens, e) > 0, from = before == "from", to = before == "to";
    for (std::size_t i = e.first - 1; i-- > 0 && i + 8 > e.first;) {
      from = from || (tokens[i] == "from" && tokens.number(i + 1));
    }
    for (std::size_t i = e.last + 1; i + 1 < tokens.size() && i < e.last + 5; ++i)
      to = to || (tokens[i] == "to" && tokens.number(i + 1));
    return moved && from && to;
  }

  // "None of the areas had compared …" speaks of the evidence, and was taken as that.
  bool evidence_here(std::size_t s) const {
    const auto at = std::lower_bound(evidence_.begin(), evidence_.end(), x_.sentences[s].begin);
    return at != evidence_.end() && *at < x_.sentences[s].end;
  }

  // "29 said", "four had stopped".
  static bool does_something(const Tokens& tokens, const NumberExpression& e) {
    static constexpr WordSet kDoes("said", "had", "have", "were", "felt", "reported", "thought", "could", "did", "would",
                                   "told", "answered", "went", "left", "stayed", "agreed", "did", "chose", "wanted",
                                   "mentioned", "described", "found", "took", "used", "named", "are", "say");
    return e.value != "1" && e.value != "0" && e.first > 0 && e.last + 1 < tokens.size() &&
           !tokens.clause_before(e.last + 1) && kDoes.contains(tokens[e.last + 1]);
  }
  // "Of the patients interviewed, …", "Among those who answered, …" opens the sentence.
  static bool of_these(const Tokens& tokens, const NumberExpression& e) {
    static constexpr WordSet kThese("the", "these", "those", "our", "all", "them", "its", "their");
    if (e.first < 3 || (tokens[0] != "of" && tokens[0] != "among") || !(kThese.contains(tokens[1]) || tokens.number(1)))
      return false;
    for (std::size_t i = 2; i <= e.first; ++i)
      if (tokens.clause_before(i)) return true;
    return false;
  }

  // "250 people", "256 total respondents", "412 replies"
  static bool people_or_answers(const Tokens& tokens, const NumberExpression& e,
                                const std::vector<CueMatch>& people) {
    for (std::size_t i = e.last + 1; i < tokens.size() && i <= e.last + 4; ++i) {
      const std::string_view w = tokens[i];
      if (w == "responses" || w == "replies" || w == "questionnaires" || w == "answers" || w == "returns")
        return true;
      for (const CueMatch& m : people)
        if (m.first == i) return true;
      if (tokens.clause_before(i)) break;
    }
    return false;
  }

  // A plural or mass noun within three words after the number, no clause between.
  static bool noun_after(std::string_view, const Tokens& tokens, const NumberExpression& e) {
    // "28 of the members came"
    if (e.last + 3 < tokens.size() && tokens[e.last + 1] == "of" &&
        (tokens[e.last + 2] == "the" || tokens[e.last + 2] == "its" || tokens[e.last + 2] == "our" ||
         tokens[e.last + 2] == "their" || tokens[e.last + 2] == "these" || tokens[e.last + 2] == "those"))
      for (std::size_t i = e.last + 3; i < tokens.size() && i < e.last + 6 && !tokens.clause_before(i); ++i)
        if (tokens[i].size() > 3 && tokens[i].ends_with("s")) return true;
    for (std::size_t i = e.last + 1; i < tokens.size() && i <= e.last + 4; ++i) {
      if (tokens.clause_before(i)) return false;
      const std::string_view w = tokens[i];
      if (w == "or" || w == "and" || w == "to" || w == "of" || w == "in" || tokens.number(i))
        return i > e.last + 1;
      if (w.size() > 3 && w.back() == 's' && !w.ends_with("ss")) return true;
      if (e.value == "1" && w.size() > 3) return true;
    }
    return e.last + 1 < tokens.size() && tokens[e.last + 1].size() > 3;
  }

  // Group and what is counted.
  void describe(Part& part, std::size_t k, const std::vector<Part>& parts, std::string_view words,
                const Tokens& tokens, const std::vector<CueMatch>& people, const BlockContext& where,
                std::int32_t block) const {
    const NumberExpression& e = part.number;
    std::size_t group_first = 0, group_last = 0;  // words of the group within the part
    bool generic = false;
    if (e.kind == Number::share || e.kind == Number::count) {
      if (groups_.own_group(part, words, tokens, people, group_first, group_last, generic)) {
        part.group = groups_.named(words, tokens, group_first, group_last);
        part.reason = "the words after the number name the group";
      }
    }
    const bool answers = e.kind == Number::count && (part.group.empty() || generic) &&
                         StatisticGroups::says_answered(tokens, part);
    if (answers) {
      part.group = "all respondents";
      part.reason = "the number of those who answered";
      generic = false;
    }
    if (where.case_number >= 0) {
      const Case& c = x_.structure.cases[static_cast<std::size_t>(where.case_number)];
      if (!c.whole) {
        part.group = "case study: " + squeeze(text_.substr(c.title_begin, c.title_end - c.title_begin));
        part.reason = "a figure in the description of a case";
      }
    } else if (part.group.empty() || generic) {
      std::string found, reason;
      if (groups_.phrase_before(part, words, tokens, people, found))
        reason = "the words before the number name the group";
      else if (sides_compared(parts, tokens) &&
               !(found = groups_.side_after(part, words, tokens, people)).empty())
        reason = "the words behind the number name a side";
      else if (k && !parts[k - 1].group.empty())
        found = parts[k - 1].group, reason = "the same group as the figure before";
      else if (!k && groups_.points_back(part, tokens) && !said_.group.empty() && said_.block + 1 >= block)
        found = said_.group, reason = "the same group as the figure before";
      else if (!where.group.empty())
        found = where.group, reason = "the heading names the group";
      if (!found.empty()) {
        part.group = found;
        part.reason = reason;
      } else if (part.group.empty()) {
        part.group = groups_.subject(part, words, tokens, people);
        if (part.group.empty() && e.kind == Number::money) part.group = groups_.payer(part, words, tokens, people);
        if (!part.group.empty()) part.reason = "the part begins with the group";
        // "The number of counters in the region fell from 212 to 87": the counters were counted, not who has them.
        const bool of_things = e.kind == Number::count && (e.pair || (k + 1 < parts.size() && parts[k + 1].number.pair));
        if (part.group.empty() && e.kind == Number::count) part.group = where_it_moved(part, words, tokens);
        if (part.group.empty() && !of_things) part.group = groups_.mentioned(part, words);
        if (!part.group.empty() && part.reason.empty()) part.reason = "the only group that the words name";
      }
    }
    if (e.kind == Number::share && where.case_number < 0 && says_response(part, tokens)) {
      part.group = "all respondents";
      part.reason = "the share of those asked who answered";
    }
    // "Those" without saying which are nobody; a figure "elsewhere" is not of the group before it.
    static constexpr WordSet kNobody("those", "questioned", "surveyed", "polled", "one", "person");
    if (kNobody.contains(part.group)) part.group = generic && groups_.asked_in_survey(part, tokens) ? "all respondents" : "";
    if (k && says_elsewhere(part, tokens)) part.group.clear();
    part.of_what = e.pair && k ? parts[k - 1].of_what : counted(part, k, parts, words, tokens, group_last);
  }

  // "A response rate of 40%", "a response of 64 per cent".
  static bool says_response(const Part& part, const Tokens& tokens) {
    for (std::size_t i = part.first; i < part.number.first && i + 1 < tokens.size(); ++i)
      if ((tokens[i] == "response" || tokens[i] == "return") && (tokens[i + 1] == "rate" || tokens[i + 1] == "of")) return true;
    return false;
  }

  static bool says_elsewhere(const Part& part, const Tokens& tokens) {
    for (std::size_t i = part.first; i <= part.last && i < tokens.size(); ++i)
      if (tokens[i] == "elsewhere" || tokens[i] == "nationally" || tokens[i] == "otherwise") return true;
    return false;
  }

  // Several numbers, or one set against another: each has a side.
  static bool sides_compared(const std::vector<Part>& parts, const Tokens& tokens) {
    if (parts.size() > 1) return true;
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (tokens[i] == "against" || tokens[i] == "compared" || tokens[i] == "comparison" || tokens[i] == "control")
        return true;
    return false;
  }

  // What is left of the part without number and group.
  std::string counted(const Part& part, std::size_t k, const std::vector<Part>& parts, std::string_view words,
                      const Tokens& tokens, std::size_t group_last) const {
    std::string out;
    const auto take = [&](std::size_t first, std::size_t last) {
      if (first > last || first >= tokens.size()) return;
      last = std::min(last, tokens.size() - 1);
      if (!out.empty()) out += ' ';
      out += squeeze(words.substr(tokens.begin(first), tokens.end(last) - tokens.begin(first)));
    };
    const NumberExpression& e = part.number;
    if (part.first < e.first) {
      std::size_t from = part.first;
      // A leading phrase that names the group is no part of what is counted.
      if (tokens[from] == "in" || tokens[from] == "within" || tokens[from] == "among" ||
          tokens[from] == "for")
        for (std::size_t i = from + 1; i <= e.first; ++i)
          if (tokens.clause_before(i)) {
            from = i;
            break;
          }
      while (from < e.first && opens_clause(tokens[from])) ++from;
      if (from < e.first) take(from, e.first - 1);
    }
    std::size_t rest = e.last + 1;
    if (group_last > e.last) {
      rest = std::max(group_last, e.reach) + 1;
    } else if (rest < tokens.size() && rest <= part.last &&
               (tokens[rest] == "of" || tokens[rest] == "in" || tokens[rest] == "from")) {
      ++rest;
    }
    if (k + 1 < parts.size() && parts[k + 1].number.pair && tokens[parts[k + 1].number.first - 1] == "to") {
      if (out.ends_with(" from")) out.resize(out.size() - 5);
    } else if (rest <= part.last) {
      take(rest, part.last);
    }
    out.erase(std::remove(out.begin(), out.end(), '*'), out.end());
    while (!out.empty() && (out.back() == '.' || out.back() == ',' || out.back() == '(' || out.back() == ' '))
      out.pop_back();
    if (out.starts_with(") ")) out.erase(0, 2);
    // The figure in brackets that the words announced.
    if (const std::size_t open = out.find('(');
        open != std::string::npos && open + 1 < out.size() && out[open + 1] >= '0' && out[open + 1] <= '9')
      if (const std::size_t close = out.find(')', open); close != std::string::npos && close < open + 8)
        out = squeeze(out.erase(open, close + 1 - open));
    if (out.find('(') != std::string::npos && out.find(')') == std::string::npos) out += ')';
    // "24% of the NHS and 25% of the private respondents conduct …": the predicate stands with the last.
    const Tokens left(out);
    if (left.size() <= 1 && k + 1 < parts.size() && parts[k + 1].number.kind == e.kind && !e.bracketed) {
      Part next = parts[k + 1];
      std::size_t a = 0, b = 0;
      bool generic = false;
      const std::vector<CueMatch> people = cues("people").match(tokens);
      groups_.own_group(next, words, tokens, people, a, b, generic);
      const std::string after = counted(next, k + 1, parts, words, tokens, b);
      if (!after.empty()) return after;
    }
    // "41% does not", "only 37% agrees", "disagreed with this": what, was said before.
    const bool points =
        !left.empty() && left.size() <= 6 &&
        (left[0] == "does" || left[0] == "do" || left[0] == "did" || left[0] == "agree" ||
         left[0] == "agrees" || left[0] == "agreed" || left[0] == "disagree" || left[0] == "disagreed" ||
         left[0] == "disagrees" || left[left.size() - 1] == "this" || left[left.size() - 1] == "so" ||
         out.find("believe this") != std::string::npos || out.find("this to be") != std::string::npos ||
         out.find("the same") != std::string::npos);
    // "thinks the board has this power", "take that decision": which, was said before.
    static constexpr std::array<std::string_view, 8> kNamedAgain{
        {"power", "decision", "role", "right", "view", "opinion", "belief", "responsibility"}};
    const bool again = left.size() > 1 && left.size() <= 9 &&
                       (left[left.size() - 2] == "this" || left[left.size() - 2] == "that") &&
                       std::find(kNamedAgain.begin(), kNamedAgain.end(), left[left.size() - 1]) != kNamedAgain.end();
    const std::string& before = k ? parts[k - 1].of_what : said_.of_what;
    if ((points || again || left.empty()) && !before.empty()) return out.empty() ? before : out + " (" + before + ")";
    return out;
  }

  void put(const Part& part, std::size_t s, std::uint32_t begin, const Tokens& tokens,
           const std::vector<CueMatch>& figures, const BlockContext& where) {
    const NumberExpression& e = part.number;
    Span quote = trimmed(text_, {begin + part.begin, begin + part.end});
    while (quote.end > quote.begin && (text_[quote.end - 1] == ',' || text_[quote.end - 1] == ';'))
      --quote.end;
    if (quote.empty()) return;
    const std::uint32_t index =
        x_.add(Kind::statistic, quote.begin, quote.end, "statistics",
               "a number in " + std::string(where.case_number >= 0 ? "a described case" : "a statement") +
                   (part.reason.empty() ? "" : "; group: " + part.reason));
    graph::Item& item = x_.evidence.items[index];
    item.set(Attribute::value, e.value);
    std::string unit = e.unit;
    if (unit.empty()) unit = counted_unit(part, tokens);
    if (!unit.empty()) item.set(Attribute::unit, unit);
    if (!part.of_what.empty()) item.set(Attribute::of_what, part.of_what);
    if (!part.group.empty()) item.set(Attribute::group, part.group);
    item.set(Attribute::comparator, std::string(e.comparator));
    item.belongs_to = part.group + "/" + e.value;
    if (e.kind == Number::share) item.set(Attribute::base, base_of(part, tokens, where.case_number < 0));
    if (where.case_number >= 0 && x_.structure.cases[static_cast<std::size_t>(where.case_number)].self_told)
      item.set(Attribute::self_reported, true);
    std::string attainment = x_.labels[s].role == "recommendation" ? "target" : "achieved", money;
    for (const CueMatch& m : figures) {
      if (m.first < part.first || m.last > part.last) continue;
      if (m.label == "potential" || (m.label == "target" && attainment != "potential")) attainment = m.label;
      if (e.kind == Number::money && money.empty() &&
          (m.label == "saving" || m.label == "cost" || m.label == "investment" || m.label == "income"))
        money = m.label;
    }
    if (e.kind != Number::share || attainment == "target") item.set(Attribute::attainment, attainment);
    if (!money.empty()) item.set(Attribute::money, money);
  }

  // "bed nights", "home visits": up to three words to the plural noun.
  static std::string counted_unit(const Part& part, const Tokens& tokens) {
    if (part.number.kind != Number::count) return {};
    std::string out;
    for (std::size_t i = part.number.last + 1; i < tokens.size() && i <= part.number.last + 3; ++i) {
      if (i > part.number.last + 1 && tokens.clause_before(i)) break;
      const std::string_view w = tokens[i];
      if (w == "of" || w == "were" || w == "have" || w == "had" || w == "and" || w == "in" || w == "a" ||
          w == "the")
        break;
      if (!out.empty()) out += ' ';
      out += w;
      if (w.size() > 3 && w.back() == 's' && !w.ends_with("ss")) break;
      if (w == "people") break;
    }
    if (out == "respondents" || out == "total respondents" || out == "individuals") return "people";
    return out;
  }

  // "(n = 120)", "34 of 120"
  std::string base_of(const Part& part, const Tokens& tokens, bool surveyed) const {
    for (std::size_t i = part.first; i + 1 < tokens.size() && i <= part.last + 4; ++i)
      if (tokens[i] == "n")
        if (const auto n = plain_number(tokens, i + 1); n && n->digits) return decimal(n->value);
    if (part.number.in_words)
      for (std::size_t i = part.number.number; i < part.number.last; ++i)
        if (tokens[i] == "of" && i > part.number.number && tokens[i - 1] != "out")
          if (const auto n = plain_number(tokens, part.number.last); n && n->digits) return decimal(n->value);
    return base_.empty() || !surveyed ? "base not stated" : base_;
  }

  Extraction& x_;
  std::string_view text_;
  StatisticGroups groups_;
  std::vector<std::string> participants_;  // of the document's studies, as plain decimals
  std::string base_;
  std::vector<std::uint64_t> evidence_;  // where statements about the evidence begin, ascending
  Said said_;
};

void run(Extraction& x) { Statistics(x).run(); }

const RegisterExtractor registered{
    {"statistics", {Kind::statistic}, 45, "numbers in prose, each with its own part of the sentence", run}};

}  // namespace
}  // namespace evident::ingest
