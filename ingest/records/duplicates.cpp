// Records are compared only when they share a key: the beginning or end of the title, its longest words with
// the year, the first page with volume or year, the first author with the year, a DOI or a PMID. A pair is
// first tried against what speaks against one work (another DOI, years far apart, other pages, other parts of
// a series), then against the rules that accept, from the surest down. Accepted pairs are joined to groups.
#include "ingest/records/duplicates.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "support/text.hpp"

namespace evident::ingest {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// A record as it is compared.
struct Prepared {
  std::vector<std::string> title_words, venue_words, families;
  std::vector<std::string> name_words;  // of all authors, sorted, once each
  std::vector<std::string> numerals;    // of the title, sorted
  std::string title;                    // its words without blanks
  std::string first_page, last_page, volume, issue, doi, pmid;
  std::string page_digits;  // of the first page without letters before it
  int year = 0;
};

std::vector<std::string> words_of(std::string_view text) {
  const std::string folded = fold(text);
  std::vector<std::string> words;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t gap = std::min(folded.find(' ', at), folded.size());
    if (gap > at) words.push_back(folded.substr(at, gap - at));
    at = gap + 1;
  }
  return words;
}

// Databases add to titles what is no part of them: "[Swedish]", "(vol 142, pg 310, 2003)", "[Erratum appears
// in …]".
std::string without_additions(std::string_view title) {
  static constexpr std::string_view kLanguages[] = {
      "swedish",     "german",     "french", "japanese",  "chinese",  "russian",         "spanish",
      "italian",     "polish",     "danish", "norwegian", "dutch",    "hungarian",       "czech",
      "portuguese",  "turkish",    "hebrew", "bulgarian", "croatian", "serbian",         "romanian",
      "korean",      "finnish",    "slovak", "ukrainian", "greek",    "article in",      "erratum appears",
      "see comment", "comment in", "review", "letter",    "abstract", "multiple letters"};
  std::string out;
  for (std::size_t at = 0; at < title.size();) {
    const char open = title[at];
    if (open == '[' || open == '(') {
      // A parenthesis that is never closed was cut off with the title.
      int depth = 0;
      std::size_t end = at;
      for (; end < title.size(); ++end) {
        depth += title[end] == '[' || title[end] == '(';
        depth -= title[end] == ']' || title[end] == ')';
        if (depth == 0) break;
      }
      const std::string inner = fold(title.substr(at + 1, end - at - 1));
      const bool said = std::any_of(std::begin(kLanguages), std::end(kLanguages),
                                    [&](std::string_view known) { return inner.starts_with(known); });
      std::size_t digits = 0, numbers = 0;
      for (std::size_t i = 0; i < inner.size(); ++i) {
        digits += digit(inner[i]);
        numbers += digit(inner[i]) && (i == 0 || !digit(inner[i - 1]));
      }
      const bool cites = numbers >= 2 && digits >= 4 && at > 0 &&
                         (inner.find("vol") != std::string::npos || numbers >= 3 || end == title.size());
      const bool cut_off = end == title.size() && at > 20 && depth > 0 && inner.starts_with("the journal");
      if ((said && at > 0) || cites || cut_off) {
        at = std::min(end + 1, title.size());
        continue;
      }
    }
    out += title[at++];
  }
  return out;
}

// Roman numbers and digits tell parts of a series apart; "i", "v" and "x" are mostly something else.
std::string numeral(const std::string& word) {
  static constexpr std::pair<std::string_view, std::string_view> kRoman[] = {
      {"ii", "2"}, {"iii", "3"}, {"iv", "4"}, {"vi", "6"}, {"vii", "7"}, {"viii", "8"}, {"ix", "9"}};
  if (std::all_of(word.begin(), word.end(), digit)) return word;
  for (const auto& [roman, arabic] : kRoman)
    if (word == roman) return std::string(arabic);
  return {};
}

std::string first_number(std::string_view text) {
  const auto at = std::find_if(text.begin(), text.end(), digit);
  return {at, std::find_if_not(at, text.end(), digit)};
}

