// Styles part author, title and rest by different marks: italics, quotation marks, a year in brackets, a
// colon, full stops, commas. The first mark that is there decides. Journals tell themselves by volume and
// pages; what stands in their place without them is a publisher.
#include "ingest/extract/citation.hpp"

#include <algorithm>
#include <cctype>

#include "ingest/classify/tokens.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/extract/citation_names.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using namespace citing;

using std::size_t;
constexpr size_t kNone = std::string_view::npos;

class Parser {
 public:
  Parser(std::string_view words, bool footnote) : footnote_(footnote) {
    out_.url = address_in(words);
    out_.doi = doi_in(words);
    body_ = without_addresses(words);
  }

  Citation parse() {
    std::string_view s = body_;
    if (footnote_) s = after_remark(s);
    s = without_label(s, footnote_);
    for (const std::string_view see : {"See also ",     "See, for example, ",
                                       "See ",          "see ",
                                       "Cf. ",          "cf. ",
                                       "Quoted in ",    "As quoted in ",
                                       "Cited in ",     "As cited in ",
                                       "Reported in ",  "As reported in ",
                                       "Adapted from ", "Taken from ",
                                       "Based on ",     "Reproduced from ",
                                       "Drawn from ",   "Discussed in ",
                                       "Source: ",      "From: "})
      if (s.starts_with(see)) s = s.substr(see.size());
    out_.year = find_year(s);
    if (!out_.year) {
      const Bracket b = dated_bracket(s);
      out_.undated = b.open != kNone || s.find(" n.d.") != kNone || s.find(", no date") != kNone ||
                     s.find(", forthcoming") != kNone || s.find(", in press") != kNone;
    }
    if (strip(s).size() < 4) {
      out_.year.reset();
      return std::move(out_);
    }
    if (linked(s) || italic(s) || quoted(s) || dated(s) || colon(s) || inverted(s) || stops(s) || commas(s))
      published(s);
    return std::move(out_);
  }

 private:
  // "Turin: Edizioni Molo; 1998" and "(doctoral thesis, University of Graz)" stand behind the title in every
  // style.
  void published(std::string_view s) {
    size_t from = out_.title.empty() ? kNone : s.find(out_.title);
    if (from == kNone) return;
    const std::string_view tail = s.substr(from + out_.title.size());
    for (const std::string_view thesis : {"thesis", "dissertation", "Thesis", "Dissertation"})
      if (const size_t at = tail.find(thesis); at != kNone) {
        size_t comma = tail.find_first_of(",:", at);
        if (comma == kNone) break;
        std::string_view school = tail.substr(comma + 1);
        school = strip(school.substr(0, school.find_first_of(",;])")));
        if (begins_capital(school) && !digit(school[0])) {
          out_.publisher = squeeze(school);
          out_.venue.clear();
          return;
        }
      }
    for (size_t colon = tail.rfind(": "); colon != kNone && colon > 0; colon = tail.rfind(": ", colon - 1)) {
      const size_t mark = tail.find_last_of(".,;()[]*”’\"", colon - 1);
      if (mark == kNone) continue;
      const std::string_view place = trim(tail.substr(mark + 1, colon - mark - 1));
      const auto words = blanks(place);
      if (words.empty() || words.size() > 4 || !name_like(place) || place == "In" || place == "in") continue;
      std::string_view name = tail.substr(colon + 2);
      size_t end = 0;
      while (end < name.size() && name[end] != ',' && name[end] != ';' && name[end] != ')' &&
             name[end] != ']' && name[end] != '(' &&
             !(name[end] == '.' && (end + 1 == name.size() || (name[end + 1] == ' ' && end > 3))))
        ++end;
      name = strip(name.substr(0, end));
      if (name.size() < 2 || !begins_capital(name) || pieces_in(name) > 10) continue;
      // "Press for the Trust": whom it was printed for.
      if (const size_t for_whom = name.find(" for ");
          for_whom != kNone && out_.authors.size() == 1 && name.substr(0, for_whom) == out_.authors[0])
        name = name.substr(0, for_whom);
      out_.publisher = squeeze(name);
      return;
    }
  }

