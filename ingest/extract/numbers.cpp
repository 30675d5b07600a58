// One pass over the words of a sentence. At each word the longest reading wins: money, then shares in
// figures, shares in words, rates, durations, counts. Words before the number that qualify it ("more than",
// "almost", "only") belong to the expression.
#include "ingest/extract/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "ingest/classify/word_memo.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/number_words.hpp"

namespace evident::ingest {
namespace {

using Kind = NumberExpression::Kind;

using namespace number_words;

class Scanner {
 public:
  Scanner(std::string_view text, const Tokens& tokens) : text_(text), t_(tokens), known_(tokens) {}

  std::vector<NumberExpression> run() {
    for (std::size_t i = 0; i < t_.size();) {
      if (!(known_(t_, i) & kOpens)) {
        ++i;
        continue;
      }
      const std::size_t before = found_.size();
      std::size_t next = i + 1;
      if (second_of_pair(i, next) || multiple(i, next) || money(i, next) || share(i, next) || part_words(i, next) ||
          one_in(i, next) || majority(i, next) || none(i, next) || amount(i, next)) {
        if (found_.size() > before) finish(found_.back());
      }
      i = next;
    }
    return std::move(found_);
  }

 private:
  std::string_view word(std::size_t i) const { return i < t_.size() ? t_[i] : std::string_view(); }
  // The characters between two neighbouring words.
  std::string_view between(std::size_t i) const {
    return i + 1 < t_.size() ? text_.substr(t_.end(i), t_.begin(i + 1) - t_.end(i)) : std::string_view();
  }
  bool joined(std::size_t i) const {  // "70-80", "70 – 80"
    const std::string_view gap = between(i);
    return gap == "-" || gap == "–" || gap == " – " || gap == " - " || gap == "—" || gap == "‑";
  }

  // figure() of word i: every reading of a number asks for the same one.
  std::optional<double> figure_of(std::size_t i, std::string_view& rest) const {
    if (i != read_) value_ = figure(t_[i], rest_);
    read_ = i;
    rest = rest_;
    return value_;
  }

  void put(Kind kind, std::size_t first, std::size_t last, std::string value, std::string unit) {
    NumberExpression e;
    e.kind = kind;
    e.first = e.number = first;
    e.last = last;
    e.value = std::move(value);
    e.unit = std::move(unit);
    found_.push_back(std::move(e));
  }

  // "from 41 days to 26", "from 22 a year to six": the second figure counts what the first does.
  bool second_of_pair(std::size_t i, std::size_t& next) {
    if (i < 2 || found_.empty()) return false;
    const NumberExpression& first = found_.back();
    // "6.8 v 6.1", "an odds ratio of 1.4 versus 0.9": the second on the same scale.
    if (first.kind == Kind::rate && first.last + 2 == i &&
        (word(i - 1) == "v" || word(i - 1) == "vs" || word(i - 1) == "versus")) {
      std::size_t end = i, last = i;
      bool points = false;
      const auto n = numeric(i, end);
      if (!n || percent_after(end, last, points)) return false;
      put(first.kind, i, end, decimal(*n), first.unit);
      next = end + 1;
      return true;
    }
    if (word(i - 1) != "to") return false;
    if (first.number == 0 || word(first.number - 1) != "from" || i - first.last > 5) return false;
    std::size_t end = i;
    const auto n = numeric(i, end);
    if (!n || first.kind == Kind::money) return false;
    std::size_t last = end;
    bool points = false;
    if (percent_after(end, last, points)) return false;
    if (first.kind == Kind::duration && last + 1 < t_.size() && kTime.contains(word(last + 1))) ++last;
    put(first.kind, i, last, decimal(*n), first.unit);
    found_.back().pair = true;
    next = last + 1;
    return true;
  }

