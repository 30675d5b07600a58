#include "ingest/models/reference_tokens.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace evident::ingest::models {
namespace {

using Kind = ReferenceToken::Kind;

constexpr bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_space(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr unsigned char lower(unsigned char c) { return is_upper(c) ? static_cast<unsigned char>(c + 32) : c; }

// How many bytes a mark takes at this place; 0: it is no mark. Beyond ASCII: Latin-1 signs, general punctuation and symbols
// (U+2000 to U+2FFF), CJK punctuation, full-width forms.
std::size_t mark_bytes(std::string_view text, std::size_t i) {
  const auto at = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0; };
  const unsigned char c = at(0);
  if (c < 0x80) return is_digit(c) || is_upper(c) || is_lower(c) ? 0 : 1;
  if (c == 0xC2 && at(1)) return 2;
  const bool three = at(1) && at(2);
  if (c == 0xE2 && three) return 3;
  if (c == 0xE3 && at(1) == 0x80 && three) return 3;
  if (c == 0xEF && at(1) == 0xBC && three) return 3;
  return 0;
}

// What tells fields apart in the languages of the labelled sets. The model was trained with this table: change it together with
// kReferenceFeatures.
struct Cue {
  std::string_view word;
  std::uint8_t kind;
};
constexpr auto kCues = std::to_array<Cue>({
    {"in", 1},
    {"dir", 2}, {"ed", 2}, {"edited", 2}, {"editor", 2}, {"editors", 2}, {"eds", 2}, {"hg", 2}, {"hrsg", 2},
    {"band", 3}, {"bd", 3}, {"t", 3}, {"tome", 3}, {"vol", 3}, {"vols", 3}, {"volume", 3},
    {"heft", 4}, {"issue", 4}, {"no", 4}, {"nr", 4},
    {"p", 5}, {"page", 5}, {"pages", 5}, {"pp", 5}, {"s", 5},
    {"books", 6}, {"editions", 6}, {"éditions", 6}, {"press", 6}, {"publications", 6}, {"publishers", 6}, {"publishing", 6}, {"verlag", 6},
    {"institute", 7}, {"universität", 7}, {"université", 7}, {"university", 7},
    {"http", 8}, {"https", 8}, {"www", 8},
    {"doi", 9},
    {"annals", 10}, {"archives", 10}, {"bulletin", 10}, {"journal", 10}, {"letters", 10}, {"magazine", 10}, {"quarterly", 10},
    {"review", 10}, {"revue", 10}, {"transactions", 10}, {"zeitschrift", 10},
    {"conference", 11}, {"proc", 11}, {"proceedings", 11}, {"symposium", 11}, {"workshop", 11},
    {"accessed", 12}, {"available", 12}, {"consulté", 12}, {"retrieved", 12},
    {"tr", 13}, {"trans", 13}, {"transl", 13}, {"translated", 13},
    {"diss", 14}, {"dissertation", 14}, {"rep", 14}, {"report", 14}, {"thesis", 14},
    {"edition", 15}, {"edn", 15},
    {"isbn", 16}, {"issn", 16},
    {"al", 17}, {"et", 17},
    {"j", 18},
    {"series", 19},
    {"chapter", 20},
});
constexpr auto kMonths = std::to_array<std::string_view>({
    "april", "apr", "aug", "august", "août", "avril", "dec", "december", "décembre", "feb", "february", "février", "jan", "january",
    "janvier", "juillet", "juin", "jul", "july", "jun", "june", "mai", "mar", "march", "mars", "may", "nov", "novembre", "november",
    "oct", "october", "octobre", "sep", "sept", "septembre", "september",
});

std::uint8_t cue_of(std::string_view word) {
  for (const Cue& cue : kCues)
    if (cue.word == word) return cue.kind;
  return 0;
}

Kind kind_of_number(std::string_view number) {
  switch (number.size()) {
    case 1: return Kind::one_digit;
    case 2: return Kind::two_digits;
    case 3: return Kind::three_digits;
    case 4: return number >= "1500" && number <= "2029" ? Kind::year : Kind::four_digits;
    default: return Kind::more_digits;
  }
}

Kind kind_of_word(std::string_view word, std::string_view folded) {
  if (std::find(kMonths.begin(), kMonths.end(), folded) != kMonths.end()) return Kind::month;
  const auto first = static_cast<unsigned char>(word[0]);
  const auto letters = std::count_if(word.begin(), word.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; });
  if (is_upper(first)) {
    if (std::none_of(word.begin(), word.end(), [](unsigned char c) { return is_lower(c); }))
      return letters == 1 ? Kind::initial : letters <= 3 ? Kind::short_capitals : Kind::capitals;
    return letters <= 4 ? Kind::short_name : Kind::name;
  }
  return first >= 0x80 ? Kind::other_script : Kind::word;
}

