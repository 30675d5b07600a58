// Parties, place and period. A name is a party where it does what parties do ("X and Y formed …"), stands
// where they stand ("in partnership with X") or is plainly an organisation; who advised or evaluated is none.
#include "ingest/extract/case_facts.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "ingest/classify/cues.hpp"
#include "ingest/extract/names.hpp"
#include "ingest/extract/numbers.hpp"
#include "ingest/link/lexicon.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

constexpr std::size_t kMostPartners = 8;

std::string_view of(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

// ---- partners
// -------------------------------------------------------------------------------------------------

class Partners {
 public:
  explicit Partners(const CaseText& source) : source_(source) {}

  std::vector<std::string> find() {
    for (const Span& span : source_.sentences) {
      if (found_.size() >= kMostPartners) break;
      sentence(of(source_.text, span));
    }
    std::vector<std::string> out;
    for (const Named& n : found_) out.push_back(n.printed);
    return out;
  }

 private:
  struct Named {
    std::string printed;
    std::set<std::string> words;
  };

  void sentence(std::string_view text) {
    const Tokens tokens(text);
    if (tokens.size() < 3 || tokens.size() > 150) return;
    const auto names = proper_names(text, tokens);
    const auto matches = cues("parties").match(tokens);
    if (!names.empty()) {
      std::vector<bool> party(names.size(), false), outsider(names.size(), false);
      for (std::size_t i = 0; i < names.size(); ++i) judge(text, tokens, names, matches, i, party, outsider);
      // "Turning Point, Greenbrook and the Terrence Higgins Trust partnered": one for all.
      for (std::size_t from = 0; from < names.size();) {
        std::size_t to = from + 1;
        std::size_t joined = from + 1;  // up to the last name that "and" joins
        while (to < names.size()) {
          const char link = chained(text, tokens, names[to - 1], names[to]);
          if (!link) break;
          ++to;
          if (link != ',') joined = to;
        }
        to = joined;
        bool any = false;
        for (std::size_t k = from; k < to; ++k) any = any || party[k];
        for (std::size_t k = from; k < to; ++k) party[k] = any && !outsider[k];
        from = to;
      }
      for (std::size_t i = 0; i < names.size(); ++i)
        if (party[i] && !names[i].bracketed) {
          // "Ministry of Defence (MoD)": the short form is known from here on.
          if (i + 1 < names.size() && names[i + 1].bracketed && names[i + 1].begin < names[i].end + 8)
            aliases_.insert(tokens.join(names[i + 1].first, names[i + 1].last));
          add(text, tokens, names[i]);
        }
    }
    between(text, tokens, matches, names);
    council(text, tokens);
  }

  void judge(std::string_view text, const Tokens& tokens, const std::vector<ProperName>& names,
             const std::vector<CueMatch>& matches, std::size_t i, std::vector<bool>& party,
             std::vector<bool>& outsider) const {
    const ProperName& name = names[i];
    if (name.bracketed || (name.place && !name.organisation)) return;
    if (name.first == name.last && generic(text, tokens, name)) return;
    // Words before, articles passed over.
    std::size_t before = name.first;
    while (before > 0 &&
           (tokens[before - 1] == "the" || tokens[before - 1] == "a" || tokens[before - 1] == "an" ||
            tokens[before - 1] == "both" || tokens[before - 1] == "local"))
      --before;
    const bool adjoining = before == name.first || !tokens.clause_before(name.first);
    // What follows: brackets and an apposition passed over.
    std::size_t after = name.last + 1;
    if (after < tokens.size() && text[tokens.begin(after) - 1] == '(')
      while (after < tokens.size() && text.substr(tokens.end(after - 1), 1) != ")") ++after;
    if (after < tokens.size() && tokens.clause_before(after) && text[tokens.end(after - 1)] == ',' &&
        (tokens[after] == "a" || tokens[after] == "an" || tokens[after] == "the" ||
         tokens[after] == "which" || tokens[after] == "one" || tokens[after] == "working" ||
         tokens[after] == "together")) {
      std::size_t k = after + 1;
      while (k < tokens.size() && k < after + 14 && !tokens.clause_before(k)) ++k;
      if (k < tokens.size() && tokens.clause_before(k)) after = k;
    }
    bool strong = false;
    // "Nine farms near Woodbridge formed": a place.
    static constexpr auto kWhere =
        std::to_array<std::string_view>({"near", "in", "at", "around", "across", "outside", "from", "to"});
    if (before > 0 && !name.organisation &&
        std::find(kWhere.begin(), kWhere.end(), tokens[before - 1]) != kWhere.end())
      return;
    for (const CueMatch& m : matches) {
      if (m.label == "outsider" && m.last + 1 == before && adjoining) outsider[i] = true;
      if (m.label == "outsider_after" && m.first == after) outsider[i] = true;
      if (m.label == "verb" && m.first == after) {
        const bool weak = m.weight == 1 && !name.organisation && name.first == name.last;
        party[i] = party[i] || !weak || (m.first < m.last);
      }
      if (m.label == "before" && m.last + 1 == before && m.cue != "and") {
        // "a joint venture: Radiology Reporting Online" but not "the company. Radiology …".
        const bool close = !tokens.clause_before(before) || text[tokens.end(m.last)] == ',' ||
                           text[tokens.end(m.last)] == ':';
        strong = strong || (close && text[tokens.end(m.last)] != '.');
      }
    }
    if (strong) party[i] = true;
    if (name.organisation && name.last > name.first) party[i] = party[i] || !outsider[i];
    // In the parts of a sentence after "between", names at a boundary are parties.
    for (const CueMatch& m : matches)
      if (m.label == "between" && m.last < name.first && name.first - m.last < 30) {
        const bool boundary = tokens.clause_before(name.first) || tokens[name.first - 1] == "and" ||
                              tokens[name.first - 1] == "the" || tokens[name.first - 1] == "between";
        bool parted = false;
        for (std::size_t k = m.last + 1; k < name.first; ++k)
          parted = parted || tokens[k] == "to" || tokens[k] == "that" || tokens[k] == "where";
        if (boundary && !parted) party[i] = true;
      }
  }

  // A single word that is no name of a body: a common noun with the capital of a sentence's beginning, an
  // acronym on its own.
  bool generic(std::string_view text, const Tokens& tokens, const ProperName& name) const {
    const std::string_view word = tokens[name.first];
    const std::string_view printed = text.substr(name.begin, name.end - name.begin);
    const bool all_capitals =
        std::all_of(printed.begin(), printed.end(), [](char c) { return !(c >= 'a' && c <= 'z'); });
    if (all_capitals && (printed.size() <= 3 || word == "nhs")) return true;
    bool start = name.first == 0;
    if (!start)
      for (std::uint32_t at = tokens.begin(name.first); at-- > tokens.end(name.first - 1);)
        start = start || text[at] == '.' || text[at] == ':';
    if (!start) return false;
    if (!cues("actors").match(Tokens(printed)).empty()) return true;
    // Written small elsewhere: a common noun.
    return source_.small->any_begins_with(word);
  }

  // How one name follows another: '&' joined by a word or as its short form, ',' by a comma, 0 not at all.
  static char chained(std::string_view text, const Tokens& tokens, const ProperName& a, const ProperName& b) {
    if (b.bracketed) return '&';
    // "Stagecoach, a bus company, and the council": an apposition between them.
    if (const std::size_t first = a.last + 1;
        first < b.first && b.first - first < 14 && tokens.clause_before(first) &&
        text[tokens.end(a.last)] == ',' && (tokens[first] == "a" || tokens[first] == "an")) {
      const std::size_t last = tokens[b.first - 1] == "the" ? b.first - 2 : b.first - 1;
      bool whole = tokens[last] == "and";
      for (std::size_t i = first; i < b.first; ++i)
        for (std::uint32_t at = tokens.end(i - 1); at < tokens.begin(i); ++at)
          whole = whole && text[at] != '.';
      if (whole) return '&';
    }
    bool joined = false;
    for (std::size_t i = a.last + 1; i < b.first; ++i) {
      const std::string_view w = tokens[i];
      if (w == "and" || w == "or")
        joined = true;
      else if (w != "the" && w != "a" && w != "local")
        return 0;
    }
    const std::string_view gap = text.substr(a.end, b.begin - a.end);
    if (gap.find('.') != std::string_view::npos || gap.find(';') != std::string_view::npos) return 0;
    if (joined || gap.find('&') != std::string_view::npos) return '&';
    return gap.find(',') != std::string_view::npos ? ',' : '\0';
  }

  void add(std::string_view text, const Tokens& tokens, const ProperName& name) {
    Named fresh;
    fresh.printed = squeeze(text.substr(name.begin, name.end - name.begin));
    std::erase(fresh.printed, '*');
    if (aliases_.count(tokens.join(name.first, name.last))) return;
    for (std::size_t i = name.first; i <= name.last; ++i)
      if (!is_function_word(tokens[i])) fresh.words.insert(std::string(tokens[i]));
    insert(std::move(fresh));
  }

  void insert(Named fresh) {
    if (fresh.words.empty() || found_.size() >= kMostPartners) return;
    const auto within = [](const std::set<std::string>& a, const std::set<std::string>& b) {
      return std::includes(b.begin(), b.end(), a.begin(), a.end());
    };
    for (Named& known : found_) {
      if (within(fresh.words, known.words)) return;
      if (within(known.words, fresh.words)) {
        known = std::move(fresh);
        return;
      }
    }
    found_.push_back(std::move(fresh));
  }

  // "a partnership between the council, local schools and a bus operator": common nouns.
  // Beside names in full, "a transport company" is what one of them is.
  void between(std::string_view text, const Tokens& tokens, const std::vector<CueMatch>& matches,
               const std::vector<ProperName>& names) {
    for (const CueMatch& m : matches)
      if (m.label == "between" && m.last + 1 < tokens.size()) {
        std::size_t last = m.last + 1;
        while (last + 1 < tokens.size() && last - m.last < 30 && tokens[last + 1] != "to" &&
               tokens[last + 1] != "that" && tokens[last + 1] != "which" && tokens[last + 1] != "in" &&
               tokens[last + 1] != "has" && tokens[last + 1] != "was" && tokens[last + 1] != "is")
          ++last;
        const bool named = std::any_of(names.begin(), names.end(), [&](const ProperName& name) {
          return name.first > m.last && name.first <= last && (!name.place || name.organisation);
        });
        if (!named)
          for (const std::string& piece : common_parties(text, tokens, m.last + 1, last))
            insert_common(piece);
      }
  }

  // "the council", where no council is named in full.
  void council(std::string_view text, const Tokens& tokens) {
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      if ((tokens[i] != "council" && !(tokens[i] == "authority" && tokens[i - 1] == "local")) ||
          tokens.capital(i))
        continue;
      std::size_t first = i - 1;
      static constexpr auto kKinds = std::to_array<std::string_view>(
          {"city", "county", "borough", "district", "town", "parish", "local", "metropolitan"});
      if (std::find(kKinds.begin(), kKinds.end(), tokens[first]) != kKinds.end()) {
        if (first == 0 || tokens[first - 1] != "the") continue;
      } else if (tokens[first] == "the") {
        first = i;
      } else {
        continue;
      }
      if (i + 1 < tokens.size() && !tokens.clause_before(i + 1) &&
          (tokens[i + 1] == "tax" || tokens[i + 1] == "housing" || tokens[i + 1] == "estate" ||
           tokens[i + 1] == "of"))
        continue;
      insert_common(squeeze(text.substr(tokens.begin(first), tokens.end(i) - tokens.begin(first))));
    }
  }

  void insert_common(const std::string& piece) {
    const Tokens tokens(piece);
    const std::string head(tokens[tokens.size() - 1]);
    for (const Named& known : found_)
      if (known.words.count(head)) return;
    Named fresh{piece, {}};
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (!is_function_word(tokens[i])) fresh.words.insert(std::string(tokens[i]));
    insert(std::move(fresh));
  }

 public:
  // Noun phrases of a list whose heads can be parties and that hold no proper name.
  static std::vector<std::string> common_parties(std::string_view text, const Tokens& tokens,
                                                 std::size_t first, std::size_t last,
                                                 bool with_names = false) {
    std::vector<std::string> out;
    std::size_t from = first;
    for (std::size_t i = first; i <= last + 1; ++i) {
      const bool cut = i > last || tokens[i] == "and" || (i > first && tokens.clause_before(i));
      if (!cut) continue;
      std::size_t to = i;  // one past the last word
      std::size_t a = from;
      while (a < to && (tokens[a] == "the" || tokens[a] == "a" || tokens[a] == "an" || tokens[a] == "and" ||
                        tokens[a] == "both" || tokens[a] == "its" || tokens[a] == "their"))
        ++a;
      if (a < to && to - a <= 6) {
        bool capital = false;
        for (std::size_t k = a; k < to; ++k) capital = capital || tokens.capital(k);
        if ((with_names || !capital) && names_an_actor(tokens, text, a, to - 1))
          out.push_back(squeeze(text.substr(tokens.begin(a), tokens.end(to - 1) - tokens.begin(a))));
      }
      from = i <= last && tokens[i] == "and" ? i + 1 : i;
    }
    return out;
  }

 private:
  const CaseText& source_;
  std::vector<Named> found_;
  std::set<std::string> aliases_;
};