  // "Doubled", "twice as often", "three times the price": how many times as much. "Three times" alone counts
  // occasions.
  bool multiple(std::size_t i, std::size_t& next) {
    if (const int by = multiplied(t_[i]); by && !(i > 0 && (word(i - 1) == "the" || word(i - 1) == "of")) &&
                                          !t_[i].ends_with("ing")) {
      put(Kind::rate, i, i, std::to_string(by), "times");
      next = i + 1;
      return true;
    }
    static constexpr WordSet kThan("as", "more", "less", "higher", "lower", "the", "that", "likelier", "larger",
                                   "greater", "longer", "faster", "cheaper", "dearer", "bigger", "what");
    if (t_[i] == "twice" && kThan.contains(word(i + 1))) {
      put(Kind::rate, i, i, "2", "times");
      next = i + 1;
      return true;
    }
    std::size_t end = i;
    const auto n = numeric(i, end);
    if (!n || *n < 2 || word(end + 1) != "times" || !kThan.contains(word(end + 2))) return false;
    put(Kind::rate, i, end + 1, decimal(*n), "times");
    next = end + 2;
    return true;
  }

  // The scale word after a number: "million", or glued: "3.5m".
  double scaled(std::size_t i, std::string_view glued, std::size_t& last) const {
    if (!glued.empty()) {
      const Named* scale = find_in(glued, kScale);
      return scale ? scale->value : 0;
    }
    const std::string_view next = word(i + 1);
    if (next.size() > 1 || between(i).empty()) {
      if (const Named* scale = find_in(next, kScale); scale && next != "k" && next != "m") {
        last = i + 1;
        return scale->value;
      }
      if ((next == "m" || next == "k") && between(i).empty()) {
        last = i + 1;
        return next == "m" ? 1e6 : 1e3;
      }
    }
    if (next == "m" && between(i) == " ") {
      last = i + 1;
      return 1e6;
    }
    return 1;
  }

  bool money(std::size_t i, std::size_t& next) {
    const std::string_view w = t_[i];
    std::string_view unit = w == "£" ? "GBP" : w == "€" ? "EUR" : w == "$" ? "USD" : std::string_view();
    std::size_t at = i;
    if (!unit.empty()) {
      at = i + 1;
    } else if (const std::string_view code = currency(w); !code.empty() && t_.capital(i)) {
      unit = code;
      at = i + 1;
    }
    std::string_view glued;
    if (at >= t_.size()) return false;
    auto value = figure_of(at, glued);
    std::size_t last = at;
    if (unit.empty()) {  // "2 million pounds"
      const auto plain = value ? value : words_value(at, last);
      if (!plain || !glued.empty()) return false;
      const double scale = scaled(last, {}, last);
      const std::string_view after = word(last + 1);
      if (after == "pounds" || after == "sterling")
        unit = "GBP";
      else if (after == "euros" || after == "euro")
        unit = "EUR";
      else if (after == "dollars")
        unit = "USD";
      else
        return false;
      put(Kind::money, i, last + 1, decimal(*plain * scale), std::string(unit));
      next = last + 2;
      return true;
    }
    if (!value) return false;
    double scale = scaled(at, glued, last);
    if (scale == 0) return false;
    double high = 0;
    const std::size_t last_of_first = last;
    const double first_scale = scale;
    // "£2-3 million", "£2m to £3m", "between £2m and £3m"
    const bool range_word =
        word(last + 1) == "to" || (word(last + 1) == "and" && i > 0 && word(i - 1) == "between");
    std::size_t to = joined(last) ? last + 1 : range_word ? last + 2 : 0;
    const std::size_t second_figure = to;
    if (to && (word(to) == "£" || word(to) == "€" || word(to) == "$")) ++to;
    if (to && to < t_.size()) {
      std::string_view tail;
      if (const auto second = figure_of(to, tail)) {
        std::size_t end = to;
        const double second_scale = scaled(to, tail, end);
        if (second_scale > 0 && (range_word || joined(last))) {
          if (scale == 1 && second_scale > 1 && *value < 1000) scale = second_scale;
          high = *second * second_scale;
          last = end;
        }
      }
    }
    // "fell from £12 to £9", "rose from €2m to €3m": two figures, before and after, no range.
    const bool after = i > 1 && word(i - 1) == "from" && second_figure == last_of_first + 2 && word(last_of_first + 1) == "to" &&
                       high > 0 && (high < *value * scale || changes_before(i - 1));
    if (after) {
      high = 0;
      last = last_of_first;
      scale = first_scale;
    }
    if (high > *value * scale) {
      put(Kind::money, i, last, decimal(*value * scale) + "-" + decimal(high), std::string(unit));
      found_.back().comparator = "range";
    } else {
      put(Kind::money, i, last, decimal(*value * scale), std::string(unit));
    }
    if (found_.size() > 1 && i > 1 && word(i - 1) == "to") {
      const NumberExpression& before = found_[found_.size() - 2];
      found_.back().pair = before.kind == Kind::money && before.unit == unit && before.number > 0 &&
                           word(before.number - 1) == "from" && i - before.last <= 5;
    }
    next = last + 1;
    return true;
  }