// Numbers by their size; years by their half century: what a number is tells more than which.
FeatureHash number_word(std::string_view number, Kind kind) {
  if (kind == Kind::year) {
    const int year = (number[0] - '0') * 1000 + (number[1] - '0') * 100 + (number[2] - '0') * 10 + (number[3] - '0');
    return join(hash_of("year"), static_cast<FeatureHash>(year / 50));
  }
  if (number.size() > 2 || (number.size() == 2 && number > "31")) return join(hash_of("digits"), number.size());
  return hash_of(number);
}

// "Aa", "00", "AA_": at most two of a kind in a row, and whether a space stands before.
FeatureHash shape_of(std::string_view word, bool after_space) {
  FeatureHash h = kNoBytes;
  unsigned char last = 0, before = 0;
  for (const char byte : word) {
    const auto c = static_cast<unsigned char>(byte);
    const unsigned char kind = is_upper(c) ? 'A' : is_lower(c) || c >= 0x80 ? 'a' : is_digit(c) ? '0' : c;
    if (kind == last && kind == before) continue;
    h = with_byte(h, kind);
    before = last;
    last = kind;
  }
  return stir(after_space ? with_byte(h, '_') : h);
}

void describe(std::string_view text, ReferenceToken& token, std::string& folded) {
  const std::string_view word = text.substr(token.begin, token.end - token.begin);
  folded.assign(word);
  for (char& c : folded) c = static_cast<char>(lower(static_cast<unsigned char>(c)));
  token.shape = shape_of(word, token.after_space);
  if (token.kind == Kind::sign) {
    token.word = hash_of(folded);
  } else if (is_digit(static_cast<unsigned char>(word[0]))) {
    token.kind = kind_of_number(word);
    token.word = number_word(word, token.kind);
  } else {
    token.kind = kind_of_word(word, folded);
    token.word = hash_of(folded);
    token.cue = cue_of(folded);
  }
  const std::string_view all = folded;
  token.suffix = hash_of(all.substr(all.size() - std::min<std::size_t>(all.size(), 3)));
  token.prefix = hash_of(all.substr(0, 4));
}

}  // namespace

void reference_tokens(std::string_view text, std::vector<ReferenceToken>& tokens) {
  tokens.clear();
  std::string folded;
  bool space = true;
  for (std::size_t i = 0; i < text.size();) {
    if (is_space(static_cast<unsigned char>(text[i]))) {
      space = true;
      ++i;
      continue;
    }
    ReferenceToken token;
    token.begin = static_cast<std::uint32_t>(i);
    token.after_space = space;
    if (const std::size_t mark = mark_bytes(text, i)) {
      i += mark;
    } else {
      const bool digits = is_digit(static_cast<unsigned char>(text[i]));
      token.kind = Kind::word;
      while (i < text.size() && !is_space(static_cast<unsigned char>(text[i])) && !mark_bytes(text, i) && is_digit(static_cast<unsigned char>(text[i])) == digits) ++i;
    }
    token.end = static_cast<std::uint32_t>(i);
    describe(text, token, folded);
    tokens.push_back(token);
    space = false;
  }
}

}  // namespace evident::ingest::models