  // "Smith, A.; Jones, B.: Title. In: Journal 11 (2020)".
  bool inverted(std::string_view s) {
    const size_t at = s.find(": ");
    if (at == kNone || at > 200) return false;
    const std::string_view who = s.substr(0, at);
    if (who.find(';') == kNone && !initials(blanks(strip(who)).empty() ? who : blanks(strip(who)).back()))
      return false;
    if (!looks_like_authors(who)) return false;
    const std::string_view rest = s.substr(at + 2);
    const auto parts = parts_of(rest);
    if (parts.empty() || pieces_in(parts[0]) < 2) return false;
    set_authors(who);
    size_t behind = 1;
    std::string_view title = parts[0];
    if (title.ends_with('?') && parts.size() > 1 && goes_on_with_title(parts[1])) {
      title = rest.substr(0, static_cast<size_t>(parts[1].data() + parts[1].size() - rest.data()));
      behind = 2;
    }
    set_title(title);
    if (parts.size() > behind) set_rest(rest.substr(static_cast<size_t>(parts[behind].data() - rest.data())));
    out_.style = "a colon after the names";
    return true;
  }

  void set_authors(std::string_view who) {
    who = strip(who);
    const Bracket b = dated_bracket(who);
    if (b.open != kNone) who = strip(who.substr(0, b.open));
    if (const size_t date = trailing_date(who)) who = strip(who.substr(0, who.size() - date));
    if (who.empty()) return;
    out_.authors = split_names(who);
  }
  void set_title(std::string_view title) {
    title = strip(title);
    // "[Internet]", "[webpage]", ", Cm 8899" and what else follows a title.
    if (title.ends_with("]"))
      if (const size_t open = title.rfind('['); open != kNone && open > 4)
        title = strip(title.substr(0, open));
    for (size_t comma = title.rfind(", "); comma != kNone && comma > 8; comma = title.rfind(", ")) {
      const auto words = blanks(title.substr(comma + 2));
      static constexpr WordSet kSeries("Cm", "Cmnd", "Cd", "HC", "HL", "CP", "Cm.", "SI", "Session", "COM",
                                       "SWD", "ISBN");
      if (words.size() < 2 || words.size() > 3 || !digit(words[1][0]) || !kSeries.contains(words[0])) break;
      title = strip(title.substr(0, comma));
    }
    while (title.size() > 1 && (title.front() == '"' || title.front() == '\'')) title.remove_prefix(1);
    out_.title = squeeze(title);
  }
  // What follows a title: a journal with volume and pages, or a publisher with its place.
  void set_rest(std::string_view rest) {
    rest = strip(rest);
    if (rest.starts_with("In: ") || rest.starts_with("in: ")) rest = rest.substr(4);
    if (rest.empty()) return;
    const bool volume = volume_in(rest);
    const Bracket b = dated_bracket(rest);
    if (b.open != kNone && b.open < 3) {
      // "(2011, Publisher)", "(London: Penguin, 2003)"
      std::string_view inner = rest.substr(b.open + 1, b.close - b.open - 1);
      const size_t comma = inner.find(", ");
      if (comma != kNone) {
        const std::string_view first = inner.substr(0, comma), second = inner.substr(comma + 2);
        set_publisher(year_in(first, false) ? second : first);
      }
      return;
    }
    // Up to the year, volume or pages.
    size_t end = 0;
    while (end < rest.size() && !digit(rest[end]) && rest[end] != ';' && rest[end] != '(') ++end;
    std::string_view name = strip(rest.substr(0, end));
    if (volume) {
      const size_t comma = name.find(", ");
      if (comma != kNone) name = name.substr(0, comma);
      out_.venue = squeeze(strip(name));
      return;
    }
    set_publisher(name);
    const auto words = blanks(name);
    if (!words.empty() && venue_word(strip(words.back()))) out_.venue = out_.publisher;
  }
  static bool month(std::string_view w) {
    static constexpr WordSet kMonths("january", "february", "march", "april", "may", "june", "july", "august",
                                     "september", "october", "november", "december", "spring", "summer",
                                     "autumn", "winter", "accessed", "p", "pp", "ch");
    return kMonths.contains(w);
  }
  void set_publisher(std::string_view name) {
    name = strip(name);
    // "London: Penguin"
    const size_t colon = name.find(": ");
    if (colon != kNone) name = name.substr(colon + 2);
    const size_t stop = name.find(". ");
    if (stop != kNone && stop > 4) name = name.substr(0, stop);
    // "Department of Towns, July": the date follows.
    if (const size_t comma = name.rfind(", "); comma != kNone) {
      const Tokens last(name.substr(comma + 2));
      if (last.size() == 1 && month(last[0])) name = strip(name.substr(0, comma));
    }
    // A month is no publisher.
    const Tokens tokens(name);
    if (tokens.empty() || tokens.size() > 14) return;
    if (month(tokens[0])) return;
    if (!begins_capital(name)) return;
    out_.publisher = squeeze(strip(name));
  }