  // A verb of change within the three words up to "from".
  bool changes_before(std::size_t from) const {
    static constexpr WordSet kChange("rose", "fell", "dropped", "climbed", "went", "grew", "increased", "decreased",
                                     "declined", "cut", "reduced", "raised", "down", "up", "rising", "falling", "sank",
                                     "jumped", "doubled", "halved", "moved", "came", "shrank", "shrunk", "slipped",
                                     "risen", "fallen", "gone", "grown", "come", "lowered", "brought");
    for (std::size_t k = from; k-- > 0 && k + 5 > from;)
      if (kChange.contains(t_[k])) return true;
    return false;
  }

  // Words for "per cent" after word i; last: the last of them. Points: percentage points.
  bool percent_after(std::size_t i, std::size_t& last, bool& points) const {
    const std::string_view a = word(i + 1), b = word(i + 2);
    points = false;
    if (a == "%" || a == "percent" || a == "pct") {
      last = i + 1;
      if (b == "points" || b == "point") points = true, last = i + 2;
      return true;
    }
    if (a == "per" && b == "cent") {
      last = i + 2;
      return true;
    }
    if (a == "percentage" && (b == "points" || b == "point")) {
      points = true;
      last = i + 2;
      return true;
    }
    if ((a == "pp" && !figure_at(i + 2)) || a == "ppts") {  // "8(1), pp. 15–33" are pages
      points = true;
      last = i + 1;
      return true;
    }
    return false;
  }

  bool share(std::size_t i, std::size_t& next) {
    std::size_t last = i, number_end = i;
    auto low = numeric(i, number_end);
    if (!low) return false;
    bool points = false;
    std::optional<double> high;
    std::size_t end = number_end;
    if (!percent_after(number_end, last, points)) {
      // "70-80%", "70 to 80 per cent", "between 70 and 80%"
      std::size_t to = 0;
      if (joined(number_end))
        to = number_end + 1;
      else if (word(number_end + 1) == "to" || word(number_end + 1) == "or" ||
               (word(number_end + 1) == "and" && i > 0 && word(i - 1) == "between"))
        to = number_end + 2;
      if (!to) return false;
      high = numeric(to, end);
      if (!high || !percent_after(end, last, points)) return false;
    } else if (joined(last) || (word(last + 1) == "and" && i > 0 && word(i - 1) == "between") ||
               word(last + 1) == "to") {
      // "20%-40%", "between 20% and 40%", "20% to 40%"; after "from" these are two figures.
      const std::size_t to = joined(last) ? last + 1 : last + 2;
      std::size_t end_second = to, last_second = to;
      bool second_points = false;
      const auto second = numeric(to, end_second);
      if (second && !(i > 0 && word(i - 1) == "from") &&
          percent_after(end_second, last_second, second_points)) {
        high = second;
        last = last_second;
      }
    }
    const std::string_view after = word(last + 1);
    // Confidence intervals and significance levels say how sure a figure is.
    if (after == "ci" || after == "cri" || after == "confidence" || after == "credible" ||
        after == "significance") {
      next = last + 2;
      return true;  // read, and nothing found
    }
    if (i > 0 && (word(i - 1) == "ci" || word(i - 1) == "p")) return false;
    const std::string unit = points ? "percentage points" : "%";
    const Kind kind = points ? Kind::points : Kind::share;
    // "From 31 to 33 per cent" are two figures; the second is read by itself.
    if (high && i > 0 && word(i - 1) == "from" && word(number_end + 1) == "to") {
      put(kind, i, number_end, decimal(*low), unit);
      next = number_end + 2;
      return true;
    }
    if (high && *high > *low) {
      put(kind, i, last, decimal(*low) + "-" + decimal(*high), unit);
      found_.back().comparator = "range";
    } else {
      put(kind, i, last, decimal(*low), unit);
    }
    next = last + 1;
    return true;
  }

