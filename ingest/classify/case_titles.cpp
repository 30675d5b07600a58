#include "ingest/classify/case_titles.hpp"

#include <algorithm>
#include <array>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/word_set.hpp"

namespace evident::ingest {

// "Case studies", "Examples": a part that holds cases is none.
bool ends_with_plural_label(std::string_view words) {
  const Tokens tokens(words);
  return !tokens.empty() &&
         (tokens[tokens.size() - 1] == "studies" || tokens[tokens.size() - 1] == "examples");
}

// "Case study 3 – ", "Box 2: Case example: ", "Spotlight on ": how many bytes announce the case.
std::size_t after_case_label(std::string_view words) {
  static constexpr auto kLabels = std::to_array<std::string_view>(
      {"case", "study", "studies", "example", "examples", "report", "box", "vignette", "spotlight",
       "snapshot", "profile", "story", "practice", "focus", "illustration"});
  const Tokens tokens(words);
  std::size_t i = 0, title = 0;
  // "3. Case study: ": the number of the heading itself.
  while (i < tokens.size() && i < 3 && tokens.number(i)) ++i;
  const std::size_t opening = i;
  while (i < tokens.size()) {
    const std::size_t group = i;
    const auto label = [&](std::size_t k) {
      if (k >= tokens.size()) return false;
      if (std::find(kLabels.begin(), kLabels.end(), tokens[k]) != kLabels.end()) return true;
      if (tokens[k] == "in")
        return k + 1 < tokens.size() && (tokens[k + 1] == "practice" || tokens[k + 1] == "focus");
      if (tokens[k] == "good" || tokens[k] == "best" || tokens[k] == "worked" || tokens[k] == "success" ||
          tokens[k] == "project")
        return k + 1 < tokens.size() &&
               std::find(kLabels.begin(), kLabels.end(), tokens[k + 1]) != kLabels.end();
      // "A closer look: ", "Close-up: ".
      if (tokens[k] == "a") return k + 1 < tokens.size() && tokens[k + 1] == "closer";
      if (tokens[k] == "closer") return k + 1 < tokens.size() && tokens[k + 1] == "look";
      if (tokens[k] == "look") return k > 0 && tokens[k - 1] == "closer";
      if (tokens[k] == "close" || tokens[k] == "deep")
        return k + 1 < tokens.size() && tokens[k + 1] == (tokens[k] == "close" ? "up" : "dive");
      if (tokens[k] == "up" || tokens[k] == "dive")
        return k > 0 && tokens[k - 1] == (tokens[k] == "up" ? "close" : "deep");
      return tokens[k] == "on" && k > 0 && tokens[k - 1] == "spotlight";
    };
    while (label(i) && (i == group || !tokens.clause_before(i))) ++i;
    if (i == group) break;
    // Its number: "3", "IV", "A", "three".
    static constexpr WordSet kCounted("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
    if (i < tokens.size() && !tokens.clause_before(i) &&
        (tokens.number(i) || (kCounted.contains(tokens[i]) && (i + 1 == tokens.size() || tokens.clause_before(i + 1))) || (tokens[i].size() <= 4 && tokens.capital(i) &&
                              (i + 1 == tokens.size() || tokens.clause_before(i + 1)) &&
                              tokens[i].find_first_not_of("ivxabcdef") == std::string_view::npos)))
      ++i;
    const bool parted =
        i >= tokens.size() || tokens.clause_before(i) || tokens[i - 1] == "on" || tokens.number(i - 1);
    if (!parted && group > opening) break;
    title = i < tokens.size() ? tokens.begin(i) : words.size();
    if (!parted) break;
  }
  // "Case study of a scheme": the whole heading is its name.
  if (title > 0 && title < words.size()) {
    const Tokens rest(words.substr(title));
    if (!rest.empty() && (rest[0] == "of" || rest[0] == "from")) {
      title += rest.size() > 1 ? rest.begin(1) : 0;
    }
    // A quotation mark or bracket before the title belongs to it.
    while (title > 0 && (words[title - 1] == '"' || words[title - 1] == '(' || words[title - 1] == '\''))
      --title;
    if (title >= 3 && (words.substr(title - 3, 3) == "“" || words.substr(title - 3, 3) == "‘")) title -= 3;
  }
  return title;
}


bool boxed_case(std::string_view heading, std::string_view below) {
  const Tokens tokens(heading);
  if (tokens.size() < 4 || tokens.size() > 16 || tokens[0] != "box") return false;
  const std::size_t title = after_case_label(heading);
  const std::size_t comma = heading.rfind(", ");
  if (title == 0 || comma == std::string_view::npos || comma < title) return false;
  const Tokens place(heading.substr(comma + 2));
  const Tokens text(below.substr(0, 500));
  if (place.empty() || place.size() > 4) return false;
  for (std::size_t i = 0; i + place.size() <= text.size(); ++i) {
    std::size_t same = 0;
    while (same < place.size() && text[i + same] == place[same] && text.capital(i + same)) ++same;
    if (same == place.size()) return true;
  }
  return false;
}

// A title's own number: "2.3 ".
std::uint32_t after_number(std::string_view words) {
  std::size_t i = 0;
  while (i < words.size() && ((words[i] >= '0' && words[i] <= '9') || words[i] == '.' || words[i] == ')'))
    ++i;
  if (i == 0 || i >= words.size() || words[i] != ' ') return 0;
  return static_cast<std::uint32_t>(i + 1);
}

// Lines "Partners: …", "Where: …" of a paragraph, from its line `from` on.
std::size_t fact_lines(std::string_view words, std::size_t from) {
  std::size_t facts = 0;
  for (std::size_t at = from; at < words.size();) {
    const std::size_t stop = std::min(words.find('\n', at), words.size());
    const std::string_view line = words.substr(at, stop - at);
    const std::size_t colon = line.substr(0, 30).find(':');
    if (colon != std::string_view::npos) {
      const Tokens label(line.substr(0, colon));
      if (!label.empty() && label.size() <= 4)
        for (const CueMatch& m : cues("case-parts").match(label))
          facts += m.label == "fact" && m.last + 1 == label.size();
    }
    at = stop + 1;
  }
  return facts;
}

}  // namespace evident::ingest