// ---- period
// ---------------------------------------------------------------------------------------------------

int month_of(std::string_view word) {
  static constexpr auto kMonths =
      std::to_array<std::string_view>({"january", "february", "march", "april", "may", "june", "july",
                                       "august", "september", "october", "november", "december"});
  for (std::size_t m = 0; m < kMonths.size(); ++m)
    if (word == kMonths[m] || (word.size() >= 3 && word.size() <= 4 && word != "mar" && word != "may" &&
                               kMonths[m].starts_with(word.substr(0, 3)) &&
                               (word.size() == 3 || word == "sept" || word == "june" || word == "july")))
      return static_cast<int>(m) + 1;
  return 0;
}

struct Date {
  std::size_t first, last;
  int value;  // year * 12 + month
  std::string printed;
};

std::vector<Date> dates_in(std::string_view text, const Tokens& tokens) {
  std::vector<Date> out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto year = year_at(tokens, i);
    if (!year) continue;
    Date date{i, i, *year * 12, {}};
    if (i > 0 && month_of(tokens[i - 1]) && tokens.capital(i - 1)) {
      date.first = i - 1;
      date.value += month_of(tokens[i - 1]);
    } else if (i > 0) {
      static constexpr auto kSeasons = std::to_array<std::string_view>(
          {"spring", "summer", "autumn", "winter", "early", "late", "mid", "since", "in", "from", "until",
           "to", "between", "during", "and", "of", "after", "till"});
      if (std::find(kSeasons.begin(), kSeasons.end(), tokens[i - 1]) == kSeasons.end() &&
          !(out.size() && out.back().last + 1 == i))
        continue;  // "the 2012 Act"
      if (tokens[i - 1] == "spring" || tokens[i - 1] == "summer" || tokens[i - 1] == "autumn" ||
          tokens[i - 1] == "winter" || tokens[i - 1] == "early" || tokens[i - 1] == "late" ||
          tokens[i - 1] == "mid")
        date.first = i - 1;
    }
    // Aims, sources and prices are dated too.
    if (date.first > 0 && (tokens[date.first - 1] == "by" || tokens[date.first - 1] == "before")) continue;
    if (i + 1 < tokens.size() &&
        (tokens[i + 1] == "prices" || tokens[i + 1] == "act" || tokens[i + 1] == "census"))
      continue;
    if (tokens.begin(date.first) > 0 && text[tokens.begin(date.first) - 1] == '(' &&
        tokens.end(i) < text.size() && text[tokens.end(i)] == ')' && date.first == i)
      continue;
    date.printed = squeeze(text.substr(tokens.begin(date.first), tokens.end(i) - tokens.begin(date.first)));
    // "2010/11", "2010-12"
    if (i + 1 < tokens.size() && tokens.number(i + 1) && tokens[i + 1].size() == 2 &&
        tokens.begin(i + 1) == tokens.end(i) + 1)
      date.printed =
          std::string(text.substr(tokens.begin(date.first), tokens.end(i + 1) - tokens.begin(date.first)));
    out.push_back(std::move(date));
  }
  return out;
}

}  // namespace

