// Results of a described case: the stretches of a sentence that tell a number with what was done or changed,
// or a change for good without one. Aims, plans and what was put in are none.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "ingest/classify/cues.hpp"
#include "ingest/extract/case_facts.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

struct Stretch {
  std::size_t first, last;  // words
};

bool is_past_change(std::string_view w) {
  static constexpr auto kForms = std::to_array<std::string_view>(
      {"improved",  "reduced",  "increased", "decreased", "cut",     "raised",    "lowered",   "fell",
       "rose",      "halved",   "doubled",   "shortened", "avoided", "prevented", "saved",     "returned",
       "attracted", "secured",  "won",       "achieved",  "raising", "published", "generated", "gained",
       "dropped",   "declined", "rated",     "delivered", "saving"});
  return std::find(kForms.begin(), kForms.end(), w) != kForms.end();
}

class Sentence {
 public:
  Sentence(std::string_view text, bool self_reported)
      : text_(text), tokens_(text), self_reported_(self_reported) {}

  void results(Json::Array& rows) {
    if (tokens_.size() < 3 || tokens_.size() > 150) return;
    const auto all = cues("case-results").match(tokens_);
    bool result = false;
    for (const CueMatch& m : all) {
      if (m.label == "plan") return;
      result =
          result || m.label == "result" || m.label == "done" || m.label == "none" || m.label == "potential";
    }
    if (!result) return;
    numbers_ = number_expressions(text_, tokens_);
    for (const Stretch& s : stretches()) judge(s, all, rows);
  }

 private:
  bool counts(const NumberExpression& n) const { return n.kind != NumberExpression::Kind::duration; }
  bool number_within(std::size_t first, std::size_t last, bool digits_only) const {
    return std::any_of(numbers_.begin(), numbers_.end(), [&](const NumberExpression& n) {
      return counts(n) && n.first >= first && n.first <= last &&
             (!digits_only || tokens_.number(n.number) || n.kind == NumberExpression::Kind::money ||
              n.kind == NumberExpression::Kind::share);
    });
  }
  char mark_before(std::size_t i) const {
    for (std::uint32_t at = tokens_.begin(i); i > 0 && at-- > tokens_.end(i - 1);)
      if (text_[at] != ' ' && text_[at] != '\n') return text_[at];
    return ' ';
  }