  // "[Title](address)".
  bool linked(std::string_view s) {
    const size_t open = s.find('[');
    const size_t close = open == kNone ? kNone : s.find("](", open);
    if (close == kNone || close - open < 8) return false;
    set_title(s.substr(open + 1, close - open - 1));
    set_authors(s.substr(0, open));
    const size_t end = s.find(')', close);
    if (end != kNone) set_rest(s.substr(end + 1));
    out_.style = "a link's words";
    return true;
  }

  bool italic(std::string_view s) {
    for (const char mark : {'*', '_'}) {
      size_t open = s.find(mark);
      if (open == kNone ||
          (open > 0 && s[open - 1] != ' ' && s[open - 1] != '(' && s[open - 1] != '.' && s[open - 1] != ','))
        continue;
      size_t width = open + 1 < s.size() && s[open + 1] == mark ? 2 : 1;
      const size_t close = s.find(mark, open + width);
      if (close == kNone || close - open < 3) continue;
      const std::string_view before = s.substr(0, open),
                             inside = s.substr(open + width, close - open - width);
      std::string_view after = s.substr(close + 1);
      while (!after.empty() && after.front() == mark) after.remove_prefix(1);
      out_.style = "italics";
      const Bracket b = dated_bracket(before);
      if (b.open != kNone) {
        const std::string_view between = strip(before.substr(b.close + 1));
        set_authors(before.substr(0, b.open));
        if (between.size() > 8) {
          set_title(unquoted(between));
          out_.venue = squeeze(strip(inside));
        } else {
          set_title(inside);
          set_rest(after);
        }
        return true;
      }
      if (std::string_view title, who, rest; quotes(before, who, title, rest)) {
        set_authors(who);
        set_title(title);
        out_.venue = squeeze(strip(inside));
        return true;
      }
      const auto parts = parts_of(trim(before));
      if (parts.size() >= 2 && looks_like_authors(strip(parts[0])) && !strip(parts[1]).empty() &&
          !looks_like_authors(before)) {
        set_authors(parts[0]);
        set_title(parts[1]);
        out_.venue = squeeze(strip(inside));
        return true;
      }
      set_title(inside);
      set_authors(before);
      set_rest(after);
      return true;
    }
    return false;
  }

  static std::string_view unquoted(std::string_view s) {
    std::string_view who, title, rest;
    return quotes(s, who, title, rest) ? title : s;
  }

  // A quoted stretch of several words: before it, within, after it.
  static bool quotes(std::string_view s, std::string_view& before, std::string_view& inside,
                     std::string_view& after) {
    struct Pair {
      std::string_view open, close;
    };
    for (const Pair& pair : {Pair{"“", "”"}, Pair{"\"", "\""}, Pair{"‘", "’"}, Pair{" '", "'"}}) {
      const size_t open = s.find(pair.open);
      if (open == kNone) continue;
      size_t close = open;
      // An apostrophe within closes nothing.
      do close = s.find(pair.close, close + pair.open.size());
      while (close != kNone && close + pair.close.size() < s.size() &&
             (lower(s[close + pair.close.size()]) || upper(s[close + pair.close.size()]) ||
              (s[close + pair.close.size()] == ' ' && close + pair.close.size() + 1 < s.size() &&
               lower(s[close + pair.close.size() + 1]) && pair.close != "\"" && pair.close != "”")));
      if (close == kNone) continue;
      inside = s.substr(open + pair.open.size(), close - open - pair.open.size());
      if (pieces_in(inside) < 3) continue;
      before = s.substr(0, open);
      after = s.substr(close + pair.close.size());
      return true;
    }
    return false;
  }

  bool quoted(std::string_view s) {
    std::string_view before, inside, after;
    if (!quotes(s, before, inside, after)) return false;
    // Quotation marks within a title do not make one.
    if (!strip(before).empty() && !looks_like_authors(without_bracket(before))) return false;
    set_authors(before);
    set_title(inside);
    set_rest(after);
    out_.style = "quotation marks";
    return true;
  }

