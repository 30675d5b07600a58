// Everything about text that needs no Unicode tables: words, trimming, label keys, stems, edit distance.
#include "support/text.hpp"

#include <libstemmer.h>

#include <algorithm>
#include <array>

#include "support/divided.hpp"

namespace evident {
namespace {

bool is_ascii_alnum(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

// The code point at i and its length; i is on a boundary of valid UTF-8.
std::pair<char32_t, std::size_t> code_point_at(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u;
  };
  const unsigned c = byte(0);
  if (c < 0x80) return {c, 1};
  if (c < 0xE0) return {((c & 0x1F) << 6) | (byte(1) & 0x3F), 2};
  if (c < 0xF0) return {((c & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F), 3};
  return {((c & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) | (byte(3) & 0x3F), 4};
}

enum class Class { other, word, ideograph };

Class class_of(char32_t c) {
  if (c < 0x80) return is_ascii_alnum(static_cast<unsigned char>(c)) ? Class::word : Class::other;
  if ((c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
      (c >= 0x20000 && c <= 0x3FFFF))
    return Class::ideograph;
  if (c == 0xAA || c == 0xB5 || c == 0xBA || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7))
    return Class::word;
  if (c >= 0x250 && c <= 0x1FFF) return Class::word;  // other alphabets and combining marks
  if (c >= 0x2C00 && c <= 0x2DFF) return Class::word;
  if (c >= 0xA640 && c <= 0xABFF) return Class::word;
  if (c >= 0xAC00 && c <= 0xD7FF) return Class::word;  // Hangul
  if (c >= 0xFB00 && c <= 0xFB06) return Class::word;  // Latin ligatures
  if (c >= 0x1D400 && c <= 0x1D7FF) return Class::word;
  return Class::other;
}

// British and American spellings brought to one; suffixes first, because they are regular.
std::string one_spelling(std::string word) {
  struct Ending {
    std::string_view from, to;
  };
  static constexpr std::array<Ending, 12> kEndings{{{"isation", "ization"},
                                                    {"isations", "izations"},
                                                    {"ise", "ize"},
                                                    {"ised", "ized"},
                                                    {"ises", "izes"},
                                                    {"ising", "izing"},
                                                    {"yse", "yze"},
                                                    {"ysed", "yzed"},
                                                    {"our", "or"},
                                                    {"ours", "ors"},
                                                    {"tre", "ter"},
                                                    {"ogue", "og"}}};
  static constexpr std::array<std::string_view, 20> kNot{
      "four",      "hour",      "your",       "our",     "tour",    "sour",  "pour",
      "wise",      "rise",      "exercise",   "promise", "precise", "raise", "praise",
      "otherwise", "expertise", "enterprise", "noise",   "advise",  "revise"};
  // No ending but these two letters leads on, and the words below begin with few.
  const std::string_view tail = std::string_view(word).substr(word.size() < 2 ? 0 : word.size() - 2);
  const bool ending = tail == "on" || tail == "ns" || tail == "se" || tail == "ed" || tail == "es" ||
                      tail == "ng" || tail == "ur" || tail == "rs" || tail == "re" || tail == "ue";
  const auto is_not = [&] { return std::find(kNot.begin(), kNot.end(), word) != kNot.end(); };
  if (ending && is_not()) return word;
  if (ending)
    for (const auto& e : kEndings)
      if (word.size() > e.from.size() + 2 && std::string_view(word).ends_with(e.from)) {
        word.replace(word.size() - e.from.size(), e.from.size(), e.to);
        break;
      }
  struct Pair {
    std::string_view from, to;
  };
  static constexpr std::array<Pair, 8> kWords{{{"programme", "program"},
                                               {"programmes", "program"},
                                               {"ageing", "aging"},
                                               {"paediatric", "pediatric"},
                                               {"enrolment", "enrollment"},
                                               {"fulfilment", "fulfillment"},
                                               {"behavioural", "behavioral"},
                                               {"labour", "labor"}}};
  for (const auto& p : kWords)
    if (word == p.from) return std::string(p.to);
  return word;
}

std::string singular(std::string word) {
  if (word.size() < 4 || word.back() != 's') return word;
  const std::string_view w = word;
  if (w.ends_with("ss") || w.ends_with("us") || w.ends_with("is") || w == "news" || w == "series" ||
      w == "species")
    return word;
  if (w.ends_with("ies") && w.size() > 4) return word.substr(0, word.size() - 3) + "y";
  if (w.ends_with("sses") || w.ends_with("ches") || w.ends_with("shes") || w.ends_with("xes"))
    return word.substr(0, word.size() - 2);
  return word.substr(0, word.size() - 1);
}

}  // namespace

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view trim(std::string_view text) {
  const auto blank = [](std::string_view t, std::size_t i) -> std::size_t {  // length of the blank at i, or 0
    const char c = t[i];
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    if (static_cast<unsigned char>(c) < 0x80) return 0;
    if (t.substr(i).starts_with("\xC2\xA0")) return 2;
    for (std::string_view wide : {"\xE2\x80\x89", "\xE2\x80\xAF", "\xE2\x80\x8B", "\xE3\x80\x80",
                                  "\xEF\xBB\xBF", "\xE2\x80\xA8", "\xE2\x80\xA9"})
      if (t.substr(i).starts_with(wide)) return 3;
    return 0;
  };
  while (!text.empty()) {
    const std::size_t n = blank(text, 0);
    if (n == 0) break;
    text.remove_prefix(n);
  }
  while (!text.empty()) {
    std::size_t i = text.size() - 1;
    while (i > 0 && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) --i;
    if (blank(text, i) != text.size() - i) break;
    text.remove_suffix(text.size() - i);
  }
  return text;
}

namespace {

// The length of the white space (Unicode) at i, 0 when there is none; few bytes can begin one.
std::size_t blank_length(std::string_view text, std::size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) ? 1 : 0;
  if (c != 0xC2 && c != 0xE1 && c != 0xE2 && c != 0xE3 && c != 0xEF) return 0;
  const auto [p, n] = code_point_at(text, i);
  const bool blank = p == 0x85 || p == 0xA0 || p == 0x1680 || (p >= 0x2000 && p <= 0x200B) || p == 0x2028 ||
                     p == 0x2029 || p == 0x202F || p == 0x205F || p == 0x3000 || p == 0xFEFF;
  return blank ? n : 0;
}

}  // namespace

// Words that are parted by one blank already are copied together.
std::string squeeze(std::string_view text) {
  if (has_divided_words(text)) return squeeze(undivided(text));
  const auto plain = [&](std::size_t i) {
    return text[i] > ' ' && static_cast<unsigned char>(text[i]) < 0x80;
  };
  std::string out;
  out.reserve(text.size());
  std::size_t i = 0;
  while (true) {
    while (i < text.size()) {
      const std::size_t n = blank_length(text, i);
      if (n == 0) break;
      i += n;
    }
    if (i >= text.size()) return out;
    const std::size_t begin = i;
    while (i < text.size()) {
      if (plain(i)) {
        ++i;
      } else if (text[i] == ' ' && i + 1 < text.size() && plain(i + 1)) {
        i += 2;
      } else if (blank_length(text, i) == 0) {
        ++i;
      } else {
        break;
      }
    }
    if (!out.empty()) out += ' ';
    out.append(text.substr(begin, i - begin));
  }
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                    [&](char a, char b) { return lower(a) == lower(b); });
}

std::vector<Word> words(std::string_view text) {
  std::vector<Word> found;
  std::size_t i = 0;
  while (i < text.size()) {
    const auto [c, n] = code_point_at(text, i);
    const Class k = class_of(c);
    if (k == Class::other) {
      i += n;
      continue;
    }
    const std::size_t begin = i;
    i += n;
    if (k == Class::word) {
      while (i < text.size()) {
        const auto [d, m] = code_point_at(text, i);
        if (class_of(d) == Class::word) {
          i += m;
          continue;
        }
        // An apostrophe or hyphen inside a word, a point or comma inside a number.
        const bool joins = d == '\'' || d == 0x2019 || d == '-' || d == 0x2010 || d == 0x2011;
        const bool digits = (d == '.' || d == ',') && is_digit(static_cast<unsigned char>(text[i - 1]));
        if ((joins || digits) && i + m < text.size()) {
          const auto [e, unused] = code_point_at(text, i + m);
          if (digits ? (e >= '0' && e <= '9') : class_of(e) == Class::word) {
            i += m;
            continue;
          }
        }
        break;
      }
    }
    found.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::min(i, text.size()))});
  }
  return found;
}