  // A number in figures or words at i; end: its last word.
  std::optional<double> numeric(std::size_t i, std::size_t& end) const {
    if (i >= t_.size()) return std::nullopt;
    const std::uint32_t known = known_(t_, i);
    if (known & kFigure) {
      std::string_view rest;
      const auto f = figure_of(i, rest);
      if (!rest.empty()) return std::nullopt;
      end = i;
      return f;
    }
    return known & (kOne | kTen) ? words_value(i, end) : std::nullopt;
  }

  std::optional<double> words_value(std::size_t i, std::size_t& end) const {
    if (i >= t_.size() || !(known_(t_, i) & (kOne | kTen))) return std::nullopt;
    if (const Named* ten = find_in(word(i), kTens)) {
      end = i;
      if (const Named* one = find_in(word(i + 1), kOnes);
          one && one->value > 0 && one->value < 10 && between(i) == "-") {
        end = i + 1;
        return ten->value + one->value;
      }
      return ten->value;
    }
    if (const Named* one = find_in(word(i), kOnes)) {
      end = i;
      if (word(i + 1) == "hundred" || word(i + 1) == "thousand") {
        end = i + 1;
        return one->value * (word(i + 1) == "hundred" ? 100 : 1000);
      }
      return one->value;
    }
    return std::nullopt;
  }

  // "two-thirds", "a quarter", "half of"
  bool part_words(std::size_t i, std::size_t& next) {
    if (!(known_(t_, i) & kPart)) return false;
    const Named* part = find_in(t_[i], kParts);
    const bool plural = t_[i].back() == 's';
    const std::string_view previous = i > 0 ? word(i - 1) : std::string_view();
    double count = 1;
    std::size_t first = i;
    if (plural) {
      const Named* n = find_in(previous, kOnes);
      if (!n || n->value < 2) return false;
      count = n->value;
      first = i - 1;
    } else if (part->value > 2) {
      // "the third", "a third party" are no shares.
      if (previous != "a" && previous != "one") return false;
      const std::string_view after = word(i + 1);
      if (i + 1 < t_.size() && !t_.clause_before(i + 1) && !follows_share(after)) return false;
      if (t_.clause_before(i + 1) && i + 1 < t_.size() && between(i).find('-') != std::string_view::npos)
        return false;
      first = i - 1;
    } else {
      if (between(i) == "-" || previous == "first" || previous == "second" || previous == "other")
        return false;
      const bool qualified = previous == "over" || previous == "than" || previous == "about" ||
                             previous == "nearly" || previous == "almost" || previous == "around" ||
                             previous == "roughly" || previous == "under" || previous == "only" ||
                             previous == "just" || previous == "by";
      const std::string_view after = word(i + 1);
      if (!qualified && after != "of" && !(i == 0 && follows_share(after)) && after != "the") return false;
      if (after == "a" || after == "an") return false;
    }
    // "an hour and a half", "a quarter of a century", "a quarter of an hour"
    const std::string_view of = word(i + 1), what = word(i + 2);
    if (of == "of" && (what == "a" || what == "an")) return false;
    if (of == "of" && kTime.contains(what)) return false;
    if (first > 0 && word(first - 1) == "and" && part->value == 2) return false;
    put(Kind::share, first, i, decimal(std::floor(100.0 * count / part->value + (plural ? 0.5 : 0.0))), "%");
    found_.back().in_words = true;
    found_.back().comparator = part->value == 2 ? "eq" : "approx";
    next = i + 1;
    return true;
  }