bool SmallWords::any_begins_with(std::string_view word) const {
  if (!found_) {
    found_ = true;
    const Tokens tokens(text_);
    std::vector<bool> seen(tokens.words().size());
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      if (tokens.capital(i) || seen[tokens.word(i)] || text_[tokens.begin(i) - 1] != ' ') continue;
      seen[tokens.word(i)] = true;
      words_.push_back(text_.substr(tokens.begin(i), tokens.end(i) - tokens.begin(i)));
    }
    std::sort(words_.begin(), words_.end());
  }
  const auto at = std::lower_bound(words_.begin(), words_.end(), word);
  return at != words_.end() && at->starts_with(word);
}

std::vector<std::string> case_partners(const CaseText& text) { return Partners(text).find(); }

std::vector<std::string> parties_involved(std::string_view sentence) {
  const Tokens tokens(sentence);
  for (const CueMatch& m : cues("parties").match(tokens)) {
    if (m.label != "involved" || m.first == 0) continue;
    // Back to the word that opens the list.
    static constexpr auto kOpens = std::to_array<std::string_view>(
        {"across", "with", "from", "of", "in", "between", "among", "at", "were", "are", "by"});
    std::size_t first = m.first;
    while (first > 0 && std::find(kOpens.begin(), kOpens.end(), tokens[first - 1]) == kOpens.end()) --first;
    if (first == 0 || m.first - first > 24) continue;
    return Partners::common_parties(sentence, tokens, first, m.first - 1, true);
  }
  return {};
}