// "532, 534-536", "c37-c42", "S33-38", "1019-24"; a date that a spreadsheet made of pages ("21-Apr") is none.
void take_pages(const std::string& text, Prepared& into) {
  const std::string folded = fold(text);
  for (const std::string_view month :
       {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
    if (folded.find(month) != std::string::npos && folded.size() < 9) return;
  std::size_t at = 0;
  while (at < folded.size() && folded[at] == ' ') ++at;
  std::size_t end = at;
  while (end < folded.size() && folded[end] != ' ') ++end;
  const std::string word = folded.substr(at, end - at);
  if (first_number(word).empty()) return;
  into.first_page = word;
  into.page_digits = first_number(word);
  // fold() makes a blank of the hyphen.
  const std::size_t mark = text.find('-');
  if (mark != std::string::npos && mark < end + 4)
    into.last_page = first_number(std::string_view(text).substr(mark));
}

Prepared prepare(const ComparedRecord& citation) {
  Prepared out;
  out.title_words = words_of(without_additions(citation.title));
  for (const std::string& word : out.title_words) {
    out.title += word;
    if (std::string n = numeral(word); !n.empty()) out.numerals.push_back(std::move(n));
  }
  std::sort(out.numerals.begin(), out.numerals.end());
  static constexpr std::string_view kSmall[] = {"the", "a",   "of",  "in",  "and", "for", "on",  "de", "la",
                                                "et",  "der", "die", "und", "fur", "le",  "del", "y"};
  for (std::string& word : words_of(citation.venue))
    if (std::find(std::begin(kSmall), std::end(kSmall), word) == std::end(kSmall))
      out.venue_words.push_back(std::move(word));
  for (const std::string& author : citation.authors) {
    const std::size_t comma = author.find(',');
    const std::vector<std::string> parts = words_of(author);
    if (parts.empty()) continue;
    out.families.push_back(comma == std::string::npos ? parts.back() : fold(author.substr(0, comma)));
    for (const std::string& part : parts)
      if (part.size() > 2) out.name_words.push_back(part);
  }
  std::sort(out.name_words.begin(), out.name_words.end());
  out.name_words.erase(std::unique(out.name_words.begin(), out.name_words.end()), out.name_words.end());
  take_pages(citation.pages, out);
  out.volume = first_number(citation.volume);
  out.issue = first_number(citation.issue);
  out.doi = citation.doi;
  out.pmid = citation.pmid;
  out.year = citation.year;
  return out;
}

// Levenshtein's distance as a share of the longer: 1 the same, 0 nothing (rows of the matrix, one byte a
// letter; titles are cut at 400 letters).
double alike(std::string_view a, std::string_view b) {
  a = a.substr(0, 400);
  b = b.substr(0, 400);
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 1;
  if (a.size() < b.size()) std::swap(a, b);
  if (b.size() * 10 < a.size() * 2) return 0;
  std::uint16_t row[401];
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<std::uint16_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::uint16_t corner = row[0];
    row[0] = static_cast<std::uint16_t>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::uint16_t above = row[j];
      const auto replaced = static_cast<std::uint16_t>(corner + (a[i - 1] != b[j - 1]));
      row[j] = std::min<std::uint16_t>(replaced, static_cast<std::uint16_t>(std::min(above, row[j - 1]) + 1));
      corner = above;
    }
  }
  return 1 - static_cast<double>(row[b.size()]) / static_cast<double>(a.size());
}

std::size_t shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::size_t n = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k])
      ++n, ++i, ++k;
    else
      a[i] < b[k] ? ++i : ++k;
  }
  return n;
}

