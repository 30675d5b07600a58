// The text of bibliographic entries before and between its fields: what is no part of them, where the date
// stands, what ends a part.
#include <algorithm>
#include <array>
#include <cctype>

#include "ingest/classify/tokens.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/citation_names.hpp"
#include "support/text.hpp"

namespace evident::ingest::citing {
namespace {

using std::size_t;
constexpr size_t kNone = std::string_view::npos;

// What stands where the year would.
bool undated(std::string_view s) {
  static constexpr WordSet kWords("n.d.", "n.d", "nd", "no date", "undated", "forthcoming", "in press",
                                  "in preparation", "submitted", "s.a.", "o. J.", "date unknown",
                                  "under review");
  return kWords.contains(trim(s));
}

bool remark_word(std::string_view w) {
  static constexpr WordSet kWords("interview", "interviews", "conversation", "correspondence", "email", "e",
                                  "telephone", "personal", "ibid", "note", "notes", "names", "throughout",
                                  "respondents", "fieldwork", "field", "author", "authors", "thanks", "all",
                                  "some", "figure", "table", "section", "observation", "minutes");
  return kWords.contains(w);
}

}  // namespace

std::vector<std::string_view> parts_of(std::string_view s) {
  std::vector<std::string_view> out;
  size_t from = 0;
  for (size_t i = 0; i + 1 < s.size(); ++i) {
    if ((s[i] != '.' && s[i] != '?' && s[i] != '!') || s[i + 1] != ' ') continue;
    if (s[i] == '.') {
      size_t w = i;
      while (w > from && s[w - 1] != ' ' && s[w - 1] != '.') --w;
      const std::string_view word = s.substr(w, i - w);
      const bool rest_of_initials = word.size() == 1 && upper(word[0]);
      // "Field J.E. and Peck E." – an initial ends the part only where no name or "and" follows.
      if (rest_of_initials) {
        // "A. Smith and B. Jones"
        const std::string_view head = s.substr(0, w);
        if (head.ends_with(" and ") || head.ends_with(" & ")) continue;
        const std::string_view next = s.substr(i + 2);
        const bool goes_on = next.starts_with("and ") || next.starts_with("& ") || next.starts_with("(") ||
                             (next.size() > 1 && upper(next[0]) && (next[1] == '.' || next[1] == ' ') &&
                              !next.starts_with("A "));
        std::string_view behind = next;
        const std::string_view one = next_piece(behind), two = next_piece(behind);
        // "J. Smith": one or two capitalised words and then the end of the names.
        const bool before_name =
            w == from || (w > from && s[w - 1] == ' ' && pieces_in(s.substr(from, w - from)) == 0);
        if (goes_on || before_name) continue;
        if (w > from && s[w - 1] == ' ' && !two.empty() && begins_capital(one) &&
            (one.ends_with(",") || (two == "and" && pieces_in(s.substr(from, i - from)) < 3)))
          continue;
      }
      static constexpr WordSet kShort("al", "vol", "Vol", "no", "No", "pp", "p", "ed", "eds", "Dr", "Prof",
                                      "St", "cf", "eg", "ie", "vs", "Ltd", "Inc", "Co", "Mr", "Mrs", "Ms",
                                      "edn", "rev", "Rev", "Ph", "Univ");
      if (word != "al" && kShort.contains(word)) continue;
      if (word == "al" && i + 2 < s.size() && (s[i + 2] == '(' || digit(s[i + 2]))) continue;
    }
    out.push_back(trim(s.substr(from, i + 1 - from)));
    from = i + 2;
  }
  if (from < s.size()) out.push_back(trim(s.substr(from)));
  return out;
}

std::optional<int> year_in(std::string_view s, bool last) {
  std::optional<int> found;
  for (size_t i = 0; i + 4 <= s.size(); ++i) {
    if (!digit(s[i]) || (i > 0 && (digit(s[i - 1]) || s[i - 1] == '/'))) continue;
    size_t end = i;
    while (end < s.size() && digit(s[end])) ++end;
    if (end - i == 4) {
      const int y = std::stoi(std::string(s.substr(i, 4)));
      const bool page = (i > 0 && (s[i - 1] == '-' || s[i - 1] == ':')) || s.substr(0, i).ends_with("pp. ") ||
                        s.substr(0, i).ends_with("–") ||
                        (end < s.size() && s[end] == '-' && end + 4 < s.size() && digit(s[end + 3]) &&
                         digit(s[end + 4]) && i > 0 && s[i - 1] == ' ' && i > 1 && s[i - 2] == ':');
      if (y >= 1900 && y <= 2099 && !page) {
        found = y;
        if (!last) return found;
      }
    }
    i = end;
  }
  return found;
}
size_t trailing_date(std::string_view s) {
  const std::string_view all = strip(s);
  const size_t end = static_cast<size_t>(all.data() + all.size() - s.data());
  const size_t mark = all.find_last_of(".,;(");
  // "n.d" holds a full stop itself.
  for (const std::string_view word : {"n.d", "no date", "undated", "forthcoming", "in press"})
    if (all.ends_with(word) && all.size() > word.size() + 2 && all[all.size() - word.size() - 1] == ' ')
      return s.size() - (end - word.size());
  if (mark == kNone) return 0;
  const std::string_view tail = trim(all.substr(mark + 1));
  if (tail.size() < 4 || tail.size() > 5 || !digit(tail[0]) || !year_in(tail, false)) return 0;
  return s.size() - static_cast<size_t>(all.data() + mark - s.data());
}
Bracket dated_bracket(std::string_view s, size_t from) {
  for (size_t open = s.find('(', from); open != kNone; open = s.find('(', open + 1)) {
    const size_t close = s.find(')', open);
    if (close == kNone) break;
    const std::string_view inner = s.substr(open + 1, close - open - 1);
    if (inner.size() > 120) continue;
    if (undated(inner)) return {open, close, 0};
    if (const auto year = year_in(inner, false)) {
      // A bracket of words with a year among them belongs to a title.
      const bool opens =
          digit(inner[0]) || inner.size() < 24 || inner.find(", ") != kNone || inner.find(": ") != kNone;
      if (opens) return {open, close, *year};
    }
  }
  return {};
}

bool volume_in(std::string_view s) {
  for (size_t i = 1; i + 1 < s.size(); ++i) {
    if (s[i] == '(' && digit(s[i - 1]) && digit(s[i + 1])) return true;
    if (s[i] == ':' && digit(s[i - 1]) && (digit(s[i + 1]) || s[i + 1] == 'e')) return true;
    if (s[i] == ';' && digit(s[i - 1])) return true;
  }
  return s.find("vol.") != kNone || s.find("Vol.") != kNone || s.find("pp.") != kNone ||
         s.find("pp ") != kNone || s.find("no.") != kNone || s.find(" (6)") != kNone;
}

bool venue_word(std::string_view w) {
  static constexpr WordSet kWords("Review", "Journal", "Quarterly", "Magazine", "Times", "Guardian",
                                  "Bulletin", "Proceedings", "Annals", "Lancet", "BMJ", "Nature", "Science",
                                  "Letters", "Gazette", "Post", "News", "Economist", "Telegraph", "Forum",
                                  "Herald", "Weekly", "Digest", "Reports", "Archives", "Transactions",
                                  "Independent", "Observer");
  return kWords.contains(w);
}

std::optional<int> find_year(std::string_view s) {
  if (const Bracket b = dated_bracket(s); b.year) {
    // The last such bracket: titles have theirs earlier.
    Bracket last = b;
    for (Bracket next = dated_bracket(s, last.close); next.year; next = dated_bracket(s, last.close))
      last = next;
    return s.size() - last.close < 8 || b.close == last.close ? last.year : b.year;
  }
  return year_in(s, true);
}

std::string without_addresses(std::string_view words) {
  std::string out;
  out.reserve(words.size());
  for (size_t i = 0; i < words.size();) {
    const char c = words[i];
    const bool may_start = c == 'h' || c == 'w' || c == '1';
    if (may_start && (i == 0 || !std::isalnum(static_cast<unsigned char>(words[i - 1])))) {
      const std::string_view rest = words.substr(i);
      const bool doi = rest.substr(0, 3) == "10." && rest.size() > 7 && digit(rest[3]) &&
                       rest.substr(0, 12).find('/') != kNone;
      if (rest.starts_with("http") || rest.starts_with("www.") || doi) {
        while (i < words.size() && static_cast<unsigned char>(words[i]) > ' ' && words[i] != '>' &&
               words[i] != ')')
          ++i;
        continue;
      }
    }
    if (words[i] == '\n' || words[i] == '<' || words[i] == '>') {
      if (!out.empty() && out.back() != ' ') out += ' ';
      ++i;
      continue;
    }
    out += words[i++];
  }
  for (const std::string_view phrase :
       {"Available at:", "Available at", "Available from:", "Available from", "Retrieved from", "Accessed at",
        "doi:", "DOI:", "DOI ", "Available online:", "[online]", "[Online]", "Online:"})
    for (size_t at = out.find(phrase); at != std::string::npos; at = out.find(phrase))
      out.erase(at, phrase.size());
  for (const std::string_view open :
       {"[Accessed", "(Accessed", "[accessed", "(accessed", "[cited", "[Cited", "(cited ", "[last accessed",
        "(last accessed", "(Last accessed", "[Last accessed", "[viewed", "(viewed", "Accessed on ",
        "Last accessed ", "Accessed ", "Retrieved "}) {
    const size_t at = out.find(open);
    if (at != std::string::npos && at > 10) {
      const size_t close = open[0] == '['   ? out.find(']', at)
                           : open[0] == '(' ? out.find(')', at)
                                            : out.find('.', at);
      out.erase(at, close == std::string::npos ? std::string::npos : close - at + 1);
    }
  }
  return squeeze(out);
}

std::string_view after_remark(std::string_view s) {
  size_t best = kNone;
  for (const std::string_view see : {"See also ", "See, for example, ", "See, for example,",
                                     "See for example ", "See ", "see also ", "Cf. ", "Source: "}) {
    for (size_t at = s.find(see); at != kNone; at = s.find(see, at + 1)) {
      if (at > 0 && !(s[at - 1] == ' ' && at > 1 && (s[at - 2] == '.' || s[at - 2] == ';'))) continue;
      const size_t end = at + see.size();
      if (best == kNone || end > best) best = end;
    }
  }
  if (best != kNone) {
    s = trim(s.substr(best));
    for (const std::string_view filler : {"for example, ", "for example ", "e.g. ", "also ", "for example,"})
      if (s.starts_with(filler)) s = s.substr(filler.size());
    return s;
  }
  // Words that talk about the report are a remark, not a work.
  const Tokens tokens(s.substr(0, 160));
  for (size_t i = 0; i < tokens.size() && i < 12; ++i)
    if (tokens[i] == "we" || tokens[i] == "our" || tokens[i] == "these" || tokens[i] == "defined" ||
        tokens[i] == "figures" || tokens[i] == "purposes" || (i == 0 && remark_word(tokens[0])) ||
        (tokens[i] == "this" && i + 1 < tokens.size() &&
         (tokens[i + 1] == "is" || tokens[i + 1] == "was" || tokens[i + 1] == "figure" ||
          tokens[i + 1] == "report")))
      return {};
  if (s.empty() || lower(s[0])) return {};
  return s;
}

std::string_view without_label(std::string_view s, bool footnote) {
  // "Reference: ", "[3] ", "3. "
  const size_t colon = s.substr(0, 40).find(':');
  if (colon != kNone) {
    const std::string label = fold(s.substr(0, colon));
    for (const std::string_view l :
         {"reference", "source", "citation", "suggested citation", "how to cite", "cite as", "please cite as",
          "cite this report as", "to cite this report", "recommended citation", "please cite this report as",
          "cite this article as", "how to cite this report", "how to cite this article",
          "to cite this article", "cite this paper as", "this report should be cited as"})
      if (label == l) return trim(s.substr(colon + 1));
  }
  if (!s.empty() && s[0] == '[') {
    const size_t close = s.find(']');
    if (close != kNone && close < 6) return trim(s.substr(close + 1));
  }
  size_t i = 0;
  while (i < s.size() && digit(s[i])) ++i;
  if (i > 0 && i < 4 && i + 1 < s.size() && (s[i] == '.' || s[i] == ')') && s[i + 1] == ' ')
    return s.substr(i + 2);
  // "8 Cf. Smith" below "Notes".
  if (footnote && i > 0 && i < 4 && i + 2 < s.size() && s[i] == ' ' && upper(s[i + 1]))
    return s.substr(i + 1);
  return s;
}

}  // namespace evident::ingest::citing