  // Cut at semicolons, and at commas and "and" where another number or change follows.
  std::vector<Stretch> stretches() const {
    std::vector<Stretch> out;
    std::size_t from = 0;
    const auto take = [&](std::size_t to) {  // one past the last word
      std::size_t first = from;
      while (first < to && tokens_[first] == "and") ++first;
      if (first < to) out.push_back({first, to - 1});
    };
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      const char mark = tokens_.clause_before(i) ? mark_before(i) : ' ';
      const bool and_word = tokens_[i] == "and";
      if (mark == ';' || mark == ':') {
        take(i);
        from = i;
        continue;
      }
      if (mark != ',' && !and_word) continue;
      // Digits within a number ("1,550") are one word; brackets are left whole.
      if (in_brackets(i)) continue;
      std::size_t next = i;
      while (next < tokens_.size() &&
             (tokens_[next] == "and" || tokens_[next] == "while" || tokens_[next] == "with"))
        ++next;
      if (next >= tokens_.size()) continue;
      std::size_t end = next;
      while (end + 1 < tokens_.size() && !(tokens_.clause_before(end + 1) && mark_before(end + 1) != '(') &&
             tokens_[end + 1] != "and")
        ++end;
      const bool change = is_past_change(tokens_[next]) && (next > i || mark == ',');
      if (!number_within(next, std::min(end, next + 8), true) && !change) continue;
      take(i);
      from = next;
      i = next;
    }
    take(tokens_.size());
    return out;
  }

  bool in_brackets(std::size_t i) const {
    int depth = 0;
    for (std::size_t at = 0; at < tokens_.begin(i); ++at) {
      if (text_[at] == '(') ++depth;
      if (text_[at] == ')' && depth > 0) --depth;
    }
    return depth > 0;
  }

  void judge(const Stretch& s, const std::vector<CueMatch>& all, Json::Array& rows) {
    const NumberExpression* number = nullptr;
    for (const NumberExpression& n : numbers_)
      if (counts(n) && n.first >= s.first && n.first <= s.last && !number && !says_when(n)) number = &n;
    // "from 44 a year to 9": what it came to.
    for (const NumberExpression& n : numbers_)
      if (number && n.pair && counts(n) && n.first > number->last && n.first <= s.last && number->first > 0 &&
          tokens_[number->first - 1] == "from")
        number = &n;
    bool result = false, done = false, none = false, potential = false, outcome = false, input = false,
         past = false, expected = false;
    for (const CueMatch& m : all) {
      if (m.first < s.first || m.first > s.last) continue;
      result = result || m.label == "result";
      done = done || m.label == "done";
      none = none || m.label == "none";
      potential = potential || m.label == "potential";
      expected = expected || (m.label == "potential" && m.weight > 2);
      outcome = outcome || m.label == "outcome";
      input = input || m.label == "input";
    }
    for (std::size_t i = s.first; i <= s.last; ++i)
      past =
          past || (is_past_change(tokens_[i]) && tokens_[i] != "delivered" && tokens_[i] != "published" &&
                   tokens_[i] != "raising" && tokens_[i] != "returned" && tokens_[i] != "saving" &&
                   tokens_[i] != "secured" && !(i > 0 && (tokens_[i - 1] == "to" || tokens_[i - 1] == "be")));
    // "to reduce debt": a plan.
    bool infinitive = false;
    for (std::size_t i = s.first; i < s.last; ++i)
      infinitive =
          infinitive || (tokens_[i] == "to" && (tokens_[i + 1] == "reduce" || tokens_[i + 1] == "improve" ||
                                                tokens_[i + 1] == "increase" || tokens_[i + 1] == "cut" ||
                                                tokens_[i + 1] == "provide" || tokens_[i + 1] == "deliver"));
    // "the two sectors were": a small number in words counts only with a change.
    const bool in_words =
        number && number->kind == NumberExpression::Kind::count && !tokens_.number(number->number) &&
        !(number->first == 0 && number->value.size() > 1);  // a sentence begins with no figure: "Sixty-two were sold"
    // "Nine in ten said they would come again" was said.
    bool reported = false;
    for (std::size_t i = s.first; i <= s.last; ++i)
      reported = reported || tokens_[i] == "said" || tokens_[i] == "say" || tokens_[i] == "reported" ||
                 tokens_[i] == "report" || tokens_[i] == "agreed";
    if (reported) potential = expected = false;
    bool is = false;
    if (!number && result && reported && !infinitive) is = true;
    if (number && !input && (result || none || (done && !in_words))) is = true;
    if (number && input && result) is = true;
    if (number && expected && !in_words) is = true;
    if (!number && none) is = true;
    if (!number && past && !infinitive) is = true;
    if (!number && outcome && result && !infinitive) is = true;
    // "rated joint first", "came second": a rank.
    double rank = 0;
    for (std::size_t i = s.first; i <= s.last; ++i)
      if ((tokens_[i] == "rated" || tokens_[i] == "ranked" || tokens_[i] == "came") && !number)
        for (std::size_t k = i + 1; k <= s.last && k < i + 4; ++k) {
          if (tokens_[k] == "first" || tokens_[k] == "top") rank = 1;
          if (tokens_[k] == "second") rank = 2;
          if (tokens_[k] == "third") rank = 3;
        }
    is = is || rank > 0;
    if (!is) return;
    Json value = nullptr, unit = nullptr;
    if (number) {
      if (number->value.find('-', 1) == std::string::npos)
        value = whole_or_not(std::strtod(number->value.c_str(), nullptr));
      else
        value = number->value;
      const std::string noun = number->unit.empty() ? counted(number->last + 1, s.last) : number->unit;
      if (!noun.empty()) unit = noun;
    } else if (rank > 0) {
      value = static_cast<std::int64_t>(rank);
      unit = "rank";
    } else if (none) {
      for (std::size_t i = s.first; i < s.last; ++i) {
        if (tokens_[i] == "no") {
          value = 0;
          const std::string noun = counted(i + (tokens_[i + 1] == "new" ? 2u : 1u), s.last);
          if (!noun.empty()) unit = noun;
        } else if (tokens_[i] == "only" && tokens_[i + 1] == "one") {
          value = 1;
          const std::string noun = counted(i + 2, s.last);
          if (!noun.empty()) unit = noun;
        } else {
          continue;
        }
        break;
      }
    }
    std::uint32_t begin = tokens_.begin(s.first), end = tokens_.end(s.last);
    // Closing brackets, the sign after a number and the quotation mark belong to the stretch.
    while (end < text_.size() && (text_[end] == ')' || text_[end] == '+' || text_.substr(end, 3) == "’"))
      end += text_[end] == ')' || text_[end] == '+' ? 1 : 3;
    while (begin > 0 && text_.substr(begin - 1, 1) == "(") --begin;
    rows.push_back(Json::Object{{"text", squeeze(text_.substr(begin, end - begin))},
                                {"value", std::move(value)},
                                {"unit", std::move(unit)},
                                {"attainment", potential ? "potential" : "achieved"},
                                {"self_reported", self_reported_}});
  }

  // "in the first three summers", "over the last two years": when, and no result.
  bool says_when(const NumberExpression& n) const {
    if (n.first == 0) return false;
    const std::string_view before = tokens_[n.first - 1];
    return before == "first" || before == "last" || before == "next" || before == "past" || before == "following";
  }

  static Json whole_or_not(double d) {
    if (d > -9e15 && d < 9e15 && d == static_cast<double>(static_cast<std::int64_t>(d)))
      return static_cast<std::int64_t>(d);
    return d;
  }

  // The noun phrase that is counted: up to a verb, a preposition or the end of the clause.
  std::string counted(std::size_t first, std::size_t last) const {
    static constexpr auto kStops = std::to_array<std::string_view>(
        {"have",   "has",   "had",     "were", "was",      "are",       "is",   "in",   "of",    "to",
         "for",    "by",    "from",    "per",  "a",        "each",      "been", "made", "saved", "referred",
         "and",    "at",    "on",      "with", "who",      "that",      "said", "took", "over",  "across",
         "during", "every", "through", "used", "attended", "completed", "now",  "found",
         "went",   "came",  "fell",    "rose",  "dropped",  "down",      "up",   "joined", "left", "moved"});
    std::size_t i = first;
    while (i <= last && i < first + 4 && i < tokens_.size() && !(i > first && tokens_.clause_before(i)) &&
           std::find(kStops.begin(), kStops.end(), tokens_[i]) == kStops.end())
      ++i;
    if (i == first || i > tokens_.size()) return {};
    return squeeze(text_.substr(tokens_.begin(first), tokens_.end(i - 1) - tokens_.begin(first)));
  }

  std::string_view text_;
  Tokens tokens_;
  bool self_reported_;
  std::vector<NumberExpression> numbers_;
};

}  // namespace

Json::Array case_results(const CaseText& text, bool self_reported) {
  Json::Array rows;
  for (std::size_t i = 0; i < text.sentences.size() && rows.size() < 40; ++i)
    if (text.may_be_result[i])
      Sentence(text.text.substr(text.sentences[i].begin, text.sentences[i].end - text.sentences[i].begin),
               self_reported)
          .results(rows);
  return rows;
}

}  // namespace evident::ingest
