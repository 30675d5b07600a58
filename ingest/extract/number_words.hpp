// The words of numbers: ones, tens, parts, scales, units of time, currencies, and what numbers are only the name of.
// Seen by numbers.cpp only.
#pragma once
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "ingest/classify/word_set.hpp"

namespace evident::ingest::number_words {

struct Named {
  std::string_view word;
  double value;
};
inline constexpr std::array<Named, 20> kOnes{
    {{"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
     {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
     {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
     {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}}};
inline constexpr std::array<Named, 8> kTens{{{"twenty", 20},
                                      {"thirty", 30},
                                      {"forty", 40},
                                      {"fifty", 50},
                                      {"sixty", 60},
                                      {"seventy", 70},
                                      {"eighty", 80},
                                      {"ninety", 90}}};
inline constexpr std::array<Named, 16> kParts{{{"half", 2},
                                        {"halves", 2},
                                        {"third", 3},
                                        {"thirds", 3},
                                        {"quarter", 4},
                                        {"quarters", 4},
                                        {"fifth", 5},
                                        {"fifths", 5},
                                        {"sixth", 6},
                                        {"sixths", 6},
                                        {"eighth", 8},
                                        {"eighths", 8},
                                        {"tenth", 10},
                                        {"tenths", 10},
                                        {"seventh", 7},
                                        {"sevenths", 7}}};
inline constexpr std::array<Named, 9> kScale{{{"million", 1e6},
                                       {"millions", 1e6},
                                       {"m", 1e6},
                                       {"mn", 1e6},
                                       {"billion", 1e9},
                                       {"bn", 1e9},
                                       {"thousand", 1e3},
                                       {"k", 1e3},
                                       {"trillion", 1e12}}};
inline constexpr WordSet kTime("second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week",
                        "weeks", "month", "months", "year", "years", "fortnight");
// What a number is the name of, not an amount.
inline constexpr WordSet kNumbered("page", "p", "pp", "section", "sections", "chapter", "figure", "fig", "table",
                            "box", "annex", "appendix", "note", "phase", "stage", "step", "part", "wave",
                            "tier", "level", "grade", "type", "version", "article", "act", "no", "vol",
                            "volume", "issue", "january", "route", "line", "recommendation", "question",
                            "key", "item", "footnote", "class", "classes", "grades", "stages", "phases", "years",
                            "category", "slide", "paragraph", "para", "band", "bands", "zone", "ward", "room");
inline constexpr WordSet kMonths("january", "february", "march", "april", "may", "june", "july", "august",
                          "september", "october", "november", "december", "spring");
inline constexpr WordSet kRateNames("ratio", "or", "rr", "hr", "aor", "irr", "smd", "effect", "size", "score",
                             "scores", "mean", "median", "average", "averaged", "averages", "averaging", "d",
                             "g", "index", "coefficient", "rated", "beta", "rating");
inline constexpr WordSet kRateUnits("points", "point", "sd", "standard", "per", "percentile", "percentiles",
                             "times");

inline const Named* find_in(std::string_view word, const Named* begin, const Named* end) {
  for (const Named* n = begin; n != end; ++n)
    if (n->word == word) return n;
  return nullptr;
}
template <std::size_t N>
inline const Named* find_in(std::string_view word, const std::array<Named, N>& names) {
  return find_in(word, names.data(), names.data() + N);
}

// "1,996", "0.25", and what follows the digits: "3.5m" leaves "m".
inline std::optional<double> figure(std::string_view word, std::string_view& rest) {
  std::array<char, 32> digits{};
  std::size_t n = 0, i = 0;
  for (; i < word.size() && n < digits.size(); ++i) {
    const char c = word[i];
    if (c == ',') {
      // "7,2": one or two digits behind a comma are decimals, three are thousands.
      std::size_t after = i + 1;
      while (after < word.size() && word[after] >= '0' && word[after] <= '9') ++after;
      if (after - i - 1 == 3 || after - i - 1 == 0 || (after < word.size() && word[after] == '.')) continue;
      if (word.find('.') != std::string_view::npos || word.find(',', i + 1) != std::string_view::npos) continue;
      if (n < digits.size()) digits[n++] = '.';
      continue;
    }
    if (c != '.' && (c < '0' || c > '9')) break;
    digits[n++] = c;
  }
  rest = word.substr(i);
  if (!n) return std::nullopt;
  // Whole numbers of up to fifteen digits are exact as they are.
  if (n <= 15 && std::find(digits.data(), digits.data() + n, '.') == digits.data() + n) {
    std::int64_t whole = 0;
    for (std::size_t d = 0; d < n; ++d) whole = whole * 10 + (digits[d] - '0');
    return static_cast<double>(whole);
  }
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + n, value);
  if (error != std::errc() || end != digits.data() + n) return std::nullopt;
  return value;
}

// The codes of currencies, as printed before amounts.
inline std::string_view currency(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kCodes{
      {{"gbp", "GBP"}, {"eur", "EUR"}, {"usd", "USD"}, {"dkk", "DKK"}, {"sek", "SEK"}, {"nok", "NOK"}, {"chf", "CHF"},
       {"cad", "CAD"}, {"aud", "AUD"}, {"nzd", "NZD"}, {"jpy", "JPY"}, {"inr", "INR"}, {"zar", "ZAR"}}};
  if (word.size() != 3) return {};
  for (const auto& [printed, code] : kCodes)
    if (word == printed) return code;
  return {};
}

// "Doubled", "trebled": by how much something grew. 0: no such word.
inline int multiplied(std::string_view word) {
  if (word.size() < 6 || (word.back() != 'd' && word.back() != 's' && word.back() != 'g')) return 0;
  const auto form_of = [&](std::string_view stem) {
    return word.starts_with(stem) &&
           (word.substr(stem.size()) == "ed" || word.substr(stem.size()) == "es" || word.substr(stem.size()) == "ing");
  };
  return form_of("doubl") ? 2 : form_of("tripl") || form_of("trebl") ? 3 : form_of("quadrupl") ? 4 : 0;
}

// What a word is in an expression: its place among the ones, tens and parts, one up; whether it begins with
// a figure; whether an expression may begin at it.
inline constexpr std::uint32_t kOne = 31, kTen = 15u << 5, kPart = 31u << 9, kFigure = 1u << 14, kOpens = 1u << 15;
inline std::uint32_t number_word(std::string_view word) {
  const auto place = [&](const auto& names) {
    const Named* named = find_in(word, names);
    return named ? static_cast<std::uint32_t>(named - names.data()) + 1 : 0u;
  };
  std::string_view rest;
  const std::uint32_t figures = figure(word, rest) ? kFigure : 0u;
  const std::uint32_t bits = place(kOnes) | place(kTens) << 5 | place(kParts) << 9 | figures;
  const bool opens = bits != 0 || word == "£" || word == "€" || word == "$" || word == "gbp" ||
                     !currency(word).empty() || word == "majority" || word == "minority" ||
                     word == "not" || word == "none" || word == "twice" || multiplied(word) != 0;
  return bits | (opens ? kOpens : 0u);
}

}  // namespace evident::ingest::number_words