// Of the fewer words of two journals' names, how many open alike: "Nat Rev Nephrol", "Nature Reviews
// Nephrology". Initials of all words are a name too.
double journals_alike(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto& fewer = a.size() <= b.size() ? a : b;
  const auto& more = a.size() <= b.size() ? b : a;
  if (fewer.size() == 1) {
    std::string initials;
    for (const std::string& word : more) initials += word.front();
    if (fewer.front() == initials) return 1;
  }
  std::size_t hits = 0;
  for (const std::string& word : fewer)
    hits += std::any_of(more.begin(), more.end(), [&](const std::string& other) {
      return other.starts_with(word) || word.starts_with(other);
    });
  return static_cast<double>(hits) / static_cast<double>(fewer.size());
}

// What is known of one pair. Unknown: one of them lacks the field.
struct Compared {
  double title = 0;
  bool titled = false;   // both have one
  bool opening = false;  // one title begins or ends with all of the other
  std::optional<bool> pages, near_pages, last_page, volume, issue, doi, pmid;
  std::optional<double> journal, authors;  // shares
  std::optional<bool> first_author;
  std::optional<int> years;  // apart
  bool numerals = true;      // the same
  std::size_t shared_names = 0;

  bool volume_or_unknown() const { return !volume || *volume; }
  bool people() const { return (first_author && *first_author) || (authors && *authors >= 0.5); }
  bool journal_at_least(double share) const { return journal && *journal >= share; }
};

template <class T>
std::optional<bool> equal(const T& a, const T& b) {
  if (a.empty() || b.empty()) return {};
  return a == b;
}

Compared compare(const Prepared& a, const Prepared& b) {
  Compared out;
  out.titled = !a.title.empty() && !b.title.empty();
  out.title = alike(a.title, b.title);
  const std::string_view shorter = a.title.size() <= b.title.size() ? a.title : b.title,
                         longer = a.title.size() <= b.title.size() ? b.title : a.title;
  out.opening = shorter.size() >= 25 && (longer.starts_with(shorter) || longer.ends_with(shorter));
  out.numerals = a.numerals == b.numerals;
  out.pages = equal(a.page_digits, b.page_digits);
  if (out.pages) {
    const auto number = [](const std::string& digits) { return digits.size() > 8 ? 0L : std::stol(digits); };
    out.near_pages = std::abs(number(a.page_digits) - number(b.page_digits)) <= 2;
  }
  // "1019-24" beside "1019-1024"
  if (!a.last_page.empty() && !b.last_page.empty())
    out.last_page = a.last_page.ends_with(b.last_page) || b.last_page.ends_with(a.last_page);
  out.volume = equal(a.volume, b.volume);
  out.issue = equal(a.issue, b.issue);
  // A volume that was exported as the issue, and the issue as the page.
  if (out.pages && !*out.pages &&
      ((a.volume.empty() && a.issue == b.volume && a.page_digits == b.issue) ||
       (b.volume.empty() && b.issue == a.volume && b.page_digits == a.issue)))
    out.pages.reset(), out.near_pages.reset(), out.volume = true;
  out.doi = equal(a.doi, b.doi);
  out.pmid = equal(a.pmid, b.pmid);
  if (!a.venue_words.empty() && !b.venue_words.empty())
    out.journal = journals_alike(a.venue_words, b.venue_words);
  if (!a.families.empty() && !b.families.empty()) {
    out.shared_names = shared(a.name_words, b.name_words);
    const std::size_t fewer = std::min(a.name_words.size(), b.name_words.size());
    out.authors = fewer ? static_cast<double>(out.shared_names) / static_cast<double>(fewer) : 0.0;
    const std::string &x = a.families.front(), &y = b.families.front();
    out.first_author = x == y || alike(x, y) >= 0.8 || x.ends_with(" " + y) || y.ends_with(" " + x);
  }
  if (a.year && b.year) out.years = std::abs(a.year - b.year);
  return out;
}

bool contradicted(const Compared& c) {
  if ((c.doi && !*c.doi) || (c.pmid && !*c.pmid)) return true;
  if (c.years && *c.years > 1) return true;
  if (!c.titled) return true;  // without a title nothing is sure
  if (!c.numerals && !c.opening) return true;
  return c.first_author && !*c.first_author && *c.authors < 0.5;
}