  static std::string_view without_bracket(std::string_view s) {
    const Bracket b = dated_bracket(s);
    if (b.open != kNone) return strip(s.substr(0, b.open));
    return strip(s.substr(0, s.size() - trailing_date(s)));
  }

  // "Smith, J. (2010). Title. Rest", "Smith J (2010) Title, Publisher".
  bool dated(std::string_view s) {
    const Bracket b = dated_bracket(s);
    if (b.open == kNone || b.open < 2) return false;
    const std::string_view who = strip(s.substr(0, b.open));
    const std::string_view rest = strip(s.substr(b.close + 1));
    if (rest.size() < 8 || pieces_in(who) > 60) return false;
    if (!looks_like_authors(who)) return false;
    set_authors(who);
    const auto parts = parts_of(rest);
    std::string_view title = parts.empty() ? rest : parts[0];
    std::string_view after = parts.size() > 1
                                 ? rest.substr(static_cast<size_t>(parts[1].data() - rest.data()))
                                 : std::string_view{};
    // "Does it work? Evidence from three towns. Publisher": a question and its rest are one title.
    if (parts.size() > 1 && parts[0].ends_with('?')) {
      if (goes_on_with_title(parts[1])) {
        title = rest.substr(0, static_cast<size_t>(parts[1].data() + parts[1].size() - rest.data()));
        after = parts.size() > 2 ? rest.substr(static_cast<size_t>(parts[2].data() - rest.data()))
                                 : std::string_view{};
      }
    }
    if (parts.size() == 1) {
      // "Title, Publisher": the last commas part off what follows a title.
      const size_t comma = title.rfind(", ");
      if (comma != kNone && comma > 12 && begins_capital(title.substr(comma + 2))) {
        after = title.substr(comma + 2);
        title = title.substr(0, comma);
      } else if (comma != kNone && comma > 12 && digit(title[comma + 2])) {
        // "Title, Journal, 12(3), 4-9"
        size_t first = title.find(", ");
        after = title.substr(first + 2);
        title = title.substr(0, first);
      }
    }
    set_title(title);
    set_rest(after);
    out_.style = "a year in brackets after the names";
    return true;
  }

  // "Cabinet Office: Title (2012, Cabinet Office)".
  bool colon(std::string_view s) {
    const size_t at = s.find(": ");
    if (at == kNone || at > 120) return false;
    const std::string_view who = strip(s.substr(0, at));
    const Bracket b = dated_bracket(s, at);
    if (b.open == kNone || !looks_like_authors(who) || who.find(". ") != kNone || s.size() - b.close > 40)
      return false;
    const std::string_view title = strip(s.substr(at + 2, b.open - at - 2));
    if (pieces_in(title) < 2 || title.find(". ") != kNone || opens_title(who)) return false;
    set_authors(who);
    set_title(title);
    set_rest(s.substr(b.open));
    out_.style = "a colon after the names";
    return true;
  }

  static bool only_a_date(std::string_view s) {
    const Tokens tokens(s);
    for (size_t i = 0; i < tokens.size(); ++i)
      if (!tokens.number(i) && tokens[i].size() > 9) return false;
    return tokens.size() > 0 && tokens.size() <= 4 && year_in(s, true).has_value();
  }

  // "Smith J, Jones A. Title. Journal 2010;1:2." or "Title. Author, Journal (date)."
  // "… Evidence from three towns.": the rest of a title that began with a question, no place, publisher or journal.
  bool goes_on_with_title(std::string_view part) {
    const size_t colon = part.find(": ");
    if (colon != kNone && (colon + 2 >= part.size() || !lower(part[colon + 2]))) return false;
    const auto words = blanks(part);
    const auto small = std::count_if(words.begin(), words.end(),
                                     [](std::string_view w) { return lower(w[0]) && w.size() > 2; });
    return words.size() >= 3 && small * 3 >= static_cast<std::ptrdiff_t>(words.size()) && !volume_in(part);
  }

