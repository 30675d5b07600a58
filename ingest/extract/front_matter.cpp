#include "ingest/extract/front_matter.hpp"

#include <array>

#include "ingest/classify/people.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/numbers.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr std::array<std::string_view, 12> kMonths{{"january", "february", "march", "april", "may", "june",
                                                    "july", "august", "september", "october", "november",
                                                    "december"}};

int month_of(std::string_view word) {
  for (std::size_t m = 0; m < kMonths.size(); ++m)
    if (word == kMonths[m] || (word.size() == 3 && kMonths[m].starts_with(word)))
      return static_cast<int>(m) + 1;
  return 0;
}

}  // namespace

std::vector<std::string> people_in(std::string_view line) {
  std::vector<std::string> out;
  std::string rest(line);
  // " and " and "&" part names as commas do; what stands in brackets is an affiliation.
  for (const std::string_view mark : {" and ", " & ", " with "}) {
    std::size_t at = 0;
    while ((at = rest.find(mark, at)) != std::string::npos) rest.replace(at, mark.size(), ", ");
  }
  std::size_t from = 0;
  while (from <= rest.size()) {
    std::size_t to = from;
    int depth = 0;
    while (to < rest.size() && (depth > 0 || (rest[to] != ',' && rest[to] != ';'))) {
      depth += rest[to] == '(' ? 1 : rest[to] == ')' && depth > 0 ? -1 : 0;
      ++to;
    }
    std::string_view piece = trim(std::string_view(rest).substr(from, to - from));
    if (const std::size_t stop = piece.find(". "); stop != std::string_view::npos && stop > 12)
      piece = piece.substr(0, stop);
    const std::string name = person_name(piece);
    if (name.empty()) {
      if (!piece.empty()) break;
    } else {
      out.push_back(name);
    }
    from = to + 1;
  }
  return out;
}

Date date_in(const Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto year = year_at(tokens, i);
    if (!year) continue;
    Date d;
    d.year = *year;
    if (i > 0) d.month = month_of(tokens[i - 1]);
    if (d.month && i > 1)
      if (const auto day = plain_number(tokens, i - 2); day && day->value <= 31)
        d.day = static_cast<int>(day->value);
    // "May 6, 2018"
    if (!d.month && i > 1)
      if (const auto day = plain_number(tokens, i - 1); day && day->value >= 1 && day->value <= 31)
        if ((d.month = month_of(tokens[i - 2]))) d.day = static_cast<int>(day->value);
    if (!d.month && i + 1 < tokens.size()) {  // "2013 May 24"
      d.month = month_of(tokens[i + 1]);
      if (d.month)
        if (const auto day = plain_number(tokens, i + 2); day && day->value <= 31)
        d.day = static_cast<int>(day->value);
    }
    return d;
  }
  return {};
}

FrontLines front_lines(std::string_view text, Span paragraph) {
  FrontLines out;
  const std::string_view words = text.substr(paragraph.begin, paragraph.end - paragraph.begin);
  std::size_t title_end = 0;
  bool in_title = true;
  for (std::size_t from = 0; from < words.size();) {
    const std::size_t to = std::min(words.find('\n', from), words.size());
    std::string_view line = trim(words.substr(from, to - from));
    while (!line.empty() && (line.front() == '(' || line.front() == '*')) line.remove_prefix(1);
    const Tokens tokens(line);
    const bool dated = tokens.size() <= 4 && !date_in(tokens).empty();
    std::vector<std::string> names = tokens.size() <= 30 ? people_in(line) : std::vector<std::string>{};
    if (from == 0 && names.size() < 2) names.clear();  // a short title in capitals looks like a name
    if (dated && out.date.empty()) out.date = date_in(tokens);
    if (!names.empty() && out.authors.empty()) out.authors = names;
    if (dated || !names.empty()) in_title = false;
    if (in_title) title_end = to;
    from = to + 1;
  }
  const std::string_view title = trim(words.substr(0, title_end));
  const Tokens tokens(title);
  // Without a line of another kind below it, or with a final point, it is text.
  if (!in_title && tokens.size() >= 2 && tokens.size() <= 40 && !title.ends_with('.'))
    out.title = trimmed(text, {paragraph.begin, paragraph.begin + static_cast<std::uint32_t>(title_end)});
  return out;
}

bool in_capitals(std::string_view line) {
  std::size_t letters = 0;
  for (const char c : line) {
    if (c >= 'a' && c <= 'z') return false;
    letters += c >= 'A' && c <= 'Z';
  }
  return letters >= 4;
}

bool is_masthead(std::string_view line) {
  const Tokens tokens(line);
  if (tokens.size() > 14) return false;
  if (line.find(" | ") != line.npos || line.find("  |") != line.npos || line.find(" > ") != line.npos) return true;
  static constexpr WordSet kNumbered("issue", "no", "number", "volume", "vol", "edition", "brief", "report");
  static constexpr WordSet kSeasons("spring", "summer", "autumn", "winter", "fall");
  static constexpr WordSet kSeries("bulletin", "newsletter", "digest", "gazette", "abstracts", "briefing",
                                   "magazine");
  bool series = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) series = series || kSeries.contains(tokens[i]);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens.number(i + 1) && kNumbered.contains(tokens[i]) && tokens.size() <= 10) return true;
    if (tokens[i + 1] == "issue" && kSeasons.contains(tokens[i])) return true;
  }
  return series && in_capitals(line) && tokens.size() >= 3;
}

}  // namespace evident::ingest