// The rules, from the surest down; empty: not one work.
std::string_view accepted(const Compared& c) {
  if (contradicted(c)) return {};
  const bool same_pages = c.pages && *c.pages, other_pages = c.pages && !*c.pages;
  const bool same_volume = c.volume && *c.volume, other_volume = c.volume && !*c.volume;
  const bool same_year = c.years && *c.years == 0;
  if (((c.doi && *c.doi) || (c.pmid && *c.pmid)) && (c.title >= 0.6 || c.opening))
    return "the same DOI or PMID and like titles";
  if (other_volume && !(same_pages && c.title > 0.95)) return {};
  if (same_pages) {
    if (c.title >= 0.85 && (same_volume || c.journal_at_least(0.5)))
      return "like titles, the same first page, the same volume or journal";
    if (c.title >= 0.9 && c.people()) return "like titles, the same first page and authors";
    if (c.opening && c.people() && same_volume)
      return "one title goes on where the other ends, the same first page, volume and authors";
    if (c.title >= 0.6 && same_volume && c.journal_at_least(0.5) && c.people() && same_year && c.authors &&
        *c.authors >= 0.6)
      return "the same first page, volume, journal, year and authors, titles that share words";
    // A translated title: what begins and ends on the same pages and is by the same four people at least.
    const bool same_range =
        c.last_page && *c.last_page && same_year && same_volume && c.journal_at_least(0.5);
    if (same_range && c.authors && *c.authors >= 0.9 && c.shared_names >= 4)
      return "the same pages, volume, journal, year and authors; one title may be a translation";
    return {};
  }
  if (other_pages) {
    const bool close = (c.near_pages && *c.near_pages) || (c.last_page && *c.last_page && c.title >= 0.95);
    if (close && (c.title >= 0.9 || c.opening) && same_volume && same_year && c.journal_at_least(0.5) &&
        c.people())
      return "like titles, pages that differ by a slip, the same volume, journal, year and authors";
    return {};
  }
  if (c.title >= 0.95 && c.people() && c.volume_or_unknown() && (!c.journal || *c.journal >= 0.5)) {
    if (same_year) return "like titles, the same authors and year, nothing against it";
    if (same_volume && c.issue && *c.issue && c.journal_at_least(0.9) && c.authors && *c.authors >= 0.8)
      return "like titles, the same authors, journal, volume and issue";
  }
  return {};
}

double score_of(const Compared& c) {
  // The mean of what both know; the title counts three times.
  double sum = 3 * c.title, weight = 3;
  const auto add = [&](double value) {
    sum += value;
    weight += 1;
  };
  for (const auto& known : {c.pages, c.volume, c.first_author, c.doi, c.pmid})
    if (known) add(*known);
  if (c.journal) add(*c.journal);
  if (c.authors) add(*c.authors);
  if (c.years) add(*c.years == 0 ? 1 : 0.5);
  return sum / weight;
}