  bool stops(std::string_view s) {
    const auto parts = parts_of(s);
    if (parts.size() < 2) return false;
    const std::string_view first = strip(parts[0]);
    if (first.empty()) return false;
    const bool question = parts[0].ends_with("?") || parts[0].ends_with("!");
    const auto from = [&](size_t part) {
      return part < parts.size() ? s.substr(static_cast<size_t>(parts[part].data() - s.data()))
                                 : std::string_view{};
    };
    // "Smith, J., Jones, A., 2010. Title.": the year ends the names.
    const std::string_view names = strip(first.substr(0, first.size() - trailing_date(first)));
    if (!question && (looks_like_authors(first) || (names.size() > 3 && looks_like_authors(names))) &&
        !opens_title(first)) {
      std::string_view title = strip(parts[1]);
      size_t rest = 2;
      // "Smith J. 2010. Title."
      if (only_a_date(title) && parts.size() > 2) {
        title = strip(parts[2]);
        rest = 3;
      }
      if (title.ends_with('?') && rest < parts.size() && goes_on_with_title(parts[rest])) {
        const std::string_view more = strip(parts[rest]);
        title = s.substr(static_cast<size_t>(title.data() - s.data()),
                         static_cast<size_t>(more.data() + more.size() - title.data()));
        ++rest;
      }
      if (pieces_in(title) >= 2) {
        set_authors(first);
        // "Title. Journal 2010;" in one part: "Title, Publisher, 2010".
        if (rest >= parts.size()) {
          const size_t comma = title.rfind(", ");
          if (comma != kNone && year_in(title.substr(comma), true)) {
            std::string_view head = title.substr(0, comma);
            const size_t previous = head.rfind(", ");
            if (previous != kNone && previous > 10) {
              set_rest(head.substr(previous + 2));
              head = head.substr(0, previous);
            }
            title = head;
          }
        }
        set_title(title);
        set_rest(from(rest));
        out_.style = "full stops";
        return true;
      }
    }
    // Title first.
    if (pieces_in(first) < 2) return false;
    set_title(parts[0]);
    out_.style = "full stops, title first";
    std::string_view second = strip(parts[1]);
    if (only_a_date(second)) return true;
    names_before_venue(second, from(1));
    return true;
  }

  // "Jane Smith, Journal 2010;1:2", "Jane Smith Harvard Business Review (May 1999)".
  void names_before_venue(std::string_view part, std::string_view all) {
    size_t end = 0;
    while (end < part.size() && !digit(part[end]) && part[end] != '(') ++end;
    const std::string_view names = strip(part.substr(0, end));
    std::vector<std::string_view> pieces;
    size_t at = 0;
    while (at <= names.size()) {
      size_t comma = names.find(", ", at);
      if (comma == kNone) comma = names.size();
      pieces.push_back(strip(names.substr(at, comma - at)));
      at = comma + 2;
    }
    std::string_view venue;
    if (pieces.size() == 1) {
      const auto words = blanks(pieces[0]);
      if (words.size() >= 4 && venue_word(words.back())) {
        // A person's two or three names, then a venue of as many words as are left.
        const size_t person = words.size() >= 6 || initials(words[1]) ? 3 : 2;
        const std::string_view who = pieces[0].substr(
            0, static_cast<size_t>(words[person - 1].data() + words[person - 1].size() - pieces[0].data()));
        set_authors(who);
        venue = pieces[0].substr(static_cast<size_t>(words[person].data() - pieces[0].data()));
      } else if (words.size() <= 4 && words.size() >= 2 && name_like(pieces[0])) {
        set_authors(pieces[0]);
        const size_t next = all.find(". ");
        if (end >= part.size() && next != kNone) set_rest(all.substr(next + 2));
        return;
      } else {
        set_rest(all);
        return;
      }
    } else {
      venue = pieces.back();
      if (name_like(pieces[0]) && pieces_in(pieces[0]) <= 5) {
        const size_t cut = static_cast<size_t>(venue.data() - names.data());
        set_authors(names.substr(0, cut));
      }
    }
    if (volume_in(part) || volume_in(all)) {
      out_.venue = squeeze(venue);
    } else {
      set_publisher(venue);
      const auto words = blanks(venue);
      if (!words.empty() && venue_word(words.back())) out_.venue = out_.publisher;
    }
  }