  static bool follows_share(std::string_view w) {
    static constexpr WordSet kAfter(
        "of", "from", "in", "say", "said", "does", "do", "did", "don't", "is", "are", "was", "were", "had",
        "have", "has", "thought", "think", "thinks", "reported", "felt", "feel", "feels", "saw", "see",
        "sees", "named", "believe", "believed", "agree", "agreed", "disagree", "disagreed", "would", "will",
        "could", "cannot", "can", "described", "want", "wanted", "more", "fewer", "less");
    return kAfter.contains(w);
  }

  // "one in five", "nine out of ten", "1 in 4"
  bool one_in(std::size_t i, std::size_t& next) {
    std::size_t end = i;
    const auto n = numeric(i, end);
    if (!n || *n <= 0) return false;
    std::size_t of = end + 1;
    // "one garden in eight", "two studies out of three": what is counted stands between.
    const bool between = *n <= 9 && word(of) != "in" && word(of) != "of" && word(of) != "out" && !(known_(t_, i) & kFigure) &&
                         of + 2 < t_.size() && !t_.clause_before(of) && !kTime.contains(word(of)) &&
                         (word(of + 1) == "in" || (word(of + 1) == "out" && word(of + 2) == "of"));
    if (between) {
      std::size_t total_end = of + (word(of + 1) == "out" ? 3 : 2);
      const auto total = numeric(total_end, total_end);
      if (total && *total >= 2 && *total <= 20 && *total > *n) ++of;
    }
    const bool out_of = word(of) == "out" && word(of + 1) == "of";
    if (!out_of && word(of) != "in" && word(of) != "of") return false;
    const bool plain_of = word(of) == "of";  // "120 of 256 respondents"
    of += out_of ? 2 : 1;
    if (word(of) == "every") ++of;
    if (plain_of && (word(of) == "the" || word(of) == "our")) ++of;
    std::size_t last = of;
    const auto total = numeric(of, last);
    if (!total || *total < *n || *total < 2) return false;
    if (!out_of && !plain_of && (*total > 1000 || (*total > 1899 && *total < 2100))) return false;
    if (*total == *n && !out_of) return false;
    if (!plain_of && !out_of && *n > 99) return false;
    // "rated 4.6 out of 5": a score and no share.
    if (out_of && *n != std::floor(*n)) {
      put(Kind::rate, i, last, decimal(*n), "out of " + decimal(*total));
      next = last + 1;
      return true;
    }
    put(Kind::share, i, last, decimal(std::round(1000.0 * *n / *total) / 10.0), "%");
    found_.back().in_words = true;
    next = last + 1;
    return true;
  }

  bool majority(std::size_t i, std::size_t& next) {
    if (t_[i] != "majority" && t_[i] != "minority") return false;
    const std::size_t first =
        i > 0 && (word(i - 1) == "the" || word(i - 1) == "a" || word(i - 1) == "vast" ||
                  word(i - 1) == "large" || word(i - 1) == "overwhelming" || word(i - 1) == "clear" ||
                  word(i - 1) == "great" || word(i - 1) == "small")
            ? i - 1
            : i;
    put(Kind::share, first, i, "50", "%");
    found_.back().in_words = true;
    found_.back().comparator = t_[i] == "majority" ? "gt" : "lt";
    next = i + 1;
    return true;
  }

  bool none(std::size_t i, std::size_t& next) {
    if (t_[i] == "not" && word(i + 1) == "a" && word(i + 2) == "single") {
      put(Kind::share, i, i + 2, "0", "%");
    } else if (t_[i] == "not" && word(i + 1) == "one" && (word(i + 2) == "of" || word(i + 2).empty())) {
      put(Kind::share, i, i + 1, "0", "%");
    } else if (t_[i] == "none" && word(i + 1) == "of") {
      put(Kind::share, i, i, "0", "%");
    } else {
      return false;
    }
    found_.back().in_words = true;
    next = found_.back().last + 1;
    return true;
  }

