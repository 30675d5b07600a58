#include "ingest/classify/citing.hpp"

#include <algorithm>

#include "ingest/classify/cues.hpp"
#include "ingest/classify/tokens.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

// "Doe, J.", "Doe J,", "van Doe, J.K.", "O'Doe AB": the opening of a list of authors.
bool opens_with_author(std::string_view words, const Tokens& tokens) {
  std::size_t i = 0;
  while (i < 2 && i + 1 < tokens.size() && !tokens.capital(i)) ++i;
  if (i + 1 >= tokens.size() || !tokens.capital(i) || tokens[i].size() < 2) return false;
  if (tokens.begin(0) > 0) return false;
  std::size_t k = i + 1;
  // A double name.
  if (k + 1 < tokens.size() && tokens.capital(k) && tokens[k].size() > 3 &&
      words.substr(tokens.end(i), tokens.begin(k) - tokens.end(i)) == "-")
    ++k;
  const std::string_view initials = words.substr(tokens.begin(k), tokens.end(k) - tokens.begin(k));
  if (initials.empty() || initials.size() > 3 || !std::all_of(initials.begin(), initials.end(), upper)) return false;
  const std::size_t behind = tokens.end(k);
  return behind < words.size() && (words[behind] == '.' || words[behind] == ',' || words[behind] == ' ' ||
                                   words[behind] == ';' || words[behind] == '(');
}

// A year in brackets or between stops: "(2011)", ". 2014;", ", 2012."
std::size_t printed_year(std::string_view words) {
  for (std::size_t i = 1; i + 4 <= words.size(); ++i) {
    if (!(words[i] == '1' || words[i] == '2') || !digit(words[i + 1]) || !digit(words[i + 2]) || !digit(words[i + 3]))
      continue;
    if (words.substr(i, 2) != "19" && words.substr(i, 2) != "20") continue;
    const char before = words[i - 1], after = i + 4 < words.size() ? words[i + 4] : '.';
    if ((before == '(' || before == ' ') && !digit(after) && after != '-' && after != ' ') return i;
  }
  return std::string_view::npos;
}

// "8(1)", ";34(2):", "pp. 15", "12: 88-104", a quotation or italics of a title, a publisher's word, an address.
bool published(std::string_view words, const Tokens& tokens) {
  for (std::size_t i = 1; i + 2 < words.size(); ++i) {
    if (words[i] == '(' && digit(words[i - 1]) && digit(words[i + 1])) return true;
    if ((words[i] == ';' || words[i] == ':') && digit(words[i - 1]) && (digit(words[i + 1]) || words[i + 1] == ' ') &&
        (digit(words[i + 1]) || digit(words[i + 2])))
      return true;
  }
  for (const std::string_view mark : {"‘", "“", " '", " \"", "*", "http", "doi", "pp."})
    if (words.find(mark) != words.npos) return true;
  for (const CueMatch& m : cues("publishing").match(tokens))
    if (m.label == "publisher") return true;
  return false;
}

}  // namespace

bool cites_work(std::string_view words) {
  words = trim(words);
  if (words.size() < 30 || words.size() > 500) return false;
  // Most paragraphs open with no surname before an initial.
  const std::size_t blank = words.find(' ');
  if (blank == words.npos || blank + 2 >= words.size() || !upper(words[blank + 1])) {
    // "van der Doe, J."
    if (blank == words.npos || blank > 4 || upper(words[0])) return false;
  }
  if (printed_year(words) == words.npos) return false;
  const Tokens tokens(words);
  return opens_with_author(words, tokens) && published(words, tokens);
}

}  // namespace evident::ingest