std::string case_location(const CaseText& source, const std::vector<std::string>& partners) {
  // "care services in Hull".
  const Tokens title(source.title);
  for (const ProperName& name : proper_names(source.title, title)) {
    const std::string_view before = name.first > 0 ? title[name.first - 1] : std::string_view{};
    if (before == "in" || before == "across" || before == "at" || before == "around" || before == "near")
      return squeeze(std::string_view(source.title).substr(name.begin, name.end - name.begin));
    const bool after_comma =
        name.last + 1 == title.size() && name.first > 0 && title.clause_before(name.first);
    if ((name.place || after_comma) && !name.organisation)
      return squeeze(std::string_view(source.title).substr(name.begin, name.end - name.begin));
  }
  std::vector<std::string> places;
  const auto add = [&](std::string place) {
    for (const std::string& known : places)
      if (known.find(place) != std::string::npos) return;
    if (!place.empty() && places.size() < 3) places.push_back(std::move(place));
  };
  // "in Sydney", "across the South West", "at RAF Northolt".
  for (const Span& span : source.sentences) {
    const std::string_view text = of(source.text, span);
    const Tokens tokens(text);
    for (const ProperName& name : proper_names(text, tokens)) {
      std::size_t before = name.first;
      while (before > 0 && (tokens[before - 1] == "the" || tokens[before - 1] == "central" ||
                            tokens[before - 1] == "rural" || tokens[before - 1] == "inner"))
        --before;
      if (before == 0 || tokens.clause_before(before)) continue;
      const std::string_view w = tokens[before - 1];
      const bool preposition = w == "in" || w == "at" || w == "across" || w == "throughout" || w == "near" ||
                               w == "around" || w == "within" || w == "serving" || w == "outside";
      if (!preposition) continue;
      if (name.organisation && !name.place) continue;
      const bool known = name.place;
      // Without a gazetteer's word for it, a name after "in" is a place, after "at" only one of several
      // words.
      if (!known && w != "in" && !(w == "at" && name.last > name.first)) continue;
      if (!known && name.first == name.last) {
        const std::string_view printed = text.substr(name.begin, name.end - name.begin);
        const bool capitals =
            std::all_of(printed.begin(), printed.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (capitals) continue;
      }
      add(squeeze(text.substr(name.begin, name.end - name.begin)));
    }
  }
  // Places in the names of the partners.
  for (const std::string& partner : partners) {
    const Tokens tokens(partner);
    const std::vector<bool> marks = words_of_places(tokens);
    std::size_t i = 0;
    while (i < marks.size() && !marks[i]) ++i;
    if (i == marks.size()) continue;
    std::size_t last = i;
    while (last + 1 < marks.size() &&
           (marks[last + 1] || (tokens[last + 1] == "and" && last + 2 < marks.size() && marks[last + 2])))
      ++last;
    const std::string place = partner.substr(tokens.begin(i), tokens.end(last) - tokens.begin(i));
    if (place != "UK" && places.size() < 2) {
      bool country = false;
      for (const std::string_view c : {"England", "Britain", "Great Britain"})
        country = country || place == c;
      if (!country || places.empty()) {
        const bool at_first = !places.empty();
        if (!at_first)
          add(place);
        else if (std::find(places.begin(), places.end(), place) == places.end() && i + 1 < tokens.size())
          places.insert(places.begin(), place);
      }
    }
    if (places.size() >= 2) break;
  }
  std::string out;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i) out += i + 1 == places.size() ? " and " : ", ";
    out += places[i];
  }
  return out;
}