  // Durations, rates and counts.
  bool amount(std::size_t i, std::size_t& next) {
    std::size_t end = i;
    std::string_view rest;
    const auto f = known_(t_, i) & kFigure ? figure_of(i, rest) : std::nullopt;
    const bool digits = f && (rest.empty() || find_in(rest, kScale));
    std::optional<double> n = digits ? f : words_value(i, end);
    if (!n) return false;
    double scale = 1;
    std::size_t last = end;
    if (digits) scale = scaled(i, rest, last);
    if (scale == 0 || (f && !digits)) return false;
    const std::string_view previous = i > 0 ? word(i - 1) : std::string_view();
    if (!previous.empty() && !t_.clause_before(i) &&
        (kNumbered.contains(previous) || kMonths.contains(previous)))
      return false;
    // "in Years 4 and 5"
    if (i > 2 && (previous == "and" || previous == "to" || previous == "or") && t_.number(i - 2) &&
        kNumbered.contains(word(i - 3)))
      return false;
    if (kMonths.contains(word(last + 1)) && !t_.clause_before(last + 1)) return false;
    // A bare four-digit figure between 1900 and 2099 is a year.
    if (digits && scale == 1 && t_[i].size() == 4 && *n >= 1900 && *n < 2100 &&
        t_[i].find('.') == std::string_view::npos)
      return false;
    if (i > 0 && between(i - 1).find_first_of("/") != std::string_view::npos) return false;
    if (last + 1 < t_.size() && between(last).find_first_of("/") != std::string_view::npos) return false;
    const bool glued_after = between(last) == "-";  // "13-month long", "40-page"
    std::optional<double> high;
    std::size_t to_end = last;
    if (!glued_after || figure_at(last + 1)) {
      const bool to_word = word(last + 1) == "to" || (word(last + 1) == "and" && previous == "between");
      if (to_word || joined(last)) {
        const std::size_t to = joined(last) ? last + 1 : last + 2;
        std::size_t second_end = to;
        const auto second = numeric(to, second_end);
        if (second && *second > *n) high = second, to_end = second_end;
      }
    }
    std::size_t unit = to_end + 1;
    const std::string value =
        high && !(previous == "from") ? decimal(*n * scale) + "-" + decimal(*high) : decimal(*n * scale);
    if (previous == "from") to_end = last, unit = to_end + 1;
    // "from 12 to 8 weeks": the unit stands behind the second figure.
    std::size_t borrowed = unit;
    if (previous == "from" && word(unit) == "to") {
      std::size_t second_end = unit + 1;
      if (numeric(unit + 1, second_end)) borrowed = second_end + 1;
    }
    if (kTime.contains(word(borrowed)) && word(borrowed + 1) != "old" && word(borrowed + 1) != "olds") {
      put(Kind::duration, i, borrowed == unit ? unit : to_end, value, plural_time(word(borrowed)));
      if (high && previous != "from") found_.back().comparator = "range";
      next = found_.back().last + 1;
      return true;
    }
    const bool named_rate = i > 0 && rate_name_before(i);
    const std::string_view after = word(unit);
    if (digits && ((named_rate && t_[i].find('.') != std::string_view::npos) || kRateUnits.contains(after))) {
      std::size_t tail = to_end;
      std::string name;
      if (after == "per") {
        tail = std::min(unit + 2, t_.size() - 1);
        name = t_.join(unit, std::min(unit + (figure_at(unit + 1) ? 2 : 1), t_.size() - 1));
        tail = std::min(unit + (figure_at(unit + 1) ? 2 : 1), t_.size() - 1);
      } else if (after == "standard") {
        name = "standard deviations", tail = std::min(unit + 1, t_.size() - 1);
      } else if (kRateUnits.contains(after)) {
        name = std::string(after), tail = unit;
      }
      put(Kind::rate, i, tail, value, name);
      if (high && previous != "from") found_.back().comparator = "range";
      next = tail + 1;
      return true;
    }
    if (glued_after && !high) return false;
    if (unit >= t_.size()) {
      next = to_end + 1;
      return false;
    }
    put(Kind::count, i, to_end, value, "");
    found_.back().in_words = !digits;
    if (high && previous != "from") found_.back().comparator = "range";
    next = to_end + 1;
    return true;
  }