  // "Jane Smith, The Title (London: Penguin, 2003)", "Smith J, Title, Publisher, 2010".
  bool commas(std::string_view s) {
    std::vector<std::string_view> pieces;
    size_t at = 0;
    int depth = 0;
    for (size_t i = 0; i <= s.size(); ++i) {
      if (i < s.size() && s[i] == '(') ++depth;
      if (i < s.size() && s[i] == ')' && depth > 0) --depth;
      if (i == s.size() || (depth == 0 && s.substr(i, 2) == ", ")) {
        pieces.push_back(strip(s.substr(at, i - at)));
        at = i + 2;
      }
    }
    size_t names = 0;
    while (names < pieces.size() && (names_one(pieces[names]) || pair_of_names(pieces[names]))) ++names;
    // Names in title case may be a title: keep at least one piece for it.
    if (names == pieces.size() && names > 1) names = pieces.size() - 1;
    if (pieces.size() < 2) {
      const Bracket b = dated_bracket(s);
      const std::string_view title = strip(b.open == kNone ? s : s.substr(0, b.open));
      if (pieces_in(title) < 2 || (footnote_ && b.open == kNone && !out_.year)) return false;
      set_title(title);
      if (b.open != kNone) set_rest(s.substr(b.open));
      out_.style = "no marks: the words up to the date";
      return true;
    }
    if (names > 0 && names < pieces.size() && !opens_title(pieces[0])) {
      const size_t cut = static_cast<size_t>(pieces[names].data() - s.data());
      set_authors(s.substr(0, cut));
    } else {
      names = 0;
    }
    std::string_view title = pieces[names];
    const Bracket b = dated_bracket(title);
    if (b.open != kNone) {
      set_rest(title.substr(b.open));
      title = title.substr(0, b.open);
    } else if (names + 1 < pieces.size()) {
      set_rest(s.substr(static_cast<size_t>(pieces[names + 1].data() - s.data())));
    }
    if (pieces_in(title) < 2) return false;
    set_title(title);
    out_.style = "commas";
    return true;
  }

  static bool pair_of_names(std::string_view piece) {
    const size_t joined = piece.find(" and ") != kNone ? piece.find(" and ") : piece.find(" & ");
    return joined != kNone && names_one(piece.substr(0, joined)) &&
           names_one(piece.substr(piece.find(' ', joined + 1) + 1));
  }
  static bool names_one(std::string_view piece) {
    const auto words = blanks(piece);
    if (words.empty() || words.size() > 8 || !name_like(piece) || opens_title(piece)) return false;
    if (all_initials(piece)) return true;
    const bool has_initials = std::any_of(words.begin(), words.end(),
                                          [](std::string_view w) { return initials(w) && w.size() < 5; });
    static constexpr WordSet kBodies("Department", "Ministry", "Office", "Council", "Agency", "Institute",
                                     "Trust", "Foundation", "Association", "Commission", "Authority",
                                     "Committee", "University", "Centre", "Organization", "Organisation",
                                     "Bank", "OECD", "Government", "Union", "Society", "Service", "Board",
                                     "Group", "Fund");
    const bool body =
        std::any_of(words.begin(), words.end(), [](std::string_view w) { return kBodies.contains(w); });
    return has_initials || body || (words.size() <= 3 && words[0] != "The");
  }

  bool footnote_;
  std::string body_;
  Citation out_;
};

}  // namespace

Citation parse_citation(std::string_view words, bool footnote) { return Parser(words, footnote).parse(); }

std::string address_in(std::string_view text) {
  size_t at = text.find("http");
  if (at == kNone) at = text.find("www.");
  if (at == kNone) return {};
  size_t end = at;
  int depth = 0;
  while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' && text[end] != '>' &&
         text[end] != '"' && text[end] != ']') {
    if (text[end] == '(') ++depth;
    if (text[end] == ')' && depth-- == 0) break;
    ++end;
  }
  while (end > at &&
         (text[end - 1] == '.' || text[end - 1] == ',' || text[end - 1] == ';' || text[end - 1] == '*'))
    --end;
  return std::string(text.substr(at, end - at));
}

std::string doi_in(std::string_view text) {
  for (size_t at = text.find("10."); at != kNone; at = text.find("10.", at + 3)) {
    if (at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1]))) continue;
    size_t slash = at + 3;
    while (slash < text.size() && (digit(text[slash]) || text[slash] == '.')) ++slash;
    if (slash - at < 7 || slash >= text.size() || text[slash] != '/') continue;
    size_t end = slash;
    int depth = 0;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' && text[end] != '>' &&
           text[end] != ']' && text[end] != '?' && text[end] != '#') {
      if (text[end] == '(') ++depth;
      if (text[end] == ')' && depth-- == 0) break;
      ++end;
    }
    while (end > slash &&
           (text[end - 1] == '.' || text[end - 1] == ',' || text[end - 1] == ';' || text[end - 1] == '*'))
      --end;
    return std::string(text.substr(at, end - at));
  }
  return {};
}

}  // namespace evident::ingest
