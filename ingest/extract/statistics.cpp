// Statistics: one number each, with what it counts, of whom, on what base. A sentence's number expressions
// are found first (numbers.hpp); those that name nothing that was measured are dropped; each of the rest is
// quoted with its own part of the sentence, and takes what it does not say itself (the group, "does not",
// "agree with this") from the part before it, from the sentence before it, or from its case or heading.
#include <algorithm>
#include <array>
#include <string>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/structure.hpp"
#include "ingest/classify/word_memo.hpp"
#include "ingest/extract/extractor.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;
using graph::Kind;
using Number = NumberExpression::Kind;

// What a word may be in an amount: one itself, or the first or second word of "one in", "per cent", "out of".
constexpr std::uint32_t kAmount = 1, kOne = 2, kPer = 4, kOut = 8, kIn = 16, kOf = 32, kCent = 64,
                        kDigit = 128, kTotal = 256;
std::uint32_t amount_word(std::string_view word) {
  std::uint32_t bits = 0;
  for (const char c : word)
    if (c >= '0' && c <= '9') bits |= kDigit;
  for (const std::string_view part : {"alf", "third", "quarter", "fifth", "tenth", "ajority", "single",
                                      "inority", "million", "months", "weeks", "years", "hours", "days"})
    if (word.find(part) != std::string_view::npos) bits |= kAmount;
  if (word.ends_with("ne")) bits |= kOne;
  if (word.ends_with("per")) bits |= kPer;
  if (word.ends_with("out")) bits |= kOut;
  if (word.starts_with("in")) bits |= kIn;
  for (const std::string_view total : {"ten", "five", "four", "three", "six", "eight"})
    if (word.starts_with(total)) bits |= kTotal;
  if (word.starts_with("of")) bits |= kOf;
  if (word.starts_with("cent")) bits |= kCent;
  return bits;
}

bool may_hold_number(std::string_view words, const Tokens& tokens) {
  const WordMemo<amount_word> said(tokens);
  bool may = false;
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::uint32_t here = said(tokens, i);
    if (here & kDigit) return true;
    may = may || (here & kAmount) || ((before & kOne) && (here & (kIn | kOf))) ||
          ((before & kIn) && (here & kTotal)) || ((before & kPer) && (here & kCent)) ||
          ((before & kOut) && (here & kOf));
    before = here;
  }
  if (!may) return false;
  for (const std::string_view word :
       {"alf",     "third",     "quarter", "fifth",  "tenth",   "ajority",  "ne in",    "ne of",
        "single",  "per cent",  "inority", "out of", " in ten", " in five", " in four", " in three",
        " in six", " in eight", "million", "months", "weeks",   "years",    "hours",    "days"})
    if (words.find(word) != std::string_view::npos) return true;
  return false;
}

// What the figures before it in the same block said, for parts that only point back.
struct Said {
  std::string group, of_what;
  std::int32_t block = -1;
};

class Statistics {
 public:
  explicit Statistics(Extraction& x) : x_(x), text_(x.document.text) {
    for (const graph::Item& item : x.evidence.items) {
      if (item.kind == Kind::evidence_statement) evidence_.push_back(item.passage.begin);
      if (item.kind != Kind::study) continue;
      if (const graph::Value* v = item.find(Attribute::participants))
        if (const Json* parts = std::get_if<Json>(v))
          if (const auto* rows = parts->array())
            for (const Json& row : *rows)
              if (const Json* count = row.find("count"))
                if (const auto* n = std::get_if<std::int64_t>(&count->value))
                  participants_.push_back(std::to_string(*n));
      if (item.is(Attribute::design, "survey") && base_.empty() && participants_.size() == 1)
        base_ = "base not stated; " + participants_.front() + " answered in all";
    }
    std::sort(evidence_.begin(), evidence_.end());
  }