std::vector<std::string> keys_of(const Prepared& p) {
  std::vector<std::string> keys;
  if (!p.title.empty()) {
    keys.push_back("t" + p.title.substr(0, 16));
    if (p.title.size() > 16) keys.push_back("e" + p.title.substr(p.title.size() - 16));
    std::vector<std::string> longest = p.title_words;
    std::stable_sort(longest.begin(), longest.end(), [](const std::string& a, const std::string& b) {
      return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    keys.push_back("l" + longest[0] + (longest.size() > 1 ? " " + longest[1] : "") + std::to_string(p.year));
  }
  if (!p.page_digits.empty()) {
    keys.push_back("p" + p.page_digits + " " + p.volume);
    keys.push_back("q" + p.page_digits + " " + std::to_string(p.year));
  }
  if (!p.families.empty()) keys.push_back("a" + p.families.front() + std::to_string(p.year));
  if (!p.doi.empty()) keys.push_back("d" + p.doi);
  if (!p.pmid.empty()) keys.push_back("m" + p.pmid);
  return keys;
}

// Union by the smaller place, so that groups do not know the order of the pairs.
class Groups {
 public:
  explicit Groups(std::size_t n) : of_(n) { std::iota(of_.begin(), of_.end(), 0u); }
  std::uint32_t root(std::uint32_t i) {
    while (of_[i] != i) i = of_[i] = of_[of_[i]];
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a), b = root(b);
    of_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> of_;
};

}  // namespace

ComparedRecord citation_of(const BibliographicRecord& record) {
  ComparedRecord out;
  out.title = record.text(RecordField::title);
  if (const std::string_view subtitle = record.text(RecordField::subtitle); !subtitle.empty())
    out.title.append(": ").append(subtitle);
  out.venue = record.text(RecordField::venue);
  if (out.venue.empty()) out.venue = record.text(RecordField::venue_abbreviation);
  out.volume = record.text(RecordField::volume);
  out.issue = record.text(RecordField::issue);
  out.pages = record.text(RecordField::pages);
  out.doi = record.text(RecordField::doi);
  out.pmid = record.text(RecordField::pmid);
  out.year = record.year();
  for (const FieldValue& value : record.fields)
    if (value.field == RecordField::author)
      out.authors.push_back(value.family.empty()
                                ? std::string(value.text)
                                : std::string(value.family) + ", " + std::string(value.given));
  return out;
}

DuplicateGroups find_duplicates(const std::vector<ComparedRecord>& citations,
                                const std::vector<std::pair<std::uint32_t, std::uint32_t>>& apart) {
  std::vector<Prepared> prepared;
  prepared.reserve(citations.size());
  for (const ComparedRecord& citation : citations) prepared.push_back(prepare(citation));
  std::vector<std::pair<std::string, std::uint32_t>> keyed;
  for (std::uint32_t i = 0; i < prepared.size(); ++i)
    for (std::string& key : keys_of(prepared[i])) keyed.emplace_back(std::move(key), i);
  std::sort(keyed.begin(), keyed.end());
  std::vector<std::uint64_t> pairs;
  for (std::size_t begin = 0; begin < keyed.size();) {
    std::size_t end = begin;
    while (end < keyed.size() && keyed[end].first == keyed[begin].first) ++end;
    // A key that many share says little; such records meet by another.
    if (end - begin <= kShared)
      for (std::size_t i = begin; i < end; ++i)
        for (std::size_t k = i + 1; k < end; ++k)
          if (keyed[i].second != keyed[k].second)
            pairs.push_back(std::uint64_t{keyed[i].second} << 32 | keyed[k].second);
    begin = end;
  }
  keyed = {};
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());

  DuplicateGroups out;
  Groups groups(citations.size());
  for (const std::uint64_t pair : pairs) {
    const auto one = static_cast<std::uint32_t>(pair >> 32), other = static_cast<std::uint32_t>(pair);
    const Prepared &a = prepared[one], &b = prepared[other];
    if (a.year && b.year && std::abs(a.year - b.year) > 1) continue;
    if (!a.doi.empty() && !b.doi.empty() && a.doi != b.doi) continue;
    const Compared compared = compare(a, b);
    const std::string_view reason = accepted(compared);
    if (reason.empty()) continue;
    const auto joined = std::minmax({groups.root(one), groups.root(other)});
    const bool kept_apart = std::any_of(apart.begin(), apart.end(), [&](const auto& two) {
      return std::minmax({groups.root(two.first), groups.root(two.second)}) == joined;
    });
    if (kept_apart) continue;
    out.pairs.push_back({one, other, score_of(compared), std::string(reason)});
    groups.join(one, other);
  }
  std::unordered_map<std::uint32_t, std::size_t> place;
  std::vector<std::vector<std::uint32_t>> all;
  for (std::uint32_t i = 0; i < citations.size(); ++i) {
    const auto [at, fresh] = place.try_emplace(groups.root(i), all.size());
    if (fresh) all.emplace_back();
    all[at->second].push_back(i);
  }
  for (auto& group : all)
    if (group.size() > 1) out.groups.push_back(std::move(group));
  return out;
}

}  // namespace evident::ingest