std::string label_key(std::string_view text) {
  const std::string folded = fold(text);
  std::string out;
  out.reserve(folded.size());
  std::string_view rest = folded;
  while (!rest.empty()) {
    const auto blank = rest.find(' ');
    if (!out.empty()) out += ' ';
    out += one_spelling(singular(std::string(rest.substr(0, blank))));
    if (blank == std::string_view::npos) break;
    rest.remove_prefix(blank + 1);
  }
  return out;
}

std::string stem(std::string_view folded_word) {
  // One stemmer a thread: Snowball's object is not shared safely.
  struct Stemmer {
    sb_stemmer* s = sb_stemmer_new("english", "UTF_8");
    ~Stemmer() { sb_stemmer_delete(s); }
  };
  static thread_local Stemmer stemmer;
  const std::string word = one_spelling(std::string(folded_word));
  const sb_symbol* out = sb_stemmer_stem(stemmer.s, reinterpret_cast<const sb_symbol*>(word.data()),
                                         static_cast<int>(word.size()));
  return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(sb_stemmer_length(stemmer.s))};
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  std::u32string x, y;
  for (std::size_t i = 0; i < a.size();) {
    const auto [c, n] = code_point_at(a, i);
    x += c;
    i += n;
  }
  for (std::size_t i = 0; i < b.size();) {
    const auto [c, n] = code_point_at(b, i);
    y += c;
    i += n;
  }
  if (x.size() > y.size()) std::swap(x, y);
  if (y.size() - x.size() > limit) return limit + 1;
  std::vector<std::size_t> before, previous(x.size() + 1), row(x.size() + 1);
  for (std::size_t i = 0; i <= x.size(); ++i) previous[i] = i;
  for (std::size_t j = 1; j <= y.size(); ++j) {
    row[0] = j;
    std::size_t least = row[0];
    for (std::size_t i = 1; i <= x.size(); ++i) {
      row[i] = std::min({previous[i] + 1, row[i - 1] + 1, previous[i - 1] + (x[i - 1] != y[j - 1])});
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
        row[i] = std::min(row[i], before[i - 2] + 1);
      least = std::min(least, row[i]);
    }
    if (least > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return std::min(previous[x.size()], limit + 1);
}

}  // namespace evident