  bool figure_at(std::size_t i) const {
    std::string_view rest;
    return i < t_.size() && figure_of(i, rest) && rest.empty();
  }
  bool rate_name_before(std::size_t i) const {
    for (std::size_t k = i; k-- > 0 && k + 4 > i;) {
      if (kRateNames.contains(t_[k])) return true;
      if (t_[k] != "of" && t_[k] != "was" && t_[k] != "is" && t_[k] != "from" && t_[k] != "to" &&
          t_[k] != "a")
        break;
    }
    return false;
  }
  static std::string plural_time(std::string_view w) {
    std::string out(w);
    if (out.back() != 's') out += 's';
    return out;
  }

  // Qualifiers before, "+" behind, brackets around.
  void finish(NumberExpression& e) const {
    const auto before = [&](std::size_t back) {
      return e.first >= back ? word(e.first - back) : std::string_view();
    };
    const auto qualify = [&](std::size_t words, std::string_view comparator) {
      e.first -= words;
      if (e.comparator != "range") e.comparator = comparator;
    };
    // "-7.4 points", "(−3 %)": a sign stands straight before the figure and behind a blank or bracket.
    if (e.kind == Kind::points || e.kind == Kind::rate || e.kind == Kind::share) {
      const std::string_view up_to = text_.substr(0, t_.begin(e.number));
      const std::size_t sign = up_to.ends_with("−") ? 3 : up_to.ends_with("-") ? 1 : 0;
      if (sign > 0 && e.comparator != "range" &&
          (up_to.size() == sign || up_to[up_to.size() - sign - 1] == ' ' || up_to[up_to.size() - sign - 1] == '('))
        e.value = "-" + e.value;
    }
    const std::string_view a = before(1), b = before(2);
    if (a == "than" && (b == "more" || b == "greater" || b == "higher" || b == "longer"))
      qualify(2, "gt");
    else if (a == "than" && (b == "less" || b == "fewer" || b == "lower" || b == "shorter"))
      qualify(2, "lt");
    else if (a == "least" && b == "at")
      qualify(2, "gt");
    else if (a == "most" && b == "at")
      qualify(2, "lt");
    else if (a == "to" && b == "up")
      qualify(2, "lt");
    else if ((a == "to" && b == "close") || (a == "of" && b == "region") || (a == "over" && b == "just") ||
             (a == "under" && b == "just"))
      qualify(2, a == "over" ? "gt" : a == "under" ? "lt" : "approx");
    else if (a == "of" && b == "excess")
      qualify(2, "gt");
    else if (a == "over" || a == "above" || a == "exceeding")
      qualify(1, "gt");
    else if (a == "under" || a == "below")
      qualify(1, "lt");
    else if (a == "about" || a == "around" || a == "almost" || a == "nearly" || a == "approximately" ||
             a == "roughly" || a == "some" || a == "circa" || a == "estimated")
      qualify(1, "approx");
    if (e.comparator == "range" && before(1) == "between") --e.first;
    if (before(1) == "further" || before(1) == "another") {
      --e.first;
      if (before(1) == "a") --e.first;
    }
    if (before(1) == "only" || before(1) == "just" || before(1) == "still") --e.first;
    e.reach = e.last;
    e.begin = t_.begin(e.first);
    e.end = t_.end(e.last);
    const std::size_t tail = t_.end(e.last);
    if (tail < text_.size() && text_[tail] == '+') {
      e.end = static_cast<std::uint32_t>(tail + 1);
      if (e.comparator == "eq") e.comparator = "gt";
    }
    std::size_t open = e.begin;
    while (open > 0 && text_[open - 1] == '*') --open;
    e.bracketed = open > 0 && text_[open - 1] == '(' && e.end < text_.size() &&
                  (text_[e.end] == ')' || text_[e.end] == ',' || text_[e.end] == ';' || text_[e.end] == ':');
    if (e.in_words && e.end + 2 < text_.size() && text_[e.end] == ' ' && text_[e.end + 1] == '(') {
      const std::string_view inside = text_.substr(e.end + 2, 8);
      e.explained =
          !inside.empty() && inside[0] >= '0' && inside[0] <= '9' &&
          (inside.find('%') != std::string_view::npos || inside.find(" per") != std::string_view::npos);
    }
  }

