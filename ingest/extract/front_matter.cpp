#include "ingest/extract/front_matter.hpp"

#include <algorithm>
#include <array>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/people.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/link/lexicon.hpp"
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

static std::string without_bold(std::string_view line) {
  std::string out(line);
  for (std::size_t at = 0; (at = out.find("**", at)) != out.npos;) out.erase(at, 2);
  return out;
}

// Without the marks that lead from a name to an affiliation: "Poe1,2", "Roe²*", "Doe†".
static std::string_view without_marks(std::string_view piece) {
  const auto mark = [](std::string_view s) -> std::size_t {
    const char c = s.back();
    if ((c >= '0' && c <= '9') || c == '*') return 1;
    for (const std::string_view m : {"¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "†", "‡", "§"})
      if (s.ends_with(m)) return m.size();
    return 0;
  };
  while (!piece.empty())
    if (const std::size_t n = mark(piece))
      piece.remove_suffix(n);
    else
      break;
  return piece;
}

// "PhD", "RSW", "MSc": letters of honour between commas.
static bool post_nominals(std::string_view piece) {
  const auto capitals = std::count_if(piece.begin(), piece.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return piece.size() <= 6 && capitals >= 2 && piece.find(' ') == piece.npos;
}

std::vector<std::string> people_in(std::string_view line) {
  std::vector<std::string> out;
  std::string rest(line);
  // " and " and "&" part names as commas do; what stands in brackets is an affiliation.
  for (const std::string_view mark : {" and ", " & ", " with ", " y ", " und ", " et ", " · ", " • ", " | "}) {
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
    std::string_view piece = without_marks(trim(std::string_view(rest).substr(from, to - from)));
    if (const std::size_t stop = piece.find(". "); stop != std::string_view::npos && stop > 12)
      piece = piece.substr(0, stop);
    const std::string name = person_name(piece);
    if (name.empty()) {
      if (!piece.empty() && !post_nominals(piece)) break;
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
    const std::string bare = without_bold(line);
    line = bare;
    // "Author: A, B", "Received: 3 March 2016": the label says what stands behind it.
    const std::size_t colon = line.substr(0, 40).find(": ");
    const std::vector<CueMatch> told = cues("front-labels").match(Tokens(line.substr(0, std::min(colon, line.size()))));
    if (!told.empty() && told[0].first == 0) {
      const std::string_view value = colon == line.npos ? line : trim(line.substr(colon + 1));
      if (told[0].label == "authors" && colon != line.npos && out.authors.empty()) out.authors = people_in(value);
      // The last of several dates is when it came out.
      if (told[0].label == "date")
        for (std::size_t at = 0; at != value.npos; at = value.find(';', at + 1))
          if (const Date d = date_in(Tokens(value.substr(at))); !d.empty()) out.date = d;
      in_title = in_title && from != 0;
      if (in_title) in_title = false;
      from = to + 1;
      continue;
    }
    const Tokens tokens(line);
    // "May 2019", and "Conference of Wardens, Leeds, 5 November 2013" below the first line.
    const bool ends_dated = from > 0 && tokens.size() <= 16 && !tokens.empty() && line.find(',') != line.npos &&
                            year_at(tokens, tokens.size() - 1).has_value();
    const bool dated = (tokens.size() <= 4 || ends_dated) && !date_in(tokens).empty();
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
  static constexpr WordSet kSeasons("spring", "summer", "autumn", "winter", "fall");
  const std::vector<CueMatch> names = cues("series").match(tokens);
  bool series = false;
  std::size_t named = 0;
  for (const CueMatch& m : names) {
    series = series || m.label == "series";
    named += m.label != "numbered" || m.weight > 1;
    if (m.label == "numbered" && m.last + 1 < tokens.size() && tokens.number(m.last + 1) && tokens.size() <= 10)
      return true;
  }
  std::size_t plain = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    plain += tokens.number(i) || is_function_word(tokens[i]);
    if (i > 0 && tokens[i] == "issue" && kSeasons.contains(tokens[i - 1])) return true;
  }
  // "RESEARCH SUMMARY 14/2017", "Evidence in brief": words of series and nothing else.
  if (named >= 2 && named + plain >= tokens.size()) return true;
  return series && in_capitals(line) && tokens.size() >= 3;
}

}  // namespace evident::ingest