std::string case_period(const CaseText& source) {
  std::optional<Date> earliest, latest;
  std::string duration;
  for (const Span& span : source.sentences) {
    const std::string_view text = of(source.text, span);
    if (text.find_first_of("0123456789") == std::string_view::npos) continue;
    const Tokens tokens(text);
    // What is expected is no part of the period told.
    bool ahead = false;
    for (std::size_t i = 0; i < tokens.size(); ++i)
      ahead = ahead || tokens[i] == "expects" || tokens[i] == "expected" || tokens[i] == "will" ||
              tokens[i] == "hopes" || tokens[i] == "plans" || tokens[i] == "aims" ||
              tokens[i] == "forecast" || tokens[i] == "projected";
    if (ahead) continue;
    const auto dates = dates_in(text, tokens);
    for (std::size_t d = 0; d < dates.size(); ++d) {
      const Date& date = dates[d];
      if (d + 1 < dates.size() && dates[d + 1].first <= date.last + 2) {
        // "between A and B", "from A to B", "A–B".
        const std::string_view join =
            dates[d + 1].first == date.last + 1 ? std::string_view("-") : tokens[date.last + 1];
        if (join == "and" || join == "to" || join == "until" || join == "-" || join == "till")
          return date.printed + " to " + dates[d + 1].printed;
      }
      if (!earliest || date.value < earliest->value) earliest = date;
      if (!latest || date.value > latest->value) latest = date;
    }
    // "a 36-month pilot", "over three years"
    if (!duration.empty()) continue;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      const bool unit = tokens[i + 1] == "month" || tokens[i + 1] == "months" || tokens[i + 1] == "year" ||
                        tokens[i + 1] == "years" || tokens[i + 1] == "week" || tokens[i + 1] == "weeks";
      if (!unit || !plain_number(tokens, i)) continue;
      bool of_the_case = false;
      for (std::size_t k = i + 2; k < tokens.size() && k < i + 5 && !tokens.clause_before(k); ++k)
        of_the_case = of_the_case || tokens[k] == "pilot" || tokens[k] == "project" ||
                      tokens[k] == "programme" || tokens[k] == "program" || tokens[k] == "scheme" ||
                      tokens[k] == "trial" || tokens[k] == "initiative" || tokens[k] == "partnership" ||
                      tokens[k] == "experiment";
      if (of_the_case) duration = squeeze(text.substr(tokens.begin(i), tokens.end(i + 1) - tokens.begin(i)));
    }
  }
  if (!earliest) return duration;
  if (earliest->value == latest->value) return earliest->printed;
  return earliest->printed + " to " + latest->printed;
}

}  // namespace evident::ingest