  std::string_view text_;
  const Tokens& t_;
  WordMemo<number_word> known_;
  std::vector<NumberExpression> found_;
  mutable std::size_t read_ = static_cast<std::size_t>(-1);  // the word read last, its figure and what follows it
  mutable std::optional<double> value_;
  mutable std::string_view rest_;
};

}  // namespace

std::string decimal(double value) {
  if (value >= 1 && value < 1e15 && value == std::floor(value))
    return std::to_string(static_cast<std::int64_t>(value));
  std::string out = fmt::format("{:.6f}", value);
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

namespace {

// Up to ninety-nine in words, or digits.
std::optional<PlainNumber> small_number(const NumberWords& known, const Tokens& tokens, std::size_t i) {
  if (i >= tokens.size()) return std::nullopt;
  const std::uint32_t here = known(tokens, i);
  if (here == 0) return std::nullopt;
  if (here & kFigure) {
    std::string_view rest;
    const auto f = figure(tokens[i], rest);
    return f && rest.empty() ? std::optional(PlainNumber{*f, 1, true}) : std::nullopt;
  }
  if (const std::uint32_t ten = (here & kTen) >> 5) {
    const std::uint32_t one = i + 1 < tokens.size() ? known(tokens, i + 1) & kOne : 0;
    const bool both = one > 1 && kOnes[one - 1].value < 10;
    return PlainNumber{kTens[ten - 1].value + (both ? kOnes[one - 1].value : 0), both ? 2u : 1u, false};
  }
  if (const std::uint32_t one = here & kOne) return PlainNumber{kOnes[one - 1].value, 1, false};
  return std::nullopt;
}

}  // namespace

std::uint32_t word_of_number(std::string_view word) { return number_word(word) & (kOne | kTen | kFigure); }

std::optional<PlainNumber> plain_number(const Tokens& tokens, std::size_t i) {
  return plain_number(NumberWords(tokens), tokens, i);
}

std::optional<PlainNumber> number_at(const NumberWords& known, const Tokens& tokens, std::size_t i) {
  auto number = small_number(known, tokens, i);
  if (!number || number->digits) return number;
  // "three hundred", "eight hundred and six", "two thousand one hundred".
  const auto below = [&](double scale) {
    std::size_t next = i + number->length;
    if (next < tokens.size() && tokens[next] == "and" && !tokens.clause_before(next)) ++next;
    if (const auto rest = small_number(known, tokens, next); rest && !rest->digits && rest->value < scale && !tokens.clause_before(next)) {
      number->value += rest->value;
      number->length = next + rest->length - i;
    }
  };
  const auto named = [&](std::string_view word) {
    const std::size_t next = i + number->length;
    return next < tokens.size() && tokens[next] == word && !tokens.clause_before(next);
  };
  double thousands = 0;
  if (named("thousand")) {
    thousands = number->value * 1000;
    ++number->length;
    const auto rest = small_number(known, tokens, i + number->length);
    const std::size_t after = i + number->length + (rest ? rest->length : 0);
    if (!rest || rest->digits || after >= tokens.size() || tokens[after] != "hundred") {
      number->value = thousands;
      below(100);
      return number;
    }
    number->value = rest->value;
    number->length += rest->length;
  }
  if (named("hundred") && number->value < 100) {
    number->value *= 100;
    ++number->length;
    below(100);
  }
  number->value += thousands;
  return number;
}

std::vector<NumberExpression> number_expressions(std::string_view text, const Tokens& tokens) {
  return Scanner(text, tokens).run();
}

}  // namespace evident::ingest