  void run() {
    for (std::size_t s = 0; s < x_.sentences.size(); ++s) {
      const Sentence& sentence = x_.sentences[s];
      const std::uint32_t begin = x_.structure.sentence_begins[s];
      if (begin >= sentence.end || is_apparatus(x_.structure.sentence_topics[s])) continue;
      const std::string_view words = text_.substr(begin, sentence.end - begin);
      const Tokens tokens(words);
      if (!may_hold_number(words, tokens)) continue;
      run(s, begin, words, tokens);
    }
    tables();
  }

 private:
  struct Part {
    NumberExpression number;
    std::uint32_t begin = 0, end = 0;  // bytes within the sentence
    std::size_t first = 0, last = 0;   // words
    std::string group, of_what;
    std::string reason;
  };

  void run(std::size_t s, std::uint32_t begin, std::string_view words, const Tokens& tokens) {
    std::vector<NumberExpression> numbers = number_expressions(words, tokens);
    if (numbers.empty()) return;
    const std::vector<CueMatch> figures = cues("figures").match(tokens);
    const std::vector<CueMatch> people = cues("people").match(tokens);
    numbers = wanted(s, words, tokens, std::move(numbers), figures, people);
    if (numbers.empty()) return;
    std::vector<Part> parts;
    for (std::size_t k = 0; k < numbers.size(); ++k) parts.push_back({numbers[k], 0, 0, 0, 0, {}, {}, {}});
    cut(words, tokens, parts);
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
    for (NumberExpression& e : numbers) {
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
          if (e.in_words &&
              (tokens[e.number] == "the" || tokens[e.number] == "a" || tokens[e.number].ends_with("ority") ||
               tokens[e.last].ends_with("ority") || e.value == "0")) {
            const bool says = after == "saying" || after == "of" || after == "say" || after == "said" ||
                              after == "felt" || e.value == "0";
            // "decided by a simple majority" is a rule, no finding.
            bool rule = false;
            for (std::size_t i = e.number; i-- > 0 && i + 4 > e.number;) rule = rule || tokens[i] == "by";
            if (rule && tokens[e.last].ends_with("ority")) continue;
            if ((tokens[e.last].ends_with("ority") || e.value == "0") &&
                !(says &&
                  (after == "saying" || after == "say" || after == "said" || persons_at(e.last, e.last + 5))))
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
          if (!said_near("length", near_from, e.last + 3)) continue;
          if (label.role == "method") continue;
          // "in the next 12 months", "over five years", "the last decade": when, not how long.
          const std::string_view before = e.first > 0 ? tokens[e.first - 1] : std::string_view();
          if (before == "next" || before == "last" || before == "past" || before == "previous" ||
              before == "first" || before == "over" || before == "every" || before == "coming" ||
              before == "for" || before == "after" || before == "during" || before == "the" ||
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
          const bool response = said_near("response", e.first, e.last + 6);
          if (response && people_or_answers(tokens, e, people)) break;
          if (e.value.size() > 6 && reports && noun_after(words, tokens, e)) break;  // "1.6 million tonnes"
          if (e.in_words && !(in_case && (tokens[e.first] == "only" || tokens[e.first] == "just"))) continue;
          if (!reports || label.role == "method") continue;
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

  // "None of the areas had compared …" speaks of the evidence, and was taken as that.
  bool evidence_here(std::size_t s) const {
    const auto at = std::lower_bound(evidence_.begin(), evidence_.end(), x_.sentences[s].begin);
    return at != evidence_.end() && *at < x_.sentences[s].end;
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

  // Each number's own part of the sentence.
  void cut(std::string_view words, const Tokens& tokens, std::vector<Part>& parts) const {
    const auto boundary = [&](std::size_t i) {
      const std::string_view w = tokens[i];
      return w == "and" || w == "while" || w == "whereas" || w == "but" || w == "with" || w == "compared" ||
             w == "against" || w == "versus" || w == "vs" || w == "though" || w == "although" || w == "to";
    };
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const NumberExpression& e = parts[k].number;
      const std::size_t from = k ? parts[k - 1].number.reach + 1 : 0;
      std::size_t start = from;
      const auto mark_before = [&](std::size_t i) {
        const std::string_view gap = words.substr(tokens.end(i - 1), tokens.begin(i) - tokens.end(i - 1));
        return gap.find_first_of(",;:(") != std::string_view::npos ||
               gap.find("–") != std::string_view::npos || gap.find(" - ") != std::string_view::npos ||
               gap.find("...") != std::string_view::npos || gap.find("…") != std::string_view::npos;
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
      Part& part = parts[k];
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
        const std::string_view w = tokens[i],
                               next = i + 1 < tokens.size() ? tokens[i + 1] : std::string_view();
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

  static bool opens_clause(std::string_view w) {
    return w == "yet" || w == "but" || w == "and" || w == "while" || w == "whereas" || w == "though" ||
           w == "so" || w == "however" || w == "with" || w == "still";
  }
  // The clause before word i is a short phrase of place, time or group: "In the private sector, 23% …".
  static bool leads_with_group(const Tokens& tokens, std::size_t i) {
    return i <= 9 && (tokens[0] == "in" || tokens[0] == "within" || tokens[0] == "among" ||
                      tokens[0] == "amongst" || tokens[0] == "for" || tokens[0] == "across" ||
                      tokens[0] == "over" || tokens[0] == "at" || tokens[0] == "of" || tokens[0] == "by" ||
                      tokens[0] == "after" || tokens[0] == "during" || tokens[0] == "between");
  }

  static std::uint32_t leading(std::string_view words, const Tokens& tokens) {
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
  static void close_bracket(std::string_view words, Part& part) {
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

  // Group and what is counted.
  void describe(Part& part, std::size_t k, const std::vector<Part>& parts, std::string_view words,
                const Tokens& tokens, const std::vector<CueMatch>& people, const BlockContext& where,
                std::int32_t block) const {
    const NumberExpression& e = part.number;
    std::size_t group_first = 0, group_last = 0;  // words of the group within the part
    bool generic = false;
    if (e.kind == Number::share || e.kind == Number::count) {
      if (own_group(part, words, tokens, people, group_first, group_last, generic)) {
        part.group = named(words, tokens, group_first, group_last);
        part.reason = "the words after the number name the group";
      }
    }
    const bool answers =
        e.kind == Number::count && (part.group.empty() || generic) && says_answered(tokens, part);
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
      if (phrase_before(part, words, tokens, people, found))
        reason = "the words before the number name the group";
      else if (k && !parts[k - 1].group.empty())
        found = parts[k - 1].group, reason = "the same group as the figure before";
      else if (!k && points_back(part, tokens) && !said_.group.empty() && said_.block + 1 >= block)
        found = said_.group, reason = "the same group as the figure before";
      else if (!where.group.empty())
        found = where.group, reason = "the heading names the group";
      if (!found.empty()) {
        part.group = found;
        part.reason = reason;
      } else if (part.group.empty()) {
        part.group = subject(part, words, tokens, people);
        if (!part.group.empty()) part.reason = "the part begins with the group";
        if (part.group.empty()) part.group = mentioned(part, words);
        if (!part.group.empty() && part.reason.empty()) part.reason = "the only group that the words name";
      }
    }
    part.of_what =
        e.pair && k ? parts[k - 1].of_what : counted(part, k, parts, words, tokens, group_first, group_last);
  }

  static bool says_answered(const Tokens& tokens, const Part& part) {
    for (std::size_t i = part.first; i <= part.last && i < tokens.size(); ++i) {
      const std::string_view w = tokens[i];
      if (w == "responded" || w == "respondents" || w == "responses" || w == "replied" || w == "replies" ||
          w == "answered" || w == "returned")
        return true;
    }
    return false;
  }

  // "37% of the NHS", "2% from the private sector", "15 teachers", "not a single person from the NHS".
  bool own_group(const Part& part, std::string_view, const Tokens& tokens,
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
        while (end + 1 < limit && !tokens.clause_before(end + 1) && !ends_group(tokens, end + 1) &&
               end < k + 3)
          ++end;
        if (tokens.capital(k)) last = end, first = k, generic = false;
      } else if (first < head) {
        generic = false;  // "private sector respondents"
      }
    }
    return true;
  }

  // "NHS and private sector", "respondents from the NHS and the private sector"
  static bool joins(const Tokens& tokens, std::size_t from, std::size_t to, bool generic) {
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

  static bool ends_group(const Tokens& tokens, std::size_t i) {
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

  // As a person would name it: "NHS respondents" is the NHS, "respondents from the NHS" too.
  std::string named(std::string_view words, const Tokens& tokens, std::size_t first, std::size_t last) const {
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
          !x_.lexicon.exact(std::string(shorter), Kind::group).empty())
        --b;
    }
    if (a + 2 < b && is_generic(a) &&
        (tokens[a + 1] == "from" || tokens[a + 1] == "in" || tokens[a + 1] == "at"))
      a += 2;
    while (a + 1 < b &&
           (tokens[a] == "the" || tokens[a] == "both" || tokens[a] == "all" || tokens[a] == "our"))
      ++a;
    std::string out = squeeze(words.substr(tokens.begin(a), tokens.end(b) - tokens.begin(a)));
    out.erase(std::remove(out.begin(), out.end(), '*'), out.end());
    for (const std::string_view the : {" and the ", " or the "})
      if (const std::size_t at = out.find(the); at != std::string::npos) out.erase(at + the.size() - 4, 4);
    return out;
  }

  // "In the private sector, 23% …", "uncertainty among landlords …; 37% …", "headteachers (81%)"
  bool phrase_before(const Part& part, std::string_view words, const Tokens& tokens,
                     const std::vector<CueMatch>& people, std::string& found) const {
    for (std::size_t i = part.number.first; i-- > 0;) {
      const std::string_view w = tokens[i];
      const bool opens =
          w == "among" || w == "amongst" ||
          ((w == "in" || w == "within" || w == "for" || w == "across") && tokens.clause_before(i));
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
      if (head == std::string_view::npos && w != "among" && w != "amongst" && tokens.clause_before(i) &&
          first < part.number.first && tokens.capital(first)) {
        // "In England this takes 18 months": a place.
        head = first;
        while (head + 1 < part.number.first && tokens.capital(head + 1) && !tokens.clause_before(head + 1))
          ++head;
      }
      if (head == std::string_view::npos && w == "in" && tokens.clause_before(i) &&
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
  std::string subject(const Part& part, std::string_view words, const Tokens& tokens,
                      const std::vector<CueMatch>& people) const {
    for (const CueMatch& m : people)
      if (m.label == "people" && m.first >= part.first && m.first < part.first + 3 &&
          m.last < part.number.first)
        return named(words, tokens, m.first, m.last);
    return {};
  }

  // "15% expects …", "a third does not …": who is meant was said before.
  static bool points_back(const Part& part, const Tokens& tokens) {
    const std::size_t next = part.number.last + 1;
    return part.number.kind == Number::share && next < tokens.size() && tokens[next] != "of" &&
           tokens[next] != "from";
  }

  // The only group that the part names.
  std::string mentioned(const Part& part, std::string_view words) const {
    const Tokens tokens(words.substr(part.begin, part.end - part.begin));
    std::string out;
    for (const Lexicon::Hit& hit : x_.lexicon.find(tokens)) {
      const graph::Concept& c = x_.lexicon.vocabulary().concepts[hit.concept_number];
      if (c.kind != Kind::group) continue;
      if (!out.empty() && out != c.label) return {};
      out = c.label;
    }
    return out;
  }

  // What is left of the part without number and group.
  std::string counted(const Part& part, std::size_t k, const std::vector<Part>& parts, std::string_view words,
                      const Tokens& tokens, std::size_t group_first, std::size_t group_last) const {
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
    (void)group_first;
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
      own_group(next, words, tokens, people, a, b, generic);
      const std::string after = counted(next, k + 1, parts, words, tokens, a, b);
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
    const std::string& before = k ? parts[k - 1].of_what : said_.of_what;
    if ((points || left.empty()) && !before.empty()) return out.empty() ? before : out + " (" + before + ")";
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

  // Cells of a table: shares, and sums of money, under a heading and beside a label.
  void tables() {
    std::size_t header = 0;
    bool in_table = false;
    for (std::size_t b = 0; b < x_.document.blocks.size(); ++b) {
      const Block& block = x_.document.blocks[b];
      if (block.kind != BlockKind::table_row) {
        in_table = false;
        continue;
      }
      if (block.header || !in_table) {
        header = b;
        in_table = true;
        if (block.header) continue;
      }
      if (is_apparatus(x_.structure.blocks[b].topic)) continue;
      row(b, header);
    }
  }

  std::string_view cell(const Block& row, std::size_t c) const {
    if (c >= row.cells.size()) return {};
    return text_.substr(row.cells[c].begin, row.cells[c].end - row.cells[c].begin);
  }

  void row(std::size_t b, std::size_t header) {
    const Block& block = x_.document.blocks[b];
    const Block& head = x_.document.blocks[header];
    if (block.cells.size() < 2) return;
    const std::string label = squeeze(cell(block, 0));
    for (std::size_t c = 1; c < block.cells.size(); ++c) {
      const std::string_view words = cell(block, c);
      if (words.empty() || words.size() > 24) continue;
      const Tokens tokens(words);
      std::vector<NumberExpression> numbers = number_expressions(words, tokens);
      const std::string title = header != b ? squeeze(cell(head, c)) : std::string();
      const bool share_column =
          title.find('%') != std::string::npos || title.find("er cent") != std::string::npos;
      NumberExpression e;
      if (numbers.size() == 1 && (numbers[0].kind == Number::share || numbers[0].kind == Number::money) &&
          !numbers[0].in_words) {
        e = numbers[0];
      } else if (share_column && tokens.size() == 1) {
        const auto n = plain_number(tokens, 0);
        if (!n || !n->digits) continue;
        e.kind = Number::share;
        e.value = decimal(n->value);
        e.unit = "%";
      } else {
        continue;
      }
      const std::uint32_t index =
          x_.add(Kind::statistic, block.cells[c].begin, block.cells[c].end, "statistics",
                 "a cell of a table, under '" + title + "', beside '" + label + "'");
      graph::Item& item = x_.evidence.items[index];
      item.set(Attribute::value, e.value);
      item.set(Attribute::unit, e.unit);
      item.set(Attribute::comparator, std::string(e.comparator));
      // The heading of a column is a group, or says what is counted.
      const Tokens words_of_title(title);
      const bool group = !cues("people").match(words_of_title).empty();
      item.set(Attribute::of_what, group || title.empty() ? label : label + ": " + title);
      if (group) {
        std::string who = title;
        if (const std::size_t bracket = who.find('('); bracket != std::string::npos) who.resize(bracket);
        who.erase(std::remove(who.begin(), who.end(), '%'), who.end());
        item.set(Attribute::group, squeeze(who));
      } else if (!x_.structure.blocks[b].group.empty()) {
        item.set(Attribute::group, x_.structure.blocks[b].group);
      }
      item.belongs_to = label + "/" + title + "/" + e.value;
      if (e.kind == Number::share)
        item.set(Attribute::base, base_.empty() ? std::string("base not stated") : base_);
    }
  }

  Extraction& x_;
  std::string_view text_;
  std::vector<std::string> participants_;  // of the document's studies, as plain decimals
  std::string base_;
  std::vector<std::uint64_t> evidence_;  // where statements about the evidence begin, ascending
  Said said_;
};

void run(Extraction& x) { Statistics(x).run(); }

const RegisterExtractor registered{{"statistics",
                                    {Kind::statistic},
                                    45,
                                    "numbers in prose and tables, each with its own part of the sentence",
                                    run}};

}  // namespace
}  // namespace evident::ingest
