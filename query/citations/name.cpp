// Particles are told by their lower case and bodies by the words that name them, because records say neither.
#include "query/citations/name.hpp"

#include <algorithm>
#include <cstdint>

#include "support/text.hpp"

namespace evident::query {
namespace {

using Words = std::vector<std::string_view>;

Words split(std::string_view text) {
  Words all;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = text.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    const auto end = std::min(text.find(' ', begin), text.size());
    all.push_back(text.substr(begin, end - begin));
    at = end;
  }
  return all;
}

std::string joined(const Words& words, std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t i = first; i < last; ++i) text += (i > first ? " " : "") + std::string(words[i]);
  return text;
}

std::size_t letter_bytes(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(bytes, text.size());
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }

// "J.E.", "И.", "J.-P.": single letters with a point each; "JE", "J": one or two capitals.
bool is_initials(std::string_view word) {
  if (word.find('.') == std::string_view::npos)
    return word.size() <= 2 && std::all_of(word.begin(), word.end(), is_capital);
  std::size_t letters = 0;
  while (!word.empty()) {
    if (word[0] == '-' || word[0] == '.') {
      word.remove_prefix(1);
      continue;
    }
    if (is_small(word[0]) || ++letters > 4) return false;
    word.remove_prefix(letter_bytes(word));
    if (!word.empty() && word[0] != '.' && word[0] != '-' && !is_capital(word[0])) return false;
  }
  return letters > 0;
}

bool is_suffix(std::string_view word) {
  static constexpr std::string_view kSuffixes[] = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"};
  return std::find(std::begin(kSuffixes), std::end(kSuffixes), word) != std::end(kSuffixes);
}

bool names_a_body(const Words& words) {
  static constexpr std::string_view kBodies[] = {
      "department", "ministry", "council",    "association", "confederation", "institute",
      "university", "office",   "commission", "agency",      "organization",  "organisation",
      "fund",       "trust",    "service",    "services",    "society",       "foundation",
      "network",    "centre",   "center",     "group",       "committee",     "authority",
      "board",      "college",  "partners",   "of",          "the",           "for",
      "ltd",        "plc",      "nhs",        "library",     "bank",          "alliance",
      "federation", "union",    "consortium", "collaboration", "school",      "hospital"};
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return std::any_of(std::begin(kBodies), std::end(kBodies), [word](std::string_view body) {
      return body.size() == word.size() && std::equal(word.begin(), word.end(), body.begin(), [](char a, char b) {
               return (is_capital(a) ? static_cast<char>(a + 32) : a) == b;
             });
    });
  });
}

// Han, kana and Hangul: U+1100–11FF, U+2E80–9FFF, U+AC00–D7FF.
bool is_east_asian(std::string_view text) {
  if (text.size() < 3) return false;
  const std::uint32_t first = (static_cast<unsigned char>(text[0]) & 0x0Fu) << 12 |
                              (static_cast<unsigned char>(text[1]) & 0x3Fu) << 6 |
                              (static_cast<unsigned char>(text[2]) & 0x3Fu);
  return (static_cast<unsigned char>(text[0]) & 0xF0) == 0xE0 &&
         ((first >= 0x1100 && first <= 0x11FF) || (first >= 0x2E80 && first <= 0x9FFF) ||
          (first >= 0xAC00 && first <= 0xD7FF));
}

// How many words before the family name are particles: they begin with a small letter.
std::size_t particles(const Words& words) {
  std::size_t n = 0;
  while (n + 1 < words.size() && (is_small(words[n][0]) || words[n][0] == '\'')) ++n;
  return n;
}

void take_family(PersonName& name, const Words& words) {
  const std::size_t n = particles(words);
  name.particle = joined(words, 0, n);
  name.family = joined(words, n, words.size());
}

}  // namespace

PersonName parse_name(std::string_view printed) {
  PersonName name;
  const std::string text = squeeze(printed);
  const auto whole = [&] {
    name.body = true;
    name.family = text;
    return name;
  };
  if (const auto comma = text.find(','); comma != std::string::npos && comma > 0) {
    const Words before = split(std::string_view(text).substr(0, comma));
    if (names_a_body(before)) return whole();  // "Institute for Care, Leeds"
    take_family(name, before);
    std::string rest(trim(std::string_view(text).substr(comma + 1)));
    if (const auto second = rest.find(','); second != std::string::npos) {
      const std::string a(trim(std::string_view(rest).substr(0, second)));
      const std::string b(trim(std::string_view(rest).substr(second + 1)));
      name.suffix = is_suffix(b) ? b : a;
      rest = is_suffix(b) ? a : b;
    }
    name.given = rest;
    return name;
  }
  Words parts = split(text);
  if (parts.size() < 2 || names_a_body(parts)) {
    if (parts.size() < 2 && is_east_asian(text)) {
      name.family = text;
      return name;
    }
    return whole();
  }
  if (parts.size() > 2 && is_suffix(parts.back())) {
    name.suffix = std::string(parts.back());
    parts.pop_back();
  }
  std::size_t last = parts.size();
  while (last > 1 && is_initials(parts[last - 1])) --last;
  if (last < parts.size()) {  // "van der Berg J."
    take_family(name, Words(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(last)));
    name.given = joined(parts, last, parts.size());
    return name;
  }
  std::size_t first = parts.size() - 1;  // "Jane van der Berg"
  while (first > 1 && (is_small(parts[first - 1][0]) || parts[first - 1][0] == '\'')) --first;
  take_family(name, Words(parts.begin() + static_cast<std::ptrdiff_t>(first), parts.end()));
  name.given = joined(parts, 0, first);
  return name;
}

std::string family_of(const PersonName& name) {
  if (is_written_whole(name)) return name.family;
  return name.particle.empty() ? name.family : name.particle + " " + name.family;
}

std::string initials_of(const PersonName& name, std::string_view after, std::string_view between, bool hyphens) {
  std::string text;
  const auto add = [&](std::string_view letter, bool hyphen) {
    if (!text.empty()) text += hyphen ? (hyphens ? "-" : "") : between;
    text += letter;
    text += after;
  };
  for (const std::string_view word : split(name.given)) {
    if (is_small(word[0])) continue;  // "Johann van": a particle that a record put behind
    if (is_initials(word) && word.find('.') == std::string_view::npos) {
      for (std::size_t i = 0; i < word.size(); ++i) add(word.substr(i, 1), false);
      continue;
    }
    bool first = true, hyphen = false;
    for (std::size_t at = 0; at < word.size();) {
      if (word[at] == '-' || word[at] == '.') {
        hyphen = word[at] == '-';
        first = true;
        ++at;
        continue;
      }
      const std::size_t bytes = letter_bytes(word.substr(at));
      if (first) add(word.substr(at, bytes), hyphen);
      first = hyphen = false;
      at += bytes;
    }
  }
  return text;
}

bool is_written_whole(const PersonName& name) { return !name.body && is_east_asian(name.family); }

}  // namespace evident::query
