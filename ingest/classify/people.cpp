// Two to five capitalised words, forms of address and letters after the name left out; words that only bodies
// carry in their names make it no person.
#include "ingest/classify/people.hpp"

#include <algorithm>
#include <array>

#include "ingest/classify/cues.hpp"
#include "support/text.hpp"

namespace evident::ingest {

bool starts_upper(std::string_view s) {
  if (s.empty()) return false;
  const auto first = static_cast<unsigned char>(s[0]);
  return (first >= 'A' && first <= 'Z') || (first >= 0xC3 && first != 0xE2);  // E2: arrows, dashes, quotes
}

std::string person_name(std::string_view words) {
  words = trim(words);
  if (const std::size_t bracket = words.find('('); bracket != std::string_view::npos)
    words = trim(words.substr(0, bracket));
  while (!words.empty() &&
         (words.back() == '*' || words.back() == '_' || words.back() == '.' || words.back() == ','))
    words.remove_suffix(1);
  while (!words.empty() && (words.front() == '*' || words.front() == '_')) words.remove_prefix(1);
  std::string out;
  int parts = 0, plain = 0;
  std::size_t at = 0;
  while (at < words.size()) {
    while (at < words.size() && words[at] == ' ') ++at;
    std::size_t end = words.find(' ', at);
    if (end == std::string_view::npos) end = words.size();
    const std::string_view word = words.substr(at, end - at);
    at = end;
    if (word.empty()) continue;
    static constexpr auto kForms = std::to_array<std::string_view>(
        {"Professor", "Prof", "Prof.", "Dr", "Dr.", "Councillor", "Cllr", "Rev", "Revd", "Baroness", "Judge", "Sir",
         "Dame", "Mr", "Mrs", "Ms", "Lord", "Lady", "By", "by"});
    if (out.empty() && std::find(kForms.begin(), kForms.end(), word) != kForms.end()) continue;
    const bool post = word.size() >= 2 && word.size() <= 4 && parts >= 2 &&
                      std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
                      word.find_first_of("AEIOU") != 0;
    if (post) continue;  // CBE, PhD come after the name
    static constexpr std::array<std::string_view, 18> kParticles{
        {"de", "van", "von", "der", "la", "den", "bin", "del", "di", "da", "dos", "das", "du", "do", "ten", "ter",
         "zu", "le"}};
    const bool particle = std::find(kParticles.begin(), kParticles.end(), word) != kParticles.end();
    if (!starts_upper(word) && !particle) return {};
    for (const char c : word)
      if (c >= '0' && c <= '9') return {};
    if (!out.empty()) out += ' ';
    out += word;
    ++parts;
    plain += word.size() > 2;
  }
  if (parts < 2 || parts > 5 || plain < 1) return {};
  // Words that only bodies, papers and meetings carry in their names make it no person.
  return cues("bodies").match(Tokens(out)).empty() ? out : std::string();
}

}  // namespace evident::ingest
