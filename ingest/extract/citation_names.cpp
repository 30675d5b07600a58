// Names of persons and bodies in bibliographic entries.
#include "ingest/extract/citation_names.hpp"

#include <algorithm>

#include "ingest/classify/word_set.hpp"
#include "ingest/extract/citation.hpp"
#include "support/text.hpp"

namespace evident::ingest::citing {
namespace {

using std::size_t;
constexpr size_t kNone = std::string_view::npos;

bool particle(std::string_view w) {
  static constexpr WordSet kWords("de", "van", "von", "der", "den", "la", "le", "di", "da", "dos", "del",
                                  "du", "bin", "ter", "ten", "of", "for", "the", "and", "in", "on", "&", "al",
                                  "al.", "et", "y", "e");
  return kWords.contains(w);
}

bool degree(std::string_view w) {
  static constexpr WordSet kWords("Ph.D", "PhD", "MD", "M.D", "MPH", "MSc", "MA", "BA", "CBE", "OBE", "MBE",
                                  "FRCP", "DPhil", "RN", "Jr", "Sr", "editor", "editors", "ed", "eds", "Ed",
                                  "Eds", "(ed)", "(eds)", "(ed.)", "(eds.)", "(editor)", "(editors)");
  return kWords.contains(strip(w)) || kWords.contains(w);
}

bool honorific(std::string_view w) {
  static constexpr WordSet kWords("Prof", "Prof.", "Professor", "Dr", "Dr.", "Sir", "Dame", "Lord", "Lady",
                                  "Baroness", "Mr", "Mrs", "Ms", "By", "by");
  return kWords.contains(w);
}

// "Department for Environment, Food and Rural Affairs": one name with commas.
bool one_body(std::string_view who) {
  static constexpr WordSet kOpens("Department", "Ministry", "Office", "Committee", "House", "Commission",
                                  "Centre", "Center", "Institute", "National", "Royal", "Federal", "Agency",
                                  "Council", "Board", "Organisation", "Organization", "Society");
  std::string_view rest = who;
  if (!kOpens.contains(next_piece(rest))) return false;
  const size_t words = pieces_in(who);
  if (words < 3 || words > 12 || who.find(';') != kNone || who.find("et al") != kNone) return false;
  const size_t comma = std::min(who.find(','), who.find(" and "));
  const std::string_view first = who.substr(0, comma);
  return first.find(" for ") != kNone || first.find(" of ") != kNone;
}

}  // namespace

bool begins_capital(std::string_view word) {
  return !word.empty() && (upper(word[0]) ||
                           (static_cast<unsigned char>(word[0]) == 0xC3 && word.size() > 1 &&
                            static_cast<unsigned char>(word[1]) < 0x9F) ||
                           static_cast<unsigned char>(word[0]) > 0xC3);
}

std::string_view strip(std::string_view s) {
  const auto mark = [](char c) {
    return c == ' ' || c == ',' || c == '.' || c == ';' || c == ':' || c == '*' || c == '_' || c == '<' ||
           c == '>' || c == '\n' || c == '|' || c == '-';
  };
  while (!s.empty() && mark(s.front())) s.remove_prefix(1);
  while (s.starts_with("–") || s.starts_with("—")) {
    s.remove_prefix(3);
    s = trim(s);
  }
  while (!s.empty() && mark(s.back())) s.remove_suffix(1);
  return s;
}

std::string_view next_piece(std::string_view& s) {
  size_t at = 0;
  while (at < s.size() && s[at] == ' ') ++at;
  size_t end = at;
  while (end < s.size() && s[end] != ' ') ++end;
  const std::string_view piece = s.substr(at, end - at);
  s.remove_prefix(end);
  return piece;
}

std::vector<std::string_view> blanks(std::string_view s) {
  std::vector<std::string_view> out;
  for (std::string_view w = next_piece(s); !w.empty(); w = next_piece(s)) out.push_back(w);
  return out;
}

size_t pieces_in(std::string_view s) {
  size_t n = 0;
  for (size_t i = 0; i < s.size(); ++i) n += s[i] != ' ' && (i == 0 || s[i - 1] == ' ');
  return n;
}

// "J", "JE", "J.E.", "J.-P."
bool initials(std::string_view w) {
  int letters = 0;
  for (const char c : w) {
    if (upper(c))
      ++letters;
    else if (c != '.' && c != '-')
      return false;
  }
  return letters > 0 && letters <= 4;
}

bool all_initials(std::string_view piece) {
  std::string_view rest = strip(piece);
  const std::string_view whole = rest;
  size_t words = 0;
  for (std::string_view w = next_piece(rest); !w.empty(); w = next_piece(rest))
    if (++words > 4 || !initials(w)) return false;
  return words > 0 && !(whole.size() == 4 && words == 1 && whole.find('.') == kNone);
}

bool name_like(std::string_view piece) {
  size_t capitals = 0, words = 0;
  for (std::string_view w = next_piece(piece); !w.empty(); w = next_piece(piece)) {
    if (++words > 9) return false;
    if (std::any_of(w.begin(), w.end(), digit)) return false;
    if (w.find(':') != kNone || w.find('?') != kNone) return false;
    if (begins_capital(w))
      ++capitals;
    else if (!particle(w) && !degree(w))
      return false;
  }
  return capitals > 0;
}

// Openings of titles, not of names.
bool opens_title(std::string_view s) {
  static constexpr WordSet kWords("What", "How", "Why", "When", "Where", "Who", "Towards", "Toward", "From",
                                  "Does", "Do", "Is", "Are", "Can", "Beyond", "Making", "Building",
                                  "Understanding", "Improving", "Review", "Report", "Guidance", "Policy",
                                  "Annual", "An", "A", "In", "On", "Getting", "Evaluating", "Evaluation",
                                  "Strategy", "Delivering", "Measuring");
  const auto words = blanks(s);
  return !words.empty() && (kWords.contains(words[0]) ||
                            (words[0].size() > 5 && words[0].ends_with("ing") && words.size() > 2));
}

std::vector<std::string> split_names(std::string_view who) {
  if (one_body(strip(who))) return {squeeze(strip(who))};
  std::vector<std::string> pieces;
  const bool semicolons = who.find(';') != kNone;
  size_t from = 0;
  const auto take = [&](size_t to) {
    const std::string_view piece = strip(who.substr(from, to - from));
    // strip() takes the full stop after initials too; that does no harm.
    if (!piece.empty()) pieces.emplace_back(piece);
  };
  for (size_t i = 0; i < who.size();) {
    size_t cut = 0;
    if (who[i] == ';' || (who[i] == ',' && !semicolons))
      cut = 1;
    else if (who.substr(i, 5) == " and ")
      cut = 5;
    else if (who.substr(i, 3) == " & ")
      cut = 3;
    if (cut == 5) {
      // "Department for Work and Pensions", "National Institute for Health and Care Excellence".
      const std::string_view before = strip(who.substr(from, i - from));
      if (before.find(" for ") != kNone || before.find(" of ") != kNone || before.find("Health") != kNone)
        cut = 0;
    }
    if (cut == 0) {
      ++i;
      continue;
    }
    take(i);
    i += cut;
    from = i;
  }
  take(who.size());
  std::vector<std::string> out;
  for (std::string& piece : pieces) {
    if (piece.starts_with("and ")) piece.erase(0, 4);
    if (piece.starts_with("& ")) piece.erase(0, 2);
    auto words = blanks(piece);
    while (!words.empty() && honorific(words.front())) words.erase(words.begin());
    while (!words.empty() && degree(words.back())) words.pop_back();
    if (words.size() >= 2 && words[words.size() - 2] == "et") words.resize(words.size() - 2);
    if (words.empty() || (words.size() == 2 && words[0] == "et")) continue;
    std::string name;
    for (const auto& w : words) {
      if (!name.empty()) name += ' ';
      name += w;
    }
    if (all_initials(name) && !out.empty() && !semicolons && name.size() < 9 &&
        out.back().find(',') == kNone && !all_initials(out.back())) {
      const auto last = blanks(out.back());
      // "Smith, J." but not "Smith J, K".
      if (!initials(last.back())) {
        out.back() += ", " + name;
        continue;
      }
    }
    // "Taylor, Ann": a surname and the given name after it.
    if (!semicolons && out.size() == 1 && pieces.size() == 2 && words.size() <= 2 &&
        pieces_in(out.back()) == 1 && who.find(" and ") == kNone && who.find('&') == kNone &&
        !initials(out.back())) {
      out.back() += ", " + name;
      continue;
    }
    out.push_back(std::move(name));
  }
  return out;
}

}  // namespace evident::ingest::citing

namespace evident::ingest {

bool looks_like_authors(std::string_view words) {
  using namespace citing;
  words = strip(words);
  if (words.empty() || words.size() > 700) return false;
  const std::vector<std::string> names = split_names(words);
  return !names.empty() && std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return name_like(name) && pieces_in(name) <= 8;
  });
}

}  // namespace evident::ingest
